import assert from "node:assert/strict";
import { LLMError, UsageError } from "../../../src/errors.ts";
import type { EmbeddedProvider } from "../../../src/llm/provider.ts";
import type { GenerateOptions } from "../../../src/llm/types.ts";
import { startPlan } from "../../../src/pipeline/request.ts";
import { runPipeline } from "../../../src/pipeline/run.ts";
import type { PipelineEvent, StageName } from "../../../src/pipeline/stage.ts";
import type { Plan } from "../../../src/plan/types.ts";
import { offline } from "../../../src/planner/offline.ts";
import { createLLMClient } from "../../../src/providers.ts";

const client = createLLMClient("offline", {});
const idea = () =>
  startPlan({ name: "Notes", languages: ["Go"], requirements: "Users add notes. Users search them. Users log in." });
const STAGES: readonly StageName[] = ["project_design", "basic_devplan", "detailed_devplan", "handoff"];

/** The embedded planner under another name, with a word to say before each answer. */
function planner(before: (options: GenerateOptions) => void = () => {}): EmbeddedProvider {
  return {
    name: "own",
    defaultModel: "v1",
    answer(messages, options) {
      before(options);
      return offline.answer(messages, options);
    },
  };
}

Deno.test("runPipeline() tells what happens in order", async () => {
  const events: PipelineEvent[] = [];
  const plan = await runPipeline(idea(), { client, onEvent: (event) => void events.push(event) });
  const calls = plan.phases.length;
  const expected = STAGES.flatMap((stage) => [
    `stage-start ${stage}`,
    ...Array.from({ length: stage === "detailed_devplan" ? calls : 1 }, () => `call-finish ${stage}`),
    `stage-finish ${stage}`,
  ]);
  assert.deepEqual(events.map((event) => event.type === "checked" ? "checked" : `${event.type} ${event.stage}`), [
    ...expected,
    "checked",
  ]);
  const finished = events.filter((event) => event.type === "call-finish").filter(({ stage }) =>
    stage === "detailed_devplan"
  );
  assert.deepEqual(finished.map((event) => [event.done, event.calls]), finished.map((_, at) => [at + 1, calls]));
  assert.deepEqual(events.at(-1), { type: "checked", score: 100, errors: 0, warnings: 0 });
});

Deno.test("runPipeline() waits for whoever it tells", async () => {
  let open = 0;
  await runPipeline(idea(), {
    client,
    concurrency: 1,
    onEvent: async () => {
      assert.equal(open++, 0);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open--;
    },
  });
  assert.equal(open, 0);
});

Deno.test("runPipeline() passes on what the listener throws", async () => {
  const failure = new Error("no terminal");
  await assert.rejects(
    runPipeline(idea(), {
      client,
      onEvent: () => {
        throw failure;
      },
    }),
    (error) => error === failure,
  );
});

Deno.test("runPipeline() says which part is missing when a stage cannot run", async () => {
  const cases: [StageName, RegExp][] = [
    ["basic_devplan", /the plan has no design/],
    ["detailed_devplan", /the plan has no phases/],
    ["handoff", /the plan has no phases with steps/],
  ];
  for (const [stage, message] of cases) {
    await assert.rejects(runPipeline(idea(), { client, stages: [stage] }), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  }
  const retired = idea();
  for (const requirement of retired.requirements) requirement.status = "retired";
  await assert.rejects(runPipeline(retired, { client }), /no active requirement/);
});

Deno.test("runPipeline() notes who was asked, once a stage", async () => {
  const own = createLLMClient(planner(), { model: "v2" });
  const plan = await runPipeline(await runPipeline(idea(), { client }), { client: own, stages: ["handoff"] });
  assert.deepEqual(plan.provenance.runs.map(({ stage, provider, model }) => [stage, provider, model]), [
    ["project_design", "offline", "embedded"],
    ["basic_devplan", "offline", "embedded"],
    ["detailed_devplan", "offline", "embedded"],
    ["handoff", "own", "v2"],
  ]);
  assert.equal(plan.handoff?.generatedBy, "own/v2");
  assert.equal(plan.design?.generatedBy, "offline");
});

Deno.test("runPipeline() raises the revision only when the content changes", async () => {
  const first = await runPipeline(idea(), { client });
  assert.equal(first.revision, 1);
  const again = await runPipeline(first, { client });
  assert.deepEqual(again, first);
  const changed = structuredClone(first);
  changed.project.languages = ["Rust"];
  const second = await runPipeline(changed, { client });
  assert.equal(second.revision, 2);
  assert.equal((await runPipeline(second, { client })).revision, 2);
});

Deno.test("runPipeline() keeps the revision when only keys stand in another order", async () => {
  const first = await runPipeline(idea(), { client });
  const reversed = Object.fromEntries(Object.entries(first).reverse()) as unknown as Plan;
  assert.equal((await runPipeline(reversed, { client })).revision, 1);
});

Deno.test("runPipeline() keeps the revision while a plan is made for the first time", async () => {
  let plan = idea();
  for (const stage of STAGES.slice(0, 2)) plan = await runPipeline(plan, { client, stages: [stage] });
  assert.equal(plan.revision, 1);
});

Deno.test("runPipeline() does not change the plan it is given", async () => {
  const plan = await runPipeline(idea(), { client });
  const before = structuredClone(plan);
  await runPipeline(plan, { client: createLLMClient(planner(), {}) });
  assert.deepEqual(plan, before);
});

Deno.test("runPipeline() asks nobody when it is aborted before", async () => {
  let asked = 0;
  const own = createLLMClient(planner(() => asked++), {});
  await assert.rejects(runPipeline(idea(), { client: own, signal: AbortSignal.abort() }), { name: "AbortError" });
  assert.equal(asked, 0);
});

Deno.test("runPipeline() ends in each stage when it is aborted there", async (t) => {
  for (const stage of STAGES) {
    await t.step(stage, async () => {
      const stop = new AbortController();
      const asked: string[] = [];
      const own = createLLMClient(planner(({ task }) => asked.push(task?.name ?? "")), {});
      const events: PipelineEvent[] = [];
      await assert.rejects(
        runPipeline(idea(), {
          client: own,
          signal: stop.signal,
          onEvent: (event) => {
            events.push(event);
            if (event.type === "stage-start" && event.stage === stage) stop.abort();
          },
        }),
        (error) => error === stop.signal.reason || (error instanceof LLMError && error.kind === "aborted"),
      );
      assert.deepEqual(asked.includes(stage), false);
      assert.ok(!events.some((event) => event.type === "checked"));
    });
  }
});

Deno.test("runPipeline() starts no further call when one fails", async () => {
  let asked = 0;
  const failing = createLLMClient(
    planner(({ task }) => {
      if (task?.name !== "detailed_devplan") return;
      asked++;
      throw new LLMError("Cannot reach it", { kind: "network", provider: "own", hint: "Wait." });
    }),
    {},
  );
  await assert.rejects(runPipeline(idea(), { client: failing, concurrency: 1 }), { name: "LLMError", kind: "network" });
  assert.equal(asked, 1);
});

Deno.test("runPipeline() makes the same plan whatever the concurrency", async () => {
  const one = await runPipeline(idea(), { client, concurrency: 1 });
  assert.deepEqual(await runPipeline(idea(), { client, concurrency: 50 }), one);
});
