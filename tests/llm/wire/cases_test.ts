import assert from "node:assert/strict";
import { type Completion, createLLMClient, type LLMClient, type Usage } from "../../../mod.ts";
import { type Expected, type ExpectedAnswer, type ExpectedError, expectedOf } from "./expected.ts";
import { completed, type Outcome, streamed } from "./outcome.ts";
import { absence, recordedBody, type RecordedCase, recordedCases } from "./recordings.ts";
import { type PieceSize, ReplayServer } from "./replay_server.ts";

const PIECES: PieceSize[] = [1, 7, 64, 4096, "whole"];
const MODEL = "model-of-the-test";
const cases = recordedCases();

Deno.test({
  name: `recorded exchanges: ${cases.length} cases at ${PIECES.length} piece sizes${absence}`,
  ignore: absence !== "",
  fn: () => assert.equal(cases.length, 132),
});

for (const recorded of cases) {
  const { wire, source, file } = recorded;
  Deno.test(`recorded exchange: ${source}/${file}: the same outcome at every piece size`, async () => {
    const body = recordedBody(recorded);
    const text = new TextDecoder().decode(body);
    const expected = expectedOf(recorded, text);
    await using server = new ReplayServer();
    const client = createLLMClient(wire === "anthropic" ? "anthropic" : "generic", {
      model: MODEL,
      baseUrl: server.origin,
      retry: { maxAttempts: 1 },
    });
    const ask = async (how: (client: LLMClient) => Promise<Outcome>, pieces: PieceSize) => {
      server.answer = { status: recorded.status, headers: recorded.headers, body, pieces };
      const outcome = await how(client);
      await check(outcome, expected, recorded, `${how.name}, pieces of ${pieces}`);
      if (outcome.completion !== undefined) checkIdentity(outcome.completion, recorded, text);
    };
    for (const pieces of PIECES) await ask(streamed, pieces);
    await ask(completed, 64);

    assert.equal(server.requests.length, PIECES.length + 1, "one request for each call");
    for (const request of server.requests) {
      assert.equal(request.method, "POST");
      assert.equal(request.path, wire === "anthropic" ? "/v1/messages" : "/v1/chat/completions");
      const sent: { model?: unknown; stream?: unknown } = JSON.parse(request.body);
      assert.deepEqual([sent.model, sent.stream], [MODEL, true]);
    }
  });
}

function check(outcome: Outcome, expected: Expected, recorded: RecordedCase, how: string): void {
  if (expected.error === undefined) checkAnswer(outcome, expected, how);
  else checkError(outcome, expected, recorded, how);
}

function checkAnswer({ completion, error }: Outcome, expected: ExpectedAnswer, how: string): void {
  if (completion === undefined) {
    throw new assert.AssertionError({ message: `${how}: ${error?.kind}: ${error?.message}` });
  }
  assert.equal(completion.text, expected.text, how);
  assert.equal(completion.reasoning ?? "", expected.reasoning, how);
  assert.ok(
    expected.finish.includes(completion.finish),
    `${how}: finish is ${completion.finish}, not ${expected.finish}`,
  );
  assert.equal(completion.truncated, expected.truncated, how);
  assert.equal(completion.attempts, 1, how);
  assert.equal(completion.refusal, undefined, how);
  assert.deepEqual(completion.warnings, [], how);
  checkUsage(completion.usage, expected.usage, how);
}

/** A count of 0 may be absent; an absent count is 0. */
function checkUsage(usage: Usage | undefined, expected: Usage | undefined, how: string): void {
  const filled = (counts: Usage | undefined) =>
    counts && { reasoningTokens: 0, cachedInputTokens: 0, costUsd: undefined, ...counts };
  assert.deepEqual(filled(usage), filled(expected), how);
}

function checkError(outcome: Outcome, expected: ExpectedError, recorded: RecordedCase, how: string): void {
  const { completion, error, text } = outcome;
  if (error === undefined) {
    throw new assert.AssertionError({ message: `${how}: no ${expected.error} error, but "${completion?.text}"` });
  }
  assert.equal(error.kind, expected.error, `${how}: ${error.message}`);
  assert.ok(error.message.includes(expected.says), `${how}: "${error.message}" does not quote "${expected.says}"`);
  assert.doesNotMatch(error.message, /[\r\n]/, how);
  assert.match(error.hint, expected.hints ?? /./, how);
  assert.equal(error.attempts, 1, how);
  // White space alone is no text, so it does not matter whether it is kept.
  assert.equal((error.partial ?? "").trim(), expected.partial.trim(), how);
  // What came in the same read as the failure may stand in `partial` only.
  assert.ok(expected.partial.startsWith(text), `${how}: "${text}" was shown`);
  if (recorded.status >= 400) assert.equal(error.status, recorded.status, how);
  if (expected.code !== undefined) assert.equal(error.code, expected.code, how);
  if (expected.retryable !== undefined) assert.equal(error.retryable, expected.retryable, how);
  const requestId = requestIdOf(recorded);
  if (requestId !== undefined) assert.equal(error.requestId, requestId, how);
}

/** The model that answered is named in the body, the request's id in a header. */
function checkIdentity(completion: Completion, recorded: RecordedCase, body: string): void {
  const models = [...body.matchAll(/"model":\s*"([^"]+)"/g)].map((match) => match[1]);
  if (models.length > 0) assert.ok(models.includes(completion.model), `${completion.model} is none of ${models}`);
  const requestId = requestIdOf(recorded);
  if (requestId !== undefined) assert.equal(completion.requestId, requestId);
}

function requestIdOf({ headers }: RecordedCase): string | undefined {
  return headers["x-request-id"] ?? headers["request-id"];
}
