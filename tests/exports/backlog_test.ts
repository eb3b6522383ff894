import assert from "node:assert/strict";
import { exportPlan } from "../../src/output/exports/mod.ts";
import { workOf } from "../../src/output/exports/work.ts";
import { oneLine, shorten } from "../../src/text.ts";
import { inFolder, write } from "../integration/cli_harness.ts";
import { hostilePlan, workedPlan } from "../unit/output/exports/plans.ts";
import { named, runProgram, TIMEOUT } from "./npm_tool.ts";

/** Backlog.md is one program for each system; npm alone knows which. */
async function installBacklog(dir: string): Promise<string> {
  await runProgram(dir, "npm", [
    "install",
    "--prefix",
    "tool",
    "--no-audit",
    "--no-fund",
    "--silent",
    "backlog.md@1.52.0",
  ]);
  return `${dir}/tool/node_modules/.bin/backlog`;
}

const CONFIG = `project_name: "Test"
default_status: "To Do"
statuses: ["To Do", "In Progress", "Done"]
date_format: yyyy-mm-dd
remote_operations: false
check_active_branches: false
filesystem_only: true
task_prefix: "task"
`;

Deno.test({
  ...named("Backlog.md itself lists the tasks by status, and shows what each is about"),
  ignore: named("").ignore || Deno.build.os === "windows",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const hostile = hostilePlan();
      for (const [name, plan] of [["plain", workedPlan()], ["hostile", hostile]] as const) {
        const files = Object.entries(exportPlan(plan, "backlog")).map(([path, text]) => [`${name}/${path}`, text]);
        await write(dir, { ...Object.fromEntries(files), [`${name}/backlog/config.yml`]: CONFIG });
      }
      const backlog = await installBacklog(dir);
      const list = await runProgram(`${dir}/plain`, backlog, ["task", "list", "--plain"]);
      assert.deepEqual(list.match(/^[\w ]+:$|TASK-\d+ - .*?(?= \(ac:|$)/gm), [
        "To Do:",
        // The tool puts what matters most first.
        "TASK-203 - 2.3 Write the README",
        "TASK-201 - 2.1 Build part 2 of 1",
        "TASK-202 - 2.2 Build part 2 of 2",
        "In Progress:",
        "TASK-102 - 1.2 Build part 1 of 2",
        "Done:",
        'TASK-101 - 1.1 Store "links" & codes, <fast>',
      ]);
      const shown = await runProgram(`${dir}/plain`, backlog, ["task", "201", "--plain"]);
      for (
        const part of [
          "Priority: Medium",
          "Labels: phase-2, feature, size-L",
          "Milestone: Phase 2: Phase 2",
          "TASK-102 - 1.2",
        ]
      ) assert.ok(shown.includes(part), `${part}\n${shown}`);
      assert.match(shown, /- \[ \] #1 `go test \.\/\.\.\.`: passes with three cases\./);
      const odd = await runProgram(`${dir}/hostile`, backlog, ["task", "list", "--plain"]);
      const titles = [...odd.matchAll(/TASK-(\d+) - (.*?)(?= \(ac:|$)/gm)].map(([, id, title]) => `${id} ${title}`);
      assert.deepEqual(
        titles.sort(),
        workOf(hostile).map(({ step, position }) =>
          `${position} ${shorten(`${step.number} ${oneLine(step.title)}`, 200)}`
        ).sort(),
      );
    }),
});
