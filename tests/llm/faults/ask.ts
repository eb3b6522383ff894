/**
 * Asks a client for an answer under a watch, with its settings and its servers.
 * @module
 */
import assert from "node:assert/strict";
import {
  type ClientOptions,
  type Completion,
  createLLMClient,
  type GenerateOptions,
  LLMError,
  type Message,
  type StreamEvent,
} from "../../../mod.ts";
import { FaultServer, type Reply } from "./fault_server.ts";
import { assertNoKey, KEY, PROMPT_MARK } from "./taint.ts";
import { type Wire, WIRES } from "./wires.ts";

// A proxy of the machine must not come between the tests and their own servers.
for (const name of ["NO_PROXY", "no_proxy"]) Deno.env.set(name, "127.0.0.1,localhost");

/** After this a call counts as hung; far above all that the tests ask for. */
const HANG = 15_000;

/** Within this a client must have closed a connection that it does not need any more. */
export const CLOSING = 3_000;

/** What is asked in all tests. */
export const MESSAGES: Message[] = [
  { role: "system", content: "Answer briefly." },
  { role: "user", content: `Say hello. ${PROMPT_MARK}` },
];

/** Settings under which nothing but the fault itself decides, and pauses are short. */
export const PATIENT = {
  apiKey: KEY,
  model: "test-model",
  timeouts: { firstByteMs: 10_000, idleMs: 10_000, progressMs: 10_000, totalMs: 14_000 },
  retry: { maxAttempts: 3, baseDelayMs: 1, maxDelayMs: 4 },
} satisfies ClientOptions;

/** Settings of one test, over the patient ones. */
export type Settings = Partial<ClientOptions>;

/** The options of a client that talks to a server of the tests. */
export function optionsFor(origin: string, settings: Settings = {}): ClientOptions {
  return {
    ...PATIENT,
    baseUrl: origin,
    ...settings,
    timeouts: { ...PATIENT.timeouts, ...settings.timeouts },
    retry: { ...PATIENT.retry, ...settings.retry },
  };
}

/** What came of a call. */
export interface Outcome {
  completion?: Completion;
  error?: LLMError;
  /** What `stream` yielded, in order. */
  events: StreamEvent[];
  /** How long the call took. */
  ms: number;
}

/** The text that events yielded. */
export function textOf(events: readonly StreamEvent[]): string {
  return events.map((event) => event.type === "text" ? event.text : "").join("");
}

/** Ends a call that hangs by a signal, and the test if even that does not help. */
async function orHang<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timers: ReturnType<typeof setTimeout>[] = [];
  const hung = new Promise<never>((_, reject) => {
    timers.push(setTimeout(() => controller.abort(new Error("the test's patience is over")), HANG));
    timers.push(setTimeout(() => reject(new Error(`The call hangs: it did not end within ${HANG} ms`)), HANG + 3_000));
  });
  try {
    return await Promise.race([work(controller.signal), hung]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/** Anything but an `LLMError` is a bug of the client. */
export function asLLMError(error: unknown): LLMError {
  if (error instanceof LLMError) return error;
  throw new Error(`expected an LLMError, got ${Deno.inspect(error)}`, { cause: error });
}

/** Asks by `complete` (the default) or `stream`. */
export async function ask(
  provider: string,
  options: ClientOptions,
  { door = "complete", call = {} }: { door?: "complete" | "stream"; call?: GenerateOptions } = {},
): Promise<Outcome> {
  const client = createLLMClient(provider, options);
  assertNoKey(client, "the client");
  const events: StreamEvent[] = [];
  const start = performance.now();
  const outcome: Outcome = { events, ms: 0 };
  await orHang(async (signal) => {
    try {
      if (door === "complete") {
        outcome.completion = await client.complete(MESSAGES, { signal, ...call });
      } else {
        for await (const event of client.stream(MESSAGES, { signal, ...call })) {
          events.push(event);
          if (event.type === "finish") outcome.completion = event.completion;
        }
      }
    } catch (error) {
      outcome.error = asLLMError(error);
    }
  });
  outcome.ms = performance.now() - start;
  return outcome;
}

/** Runs a test against a fresh server. */
export async function withServer<T>(replies: readonly Reply[], test: (server: FaultServer) => Promise<T>): Promise<T> {
  const server = await FaultServer.start(...replies);
  try {
    return await test(server);
  } finally {
    await server.close();
  }
}

/** An error without the frames of the runtime and of this module. */
function shortly(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [frame = ""] = error.stack?.match(/^ +at .*tests\/llm\/faults\/(?!ask\.ts).*$/m) ?? [];
  return `${error.message}\n${frame}`;
}

/** Parts of a test by name. */
export type Scenarios = Record<string, () => Promise<void>>;

/** Runs scenarios side by side; all of them come to their end before the first failure is thrown. */
export async function together(scenarios: Readonly<Scenarios>): Promise<void> {
  const entries = Object.entries(scenarios);
  const results = await Promise.allSettled(entries.map(([, run]) => run()));
  const problems = results.flatMap((result, at) =>
    result.status === "fulfilled" ? [] : [`[${entries[at]?.[0]}] ${shortly(result.reason)}`]
  );
  if (problems.length > 0) throw new Error(`${problems.length} of ${entries.length} failed\n${problems.join("\n\n")}`);
}

/** Runs one scenario for each protocol. */
export function forWires(run: (wire: Wire) => Promise<void>, wires: readonly Wire[] = WIRES): Promise<void> {
  return together(Object.fromEntries(wires.map((wire) => [wire.name, () => run(wire)])));
}

// deno-lint-ignore no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** What every error promises, whatever it is about. */
export function assertGoodError(error: LLMError, provider: string): void {
  for (const [name, text] of Object.entries({ message: error.message, hint: error.hint, code: error.code ?? "" })) {
    assert.doesNotMatch(text, CONTROL, `expected no control characters in the ${name}: ${Deno.inspect(text)}`);
  }
  assert.ok(error.message.length <= 700, `expected a short message, got ${error.message.length} letters`);
  assert.ok(!error.message.includes(PROMPT_MARK), "expected no prompt in the message");
  assert.notEqual(error.hint, "");
  assert.equal(error.provider, provider);
  assertNoKey(error, "the error");
}
