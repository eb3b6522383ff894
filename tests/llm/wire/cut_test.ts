import assert from "node:assert/strict";
import { createLLMClient } from "../../../mod.ts";
import { anthropicJsonOf, anthropicStreamOf, type Body, chatJsonOf, chatStreamOf } from "./bodies.ts";
import { type Injected, injectedFetch } from "./injected.ts";
import { completed, streamed } from "./outcome.ts";
import { ReplayServer } from "./replay_server.ts";

const TEXT = "Grüße, 🦀!";
const encoder = new TextEncoder();
const settings = { model: "m", retry: { maxAttempts: 1 } };

/** Complete answers, each with the mark in its body from which on it is complete. */
const ANSWERS: [what: string, provider: "generic" | "anthropic", body: Body, end: string][] = [
  ["an OpenAI chat stream", "generic", chatStreamOf([...TEXT].map((content) => ({ content }))), '"stop"'],
  [
    "an Anthropic stream",
    "anthropic",
    anthropicStreamOf([[{ type: "text", text: "" }, ...[...TEXT].map((text) => ({ type: "text_delta", text }))]]),
    '"end_turn"',
  ],
  ["an OpenAI chat completion", "generic", chatJsonOf({ content: TEXT }), '"stop"'],
  ["an Anthropic message", "anthropic", anthropicJsonOf([{ type: "text", text: TEXT }]), '"end_turn"'],
];

for (const [what, provider, { body, headers }, end] of ANSWERS) {
  Deno.test(`LLMClient: ${what} cut at any byte is incomplete, unless all of its text and its end were there`, async () => {
    const bytes = encoder.encode(body);
    const contentType = headers["content-type"] ?? "";
    let next: Injected = { body: bytes, sizes: [bytes.length], contentType };
    const fetch = injectedFetch(() => next);
    const client = createLLMClient(provider, { ...settings, baseUrl: "http://127.0.0.1:1", fetch });
    const ended = encoder.encode(body.slice(0, body.indexOf(end) + end.length)).length;
    let incomplete = 0;
    for (let length = 0; length <= bytes.length; length++) {
      next = { body: bytes.slice(0, length), sizes: [length % 50 + 1], contentType };
      const { text, completion, error } = await streamed(client);
      const where = `cut after ${length} of ${bytes.length} bytes`;
      if (completion !== undefined) {
        assert.ok(length >= ended, `${where}: a success`);
        assert.equal(completion.text, TEXT, where);
        continue;
      }
      incomplete++;
      assert.equal(error?.kind, "incomplete_stream", `${where}: ${error?.message}`);
      assert.equal(error.retryable, true, where);
      assert.ok(TEXT.startsWith(error.partial ?? ""), `${where}: partial is "${error.partial}"`);
      assert.ok((error.partial ?? "").startsWith(text), `${where}: "${text}" was shown, "${error.partial}" kept`);
    }
    assert.ok(
      incomplete >= ended && incomplete <= bytes.length,
      `${incomplete} of ${bytes.length} cuts are incomplete`,
    );
  });

  Deno.test(`LLMClient: ${what} cut over a socket is incomplete`, async () => {
    await using server = new ReplayServer();
    const client = createLLMClient(provider, { ...settings, baseUrl: server.origin });
    const bytes = encoder.encode(body);
    for (const share of [0, 0.1, 0.3, 0.5, 0.6]) {
      server.answer = { headers, body: bytes.slice(0, bytes.length * share), pieces: 7 };
      assert.equal((await completed(client)).error?.kind, "incomplete_stream", `the first ${100 * share} %`);
    }
  });
}
