import assert from "node:assert/strict";
import {
  type ClientOptions,
  createLLMClient,
  type GenerateOptions,
  LLMError,
  openaiChat,
  VERSION,
} from "../../../mod.ts";
import type { Provider } from "../../../mod.ts";

/** A request as it went out. */
interface Sent {
  url: string;
  headers: Headers;
  body: Record<string, unknown>;
}

const CHAT = '{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}';
const MESSAGE = '{"type":"message","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn"}';
const SCHEMA = { type: "object", properties: {}, required: [], additionalProperties: false };

/** Answers like a provider, and keeps what it was sent. */
function listener(answer: (url: string) => Response): { sent: Sent[]; fetch: typeof fetch } {
  const sent: Sent[] = [];
  return {
    sent,
    fetch(input, init) {
      const url = String(input);
      sent.push({ url, headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) });
      return Promise.resolve(answer(url));
    },
  };
}

/** Asks a provider once; gives what went out, and the warnings. */
async function ask(
  provider: string | Provider,
  options: ClientOptions = {},
  call: GenerateOptions = {},
): Promise<Sent & { warnings: string[] }> {
  const { sent, fetch } = listener((url) => new Response(url.endsWith("/messages") ? MESSAGE : CHAT));
  const client = createLLMClient(provider, { apiKey: "a-key-of-the-test", model: "some/model", fetch, ...options });
  const { text, warnings } = await client.complete([{ role: "user", content: "Hello" }], call);
  assert.equal(text, "Hi");
  assert.equal(sent.length, 1);
  assert.ok(sent[0] !== undefined);
  return { ...sent[0], warnings };
}

Deno.test("openai sends max_completion_tokens to reasoning models, and max_tokens to the others", async () => {
  const reasoning = ["o1", "o3-mini", "o4-mini-2025-04-16", "gpt-5", "gpt-5.1", "gpt-5-mini", "gpt-6-astra", "gpt-10"];
  for (const model of [...reasoning, "ft:gpt-5-mini:org::id", "ft:o4-mini:org::id"]) {
    const { body } = await ask("openai", { model }, { maxTokens: 7 });
    assert.deepEqual([body["max_completion_tokens"], body["max_tokens"]], [7, undefined], model);
  }
  const others = [
    "gpt-4o",
    "gpt-4.1-mini",
    "gpt-3.5-turbo",
    "gpt-4",
    "gpt-5-chat-latest",
    "gpt-5.1-chat",
    "chatgpt-4o-latest",
  ];
  for (const model of [...others, "gpt-oss-120b", "omni", "other"]) {
    const { body } = await ask("openai", { model }, { maxTokens: 7 });
    assert.deepEqual([body["max_completion_tokens"], body["max_tokens"]], [undefined, 7], model);
  }
  const { body } = await ask("openai", { model: "gpt-5" });
  assert.ok(!("max_completion_tokens" in body) && !("max_tokens" in body), "sent only when set");
});

Deno.test("every other provider of the protocol knows max_tokens", async () => {
  for (const provider of ["requesty", "openrouter", "groq", "mistral", "deepseek", "xai", "gemini", "ollama"]) {
    const { body } = await ask(provider, { model: "gpt-5" }, { maxTokens: 7 });
    assert.deepEqual([body["max_completion_tokens"], body["max_tokens"]], [undefined, 7], provider);
  }
});

Deno.test("mistral gets no stream_options, everybody else of the protocol does", async () => {
  assert.ok(!("stream_options" in (await ask("mistral")).body));
  for (
    const provider of ["openai", "requesty", "openrouter", "groq", "deepseek", "xai", "gemini", "ollama", "lmstudio"]
  ) {
    assert.deepEqual((await ask(provider)).body["stream_options"], { include_usage: true }, provider);
  }
});

Deno.test("providers get a schema in the form that they know", async () => {
  const native = [
    "openai",
    "openrouter",
    "requesty",
    "mistral",
    "xai",
    "gemini",
    "ollama",
    "lmstudio",
    "llamacpp",
  ];
  for (const provider of native) {
    const { body } = await ask(provider, {}, { schema: SCHEMA, schemaName: "plan" });
    const json_schema = { name: "plan", schema: SCHEMA, strict: true };
    assert.deepEqual(body["response_format"], { type: "json_schema", json_schema }, provider);
    assert.ok(!JSON.stringify(body["messages"]).includes("JSON Schema"), provider);
  }
  const deepseek = (await ask("deepseek", {}, { schema: SCHEMA })).body;
  assert.deepEqual(deepseek["response_format"], { type: "json_object" });
  assert.match(JSON.stringify(deepseek["messages"]), /JSON Schema/);
  const generic = (await ask("generic", { baseUrl: "https://h.example/v1" }, { schema: SCHEMA })).body;
  assert.ok(!("response_format" in generic));
  assert.match(JSON.stringify(generic["messages"]), /JSON Schema/);
  const { body } = await ask("anthropic", {}, { schema: SCHEMA });
  assert.deepEqual(body["output_config"], { format: { type: "json_schema", schema: SCHEMA } });
});

Deno.test("requesty warns about a model without a provider, and asks it all the same", async () => {
  for (const model of ["claude-sonnet-5-5", "@eu"]) {
    const { warnings, body } = await ask("requesty", { model });
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /provider\/model/);
    assert.equal(body["model"], model);
  }
  for (const model of ["openai/gpt-5", "policy/mine"]) {
    assert.deepEqual((await ask("requesty", { model })).warnings, []);
  }
  assert.deepEqual((await ask("openrouter", { model: "auto" })).warnings, []);
});

Deno.test("requesty's 412 is a spend cap: billing, asked once; elsewhere it is a bad request", async () => {
  for (const [provider, kind] of [["requesty", "billing"], ["openrouter", "bad_request"]] as const) {
    const { sent, fetch } = listener(() =>
      new Response('{"error":{"message":"Spend limit reached"}}', { status: 412 })
    );
    const client = createLLMClient(provider, { apiKey: "a-key-of-the-test", model: "a/b", fetch });
    await assert.rejects(client.generate([{ role: "user", content: "Hello" }]), (error) => {
      assert.ok(error instanceof LLMError);
      assert.deepEqual([error.kind, error.status, error.retryable, error.attempts], [kind, 412, false, 1]);
      return true;
    });
    assert.equal(sent.length, 1);
  }
});

Deno.test("anthropic gets its version and its key in headers of their own; headers win, in any letter case", async () => {
  const { url, headers } = await ask("anthropic");
  assert.equal(url, "https://api.anthropic.com/v1/messages");
  assert.equal(headers.get("x-api-key"), "a-key-of-the-test");
  assert.equal(headers.get("anthropic-version"), "2023-06-01");
  assert.ok(!headers.has("authorization"));
  for (const name of ["anthropic-version", "Anthropic-Version"]) {
    const own = await ask("anthropic", { headers: { [name]: "2026-10-21", "anthropic-beta": "b" } });
    assert.equal(own.headers.get("anthropic-version"), "2026-10-21");
    assert.equal(own.headers.get("anthropic-beta"), "b");
  }
});

Deno.test("chat providers get the key as a bearer; others by what they say", async () => {
  for (const name of ["openai", "requesty", "openrouter", "groq", "mistral", "deepseek", "xai", "gemini"]) {
    const { headers, url } = await ask(name);
    assert.equal(headers.get("authorization"), "Bearer a-key-of-the-test", name);
    assert.ok(!headers.has("x-api-key") && !headers.has("api-key"), name);
    assert.ok(!url.includes("a-key"), name);
  }
  for (const auth of ["api-key", "x-api-key"] as const) {
    const azure: Provider = {
      name: "azure",
      protocol: openaiChat(),
      baseUrl: "https://r.openai.azure.com/openai/v1",
      auth,
    };
    const { headers, url } = await ask(azure);
    assert.equal(headers.get(auth), "a-key-of-the-test");
    assert.ok(!headers.has("authorization"));
    assert.equal(url, "https://r.openai.azure.com/openai/v1/chat/completions");
  }
});

Deno.test("a key is sent nowhere when there is none", async () => {
  const { headers } = await ask("ollama", { apiKey: "" });
  assert.ok(!headers.has("authorization"));
});

Deno.test("every request says who asks and what it takes, unless headers say otherwise", async () => {
  const { headers } = await ask("openai");
  assert.equal(headers.get("user-agent"), `devussy/${VERSION}`);
  assert.equal(headers.get("content-type"), "application/json");
  assert.match(headers.get("accept") ?? "", /text\/event-stream/);
  const own = await ask("openai", { headers: { "User-Agent": "mine/1", Authorization: "Bearer other-key" } });
  assert.equal(own.headers.get("user-agent"), "mine/1");
  assert.equal(own.headers.get("authorization"), "Bearer other-key");
  assert.equal((await ask("requesty")).headers.get("x-title"), "devussy");
  assert.equal((await ask("requesty", { headers: { "X-Title": "mine" } })).headers.get("x-title"), "mine");
});

Deno.test("extraBody goes out with every provider, and wins", async () => {
  const extraBody = { temperature: 0.1, requesty: { tags: ["t"] } };
  for (const provider of ["openai", "anthropic", "requesty", "mistral"]) {
    const { body } = await ask(provider, { extraBody }, { temperature: 1 });
    assert.deepEqual([body["temperature"], body["requesty"], body["stream"]], [0.1, { tags: ["t"] }, true], provider);
  }
});

Deno.test("a secret in the headers of one's own provider never comes back in an error", async () => {
  const secret = "provider-own-secret-0123456789";
  const provider: Provider = {
    name: "own",
    protocol: openaiChat(),
    baseUrl: "http://127.0.0.1:9",
    headers: { "x-api-key": secret },
  };
  const { fetch } = listener(() => new Response(`{"error":{"message":"wrong key ${secret}"}}`, { status: 400 }));
  const client = createLLMClient(provider, { model: "m", fetch });
  await assert.rejects(client.generate([{ role: "user", content: "Hello" }]), (error) => {
    assert.ok(error instanceof LLMError);
    assert.ok(!error.message.includes(secret), error.message);
    return true;
  });
});
