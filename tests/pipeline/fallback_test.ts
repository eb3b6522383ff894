import assert from "node:assert/strict";
import {
  type Asker,
  createLLMClient,
  type HttpProvider,
  LLMError,
  type PipelineEvent,
  providers,
  runPipeline,
  StageError,
  startPlan,
} from "../../mod.ts";
import { type Script, serveModel } from "../llm/conformance/model_server.ts";
import { memorize, serveScripted } from "./scripted_model.ts";

const IDEA = { name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." };
const memory = await memorize(IDEA);

function asker(name: string, baseUrl: string): Asker {
  const retry = { maxAttempts: 2, baseDelayMs: 1 };
  return { client: createLLMClient(name, { apiKey: "sk-test-0123456789", baseUrl, model: `${name}-model`, retry }) };
}

/** Runs against a first model that fails as it is told, and a second one that knows the answers. */
async function runWith(script: Script) {
  await using first = serveModel(providers["openai"] as HttpProvider, script);
  await using second = serveScripted(
    providers["anthropic"] as HttpProvider,
    memory,
    ({ right }) => JSON.stringify(right),
  );
  const events: PipelineEvent[] = [];
  const outcome = await runPipeline(startPlan(IDEA), {
    ...asker("openai", first.origin),
    fallbacks: [asker("anthropic", second.origin)],
    onEvent: (event) => void events.push(event),
  }).catch((error) => error);
  const fallbacks = events.filter((event) => event.type === "fallback");
  return { outcome, fallbacks, first: first.received.length, second: second.received.length };
}

const NEXT: readonly (readonly [what: string, script: Script, requests: number])[] = [
  ["402", (_r, _n, wire) => wire.error(402, "insufficient_quota", "no money left"), 1],
  ["404", (_r, _n, wire) => wire.error(404, "model_not_found", "no such model"), 1],
  ["429, after its retries", (_r, _n, wire) => wire.error(429, "rate_limit", "slow down"), 2],
  ["500, after its retries", (_r, _n, wire) => wire.error(500, "server_error", "oops"), 2],
  ["503, after its retries", (_r, _n, wire) => wire.error(503, "overloaded", "busy"), 2],
];
for (const [what, script, requests] of NEXT) {
  Deno.test(`the next provider is asked after ${what}, for the rest of the run`, async () => {
    const { outcome, fallbacks, first } = await runWith(script);
    assert.equal(outcome.checks?.score, 100, String(outcome));
    assert.equal(first, requests, "whoever is given up is not asked again");
    assert.equal(fallbacks.length, 1);
    assert.ok(outcome.provenance.runs.every(({ provider }: { provider: string }) => provider === "anthropic"));
    assert.equal(outcome.design.generatedBy, "anthropic/anthropic-model");
  });
}

const STOP: readonly (readonly [number, string, LLMError["kind"]])[] = [
  [400, "invalid_request_error", "bad_request"],
  [401, "invalid_api_key", "auth"],
];
for (const [status, code, kind] of STOP) {
  Deno.test(`nobody else is asked after ${status}: the user has to mend it`, async () => {
    const { outcome, second } = await runWith((_r, _n, wire) => wire.error(status, code, "no"));
    assert.ok(outcome instanceof LLMError, String(outcome));
    assert.equal(outcome.kind, kind);
    assert.equal(second, 0);
  });
}

Deno.test("an answer that stays of no use is asked of the next provider, for that call alone", async () => {
  const { outcome, fallbacks, first } = await runWith((_r, _n, wire) => wire.stream(["I would rather not."]));
  assert.equal(outcome.checks?.score, 100, String(outcome));
  assert.equal(fallbacks.length, memory.plan.phases.length + 3, "each call begins with the first");
  assert.equal(first, fallbacks.length * 3, "once, and two corrections");
});

Deno.test("the embedded planner steps in for a part, which is marked as its own", async () => {
  await using model = serveScripted(
    providers["openai"] as HttpProvider,
    memory,
    ({ right, phase }) => phase === 2 ? "No." : JSON.stringify(right),
  );
  const plan = await runPipeline(startPlan(IDEA), {
    ...asker("openai", model.origin),
    fallbacks: [{ client: createLLMClient("offline") }],
  });
  const authors = plan.phases.map(({ steps }) => [...new Set(steps.map(({ generatedBy }) => generatedBy))].join());
  assert.deepEqual(authors, plan.phases.map(({ number }) => number === 2 ? "offline" : "openai/openai-model"));
  assert.equal(plan.checks?.score, 100);
  const runs = plan.provenance.runs.filter(({ stage }) => stage === "detailed_devplan");
  assert.deepEqual(runs.map(({ provider }) => provider), ["openai", "offline"]);
});

Deno.test("the last one's failure is told when all fail", async () => {
  await using model = serveModel(providers["openai"] as HttpProvider, (_r, _n, wire) => wire.error(500, "a", "first"));
  await using other = serveModel(providers["anthropic"] as HttpProvider, (_r, _n, wire) => wire.stream(["nothing"]));
  await assert.rejects(
    runPipeline(startPlan(IDEA), {
      ...asker("openai", model.origin),
      fallbacks: [asker("anthropic", other.origin)],
    }),
    (error) => error instanceof StageError && error.answer === "nothing",
  );
});

Deno.test("a stage asks its own model, and no other server sees its requests", async () => {
  const answer = ({ right }: { right: unknown }) => JSON.stringify(right);
  await using main = serveScripted(providers["openai"] as HttpProvider, memory, answer);
  await using own = serveScripted(providers["anthropic"] as HttpProvider, memory, answer);
  const plan = await runPipeline(startPlan(IDEA), {
    ...asker("openai", main.origin),
    perStage: { project_design: { ...asker("anthropic", own.origin), temperature: 0.3, maxTokens: 1234 } },
  });
  assert.equal(plan.checks?.score, 100);
  assert.deepEqual(own.questions.map(({ stage }) => stage), ["project_design"]);
  assert.ok(!main.questions.some(({ stage }) => stage === "project_design"));
  const { temperature, max_tokens } = own.received[0]?.body ?? {};
  assert.deepEqual([temperature, max_tokens], [0.3, 1234]);
  assert.ok(main.received.every(({ body }) => !("temperature" in body)));
});
