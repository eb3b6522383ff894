import assert from "node:assert/strict";
import fc from "fast-check";
import { LLMError } from "../../../src/errors.ts";
import { createClient } from "../../../src/llm/client.ts";
import type { EmbeddedProvider } from "../../../src/llm/provider.ts";
import type { LLMClient, Message, StreamEvent } from "../../../src/llm/types.ts";
import { offline } from "../../../src/planner/offline.ts";

const hello: Message[] = [{ role: "user", content: "Hello" }];

function saying(text: string): LLMClient {
  return createClient({ name: "own", defaultModel: "v1", answer: () => text });
}

async function all<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const list: Entry[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}

function textOf(events: readonly StreamEvent[]): string {
  return events.map((event) => event.type === "text" ? event.text : "").join("");
}

function aborted(error: unknown): boolean {
  assert.ok(error instanceof LLMError, String(error));
  assert.deepEqual([error.kind, error.provider, error.model, error.retryable], ["aborted", "own", "v1", false]);
  return true;
}

Deno.test("createClient() names the provider and its default model, or the model asked for", () => {
  const provider: EmbeddedProvider = { name: "own", defaultModel: "v1", answer: () => "a" };
  assert.deepEqual([createClient(provider).provider, createClient(provider).model], ["own", "v1"]);
  assert.equal(createClient(provider, { model: "v2" }).model, "v2");
});

Deno.test("generate(), generateStream(), complete() and stream() give the same text", async () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.trim() !== ""),
    fc.integer({ min: 4094, max: 9000 }).map((length) => "x".repeat(length)),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const client = saying(text);
      const completion = await client.complete(hello);
      const events = await all(client.stream(hello));
      assert.equal(completion.text, text);
      assert.equal(await client.generate(hello), text);
      assert.equal((await all(client.generateStream(hello))).join(""), text);
      assert.equal(textOf(events), text);
      assert.deepEqual(events.at(-1), { type: "finish", completion });
    }),
    { numRuns: 25 },
  );
});

Deno.test("complete() tells everything about the answer", async () => {
  assert.deepEqual(await saying("Hi").complete(hello), {
    text: "Hi",
    finish: "stop",
    truncated: false,
    usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
    model: "v1",
    attempts: 1,
    warnings: [],
  });
});

Deno.test("stream() gives a long answer in pieces and finishes once", async () => {
  const events = await all(saying("x".repeat(10_000)).stream(hello));
  assert.deepEqual(events.map(({ type }) => type), ["text", "text", "text", "finish"]);
});

Deno.test("createClient() passes messages and options on unchanged", async () => {
  const seen: unknown[] = [];
  const client = createClient({
    name: "own",
    defaultModel: "v1",
    answer: (messages, options) => {
      seen.push(messages, options);
      return "a";
    },
  });
  const options = { temperature: 0.5, schemaName: "s", task: { name: "t", input: 1 } };
  await client.generate(hello, options);
  assert.deepEqual(seen, [hello, options]);
});

Deno.test("generate() and complete() throw when the answer is empty", async () => {
  for (const text of ["", " \n\t"]) {
    for (const ask of [saying(text).generate(hello), saying(text).complete(hello)]) {
      await assert.rejects(ask, { name: "LLMError", kind: "empty_response", provider: "own", retryable: true });
    }
  }
});

Deno.test("createClient() asks nobody when the call is aborted before", async () => {
  let asked = 0;
  const client = createClient({ name: "own", defaultModel: "v1", answer: () => `${asked++}` });
  const signal = AbortSignal.abort(new Error("stop"));
  await assert.rejects(client.generate(hello, { signal }), aborted);
  await assert.rejects(client.complete(hello, { signal }), aborted);
  await assert.rejects(all(client.stream(hello, { signal })), aborted);
  await assert.rejects(all(client.generateStream(hello, { signal })), aborted);
  assert.equal(asked, 0);
});

Deno.test("createClient() keeps the reason when a call is aborted while it waits its turn", async () => {
  const stop = new AbortController();
  const asked = saying("a").generate(hello, { signal: stop.signal });
  const reason = new Error("stop");
  stop.abort(reason);
  await assert.rejects(asked, (error) => aborted(error) && (error as Error).cause === reason);
});

Deno.test("stream() ends when it is aborted between pieces", async () => {
  const stop = new AbortController();
  const pieces: string[] = [];
  await assert.rejects(async () => {
    for await (const event of saying("x".repeat(10_000)).stream(hello, { signal: stop.signal })) {
      pieces.push(event.type);
      stop.abort();
    }
  }, aborted);
  assert.deepEqual(pieces, ["text"]);
});

Deno.test("createClient() throws what the provider throws", async () => {
  const failure = new LLMError("Cannot reach it", { kind: "network", provider: "own", hint: "Wait.", retryable: true });
  const client = createClient({
    name: "own",
    defaultModel: "v1",
    answer() {
      throw failure;
    },
  });
  await assert.rejects(client.generate(hello), (error) => error === failure);
  await assert.rejects(all(client.generateStream(hello)), (error) => error === failure);
});

Deno.test("offline refuses what is no task of the pipeline", async () => {
  const client = createClient(offline);
  for (
    const task of [undefined, { name: "poem", input: 1 }, { name: "constructor", input: {} }, {
      name: "__proto__",
      input: {},
    }]
  ) {
    await assert.rejects(client.generate(hello, task === undefined ? {} : { task }), {
      name: "LLMError",
      kind: "bad_request",
      provider: "offline",
    });
  }
});
