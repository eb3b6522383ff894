/**
 * The commands about stored runs.
 * @module
 */
import { UsageError } from "../../errors.ts";
import { dollars } from "../../llm/dollars.ts";
import type { RunInfo } from "../../store/run_info.ts";
import { openRuns, type RunStore } from "../../store/runs.ts";
import { oneLine, shorten } from "../../text.ts";
import type { Command, Io, Option, Values } from "../command.ts";
import { SETTINGS } from "../options.ts";
import { readSettings } from "../settings.ts";
import { printTable } from "../table.ts";

const STATE: Readonly<Record<string, Option>> = Object.fromEntries(
  Object.entries(SETTINGS).filter(([name]) => ["state-dir", "config", "trust-project"].includes(name)),
);

/** `devussy list-checkpoints` */
export const listCheckpoints: Command = {
  usage: "[options]",
  options: STATE,
  examples: ["devussy list-checkpoints", "devussy list-checkpoints --json"],
  run: (values, _words, io) =>
    withRuns(values, io, (runs, folder) => {
      const checkpoints = runs?.list() ?? [];
      if (values.on("json")) return document(io, { stateDir: folder, checkpoints });
      if (checkpoints.length === 0) io.say(`no checkpoints in "${folder}"`);
      else {
        printTable(
          io,
          [
            ["ID", "PROJECT", "STATUS", "ANSWERS", "TOKENS", "COST", "UPDATED", "OUTPUT"],
            ...checkpoints.map((run) => [
              run.id,
              shorten(oneLine(run.project), 30),
              run.status,
              String(run.answers),
              tokens(run),
              cost(run),
              wallTime(run.updatedAt),
              oneLine(run.outputDir),
            ]),
          ],
        );
      }
      return 0;
    }),
};

/** `devussy show-checkpoint` */
export const showCheckpoint: Command = {
  usage: "ID [options]",
  options: STATE,
  examples: ["devussy show-checkpoint run-k3x9v2mq", "devussy show-checkpoint k3x --json"],
  words: 1,
  run: (values, words, io) =>
    withRuns(values, io, (runs, folder) => {
      const checkpoint = some(runs, idOf(words, "show"), folder).show(idOf(words, "show"));
      if (values.on("json")) return document(io, { stateDir: folder, checkpoint });
      const { calls, note } = checkpoint;
      io.out(`${checkpoint.id}: ${oneLine(checkpoint.project)}, ${oneLine(checkpoint.command)}, ${checkpoint.status}`);
      if (note !== undefined) io.out(`note: ${oneLine(note)}`);
      io.out(`output: ${oneLine(checkpoint.outputDir)}`);
      io.out(`started ${wallTime(checkpoint.startedAt)}, updated ${wallTime(checkpoint.updatedAt)}`);
      if (calls.length > 0) {
        printTable(
          io,
          [
            ["STAGE", "LABEL", "WHO", "STATE", "TOKENS", "COST", "TIME"],
            ...calls.map((call) =>
              [
                call.stage,
                call.label,
                `${call.provider}/${call.model}`,
                call.reason === undefined ? call.state : `${call.state}: ${shorten(oneLine(call.reason), 60)}`,
                tokens(call),
                cost(call),
                call.ms === undefined ? "-" : `${(call.ms / 1000).toFixed(1)} s`,
              ].map(oneLine)
            ),
          ],
        );
      }
      io.out(
        `${checkpoint.answers} of ${calls.length} calls answered, ${checkpoint.inputTokens} tokens in, ${checkpoint.outputTokens} out, cost ${
          checkpoint.costUsd === undefined ? "unknown" : cost(checkpoint)
        }`,
      );
      return 0;
    }),
};

/** `devussy delete-checkpoint` */
export const deleteCheckpoint: Command = {
  usage: "ID [options]",
  options: STATE,
  examples: ["devussy delete-checkpoint run-k3x9v2mq"],
  words: 1,
  run: (values, words, io) =>
    withRuns(values, io, (runs, folder) => {
      const removed = some(runs, idOf(words, "delete"), folder).delete(idOf(words, "delete"));
      return told(values, io, folder, [removed]);
    }),
};

/** `devussy cleanup-checkpoints` */
export const cleanupCheckpoints: Command = {
  usage: "--keep N [options]",
  options: { keep: { value: "N", help: "how many to keep, 0 to 10000 (needed)" }, ...STATE },
  examples: ["devussy cleanup-checkpoints --keep 5"],
  run(values, _words, io) {
    const keep = keepOf(values);
    return withRuns(values, io, (runs, folder) => told(values, io, folder, runs?.cleanup(keep) ?? []));
  },
};

/** Opens what is stored, if anything is, and closes it in the end. */
async function withRuns(
  values: Values,
  io: Io,
  work: (runs: RunStore | undefined, folder: string) => number,
): Promise<number> {
  const { settings: { stateDir } } = await readSettings(values, io, { show: true });
  const runs = await openRuns(stateDir, { create: false });
  try {
    return work(runs, stateDir);
  } finally {
    runs?.close();
  }
}

function idOf([id]: readonly string[], verb: string): string {
  if (id !== undefined && id.trim() !== "") return id;
  throw new UsageError(
    `Cannot ${verb} a checkpoint without its id: expected ID, got nothing`,
    `Write devussy ${verb}-checkpoint ID; see: devussy list-checkpoints`,
  );
}

function some(runs: RunStore | undefined, id: string, folder: string): RunStore {
  if (runs !== undefined) return runs;
  throw new UsageError(
    `Cannot find the checkpoint "${shorten(oneLine(id), 60)}": "${folder}" holds none`,
    "Name the folder with --state-dir. See: devussy list-checkpoints",
  );
}

function keepOf(values: Values): number {
  const text = values.text("keep");
  const number = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (number >= 0 && number <= 10_000) return number;
  throw new UsageError(
    text === undefined
      ? "Cannot clean up without a number: --keep is missing"
      : `Cannot use "--keep ${shorten(oneLine(text), 40)}": expected a whole number from 0 to 10000`,
    "Say how many of the newest to keep, for example --keep 5.",
  );
}

function told(values: Values, io: Io, folder: string, removed: readonly RunInfo[]): number {
  if (values.on("json")) return document(io, { stateDir: folder, removed: removed.map(({ id }) => id) });
  for (const { id } of removed) io.out(id);
  io.say(`${removed.length} removed`);
  return 0;
}

function document(io: Io, content: Record<string, unknown>): number {
  io.out(JSON.stringify({ schemaVersion: 1, ...content }, null, 2));
  return 0;
}

function tokens({ inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }): string {
  return String(inputTokens + outputTokens);
}

function cost({ costUsd }: { costUsd?: number }): string {
  return costUsd === undefined ? "-" : dollars(costUsd);
}

/** A stored time as the clock on the wall shows it. */
function wallTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return "-";
  const two = (number: number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${
    two(time.getMinutes())
  }`;
}
