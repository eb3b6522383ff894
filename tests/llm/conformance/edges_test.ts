/** What real servers and callers do besides: each case was a fault of this client once, found in a review. */
import assert from "node:assert/strict";
import {
  type ClientOptions,
  ConfigError,
  createLimiter,
  createLLMClient,
  type HttpProvider,
  LLMError,
  type Message,
  openaiChat,
} from "../../../mod.ts";
import { type ModelServer, type Script, serveModel } from "./model_server.ts";

const provider: HttpProvider = { name: "edge", protocol: openaiChat(), defaultModel: "m" };
const ASK: Message[] = [{ role: "user", content: "Say it." }];

async function withServer(
  script: Script,
  test: (client: ReturnType<typeof createLLMClient>, server: ModelServer) => Promise<void>,
  options: ClientOptions = {},
): Promise<void> {
  await using server = serveModel(provider, script);
  await test(createLLMClient(provider, { baseUrl: server.origin, retry: { baseDelayMs: 5 }, ...options }), server);
}

async function failure(promise: Promise<unknown>): Promise<LLMError> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof LLMError, `expected an LLMError, got ${error}`);
  return error;
}

function events(...data: string[]): Response {
  return new Response(data.map((entry) => `${entry}\n\n`).join(""), {
    headers: { "content-type": "text/event-stream" },
  });
}

const HELLO = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}';
const STOP = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}';
const answer: Script = (_request, _number, wire) => wire.stream(["Hello"]);

Deno.test("a turn is given back when an answer is aborted and never asked for again", async () => {
  const closed = Promise.withResolvers<void>();
  const script: Script = (_request, number, wire) =>
    number === 0 ? wire.hanging("Hel", () => closed.resolve()) : wire.stream(["Hello"]);
  await withServer(script, async (client) => {
    const controller = new AbortController();
    const dropped = client.stream(ASK, { signal: controller.signal })[Symbol.asyncIterator]();
    await dropped.next();
    controller.abort();
    await closed.promise;
    assert.equal(await client.generate(ASK), "Hello");
  }, { rate: { inFlight: 1 } });
});

Deno.test("a turn is given back when an answer is abandoned, at the total limit", async () => {
  const script: Script = (_request, number, wire) =>
    number === 0 ? wire.hanging("Hel", () => {}) : wire.stream(["Hello"]);
  await withServer(script, async (_client, server) => {
    const limiter = createLimiter({ inFlight: 1 });
    const short = createLLMClient(provider, { baseUrl: server.origin, limiter, timeouts: { totalMs: 200 } });
    await short.stream(ASK)[Symbol.asyncIterator]().next();
    assert.equal(await createLLMClient(provider, { baseUrl: server.origin, limiter }).generate(ASK), "Hello");
  });
});

Deno.test("totalMs: holds for the wait in line as well", async () => {
  const script: Script = (_request, _number, wire) => wire.hanging("Hel", () => {});
  await withServer(script, async (_client, server) => {
    const limiter = createLimiter({ inFlight: 1 });
    const first = createLLMClient(provider, { baseUrl: server.origin, limiter }).stream(ASK)[Symbol.asyncIterator]();
    await first.next();
    const second = createLLMClient(provider, { baseUrl: server.origin, limiter, timeouts: { totalMs: 100 } });
    const error = await failure(second.complete(ASK));
    assert.deepEqual([error.kind, error.attempts, server.received.length], ["timeout", 0, 1]);
    await first.return?.();
  });
});

Deno.test("healing ends though a server refuses every value", async () => {
  const script: Script = ({ body }, _number, wire) => {
    const most = Number(body["max_tokens"] ?? body["max_completion_tokens"]);
    return wire.error(400, "invalid_request_error", `max_tokens: ${most} > ${most - 1}`);
  };
  await withServer(script, async (client, server) => {
    const error = await failure(client.complete(ASK, { maxTokens: 100_000 }));
    assert.equal(error.kind, "bad_request");
    assert.ok(server.received.length <= 10, `${server.received.length} requests`);
  });
});

Deno.test("healing helps all calls that are under way", async () => {
  const script: Script = ({ body }, _number, wire) =>
    "temperature" in body ? wire.error(400, "x", "temperature is not supported") : wire.stream(["Hello"]);
  await withServer(script, async (client) => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.generate(ASK, { temperature: 1 })));
    assert.deepEqual(answers, Array(5).fill("Hello"));
  });
});

Deno.test("an answer that is repeated whole after its end is not doubled", async () => {
  const whole = 'data: {"object":"chat.completion","choices":[{"index":0,"message":{"content":"Hello"}}]}';
  await withServer(() => events(HELLO, STOP, whole, "data: [DONE]"), async (client) => {
    assert.equal(await client.generate(ASK), "Hello");
  });
  // As the only event it is the answer.
  await withServer(() => events(whole, "data: [DONE]"), async (client) => {
    assert.equal(await client.generate(ASK), "Hello");
  });
});

Deno.test("what breaks after the end of an answer takes nothing from it", async () => {
  for (const after of ['data: {"error":{"message":"late","code":500}}', "data: {broken", "data: 7"]) {
    await withServer(() => events(HELLO, STOP, after), async (client, server) => {
      assert.equal(await client.generate(ASK), "Hello", after);
      assert.equal(server.received.length, 1);
    });
  }
});

Deno.test("keep-alives that come as data are no content", async () => {
  const beats = ["data: : keepalive", 'event: ping\ndata: ""', "event: ping\ndata: ping", "data:", ": comment"];
  await withServer(() => events(...beats, HELLO, ...beats, STOP, "data: [DONE]"), async (client, server) => {
    assert.equal(await client.generate(ASK), "Hello");
    assert.equal(server.received.length, 1);
  });
});

Deno.test("stream().return() closes at once, though a read or a pause is under way", async () => {
  const closed = Promise.withResolvers<void>();
  const script: Script = (_request, number, wire) =>
    number === 0
      ? wire.error(503, "overloaded", "later", { "retry-after": "30" })
      : wire.hanging("Hel", () => closed.resolve());
  await withServer(script, async (client, server) => {
    const waiting = client.stream(ASK)[Symbol.asyncIterator]();
    assert.equal((await waiting.next()).value.type, "retry");
    const pause = failure(waiting.next());
    await waiting.return?.();
    assert.equal((await pause).kind, "aborted");
    assert.equal(server.received.length, 1);
    const reading = createLLMClient(provider, { baseUrl: server.origin }).generateStream(ASK)[Symbol.asyncIterator]();
    assert.equal((await reading.next()).value, "Hel");
    const read = failure(reading.next());
    await reading.return?.();
    assert.equal((await read).kind, "aborted");
    await closed.promise;
  });
});

Deno.test("ClientOptions.fetch: one that looks at no signal is timed out all the same", async () => {
  const client = createLLMClient(provider, {
    baseUrl: "http://127.0.0.1:9",
    fetch: () => new Promise(() => {}),
    timeouts: { firstByteMs: 50 },
    retry: { maxAttempts: 1 },
  });
  assert.equal((await failure(client.complete(ASK))).kind, "timeout");
});

Deno.test("a key in the query of a base URL is not shown", async () => {
  const secret = "querysecret-0123456789";
  const script: Script = () => new Response(`you asked for ?code=${secret}`, { status: 400 });
  await withServer(script, async (_client, server) => {
    const client = createLLMClient(provider, { baseUrl: `${server.origin}/v1?api-version=2&code=${secret}` });
    const error = await failure(client.complete(ASK));
    assert.ok(!Deno.inspect(error).includes(secret));
  });
  const closed = createLLMClient(provider, {
    baseUrl: `http://127.0.0.1:9999/v1?code=${secret}`,
    fetch: (input) => Promise.reject(new TypeError(`error sending request for url (${input})`)),
    retry: { maxAttempts: 1 },
  });
  assert.ok(!Deno.inspect(await failure(closed.complete(ASK))).includes(secret));
});

Deno.test("a request that is too large is not sent again, whatever its code says", async () => {
  const message = "Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 7000";
  for (const status of [413, 429]) {
    await withServer(
      (_request, _number, wire) => wire.error(status, "rate_limit_exceeded", message),
      async (client, server) => {
        assert.equal((await failure(client.complete(ASK))).kind, "context_length");
        assert.equal(server.received.length, 1);
      },
    );
  }
});

Deno.test("messages that the caller changes during a pause go out as they were", async () => {
  const messages = [{ role: "user" as const, content: "one" }];
  const script: Script = (_request, number, wire) => {
    if (number > 0) return wire.stream(["Hello"]);
    messages[0] = { role: "user", content: "two" };
    messages.push({ role: "user", content: "three" });
    return wire.error(500, "server_error", "again");
  };
  await withServer(script, async (client, server) => {
    await client.complete(messages);
    assert.deepEqual(server.received[1]?.body["messages"], [{ role: "user", content: "one" }]);
  });
});

Deno.test("options that are no numbers, keys or messages are refused by name", async () => {
  const wrong: [unknown, RegExp][] = [
    [{ retry: { maxAttempts: NaN } }, /retry\.maxAttempts.*NaN/],
    [{ timeouts: { idleMs: -1 } }, /timeouts\.idleMs/],
    [{ rate: { inFlight: 0 } }, /rate\.inFlight/],
    [{ limits: { wireBytes: "big" } }, /limits\.wireBytes.*big/],
    [{ apiKey: 12345678 }, /expected a string, got number/],
  ];
  for (const [options, message] of wrong) {
    const given = { baseUrl: "http://127.0.0.1:9999", ...options as ClientOptions };
    assert.throws(() => createLLMClient(provider, given), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, message);
      assert.ok(!error.message.includes("12345678"));
      return true;
    });
  }
  const client = createLLMClient(provider, { baseUrl: "http://127.0.0.1:9999" });
  for (const messages of [undefined, "text", [], [null], [{ role: "user" }], [{ role: "boss", content: "x" }]]) {
    await assert.rejects(client.complete(messages as unknown as Message[]), ConfigError);
    await assert.rejects(Array.fromAsync(client.stream(messages as unknown as Message[])), ConfigError);
    await assert.rejects(Array.fromAsync(client.generateStream(messages as unknown as Message[])), ConfigError);
  }
  for (const temperature of [null, "0.5", 3, NaN]) {
    await assert.rejects(client.complete(ASK, { temperature: temperature as unknown as number }), ConfigError);
  }
});

Deno.test("usage of zeros beside a text is unknown", async () => {
  const usage = 'data: {"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}';
  await withServer(() => events(HELLO, STOP, usage, "data: [DONE]"), async (client) => {
    assert.equal((await client.complete(ASK)).usage, undefined);
  }, { price: { inputPerMillion: 1, outputPerMillion: 1 } });
  await withServer(answer, async (client) => {
    const { usage } = await client.complete(ASK);
    assert.deepEqual([usage?.totalTokens, usage?.costUsd], [18, 25 / 1_000_000]);
  }, { price: { inputPerMillion: 1, outputPerMillion: 2 } });
});

Deno.test("an embedded provider's text comes in whole characters", async () => {
  const text = "a" + "😀".repeat(5000);
  const client = createLLMClient({ name: "own", defaultModel: "m", answer: () => text }, {});
  for await (const piece of client.generateStream(ASK)) assert.ok(piece.isWellFormed());
});
