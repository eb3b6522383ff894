import assert from "node:assert/strict";
import { exportPlan } from "../../src/output/exports/mod.ts";
import { workOf } from "../../src/output/exports/work.ts";
import { oneLine } from "../../src/text.ts";
import { inFolder, write } from "../integration/cli_harness.ts";
import { hostilePlan, workedPlan } from "../unit/output/exports/plans.ts";
import { named, runTool, TIMEOUT } from "./npm_tool.ts";

/**
 * Task Master's own reading of the file, its own check of dependencies and its own choice of the next task. The first version
 * that keeps lists under tags, as those after it do, is a tenth of the newest, which brings the programs of model providers.
 */
const SCRIPT = `
const at = "npm:task-master-ai@0.17.1/scripts/modules/";
const { readJSON } = await import(at + "utils.js");
const { validateTaskDependencies } = await import(at + "dependency-manager.js");
const { default: findNextTask } = await import(at + "task-manager/find-next-task.js");
const found = ["plain", "hostile"].map((name) => {
  const { tasks, tag } = readJSON(name + "/tasks.json", name);
  return { tag, tasks: tasks.map(({ id, title, status, dependencies }) => ({ id, title, status, dependencies })),
    check: validateTaskDependencies(tasks), next: findNextTask(tasks)?.id };
});
console.log("\\n" + JSON.stringify(found));
`;

Deno.test({
  ...named("Task Master itself reads the tasks, finds their dependencies sound, and names the next one"),
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const hostile = hostilePlan();
      await write(dir, {
        "plain/tasks.json": exportPlan(workedPlan(), "taskmaster")["tasks.json"] ?? "",
        "hostile/tasks.json": exportPlan(hostile, "taskmaster")["tasks.json"] ?? "",
      });
      const printed = (await runTool(dir, ["-"], SCRIPT)).trimEnd();
      const [plain, odd] = JSON.parse(printed.slice(printed.lastIndexOf("\n") + 1));
      assert.deepEqual(plain.tasks, [
        { id: 101, title: 'Store "links" & codes, <fast>', status: "done", dependencies: [] },
        { id: 102, title: "Build part 1 of 2", status: "in-progress", dependencies: [101] },
        { id: 103, title: "Run the tests in CI", status: "cancelled", dependencies: [102] },
        { id: 201, title: "Build part 2 of 1", status: "pending", dependencies: [102] },
        { id: 202, title: "Build part 2 of 2", status: "pending", dependencies: [201] },
        { id: 203, title: "Write the README", status: "pending", dependencies: [202] },
      ]);
      assert.deepEqual([plain.check.valid, odd.check.valid], [true, true]);
      assert.deepEqual([plain.next, odd.next], [102, 101]);
      assert.deepEqual(
        odd.tasks.map(({ title }: { title: string }) => title),
        workOf(hostile).map(({ step }) => oneLine(step.title)),
      );
    }),
});
