import type { PipelineEvent, StageName } from "../../pipeline/stage.ts";
import { tokensOf } from "./numbers.ts";
import { Pace } from "./pace.ts";

/** A call that is under way. */
export interface CallProgress {
  label: string;
  provider: string;
  model: string;
  startedAt: number;
  /** Characters of the answer that is coming. */
  chars: number;
  /** Tokens of the answers that have come. */
  tokens: number;
  /** Phases or steps that were read out of the answer that is coming. */
  parts: number;
  retries: number;
  /** When it is asked again after a failure. */
  waitsUntil: number;
  pace: Pace;
}

/** A stage as far as it is. */
export interface StageProgress {
  name: StageName;
  title: string;
  provider: string;
  model: string;
  calls: number;
  done: number;
  startedAt: number;
  finished: boolean;
  /** Tokens of the calls that are done. */
  tokens: number;
  retries: number;
  /** The calls under way, in the order in which they began. */
  running: Map<string, CallProgress>;
  /** Calls of which some answer had to be asked for. */
  asked: Set<string>;
  /** Calls of which some answer was stored. */
  stored: Set<string>;
}

/** Follows a run: what its events say, put together. */
export class Progress {
  /** The stage that runs, or ran last. */
  stage: StageProgress | undefined;

  /** Takes in what has happened. */
  apply(event: PipelineEvent, now: number): void {
    if (event.type === "checked") return;
    if (event.type === "stage-start") {
      const { stage: name, title, provider, model, calls } = event;
      const counts = { calls, done: 0, tokens: 0, retries: 0, startedAt: now, finished: false };
      const labels = { asked: new Set<string>(), stored: new Set<string>() };
      this.stage = { name, title, provider, model, ...counts, ...labels, running: new Map() };
      return;
    }
    const { stage } = this;
    if (stage === undefined) return;
    if (event.type === "stage-finish") stage.finished = true;
    else if (event.type === "repair-start") stage.calls += event.parts;
    else if (event.type === "repair-finish") return;
    else if (event.type === "call-answer") applyAnswer(stage, event);
    else if (event.type === "call-finish") {
      stage.tokens += tokensOfCall(stage.running.get(event.label));
      stage.running.delete(event.label);
      stage.done = event.done;
    } else applyToCall(stage, event, now);
  }
}

/** How many of a stage's calls were answered by an earlier run alone. */
export function storedCalls({ asked, stored }: StageProgress): number {
  return [...stored].filter((label) => !asked.has(label)).length;
}

/** All tokens of a stage's answers so far. */
export function tokensOfStage({ tokens, running }: StageProgress): number {
  return [...running.values()].reduce((sum, call) => sum + tokensOfCall(call), tokens);
}

/** The tokens of a call's answers so far; those that are coming are estimated. */
export function tokensOfCall(call: CallProgress | undefined): number {
  return call === undefined ? 0 : call.tokens + tokensOf(call.chars);
}

function applyAnswer(stage: StageProgress, event: PipelineEvent & { type: "call-answer" }): void {
  const { label, stored, usage } = event;
  (stored ? stage.stored : stage.asked).add(label);
  const call = stage.running.get(label);
  if (call === undefined) {
    stage.tokens += usage?.outputTokens ?? 0;
    return;
  }
  call.tokens += usage?.outputTokens ?? tokensOf(call.chars);
  call.chars = 0;
  call.pace = new Pace();
}

type CallEvent = PipelineEvent & { label: string };

function applyToCall(stage: StageProgress, event: CallEvent, now: number): void {
  if (event.type === "warning" || event.type === "continue") return;
  const call = callOf(stage, event.label, now);
  switch (event.type) {
    case "call-start":
    case "fallback":
      call.provider = event.provider;
      call.model = event.model;
      call.waitsUntil = 0;
      break;
    case "call-text":
      call.chars = event.chars;
      call.waitsUntil = 0;
      call.pace.note(event.chars, now);
      return;
    case "part":
      call.parts++;
      return;
    case "retry":
      call.retries++;
      stage.retries++;
      call.waitsUntil = now + event.delayMs;
  }
  // Another request: what has come of an answer before counts no more. The rest of an answer that was cut goes on.
  call.chars = 0;
  call.pace = new Pace();
  if (event.type !== "call-start") call.parts = 0;
}

function callOf(stage: StageProgress, label: string, now: number): CallProgress {
  let call = stage.running.get(label);
  if (call === undefined) {
    const { provider, model } = stage;
    const counts = { chars: 0, tokens: 0, parts: 0, retries: 0, waitsUntil: 0 };
    call = { label, provider, model, startedAt: now, ...counts, pace: new Pace() };
    stage.running.set(label, call);
  }
  return call;
}
