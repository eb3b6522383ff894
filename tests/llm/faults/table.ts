/**
 * Tables of faults: what each should lead to, in both protocols, by both doors.
 * @module
 */
import assert from "node:assert/strict";
import type { Completion, LLMErrorKind } from "../../../mod.ts";
import {
  ask,
  assertGoodError,
  CLOSING,
  optionsFor,
  type Outcome,
  PATIENT,
  type Scenarios,
  type Settings,
  textOf,
  together,
  withServer,
} from "./ask.ts";
import type { FaultServer, Reply } from "./fault_server.ts";
import { good, TEXT } from "./replies.ts";
import { assertNoKey, KEY } from "./taint.ts";
import { type Wire, WIRES } from "./wires.ts";

/** The key travels in its header only. */
export function assertKeyInHeaderOnly(server: FaultServer, wire: Wire): void {
  for (const { request } of server.exchanges) {
    assertNoKey(request.path, "a URL");
    assertNoKey(request.body, "a request's body");
    const { [wire.auth.header]: auth, ...others } = request.headers;
    assert.equal(auth, wire.auth.value(KEY));
    assertNoKey(JSON.stringify(others), "other headers");
  }
}

/** How often a fault is tried again: until attempts are used up, once, or never. */
export type Retried = "yes" | "once" | "no";

/** What a fault should lead to where it is an error. */
export interface ExpectedFailure {
  kind: LLMErrorKind | readonly LLMErrorKind[];
  retried: Retried;
  status?: number;
  /** Must stand in the message. */
  message?: RegExp;
  /** Must not stand in the message. */
  silent?: RegExp;
  /** Must stand in the hint. */
  hint?: RegExp;
  /** The text that had arrived; a pattern where nobody can say how much. Where there is some, `stream` must not ask again. */
  partial?: string | RegExp;
  /** Whether it is worth asking later. Default: what `retried` says; not looked at for "once". */
  retryable?: boolean;
  /** Deno's own `fetch` sends the request again when the connection breaks: up to two arrive for each attempt. */
  resent?: boolean;
  /** The client has to close the connection, because the server does not. */
  closes?: boolean;
}

/** What a fault should lead to where the client can cope with it. */
export interface ExpectedSuccess {
  /** Default: the good answer. */
  text?: string;
  requests?: number;
  closes?: boolean;
  /** An upper bound of the time that it takes. */
  withinMs?: number;
  check?: (completion: Completion) => void;
}

/** One row of a table. */
export interface FaultCase {
  /** Short name of the fault, as in RELIABILITY.md where it is named there. */
  name: string;
  reply: (wire: Wire) => Reply;
  /** Default: both. */
  wires?: readonly Wire[];
  /** Another provider of the same protocol. */
  provider?: string;
  settings?: Settings;
  fails?: ExpectedFailure;
  succeeds?: ExpectedSuccess;
}

function sentFor(retried: Retried, maxAttempts: number): number {
  return { yes: maxAttempts, once: Math.min(2, maxAttempts), no: 1 }[retried];
}

function assertFailure(outcome: Outcome, expected: ExpectedFailure, provider: string, requests: number): void {
  const { error } = outcome;
  assert.ok(error !== undefined, `expected an error, got ${Deno.inspect(outcome.completion)}`);
  const kinds: readonly string[] = typeof expected.kind === "string" ? [expected.kind] : expected.kind;
  assert.ok(kinds.includes(error.kind), `expected kind ${kinds.join(" or ")}, got ${error.kind}: ${error.message}`);
  assertGoodError(error, provider);
  assert.equal(error.model, PATIENT.model);
  assert.equal(error.attempts, requests, `attempts of ${error.kind}: ${error.message}`);
  if (expected.status !== undefined) assert.equal(error.status, expected.status);
  if (expected.message !== undefined) assert.match(error.message, expected.message);
  if (expected.silent !== undefined) assert.doesNotMatch(error.message, expected.silent);
  if (expected.hint !== undefined) assert.match(error.hint, expected.hint);
  if (expected.partial instanceof RegExp) assert.match(error.partial ?? "", expected.partial);
  else assert.equal(error.partial ?? "", expected.partial ?? "", "partial");
  const retryable = expected.retryable ?? { yes: true, once: undefined, no: false }[expected.retried];
  if (retryable !== undefined) assert.equal(error.retryable, retryable, `retryable of ${error.kind}: ${error.message}`);
}

async function failsAlways(row: FaultCase, wire: Wire, expected: ExpectedFailure): Promise<void> {
  await withServer([row.reply(wire)], async (server) => {
    const options = optionsFor(server.origin, row.settings);
    const outcome = await ask(row.provider ?? wire.name, options);
    const requests = sentFor(expected.retried, options.retry?.maxAttempts ?? 3);
    const arrived = server.exchanges.length;
    const fits = expected.resent ? arrived >= requests && arrived <= 2 * requests : arrived === requests;
    assert.ok(fits, `expected ${requests} requests, got ${arrived}; ${outcome.error?.message}`);
    assertFailure(outcome, expected, row.provider ?? wire.name, requests);
    assertKeyInHeaderOnly(server, wire);
    if (!expected.closes) return;
    for (const exchange of server.exchanges) {
      assert.ok(await exchange.clientLeft(CLOSING), "expected the client to close the connection");
    }
  });
}

/** The fault so often that the client, and not only the runtime, sees it. */
function once(row: FaultCase, wire: Wire, expected: ExpectedFailure): Reply[] {
  return expected.resent ? [row.reply(wire), row.reply(wire)] : [row.reply(wire)];
}

async function failsOnce(row: FaultCase, wire: Wire, expected: ExpectedFailure): Promise<void> {
  await withServer([...once(row, wire, expected), good(wire)], async (server) => {
    const outcome = await ask(row.provider ?? wire.name, optionsFor(server.origin, row.settings));
    if (expected.retried === "no") return assertFailure(outcome, expected, row.provider ?? wire.name, 1);
    assert.equal(outcome.completion?.text, TEXT, `expected the second answer, got ${outcome.error?.message}`);
    assert.ok(outcome.completion.attempts === 2 || expected.resent, `${outcome.completion.attempts} attempts`);
    assert.equal(server.exchanges.length, expected.resent ? 3 : 2);
    assertNoKey(outcome.completion, "the completion");
  });
}

/** `stream` asks again only while it has yielded no text. */
async function failsOnceStreamed(row: FaultCase, wire: Wire, expected: ExpectedFailure): Promise<void> {
  await withServer([...once(row, wire, expected), good(wire)], async (server) => {
    const outcome = await ask(row.provider ?? wire.name, optionsFor(server.origin, row.settings), { door: "stream" });
    // Where the text so far is nobody's promise, there may have been none, and then asking again is right.
    const open = expected.partial instanceof RegExp;
    const afterText = expected.partial !== undefined && !(open && outcome.completion !== undefined);
    assertNoKey(outcome.events, "the events");
    if (afterText || expected.retried === "no") {
      assert.equal(server.exchanges.length, 1, "requests by stream()");
      assertFailure(
        outcome,
        { ...expected, retried: "no", retryable: expected.retried !== "no" },
        row.provider ?? wire.name,
        1,
      );
      const yielded = textOf(outcome.events);
      assert.ok((outcome.error?.partial ?? "").startsWith(yielded), `yielded ${Deno.inspect(yielded)}`);
      if (afterText && !open) assert.notEqual(yielded, "", "expected the text before the fault");
      return;
    }
    assert.equal(textOf(outcome.events), TEXT, `expected the second answer, got ${outcome.error?.message}`);
    assert.equal(outcome.completion?.text, TEXT);
    assert.equal(
      outcome.events.filter((event) => event.type === "retry").length,
      outcome.completion.attempts - 1,
      "retry events",
    );
  });
}

async function copes(
  row: FaultCase,
  wire: Wire,
  expected: ExpectedSuccess,
  door: "complete" | "stream",
): Promise<void> {
  await withServer([row.reply(wire)], async (server) => {
    const outcome = await ask(row.provider ?? wire.name, optionsFor(server.origin, row.settings), { door });
    const { completion } = outcome;
    assert.ok(completion !== undefined, `expected an answer, got ${outcome.error?.kind}: ${outcome.error?.message}`);
    const text = expected.text ?? TEXT;
    assert.equal(completion.text, text);
    if (door === "stream") assert.equal(textOf(outcome.events), text);
    assert.equal(server.exchanges.length, expected.requests ?? 1);
    assert.equal(completion.attempts, expected.requests ?? 1);
    assertNoKey(completion, "the completion");
    assertKeyInHeaderOnly(server, wire);
    expected.check?.(completion);
    if (expected.withinMs !== undefined) assert.ok(outcome.ms < expected.withinMs, `took ${outcome.ms} ms`);
    if (!expected.closes) return;
    assert.ok(await server.exchanges[0]?.clientLeft(CLOSING), "expected the client to close the connection");
  });
}

function summary({ fails, succeeds }: FaultCase): string {
  if (fails === undefined) return succeeds?.text === undefined ? "the answer comes whole" : "the answer is usable";
  const kind = typeof fails.kind === "string" ? fails.kind : fails.kind.join(" or ");
  const tried = { yes: "tried again", once: "tried once more", no: "not tried again" }[fails.retried];
  return `${kind}, ${tried}${fails.partial === undefined ? "" : ", with the text so far"}`;
}

/** All that one row promises: both protocols, always and once, by `complete` and by `stream`. */
function scenariosOf(row: FaultCase, prefix = ""): Scenarios {
  const { fails, succeeds } = row;
  const scenarios: Scenarios = {};
  for (const wire of row.wires ?? WIRES) {
    const label = `${prefix}${wire.name}`;
    if (fails !== undefined) {
      scenarios[`${label}, always`] = () => failsAlways(row, wire, fails);
      scenarios[`${label}, once`] = () => failsOnce(row, wire, fails);
      scenarios[`${label}, once, streamed`] = () => failsOnceStreamed(row, wire, fails);
    }
    if (succeeds !== undefined) {
      scenarios[label] = () => copes(row, wire, succeeds, "complete");
      scenarios[`${label}, streamed`] = () => copes(row, wire, succeeds, "stream");
    }
  }
  return scenarios;
}

/** Registers one test for each row. */
export function testFaults(rows: readonly FaultCase[]): void {
  for (const row of rows) Deno.test(`${row.name}: ${summary(row)}`, () => together(scenariosOf(row)));
}

/** Registers one test for all rows, side by side: for faults that take time and nothing else. */
export function testSlowFaults(name: string, rows: readonly FaultCase[]): void {
  const all: Scenarios = Object.assign({}, ...rows.map((row) => scenariosOf(row, `${row.name}; `)));
  Deno.test(name, () => together(all));
}
