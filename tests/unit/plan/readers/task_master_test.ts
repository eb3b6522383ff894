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
