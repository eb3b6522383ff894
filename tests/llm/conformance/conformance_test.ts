/**
 * What every provider must do, over real sockets: one suite, run for each entry of the map and for one of a test's own.
 * @module
 */
import assert from "node:assert/strict";
import {
  type ClientOptions,
  createLLMClient,
  type HttpProvider,
  type LLMClient,
  LLMError,
  type Message,
  openaiChat,
  providers,
  type StreamEvent,
} from "../../../mod.ts";
import { type ModelServer, type Script, serveModel, wireOf } from "./model_server.ts";

const KEY = "sk-conformance-0123456789abcdef";
const SAY_HELLO: Message[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Say hello." },
  { role: "assistant", content: "To whom?" },
  { role: "user", content: "The wörld 🌍." },
];
const SCHEMA = {
  type: "object",
  properties: { word: { type: "string" } },
  required: ["word"],
  additionalProperties: false,
};

/** A provider that only this test knows: one object, and no other file. */
const acme: HttpProvider = {
  name: "acme",
  protocol: openaiChat(),
  baseUrl: "https://llm.acme.example/v1",
  defaultModel: "acme-1",
};

const all: readonly HttpProvider[] = [
  ...Object.values(providers).filter((provider): provider is HttpProvider => "protocol" in provider),
  acme,
];

/** Runs a test against a model, with a client of the provider. */
async function withModel(
  provider: HttpProvider,
  script: Script,
  test: (client: LLMClient, server: ModelServer) => Promise<void>,
  options: ClientOptions = {},
): Promise<void> {
  await using server = serveModel(provider, script);
  const client = createLLMClient(provider, {
    apiKey: KEY,
    baseUrl: `${server.origin}/v1`,
    model: "test-model",
    retry: { baseDelayMs: 5 },
    ...options,
  });
  await test(client, server);
}

async function collect<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const list: Entry[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}

async function failure(promise: Promise<unknown>): Promise<LLMError> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof LLMError, `expected an LLMError, got ${error}`);
  const shown = `${error.message} ${error.hint} ${error.stack} ${Deno.inspect(error)} ${JSON.stringify(error)}`;
  assert.ok(!shown.includes(KEY), "the key must not be shown");
  assert.ok(!error.message.includes("\n"), "one line");
  assert.notEqual(error.hint, "");
  return error;
}

for (const provider of all) {
  const { name } = provider;
  const wire = wireOf(provider);
  const greet: Script = (_request, _number, wire) => wire.stream(["Hello", ", wör", "ld 🌍"]);
  const TEXT = "Hello, wörld 🌍";

  Deno.test(`${name}: generate(), generateStream(), complete() and stream() give the same answer`, async () => {
    await withModel(provider, greet, async (client, server) => {
      assert.equal(await client.generate(SAY_HELLO), TEXT);
      assert.equal((await collect(client.generateStream(SAY_HELLO))).join(""), TEXT);
      const completion = await client.complete(SAY_HELLO);
      assert.deepEqual(completion, {
        text: TEXT,
        finish: "stop",
        truncated: false,
        usage: { inputTokens: 11, outputTokens: 7, totalTokens: 18 },
        model: "test-model",
        requestId: "req-1",
        attempts: 1,
        warnings: name === "requesty" ? completion.warnings : [],
      });
      const events = await collect(client.stream(SAY_HELLO));
      assert.deepEqual(events.at(-1), { type: "finish", completion });
      assert.equal(server.received.length, 4);
    });
  });

  Deno.test(`${name}: requests carry the key, the messages in order, and only what was set`, async () => {
    await withModel(provider, greet, async (client, server) => {
      await client.complete(SAY_HELLO);
      await client.complete(SAY_HELLO, { temperature: 0, maxTokens: 99 });
      const [plain, set] = server.received;
      assert.ok(plain !== undefined && set !== undefined);
      const keyHeader = provider.auth ?? "bearer";
      assert.equal(
        plain.headers.get(keyHeader === "bearer" ? "authorization" : keyHeader),
        keyHeader === "bearer" ? `Bearer ${KEY}` : KEY,
      );
      assert.equal(plain.headers.get("content-type"), "application/json");
      assert.equal(plain.path, `/v1${wire.path}`);
      assert.equal(plain.body["model"], "test-model");
      assert.equal(plain.body["stream"], true);
      const talk = wire.path === "/messages" ? SAY_HELLO.slice(1) : SAY_HELLO;
      assert.deepEqual(plain.body["messages"], talk);
      if (wire.path === "/messages") {
        assert.equal(plain.body["system"], "Be brief.");
        assert.equal(plain.headers.get("anthropic-version"), "2023-06-01");
      }
      const allowed = ["model", "messages", "stream", "stream_options", "system", "max_tokens"];
      assert.deepEqual(Object.keys(plain.body).filter((key) => !allowed.includes(key)), []);
      assert.equal("max_tokens" in plain.body, wire.path === "/messages");
      assert.equal(set.body["temperature"], 0);
      assert.equal(set.body["max_tokens"] ?? set.body["max_completion_tokens"], 99);
    });
  });

  Deno.test(`${name}: base URLs are taken with and without slash, /v1 and the full path`, async () => {
    await using server = serveModel(provider, greet);
    for (const ending of ["/v1", "/v1/", "/v1//", "/v1/v1", `/v1${wire.path}`, `/v1${wire.path}/`]) {
      const client = createLLMClient(provider, { baseUrl: server.origin + ending, model: "m" });
      assert.equal(await client.generate(SAY_HELLO), TEXT, ending);
    }
    assert.deepEqual(new Set(server.received.map(({ path }) => path)), new Set([`/v1${wire.path}`]));
    // The origin alone: the provider's own path.
    assert.equal(await createLLMClient(provider, { baseUrl: server.origin, model: "m" }).generate(SAY_HELLO), TEXT);
  });

  Deno.test(`${name}: a schema is sent as the provider takes it, else in words`, async () => {
    const answer: Script = (_request, _number, wire) => wire.stream(['{"word":"hello"}']);
    await withModel(provider, answer, async (client, server) => {
      const text = await client.generate(SAY_HELLO, { schema: SCHEMA, schemaName: "one word" });
      assert.deepEqual(JSON.parse(text), { word: "hello" });
      const body = server.received[0]?.body ?? {};
      const inWords = wire.userText(body).includes(JSON.stringify(SCHEMA));
      const { schemas } = provider.protocol;
      assert.equal(inWords, schemas !== "native");
      if (wire.path === "/messages") {
        assert.deepEqual(body["output_config"], { format: { type: "json_schema", schema: SCHEMA } });
      } else {
        assert.deepEqual(
          body["response_format"],
          schemas === "native"
            ? { type: "json_schema", json_schema: { name: "one_word", schema: SCHEMA, strict: true } }
            : schemas === "json"
            ? { type: "json_object" }
            : undefined,
        );
      }
    });
  });

  Deno.test(`${name}: a refused schema goes into words, and is remembered`, async () => {
    const refusing: Script = ({ body }, _number, wire) =>
      "response_format" in body || "output_config" in body
        ? wire.error(
          400,
          "invalid_request_error",
          `${"response_format" in body ? "response_format" : "output_config"} is not supported by this model`,
        )
        : wire.stream(['{"word":"hello"}']);
    await withModel(provider, refusing, async (client, server) => {
      const { attempts, warnings } = await client.complete(SAY_HELLO, { schema: SCHEMA });
      const healed = provider.protocol.schemas !== "none";
      assert.equal(attempts, healed ? 2 : 1);
      assert.equal(warnings.some((warning) => warning.includes("schema")), healed);
      const second = await client.complete(SAY_HELLO, { schema: SCHEMA });
      assert.equal(second.attempts, 1);
      for (const { body } of server.received.slice(healed ? 1 : 0)) {
        assert.ok(wire.userText(body).includes(JSON.stringify(SCHEMA)));
      }
    });
  });

  Deno.test(`${name}: refused parameters are healed once, with a warning, and remembered`, async () => {
    const refusing: Script = ({ body }, _number, wire) => {
      if ("temperature" in body) {
        return wire.error(400, "invalid_request_error", "temperature: Only the default (1) value is supported");
      }
      if ("stream_options" in body) return wire.error(422, "invalid_request_error", "Unknown field stream_options");
      return wire.stream(["ok"]);
    };
    await withModel(provider, refusing, async (client, server) => {
      const first = await client.complete(SAY_HELLO, { temperature: 0.5 });
      const sendsOptions = "stream_options" in (server.received[0]?.body ?? {});
      assert.equal(first.attempts, sendsOptions ? 3 : 2);
      assert.ok(first.warnings.some((warning) => warning.includes("temperature")));
      const second = await client.complete(SAY_HELLO, { temperature: 0.5 });
      assert.equal(second.attempts, 1);
      assert.deepEqual(second.warnings, first.warnings);
    });
  });

  Deno.test(`${name}: errors have their kind, and are tried again only where that may help`, async () => {
    const cases: [number, string, string, LLMError["kind"], number][] = [
      [400, "invalid_request_error", "bad things", "bad_request", 1],
      [401, "authentication_error", `the key ${KEY} is wrong`, "auth", 1],
      [402, "billing_error", "no credit", "billing", 1],
      [403, "permission_error", "not yours", "auth", 1],
      [404, "not_found_error", "no such model", "not_found", 1],
      [429, "insufficient_quota", "You exceeded your current quota", "billing", 1],
      [429, "rate_limit_error", "slow down", "rate_limit", 3],
      [500, "api_error", "oops", "server", 3],
      [529, "overloaded_error", "Overloaded", "overloaded", 3],
    ];
    for (const [status, code, message, kind, requests] of cases) {
      const script: Script = (_request, _number, wire) => wire.error(status, code, message);
      await withModel(provider, script, async (client, server) => {
        const error = await failure(client.complete(SAY_HELLO));
        assert.deepEqual([error.kind, error.status, error.attempts], [kind, status, requests], message);
        assert.equal(error.provider, name);
        assert.equal(error.model, "test-model");
        assert.equal(server.received.length, requests);
        assert.equal(error.retryable, requests > 1);
      }, { retry: { maxAttempts: 3, baseDelayMs: 2 } });
    }
  });

  Deno.test(`${name}: a rate limit is waited out as asked, and the wait is told`, async () => {
    let first = 0;
    let second = 0;
    const script: Script = (_request, number, wire) => {
      if (number > 0) {
        second = performance.now();
        return wire.stream(["ok"]);
      }
      first = performance.now();
      return wire.error(429, "rate_limit_error", "slow down", { "retry-after-ms": "300" });
    };
    await withModel(provider, script, async (client) => {
      const events = await collect(client.stream(SAY_HELLO));
      const [retry] = events.filter((event): event is Extract<StreamEvent, { type: "retry" }> =>
        event.type === "retry"
      );
      assert.deepEqual([retry?.attempt, retry?.delayMs], [2, 300]);
      assert.match(retry?.reason ?? "", /429.*slow down/);
      const last = events.at(-1);
      assert.ok(last?.type === "finish" && last.completion.attempts === 2);
      assert.ok(second - first >= 250, "not earlier than asked");
    });
  });

  Deno.test(`${name}: a wait above the limit fails at once and says how long`, async () => {
    const script: Script = (_request, _number, wire) =>
      wire.error(429, "rate_limit_error", "slow down", { "retry-after": "86400" });
    await withModel(provider, script, async (client, server) => {
      const error = await failure(client.complete(SAY_HELLO));
      assert.deepEqual([error.kind, error.retryAfterMs, server.received.length], ["rate_limit", 86_400_000, 1]);
      assert.match(error.message, /24 h/);
    });
  });

  Deno.test(`${name}: an answer that is cut at the token limit is never taken for whole`, async () => {
    const script: Script = (_request, _number, wire) => wire.stream(["Half an ans"], "length");
    await withModel(provider, script, async (client) => {
      const completion = await client.complete(SAY_HELLO);
      assert.deepEqual([completion.truncated, completion.finish, completion.text], [true, "length", "Half an ans"]);
      for (
        const ask of [() => client.generate(SAY_HELLO), () => collect(client.generateStream(SAY_HELLO))]
      ) {
        const error = await failure(ask());
        assert.deepEqual([error.kind, error.partial], ["incomplete_stream", "Half an ans"]);
        assert.match(error.hint, /maxTokens/);
      }
    });
  });

  Deno.test(`${name}: abort, break and a silent server close the connection`, async () => {
    let closed = Promise.withResolvers<void>();
    const script: Script = (_request, _number, wire) => wire.hanging("Hel", () => closed.resolve());
    await withModel(provider, script, async (client) => {
      for await (const piece of client.generateStream(SAY_HELLO)) {
        assert.equal(piece, "Hel");
        break;
      }
      await closed.promise;

      closed = Promise.withResolvers();
      const controller = new AbortController();
      const reason = new Error("enough");
      const asked = failure(client.complete(SAY_HELLO, { signal: controller.signal }));
      setTimeout(() => controller.abort(reason), 30);
      const aborted = await asked;
      assert.deepEqual([aborted.kind, aborted.cause, aborted.retryable], ["aborted", reason, false]);
      await closed.promise;

      closed = Promise.withResolvers();
      const silent = await failure(client.complete(SAY_HELLO));
      assert.deepEqual([silent.kind, silent.partial], ["timeout", "Hel"]);
      assert.match(silent.message, /idle limit/);
      await closed.promise;
    }, { timeouts: { idleMs: 200 }, retry: { maxAttempts: 1 } });
  });
}

Deno.test("a provider without a key is refused before anything is sent, but on this machine", () => {
  for (const { name, baseUrl } of all) {
    if (baseUrl === undefined || baseUrl.startsWith("http://127.0.0.1")) continue;
    const provider = name === "acme" ? acme : name;
    assert.throws(() => createLLMClient(provider, {}), {
      name: "ConfigError",
      message: /needs a key, got none/,
      hint: new RegExp(`${name.toUpperCase()}_API_KEY`),
    });
  }
});
