import assert from "node:assert/strict";
import { chooseProvider, findServers, type World } from "../../src/cli/detect.ts";
import type { ProviderSettings, Settings } from "../../src/config/settings.ts";
import { assertNoKey, KEY } from "../llm/faults/taint.ts";
import { list, modelServer, nobody, serving, silentServer } from "./model_servers.ts";

const OFFLINE = "no key is set and no local server answers; the embedded planner needs neither";

function settingsOf(providers: Record<string, ProviderSettings>): Settings {
  return {
    provider: "auto",
    auto: {},
    stages: {},
    fallback: [],
    providers,
    prices: {},
    concurrency: 5,
    repairRounds: 2,
    lint: { rules: {} },
    budget: {},
    outputDir: "docs",
    stateDir: ".devussy",
  };
}

/** Local servers at these hosts; those that are not named refuse. */
async function locals(hosts: Record<string, string>, model?: string): Promise<Settings> {
  const refused = await nobody();
  return settingsOf(Object.fromEntries(
    ["ollama", "lmstudio", "llamacpp"].map((name) => [name, {
      baseUrl: `http://${hosts[name] ?? refused}/v1`,
      ...(model === undefined ? {} : { model }),
    }]),
  ));
}

/** With time enough for a busy machine. */
const OPEN: World = { mayConnect: () => true, limitMs: 20_000 };
const CLOSED: World = { mayConnect: () => false };

Deno.test("auto: a key that is set decides, in the order of the providers, and nobody is asked", async () => {
  const world: World = {
    mayConnect() {
      throw new Error("nobody is to be asked");
    },
  };
  const key = { apiKey: KEY };
  const cases: [Record<string, ProviderSettings>, string, string][] = [
    [{ openai: key, anthropic: key, groq: key }, "openai", "OPENAI_API_KEY is set"],
    [{ groq: key, requesty: key, anthropic: key }, "anthropic", "ANTHROPIC_API_KEY is set"],
    [{ groq: key, requesty: key }, "requesty", "REQUESTY_API_KEY is set"],
    [{ groq: key, generic: { ...key, baseUrl: "https://llm.example/v1" } }, "generic", "GENERIC_API_KEY is set"],
    [{ groq: key, generic: key }, "groq", "GROQ_API_KEY is set"],
    [{ gemini: key, openrouter: key }, "openrouter", "OPENROUTER_API_KEY is set"],
    // A broken key is told of when it is used: nobody else gets the brief in its place.
    [{ openai: { apiKey: `${KEY}\nx` }, xai: key }, "openai", "OPENAI_API_KEY is set"],
  ];
  for (const [providers, provider, why] of cases) {
    const chosen = await chooseProvider(settingsOf(providers), { detect: true }, world);
    assert.deepEqual(chosen, { who: { provider }, why });
    assertNoKey(chosen, "what was chosen");
  }
});

Deno.test("auto: a local server is found by its list of models; of several the first in order", async () => {
  await using ollama = modelServer("nomic-embed-text:latest", "llama3.2:latest", "qwen3:latest");
  await using studio = modelServer("text-embedding-nomic", "mistral-7b");
  const both = await locals({ ollama: ollama.host, lmstudio: studio.host });
  assert.deepEqual(await chooseProvider(both, { detect: true }, OPEN), {
    who: { provider: "ollama", model: "qwen3" },
    why: `Ollama answers at ${ollama.host}`,
  });
  assert.deepEqual(await chooseProvider(await locals({ lmstudio: studio.host }), { detect: true }, OPEN), {
    who: { provider: "lmstudio", model: "mistral-7b" },
    why: `LM Studio answers at ${studio.host}, and lists this model first`,
  });
  const configured = await locals({ llamacpp: studio.host }, "text-embedding-nomic");
  assert.deepEqual(await chooseProvider(configured, { detect: true }, OPEN), {
    who: { provider: "llamacpp", model: "text-embedding-nomic" },
    why: `llama.cpp answers at ${studio.host}`,
  });
  const named = { ...both, auto: { model: "llama3.2" } };
  assert.deepEqual((await chooseProvider(named, { detect: true }, OPEN)).who, {
    provider: "ollama",
    model: "llama3.2",
  });
  for (const { asked, headers } of [...ollama.received, ...studio.received]) {
    assert.equal(asked, "GET /v1/models");
    assert.equal(headers.get("authorization"), null);
  }
});

Deno.test("auto: a server without a model that can chat is told, and not chosen", async () => {
  await using empty = serving(() => Response.json({ object: "list", data: null }));
  await using embeds = modelServer("nomic-embed-text");
  for (const host of [empty.host, embeds.host]) {
    const chosen = await chooseProvider(await locals({ ollama: host }), { detect: true }, OPEN);
    assert.equal(chosen.who.provider, "offline");
    assert.match(chosen.why, new RegExp(`^no key is set and Ollama at ${host} lists no model.*; the embedded planner`));
  }
  await using second = modelServer("m");
  const chosen = await chooseProvider(
    await locals({ ollama: empty.host, llamacpp: second.host }),
    { detect: true },
    OPEN,
  );
  assert.equal(chosen.who.provider, "llamacpp");
});

const NONE: readonly [string, () => Response][] = [
  [
    "a web page",
    () => new Response("<!doctype html><title>Jenkins</title>", { headers: { "content-type": "text/html" } }),
  ],
  ["HTTP 404", () => new Response("404 page not found", { status: 404 })],
  ["HTTP 401", () => Response.json({ error: { message: "no" } }, { status: 401 })],
  ["other JSON", () => Response.json({ status: "UP" })],
  ["an array", () => Response.json([{ id: "a" }])],
  ["a list of other things", () => Response.json({ data: [{ name: "a" }] })],
  ["a redirect", () => new Response("", { status: 302, headers: { location: "/login" } })],
  ["nothing", () => new Response("")],
  ["a failure", () => new Response("", { status: 500 })],
];

for (const [name, answer] of NONE) {
  Deno.test(`auto: ${name} is no model server`, async () => {
    await using other = serving(answer);
    const settings = await locals({ llamacpp: other.host });
    assert.deepEqual(await chooseProvider(settings, { detect: true }, OPEN), {
      who: { provider: "offline" },
      why: OFFLINE,
    });
    assert.deepEqual((await findServers(settings, OPEN)).map(({ state }) => state), ["refused", "refused", "other"]);
  });
}

Deno.test("auto: who does not answer in time is not waited for", async () => {
  await using silent = await silentServer();
  const late = Promise.withResolvers<Response>();
  await using slow = serving(() => late.promise);
  await using drip = serving(() =>
    new Response(new ReadableStream({ start: (to) => to.enqueue(new Uint8Array([32])) }))
  );
  const settings = await locals({ ollama: silent.host, lmstudio: slow.host, llamacpp: drip.host });
  const servers = await findServers(settings, { mayConnect: () => true });
  late.resolve(list("m"));
  assert.deepEqual(servers.map(({ state, model }) => [state, model]), Array(3).fill(["silent", undefined]));
});

Deno.test("auto: all are asked at once", async () => {
  // Each answers only when all three were asked.
  let open = 3;
  const all = Promise.withResolvers<void>();
  const answer = async () => {
    if (--open === 0) all.resolve();
    await all.promise;
    return list("m");
  };
  await using one = serving(answer);
  await using two = serving(answer);
  await using three = serving(answer);
  const settings = await locals({ ollama: one.host, lmstudio: two.host, llamacpp: three.host });
  const servers = await findServers(settings, OPEN);
  assert.deepEqual(servers.map(({ state }) => state), ["found", "found", "found"]);
});

Deno.test("auto: nobody is asked without permission, elsewhere than on this machine, or with --no-detect", async () => {
  await using server = modelServer("m");
  const settings = await locals({ ollama: server.host });
  const asked: string[] = [];
  const world: World = { mayConnect: (host) => asked.push(host) < 0 };
  const barred = await chooseProvider(settings, { detect: true }, world);
  assert.equal(barred.why, "no key is set and Deno may ask no local server; the embedded planner needs neither");
  assert.equal(asked.length, 3);
  for (const host of asked) assert.match(host, /^127\.0\.0\.1:\d+$/);
  const off = await chooseProvider(settings, { detect: false }, OPEN);
  assert.equal(off.why, "no key is set and no local server was looked for; the embedded planner needs neither");
  const away = settingsOf({ ollama: { baseUrl: "http://192.0.2.1:11434/v1" }, lmstudio: { baseUrl: "nonsense" } });
  assert.deepEqual((await findServers(away, CLOSED)).map(({ provider }) => provider), ["llamacpp"]);
  assert.equal(server.received.length, 0);
});

Deno.test("auto: an abort ends the looking around", async () => {
  await using silent = await silentServer();
  const settings = await locals({ ollama: silent.host });
  const controller = new AbortController();
  const pending = findServers(settings, { ...OPEN, signal: controller.signal });
  controller.abort(new Error("enough"));
  await assert.rejects(pending, /enough/);
});
