/**
 * Weight: what is on disk once each tool can be used, and how long that takes with an empty cache.
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Peer } from "./npm_peers.ts";
import type { Setting, Table } from "./part.ts";
import { BenchError, devussy, emptyScript, IDEA, ROOT, run } from "./processes.ts";
import { figure, times } from "./rounds.ts";
import manifest from "../../deno.json" with { type: "json" };

const MIB = 2 ** 20;

/** What lies in a folder. */
interface Weight {
  name: string;
  packages: number;
  files: number;
  bytes: number;
  seconds: number;
}

/** Weighs ours, after a first run from an empty cache and as one file, and each peer. */
export function weight(setting: Setting): Promise<Table[]> {
  const folder = `${setting.folder}/weight`;
  Deno.mkdirSync(folder);
  const own = ownWeight(folder);
  const rows = [bundleWeight(folder), own, ...setting.peers().map(peerWeight)];
  return Promise.resolve([{
    heads: ["Tool", "Packages", "Files", "MiB", "Times devussy", "Until it can be used, s"],
    rows: rows.map(({ name, packages, files, bytes, seconds }) => [
      name,
      String(packages),
      files.toLocaleString("en"),
      figure(bytes / MIB),
      times(bytes, own.bytes),
      figure(seconds),
    ]),
  }, {
    heads: ["What it runs on", "MiB"],
    rows: runtimes(setting).map(([name, path]) => [name, figure(Deno.statSync(path).size / MIB)]),
  }]);
}

/** The published files alone, run from an empty cache: what a user of the registry or of a URL has on disk. */
function ownWeight(folder: string): Weight {
  const [own, cache] = [`${folder}/package`, `${folder}/cache`];
  for (const path of publishedFiles()) {
    Deno.mkdirSync(dirname(`${own}/${path}`), { recursive: true });
    Deno.copyFileSync(`${ROOT}${path}`, `${own}/${path}`);
  }
  const command = devussy(folder, "run-full-pipeline", ...IDEA);
  // As from a URL or a registry: without our configuration and its lock.
  const args = command.args.flatMap((arg) => arg === `${ROOT}cli.ts` ? ["--no-config", `${own}/cli.ts`] : [arg]);
  const { milliseconds } = run({ ...command, args, env: { DENO_DIR: cache } });
  const [mine, fetched] = [weigh(own), weigh(cache)];
  return {
    name: "**devussy**, its files and the cache of a first run",
    packages: 1 + versionsBelow(`${cache}/npm`),
    files: mine.files + fetched.files,
    bytes: mine.bytes + fetched.bytes,
    seconds: milliseconds / 1000,
  };
}

/** The files of the package, as publishing lists them. */
function publishedFiles(): string[] {
  const args = ["publish", "--dry-run", "--allow-dirty", "--no-check"];
  const { stdout, stderr } = run({ program: Deno.execPath(), args, cwd: ROOT });
  return [...`${stdout}${stderr}`.matchAll(/^ +(file:\/\/\S+) \([\d.]+\w+\)$/gm)].map(([, url = ""]) =>
    fileURLToPath(url).slice(ROOT.length)
  );
}

/** All of ours in one file, which must also run. */
function bundleWeight(folder: string): Weight {
  const path = `${folder}/devussy.js`;
  const may = ["--no-prompt", "--allow-read", "--allow-write", "--allow-run"];
  const args = ["run", ...may, `${ROOT}tests/tools/release/bundle.ts`, path];
  run({ program: Deno.execPath(), args, cwd: ROOT });
  const { stdout } = run({ ...emptyScript(folder), args: ["run", "--no-prompt", path, "version"] });
  if (!stdout.includes(manifest.version)) {
    throw new BenchError(
      `Cannot use the bundle: expected version ${manifest.version}, got ${JSON.stringify(stdout)}`,
      `Make it by hand and look: deno ${args.join(" ")}`,
    );
  }
  const { size } = Deno.statSync(path);
  // Whoever uses it does not make it: there is no time to tell.
  return { name: "**devussy** as one file (`deno task bundle`)", packages: 1, files: 1, bytes: size, seconds: NaN };
}

function peerWeight({ name, version, folder, seconds }: Peer): Weight {
  const modules = `${folder}/node_modules`;
  const { packages } = JSON.parse(Deno.readTextFileSync(`${modules}/.package-lock.json`));
  return { name: `${name} ${version}`, packages: Object.keys(packages).length, ...weigh(modules), seconds };
}

/** The runtimes, which the tools share with everything else that needs them. */
function runtimes(setting: Setting): [string, string][] {
  const deno: [string, string] = [`Deno ${Deno.version.deno}`, Deno.execPath()];
  if (setting.peers().length === 0) return [deno];
  const script = "console.log(process.version.slice(1)); console.log(process.execPath)";
  const { stdout } = run({ program: "node", args: ["--eval", script], cwd: setting.folder });
  const [version = "", path = ""] = stdout.trim().split("\n");
  return [deno, [`Node ${version}`, path]];
}

/** All files below a folder; links are not followed. */
function weigh(folder: string): { files: number; bytes: number } {
  let [files, bytes] = [0, 0];
  for (const { name, isDirectory, isFile } of Deno.readDirSync(folder)) {
    const inside = isDirectory ? weigh(`${folder}/${name}`) : { files: 1, bytes: 0 };
    files += inside.files;
    bytes += isFile ? Deno.lstatSync(`${folder}/${name}`).size : inside.bytes;
  }
  return { files, bytes };
}

/** How many packages a cache of Deno holds: the folders that are named by a version. */
function versionsBelow(folder: string): number {
  let count = 0;
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) count += /^\d+\.\d+\.\d+/.test(name) ? 1 : versionsBelow(`${folder}/${name}`);
  }
  return count;
}
