import assert from "node:assert/strict";
import { formatPlan, type Plan } from "../../mod.ts";
import {
  assertFailure,
  assertFiles,
  assertHarmless,
  done,
  filesIn,
  inFolder,
  run,
  SMALL,
  testFailure,
  TIMEOUT,
  write,
} from "./cli_harness.ts";

const SAMPLES = new URL("../fixtures/foreign_plans/", import.meta.url);

/** Makes a plan in `docs`, and changes its `plan.json`. */
async function planWith(dir: string, change: (plan: Plan) => void): Promise<void> {
  await done(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline"]);
  const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)) as Plan;
  change(plan);
  await Deno.writeTextFile(`${dir}/docs/plan.json`, `${JSON.stringify(plan, null, 2)}\n`);
}

const tbd = (plan: Plan) => void plan.phases[0]?.steps[0]?.do.push("Error handling: TBD");

Deno.test(
  { name: "lint says that a sound plan is sound, in each form, and reads no more than it", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await planWith(dir, () => {});
      const before = await filesIn(dir);
      // As docs/GUIDE.md has it.
      const flags = ["--allow-read=docs,config,.env"];
      assert.equal(
        (await done(dir, ["lint"], { flags })).stdout,
        "docs/plan.json: score 100, 0 errors, 0 warnings, 20 rules\n",
      );
      const json = JSON.parse((await done(dir, ["lint", "--json"], { flags })).stdout);
      assert.deepEqual([json.exitCode, json.score, json.findings, json.file], [0, 100, [], "docs/plan.json"]);
      const sarif = JSON.parse((await done(dir, ["lint", "--format", "sarif"], { flags })).stdout);
      assert.deepEqual([sarif.version, sarif.runs[0].results], ["2.1.0", []]);
      assert.match(
        (await done(dir, ["lint", "--format", "github"], { flags })).stdout,
        /^::notice file=docs\/plan\.json,/,
      );
      await assertFiles(dir, before);
    }),
);

Deno.test(
  { name: "lint exits 8 on an error, with rule, place, line, message and remedy", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await planWith(dir, tbd);
      const text = await run(dir, ["lint"]);
      assert.equal(text.code, 8);
      assertHarmless(text);
      const line = (await Deno.readTextFile(`${dir}/docs/plan.json`)).split("\n")
        .findIndex((line) => line.includes("TBD")) + 1;
      assert.match(text.stdout, /^docs\/plan\.json: score 92, 1 error, 0 warnings, 20 rules\n/);
      assert.match(
        text.stdout,
        /error placeholder {2}phase 1, step 1\.1 \(docs\/plan\.json:\d+\)\n {2}.*TBD.*\n {2}fix: \S/,
      );
      const json = JSON.parse((await run(dir, ["lint", "--json"])).stdout);
      assert.equal(json.exitCode, 8);
      assert.deepEqual(json.findings.map((finding: object) => Object.keys(finding)), [
        ["rule", "severity", "message", "location", "pointer", "hint"],
      ]);
      assert.match(json.findings[0].pointer, /^\/phases\/0\/steps\/0\/do\/\d+$/);
      const github = await run(dir, ["lint", "--format", "github"]);
      assert.match(github.stdout, /^::error file=docs\/plan\.json,line=\d+,title=placeholder::phase 1, step 1\.1/);
      const found = Number(/line=(\d+)/.exec(github.stdout)?.[1]);
      assert.ok(found > 0 && found <= line, `line ${found} of ${line}`);
      const sarif = JSON.parse((await run(dir, ["lint", "--format", "sarif"])).stdout);
      assert.equal(sarif.runs[0].results[0].ruleId, "placeholder");
    }),
);

Deno.test({
  name: "lint takes rules from the configuration: severity, limits, a score, and off with its reason",
  timeout: TIMEOUT,
}, () =>
  inFolder(async (dir) => {
    await planWith(dir, tbd);
    const lint = async (config: string, ...args: string[]) => {
      await write(dir, { "config/config.yaml": config });
      return await run(dir, ["lint", ...args]);
    };
    const warned = await lint("lint:\n  rules:\n    placeholder: { severity: warning }\n");
    assert.deepEqual([warned.code, /score 98, 0 errors, 1 warning,/.test(warned.stdout)], [0, true]);
    const under = await lint("lint:\n  min_score: 99\n  rules:\n    placeholder: { severity: warning }\n");
    assert.deepEqual([under.code, /score 98 \(under 99\)/.test(under.stdout)], [8, true]);
    const flag = await run(dir, ["lint", "--min-score", "98"]);
    assert.equal(flag.code, 0, "an option wins over the file");
    const off = await lint("lint:\n  rules:\n    placeholder: { off: filled in by the team }\n");
    assert.equal(off.code, 0);
    assert.match(off.stdout, /19 of 20 rules\n\nnot checked: placeholder \(turned off: filled in by the team\)/);
    const size = await lint(
      "lint:\n  rules:\n    placeholder: { severity: warning }\n    size: { max_words: 20 }\n",
      "--json",
    );
    assert.ok(JSON.parse(size.stdout).findings.some(({ rule }: { rule: string }) => rule === "size"));
    const wrong = await lint("lint:\n  rules:\n    placholder: { off: no }\n");
    assertFailure(wrong, { code: 2, cause: /config\.yaml:3:5 lint\.rules\.placholder/, hint: /placeholder/ }, false);
  }));

Deno.test(
  { name: "a run takes the same rules, marks what is off, and exits 8 under the score", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, {
        "config/config.yaml": "lint:\n  rules:\n    size: { max_words: 20 }\n    vague: { off: we like it vague }\n",
      });
      const offline = ["run-full-pipeline", ...SMALL, "--provider", "offline"];
      assert.equal((await run(dir, offline)).code, 0, "warnings alone are no failure");
      const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)) as Plan;
      assert.deepEqual(plan.checks?.unchecked, [{ rule: "vague", off: true, reason: "we like it vague" }]);
      assert.ok((plan.checks?.findings.length ?? 0) > 0);
      const page = await Deno.readTextFile(`${dir}/docs/devplan.md`);
      assert.match(page, /Checks: score \d+, no errors, \d+ warnings?, 1 rule turned off\./);
      assert.match(page, /not checked `vague`: turned off, we like it vague/);
      const low = await run(dir, [...offline, "--min-score", "100"]);
      assert.equal(low.code, 8);
      assert.match(low.stderr, /the score is \d+, expected at least 100/);
    }),
);

Deno.test({
  name: "lint --fix mends what is mechanical, in the plan and its pages, and leaves a sound plan alone",
  timeout: TIMEOUT,
}, () =>
  inFolder(async (dir) => {
    await planWith(dir, (plan) => {
      const { steps } = plan.phases[1]!;
      steps.reverse();
      steps.forEach((step) => step.dependsOn = []);
      plan.phases[0]!.steps[1]!.id = plan.phases[0]!.steps[0]!.id;
    });
    const before = await run(dir, ["lint", "--json"]);
    assert.ok(JSON.parse(before.stdout).findings.some(({ rule }: { rule: string }) => rule === "numbering"));
    const fixed = await run(dir, ["lint", "--fix", "--json"]);
    assert.equal(fixed.code, 0, fixed.stdout);
    const report = JSON.parse(fixed.stdout);
    assert.ok(report.files[0].fixed.length > 0);
    assert.match(fixed.stderr, /^fixed: /m);
    const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)) as Plan;
    assert.equal(plan.revision, 2);
    assert.equal(formatPlan(plan), await Deno.readTextFile(`${dir}/docs/plan.json`));
    assert.match(
      await Deno.readTextFile(`${dir}/docs/phase2.md`),
      new RegExp(plan.phases[1]!.steps[0]!.title.slice(0, 20).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")),
    );
    const after = await filesIn(dir);
    assert.equal((await run(dir, ["lint", "--fix"])).code, 0);
    await assertFiles(dir, after);
  }));

Deno.test(
  { name: "lint --against finds an id that stands for something else now", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await planWith(dir, () => {});
      await Deno.copyFile(`${dir}/docs/plan.json`, `${dir}/old.json`);
      assert.equal((await run(dir, ["lint", "--against", "old.json"])).code, 0);
      const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)) as Plan;
      plan.phases[0]!.steps[0]!.id = "Sother";
      await Deno.writeTextFile(`${dir}/docs/plan.json`, formatPlan(plan));
      const found = await run(dir, ["lint", "--against", "old.json"]);
      assert.equal(found.code, 8);
      assert.match(found.stdout, /error numbering {2}phase 1, step 1\.1/);
    }),
);

Deno.test({
  name: "lint reads plans of other tools, with their own names and lines, and says what it cannot check",
  timeout: TIMEOUT,
}, () =>
  inFolder(async (dir) => {
    const flags = [`--allow-read=${dir},${new URL(".", SAMPLES).pathname}`];
    const path = (name: string) => new URL(name, SAMPLES).pathname;
    const result = await run(dir, [
      "lint",
      "--json",
      path("spec-kit/specs/001-photo-albums/tasks.md"),
      path("openspec/changes/add-two-factor/tasks.md"),
      path("taskmaster/.taskmaster/tasks/tasks.json"),
    ], { flags });
    assert.equal(result.code, 8);
    const { files, findings } = JSON.parse(result.stdout);
    assert.deepEqual(files.map(({ format }: { format: string }) => format), ["spec-kit", "openspec", "task-master"]);
    assert.equal(findings.length, files.flatMap((file: { findings: unknown[] }) => file.findings).length);
    const found = files.map((file: { findings: { rule: string; location: string }[] }) =>
      file.findings.map(({ rule, location }) => `${rule} ${location.replace(/\(.*\//, "(")}`)
    );
    assert.deepEqual(found, [
      [
        "coverage US3 (spec.md:23)",
        "dangling-reference T007 (tasks.md:25)",
        "numbering T008 (tasks.md:28)",
        "deliverable T003 (tasks.md:9)",
        "placeholder T009 (tasks.md:38)",
        "safety T003 (tasks.md:9)",
        "test-and-docs US2 (spec.md:15)",
      ],
      ["cycle 2.3 (tasks.md:10)", "order 2.3 (tasks.md:10)", "placeholder 3.2 (tasks.md:16)", "vague 2.2 (tasks.md:9)"],
      [
        "dangling-reference task 2 (tasks.json:14)",
        "cycle task 5 (tasks.json:44)",
        "order task 5 (tasks.json:44)",
        "verification task 3 (tasks.json:24)",
        "size task 4 (tasks.json:34)",
        "placeholder task 4 (tasks.json:34)",
        "safety task 4 (tasks.json:34)",
      ],
    ]);
    for (const { unchecked } of files) {
      assert.ok(
        unchecked.some(({ rule, off }: { rule: string; off: boolean }) => rule === "create-before-use" && !off),
      );
    }
  }));

Deno.test(
  { name: "lint --rules prints each rule with its severity and limits", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      const { stdout } = await done(dir, ["lint", "--rules"]);
      assert.match(stdout, /^coverage\s+error\s+\S/);
      assert.match(stdout, /\n\s+max_words 150 \(1 to 100000\): /);
      const { rules } = JSON.parse((await done(dir, ["lint", "--rules", "--json"])).stdout);
      assert.equal(rules.length, 20);
    }),
);

Deno.test(
  { name: "trace prints the matrix in each form and exits 8 under the percentage", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await planWith(dir, () => {});
      const table = await done(dir, ["trace", "--fail-under", "100"]);
      assert.match(table.stdout, /^ID +REQUIREMENT +KIND/);
      assert.match(table.stdout, /2 of 2 requirements covered \(100 %\)/);
      assert.match((await done(dir, ["trace", "--format", "markdown"])).stdout, /^#? ?.*\n|\| R1 /);
      assert.match((await done(dir, ["trace", "--format", "csv"])).stdout, /^[\w,"]+\n/);
      const json = JSON.parse((await done(dir, ["trace", "--plan", "docs/plan.json", "--json"])).stdout);
      assert.deepEqual([json.schemaVersion, json.percent, json.gaps], [1, 100, []]);
      const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)) as Plan;
      for (const { steps } of plan.phases) {
        for (const step of steps) step.requirements = step.requirements.filter((id) => id !== "R2");
      }
      await Deno.writeTextFile(`${dir}/docs/plan.json`, formatPlan(plan));
      assert.equal((await run(dir, ["trace"])).code, 0);
      const gap = await run(dir, ["trace", "--fail-under", "100", "--json"]);
      assert.equal(gap.code, 8);
      assert.deepEqual(JSON.parse(gap.stdout).gaps, [{ requirement: "R2", missing: "step" }]);
      assert.match(
        gap.stderr,
        /^error: 50 % of the requirements have a step, expected at least 100 %\n {2}Let steps cite/,
      );
    }),
);

const BAD: readonly [
  when: string,
  args: string[],
  cause: RegExp,
  hint: RegExp,
  files?: Record<string, string | Uint8Array>,
][] = [
  ["there is no plan", [], /Cannot read the plan "docs\/plan\.json": there is no such file/, /run-full-pipeline/],
  ["--plan names no plan", ["--plan", "p.json"], /Cannot read the plan "p\.json": there is no such file/, /\S/],
  ["the plan is named twice", ["p.json", "--plan", "p.json"], /Cannot read both FILE and --plan/, /Leave one/],
  ["the file is empty", ["p.json"], /Cannot read the plan "p\.json": it is empty/, /plan\.json/, { "p.json": "" }],
  ["the file is a folder", ["docs"], /it is a folder, expected a file/, /plan\.json/, { "docs/a.txt": "a" }],
  ["the file is binary", ["p.json"], /binary/, /plan\.json/, { "p.json": new Uint8Array([1, 0, 2]) }],
  ["the JSON is damaged", ["p.json"], /p\.json|JSON.*line 2|line 2/, /\S/, { "p.json": '{\n  "a": tru\n}\n' }],
  ["the JSON is no plan", ["p.json"], /p\.json|plan/, /\S/, { "p.json": '{ "name": "package" }\n' }],
  ["the plan is of a newer version", ["p.json"], /schemaVersion is 9/, /newer/, { "p.json": '{ "schemaVersion": 9 }' }],
  ["a Markdown file has no tasks", ["notes.md"], /task|step/i, /\S/, { "notes.md": "# Notes\n\nNothing to do.\n" }],
  ["the format is not known", ["--format", "yaml"], /--format yaml": expected one of text, json, sarif, github/, /\S/],
  ["the score is no number", ["--min-score", "high"], /--min-score/, /\S/],
  ["the score is over 100", ["--min-score", "101"], /--min-score/, /\S/],
  [
    "another tool's plan is to be mended",
    ["tasks.md", "--fix"],
    /Cannot mend "tasks\.md": it is markdown/,
    /without --fix/,
    {
      "tasks.md": "## One\n\n- [ ] Write `a.ts`\n- [ ] Test `a.ts`\n",
    },
  ],
];
for (const [when, args, cause, hint, files] of BAD) {
  testFailure({ command: "lint", when, args, code: 2, cause, hint, ...(files === undefined ? {} : { files }) });
}

testFailure({
  command: "trace",
  when: "the percentage is none",
  args: ["--fail-under", "all"],
  code: 2,
  cause: /--fail-under all": expected a number from 0 to 100/,
  hint: /--fail-under 100/,
});
testFailure({
  command: "trace",
  when: "the steps name no requirements",
  args: ["tasks.md"],
  code: 2,
  cause: /Cannot trace "tasks\.md": its steps name no requirements/,
  hint: /\(R2\)/,
  files: { "tasks.md": "## One\n\n- [ ] Write `a.ts`\n- [ ] Test `a.ts`\n" },
});

Deno.test(
  {
    name: "lint reports what it can read of several files, then what it cannot, and mends none of them",
    timeout: TIMEOUT,
  },
  () =>
    inFolder(async (dir) => {
      await planWith(dir, tbd);
      await write(dir, { "tasks.md": "## One\n\n- [ ] Write `a.ts`\n- [ ] Test `a.ts`\n" });
      const some = await run(dir, ["lint", "nothing.json", "docs/plan.json"]);
      assert.equal(some.code, 2);
      assert.match(some.stdout, /^docs\/plan\.json: score 92/);
      assert.match(some.stderr, /^error: Cannot read the plan "nothing\.json": there is no such file\n {2}\S/);
      const json = await run(dir, ["lint", "--json", "nothing.json", "docs/plan.json"]);
      const { exitCode, files, unread } = JSON.parse(json.stdout);
      assert.deepEqual([json.code, exitCode, files.length, unread[0].file], [2, 2, 1, "nothing.json"]);
      const github = await run(dir, ["lint", "--format", "github", "nothing.json", "docs/plan.json"]);
      assert.match(github.stdout, /^::error file=nothing\.json,title=devussy::Cannot read the plan/m);
      const sarif = JSON.parse(
        (await run(dir, ["lint", "--format", "sarif", "nothing.json", "docs/plan.json"])).stdout,
      );
      const [{ executionSuccessful, toolExecutionNotifications }] = sarif.runs[0].invocations;
      assert.deepEqual([executionSuccessful, toolExecutionNotifications[0].descriptor.id], [false, "file-not-read"]);
      const twice = await run(dir, ["lint", "-", "--against", "-"], { stdin: "{}" });
      assertFailure(twice, { code: 2, cause: /standard input twice/, hint: /file/ }, false);
      const before = await filesIn(dir);
      const fix = await run(dir, ["lint", "--fix", "docs/plan.json", "tasks.md"]);
      assertFailure(fix, { code: 2, cause: /Cannot mend "tasks\.md"/, hint: /--fix/ }, false);
      await assertFiles(dir, before);
    }),
);

Deno.test(
  { name: "lint --fix refuses a plan with keys that would be lost, and says what it wrote", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await planWith(dir, (plan) => {
        plan.phases[0]!.steps.reverse();
        plan.phases[0]!.steps.forEach((step) => step.dependsOn = []);
      });
      const text = await Deno.readTextFile(`${dir}/docs/plan.json`);
      await Deno.writeTextFile(`${dir}/docs/plan.json`, text.replace('"title":', '"ticket": "JIRA-1", "title":'));
      const before = await filesIn(dir);
      const refused = await run(dir, ["lint", "--fix"]);
      const cause = /holds phases\[0\]\.(?:steps\[0\]\.)?ticket, which is no key/;
      assertFailure(refused, { code: 2, cause, hint: /by hand/ }, false);
      await assertFiles(dir, before);
      await Deno.writeTextFile(`${dir}/docs/plan.json`, text);
      await Deno.writeTextFile(`${dir}/docs/phase1.md`, "mine\n");
      const fixed = await run(dir, ["lint", "--fix"]);
      // Steps that stand the wrong way round use what is not made yet: that is no matter of numbers.
      assert.equal(fixed.code, 8, fixed.stdout);
      assert.match(fixed.stderr, /^written: docs\/plan\.json$/m);
      assert.match(fixed.stderr, /notice: "docs\/phase1\.md" is left alone/);
      assert.equal(await Deno.readTextFile(`${dir}/docs/phase1.md`), "mine\n");
    }),
);

Deno.test(
  {
    name: "lint --fix puts keys into their order, and leaves a file alone that only looks different",
    timeout: TIMEOUT,
  },
  () =>
    inFolder(async (dir) => {
      await planWith(dir, () => {});
      const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`));
      const windows = JSON.stringify(plan, null, 4).replaceAll("\n", "\r\n");
      await Deno.writeTextFile(`${dir}/docs/plan.json`, windows);
      assert.equal((await run(dir, ["lint", "--fix"])).code, 0);
      assert.equal(await Deno.readTextFile(`${dir}/docs/plan.json`), windows);
      const { project, ...rest } = plan;
      await Deno.writeTextFile(`${dir}/docs/plan.json`, JSON.stringify({ ...rest, project }, null, 2));
      const ordered = await run(dir, ["lint", "--fix"]);
      assert.match(ordered.stderr, /fixed: The keys stand in their order\./);
      const keys = Object.keys(JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)));
      assert.deepEqual(keys.slice(0, 4), ["$schema", "schemaVersion", "revision", "project"]);
    }),
);

Deno.test(
  { name: "lint reads standard input, and names file and line of what does not fit the schema", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await planWith(dir, tbd);
      const text = await Deno.readTextFile(`${dir}/docs/plan.json`);
      const piped = await run(dir, ["lint", "-"], { stdin: text });
      assert.deepEqual([piped.code, /^-: score 92/.test(piped.stdout)], [8, true]);
      const plan = JSON.parse(text) as Plan;
      Reflect.deleteProperty(plan.phases[0]!.steps[1]!, "generatedBy");
      const broken = JSON.stringify(plan, null, 2);
      await Deno.writeTextFile(`${dir}/broken.json`, broken);
      const line = broken.split("\n").findIndex((line) => line.includes(plan.phases[0]!.steps[1]!.id));
      const { code, stderr } = await run(dir, ["lint", "broken.json"]);
      assert.equal(code, 2);
      const place = stderr.replace(/^error: Cannot read the plan /, "").split(": ").slice(0, 3).join(": ");
      assert.equal(
        place,
        `"broken.json", line ${line}: it does not fit the schema: phases[0].steps[1].generatedBy`,
      );
    }),
);
