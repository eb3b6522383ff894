import type { PipelineEvent, StageName } from "../../../../src/pipeline/stage.ts";

/** All stages, in order. */
export const STAGES: readonly StageName[] = ["project_design", "basic_devplan", "detailed_devplan", "handoff"];

type Of<Type extends PipelineEvent["type"]> = PipelineEvent & { type: Type };
type Facts<Type extends PipelineEvent["type"]> = Partial<Of<Type>>;

const OPENAI = { provider: "openai", model: "gpt-5" };
const DETAIL = { stage: "detailed_devplan" } as const;

/** A stage of so many calls begins. */
export function begin(calls: number, facts: Facts<"stage-start"> = {}): PipelineEvent {
  return { type: "stage-start", ...DETAIL, title: "Detailed devplan", calls, ...OPENAI, ...facts };
}
/** It ends. */
export function end(facts: Facts<"stage-finish"> = {}): PipelineEvent {
  return { type: "stage-finish", ...DETAIL, title: "Detailed devplan", ...facts };
}
/** A request goes out. */
export function ask(label: string, facts: Facts<"call-start"> = {}): PipelineEvent {
  return { type: "call-start", ...DETAIL, label, ...OPENAI, id: "1a2b3c4d5e6f", ...facts };
}
/** More of an answer comes. */
export function text(label: string, chars: number): PipelineEvent {
  return { type: "call-text", ...DETAIL, label, chars };
}
/** A title was read. */
export function part(label: string, title: string): PipelineEvent {
  return { type: "part", ...DETAIL, label, title };
}
/** A request is sent again. */
export function retry(label: string, facts: Facts<"retry"> = {}): PipelineEvent {
  return { type: "retry", ...DETAIL, label, attempt: 2, delayMs: 3000, reason: "HTTP 503 (unavailable)", ...facts };
}
/** An answer came. */
export function answer(label: string, facts: Facts<"call-answer"> = {}): PipelineEvent {
  const usage = { inputTokens: 3400, outputTokens: 1200, totalTokens: 4600, costUsd: 0.0031 };
  const how = { id: "1a2b3c4d5e6f", stored: false, ms: 4100, attempts: 1, usage };
  return { type: "call-answer", ...DETAIL, label, ...OPENAI, ...how, ...facts };
}
/** A call is done. */
export function finish(label: string, done: number, calls: number): PipelineEvent {
  return { type: "call-finish", ...DETAIL, label, done, calls };
}
/** What is wrong with an answer. */
export function repair(label: string, problem: string, round = 1): PipelineEvent {
  return { type: "repair", ...DETAIL, label, round, problem };
}
/** A warning. */
export function warning(label: string, what: string): PipelineEvent {
  return { type: "warning", ...DETAIL, label, text: what };
}
/** Another provider is asked. */
export function fallback(label: string, facts: Facts<"fallback"> = {}): PipelineEvent {
  return {
    type: "fallback",
    ...DETAIL,
    label,
    provider: "ollama",
    model: "llama3",
    reason: "HTTP 402",
    lasting: true,
    ...facts,
  };
}
/** The plan was checked. */
export const CHECKED: PipelineEvent = { type: "checked", score: 100, errors: 0, warnings: 1 };

/** Texts as a hostile model may answer them: they must not control, reorder, hide or fill the terminal. */
export const HOSTILE: readonly string[] = [
  "\x1b[2J\x1b[1;1H\x1b[31mred",
  "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
  "\x1b]52;c;cm0gLXJm\x07",
  "\x9b31m\x9d52;c;x\x9c",
  "\u202egnp.exe\u2066x\u2069",
  "a\nb\r\nc\u2028d\x0b\x0c",
  "x".repeat(10_000),
  "表".repeat(10_000),
  "👩\u200d💻".repeat(3000),
  `e${"\u0301".repeat(10_000)}`,
  "\x1b[?25h\x1b[?1049h\x1bc",
];
