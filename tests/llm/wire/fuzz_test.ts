import assert from "node:assert/strict";
import fc from "fast-check";
import { createLLMClient, type LLMClient } from "../../../mod.ts";
import { anthropicStream, chatStream, jsonAnswer, type RandomAnswer } from "./answer_streams.ts";
import { frame } from "./framing.ts";
import { cutInTurn, type Injected, injectedFetch } from "./injected.ts";
import { readLeniently, readStrictly } from "./naive_sse.ts";
import { completed, essence, type Outcome, streamed } from "./outcome.ts";
import { ReplayServer } from "./replay_server.ts";

const encoder = new TextEncoder();

/** What streams are made of: parts of fields, line ends, and bytes that are no UTF-8. */
const PARTS: Uint8Array<ArrayBuffer>[] = [
  ...[
    "data",
    "data:",
    "data: ",
    "data:  x",
    "event",
    "event: ping",
    "id: 1",
    "retry: 10",
    "retry: x",
    "dat",
    "Data: x",
    "datax:",
  ],
  ...["\n", "\n", "\n\n", "\r", "\r\r", "\r\n", "\r\n\r\n", ":", ": comment", " ", "x", "{}", "[DONE]", "\0", "\ufeff"],
  ...["é", "我", "🦀", "\u2028", "\u0085"],
].map((part) => encoder.encode(part)).concat(
  [[0xff], [0xc3], [0xf0, 0x9f, 0xa6]].map((bytes) => new Uint8Array(bytes)),
);

const stream = fc.array(fc.nat(PARTS.length - 1), { maxLength: 40 }).map((parts) =>
  join(parts.map((part) => PARTS[part] ?? new Uint8Array()))
);
const sizes = fc.oneof(
  { weight: 1, arbitrary: fc.constant([1]) },
  { weight: 3, arbitrary: fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 9 }) },
);

Deno.test("SseFramer: 10,000 random streams in random pieces give the events of a naive reader of the whole", () => {
  fc.assert(
    fc.property(stream, sizes, (bytes, sizes) => {
      const whole = new TextDecoder().decode(bytes);
      const { events, atEnd } = frame(cutInTurn(bytes, sizes));
      assert.deepEqual([...events, ...atEnd], readLeniently(whole));
      // A CR at the very end may still be half a line end, so the event before it may wait.
      const strict = readStrictly(whole);
      if (events.length !== strict.length && whole.endsWith("\r")) strict.pop();
      assert.deepEqual(events, strict);
    }),
    { numRuns: 10_000 },
  );
});

let next: Injected = { body: encoder.encode(""), sizes: [1], contentType: "" };
const settings = { model: "random", retry: { maxAttempts: 1 } };
const clients: Record<RandomAnswer["wire"], LLMClient> = {
  chat: createLLMClient("generic", { ...settings, baseUrl: "http://127.0.0.1:1", fetch: injectedFetch(() => next) }),
  anthropic: createLLMClient("anthropic", {
    ...settings,
    baseUrl: "http://127.0.0.1:1",
    fetch: injectedFetch(() => next),
  }),
};

for (
  const [what, answers, runs] of [
    ["OpenAI chat streams", chatStream, 2000],
    ["Anthropic streams", anthropicStream, 2000],
    ["JSON answers of both protocols", jsonAnswer, 1000],
  ] as const
) {
  Deno.test(`LLMClient: ${runs} random ${what} mean the same in any pieces as whole`, async () => {
    await fc.assert(
      fc.asyncProperty(answers, sizes, async (answer, sizes) => {
        const { body, contentType } = answer;
        next = { body, contentType, sizes: [body.length] };
        const whole = await completed(clients[answer.wire]);
        checkMeaning(whole, answer);
        next = { body, contentType, sizes };
        assert.deepEqual(essence(await completed(clients[answer.wire])), essence(whole));
        assert.deepEqual(essence(await streamed(clients[answer.wire])), essence(whole));
      }),
      { numRuns: runs },
    );
  });

  Deno.test(`LLMClient: 40 random ${what} mean the same over a socket, byte by byte and in other pieces`, async () => {
    await using server = new ReplayServer();
    const options = { ...settings, baseUrl: server.origin };
    const remote = { chat: createLLMClient("generic", options), anthropic: createLLMClient("anthropic", options) };
    await fc.assert(
      fc.asyncProperty(answers, fc.constantFrom(1, 2, 3, 50, "whole" as const), async (answer, pieces) => {
        server.answer = { headers: { "content-type": answer.contentType }, body: answer.body, pieces };
        const outcome = await streamed(remote[answer.wire]);
        checkMeaning(outcome, answer);
        assert.deepEqual(essence(await completed(remote[answer.wire])), essence(outcome));
      }),
      { numRuns: 40 },
    );
  });
}

function checkMeaning({ completion, error }: Outcome, answer: RandomAnswer): void {
  if (answer.text.trim() === "") {
    assert.equal(error?.kind, "empty_response");
    return;
  }
  assert.equal(error, undefined, error?.message);
  assert.equal(completion?.text, answer.text);
  assert.equal(completion.reasoning ?? "", answer.reasoning);
  assert.equal(completion.finish, answer.finish);
  assert.equal(completion.truncated, answer.finish === "length");
  assert.deepEqual([completion.usage?.inputTokens, completion.usage?.outputTokens], answer.tokens);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
