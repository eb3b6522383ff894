import assert from "node:assert/strict";
import { settingsOf } from "../../../src/config/resolve.ts";
import type { Settings } from "../../../src/config/settings.ts";
import { ConfigError } from "../../../src/errors.ts";
import { clientOf } from "../../../src/cli/client_options.ts";
import { createLLMClient, providers } from "../../../src/providers.ts";
import { envLayer, fileLayer, flags, mergedOf, settled } from "./given.ts";

const KEY = "sk-unit-0123456789abcdef";
const ALL = { mayRead: () => true };
const NOTHING = { mayRead: () => false };

async function settings(): Promise<Settings> {
  return settled(
    await fileLayer(`
default_provider: openai
llm_providers:
  openai: { temperature: 0.1, max_tokens: 10, requests_per_minute: 7, tokens_per_minute: 8, max_attempts: 3 }
  groq: { model: own, timeout: 9 }
prices:
  openai/gpt-mini: { input_per_million: 1, output_per_million: 2 }
`),
    envLayer({ OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: "https://gateway.example/v1" }, "environment"),
  );
}

Deno.test("clientOf() gives a client what is set for its provider", async () => {
  const { provider, options, temperature, maxTokens, price } = clientOf(
    await settings(),
    { provider: "openai", model: "gpt-mini", temperature: 1 },
    ALL,
  );
  assert.deepEqual([provider, temperature, maxTokens], ["openai", 1, 10]);
  assert.deepEqual(price, { inputPerMillion: 1, outputPerMillion: 2 });
  assert.deepEqual(options, {
    apiKey: KEY,
    baseUrl: "https://gateway.example/v1",
    model: "gpt-mini",
    timeouts: { firstByteMs: undefined, idleMs: undefined, totalMs: undefined },
    retry: { maxAttempts: 3 },
    rate: { inFlight: 5, requestsPerMinute: 7, tokensPerMinute: 8 },
    price,
  });
  assert.equal(createLLMClient(provider, options).model, "gpt-mini");
});

Deno.test("clientOf() never gives one provider what is another's", async () => {
  const { openai: _, ...others } = (await settings()).providers;
  for (const name of Object.keys(others)) {
    const { options, temperature, maxTokens, price } = clientOf(await settings(), { provider: name }, ALL);
    assert.doesNotMatch(JSON.stringify(options), /sk-unit|gateway/, name);
    assert.deepEqual([temperature, maxTokens, price], [undefined, undefined, undefined]);
    assert.equal(options.apiKey, undefined);
  }
  const groq = clientOf(await settings(), { provider: "groq" }, ALL).options;
  assert.deepEqual([groq.model, groq.timeouts], ["own", { firstByteMs: 9000, idleMs: 9000, totalMs: undefined }]);
  assert.throws(() => createLLMClient("groq", groq), /"groq": it needs a key, got none/);
});

Deno.test("clientOf() gives the embedded planner and unknown names nothing", async () => {
  for (const provider of ["offline", "constructor", "skynet"]) {
    assert.deepEqual(clientOf(await settings(), { provider }, ALL), { provider, options: {} });
  }
});

Deno.test("clientOf() fails where the environment may hold what Deno may not read", async () => {
  const file = await fileLayer("default_provider: groq");
  const hidden = (given: Settings, provider: string) =>
    assert.throws(() => clientOf(given, { provider }, NOTHING), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /Deno may not read \w+_API_KEY and \w+_API_BASE_URL/);
      assert.match(error.hint, /--allow-env=\w+_\*/);
      return true;
    });
  hidden(settled(file), "groq");
  // A key alone does not do: an address in the environment would be passed by.
  hidden(await settings(), "openai");
  assert.ok(clientOf(settled(file), { provider: "ollama" }, NOTHING), "this machine needs neither");
  const given = flags([["main", "base_url"], "http://127.0.0.1:1"]);
  assert.ok(clientOf(settingsOf(mergedOf(file, given), providers, false), { provider: "groq" }, NOTHING));
  const key = envLayer({ GROQ_API_KEY: KEY }, ".env");
  const elsewhere = flags([["main", "base_url"], "https://gateway.example"]);
  assert.equal(clientOf(settled(file, key, elsewhere), { provider: "groq" }, NOTHING).options.apiKey, KEY);
});
