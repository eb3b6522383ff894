import assert from "node:assert/strict";
import { createLLMClient } from "../../../mod.ts";
import { completed, streamed } from "./outcome.ts";
import { ReplayServer } from "./replay_server.ts";

const PIECES = [1, 2, 3, 4, 5, 7, 64, "whole"] as const;
const encoder = new TextEncoder();

/** The same answer in each framing, with a text as it stands in JSON. */
const FRAMINGS = {
  "an event stream": {
    type: "text/event-stream",
    body: (content: string) =>
      `data: {"choices":[{"index":0,"delta":{"content":"${content}"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`,
  },
  "a JSON answer": {
    type: "application/json",
    body: (content: string) => `{"choices":[{"index":0,"message":{"content":"${content}"},"finish_reason":"stop"}]}`,
  },
};

for (const [framing, { type, body }] of Object.entries(FRAMINGS)) {
  const expectText = async (bytes: Uint8Array<ArrayBuffer>, text: string) => {
    await using server = new ReplayServer();
    const client = createLLMClient("generic", { model: "m", baseUrl: server.origin, retry: { maxAttempts: 1 } });
    for (const pieces of PIECES) {
      server.answer = { headers: { "content-type": type }, body: bytes, pieces };
      for (const ask of [streamed, completed]) {
        const { completion, error } = await ask(client);
        assert.equal(completion?.text ?? error?.message, text, `${ask.name}, pieces of ${pieces}`);
      }
    }
  };

  Deno.test(`LLMClient: ${framing} keeps every character, whatever bytes it is cut between`, async () => {
    const text = "é我🦀👩‍👩‍👧\u2028\u0085e\u0301";
    await expectText(encoder.encode(body(text)), text);
  });

  Deno.test(`LLMClient: ${framing} keeps U+FEFF within the text, also at the start of a piece`, async () => {
    for (const text of ["ab\ufeffcd", "abc\ufeffd", "abcd\ufeff", "\ufeffab"]) {
      await expectText(encoder.encode(body(text)), text);
    }
  });

  Deno.test(`LLMClient: ${framing} may begin with a byte order mark`, async () => {
    await expectText(encoder.encode("\ufeff" + body("text")), "text");
  });

  Deno.test(`LLMClient: bytes of ${framing} that are no UTF-8 become replacement characters`, async () => {
    const bytes = encoder.encode(body("a*b*c"));
    const bad = bytes.map((byte) => byte === 0x2a ? 0xff : byte);
    await expectText(bad, "a\ufffdb\ufffdc");
  });
}

for (
  const [what, body] of Object.entries({
    "words that begin like a field": "database is down",
    "a word that begins like another field": "identity provider: not now",
    "the name of a field": "event",
    "one word": "oops",
    "null": "null",
    "an empty object": "{}",
    "an empty list": "[]",
    "a web page": "<!DOCTYPE html><html><head><title>Welcome</title></head><body>data: x</body></html>",
    "white space": " \n\n ",
    "nothing": "",
    "half an event stream": FRAMINGS["an event stream"].body("text").slice(0, 40),
    "half a JSON answer": FRAMINGS["a JSON answer"].body("text").slice(0, 40),
    "an error in a JSON answer": '{"error":{"message":"No.","type":"invalid_request_error","code":"nope"}}',
    "comments only": ": keep-alive\n\n: keep-alive\n\n",
  })
) {
  for (const type of ["", "text/plain", "application/json", "text/event-stream"]) {
    Deno.test(`LLMClient: ${what} under 200 as ${type || "no type"} is the same failure in any pieces`, async () => {
      await using server = new ReplayServer();
      const client = createLLMClient("generic", { model: "m", baseUrl: server.origin, retry: { maxAttempts: 1 } });
      const outcomes: unknown[] = [];
      for (const pieces of ["whole", 1, 2, 3, 7, 64] as const) {
        server.answer = { headers: type === "" ? {} : { "content-type": type }, body, pieces };
        const { error, text } = await streamed(client);
        assert.ok(error, `pieces of ${pieces}: "${text}" instead of an error`);
        outcomes.push([error.kind, error.message, error.retryable]);
      }
      for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
    });
  }
}
