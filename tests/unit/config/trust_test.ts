import assert from "node:assert/strict";
import { doubtsOf, hashOf } from "../../../src/config/trust.ts";
import { readTrusted, writeTrusted } from "../../../src/store/trusted.ts";
import { providers } from "../../../src/providers.ts";
import { envLayer, fileLayer, flags, mergedOf } from "./given.ts";

const KEY = { OPENAI_API_KEY: "sk-unit-0123456789abcdef", GENERIC_API_KEY: "generic-0123456789abcdef" };

/** Whose keys would go elsewhere, with the project's file and the `.env` given. */
async function doubts(file: string, dotenv: Record<string, string>, environment: Record<string, string>, url?: string) {
  const layers = [await fileLayer(file, true), envLayer(dotenv, ".env"), envLayer(environment, "environment")];
  if (url !== undefined) layers.push(flags([["llm_providers", "openai", "base_url"], url]));
  return doubtsOf(mergedOf(...layers), providers);
}

const address = (url: string, provider = "openai") => `llm_providers: {${provider}: {base_url: '${url}'}}`;

Deno.test("doubtsOf() finds a key of the environment that a project's file sends elsewhere", async () => {
  assert.deepEqual(await doubts(address("https://evil.example/v1"), {}, KEY), [{
    provider: "openai",
    origin: "https://evil.example",
    host: "evil.example",
    ownHost: "api.openai.com",
    variable: "OPENAI_API_KEY",
    file: "c.yaml",
    from: "c.yaml:1:36",
  }]);
  for (
    const url of [
      "http://api.openai.com/v1",
      "https://api.openai.com:8443/v1",
      "https://api.openai.com.evil.example",
      "https://192.168.0.1/v1",
      "https://localhost.evil.example",
    ]
  ) assert.equal((await doubts(address(url), {}, KEY)).length, 1, url);
  assert.equal((await doubts(address("https://any.example", "generic"), {}, KEY))[0]?.ownHost, undefined);
  const [fromEnv] = await doubts("", { OPENAI_API_BASE_URL: "https://evil.example" }, KEY);
  assert.deepEqual([fromEnv?.file, fromEnv?.from], [".env", ".env OPENAI_API_BASE_URL"]);
});

Deno.test("doubtsOf() finds none where the key stays, is the project's own, or goes where the user says", async () => {
  assert.deepEqual(await doubts(address("https://api.openai.com/other/v1"), {}, KEY), []);
  assert.deepEqual(await doubts(address("http://127.0.0.1:8000"), {}, {}), []);
  assert.deepEqual(await doubts(address("https://evil.example"), {}, {}), []);
  assert.deepEqual(await doubts(address("https://evil.example"), KEY, {}), []);
  assert.deepEqual(await doubts("", { ...KEY, OPENAI_API_BASE_URL: "https://evil.example" }, {}), []);
  assert.deepEqual(await doubts("", {}, { ...KEY, OPENAI_API_BASE_URL: "https://evil.example" }), []);
  assert.deepEqual(await doubts(address("https://evil.example"), {}, KEY, "https://mine.example"), []);
  const chosen = await fileLayer(address("https://mine.example"));
  assert.deepEqual(doubtsOf(mergedOf(chosen, envLayer(KEY, "environment")), providers), []);
});

Deno.test("what is trusted is remembered for that file, provider and address alone", async () => {
  const dir = await Deno.makeTempDir({ prefix: "devussy-" });
  try {
    const path = `${dir}/config/devussy/trusted.json`;
    assert.equal((await readTrusted(path)).size, 0);
    const [doubt] = await doubts(address("https://evil.example"), {}, KEY);
    assert.ok(doubt !== undefined);
    assert.equal(await hashOf(doubt), undefined, "c.yaml is not there");
    await Deno.writeTextFile(`${dir}/c.yaml`, "");
    const here = { ...doubt, file: `${dir}/c.yaml` };
    const hash = await hashOf(here);
    assert.match(hash ?? "", /^[0-9a-f]{64}$/);
    for (const other of [{ origin: "http://evil.example" }, { provider: "groq" }, { file: dir }]) {
      assert.notEqual(await hashOf({ ...here, ...other }), hash);
    }
    assert.ok(await writeTrusted(path, [hash ?? ""]));
    assert.deepEqual([...await readTrusted(path)], [hash]);
    assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o077, 0);
    assert.deepEqual([...Deno.readDirSync(`${dir}/config/devussy`)].map(({ name }) => name), ["trusted.json"]);
    for (const text of ["", "{", "null", "[]", '{"trusted":7}', '{"trusted":[7,null]}']) {
      await Deno.writeTextFile(path, text);
      assert.equal((await readTrusted(path)).size, 0, text);
    }
    assert.equal(await writeTrusted(`${dir}/c.yaml/devussy/trusted.json`, []), false);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
