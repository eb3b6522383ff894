import assert from "node:assert/strict";
import { formatPlan, type Plan } from "../../mod.ts";
import { goodPlan } from "../unit/plan/builders.ts";
import { assertFailure, assertFiles, done, filesIn, inFolder, TIMEOUT, write } from "./cli_harness.ts";
import { command } from "./in_process.ts";

/** Two revisions of a plan as files. */
function files(): Record<string, string> {
  const after: Plan = goodPlan({ revision: 2 });
  after.requirements[0]!.text = "People can shorten links.";
  after.phases[0]!.steps[0]!.status = "done";
  return { "old.json": formatPlan(goodPlan()), "docs/plan.json": formatPlan(after) };
}

const TEXT = [
  "revision 1 -> 2, score not checked",
  "",
  "Requirements: 1 changed",
  "  ~ R1",
  "      - Users can shorten links.",
  "      + People can shorten links.",
  "",
  "Progress: 1 step",
  "  ~ 1.1 S1x1 Build part 1 of 1: todo, now done",
  "",
].join("\n");

Deno.test(
  { name: "diff tells what changed since another plan, in each form", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, files());
      const before = await filesIn(dir);
      const piped = await done(dir, ["diff", "-"], { stdin: files()["old.json"]!, flags: [`--allow-read=${dir}`] });
      assert.equal(piped.stdout, TEXT);
      await assertFiles(dir, before);
      const run = async (...args: string[]) => {
        const { code, stdout, stderr } = await command(dir, [
          "diff",
          `${dir}/old.json`,
          `${dir}/docs/plan.json`,
          ...args,
        ]);
        assert.equal(code, 0, stderr);
        return stdout;
      };
      assert.equal(await run(), TEXT);
      assert.match(await run("--format", "markdown"), /^# What changed in the plan\n/);
      const json = JSON.parse(await run("--json"));
      assert.deepEqual([json.schemaVersion, json.exitCode, json.same, json.revision], [1, 0, false, {
        before: 1,
        after: 2,
      }]);
      const same = await command(dir, ["diff", `${dir}/old.json`, `${dir}/old.json`]);
      assert.equal(same.stdout, "no difference: both plans say the same\nrevision 1, score not checked\n");
    }),
);

Deno.test({ name: "diff says what it cannot compare", timeout: TIMEOUT }, () =>
  inFolder(async (dir) => {
    await write(dir, {
      ...files(),
      "tasks.md": "# Tasks\n\n- [ ] T001 Make it in a.ts\n",
      "newer.json": '{"schemaVersion":2}',
    });
    const old = `${dir}/old.json`;
    const failures: [args: string[], cause: RegExp, hint: RegExp][] = [
      [[], /expected the plan before, got none/, /devussy diff OLD/],
      [["-", "-"], /standard input twice/, /Name a file/],
      [[old, `${dir}/tasks.md`], /it is .*, expected a plan\.json/, /Name a plan\.json/],
      [[old, `${dir}/none.json`], /there is no such file/, /run-full-pipeline/],
      [[old, `${dir}/newer.json`], /schemaVersion is 2/, /newer one/],
      [[old, old, "--format", "html"], /expected one of text, markdown, json/, /default/],
    ];
    for (const [args, cause, hint] of failures) {
      const result = { ...await command(dir, ["diff", ...args, "--json"]), signal: null };
      if (args.includes("html")) assert.equal(result.code, 2);
      else assertFailure(result, { code: 2, cause, hint }, true);
    }
  }));
