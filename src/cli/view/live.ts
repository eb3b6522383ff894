/**
 * What a live view shows of a run: from its state to lines, and nothing else.
 * @module
 */
import type { StageName } from "../../pipeline/stage.ts";
import type { Line } from "./line.ts";
import { counted, elapsed, grouped, tokensOf } from "./numbers.ts";
import { type CallProgress, type StageProgress, storedCalls, tokensOfCall, tokensOfStage } from "./progress.ts";
import { authorOf } from "../../pipeline/author.ts";

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** How long one picture of the spinner stands, in milliseconds. */
const TURN = 100;

/** What the lines are made from. */
export interface Scene {
  stages: readonly StageName[];
  /** The stage that runs; absent: none. */
  stage: StageProgress | undefined;
  /** What the run took so far; absent: no model has answered. */
  cost: string | undefined;
  startedAt: number;
  now: number;
  /** The height of the terminal. */
  rows: number;
}

/** The running stage, its calls and the cost so far, in fewer lines than the terminal has rows. */
export function liveLines({ stages, stage, cost, startedAt, now, rows }: Scene): Line[] {
  if (stage === undefined || stage.finished) return [];
  const calls = [...stage.running.values()];
  const [only] = calls;
  const footer: Line[] = cost === undefined ? [] : [[{ text: `${cost}, ${elapsed(now - startedAt)}`, style: "dim" }]];
  // One row is the cursor's.
  const room = rows - 1;
  if (stage.calls === 1) {
    const facts = only === undefined ? [elapsed(now - stage.startedAt)] : callFacts(only, stage, now);
    return [stageLine(spinner(now), stages, stage, authorOf(only ?? stage), facts), ...footer].slice(
      0,
      Math.max(room, 1),
    );
  }
  const head = stageLine(spinner(now), stages, stage, authorOf(stage), stageFacts(stage, now));
  if (room < 3) return [head];
  return [head, ...callLines(calls, stage, now, room - 1 - footer.length), ...footer];
}

/** What stays of a stage that has ended, well or not. */
export function endedLine(stages: readonly StageName[], stage: StageProgress, now: number): Line {
  const mark = stage.finished ? { text: "✓", style: "green" as const } : { text: "✗", style: "red" as const };
  const { calls, done } = stage;
  const tokens = tokensOfStage(stage);
  const stored = storedCalls(stage);
  const facts = [
    ...(!stage.finished && calls > 1 ? [`${done} of ${calls} answered`] : calls > 1 ? [counted(calls, "call")] : []),
    ...(stored > 0 ? [`${stored} stored`] : []),
    ...(tokens > 0 ? [counted(tokens, "token")] : []),
    ...(stage.retries > 0 ? [stage.retries === 1 ? "1 retry" : `${stage.retries} retries`] : []),
    elapsed(now - stage.startedAt),
  ];
  return stageLine(mark, stages, stage, authorOf(stage), facts);
}

function stageLine(
  mark: Line[number],
  stages: readonly StageName[],
  stage: StageProgress,
  who: string,
  facts: readonly string[],
): Line {
  const place = `[${stages.indexOf(stage.name) + 1}/${stages.length}]`;
  return [mark, ` ${place} ${stage.title}  `, { text: [who, ...facts].join(", "), style: "dim" }];
}

function stageFacts(stage: StageProgress, now: number): string[] {
  const stored = storedCalls(stage);
  const tokens = tokensOfStage(stage);
  return [
    `${stage.done} of ${stage.calls} answered`,
    ...(stored > 0 ? [`${stored} stored`] : []),
    ...(tokens > 0 ? [counted(tokens, "token")] : []),
    elapsed(now - stage.startedAt),
  ];
}

/** One line a call; where there are too many, the oldest are only counted. */
function callLines(calls: readonly CallProgress[], stage: StageProgress, now: number, room: number): Line[] {
  const hidden = calls.length > room ? calls.length - room + 1 : 0;
  const lines = calls.slice(hidden).map((call): Line => {
    const who = authorOf(call) === authorOf(stage) ? [] : [authorOf(call)];
    const facts = [...who, ...callFacts(call, stage, now)].join(", ");
    return ["  ", spinner(now), ` ${call.label}  `, { text: facts, style: "dim" }];
  });
  return hidden === 0 ? lines : [[{ text: `  ... ${hidden} more`, style: "dim" }], ...lines];
}

function callFacts(call: CallProgress, stage: StageProgress, now: number): string[] {
  const tokens = tokensOfCall(call);
  const rate = call.pace.rate(now);
  return [
    call.waitsUntil > now
      ? `asks again in ${elapsed(call.waitsUntil - now + 999)}`
      : tokens === 0
      ? "waits for an answer"
      : counted(tokens, "token"),
    ...(rate === undefined || call.chars === 0 ? [] : [`${grouped(tokensOf(rate))}/s`]),
    ...(call.parts === 0 ? [] : [counted(call.parts, PARTS[stage.name] ?? "part")]),
    ...(call.retries === 0 ? [] : [call.retries === 1 ? "1 retry" : `${call.retries} retries`]),
    elapsed(now - call.startedAt),
  ];
}

/** What a stage's answers hold, one after the other. */
const PARTS: { readonly [Name in StageName]?: string } = { basic_devplan: "phase", detailed_devplan: "step" };

function spinner(now: number): Line[number] {
  return { text: SPINNER[Math.floor(now / TURN) % SPINNER.length] ?? "", style: "cyan" };
}
