/** What the embedded planner answers when requirements change. */
import assert from "node:assert/strict";
import { type Plan, runPipeline, startPlan } from "../../../mod.ts";
import { replan } from "../../../src/pipeline/replan/replan.ts";
import { createLLMClient } from "../../../src/providers.ts";

const client = createLLMClient("offline", {});
const IDEA = {
  name: "Reading list",
  languages: ["Python"],
  requirements: "Users register and log in. Users add books with title and author. Users search their books. " +
    "Users rate books from 1 to 5. Users lend books to friends. Pages load within 2 seconds.",
};
const PLAN = await runPipeline(startPlan(IDEA), { client });

function stepsOf({ phases }: Plan) {
  return phases.flatMap(({ steps }) => steps);
}

function added(plan: Plan) {
  const old = new Set(stepsOf(PLAN).map(({ id }) => id));
  return stepsOf(plan).filter(({ id }) => !old.has(id));
}

Deno.test("a new demand of a known kind gets the steps of its capability, each after the one before", async () => {
  const plan = await replan(PLAN, { add: ["Users can export their list as CSV."] }, { client });
  const steps = added(plan);
  assert.ok(steps.length > 0 && steps.every(({ generatedBy }) => generatedBy === "offline"));
  assert.ok(steps.every(({ requirements }) => requirements.join() === "R7"));
  assert.ok(
    steps.some(({ deliverables }) => deliverables.some(({ action }) => action === "create")),
    "with a file of its own",
  );
  steps.slice(1).forEach(({ dependsOn }, at) => assert.deepEqual(dependsOn, [steps[at]?.number]));
  assert.deepEqual(plan.checks?.findings, []);
  const component = plan.design?.components.find(({ requirements }) => requirements.includes("R7"));
  assert.ok(component !== undefined && !PLAN.design?.components.some(({ name }) => name === component.name));
});

Deno.test("qualities, limits and what is out of scope get steps of their kinds, behind what is built", async () => {
  const plan = await replan(PLAN, {
    add: ["Users can print their list.", "A page must not take longer than 1 second.", "Out of scope: a mobile app."],
  }, { client });
  const byId = new Map(added(plan).map((step) => [step.requirements[0], step]));
  assert.deepEqual(["R7", "R8", "R9"].map((id) => byId.get(id)?.type), ["feature", "test", "docs"]);
  assert.deepEqual(plan.checks?.findings, []);
});

Deno.test("a changed demand is planned in the words of the tables, in the same files", async () => {
  const plan = await replan(PLAN, {
    brief: IDEA.requirements.replace("search their books", "search their books by author").replaceAll(". ", ".\n\n"),
  }, { client });
  const was = stepsOf(PLAN).find(({ requirements, type }) => requirements.includes("R3") && type === "feature");
  const now = stepsOf(plan).find(({ id }) => id === was?.id);
  assert.ok(was !== undefined && now !== undefined);
  assert.match(now.do.join("\n"), /search their books by author/i);
  assert.doesNotMatch(now.do.join("\n"), /now says/, "nobody who reads it needs to know what it said");
  assert.deepEqual(now.deliverables.map(({ path }) => path), was.deliverables.map(({ path }) => path));
  assert.deepEqual(plan.checks?.findings, []);
});

Deno.test("a step that a model wrote keeps its words but for what changed", async () => {
  const plan = structuredClone(PLAN);
  const step = stepsOf(plan).find(({ requirements, type }) => requirements.includes("R3") && type === "feature");
  assert.ok(step !== undefined);
  Object.assign(step, { generatedBy: "openai/gpt", do: ["Index titles, and answer a search with the 20 best books."] });
  const next = await replan(plan, {
    brief: IDEA.requirements.replace("search their books", "search their books by author").replaceAll(". ", ".\n\n"),
  }, { client });
  const now = stepsOf(next).find(({ id }) => id === step.id);
  assert.equal(now?.generatedBy, "openai/gpt");
  assert.deepEqual(now.do, [
    "Index titles, and answer a search with the 20 best books.",
    "R3 now says: Users search their books by author.",
  ]);
});

Deno.test("nothing open says the old words: titles, what reaches it, texts of the whole, and other steps' lines", async () => {
  const brief = "# Notes\n\nA command line tool in Python keeps notes.\n\n- Users can add a note with a title.\n" +
    "- Users can list all notes, newest first.\n- Users can export notes with their tags to a file.\n" +
    "- Users can delete a note after a confirmation.\n";
  const plan = await runPipeline(startPlan({ name: "Notes", languages: ["Python"], brief }), { client });
  assert.match(JSON.stringify([plan.design, plan.phases]), /Export notes with their tags to a file/);
  const next = await replan(plan, { brief: brief.replace("with their tags", "with their pictures") }, { client });
  assert.doesNotMatch(JSON.stringify({ ...next, provenance: undefined }), /with their tags/i);
  const told = stepsOf(next).filter((step) => /with their pictures/i.test(JSON.stringify(step)));
  assert.ok(told.length > 2, "others speak of it, too");
  assert.deepEqual(next.checks?.findings, []);
});

Deno.test("a step that changes what is built stays one when the demand changes again", async () => {
  const built = structuredClone(PLAN);
  for (const step of stepsOf(built)) step.status = "done";
  const edit = (words: string) => ({
    brief: IDEA.requirements.replace("search their books", words).replaceAll(". ", ".\n\n"),
  });
  const first = await replan(built, edit("search their books by author"), { client });
  const second = await replan(first, edit("search their books by year"), { client });
  const [was, now] = [first, second].map((plan) =>
    stepsOf(plan).find(({ title }) => title.startsWith("Follow the change of R3"))
  );
  assert.ok(was !== undefined && now?.id === was.id);
  assert.match(
    now.do.join("\n"),
    /R3 now says: Users search their books by year\.\nWhen R3 was built it said: Users search their books\./,
  );
  assert.deepEqual(second.checks?.findings, []);
});
