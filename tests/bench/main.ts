/**
 * All numbers in one run: `deno task bench`. Each part prints its tables and puts them into `README.md`.
 * @module
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { UsageError } from "../../src/errors.ts";
import { checks } from "./checks.ts";
import { firstPlan } from "./first_plan.ts";
import { installPeers, PEERS } from "./npm_peers.ts";
import { placed, rendered } from "./page.ts";
import type { Part, Setting } from "./part.ts";
import { CLIENTS } from "./peers/contenders.ts";
import { BenchError, ROOT } from "./processes.ts";
import { progress } from "./progress.ts";
import { schedule } from "./schedule.ts";
import { size } from "./size.ts";
import { startup } from "./startup.ts";
import { streaming } from "./streaming.ts";
import { weight } from "./weight.ts";

/** All parts, processes first: what runs in this one may leave a large heap behind. */
const PARTS: Readonly<Record<string, Part>> = {
  startup,
  first: firstPlan,
  weight,
  streaming,
  schedule,
  size,
  checks,
  progress,
};

const HELP = `deno task bench [--only=NAME,NAME] [--rounds=8] [--quick] [--skip=NAME,NAME] [--output=FILE]

Measures and writes the tables of tests/bench/README.md.

  --only    some parts: ${Object.keys(PARTS).join(", ")}
  --rounds  how often everybody has a turn (default: 8; with --quick 1)
  --quick   small sizes, to try the bench itself; writes no page unless --output names one
  --skip    leaves out peers: ${[...PEERS, ...CLIENTS].join(", ")}
  --output  another page with the same marks
`;

/** What the user asked for. */
interface Asked {
  help: boolean;
  only: readonly string[];
  rounds: number;
  quick: boolean;
  skip: readonly string[];
  output: string | undefined;
}

/** Reads the arguments; whatever cannot be used is a {@linkcode UsageError}. */
function asked(args: string[]): Asked {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = (() => {
    try {
      const options = { only: text, rounds: text, skip: text, output: text, quick: flag, help: flag };
      return parseArgs({ args, options });
    } catch (error) {
      throw new UsageError(`Cannot read the arguments: ${(error as Error).message}`, "See --help.");
    }
  })();
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 8));
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new UsageError(`Cannot use --rounds: expected a whole number from 1, got "${values.rounds}"`, "See --help.");
  }
  return {
    help: values.help,
    only: listed("--only", values.only, Object.keys(PARTS)) ?? Object.keys(PARTS),
    rounds,
    quick: values.quick,
    skip: listed("--skip", values.skip, [...PEERS, ...CLIENTS]) ?? [],
    output: values.output ?? (values.quick ? undefined : `${ROOT}tests/bench/README.md`),
  };
}

/** A list of known names. */
function listed(option: string, text: string | undefined, known: readonly string[]): string[] | undefined {
  const names = text?.split(",");
  const strange = names?.find((name) => !known.includes(name));
  if (strange === undefined) return names;
  throw new UsageError(`Cannot use ${option}: expected ${known.join(", ")}, got "${strange}"`, "See --help.");
}

/** Where and how a part was measured. */
function circumstances({ rounds, quick }: Asked, load: number): string {
  const { os, arch } = Deno.build;
  const now = Deno.loadavg()[0] ?? 0;
  return [
    `${new Date().toISOString().slice(0, 10)}, Deno ${Deno.version.deno}`,
    `${cpus().length} cores (${cpus()[0]?.model.trim() || arch}), ${os}`,
    `load ${load.toFixed(1)} before and ${now.toFixed(1)} after`,
    `${rounds} ${rounds === 1 ? "round" : "rounds"}${quick ? ", small sizes" : ""}.`,
  ].join("; ");
}

/** Runs the parts one by one; what is measured stays, even where a later part fails. */
async function measure(request: Asked): Promise<void> {
  const { output } = request;
  // A page that cannot take the figures is found out before minutes are spent on them.
  if (output !== undefined) { for (const name of request.only) placed(readPage(output), name, ""); }
  const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "devussy-bench-" }));
  try {
    let installed: ReturnType<Setting["peers"]> | undefined;
    const peers = () => installed ??= installPeers(folder, request.skip, say);
    for (const name of request.only) {
      say(`${name} ...`);
      const load = Deno.loadavg()[0] ?? 0;
      const tables = await PARTS[name]?.({ ...request, folder, peers }) ?? [];
      const text = [circumstances(request, load), ...tables.map(rendered)].join("\n\n");
      print(`## ${name}\n\n${text}\n`);
      if (output !== undefined) Deno.writeTextFileSync(output, placed(readPage(output), name, text));
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Reads the page that is written to. */
function readPage(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError(
      `Cannot use --output: expected a page with marks, found no file "${path}"`,
      "Copy README.md there.",
    );
  }
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

/** Says what is going on, apart from the tables. */
function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}

try {
  const request = asked(Deno.args);
  if (request.help) print(HELP);
  else await measure(request);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof BenchError)) throw error;
  say(`error: ${error.message}\n  ${error.hint}`);
  Deno.exit(error instanceof UsageError ? 2 : 1);
}
