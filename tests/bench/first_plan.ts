/**
 * The first plan where no key is set: how long until it is there, and what is there then.
 * @module
 */
import { lintPlan, parsePlan } from "../../mod.ts";
import type { Peer } from "./npm_peers.ts";
import type { Setting, Table } from "./part.ts";
import { type Command, devussy, emptyScript, type Ended, IDEA, run } from "./processes.ts";
import { figure, inRounds, times } from "./rounds.ts";

/** A way to a first plan. */
interface Way {
  name: string;
  command: Command;
  /** Makes the folder as it was before. */
  reset(): void;
  /** What is there afterwards. */
  outcome(said: string): string;
}

/** Measures the whole command from an idea to files. */
export async function firstPlan(setting: Setting): Promise<Table[]> {
  const folder = `${setting.folder}/first_plan`;
  Deno.mkdirSync(folder);
  const ways: Way[] = [
    { name: "Deno, an empty script", command: emptyScript(folder), reset: () => {}, outcome: () => "nothing" },
    ownWay(`${folder}/devussy`),
    ...setting.peers().flatMap((peer) => peerWays[peer.name]?.(peer, `${folder}/${peer.name.replace("/", "_")}`) ?? []),
  ];
  const ends: Ended[] = [];
  const timings = await inRounds(
    ways.map(({ command, reset }, at) => () => {
      reset();
      const end = ends[at] = run(command);
      return [end.milliseconds];
    }),
    setting.rounds,
  );
  const floor = timings[0]?.best ?? NaN;
  return [{
    heads: ["Command", "Best, ms", "Median, ms", "Times an empty Deno script", "Exit code", "What is there then"],
    rows: ways.map(({ name, outcome }, at) => {
      const { best = NaN, median = NaN } = timings[at] ?? {};
      const { code, stdout, stderr } = ends[at] ?? { code: NaN, stdout: "", stderr: "" };
      return [name, figure(best), figure(median), times(best, floor), String(code), outcome(stdout + stderr)];
    }),
  }];
}

/** Removes a folder and all that is in it, and makes it anew. */
function emptied(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  Deno.mkdirSync(folder, { recursive: true });
}

function ownWay(folder: string): Way {
  return {
    name: "**devussy** run-full-pipeline",
    // The environment is that of a machine without keys, whatever this one has.
    command: { ...devussy(folder, "run-full-pipeline", ...IDEA), env: bare(), clear: true },
    reset: () => emptied(folder),
    outcome: () => {
      const plan = parsePlan(Deno.readTextFileSync(`${folder}/docs/plan.json`));
      const steps = plan.phases.flatMap(({ steps }) => steps);
      const worked = new Set(steps.flatMap(({ requirements }) => requirements));
      const { score, findings } = lintPlan(plan);
      return `${steps.length} steps for ${worked.size} of ${plan.requirements.length} requirements, ` +
        `score ${score}, ${findings.length} findings`;
    },
  };
}

/** Enough to find the caches of Deno, and nothing else. */
function bare(): Record<string, string> {
  return Object.fromEntries(
    ["PATH", "HOME", "DENO_DIR", "XDG_CACHE_HOME"].flatMap((name) => {
      const value = Deno.env.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What the others offer without a key. Backlog.md keeps tasks that people or agents write; it makes no plan itself. */
const peerWays: Readonly<Record<string, (peer: Peer, folder: string) => Way[]>> = {
  "task-master-ai": (peer, folder) => [{
    name: "task-master-ai parse-prd",
    command: { ...peer.command(folder, "parse-prd", "idea.txt", "--num-tasks=10"), exits: [0, 1] },
    reset: () => {
      emptied(`${folder}/.taskmaster/tasks`);
      Deno.writeTextFileSync(`${folder}/idea.txt`, `URL shortener in Go. ${IDEA.at(-1)}\n`);
    },
    outcome: (said) =>
      `${matchesIn(`${folder}/.taskmaster/tasks/tasks.json`, /"title":/g)} tasks` +
      (/API key/.test(said) ? ": it asks for an API key" : ""),
  }],
  "@fission-ai/openspec": (peer, folder) => [{
    name: "@fission-ai/openspec new change",
    command: peer.command(folder, "new", "change", "url-shortener"),
    reset: () => {
      emptied(folder);
      run(peer.command(folder, "init", "--tools", "none"));
    },
    outcome: () =>
      `${matchesIn(`${folder}/openspec/changes/url-shortener/tasks.md`, /^\s*- \[ \]/gm)} tasks: an agent writes them`,
  }],
};

/** How often something is in a file; 0 where there is none. */
function matchesIn(path: string, what: RegExp): number {
  try {
    return Deno.readTextFileSync(path).match(what)?.length ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
