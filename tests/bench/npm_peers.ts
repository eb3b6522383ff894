/**
 * Other planning tools from npm, in folders of their own: installed for one run, with versions from `peers/tools.json`.
 * @module
 */
import { type Command, run } from "./processes.ts";
import tools from "./peers/tools.json" with { type: "json" };

/** A tool that is installed. */
export interface Peer {
  /** Its package. */
  name: string;
  version: string;
  /** The folder that it was installed into. */
  folder: string;
  /** Seconds that the installation took. */
  seconds: number;
  /** A call of its command in a folder. */
  command(cwd: string, ...args: string[]): Command;
}

/** No updates, no reports home: neither is what is measured. */
const QUIET = {
  TASKMASTER_SKIP_AUTO_UPDATE: "1",
  OPENSPEC_NO_UPDATE_CHECK: "1",
  OPENSPEC_TELEMETRY: "0",
  DO_NOT_TRACK: "1",
};

/** The names that can be left out. */
export const PEERS: readonly string[] = Object.keys(tools);

/**
 * Installs all tools but those that are left out.
 * @throws {BenchError} where npm is not there or fails, an unreachable registry included.
 */
export function installPeers(folder: string, skip: readonly string[], say: (text: string) => void): Peer[] {
  return Object.entries(tools).filter(([name]) => !skip.includes(name)).map(([name, { version, bin }]) => {
    say(`npm install ${name}@${version}`);
    const own = `${folder}/${bin}`;
    const home = `${own}/home`;
    Deno.mkdirSync(home, { recursive: true });
    Deno.writeTextFileSync(`${own}/package.json`, '{ "private": true }\n');
    const flags = ["--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts"];
    const { milliseconds } = run({ program: "npm", args: ["install", ...flags, `${name}@${version}`], cwd: own });
    return {
      name,
      version,
      folder: own,
      seconds: milliseconds / 1000,
      command: (cwd, ...args) => ({
        program: `${own}/node_modules/.bin/${bin}`,
        args,
        cwd,
        // Nothing of the user's: no keys, no settings.
        env: { PATH: Deno.env.get("PATH") ?? "", HOME: home, ...QUIET },
        clear: true,
      }),
    };
  });
}
