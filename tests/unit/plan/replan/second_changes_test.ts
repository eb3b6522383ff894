/**
 * Changes of a plan that was changed before: changes of mind cost no more than what was built in between.
 * @module
 */
import assert from "node:assert/strict";
import { createLLMClient } from "../../../../src/providers.ts";
import { startPlan } from "../../../../src/pipeline/request.ts";
import { replan } from "../../../../src/pipeline/replan/replan.ts";
import { runPipeline } from "../../../../src/pipeline/run.ts";
import type { RequirementEdits } from "../../../../src/plan/replan/types.ts";
import type { Plan, Step, StepStatus } from "../../../../src/plan/types.ts";

const client = createLLMClient("offline", {});
const EXPORT = "Users can export notes as JSON to a file.";
const BRIEF = [
  "# Notes",
  "",
  "- Users can add a note with a title.",
  "- Users can search notes by word.",
  `- ${EXPORT}`,
  "- Users can delete a note after a confirmation.",
  "- No network access.",
].join("\n");
const OPEN = await runPipeline(startPlan({ name: "Notes", languages: ["Go"], brief: BRIEF }), { client });
const DONE = marked(OPEN, () => true);

function stepsOf({ phases }: Plan): Step[] {
  return phases.flatMap(({ steps }) => steps);
}

/** The same plan with some of its open steps done. */
function marked(plan: Plan, isDone: (step: Step) => boolean, status: StepStatus = "done"): Plan {
  const copy = structuredClone(plan);
  for (const step of stepsOf(copy)) if (step.status !== "retired" && isDone(step)) step.status = status;
  return copy;
}

/** One change behind another; each leaves a plan without errors. */
async function changed(plan: Plan, ...all: readonly RequirementEdits[]): Promise<Plan> {
  for (const edits of all) {
    plan = await replan(plan, edits, { client });
    assert.deepEqual(plan.checks?.findings.filter(({ severity }) => severity === "error"), []);
  }
  return plan;
}

/** What is left to do, or the types of what is in a state. */
function typesOf(plan: Plan, status: StepStatus = "todo"): string[] {
  return stepsOf(plan).filter((step) => step.status === status).map(({ type }) => type);
}

const to = (format: string) => ({ brief: BRIEF.replace("JSON", format) });

Deno.test("a step that changes what was built still does so after a second change", async () => {
  const plan = await changed(DONE, to("CSV"), to("XML"));
  const [step] = stepsOf(plan).filter(({ status }) => status === "todo");
  assert.match(step?.title ?? "", /^Follow the change of R3: .*XML/);
  assert.deepEqual(step?.do.slice(0, 2), [
    "R3 now says: Users can export notes as XML to a file.",
    `When R3 was built it said: ${EXPORT}`,
  ]);
  assert.deepEqual([plan.checks?.score, typesOf(plan)], [100, ["feature", "docs", "ops"]]);
});

Deno.test("what says again what was built needs no step, nor one that tells or releases it", async () => {
  const plan = await changed(DONE, to("CSV"), to("XML"), to("JSON"));
  assert.deepEqual([typesOf(plan), typesOf(plan, "retired")], [[], ["feature", "docs", "ops"]]);
  assert.equal(plan.checks?.score, 100);
  const built = marked(await changed(DONE, to("CSV")), () => true);
  const back = await changed(built, to("JSON"));
  assert.match(
    stepsOf(back).find(({ status }) => status === "todo")?.do[1] ?? "",
    /as CSV to a file/,
    "built anew since",
  );
});

Deno.test("what is wanted again stands under its old id; its removal is withdrawn, and what was built stays", async () => {
  const without = { brief: BRIEF.replace(`- ${EXPORT}\n`, "") };
  const ways: readonly (readonly [away: RequirementEdits, back: RequirementEdits])[] = [
    [{ retire: ["R3"] }, { add: [EXPORT] }],
    [without, { brief: BRIEF }],
  ];
  for (const [away, back] of ways) {
    const gone = await changed(DONE, away);
    assert.deepEqual(typesOf(gone), ["removal", "docs", "ops"]);
    const plan = await changed(gone, back);
    assert.deepEqual([typesOf(plan), typesOf(plan, "retired")], [[], ["removal", "docs", "ops"]]);
    assert.deepEqual(
      plan.requirements.map(({ id, status }) => `${id} ${status}`),
      OPEN.requirements.map(({ id }) => `${id} active`),
    );
    assert.equal(plan.checks?.score, 100);
  }
});

Deno.test("what was removed in between, or never built, is built when it is wanted again", async () => {
  const removed = marked(await changed(DONE, { retire: ["R3"] }), () => true);
  const plan = await changed(removed, { add: [EXPORT] });
  const made = stepsOf(plan).filter(({ status, type }) => status === "todo" && type === "feature");
  assert.ok(made.length > 0 && made.every(({ requirements }) => requirements.includes("R3")));
  const again = await changed(marked(plan, () => true), { retire: ["R3"] });
  const removal = stepsOf(again).find(({ type, status }) => type === "removal" && status === "todo");
  assert.ok(removal?.deliverables.some(({ action }) => action === "delete"), "what was made again is removed again");
  const never = await changed(OPEN, { retire: ["R3"] }, { add: [EXPORT] });
  const open = stepsOf(never).filter(({ status, requirements }) => status === "todo" && requirements.includes("R3"));
  assert.ok(open.some(({ type }) => type === "feature"));
});

Deno.test("a removal of several is made anew for those that stay away", async () => {
  const gone = await changed(DONE, { retire: ["R3", "R4"] });
  const both = structuredClone(gone);
  const [first, second] = stepsOf(both).filter(({ type }) => type === "removal");
  assert.ok(first !== undefined && second !== undefined);
  first.requirements.push(...second.requirements);
  first.deliverables.push(...second.deliverables.filter(({ action }) => action === "delete"));
  second.status = "retired";
  const plan = await changed(both, { add: [EXPORT] });
  const left = stepsOf(plan).filter(({ type, status }) => type === "removal" && status === "todo");
  assert.deepEqual(left.map(({ requirements }) => requirements), [["R4"]]);
  assert.ok(!left[0]?.deliverables.some(({ path, action }) => action === "delete" && /export/.test(path)));
});

Deno.test("steps that close a phase of changes go with the last change; a README of the project stays", async () => {
  const tags = await changed(DONE, { add: ["Users can tag notes with up to 5 words."] });
  assert.deepEqual(typesOf(tags), ["feature", "docs", "ops"]);
  const plan = await changed(tags, { retire: ["R6"] });
  assert.deepEqual([typesOf(plan), typesOf(plan, "retired")], [[], ["feature", "docs", "ops"]]);
  const more = await changed(plan, { add: ["Users can colour notes."] });
  assert.ok(stepsOf(more).filter(({ status }) => status === "todo").every(({ dependsOn }) => dependsOn.length > 0));
  const two = await changed(DONE, { add: ["Users can tag notes with 5 words.", "Users can print notes."] });
  assert.deepEqual(typesOf(await changed(two, { retire: ["R6"] })), ["feature", "docs", "ops"], "one change is left");
  const all = ["R1", "R2", "R3"];
  assert.ok(typesOf(await changed(OPEN, { retire: all })).includes("docs"));
});
