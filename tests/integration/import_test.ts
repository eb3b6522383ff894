import assert from "node:assert/strict";
import type { Plan } from "../../mod.ts";
import {
  assertFailure,
  assertFiles,
  assertHarmless,
  done,
  filesIn,
  inFolder,
  SMALL,
  TIMEOUT,
  write,
} from "./cli_harness.ts";
import { command } from "./in_process.ts";

/** Runs a test in a folder that holds a plan with its pages. */
function withPlan(test: (dir: string, run: (...args: string[]) => ReturnType<typeof command>) => Promise<void>) {
  return () =>
    inFolder(async (dir) => {
      const run = (...args: string[]) => command(dir, [...args, "--output-dir", `${dir}/docs`]);
      const made = await run("run-full-pipeline", ...SMALL, "--provider", "offline", "--state-dir", `${dir}/.devussy`);
      assert.equal(made.code, 0, made.stderr);
      await test(dir, run);
    });
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await Deno.readTextFile(path);
  const changed = change(text);
  assert.notEqual(changed, text, path);
  await Deno.writeTextFile(path, changed);
}

const planIn = async (dir: string) => JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)) as Plan;
const NOTE = "\n> My own note: `x` | y.\n";

Deno.test({
  name: "import takes over what was edited in pages, says so, and leaves the rest as people wrote it",
  timeout: TIMEOUT,
  fn: withPlan(async (dir, run) => {
    const before = await planIn(dir);
    const [first, , third] = before.phases[0]!.steps;
    await edit(`${dir}/docs/phase1.md`, (page) =>
      page.replace("- [ ] **1.1 ", "- [X] **1.1 Now: ")
        .replace(/\n- \[ \] \*\*1\.3 [^]*?(?=<!-- PHASE_TASKS_END)/, () => NOTE));
    await edit(`${dir}/docs/devplan.md`, (page) => `${page}- [x] Somebody liked it.\n${NOTE}`);
    const unchanged = await filesIn(dir);
    const dry = await run("import", "--dry-run");
    assert.equal(dry.code, 0, dry.stderr);
    assert.match(dry.stderr, /nothing is written: --dry-run/);
    await assertFiles(dir, unchanged);
    // As docs/GUIDE.md has it.
    const { stdout } = await done(dir, ["import"]);
    for (
      const line of [
        /^revision 1 -> 2, score/,
        /^ {6}\+ title: Now: /m,
        new RegExp(`^  - 1\\.3 ${third!.id} .*\\(retired\\)$`, "m"),
        new RegExp(`^  ~ 1\\.1 ${first!.id} .*: todo, now done$`, "m"),
        /^ {2}\+ definition of done Somebody liked it\.$/m,
        /^docs\/phase1\.md$/m,
        /^docs\/plan\.json$/m,
      ]
    ) assert.match(stdout, line);
    const after = await planIn(dir);
    assert.deepEqual(after.phases[0]!.steps.map(({ id }) => id), before.phases[0]!.steps.map(({ id }) => id));
    assert.deepEqual(after.phases[0]!.steps.map(({ status }) => status), ["done", "todo", "retired"]);
    const page = await Deno.readTextFile(`${dir}/docs/phase1.md`);
    assert.ok(page.includes(NOTE));
    assert.match(page, new RegExp(`^- ~~\\*\\*1\\.3 .*\\(retired; \`${third!.id}\`\\)$`, "m"));
    const devplan = await Deno.readTextFile(`${dir}/docs/devplan.md`);
    assert.ok(devplan.includes("- [x] Somebody liked it.\n") && devplan.endsWith(NOTE));
    const settled = await filesIn(dir);
    const again = await run("import");
    assert.deepEqual([again.code, again.stdout], [0, "nothing to take over: the pages say what plan.json says\n"]);
    await assertFiles(dir, settled);
    const sync = await run("sync");
    assert.equal(sync.code, 0, sync.stdout);
  }),
});

Deno.test({
  name: "import takes new steps and phases, and exits 8 where the new plan does not pass its checks",
  timeout: TIMEOUT,
  fn: withPlan(async (dir, run) => {
    const before = await planIn(dir);
    const last = before.phases.length + 1;
    await write(dir, {
      [`docs/phase${last}.md`]: `# Phase ${last}: Later\n\n- [ ] Sing (docs; R1)\n- no box\n${NOTE}`,
    });
    const { code, stdout, stderr } = await run("import", "--json");
    const { exitCode, taken, notTaken, revision, files, checks } = JSON.parse(stdout);
    assert.deepEqual([code, exitCode, revision], [8, 8, 2]);
    assert.match(stderr, /^finding: deliverable, phase \d+, step \d+\.1: /m);
    assert.ok(checks.errors > 0);
    assert.deepEqual(taken.steps.added.map(({ title }: { title: string }) => title), ["Sing"]);
    assert.deepEqual(taken.phases.added.map(({ number }: { number: number }) => number), [last]);
    assert.deepEqual(notTaken.map(({ file, line }: { file: string; line: number }) => [file, line]), [
      [`phase${last}.md`, 4],
    ]);
    assert.ok(files.includes(`${dir}/docs/devplan.md`));
    const page = await Deno.readTextFile(`${dir}/docs/phase${last}.md`);
    assert.match(
      page,
      new RegExp(
        `^- \\[ \\] \\*\\*${last}\\.1 Sing\\*\\* \\(docs; size M; R1; \`S\\w{4}\`\\)\n  - Files: none\n- no box$`,
        "m",
      ),
    );
    assert.ok(page.endsWith(NOTE));
  }),
});

Deno.test({
  name: "import reads pages of another folder, and leaves those of the plan in agreement with it",
  timeout: TIMEOUT,
  fn: withPlan(async (dir, run) => {
    const page = await Deno.readTextFile(`${dir}/docs/phase1.md`);
    await write(dir, { "mine/phase1.md": page.replace("**1.1 ", "**1.1 Now: ").replaceAll("\n", "\r\n") });
    const { code, stdout } = await run("import", `${dir}/mine`);
    assert.equal(code, 0);
    assert.match(stdout, /not taken over: phase2\.md: it is not there; its steps stay as they are/);
    assert.match(await Deno.readTextFile(`${dir}/docs/phase1.md`), /\*\*1\.1 Now: /);
    assert.equal((await run("import")).stdout, "nothing to take over: the pages say what plan.json says\n");
  }),
});

Deno.test({
  name: "import changes no file where a page cannot be read, and names each place",
  timeout: TIMEOUT,
  fn: withPlan(async (dir, run) => {
    await edit(
      `${dir}/docs/phase1.md`,
      (page) => page.replace(/`S\w+`\)/, "`Snone`)").replace(/size [SML]/g, "two days"),
    );
    await write(dir, { "torn/phase1.md": "# Phase 1: Begin\n<<<<<<< HEAD\n=======\n>>>>>>> other\n" });
    await write(dir, { "empty/notes.md": "Nothing.\n", "other.json": '{"tasks":[]}' });
    const before = await filesIn(dir);
    const failures: [args: string[], cause: RegExp, hint: RegExp][] = [
      [["import"], /phase1\.md:\d+: "two days" is no fact of a step.*; phase1\.md:\d+: /, /\(feature; size M; after/],
      [["import", `${dir}/torn`], /phase1\.md:2: git has left a conflict there/, /Settle it/],
      [["import", `${dir}/empty`], /there is neither devplan\.md nor a phase file/, /Name the folder/],
      [["import", `${dir}/none`], /there is no such folder/, /Name the folder/],
      [["import", "--plan", `${dir}/none.json`], /there is no such file/, /run-full-pipeline/],
      [["import", "--plan", `${dir}/other.json`], /does not fit the schema/, /plan\.schema\.json/],
    ];
    for (const [args, cause, hint] of failures) {
      for (const json of [[], ["--json"]]) {
        const result = { ...await run(...args, ...json), signal: null };
        assertFailure(result, { code: 2, cause, hint }, json.length > 0);
      }
    }
    await Deno.remove(`${dir}/empty.yaml`);
    delete before["empty.yaml"];
    await assertFiles(dir, before);
  }),
});

Deno.test({
  name: "import takes hostile pages for texts",
  timeout: TIMEOUT,
  fn: withPlan(async (dir, run) => {
    const hostile = "\u001b]0;x\u0007<img src=x onerror=alert(1)> \u202e`<!-- PHASE_TASKS_END -->`";
    await edit(`${dir}/docs/phase1.md`, (page) => page.replace("**1.1 ", () => `**1.1 ${hostile} `));
    const result = await run("import");
    assertHarmless({ ...result, signal: null });
    assert.equal((await run("import")).stdout, "nothing to take over: the pages say what plan.json says\n");
    assert.equal((await Deno.readTextFile(`${dir}/docs/phase1.md`)).split("<!-- PHASE_TASKS_END -->").length, 2);
  }),
});
