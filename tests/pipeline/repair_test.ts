/**
 * Steps that do not pass the checks are asked for anew, one call a step, through real sockets.
 * @module
 */
import assert from "node:assert/strict";
import {
  createLLMClient,
  type HttpProvider,
  type Journal,
  type PipelineEvent,
  type PipelineOptions,
  type Plan,
  providers,
  renderPlan,
  runPipeline,
  startPlan,
} from "../../mod.ts";
import type { StepAnswer } from "../../src/plan/answers.ts";
import { serveModel } from "../llm/conformance/model_server.ts";
import { memorize, type ScriptedModel, serveScripted, type StepQuestion } from "./scripted_model.ts";

const memory = await memorize({
  name: "Short links",
  languages: ["Go"],
  requirements:
    "Shorten a link with a code or an alias. Redirect visitors of a short link to its target. Count the clicks on each " +
    "link per day. Export the statistics as CSV. Passwords are stored as hashes only.",
});

interface Outcome {
  plan: Plan;
  events: PipelineEvent[];
  server: ScriptedModel;
}

/** Runs with a model whose steps are spoilt at first, by number; `answerStep` is what it says to a question for one step. */
async function runWith(
  spoil: Readonly<Record<string, (step: StepAnswer) => void>>,
  answerStep?: (question: StepQuestion) => string,
  more: Partial<PipelineOptions> = {},
  name = "openai",
): Promise<Outcome> {
  await using server = serveScripted(providers[name] as HttpProvider, memory, (question) => {
    if (question.stage === "detailed_devplan") {
      question.right.steps.forEach((step, at) => spoil[`${question.phase}.${at + 1}`]?.(step));
    }
    return JSON.stringify(question.right);
  }, answerStep);
  const events: PipelineEvent[] = [];
  const client = createLLMClient(name, {
    apiKey: "sk-repair-0123456789abcdef",
    baseUrl: server.origin,
    retry: { baseDelayMs: 1 },
  });
  const onEvent = (event: PipelineEvent) => void events.push(event);
  const plan = await runPipeline(startPlan(memory.idea), { client, onEvent, ...more });
  return { plan, events, server };
}

function errorsOf({ checks }: Plan): string[] {
  return checks?.findings.filter(({ severity }) => severity === "error").map(({ rule, location }) =>
    `${rule}, ${location}`
  ) ?? [];
}

const tbd = (step: StepAnswer) => void step.do.push("Error handling: TBD");
const outside = (step: StepAnswer) => void step.deliverables.push({ path: "../outside.txt", action: "create" });

const DEFECTS: readonly (readonly [what: string, rule: string, spoil: (step: StepAnswer) => void, named: RegExp])[] = [
  ["a placeholder", "placeholder", tbd, /TBD/],
  ["an absolute path", "deliverable", (step) => {
    step.deliverables.push({ path: "/etc/passwd", action: "modify" });
  }, /\/etc\/passwd/],
  ["a path that leads out", "deliverable", outside, /\.\.\/outside/],
  ["a check that names nothing to see", "verification", (step) => {
    step.verify = [{ expect: "Make sure that it works." }];
  }, /Make sure that it works/],
  ["a reference to no step", "dangling-reference", (step) => void step.do.push("Reuse step 9.9."), /step 9\.9/],
];

for (const name of ["openai", "anthropic"]) {
  for (const [what, rule, spoil, named] of DEFECTS) {
    Deno.test(`with ${name}, one step with ${what} is asked for anew, and nothing else is`, async () => {
      const { plan, events, server } = await runWith({ "1.2": spoil }, undefined, {}, name);
      assert.deepEqual(plan.checks?.findings, []);
      assert.deepEqual(server.repairs.map(({ step }) => step), ["1.2"]);
      const [{ user, schema } = { user: "", schema: "" }] = server.repairs;
      assert.equal(schema, name === "openai" ? "step" : "");
      assert.match(user, named, "the model is told what is wrong");
      assert.match(user, new RegExp(`"rule":"${rule}","demands":"`), "and the rule's own words");
      assert.equal(server.questions.length, memory.plan.phases.length + 3, "no phase is asked for again");
      const [start, finish] = ["repair-start", "repair-finish"].map((type) =>
        events.find((event) => event.type === type)
      );
      assert.ok(start?.type === "repair-start" && finish?.type === "repair-finish");
      assert.deepEqual([start.parts, start.round, finish.errors, finish.score], [1, 1, 0, 100]);
      assert.ok(start.errors > 0 && start.score < 100, "the score before is told");
      const [before, after] = [memory.plan, plan].map((plan) => plan.phases[0]?.steps[1]);
      assert.deepEqual([after?.id, after?.number, after?.dependsOn], [before?.id, before?.number, before?.dependsOn]);
    });
  }
}

Deno.test("several steps are asked for side by side, one call each, with all that is wrong with them", async () => {
  const both = (step: StepAnswer) => {
    tbd(step);
    outside(step);
  };
  const { plan, server } = await runWith({ "1.1": both, "2.1": tbd, "2.2": outside });
  assert.deepEqual(errorsOf(plan), []);
  assert.deepEqual(server.repairs.map(({ step }) => step).sort(), ["1.1", "2.1", "2.2"]);
  const first = server.repairs.find(({ step }) => step === "1.1")?.user ?? "";
  assert.match(first, /TBD[^]*\.\.\/outside|\.\.\/outside[^]*TBD/);
});

Deno.test("what no round mends is asked for twice, then stays as it was and is marked", async () => {
  const { plan, server, events } = await runWith({ "1.2": tbd }, ({ right }) => {
    right.do.push("To be defined later, TBD");
    return JSON.stringify(right);
  });
  assert.equal(server.repairs.length, 2);
  assert.deepEqual(server.repairs.map(({ label }) => label), ["step 1.2, round 1", "step 1.2, round 2"]);
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.2"]);
  assert.ok(plan.phases[0]?.steps[1]?.do.includes("Error handling: TBD"), "the first answer is kept");
  assert.ok(plan.handoff !== undefined, "the plan is whole");
  assert.match(renderPlan(plan)["devplan.md"] ?? "", /does not pass its checks: 1 error/);
  const scores = events.flatMap((event) => event.type === "repair-finish" ? [event.score] : []);
  assert.deepEqual(scores, [92, 92]);
});

Deno.test("a worse answer is not taken, a better one is, and rounds go on while they bring something", async () => {
  const three = (step: StepAnswer) => void step.do.push("TBD", "Reuse step 9.9.", "See step 8.8.");
  const { plan, server } = await runWith({ "1.2": three }, ({ right, asked }) => {
    right.do.push(...["TBD", "Reuse step 9.9.", "See step 8.8.", "???"].slice(0, [4, 2, 1, 0][asked]));
    return JSON.stringify(right);
  });
  assert.deepEqual(errorsOf(plan), []);
  assert.equal(server.repairs.length, 4);
});

Deno.test("an answer that cannot be used costs only its own step", async () => {
  const { plan } = await runWith(
    { "1.1": tbd, "1.2": tbd },
    ({ step, right }) => step === "1.1" ? "I would rather not." : JSON.stringify(right),
  );
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.1"]);
});

Deno.test("no step is asked for when repairs are off, and none by the embedded planner", async () => {
  const off = await runWith({ "1.2": tbd }, undefined, { repairRounds: 0 });
  assert.equal(off.server.repairs.length, 0);
  assert.deepEqual(errorsOf(off.plan), ["placeholder, phase 1, step 1.2"]);
});

Deno.test("a rule that is off drives no repair, and stays visible", async () => {
  const lint = { rules: { placeholder: { off: "the team fills them in" } } };
  const { plan, server } = await runWith({ "1.2": tbd }, undefined, { lint });
  assert.equal(server.repairs.length, 0);
  assert.deepEqual(plan.checks?.unchecked, [{ rule: "placeholder", off: true, reason: "the team fills them in" }]);
  assert.match(
    renderPlan(plan)["devplan.md"] ?? "",
    /1 rule turned off[^]*not checked `placeholder`: turned off, the team/,
  );
});

/** Keeps answers as the run database does. */
function memoryJournal(): Journal {
  const answers = new Map<string, Parameters<Journal["answered"]>[1]>();
  return {
    find: (key) => answers.get(key),
    asked: () => {},
    answered: (key, completion) => void answers.set(key, completion),
    failed: () => {},
    rejected: () => {},
  };
}

Deno.test("a repair that was paid for is not asked for again", async () => {
  const journal = memoryJournal();
  const first = await runWith({ "1.2": tbd }, undefined, { journal });
  const second = await runWith({ "1.2": tbd }, undefined, { journal });
  assert.equal(first.server.repairs.length, 1);
  assert.equal(second.server.received.length, 0);
  assert.deepEqual(second.plan.phases, first.plan.phases);
});

Deno.test("repairs stop at the budget, and the plan is kept with its findings", async () => {
  const journal = memoryJournal();
  await runWith({ "1.2": tbd }, undefined, { journal, repairRounds: 0 });
  // All but the repair is paid for.
  const { plan, events, server } = await runWith({ "1.2": tbd }, undefined, { journal, budget: { maxTokens: 1 } });
  assert.equal(server.received.length, 0);
  assert.ok(events.some((event) => event.type === "warning" && /stay as they are/.test(event.text)));
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.2"]);
});

Deno.test("what a round brought before it failed is kept, and counted", async () => {
  const bad = { "1.1": tbd, "1.2": tbd };
  const stages = ["project_design", "basic_devplan", "detailed_devplan"] as const;
  const tokensOf = ({ plan }: Outcome) =>
    plan.provenance.runs.find(({ stage }) => stage === "detailed_devplan")?.inputTokens ?? 0;
  const none = await runWith(bad, undefined, { stages, repairRounds: 0 });
  const failed = await runWith(bad, ({ step, right }) => {
    if (step === "1.2") throw new Error("the server breaks down");
    return JSON.stringify(right);
  }, { stages, concurrency: 1 });
  assert.deepEqual(errorsOf(failed.plan), ["placeholder, phase 1, step 1.2"]);
  assert.ok(tokensOf(failed) > tokensOf(none));
});

Deno.test("a model that was given up is not asked for repairs, and the plan is not given up with it", async () => {
  const offline = { client: createLLMClient("offline") };
  let phases = 0;
  await using server = serveModel(providers["openai"] as HttpProvider, ({ body }, _number, wire) => {
    const text = JSON.stringify(body);
    const stage = ["project_design", "basic_devplan", "detailed_devplan"].findLast((name) =>
      text.includes(`Task: ${name} (`)
    ) as "project_design" | "basic_devplan" | "detailed_devplan" | undefined;
    if (stage === undefined || (stage === "detailed_devplan" && ++phases > 1)) {
      return wire.error(402, "quota", "no money");
    }
    const right = memory.recall(stage, 1);
    if ("steps" in right) right.steps[0]?.do.push("TBD");
    return wire.stream([JSON.stringify(right)]);
  });
  const client = createLLMClient("openai", { apiKey: "sk-repair-0123456789abcdef", baseUrl: server.origin });
  const plan = await runPipeline(startPlan(memory.idea), { client, fallbacks: [offline], concurrency: 1 });
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.1"]);
  assert.ok(plan.handoff !== undefined && plan.phases.every(({ steps }) => steps.length > 0));
});

Deno.test("a provider that fails for now costs the repairs, not the plan", async () => {
  let asked = 0;
  const { plan, events } = await runWith(
    { "1.2": tbd },
    () => {
      asked++;
      throw new Error("the server breaks down");
    },
    { stages: ["project_design", "basic_devplan", "detailed_devplan"] },
    "openai",
  );
  assert.ok(asked > 0);
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.2"]);
  assert.ok(events.some((event) => event.type === "warning" && /stay as they are/.test(event.text)));
});

Deno.test("an answer that drops the only citation of a requirement is asked for again, and not taken", async () => {
  const only = memory.plan.phases.flatMap(({ steps }) => steps).find(({ requirements, number }) =>
    requirements.some((id) =>
      memory.plan.phases.every(({ steps }) =>
        steps.every((step) => step.number === number || !step.requirements.includes(id))
      )
    )
  );
  assert.ok(only !== undefined, "expected a step that alone works on something");
  const { plan, server } = await runWith(
    { [only.number]: tbd },
    ({ right }) => JSON.stringify({ ...right, requirements: [] }),
  );
  assert.match(server.repairs[1]?.user ?? "", /it must cite R\d+: no other step does/);
  assert.deepEqual(errorsOf(plan).map((text) => text.split(",")[0]), ["placeholder"]);
});

Deno.test("a repaired step waits for what it waited for in other phases", async () => {
  const far =
    memory.plan.phases.slice(1).flatMap(({ number, steps }) =>
      steps.filter(({ dependsOn }) => dependsOn.some((other) => !other.startsWith(`${number}.`)))
    )[0];
  assert.ok(far !== undefined, "expected a step that waits for another phase");
  const { plan } = await runWith({ [far.number]: tbd });
  const [before, after] = [memory.plan, plan].map(({ phases }) =>
    phases.flatMap(({ steps }) => steps).find(({ number }) => number === far.number)?.dependsOn
  );
  assert.deepEqual(after, before);
});

Deno.test("of two answers, the better one is taken and the worse is not", async () => {
  const { plan } = await runWith({ "1.1": tbd, "1.2": tbd }, ({ step, right }) => {
    if (step === "1.1") right.do.push("TBD", "See step 9.9.", "See step 8.8.");
    return JSON.stringify(right);
  });
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.1"]);
});

Deno.test("an answer with fewer errors and a lower score is not taken", async () => {
  const { plan } = await runWith({ "1.2": tbd }, ({ right }) => {
    right.title = "Build it";
    right.do = ["Make it robust and scalable."];
    right.deliverables = Array.from(
      { length: 9 },
      (_, at) => ({ path: `extra/part${at}.txt`, action: "create" as const }),
    );
    right.verify = [{ command: "bundle exec rspec", expect: "The page is fast and user-friendly." }];
    return JSON.stringify(right);
  });
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.2"]);
});

Deno.test("settings that no rule has are refused before anything is asked", async () => {
  await using server = serveScripted(providers["openai"] as HttpProvider, memory, ({ right }) => JSON.stringify(right));
  const client = createLLMClient("openai", { apiKey: "sk-repair-0123456789abcdef", baseUrl: server.origin });
  for (const rules of [{ coverge: {} }, { size: { limits: { max_word: 3 } } }, { vague: { off: " " } }]) {
    await assert.rejects(runPipeline(startPlan(memory.idea), { client, lint: { rules } }), /Cannot set/);
  }
  assert.equal(server.received.length, 0);
});

Deno.test("an answer that takes a step's work away is not taken", async () => {
  const { plan, server } = await runWith({ "2.1": tbd }, ({ right }) =>
    JSON.stringify({
      ...right,
      type: "enabler",
      do: ["Think about what is to be done here, talk it over with the others, and write the outcome into the notes."],
      deliverables: [{ path: "notes/outcome.md", action: "create" }],
      verify: [{ expect: "The notes say what was found out about 3 cases." }],
    }));
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 2, step 2.1"]);
  assert.match(
    server.repairs[1]?.user ?? "",
    /it must keep the file [^;]*\n?[^]*it must stay of the type [^]*a command to verify/,
  );
});

Deno.test("what the stages to come need is not spent on repairs", async () => {
  const { plan, events, server } = await runWith({ "1.2": tbd }, undefined, {
    concurrency: 1,
    budget: { maxTokens: 9_000 },
  });
  assert.equal(server.repairs.length, 0);
  assert.ok(plan.handoff !== undefined);
  assert.ok(events.some((event) => event.type === "warning" && /stay as they are/.test(event.text)));
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.2"]);
  const enough = await runWith({ "1.2": tbd }, undefined, { concurrency: 1, budget: { maxTokens: 30_000 } });
  assert.deepEqual(errorsOf(enough.plan), []);
});

Deno.test("a step that no answer mends is given up, while others go on", async () => {
  const bad = Object.fromEntries(["1.1", "1.2", "2.1", "2.2"].map((number) => [number, tbd]));
  const { plan, server } = await runWith(bad, ({ step, right, asked }) => {
    if (step === "1.1" || (step === "2.2" && asked < 1)) right.do.push("TBD");
    return JSON.stringify(right);
  });
  assert.deepEqual(errorsOf(plan), ["placeholder, phase 1, step 1.1"]);
  assert.equal(server.repairs.filter(({ step }) => step === "1.1").length, 2);
  assert.equal(server.repairs.length, 6);
  const again = server.repairs.filter(({ step }) => step === "2.2")[1]?.user ?? "";
  assert.match(again, /lastAnswerWasNoBetter[^]*TBD/);
});

Deno.test("repairs that were paid for count also where the budget is used up", async () => {
  const journal = memoryJournal();
  await runWith({ "1.2": tbd }, undefined, { journal });
  const { plan, server } = await runWith({ "1.2": tbd }, undefined, { journal, budget: { maxTokens: 1 } });
  assert.equal(server.received.length, 0);
  assert.deepEqual(errorsOf(plan), []);
});
