import assert from "node:assert/strict";
import { parsePlan } from "../../src/plan/read.ts";
import { formatPlan } from "../../src/plan/write.ts";
import { exportPlan } from "../../src/output/exports/mod.ts";
import { goodPlan, step } from "../unit/plan/builders.ts";
import {
  assertFailure,
  assertFiles,
  done,
  filesIn,
  inFolder,
  run,
  testFailure,
  TIMEOUT,
  write,
} from "./cli_harness.ts";

const TEXT = formatPlan(goodPlan());

Deno.test({
  name: "export prints one file, and writes several beside the plan; a second time it changes nothing",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { "docs/plan.json": TEXT });
      const graph = await done(dir, ["export", "--format", "mermaid"]);
      assert.equal(graph.stdout, exportPlan(goodPlan(), "mermaid")["plan.mmd"]);
      await assertFiles(dir, { "docs/plan.json": TEXT });
      const json = await done(dir, ["export", "--format", "taskmaster", "--json"]);
      assert.deepEqual(JSON.parse(json.stdout), {
        schemaVersion: 1,
        exitCode: 0,
        format: "taskmaster",
        files: [{ path: "tasks.json", text: exportPlan(goodPlan(), "taskmaster")["tasks.json"] }],
      });
      const first = await done(dir, ["export", "--format", "openspec"]);
      const files = exportPlan(goodPlan(), "openspec");
      const paths = Object.keys(files).map((path) => `docs/export/openspec/${path}`);
      assert.deepEqual(first.stdout.trimEnd().split("\n"), paths);
      assert.match(first.stderr, /^4 files written\.$/m);
      const after = await filesIn(dir);
      assert.deepEqual(Object.keys(after).sort(), ["docs/plan.json", ...paths].sort());
      const again = await done(dir, ["export", "--format", "openspec", "--json"]);
      assert.deepEqual(JSON.parse(again.stdout).files, paths.map((path) => ({ path, written: false })));
      await assertFiles(dir, after);
    }),
});

Deno.test({
  name: "export leaves what somebody changed, and replaces it with --force",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { "docs/plan.json": TEXT });
      const args = ["export", "--format", "csv", "--output-dir", "sheets/"];
      const { stdout } = await done(dir, args);
      assert.equal(stdout, "sheets/plan.csv\n");
      const csv = exportPlan(goodPlan(), "csv")["plan.csv"] ?? "";
      await write(dir, { "sheets/plan.csv": `${csv}mine\n` });
      const before = await filesIn(dir);
      const refused = await run(dir, args);
      assertFailure(refused, {
        code: 2,
        cause: /1 file with other content is there: "sheets\/plan\.csv"$/,
        hint: /--force/,
      }, false);
      await assertFiles(dir, before);
      await done(dir, [...args, "--force"]);
      await assertFiles(dir, { "docs/plan.json": TEXT, "sheets/plan.csv": csv });
    }),
});

Deno.test({
  name: "export takes the plan of --plan, else the one where the export goes, and follows no link",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const named = (name: string) => formatPlan({ ...parsePlan(TEXT), project: { ...goodPlan().project, name } });
      await write(dir, {
        "docs/plan.json": named("One"),
        "there/plan.json": named("Two"),
        "else/p.json": named("Three"),
      });
      const titleOf = async (args: string[]) => {
        await done(dir, ["export", "--format", "gantt", "--output-dir", "there", "--force", ...args]);
        return /title (\w+)/.exec(await Deno.readTextFile(`${dir}/there/gantt.mmd`))?.[1];
      };
      assert.equal(await titleOf([]), "Two");
      assert.equal(await titleOf(["--plan", "else/p.json"]), "Three");
      await Deno.remove(`${dir}/there/plan.json`);
      assert.equal(await titleOf([]), "One");
      // Backlog.md knows a task by its number: a title that has changed makes no second file.
      await done(dir, ["export", "--format", "backlog", "--output-dir", "there"]);
      const tasks = await filesIn(`${dir}/there/backlog/tasks`);
      const renamed = TEXT.replace("Build part 1 of 1", "Build the first part");
      await write(dir, { "else/p.json": renamed });
      await done(dir, ["export", "--format", "backlog", "--output-dir", "there", "--plan", "else/p.json", "--force"]);
      const after = await filesIn(`${dir}/there/backlog/tasks`);
      assert.deepEqual(Object.keys(after), Object.keys(tasks));
      assert.match(after["task-101 - Build-part-1-of-1.md"] ?? "", /^title: '1\.1 Build the first part'$/m);
      await Deno.mkdir(`${dir}/out`);
      await Deno.symlink(`${dir}/else`, `${dir}/out/backlog`);
      const before = await filesIn(dir);
      const result = await run(dir, ["export", "--format", "backlog", "--output-dir", "out", "--force"]);
      assertFailure(
        result,
        { code: 6, cause: /"out\/backlog": it is a symbolic link/, hint: /Remove the link/ },
        false,
      );
      await assertFiles(dir, before);
    }),
});

testFailure({
  command: "export",
  when: "the format is unknown",
  args: ["--format", "taskmastr"],
  code: 2,
  cause: /Cannot export as "taskmastr": expected one of mermaid, gantt, csv, github/,
  hint: /Did you mean "taskmaster"\?/,
});

testFailure({
  command: "export",
  when: "the plan is damaged",
  args: ["--format", "csv"],
  code: 2,
  cause: /docs\/plan\.json.*line 2, column 3/,
  hint: /Correct the JSON/,
  files: { "docs/plan.json": "{\n  nothing\n}" },
});

testFailure({
  command: "export",
  when: "no step stands",
  args: ["--format", "backlog"],
  code: 2,
  cause: /Cannot export the plan of Link shortener: expected steps, got none/,
  hint: /generate-devplan/,
  files: {
    "docs/plan.json": formatPlan(
      goodPlan({
        phases: goodPlan().phases.map((phase) => ({
          ...phase,
          steps: [step(`${phase.number}.1`, { status: "retired" })],
        })),
      }),
    ),
  },
});
