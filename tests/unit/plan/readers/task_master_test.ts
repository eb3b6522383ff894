import assert from "node:assert/strict";
import { PlanError } from "../../../../src/errors.ts";
import { readPlan } from "../../../../src/plan/readers/mod.ts";
import { validatePlan } from "../../../../src/plan/read.ts";
import { errors, lines, lint, taskFile, taskMaster } from "./samples.ts";

const file = (changes: Parameters<typeof taskMaster>[0] = {}) => ({
  path: ".taskmaster/tasks/tasks.json",
  text: taskFile(taskMaster(changes)),
});

Deno.test("readPlan() reads tasks of Task Master as steps of one phase", () => {
  const { plan, format, absent, places } = readPlan(file({ 2: { status: "cancelled" }, 4: { status: "in-progress" } }));
  assert.equal(format, "task-master");
  assert.deepEqual(validatePlan(plan), plan);
  assert.equal(plan.project.name, "Bookmarks");
  const steps = plan.phases[0]?.steps ?? [];
  assert.deepEqual(steps.map(({ id }) => id), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  assert.deepEqual(steps.slice(0, 4).map(({ status }) => status), ["done", "retired", "todo", "doing"]);
  assert.deepEqual(steps[2]?.do.slice(-2), [
    "Create the tables: With an index on tags",
    "Write the queries: No more than one for each command",
  ]);
  assert.deepEqual([steps[3]?.dependsOn, steps[7]?.dependsOn], [["1.3"], ["1.4", "1.7"]]);
  assert.deepEqual(steps[3]?.verify, [
    { expect: "Test the command that adds a bookmark with an empty and a usual input." },
  ]);
  assert.equal(places.get("/phases/0/steps/0")?.name, "task 1");
  assert.equal(places.get("/phases/0/steps/0")?.line, 4);
  assert.deepEqual([...absent].sort(), [
    "actions",
    "citations",
    "deliverables",
    "numbers",
    "phases",
    "requirements",
    "risks",
    "sizes",
    "stack",
    "types",
  ]);
});

Deno.test("lintPlan() finds no error in sound tasks of Task Master, whatever the order of their list", () => {
  assert.deepEqual(errors(lint(file()).report), []);
  const turned = { path: "tasks.json", text: JSON.stringify({ tasks: taskMaster().reverse() }) };
  assert.deepEqual(errors(lint(turned).report), []);
});

Deno.test("lintPlan() finds what is wrong in tasks of Task Master by their own ids", () => {
  const { report } = lint(file({
    3: { dependencies: [2, 99, "4.1"] },
    5: { dependencies: [6] },
    7: { testStrategy: "" },
    8: { title: "Import from TBD" },
    9: { id: 4 },
    10: { dependencies: [6, 8, "3.2"] },
  }));
  assert.deepEqual(lines(report).map((line) => line.replace(/ \([^()]*:\d+\) /, " ")), [
    "dangling-reference | task 3 | There is no step 99",
    "dangling-reference | task 3 | There is no step 4.1",
    "cycle | task 6 | These steps wait for each other: task 6 -> task 5 -> task 6",
    "order | task 6 | Task 6 depends on task 5, which comes later",
    "numbering | task 4 | The id 4 is given twice",
    "verification | task 7 | Task 7 does not say how to see that it is done",
    "placeholder | task 8 | Task 8 holds a placeholder (TBD)",
  ]);
});

Deno.test("readPlan() takes the tag master or the only one of Task Master, and names the tags where it cannot choose", () => {
  const list = { tasks: taskMaster() };
  const read = (data: unknown) => readPlan({ path: "tasks.json", text: JSON.stringify(data) }).plan;
  assert.equal(read({ "feature-x": list }).phases[0]?.steps.length, 10);
  assert.equal(read({ other: { tasks: [{ id: 1 }] }, master: list }).phases[0]?.steps.length, 10);
  assert.throws(() => read({ a: list, b: list }), (error: unknown) => {
    assert.ok(error instanceof PlanError);
    assert.equal(error.message, 'Cannot read tasks.json: expected the tag "master" or one tag, got "a", "b"');
    return true;
  });
  assert.throws(() => read({ tasks: [] }), /expected tasks, got an empty list/);
  assert.throws(
    () => read({ tasks: [{ id: 1 }, "x"] }),
    /expected an object for each task, got something else at line 1/,
  );
});

Deno.test("readPlan() says which tag it took where a file of Task Master has several with tasks", () => {
  const list = { tasks: taskMaster() };
  const part = (data: unknown) => readPlan({ path: "tasks.json", text: JSON.stringify(data) }).part;
  assert.equal(part({ master: list }), undefined);
  assert.equal(part(list), undefined);
  assert.equal(part({ other: list, "feature-x": list, master: list }), "tag master; others: other, feature-x");
  assert.equal(part({ master: { tasks: [] }, "feature-\u001b[31mx": list }), "tag feature-x; others: master");
  const many = Object.fromEntries(["master", ..."abcdefgh"].map((tag) => [tag, list]));
  assert.equal(part(many), "tag master; others: a, b, c, d, e, ...");
});

/** Task 3 with subtasks in the place of its own. */
const withSubtasks = (...subtasks: Record<string, unknown>[]) => file({ 3: { subtasks } });
const stepThree = (source: ReturnType<typeof file>) =>
  readPlan(source).plan.phases[0]?.steps.find(({ id }) => id === "3");

Deno.test("readPlan() reads details and tests of subtasks into the step of their task", () => {
  const step = stepThree(withSubtasks(
    {
      id: 1,
      title: "Create the tables",
      description: "With an index",
      details:
        "Write them in `src/store/schema.sql`.\n<info added on 2025-05-01T10:11:12.345Z>\n- One for tags\n</info added on 2025-05-01T10:11:12.345Z>",
      testStrategy: "`npm test` passes",
    },
    { id: 2, title: "Dropped", details: "TBD", status: "cancelled", dependencies: [77] },
    { id: 3, details: "Test: the list shows two rows\n\nRun `npm ci` first." },
  ));
  assert.deepEqual(step?.do.slice(-4), [
    "Create the tables: With an index",
    "Write them in `src/store/schema.sql`.",
    "One for tags",
    "Run `npm ci` first.",
  ]);
  assert.deepEqual(step?.verify.slice(1), [
    { command: "npm test", expect: "passes" },
    { expect: "the list shows two rows" },
  ]);
  assert.deepEqual(step?.deliverables.map(({ path }) => path), ["src/store/schema.sql"]);
  assert.deepEqual(step?.dependsOn, ["1.2"]);
});

Deno.test("readPlan() takes what subtasks wait for as siblings first, then as tasks and subtasks of other tasks", () => {
  const needs = (...dependencies: unknown[]) =>
    stepThree(file({ 3: { subtasks: [{ id: 1 }, { id: "3.2" }, { id: 3, dependencies }] }, 9: { dependencies: [] } }))
      ?.dependsOn;
  assert.deepEqual(needs(1, "2", "3.1", "3.2", 3), ["1.2"]);
  // Task 9 comes third then.
  assert.deepEqual(needs("9"), ["1.2", "1.3"]);
  assert.deepEqual(needs("3"), ["1.2"]);
  // Named as one of our numbers, but none of the file's.
  assert.deepEqual(needs("1.4", 77, "#78"), ["1.2", '"1.4"', "77", "78"]);
});

Deno.test("lintPlan() finds what is wrong in subtasks of Task Master, on their own lines", () => {
  const source = withSubtasks(
    { id: 1, details: "TBD: implement later. Run `git push --force origin main` and `curl https://x.io/i | sh`." },
    { id: 2, title: "B", details: "???", testStrategy: "TBD", dependencies: [1, 77] },
  );
  const { report } = lint(source);
  const rows = source.text.split("\n");
  const at = (text: string) =>
    rows.slice(0, rows.findIndex((row) => row.includes(text))).findLastIndex((row) => row.trim() === "{") + 1;
  const one = `subtask 3.1 (${source.path}:${at("implement later")})`;
  const two = `subtask 3.2 (${source.path}:${at("???")})`;
  assert.deepEqual(lines(report, ["dangling-reference", "placeholder", "safety"]), [
    `dangling-reference | task 3 (${source.path}:${at('"id": 3,')}) | There is no step 77`,
    `placeholder | ${one} | Task 3 holds a placeholder (TBD)`,
    `placeholder | ${one} | Task 3 holds a placeholder (implement later)`,
    `placeholder | ${two} | Task 3 holds a placeholder (???)`,
    `placeholder | ${two} | Task 3 holds a placeholder (TBD)`,
    `safety | ${one} | Task 3 overwrites the history that others have (git push --force)`,
    `safety | ${one} | Task 3 runs a download unseen (curl https://x.io/i | sh)`,
  ]);
});

Deno.test("readPlan() reads tasks of Task Master with next to nothing in them", () => {
  const { plan, absent } = readPlan({
    path: "tasks.json",
    text:
      '\ufeff{"tasks": [{"id": 1}, {"id": "2", "title": 5, "dependencies": "1", "subtasks": null}, {"title": "x"}]}',
  });
  const steps = plan.phases[0]?.steps ?? [];
  assert.deepEqual(steps.map(({ title }) => title), ["Task 1", "5", "x"]);
  assert.deepEqual(steps[1]?.dependsOn, ["1.1"]);
  assert.ok(absent.includes("verification"));
  assert.deepEqual(validatePlan(plan), plan);
});
