import assert from "node:assert/strict";
import {
  assertFiles,
  assertHarmless,
  done,
  filesIn,
  inFolder,
  planFiles,
  run,
  send,
  SMALL,
  testFailure,
  TIMEOUT,
  write,
} from "./cli_harness.ts";

const ARGS = ["run-full-pipeline", ...SMALL];
/** An idea with more phases than the small one. */
const LARGE = ["run-full-pipeline", "--name", "Large", "--brief", "-"];
const LARGE_BRIEF = Array.from({ length: 60 }, (_, at) => `- Users can archive records of kind ${at}.\n`).join("");

/** Declares a test that runs in a folder of its own. */
function test(name: string, fn: (dir: string) => Promise<void>): void {
  Deno.test({ name, timeout: TIMEOUT, fn: () => inFolder(fn) });
}

/** The lines of a text. */
const lines = (text: string) => text.split("\n").slice(0, -1);

/** The text of a plan whose first step is done. */
async function finishFirstStep(dir: string): Promise<string> {
  const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`));
  plan.phases[0].steps[0].status = "done";
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  await Deno.writeTextFile(`${dir}/docs/plan.json`, text);
  return text;
}

test("run-full-pipeline writes all files and prints their paths when the folder is empty", async (dir) => {
  const { stdout, stderr } = await done(dir, ARGS);
  const paths = lines(stdout);
  assert.deepEqual(paths, planFiles(paths.length - 4).map((name) => `docs/${name}`));
  assert.ok(paths.length > 4, "a plan has phases");
  assert.deepEqual(Object.keys(await filesIn(dir)), paths.toSorted());
  assert.match(stderr, /begin with docs\/devplan\.md/);
});

test("run-full-pipeline writes the same bytes when it runs again, in place or elsewhere", async (dir) => {
  const first = await done(dir, ARGS);
  const before = await filesIn(`${dir}/docs`);
  const again = await done(dir, ARGS);
  assert.equal(again.stdout, first.stdout);
  await assertFiles(`${dir}/docs`, before);
  await done(dir, [...ARGS, "--output-dir", "deep/er/down", "--concurrency", "1"]);
  await assertFiles(`${dir}/deep/er/down`, before);
});

test("run-full-pipeline prints one JSON document when --json is given", async (dir) => {
  const { stdout } = await done(dir, [...ARGS, "--json"]);
  const document = JSON.parse(stdout);
  assert.equal(document.schemaVersion, 1);
  assert.equal(document.exitCode, 0);
  assert.equal(document.project, "URL shortener");
  assert.deepEqual(document.files, planFiles(document.phases).map((name) => `docs/${name}`));
  assert.deepEqual([document.kept, document.removed, document.checks.errors], [[], [], 0]);
});

test("run-full-pipeline leaves an edited file alone when it runs again, unless --force is given", async (dir) => {
  await done(dir, ARGS);
  const fresh = await filesIn(`${dir}/docs`);
  await write(dir, { "docs/phase2.md": "mine" });
  const { stdout, stderr } = await done(dir, ARGS);
  await assertFiles(
    `${dir}/docs`,
    { ...fresh, "phase2.md": "mine", "phase2.md.new": fresh["phase2.md"] ?? "" },
  );
  assert.doesNotMatch(stdout, /phase2/);
  assert.match(stderr, /notice: "docs\/phase2\.md" is left alone.*"docs\/phase2\.md\.new"/);
  const { kept } = JSON.parse((await done(dir, [...ARGS, "--json"])).stdout);
  assert.deepEqual(kept, [{ path: "docs/phase2.md", new: "docs/phase2.md.new" }]);
  assert.match((await done(dir, [...ARGS, "--force"])).stdout, /phase2\.md$/m);
  assert.equal(await Deno.readTextFile(`${dir}/docs/phase2.md`), fresh["phase2.md"]);
});

test("run-full-pipeline leaves somebody's own files alone when it runs for the first time", async (dir) => {
  await write(dir, {
    "docs/plan.json": "{}",
    "docs/phase1.md": "mine",
    "docs/phase99.md": "mine",
    "docs/a.tmp": "mine",
  });
  const { stderr } = await done(dir, ARGS);
  const found = await filesIn(`${dir}/docs`);
  assert.deepEqual([found["plan.json"], found["phase1.md"], found["phase99.md"], found["a.tmp"]], [
    "{}",
    "mine",
    "mine",
    "mine",
  ]);
  assert.match(found["plan.json.new"] ?? "", /"schemaVersion": 1/);
  assert.match(found["phase1.md.new"] ?? "", /^# Phase 1/);
  assert.equal(stderr.match(/^notice: /gm)?.length, 2);
});

test("run-full-pipeline removes stale phases but no edited one when a smaller plan follows", async (dir) => {
  await done(dir, LARGE, { stdin: LARGE_BRIEF });
  const large = Object.keys(await filesIn(`${dir}/docs`)).length - 4;
  await write(dir, { [`docs/phase${large}.md`]: "mine" });
  const { stdout, stderr } = await done(dir, ARGS);
  const small = lines(stdout).length - 4;
  assert.ok(small + 1 < large, `expected a smaller plan, got ${small} after ${large} phases`);
  const expected = [...planFiles(small), `phase${large}.md`].sort();
  assert.deepEqual(Object.keys(await filesIn(`${dir}/docs`)), expected);
  assert.equal(stderr.match(/^removed: docs\/phase\d+\.md$/gm)?.length, large - small - 1);
});

test("run-full-pipeline writes the same files when its stages run one by one", async (dir) => {
  await done(dir, [...ARGS, "--output-dir", "whole"]);
  const design = await done(dir, ["generate-design", ...SMALL]);
  assert.deepEqual(lines(design.stdout), ["docs/project_design.md", "docs/plan.json"]);
  await done(dir, ["generate-devplan"]);
  await done(dir, ["generate-handoff"]);
  await assertFiles(`${dir}/docs`, await filesIn(`${dir}/whole`));
});

test("generate-devplan reads and writes where --plan and --output-dir say when they are given", async (dir) => {
  await done(dir, ["generate-design", ...SMALL, "--output-dir", "a"]);
  const { stdout } = await done(dir, ["generate-devplan", "--plan", "a/plan.json"]);
  assert.ok(lines(stdout).includes("a/phase1.md"), stdout);
  const before = await filesIn(`${dir}/a`);
  await done(dir, ["generate-devplan", "--plan", "a/plan.json", "--output-dir", "b"]);
  await assertFiles(`${dir}/a`, before);
  assert.ok("phase1.md" in await filesIn(`${dir}/b`));
});

test("generate-devplan does not lose progress when a step is done, unless --force is given", async (dir) => {
  await done(dir, ARGS);
  const worked = await finishFirstStep(dir);
  const before = await filesIn(dir);
  const refused = await run(dir, ["generate-devplan"]);
  assert.equal(refused.code, 2, refused.stderr);
  assert.match(refused.stderr, /^error: .*step 1\.1 is done.*\n {2}.*--force/m);
  await assertFiles(dir, before);
  await done(dir, ARGS);
  assert.equal(await Deno.readTextFile(`${dir}/docs/plan.json`), worked, "run-full-pipeline");
  await done(dir, ["generate-handoff"]);
  assert.equal(JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)).phases[0].steps[0].status, "done");
  await done(dir, ["generate-devplan", "--force"]);
  assert.equal(JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`)).phases[0].steps[0].status, "todo");
});

test("generate-handoff reads a plan from a pipe", async (dir) => {
  await done(dir, ARGS);
  const { success } = await new Deno.Command("mkfifo", { args: [`${dir}/pipe`] }).output();
  assert.ok(success);
  const feeding = new Deno.Command("cp", { args: ["docs/plan.json", "pipe"], cwd: dir }).spawn();
  try {
    await done(dir, ["generate-handoff", "--plan", "pipe", "--output-dir", "other"]);
  } finally {
    // Where nobody has read, it still waits.
    send(feeding, "SIGKILL");
    await feeding.status;
  }
  assert.equal(
    await Deno.readTextFile(`${dir}/other/handoff_prompt.md`),
    await Deno.readTextFile(`${dir}/docs/handoff_prompt.md`),
  );
});

const PLAN = '{"schemaVersion":1,"phases":[]}';
for (const command of ["generate-devplan", "generate-handoff"]) {
  const rows = [
    { when: "there is no plan", args: [], cause: /"docs\/plan\.json".*no such file/, hint: /--plan/ },
    { when: "--plan leads nowhere", args: ["--plan", "x/p.json"], cause: /"x\/p\.json".*no such/, hint: /--plan/ },
    { when: "the plan is empty", args: [], plan: "", cause: /it is empty/, hint: /run-full-pipeline/ },
    { when: "the plan is cut", args: [], plan: PLAN.slice(0, 9), cause: /expected JSON/, hint: /run-full-pipeline/ },
    { when: "the plan is null", args: [], plan: "null", cause: /schema/, hint: /schema/ },
    { when: "the plan has no project", args: [], plan: PLAN, cause: /project/, hint: /schema/ },
    { when: "the plan is of a later version", args: [], plan: '{"schemaVersion":2}', cause: /is 2/, hint: /newer/ },
  ];
  for (const { plan, ...row } of rows) {
    testFailure({ ...row, command, code: 2, ...(plan === undefined ? {} : { files: { "docs/plan.json": plan } }) });
  }
}

testFailure({
  command: "generate-devplan",
  when: "the plan has values of the wrong type",
  args: [],
  code: 2,
  cause: /requirements\[1\]\.text: .*project\.languages|project\.languages: .*requirements\[1\]\.text/,
  hint: /schema/,
  async prepare(dir) {
    await done(dir, ["generate-design", ...SMALL]);
    const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`));
    plan.requirements[1].text = 7;
    plan.project.languages = "Go";
    await Deno.writeTextFile(`${dir}/docs/plan.json`, JSON.stringify(plan));
  },
});

test("run-full-pipeline is silent on stderr when --quiet is given", async (dir) => {
  assert.equal((await done(dir, [...ARGS, "--quiet"])).stderr, "");
});

test("devussy prints help and exits 0 when it is asked for, on every command it lists", async (dir) => {
  const whole = await done(dir, []);
  for (const args of [["--help"], ["-h"], ["help"]]) assert.equal((await done(dir, args)).stdout, whole.stdout);
  const names = [...whole.stdout.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name]) => name ?? "");
  assert.ok(names.includes("run-full-pipeline") && names.includes("help"), names.join());
  for (const name of names) {
    const { stdout, stderr } = await done(dir, [name, "--help"]);
    assert.match(stdout, new RegExp(`^devussy ${name}: .+\n\nUsage: devussy ${name}\\b`));
    assert.match(stdout, /^ {2}--json /m);
    assert.equal(stderr, "");
    assert.equal((await done(dir, ["help", name])).stdout, stdout);
    assert.equal((await done(dir, [name, "-h"])).stdout, stdout);
  }
});

test("devussy prints its version when it is asked for", async (dir) => {
  const { stdout } = await done(dir, ["version"]);
  assert.match(stdout, /^devussy \d+\.\d+\.\d+\n$/);
  for (const flag of ["--version", "-V", "-v"]) assert.equal((await done(dir, [flag])).stdout, stdout);
  const document = JSON.parse((await done(dir, ["version", "--json"])).stdout);
  assert.deepEqual([document.schemaVersion, `devussy ${document.version}\n`], [1, stdout]);
});

test("run-full-pipeline plans a brief when it is nearly as large as allowed", async (dir) => {
  let brief = "";
  for (let at = 0; brief.length < 900_000; at++) {
    brief += `- Users can archive and restore records of kind ${at}, ${"and those of its parts, ".repeat(9)}too.\n`;
  }
  await done(dir, LARGE, { stdin: brief });
});

test("run-full-pipeline shows no escape sequence when colour is wanted but nobody sees it", async (dir) => {
  for (const env of [{ FORCE_COLOR: "1" }, { NO_COLOR: "1" }, { CLICOLOR_FORCE: "1", TERM: "xterm-256color" }]) {
    await done(dir, ARGS, { env });
    assertHarmless(await run(dir, ["run-full-pipeline"], { env }));
  }
});
