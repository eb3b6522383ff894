/**
 * What the tests of the store share: a folder, an answer, a run.
 * @module
 */
import type { Completion } from "../../../src/llm/types.ts";
import { openRuns, type RunStart, type RunStore } from "../../../src/store/runs.ts";
import type { AnswerCost, StoredCall, StoredRun } from "../../../src/store/stored_run.ts";

/** Runs a test in a fresh folder and removes it. */
export async function inFolder(test: (dir: string) => Promise<void>, parent?: string): Promise<void> {
  const made = await Deno.makeTempDir({ prefix: "devussy-", ...(parent === undefined ? {} : { dir: parent }) });
  const dir = await Deno.realPath(made);
  try {
    await test(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Opens the runs of a folder for the time of a test. */
export async function withRuns<T>(dir: string, work: (runs: RunStore) => T | Promise<T>): Promise<T> {
  const runs = await openRuns(dir, { create: true });
  try {
    return await work(runs);
  } finally {
    runs.close();
  }
}

/** What a run is about. */
export function startOf(identity: string, more: Partial<RunStart> = {}): RunStart {
  return { identity, project: "Taskify", command: "run-full-pipeline", outputDir: "nowhere", ...more };
}

/** A request. */
export function callOf(key: string, more: Partial<StoredCall> = {}): StoredCall {
  return {
    key,
    stage: "detailed_devplan",
    label: `phase ${key}`,
    provider: "generic",
    model: "small",
    messages: [{ role: "user", content: `Ask ${key}` }],
    parameters: { temperature: 0.5 },
    ...more,
  };
}

/** An answer that cannot be taken for another's. */
export function answerOf(key: string, more: Partial<Completion> = {}): Completion {
  return { text: `The answer to ${key}`, finish: "stop", truncated: false, attempts: 1, warnings: [], ...more };
}

/** What all answers of a run took. */
export function spentOf(run: StoredRun): { inputTokens: number; outputTokens: number; costUsd?: number } {
  const answers = run.answers();
  const sum = (pick: (answer: AnswerCost) => number) => answers.reduce((total, answer) => total + pick(answer), 0);
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    ...(answers.some(({ costUsd }) => costUsd !== undefined) ? { costUsd: sum(({ costUsd = 0 }) => costUsd) } : {}),
  };
}
