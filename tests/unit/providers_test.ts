import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigError, LLMError, PlanError, StageError, StoreError, UsageError } from "../../src/errors.ts";
import { nearest } from "../../src/nearest.ts";
import { createLLMClient, providers } from "../../src/providers.ts";

Deno.test("createLLMClient() makes a client for each provider by name", () => {
  for (const name of Object.keys(providers)) {
    const options = { baseUrl: "http://127.0.0.1:8000", ...(name === "generic" ? { model: "any" } : {}) };
    const client = createLLMClient(name, options);
    assert.equal(client.provider, name);
    assert.notEqual(client.model, "");
  }
  assert.equal(createLLMClient("offline", { model: "other" }).model, "other");
});

Deno.test("createLLMClient() takes a provider of one's own", async () => {
  const client = createLLMClient({ name: "echo", defaultModel: "v1", answer: ([first]) => first?.content ?? "" }, {});
  assert.equal(await client.generate([{ role: "user", content: "Hi" }]), "Hi");
});

Deno.test("createLLMClient() names the nearest when there is no provider of that name", () => {
  for (const name of ["ofline", "Offline", "offlien", "off"]) {
    assert.throws(() => createLLMClient(name, {}), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /^Cannot use provider ".*": expected one of .*offline/);
      assert.equal(error.hint, 'Did you mean "offline"?');
      return true;
    });
  }
});

Deno.test("createLLMClient() knows no provider that only prototypes have", () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "", " "]) {
    assert.throws(() => createLLMClient(name, {}), (error) => {
      assert.ok(error instanceof ConfigError, name);
      assert.match(error.hint, /^Use --provider /);
      return true;
    });
  }
});

Deno.test("nearest() finds the name with the fewest changes", () => {
  const names = ["openai", "anthropic", "ollama", "offline"];
  const cases: [string, string | undefined][] = [
    ["openai", "openai"],
    ["OpenAI", "openai"],
    ["openia", "openai"],
    ["antropic", "anthropic"],
    ["olama", "ollama"],
    ["anth", "anthropic"],
    ["xyz", undefined],
    ["", undefined],
    ["a completely different thing", undefined],
  ];
  for (const [given, expected] of cases) assert.equal(nearest(given, names), expected, given);
  assert.equal(nearest("a", []), undefined);
});

Deno.test("nearest() finds a name when one letter is lost, added or swapped", () => {
  const name = fc.constantFrom("openai", "anthropic", "offline", "project_design");
  fc.assert(fc.property(name, fc.nat(), fc.constantFrom("lose", "add", "swap"), (name, seed, change) => {
    const at = seed % (name.length - 1);
    const wrong = change === "lose"
      ? name.slice(0, at) + name.slice(at + 1)
      : change === "add"
      ? name.slice(0, at) + "q" + name.slice(at)
      : name.slice(0, at) + (name[at + 1] ?? "") + (name[at] ?? "") + name.slice(at + 2);
    assert.equal(nearest(wrong, [name]), name, wrong);
  }));
});

Deno.test("nearest() ends at once when a name is endless", () => {
  assert.equal(nearest("x".repeat(1_000_000), ["offline"]), undefined);
});

Deno.test("errors have names, messages and facts of their own", () => {
  const cause = new Error("cause");
  const llm = new LLMError("m", { kind: "rate_limit", provider: "p", hint: "h", status: 429, retryAfterMs: 5, cause });
  assert.deepEqual([llm.name, llm.kind, llm.status, llm.retryAfterMs, llm.attempts, llm.retryable, llm.cause], [
    "LLMError",
    "rate_limit",
    429,
    5,
    1,
    false,
    cause,
  ]);
  assert.deepEqual([llm.model, llm.partial, llm.requestId], [undefined, undefined, undefined]);
  for (
    const [error, name] of [
      [new ConfigError("m", "h"), "ConfigError"],
      [new UsageError("m", "h"), "UsageError"],
      [new StageError("m", "handoff", "h", "answer"), "StageError"],
      [new PlanError("m", "h", ["p"]), "PlanError"],
      [new StoreError("m", "path", "h", { cause }), "StoreError"],
    ] as const
  ) {
    assert.ok(error instanceof Error);
    assert.deepEqual([error.name, error.message, error.hint], [name, "m", "h"]);
  }
});
