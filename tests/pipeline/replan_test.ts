/**
 * A plan whose requirements change: only the steps that this concerns are asked for, through real sockets.
 * @module
 */
import assert from "node:assert/strict";
import {
  type Completion,
  createLLMClient,
  type HttpProvider,
  type Journal,
  type PipelineEvent,
  type Plan,
  providers,
  runPipeline,
  startPlan,
} from "../../mod.ts";
import type { StepAnswer } from "../../src/plan/answers.ts";
import { replan, type ReplanOptions } from "../../src/pipeline/replan/replan.ts";
import { memorize, type Question, type ScriptedModel, serveScripted } from "./scripted_model.ts";

const memory = await memorize({
  name: "Short links",
  languages: ["Go"],
  requirements:
    "Shorten a link with a code or an alias. Redirect visitors of a short link to its target. Count the clicks on each " +
    "link per day. Export the statistics as CSV. Show the newest links on one page. Passwords are stored as hashes only.",
});
const PLAN: Plan = await runPipeline(startPlan(memory.idea), { client: createLLMClient("offline", {}) });

/** R3 is counted in another way, and R7 is new. */
const EDITS = {
  brief: PLAN.requirements.map(({ text }) => text.replace("per day", "per hour")).join("\n\n") +
    "\n\nVisitors can report a short link as harmful.",
};

const OF_NEW: StepAnswer = {
  type: "feature",
  title: "Let visitors report harmful links",
  do: [
    "Add a form on each redirect page by which visitors report the short link as harmful, with a reason of up to 200 letters.",
    "Refuse a second report of the same link from the same visitor within one hour.",
  ],
  requirements: ["R7"],
  dependsOn: [],
  deliverables: [{ path: "internal/reports/reports.go", action: "create" }, {
    path: "internal/reports/reports_test.go",
    action: "create",
  }],
  verify: [{ command: "go test ./internal/reports", expect: "passes, with a case for a report that comes twice." }],
  size: "M",
};

interface Outcome {
  plan: Plan;
  events: PipelineEvent[];
  asked: string[];
  server: ScriptedModel;
}

/** A step as the data of a call for it tell it, with new words. */
function stepIn({ user }: Pick<Question, "user">): StepAnswer {
  const [, json = "{}"] = /<(?:step-\w+)>\n([^\n]*)\n<\/step-/.exec(user) ?? [];
  return JSON.parse(json.replaceAll("per day", "per hour")) as StepAnswer;
}

/** Asks a model, which knows what to say to each call by its label. */
async function replanned(
  { answer = right, plan = PLAN, ...options }:
    & { answer?: (question: Question) => string; plan?: Plan }
    & Partial<
      ReplanOptions
    > = {},
): Promise<Outcome> {
  await using server = serveScripted(
    providers["openai"] as HttpProvider,
    memory,
    answer,
    ({ user, label }) => answer({ user, label } as Question),
  );
  const events: PipelineEvent[] = [];
  const client = createLLMClient("openai", {
    apiKey: "sk-replan-0123456789abcdef",
    baseUrl: server.origin,
    retry: { baseDelayMs: 1, maxAttempts: 1 },
  });
  const next = await replan(plan, EDITS, { client, onEvent: (event) => void events.push(event), ...options });
  const asked = [...server.questions, ...server.repairs].map(({ label }) => label);
  return { plan: next, events, asked, server };
}

function right(question: Pick<Question, "label" | "user">): string {
  return JSON.stringify(question.label === "new steps" ? { steps: [OF_NEW] } : stepIn(question));
}

function done(...numbers: string[]): Plan {
  const plan = structuredClone(PLAN);
  for (const step of stepsOf(plan)) if (numbers.includes(step.number)) step.status = "done";
  return plan;
}

function stepsOf({ phases }: Plan) {
  return phases.flatMap(({ steps }) => steps);
}

/** The open steps that cite or name R3. */
const CONCERNED = stepsOf(PLAN).filter((step) =>
  /\bR3\b/.test(JSON.stringify([step.requirements, step.do, step.verify]))
)
  .map(({ number }) => number);

Deno.test("only steps that the change concerns are asked for, one call each, and one for all that is new", async () => {
  const { plan, asked, events, server } = await replanned();
  assert.ok(CONCERNED.length > 0 && CONCERNED.length < stepsOf(PLAN).length / 2);
  assert.deepEqual([...asked].sort(), ["new steps", ...CONCERNED.map((number) => `replan step ${number}`)].sort());
  assert.deepEqual(plan.checks?.findings, []);
  const old = new Map(stepsOf(PLAN).map((step) => [step.id, step]));
  for (const step of stepsOf(plan)) {
    const was = old.get(step.id);
    if (was === undefined) assert.deepEqual([step.title, step.generatedBy.split("/")[0]], [OF_NEW.title, "openai"]);
    else if (CONCERNED.includes(step.number)) {
      assert.ok(step.generatedBy.startsWith("openai/"));
      assert.deepEqual([step.number, step.dependsOn, step.status], [was.number, was.dependsOn, was.status]);
    } else {
      // What others say of it is in the new words, too, and nobody has to be asked for that.
      const renamed = JSON.parse(JSON.stringify(was).replaceAll("per day", "per hour"));
      assert.deepEqual({ ...step, deliverables: [] }, { ...renamed, deliverables: [] });
    }
  }
  assert.equal(stepsOf(plan).length, stepsOf(PLAN).length + 1);
  const start = events.find(({ type }) => type === "stage-start");
  assert.ok(start?.type === "stage-start" && start.calls === CONCERNED.length + 1);
  assert.deepEqual(
    plan.provenance.runs.filter(({ stage }) => stage === "replan").map(({ provider, prompt }) => [provider, prompt]),
    [["openai", 1]],
  );
  const question = server.questions.find(({ label }) => label === `replan step ${CONCERNED[0]}`);
  assert.match(question?.user ?? "", /"saidBefore":"Count the clicks on each link per day\."/);
  assert.match(question?.user ?? "", /"text":"Count the clicks on each link per hour\."/);
  assert.equal(question?.schema, "step");
  assert.match(server.questions.find(({ label }) => label === "new steps")?.user ?? "", /"id":"R7"/);
});

Deno.test("what is done is not asked for; the model is told that it was built as it said before", async () => {
  const main = stepsOf(PLAN).filter(({ requirements }, at, all) =>
    requirements.includes("R3") && PLAN.phases.find(({ steps }) => steps.includes(all[at] as never))?.kind === "feature"
  );
  assert.ok(main.length > 0);
  const plan = done(...main.map(({ number }) => number));
  const answer = ({ label, user }: Question) =>
    label === "new steps"
      ? JSON.stringify({
        steps: [OF_NEW, {
          ...OF_NEW,
          title: "Count per hour",
          requirements: ["R3"],
          do: [
            "Change the counters of clicks from days to hours, and keep the days that were counted as sums of 24 hours.",
          ],
          deliverables: main[0]?.deliverables.slice(0, 2).map(({ path }) => ({ path, action: "modify" })),
        }],
      })
      : right({ label, user });
  const { plan: next, asked, server } = await replanned({ plan, answer });
  assert.ok(!asked.some((label) => main.some(({ number }) => label.includes(number))));
  const question = server.questions.find(({ label }) => label === "new steps")?.user ?? "";
  assert.match(question, /"saidBefore":"Count the clicks on each link per day\.","builtIn":\["/);
  for (const { id } of main) {
    const [was, now] = [plan, next].map((each) => JSON.stringify(stepsOf(each).find((step) => step.id === id)));
    assert.equal(now, was);
  }
  assert.ok(stepsOf(next).some(({ title, requirements }) => title === "Count per hour" && requirements.includes("R3")));
  assert.deepEqual(next.checks?.findings.filter(({ severity }) => severity === "error"), []);
});

Deno.test("where a model gives no step that can be used, code puts the new words in; new steps must come", async () => {
  const { plan, events } = await replanned({
    answer: (question) => question.label === "new steps" ? right(question) : "I would rather talk about links.",
  });
  const warnings = events.flatMap((event) => event.type === "warning" ? [event.text] : []);
  assert.match(warnings.join("\n"), /got no answer that can be used: changed by code/);
  const [number = ""] = CONCERNED;
  const step = stepsOf(plan).find((each) => each.number === number);
  assert.equal(step?.generatedBy, "offline");
  assert.ok(stepsOf(plan).some(({ do: lines }) => lines.some((line) => line.includes("per hour"))));
  assert.deepEqual(plan.checks?.findings, []);
  await assert.rejects(
    replanned({ answer: (question) => question.label === "new steps" ? "No." : right(question) }),
    { name: "StageError" },
  );
});

Deno.test("an answer that does not pass is asked for anew, then code steps in", async () => {
  const [number = ""] = CONCERNED;
  const bad = (question: Question) => {
    if (!question.label.includes(`step ${number}`)) return right(question);
    const step = stepIn(question);
    return JSON.stringify({ ...step, do: [...step.do, "Error handling: TBD"] });
  };
  const { plan, asked, events } = await replanned({ answer: bad });
  assert.deepEqual(asked.filter((label) => label.includes("round")), [
    `step ${number}, round 1`,
    `step ${number}, round 2`,
  ]);
  const warnings = events.flatMap((event) => event.type === "warning" ? [event.text] : []);
  assert.match(warnings.join("\n"), new RegExp(`1 step \\(${number.replace(".", "\\.")}\\) did not pass the checks`));
  assert.deepEqual(plan.checks?.findings, []);
});

Deno.test("a demand that the answer for new steps leaves out is asked for again", async () => {
  let calls = 0;
  const { plan, asked } = await replanned({
    answer: (question) =>
      question.label === "new steps" && calls++ === 0
        ? JSON.stringify({ steps: [{ ...OF_NEW, requirements: ["R1"] }] })
        : right(question),
  });
  assert.equal(asked.filter((label) => label === "new steps").length, 2);
  assert.ok(stepsOf(plan).some(({ requirements }) => requirements.includes("R7")));
});

/** What the model was told to be wrong with its answers to a call. */
function problemsOf(events: readonly PipelineEvent[], label: string): string {
  return events.flatMap((event) => event.type === "repair" && event.label === label ? [event.problem] : []).join("\n");
}

function warningsOf(events: readonly PipelineEvent[]): string {
  return events.flatMap((event) => event.type === "warning" ? [event.text] : []).join("\n");
}

/** The feature step that builds R3. */
const MAIN =
  stepsOf(PLAN).find(({ type, requirements }, at, all) =>
    type === "feature" && requirements.includes("R3") &&
    PLAN.phases.find(({ steps }) => steps.includes(all[at] as never))?.kind === "feature"
  )?.number ?? "";

Deno.test("a model that gives the old step back is told so, then code puts the new words in", async () => {
  const echoed = ({ label, user }: Question) => {
    if (label === "new steps") return right({ label, user });
    const [, json = "{}"] = /<(?:step-\w+)>\n([^\n]*)\n<\/step-/.exec(user) ?? [];
    return json;
  };
  const { plan, events } = await replanned({ answer: echoed });
  const problems = problemsOf(events, `replan step ${MAIN}`);
  assert.match(problems, /it still says the old words of R3/);
  assert.match(warningsOf(events), /got no answer that can be used: changed by code/);
  const step = stepsOf(plan).find(({ number }) => number === MAIN);
  assert.match(JSON.stringify(step), /per hour/);
  assert.doesNotMatch(JSON.stringify(step), /per day/);
  assert.deepEqual(plan.checks?.findings, []);
});

Deno.test("a step that only cites what changed may stay as it is", async () => {
  const plan = structuredClone(PLAN);
  const last = plan.phases.at(-1)?.steps.find((step) => !/R3|per day/.test(JSON.stringify(step)));
  assert.ok(last !== undefined);
  last.requirements.push("R3");
  const { asked, events, plan: next } = await replanned({ plan });
  assert.equal(asked.filter((label) => label === `replan step ${last.number}`).length, 1);
  assert.equal(problemsOf(events, `replan step ${last.number}`), "");
  assert.ok(stepsOf(next).find(({ id }) => id === last.id)?.generatedBy.startsWith("openai/"));
});

Deno.test("a rewrite that takes the work of a step away is refused", async () => {
  const gutted = (question: Question) => {
    if (question.label !== `replan step ${MAIN}`) return right(question);
    return JSON.stringify({
      ...stepIn(question),
      title: "Count clicks",
      do: ["Count clicks per hour."],
      deliverables: [{ path: "notes.txt", action: "create" }],
    });
  };
  const { plan, events } = await replanned({ answer: gutted });
  const was = stepsOf(PLAN).find(({ number }) => number === MAIN);
  const step = stepsOf(plan).find(({ number }) => number === MAIN);
  for (const { path } of was?.deliverables ?? []) {
    assert.ok(problemsOf(events, `replan step ${MAIN}`).includes(`it must keep the file ${path}`), path);
  }
  assert.deepEqual(step?.deliverables.map(({ path }) => path), was?.deliverables.map(({ path }) => path));
  assert.deepEqual(plan.checks?.findings, []);
});

Deno.test("a rewrite that passes, and that the checks like less than what code makes, gives way to that", async () => {
  const thin = (question: Question) =>
    question.label === `replan step ${MAIN}`
      ? JSON.stringify({ ...stepIn(question), do: ["Count clicks per hour."] })
      : right(question);
  const { plan, events } = await replanned({ answer: thin });
  assert.match(warningsOf(events), new RegExp(`1 step \\(${MAIN}\\) did not pass the checks`));
  assert.deepEqual([plan.checks?.findings, plan.checks?.score], [[], 100]);
});

Deno.test("new steps that never pass give way to steps of code", async () => {
  const bad = {
    ...OF_NEW,
    do: ["TODO implement later, similar to step 9.9"],
    verify: [{ expect: "check that it works" }],
  };
  const { plan, events, asked } = await replanned({
    answer: (question) =>
      question.label === "new steps"
        ? JSON.stringify({ steps: [bad] })
        : question.label.includes("round")
        ? JSON.stringify(bad)
        : right(question),
  });
  assert.ok(asked.some((label) => label.includes("round")));
  assert.match(warningsOf(events), /1 new step \("Let visitors report harmful links"\) did not pass the checks/);
  const step = stepsOf(plan).find(({ requirements }) => requirements.includes("R7"));
  assert.equal(step?.generatedBy, "offline");
  assert.deepEqual(plan.checks?.findings, []);
});

Deno.test("new steps that are good stay where others give way to code", async () => {
  const bad = { ...OF_NEW, title: "Report a link twice", do: ["TODO implement later, similar to step 9.9"] };
  const { plan } = await replanned({
    answer: (question) =>
      question.label === "new steps"
        ? JSON.stringify({ steps: [bad, { ...OF_NEW, dependsOn: [1] }] })
        : question.label.includes("round")
        ? JSON.stringify(bad)
        : right(question),
  });
  const added = stepsOf(plan).filter(({ requirements }) => requirements.includes("R7"));
  assert.deepEqual(added.map(({ title, generatedBy }) => [title, generatedBy.split("/")[0]]), [[
    OF_NEW.title,
    "openai",
  ]]);
  assert.deepEqual(plan.checks?.findings.filter(({ severity }) => severity === "error"), []);
});

Deno.test("a new step neither removes, nor deletes what others made, nor serves what it was not asked for", async () => {
  const [first] = stepsOf(PLAN);
  const path = first?.deliverables[0]?.path ?? "";
  const plan = done("1.1");
  let calls = 0;
  const answer = (question: Question) => {
    if (question.label !== "new steps" || calls++ > 0) return right(question);
    const deliverables = [...OF_NEW.deliverables, { path, action: "delete" }];
    return JSON.stringify({ steps: [{ ...OF_NEW, type: "removal", requirements: ["R7", "R1"], deliverables }] });
  };
  const { plan: next, events } = await replanned({ plan, answer });
  const problems = problemsOf(events, "new steps");
  assert.match(problems, /step 1 must not be a removal/);
  assert.ok(problems.includes(`step 1 must not delete ${path}`), problems);
  assert.match(problems, /step 1 must not cite R1/);
  const added = stepsOf(next).find(({ requirements }) => requirements.includes("R7"));
  assert.deepEqual([added?.type, added?.requirements], ["feature", ["R7"]]);
});

Deno.test("nobody is told of retired steps as if they counted", async () => {
  const offline = createLLMClient("offline", {});
  const plan = await replan(PLAN, { retire: ["R4"] }, { client: offline });
  const gone = stepsOf(plan).filter(({ status }) => status === "retired");
  assert.ok(gone.length > 0);
  const bad = { ...OF_NEW, do: ["TODO implement later, similar to step 9.9"] };
  const { server } = await replanned({
    plan,
    answer: (question) =>
      question.label === "new steps"
        ? JSON.stringify({ steps: [{ ...bad, requirements: ["R7"] }] })
        : question.label.includes("round")
        ? JSON.stringify(OF_NEW)
        : right(question),
  });
  const told = [...server.questions, ...server.repairs].filter(({ label }) => /step \d/.test(label));
  assert.ok(told.some(({ label }) => label.includes("round")));
  const files = gone.flatMap(({ deliverables }) => deliverables).filter(({ action }) => action === "create");
  for (const { user, label } of told) {
    for (const { title } of gone) assert.ok(!user.includes(`"title":"${title}"`), `${label}: ${title}`);
    for (const { path } of files) assert.ok(!user.includes(`"${path}"`), `${label}: ${path}`);
  }
});

Deno.test("whoever writes the step for a change of what is built, it tells what that was; back again, it is retired", async () => {
  const built = stepsOf(PLAN).filter(({ requirements, type }) => requirements.includes("R3") && type !== "ops").map((
    { number },
  ) => number);
  const answer = (question: Question) =>
    question.label === "new steps"
      ? JSON.stringify({
        steps: [OF_NEW, { ...OF_NEW, title: "Count per hour", requirements: ["R3"] }],
      })
      : right(question);
  const { plan } = await replanned({ plan: done(...built), answer });
  const change = stepsOf(plan).find(({ title }) => title === "Count per hour");
  assert.equal(change?.do.at(-1), "When R3 was built it said: Count the clicks on each link per day.");
  const brief = EDITS.brief.replace("per hour", "per day");
  const back = await replan(plan, { brief }, { client: createLLMClient("offline", {}) });
  assert.equal(stepsOf(back).find(({ id }) => id === change?.id)?.status, "retired");
});

Deno.test("with a journal, the same change again asks nobody for anything", async () => {
  const answers = new Map<string, Completion>();
  const journal: Journal = {
    find: (key) => answers.get(key),
    asked: () => {},
    answered: (key, completion) => void answers.set(key, completion),
    failed: () => {},
    rejected: (keys) => keys.forEach((key) => answers.delete(key)),
  };
  const first = await replanned({ journal });
  const again = await replanned({ journal });
  assert.deepEqual([first.asked.length, again.asked.length], [CONCERNED.length + 1, 0]);
  assert.deepEqual(again.plan, first.plan);
});

Deno.test("without a change nobody is asked, and the plan is the same", async () => {
  const client = createLLMClient("openai", { apiKey: "sk-replan-0123456789abcdef", baseUrl: "http://127.0.0.1:9" });
  const brief = PLAN.requirements.map(({ text }) => text).join("\n\n");
  const first = await replan(PLAN, { brief }, { client: createLLMClient("offline", {}) });
  assert.equal(await replan(first, { brief }, { client }), first);
});

Deno.test("a brief of another project is refused, and taken by force with a warning", async () => {
  const client = createLLMClient("offline", {});
  const brief = "Grind beans. Heat water to 92 degrees. Count the cups that were made.";
  await assert.rejects(replan(PLAN, { brief }, { client }), /none of the plan's 6 requirements is in it/);
  const warnings: string[] = [];
  const next = await replan(PLAN, { brief }, {
    client,
    force: true,
    onEvent: (event) => void (event.type === "warning" && warnings.push(event.text)),
  });
  assert.match(warnings.join("\n"), /6 of 6 requirements are not in this brief: is it the brief of this project\?/);
  assert.equal(next.requirements.filter(({ status }) => status === "active").length, 3);
});
