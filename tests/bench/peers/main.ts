/**
 * The streaming client beside its peers, in one run. Prints the tables as JSON; the part `streaming` of `deno task bench`
 * starts it. `--rounds=5`, `--megabytes=32` for throughput, `--streams=20,200` (MB) for memory, `--skip=ai,xsai`,
 * `--alone` without any peer.
 * @module
 */
import { parseArgs } from "node:util";
import type { Table } from "../part.ts";
import { figure, times } from "../rounds.ts";
import type { Shape } from "./answers.ts";
import { CLIENTS, CONTENDERS, nameOf } from "./contenders.ts";
import manifest from "./deno.json" with { type: "json" };
import { firstText, memory, start, throughput } from "./measures.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    megabytes: { type: "string", default: "32" },
    streams: { type: "string", default: "20,200" },
    skip: { type: "string", default: "" },
    alone: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const bytes = Number(values.megabytes) * 1e6;
const [small = 20, large = 200] = values.streams.split(",").map(Number);
const skip = values.alone ? CLIENTS : values.skip.split(",");

/** Everything of one protocol. */
async function measured(shape: Shape, title: string): Promise<Table> {
  const files = CONTENDERS[shape].filter((file) => !skip.includes(file));
  const say = (what: string) => Deno.stderr.writeSync(new TextEncoder().encode(`streaming, ${shape}: ${what}\n`));
  const write = 65536;
  say("throughput");
  const fast = await throughput(files, { shape, bytes, write }, rounds);
  const wide = shape === "openai" ? await throughput(files, { shape, bytes, write, wide: true }, rounds) : undefined;
  const single = await throughput(files, { shape, bytes: bytes / 8, write: 0 }, rounds);
  say("first text");
  const first = await firstText(files, { shape, bytes: 4000, write }, rounds);
  say("memory");
  const few = await memory(files, { shape, bytes: small * 1e6, write });
  const many = await memory(files, { shape, bytes: large * 1e6, write });
  say("start");
  const starts = await start(files, rounds * 2);
  const ofFloor = (rates: readonly number[], at: number) => times(rates[at] ?? NaN, rates[0] ?? NaN);
  return {
    heads: [
      title,
      "64 KiB writes, MB/s",
      "of the floor",
      ...(wide === undefined ? [] : ["beyond ASCII, of the floor"]),
      "one event a write, of the floor",
      "first text, ms",
      "times the floor",
      `peak MiB, ${small} MB`,
      `${large} MB`,
      "start, times an empty script",
    ],
    rows: files.map((file, at) => [
      nameOf(file, manifest.imports),
      figure(fast[at] ?? NaN),
      ofFloor(fast, at),
      ...(wide === undefined ? [] : [ofFloor(wide, at)]),
      ofFloor(single, at),
      figure(first[at]?.median ?? NaN),
      times(first[at]?.median ?? NaN, first[0]?.median ?? NaN),
      figure(few[at] ?? NaN),
      figure(many[at] ?? NaN),
      figure(starts[at] ?? NaN),
    ]),
  };
}

const tables = [
  await measured("openai", "OpenAI events"),
  await measured("anthropic", "Anthropic events"),
];
Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(tables)}\n`));
