import assert from "node:assert/strict";
import { assertFiles, done, filesIn, inFolder, SMALL, TIMEOUT } from "./cli_harness.ts";

const ARGS = ["run-full-pipeline", ...SMALL];
const OTHER = ["run-full-pipeline", "--name", "Other", "--requirements", "Users pay. Users ask for refunds."];

Deno.test({
  name: "run-full-pipeline mixes no other plan into a folder whose plan is being worked on",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await done(dir, ARGS);
      const text = await Deno.readTextFile(`${dir}/docs/plan.json`);
      await Deno.writeTextFile(`${dir}/docs/plan.json`, text.replace('"status": "todo"', '"status": "done"'));
      const before = await filesIn(`${dir}/docs`);
      const { stdout, stderr } = await done(dir, OTHER);
      assert.equal(stdout, "", "no file of the plan was written");
      assert.match(stderr, /"docs\/plan\.json" is left alone.*"docs\/plan\.json\.new"/);
      const after = await filesIn(`${dir}/docs`);
      for (const [name, content] of Object.entries(before)) assert.equal(after[name], content, name);
      assert.ok(Object.keys(after).filter((name) => !(name in before)).every((name) => name.endsWith(".new")));
      // What is edited by hand in plan.json is an input to the stages that start from it, so they may write it anew.
      await done(dir, ["generate-handoff"]);
      assert.match(await Deno.readTextFile(`${dir}/docs/handoff_prompt.md`), /Done: 1 of/);
    }),
});

Deno.test({
  name: "generate-handoff writes only its own changes when nothing else changed",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await done(dir, ARGS);
      const before = await filesIn(`${dir}/docs`);
      await done(dir, ["generate-handoff"]);
      await assertFiles(`${dir}/docs`, before);
    }),
});

Deno.test({
  name: "generate-design names the files that show the plan before until they are written anew",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await done(dir, ARGS);
      const design = ["generate-design", ...SMALL];
      for (let again = 0; again < 2; again++) {
        const { stderr } = await done(dir, design);
        assert.match(stderr, /notice: docs\/devplan\.md, .*docs\/handoff_prompt\.md still show the plan before/);
      }
      await Deno.remove(`${dir}/docs/handoff_prompt.md`);
      assert.doesNotMatch((await done(dir, design)).stderr, /handoff_prompt\.md still/);
      assert.doesNotMatch((await done(dir, ["generate-devplan"])).stderr, /still show/);
    }),
});
