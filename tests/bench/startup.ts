/**
 * Start-up: what a user waits for each command, beside an empty script and other planning tools.
 * @module
 */
import type { Setting, Table } from "./part.ts";
import { makeProject, OWN_CALLS, PEER_CALLS, projectFor } from "./peer_projects.ts";
import { type Command, devussy, emptyScript, run } from "./processes.ts";
import { figure, inRounds, times } from "./rounds.ts";

/** A row: what is asked of whom. */
interface Row {
  what: string;
  name: string;
  command: Command;
}

/** Measures the start of each command. */
export async function startup(setting: Setting): Promise<Table[]> {
  const folder = `${setting.folder}/startup`;
  Deno.mkdirSync(folder);
  makeProject(folder);
  const rows: Row[] = [
    { what: "nothing", name: "Deno, an empty script", command: emptyScript(folder) },
    ...floorOfNode(setting, folder),
    ...OWN_CALLS.map(({ what, args }) => ({
      what,
      name: `**devussy** ${args.join(" ")}`,
      command: devussy(folder, ...args),
    })),
    ...setting.peers().flatMap((peer) => {
      const project = projectFor(peer, folder);
      return (PEER_CALLS[peer.name] ?? []).map(({ what, args }) => ({
        what,
        name: `${peer.name} ${args.join(" ")}`,
        command: peer.command(project, ...args),
      }));
    }),
  ];
  const timings = await inRounds(rows.map(({ command }) => () => [run(command).milliseconds]), setting.rounds);
  const bestOf = (name: (row: Row) => boolean) => timings[rows.findIndex(name)]?.best ?? NaN;
  const floor = bestOf(({ what }) => what === "nothing");
  const kinds = [...new Set(rows.map(({ what }) => what))];
  return [{
    heads: ["Asked for", "Command", "Best, ms", "Median, ms", "Times an empty Deno script", "Times devussy"],
    rows: kinds.flatMap((kind) =>
      rows.flatMap(({ what, name }, at) => {
        const { best = NaN, median = NaN } = timings[at] ?? {};
        if (what !== kind) return [];
        const own = bestOf((row) => row.what === kind && row.name.startsWith("**devussy**"));
        return [[what, name, figure(best), figure(median), times(best, floor), times(best, own)]];
      })
    ),
  }];
}

/** The floor of the peers: they run on Node. */
function floorOfNode(setting: Setting, folder: string): Row[] {
  if (setting.peers().length === 0) return [];
  Deno.writeTextFileSync(`${folder}/empty.mjs`, "");
  return [{
    what: "nothing",
    name: "Node, an empty script",
    command: { program: "node", args: [`${folder}/empty.mjs`], cwd: folder },
  }];
}
