import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { ConfigError, LLMError, type LLMErrorKind } from "../../../src/errors.ts";
import { listModels } from "../../../src/llm/models.ts";
import { openaiChat } from "../../../src/llm/protocols/openai_chat.ts";
import type { HttpProvider, Provider } from "../../../src/llm/provider.ts";
import { providers } from "../../../src/providers.ts";
import { assertNoKey, KEY } from "../../llm/faults/taint.ts";

const own: HttpProvider = { name: "own", protocol: openaiChat() };

interface Served extends AsyncDisposable {
  origin: string;
  received: { method: string; url: string; headers: Headers }[];
}

function serve(answer: (request: Request) => Response | Promise<Response>): Served {
  const received: Served["received"] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    received.push({ method: request.method, url: request.url, headers: new Headers(request.headers) });
    return answer(request);
  });
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    received,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const list = (...ids: unknown[]) => Response.json({ object: "list", data: ids.map((id) => ({ id, object: "model" })) });

async function failure(
  baseUrl: string,
  options: Parameters<typeof listModels>[1] = {},
  signal?: AbortSignal,
): Promise<LLMError> {
  try {
    await listModels(own, { baseUrl, apiKey: KEY, ...options }, signal);
  } catch (error) {
    assert.ok(error instanceof LLMError, String(error));
    assertNoKey(error, "the error");
    return error;
  }
  throw new assert.AssertionError({ message: "expected an error" });
}

Deno.test("listModels() asks beside the calls, with the provider's headers and no body", async () => {
  const cases: [Provider | undefined, string, string, Record<string, string>][] = [
    [own, "", "/v1/models", { authorization: `Bearer ${KEY}` }],
    [own, "/v1/", "/v1/models", { authorization: `Bearer ${KEY}` }],
    [own, "/v1/chat/completions", "/v1/models", { authorization: `Bearer ${KEY}` }],
    [own, "/openai/v1?api-version=2", "/openai/v1/models?api-version=2", {}],
    [providers["gemini"], "", "/v1beta/openai/models", {}],
    [providers["requesty"], "", "/v1/models", { "x-title": "devussy" }],
    [providers["anthropic"], "", "/v1/models?limit=1000", { "x-api-key": KEY, "anthropic-version": "2023-06-01" }],
    [providers["anthropic"], "/v1/messages", "/v1/models?limit=1000", {}],
  ];
  await using server = serve(() => list("a", "b"));
  for (const [provider, path, wanted, headers] of cases) {
    assert.deepEqual(await listModels(provider!, { baseUrl: server.origin + path, apiKey: KEY }), ["a", "b"]);
    const request = server.received.at(-1)!;
    assert.equal(request.method, "GET");
    assert.equal(request.url.slice(server.origin.length), wanted);
    assert.equal(request.headers.get("accept"), "application/json");
    for (const absent of ["content-type", "content-length"]) assert.equal(request.headers.get(absent), null);
    for (const [name, value] of Object.entries(headers)) assert.equal(request.headers.get(name), value);
  }
});

Deno.test("listModels() takes names once, cleaned, without secrets, and at most 5,000", async () => {
  const answers: [Response, string[]][] = [
    [list(" a\u001b[31m b\n", "a b", "", "x".repeat(500), `echo-${KEY}`, 7), [
      "a b",
      "x".repeat(200),
      "echo-[redacted]",
    ]],
    [list(...Array.from({ length: 6000 }, (_, at) => `m${at}`)), Array.from({ length: 5000 }, (_, at) => `m${at}`)],
    [list(), []],
    [Response.json({ object: "list", data: null }), []],
    [new Response('\uFEFF{"data":[{"id":"claude"}],"has_more":false}'), ["claude"]],
  ];
  for (const [answer, models] of answers) {
    await using server = serve(() => answer);
    assert.deepEqual(await listModels(own, { baseUrl: server.origin, apiKey: KEY }), models);
  }
});

Deno.test("listModels() of an embedded provider is its own model; none is needed of a caller", async () => {
  assert.deepEqual(await listModels({ name: "echo", defaultModel: "v1", answer: () => "" }), ["v1"]);
  await using server = serve(() => list("a"));
  assert.deepEqual(await listModels(own, { baseUrl: server.origin }), ["a"]);
  await assert.rejects(listModels(providers["openai"]!), ConfigError);
  await assert.rejects(listModels(own), ConfigError);
});

const FAILURES: readonly [string, () => Response, LLMErrorKind, RegExp, RegExp][] = [
  [
    "a refused key",
    () => Response.json({ error: { message: `bad ${KEY}` } }, { status: 401 }),
    "auth",
    /401/,
    /OWN_API_KEY/,
  ],
  [
    "no list",
    () => new Response("404 page not found", { status: 404 }),
    "not_found",
    /404/,
    /list no models.*\/v1\/models/,
  ],
  ["a method that it refuses", () => new Response("", { status: 405 }), "bad_request", /405/, /base URL/],
  ["a limit", () => new Response("", { status: 429 }), "rate_limit", /429/, /Wait/],
  ["a failure", () => new Response("oops", { status: 500 }), "server", /500.*oops/, /later/],
  [
    "a redirect",
    () => new Response("", { status: 302, headers: { location: "http://127.0.0.2:1/" } }),
    "config",
    /redirects to 127\.0\.0\.2:1/,
    /base URL/,
  ],
  ["an error under 200", () => Response.json({ error: { code: "invalid_api_key" } }), "auth", /invalid_api_key/, /key/],
  [
    "a web page",
    () => new Response("<!doctype html><title>Sign in</title>", { headers: { "content-type": "text/html" } }),
    "bad_response",
    /got a web page \("Sign in"\)/,
    /base URL/,
  ],
  ["other JSON", () => Response.json({ data: { id: 1 } }), "bad_response", /got "\{/, /base URL/],
  ["a list of other things", () => Response.json({ data: [{ name: "x" }] }), "bad_response", /expected a list/, /base/],
  ["a null that is no list", () => Response.json({ data: null }), "bad_response", /expected a list/, /base URL/],
  ["no body", () => new Response(""), "bad_response", /got nothing/, /base URL/],
  ["too much", () => new Response(" ".repeat(2_100_000)), "bad_response", /larger than 2 MB/, /right server/],
];

for (const [name, answer, kind, said, hint] of FAILURES) {
  Deno.test(`listModels() makes ${name} an error of kind ${kind}, and asks once`, async () => {
    await using server = serve(answer);
    const error = await failure(server.origin);
    assert.equal(error.kind, kind, error.message);
    assert.match(error.message, /^Cannot list the models of "own": /);
    assert.match(error.message, said);
    assert.match(error.hint, hint);
    assert.equal(server.received.length, 1);
  });
}

Deno.test("listModels() gives up in time where a server is silent, slow or not there", async () => {
  const held: { destroy(): void }[] = [];
  const silent = createServer((socket) => {
    held.push(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const timeouts = { firstByteMs: 100, idleMs: 100, totalMs: 150 };
  assert.equal((await failure(origin, { timeouts })).kind, "timeout");
  const signal = AbortSignal.abort("enough");
  assert.equal((await failure(origin, {}, signal)).kind, "aborted");
  const controller = new AbortController();
  const pending = failure(origin, {}, controller.signal);
  controller.abort();
  assert.equal((await pending).kind, "aborted");
  for (const socket of held) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
  const refused = await failure(origin);
  assert.equal(refused.kind, "network");
  assert.match(refused.message, /refused/);

  let timer: ReturnType<typeof setInterval> | undefined;
  await using drip = serve(() =>
    new Response(
      new ReadableStream({
        start(controller) {
          timer = setInterval(() => controller.enqueue(new TextEncoder().encode(" ")), 20);
        },
        cancel: () => clearInterval(timer),
      }),
    )
  );
  const slow = await failure(drip.origin, { timeouts });
  assert.equal(slow.kind, "timeout");
  assert.match(slow.message, /total limit/);
});
