import assert from "node:assert/strict";
import { defaultLayer } from "../../../src/config/defaults.ts";
import { environmentLayer } from "../../../src/config/environment.ts";
import { settingsOf, usedProviders, withProvider } from "../../../src/config/resolve.ts";
import { masked, rowsOf } from "../../../src/config/rows.ts";
import { providers } from "../../../src/providers.ts";
import { envLayer, fileLayer, flags, mergedOf, settled } from "./given.ts";

const KEY = "sk-unit-0123456789abcdef";

Deno.test("settings without any file are the documented defaults", () => {
  const settings = settled();
  assert.equal(settings.provider, "auto");
  assert.deepEqual(settings.stages, {});
  assert.deepEqual([settings.concurrency, settings.repairRounds, settings.outputDir, settings.stateDir], [
    5,
    2,
    "docs",
    ".devussy",
  ]);
  assert.equal(settings.providers.openai?.model, providers.openai?.defaultModel);
  assert.equal(settings.templates, undefined);
  assert.deepEqual(defaultLayer().filter(({ source }) => source !== "default"), []);
  const remote = Object.values(providers).filter((provider) => "protocol" in provider);
  assert.deepEqual(Object.keys(settings.providers), remote.map(({ name }) => name));
});

Deno.test("a flag wins over the environment, that over .env, that over the file, that over the defaults", async () => {
  const file = await fileLayer("default_provider: openai\nllm_providers: {openai: {model: file}}\n");
  const dotenv = envLayer({ LLM_MODEL: "dotenv" }, ".env");
  const environment = envLayer({ LLM_MODEL: "environment" }, "environment");
  const flag = flags([["main", "model"], "flag"]);
  const layers = [file, dotenv, environment, flag];
  const expected = ["file", "dotenv", "environment", "flag"];
  for (const [at, model] of expected.entries()) {
    assert.equal(settled(...layers.slice(0, at + 1)).providers.openai?.model, model);
  }
  const rows = rowsOf(mergedOf(...layers), providers);
  assert.equal(rows.find(({ path }) => path === "llm_providers.openai.model")?.from, "flag model");
});

Deno.test("LLM_MODEL is for the provider beside it, not for another that an option names", () => {
  const environment = envLayer({ LLM_PROVIDER: "openai", LLM_MODEL: "gpt-own" }, "environment");
  const other = settled(environment, flags([["default_provider"], "anthropic"]));
  assert.deepEqual(other.provider, { provider: "anthropic" });
  assert.equal(other.providers.anthropic?.model, providers.anthropic?.defaultModel);
  assert.equal(other.providers.openai?.model, "gpt-own");
  const alone = envLayer({ LLM_MODEL: "own" }, "environment");
  assert.equal(settled(alone, flags([["default_provider"], "anthropic"])).providers.anthropic?.model, "own");
});

Deno.test("LLM_PROVIDER may name a model behind a slash", () => {
  const settings = settled(envLayer({ LLM_PROVIDER: "requesty/openai/gpt-mini" }, "environment"));
  assert.deepEqual(settings.provider, { provider: "requesty" });
  assert.equal(settings.providers.requesty?.model, "openai/gpt-mini");
});

Deno.test("what is meant for whoever auto chooses goes with the choice", async () => {
  const file = await fileLayer("stages: {design: {temperature: 0.2}, handoff: {provider: anthropic}}");
  const settings = settled(file, envLayer({ LLM_MODEL: "own" }, "environment"), flags([["main", "temperature"], 1]));
  assert.equal(settings.provider, "auto");
  assert.deepEqual(settings.auto, { model: "own", temperature: 1 });
  const chosen = withProvider(settings, { provider: "groq" });
  assert.deepEqual(chosen.provider, { provider: "groq", model: "own", temperature: 1 });
  assert.deepEqual(chosen.stages, {
    design: { provider: "groq", temperature: 0.2 },
    handoff: { provider: "anthropic" },
  });
  const none = withProvider(settings, { provider: "offline" });
  assert.deepEqual(none.provider, { provider: "offline" });
  assert.deepEqual(none.stages, { handoff: { provider: "anthropic" } });
  assert.deepEqual(withProvider(settings, { provider: "ollama", model: "there" }).provider.model, "there");
});

Deno.test("a stage holds also where an option names another provider, and without a provider it is the main one's", async () => {
  const file = await fileLayer(
    "default_provider: openai\nstages: {design: {provider: anthropic, model: m}, detail: {max_tokens: 9}}\nfallback: [offline]",
  );
  const flag = flags([["default_provider"], "groq"]);
  const settings = settled(file, flag);
  assert.deepEqual(settings.stages, {
    design: { provider: "anthropic", model: "m" },
    detail: { provider: "groq", maxTokens: 9 },
  });
  assert.deepEqual(usedProviders(settings), ["groq", "anthropic"]);
  const alone = settingsOf(mergedOf(file, flags([["default_provider"], "offline"])), providers, true);
  assert.deepEqual([alone.stages, alone.fallback, usedProviders(alone)], [{}, [], []]);
});

Deno.test("timeout sets both limits, and each option one of them, for all providers", async () => {
  const file = await fileLayer("llm_providers: {openai: {timeout: 30, total_timeout: 100}}");
  const { openai, groq } = settled(file, flags([["each", "idle_timeout"], 5])).providers;
  assert.deepEqual([openai?.firstByteMs, openai?.idleMs, openai?.totalMs], [30_000, 5_000, 100_000]);
  assert.deepEqual([groq?.firstByteMs, groq?.idleMs, groq?.totalMs], [undefined, 5_000, undefined]);
});

Deno.test("prices and budget are read from the file", async () => {
  const settings = settled(
    await fileLayer(
      "prices: {openai/a.b: {input_per_million: 1, output_per_million: 2}}\nbudget: {max_usd: 3, max_tokens: 4}",
    ),
  );
  assert.deepEqual(settings.prices, { "openai/a.b": { inputPerMillion: 1, outputPerMillion: 2 } });
  assert.deepEqual(settings.budget, { maxUsd: 3, maxTokens: 4 });
});

Deno.test("environmentLayer() reads keys and addresses, the first variable before the second", () => {
  const layer = envLayer({
    OPENAI_API_KEY: ` ${KEY} `,
    OPENAI_BASE_URL: "https://second.example",
    GROQ_BASE_URL: "https://groq.example",
    OPENAI_API_BASE_URL: "https://first.example",
    MISTRAL_API_KEY: "  ",
  }, "environment");
  const settings = settled(layer);
  assert.deepEqual([settings.providers.openai?.apiKey, settings.providers.openai?.baseUrl], [
    KEY,
    "https://first.example",
  ]);
  assert.equal(settings.providers.groq?.baseUrl, "https://groq.example");
  assert.equal(settings.providers.mistral?.apiKey, undefined);
});

Deno.test("environmentLayer() names the variable that is wrong and shows no key", () => {
  const cases: [string, string, RegExp][] = [
    ["LLM_PROVIDER", "openia", /^LLM_PROVIDER: expected auto, provider or .*"openia"/],
    ["LLM_PROVIDER", "offline/x", /^LLM_PROVIDER: /],
    ["LLM_MODEL", "${MODEL}", /^LLM_MODEL: .*\$\{MODEL\}/],
    ["LLM_MODEL", "a\x1b[2Jb", /^LLM_MODEL: .*control/],
    ["OPENAI_API_KEY", "${OTHER_KEY}", /^OPENAI_API_KEY: .*\$\{OTHER_KEY\}/],
    ["OPENAI_API_BASE_URL", "https://${HOST}/v1", /^OPENAI_API_BASE_URL: .*\$\{HOST\}/],
  ];
  for (const [name, value, said] of cases) {
    const { layer, problems } = environmentLayer(
      (asked) => asked === name ? value : undefined,
      { source: "environment", place: "" },
      providers,
    );
    assert.deepEqual(layer, []);
    assert.match(problems[0]?.problem.text ?? "", said);
    assert.match(problems[0]?.problem.alone ?? "", /^Cannot use /);
  }
});

Deno.test("rowsOf() shows every value with its origin, addresses in full, keys masked", async () => {
  const file = await fileLayer(
    "llm_providers: {openai: {base_url: 'https://h.example//v1/v1/?sig=SECRET'}}\nfallback: [groq/a, offline]",
  );
  const rows = rowsOf(mergedOf(file, envLayer({ OPENAI_API_KEY: KEY }, ".env")), providers);
  const row = (path: string) => rows.find((row) => row.path === path);
  assert.deepEqual(row("llm_providers.openai.base_url"), {
    path: "llm_providers.openai.base_url",
    value: "https://h.example/v1/chat/completions",
    from: "c.yaml:1:36",
  });
  assert.deepEqual(row("llm_providers.openai.api_key"), {
    path: "llm_providers.openai.api_key",
    value: "set, ends in cdef",
    from: ".env OPENAI_API_KEY",
  });
  assert.equal(row("llm_providers.generic.base_url")?.value, "none");
  assert.equal(row("llm_providers.anthropic.base_url")?.value, "https://api.anthropic.com/v1/messages");
  assert.equal(row("llm_providers.openai.timeout.first_byte")?.value, "60");
  assert.equal(row("fallback")?.value, "groq/a, offline");
  assert.doesNotMatch(JSON.stringify(rows), /SECRET|0123456789/);
});

Deno.test("masked() shows four characters of a long key and none of a short one", () => {
  assert.equal(masked(KEY), "set, ends in cdef");
  for (const key of ["sk-short", "x".repeat(19), "with a space in it, and long enough"]) {
    assert.equal(masked(key), "set");
  }
});
