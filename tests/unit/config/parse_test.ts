import assert from "node:assert/strict";
import { KEYS } from "../../../src/config/schema.ts";
import { shownPath } from "../../../src/config/layer.ts";
import { fileLayer, parsed } from "./given.ts";

const SECRET = "sk-secret-0123456789abcdef";

Deno.test("parseConfig() reads every key", async () => {
  const layer = await fileLayer(`
default_provider: openai
llm_providers:
  openai:
    model: gpt-5.5
    temperature: 0
    max_tokens: 16000
    timeout: 30
    total_timeout: 300
    max_attempts: 2
    base_url: https://gateway.example/v1
    requests_per_minute: 500
    tokens_per_minute: 200000
    allow_http: true
stages:
  design: { provider: anthropic, model: m, temperature: 2.0, max_tokens: 1 }
fallback: [anthropic/claude-sonnet-5-5, requesty/openai/gpt-5.5, offline]
concurrency: 64
repair: { max_rounds: 0 }
budget: { max_usd: 0.5, max_tokens: 1000000 }
prices:
  openai/gpt-5.5:
    { input_per_million: 1, output_per_million: 2.5, cached_input_per_million: 0, cache_write_per_million: 1.25 }
lint: { min_score: 80 }
output_dir: ./plan
state_dir: .state
templates: ../prompts
`);
  const paths = new Set(
    layer.map(({ keys: [first, second, third] }) =>
      [
        first,
        first === "llm_providers"
          ? "<provider>"
          : first === "stages"
          ? "<stage>"
          : first === "prices"
          ? "<provider/model>"
          : second,
        third,
      ].filter((part) => part !== undefined).join(".")
    ),
  );
  assert.deepEqual([...paths].sort(), Object.keys(KEYS).sort());
  const byPath = new Map(layer.map((setting) => [shownPath(setting.keys), setting]));
  assert.deepEqual(byPath.get("llm_providers.openai.timeout"), {
    keys: ["llm_providers", "openai", "timeout"],
    value: 30,
    source: "file",
    from: "c.yaml:8:14",
  });
  assert.deepEqual(byPath.get("fallback")?.value, [
    { provider: "anthropic", model: "claude-sonnet-5-5" },
    { provider: "requesty", model: "openai/gpt-5.5" },
    { provider: "offline" },
  ]);
  assert.equal(byPath.get("output_dir")?.value, "plan");
  assert.equal(byPath.get('prices."openai/gpt-5.5".output_per_million')?.value, 2.5);
});

Deno.test("config/config.yaml documents every key, and what is commented out there can be used", async () => {
  const text = await Deno.readTextFile(new URL("../../../config/config.yaml", import.meta.url));
  const all = text.replace(/^( *)# ( *[\w/.-]+:(?: \S.*)?)$/gm, "$1$2");
  const paths = (await fileLayer(all, true)).map(({ keys }) => keys.join("."));
  const ofRules = ["severity", "off", "[a-z]+_\\w+"].map((name) => `lint.rules.<rule>.${name}`);
  for (const path of [...Object.keys(KEYS), ...ofRules]) {
    const pattern = path.replaceAll(".", "\\.").replace(/<[^>]+>/, "[^]+");
    assert.ok(paths.some((found) => new RegExp(`^${pattern}$`).test(found)), path);
  }
  assert.ok((await fileLayer(text, true)).length < paths.length);
});

Deno.test("parseConfig() names the place, the key, what is expected and what came", async () => {
  const p = "llm_providers:\n  openai:\n    ";
  const cases: [text: string, problem: RegExp][] = [
    [
      `${p}temperature: 3`,
      /^c\.yaml:3:18 llm_providers\.openai\.temperature: expected a number from 0\.0 to 2\.0, got 3$/,
    ],
    [`${p}temperature: "0.5"`, /expected a number.*got "0\.5"$/],
    [`${p}temperature: .nan`, /expected a number/],
    [`${p}timeout: -1`, /llm_providers\.openai\.timeout: expected a whole number from 1 to 86400, got -1/],
    [`${p}timeout: 1e12`, /got 1000000000000/],
    [`${p}timeout: 1.5`, /whole number.*got 1\.5/],
    [`${p}timeout: soon`, /got "soon"/],
    [`${p}timeout: [1]`, /got a list/],
    [`${p}timeout: {a: 1}`, /got keys below it/],
    [`${p}timeout: yes`, /got "yes"/],
    [`${p}model: 5`, /expected a model's name.*got 5/],
    [`${p}model: "a\\e[2Jb"`, /control characters/],
    [`${p}model:`, /^c\.yaml:3:5 llm_providers\.openai\.model: .*got nothing/],
    [`${p}model: ""`, /got nothing/],
    [`${p}allow_http: yes`, /expected true or false, got "yes"/],
    [`${p}base_url: gateway.example`, /base_url: expected an address that begins with https/],
    [`${p}base_url: file:///etc/passwd`, /expected an address that begins with https/],
    [`${p}base_url: https://u:${SECRET}@h.example`, /expected no user name or password/],
    [`${p}base_url: http://169.254.169.254/v1`, /expected a server/],
    [`${p}base_url: \${GATEWAY}/v1`, /c\.yaml:3:15 llm_providers\.openai\.base_url: .*\$\{GATEWAY\}.*not expanded/],
    [
      `${p}api_key: ${SECRET}`,
      /c\.yaml:3:5 llm_providers\.openai\.api_key: expected no key in this file.*OPENAI_API_KEY/,
    ],
    [`api_key: ${SECRET}`, /api_key: expected no key.*environment or \.env/],
    [`${p}max_token: 5`, /llm_providers\.openai\.max_token: unknown key; did you mean "max_tokens"\?/],
    [`llm_providers:\n  openia: {}`, /llm_providers\.openia: unknown key; did you mean "openai"\?/],
    [`llm_providers:\n  offline: {model: x}`, /llm_providers\.offline: unknown key/],
    ["llm_providers:", /^c\.yaml:1:1 llm_providers: expected keys below it.*got nothing/],
    ["llm_providers: [openai]", /got a list/],
    ["llm_providers:\n  openai: gpt", /llm_providers\.openai: expected keys below it.*got a value/],
    ["concurency: 5", /concurency: unknown key; did you mean "concurrency"\?/],
    ["zzz: 5", /zzz: unknown key, expected one of default_provider, /],
    ["default_provider: openia", /expected one of auto, openai, .*got "openia"; did you mean "openai"\?/],
    ["default_provider: acme", /expected one of auto, openai,/],
    ["default_provider: constructor", /expected one of auto/],
    ["stages: {desing: {}}", /stages\.desing: unknown key; did you mean "design"\?/],
    ["stages: {design: {provider: auto}}", /stages\.design\.provider: expected one of openai/],
    ["fallback: offline", /fallback: expected a list/],
    ["fallback: [offline/x]", /fallback: expected provider or provider\/model/],
    ["fallback: [[offline]]", /fallback: expected provider or provider\/model/],
    ["fallback: [openia/x]", /did you mean "openai"/],
    ["prices: {gpt: {input_per_million: 1, output_per_million: 1}}", /prices\."?gpt"?: unknown key/],
    ["prices:\n  openai/gpt-5.5: {input_per_million: 1}", /prices\."openai\/gpt-5\.5": expected output_per_million/],
    ["repair: {max_rounds: 11}", /from 0 to 10, got 11/],
    ["budget: {max_usd: -1}", /budget\.max_usd: expected a number from 0\.0/],
    ["concurrency: 5\nconcurrency: 6", /^c\.yaml:2:1 concurrency: .*twice/],
    ["__proto__: {polluted: 1}", /__proto__: unknown key/],
    ["constructor: 1", /constructor: unknown key/],
    ["output_dir: ' x'", /output_dir: expected a folder's path/],
    ["just words", /expected keys below it/],
    ["- a", /got a list/],
    ["concurrency: &a 5\nrepair: {max_rounds: *a}", /anchor/],
  ];
  for (const [text, problem] of cases) {
    const { problems } = await parsed(text);
    assert.match(problems.join("\n"), problem, text);
    assert.doesNotMatch(problems.join("\n"), /0123456789abcdef/, text);
  }
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

Deno.test("parseConfig() reports all problems at once, and reads what is right", async () => {
  const { problems, layer } = await parsed(
    "concurrency: 0\nrepair: {max_round: 1}\noutput_dir: plan\nbudget: {max_usd: x}\n",
  );
  assert.equal(problems.length, 3);
  assert.deepEqual(layer.map(({ value }) => value), ["plan"]);
});

Deno.test("parseConfig() keeps the folders of a project's own file inside it", async () => {
  for (const path of ["/tmp/x", "../x", "a/../../x", "~/x", "C:\\x", "C:x", "\\\\host\\x", "a\\..\\..\\x"]) {
    for (const key of ["output_dir", "state_dir", "templates"]) {
      const text = `${key}: '${path}'\n`;
      assert.match((await parsed(text, true)).problems.join(), /inside the working directory.*got /, text);
      assert.deepEqual((await parsed(text)).problems, [], text);
    }
  }
  for (const path of ["docs", "./docs", "a/b..c", "...", ".devussy"]) {
    assert.deepEqual((await parsed(`output_dir: '${path}'`, true)).problems, [], path);
  }
});

Deno.test("parseConfig() reads a text with a mark and any line ends", async () => {
  for (
    const text of ["\ufeffconcurrency: 3\n", "concurrency: 3\r\n", "concurrency: 3\r", "---\nconcurrency: 3\n...\n"]
  ) {
    assert.deepEqual((await fileLayer(text)).map(({ value }) => value), [3]);
  }
});
