import assert from "node:assert/strict";
import { parsePlan } from "../../src/plan/read.ts";
import { done, inFolder, run, testFailure, TIMEOUT, write } from "./cli_harness.ts";
import { interviewing } from "./interviewing.ts";

function test(name: string, fn: (dir: string) => Promise<void>): void {
  Deno.test({ name: `interactive --answers ${name}`, timeout: TIMEOUT, fn: () => inFolder(fn) });
}

function requirementsIn(dir: string): string[] {
  return parsePlan(Deno.readTextFileSync(`${dir}/docs/plan.json`)).requirements.map(({ text }) => text);
}

const IDEA = ["--name", "URL shortener", "--requirements", "Shorten links. Count clicks.", "--languages", "Go"];

test("takes the file that --questions prints, filled in", async (dir) => {
  const { stdout } = await done(dir, ["interactive", ...IDEA, "--questions"]);
  assert.match(stdout, /^name: "URL shortener"$/m);
  const who = "Who uses it, how many people at a time, and on which devices?";
  assert.ok(stdout.includes(`"${who}": ""`), stdout);
  await write(dir, { "answers.yaml": stdout.replace(`"${who}": ""`, `"${who}": about 500 people, on phones`) });
  const { stderr } = await done(dir, ["interactive", "--answers", "answers.yaml"]);
  assert.match(
    stderr,
    /the brief with your answers: docs\/brief\.md; after a change of it: devussy replan --brief docs/,
  );
  const plan = parsePlan(Deno.readTextFileSync(`${dir}/docs/plan.json`));
  assert.deepEqual(plan.project.languages, ["Go"]);
  assert.deepEqual(requirementsIn(dir), [
    "Shorten links.",
    "Count clicks.",
    "Who uses it: about 500 people, on phones",
  ]);
  // What was left empty stays open.
  assert.ok(plan.questions.some(({ text }) => text.startsWith("Where will it run")));
  assert.ok(!plan.questions.some(({ text }) => text === who));
  // Nothing is stored for later: the file is.
  await assert.rejects(Deno.stat(`${dir}/.devussy`), Deno.errors.NotFound);
});

test("reads JSON from standard input, and prints JSON with --json", async (dir) => {
  const { stdout } = await done(dir, ["interactive", ...IDEA, "--questions", "--json"]);
  const filled = { ...JSON.parse(stdout), languages: "Rust, Go", answers: { "Is it public?": true } };
  const stdin = JSON.stringify(filled);
  const result = await done(dir, ["interactive", "--answers", "-", "--json"], { stdin });
  assert.equal(JSON.parse(result.stdout).exitCode, 0);
  assert.ok(requirementsIn(dir).includes("Is it public: yes"));
});

test("keeps open what the file does not know, and reads names as people list them", async (dir) => {
  await write(dir, {
    "answers.yaml":
      'name: Shop\nrequirements: Sell books.\nlanguages: Go and TypeScript\nframeworks: ["I don\'t know"]\n' +
      'answers:\n  "Who uses it, how many people at a time, and on which devices?": not sure yet\n',
  });
  await done(dir, ["interactive", "--answers", "answers.yaml"]);
  const { project, questions } = parsePlan(Deno.readTextFileSync(`${dir}/docs/plan.json`));
  assert.deepEqual([project.languages, project.frameworks], [["Go", "TypeScript"], []]);
  assert.deepEqual(requirementsIn(dir), ["Sell books."]);
  assert.ok(questions.some(({ text }) => text.startsWith("Who uses it")));
});

test("lets options count before it, and reads the brief that it names", async (dir) => {
  await write(dir, {
    "brief.md": "Users can write notes.\n",
    "answers.yaml": "name: Other\nbrief: brief.md\nlanguages: [Python]\nframeworks:\n  - FastAPI\nanswers:\n",
  });
  await done(dir, ["interactive", "--answers", "answers.yaml", "--name", "Notes"]);
  const { project } = parsePlan(Deno.readTextFileSync(`${dir}/docs/plan.json`));
  assert.deepEqual([project.name, project.languages], ["Notes", ["Python"]]);
  assert.ok(project.frameworks.includes("FastAPI"));
  assert.deepEqual(requirementsIn(dir), ["Users can write notes."]);
});

test("names all that is wrong with the file at once", async (dir) => {
  const answers =
    "nmae: Notes\nname: [a]\nlanguages: {a: 1}\nframeworks: [Gin, Gin or Echo]\nrequirements: x\nrequirements: y\n" +
    `answers:\n  who: me\n  "Who uses it?": [me]\n  "WHO uses it??": me\n  "How large is it?": ${"x".repeat(4001)}\n`;
  await write(dir, { "answers.yaml": answers });
  const { code, stdout, stderr } = await run(dir, ["interactive", "--answers", "answers.yaml", "--json"]);
  assert.equal(code, 2, stderr);
  assert.deepEqual(JSON.parse(stdout).error.problems, [
    'answers.yaml:1:1 unknown key "nmae"',
    "answers.yaml:2:7 name: expected a text, got a list",
    "answers.yaml:3:12 languages: expected a text, got keys",
    'answers.yaml:4:19 frameworks: expected names with commas between them, got "Gin or Echo"',
    "answers.yaml:6:1 requirements: expected once, got a second one",
    'answers.yaml:8:3 answers: expected a question as key, got "who"',
    'answers.yaml:9:19 answers, "Who uses it?": expected a text, got a list',
    'answers.yaml:10:3 answers, "WHO uses it??": expected once, got a second one',
    "answers.yaml:11:23 answers: expected at most 4000 characters, got 4001",
  ]);
  assert.match(stderr, /9 problems, the first: answers\.yaml:1:1 unknown key "nmae"\n {2}Did you mean "name"\?/);
});

test("takes no key, and says nothing of it", async (dir) => {
  const key = "sk-taint-7Qz4Xw9LmN2vRt8KpB3c";
  await write(dir, { "answers.yaml": `name: Notes\nanswers:\n  "Which key is it?": ${key}\n` });
  const { code, stderr } = await interviewing(dir, ["--answers", `${dir}/answers.yaml`], {
    env: { OPENAI_API_KEY: key },
  });
  assert.equal(code, 2);
  assert.match(stderr, /holds the key of provider "openai"\n {2}Take it out/);
  assert.ok(!stderr.includes(key));
});

const FAILURES = [
  {
    when: "nobody can be asked",
    args: ["--name", "Notes"],
    cause: /nobody can be asked here, and --answers is missing/,
    hint: /give --answers FILE; --questions prints one/,
  },
  {
    when: "the answers are not there",
    args: ["--answers", "none.yaml"],
    cause: /Cannot read the answers "none\.yaml": there is no such file/,
    hint: /Give a YAML or JSON file/,
  },
  {
    when: "the answers name no project",
    args: ["--answers", "a.yaml"],
    files: { "a.yaml": "languages: [Go]\n" },
    cause: /Cannot plan a project without a name: "a\.yaml" has none, and --name is missing/,
    hint: /name: "URL shortener"/,
  },
  {
    when: "the answers are a list",
    args: ["--answers", "a.yaml"],
    files: { "a.yaml": "- a\n" },
    cause: /a\.yaml:1:1 expected keys with answers, got a list/,
    hint: /name, requirements, brief, languages/,
  },
  {
    when: "the answers are no YAML",
    args: ["--answers", "a.yaml"],
    files: { "a.yaml": "name: [\n" },
    cause: /a\.yaml:\d+:\d+ expected YAML/,
    hint: /quote what has a colon/,
  },
  {
    when: "the answers use references",
    args: ["--answers", "a.yaml"],
    files: { "a.yaml": "name: &a Notes\nbrief: *a\n" },
    cause: /2 problems, the first: a\.yaml:1:7 expected a value, got an anchor/,
    hint: /plain keys/,
  },
  {
    when: "brief and answers both come from standard input",
    args: ["--answers", "-", "--brief", "-"],
    stdin: "name: Notes\n",
    cause: /Cannot read both the brief and the answers from standard input/,
    hint: /Write one into a file/,
  },
  {
    when: "the name in the answers is none",
    args: ["--answers", "a.yaml"],
    files: { "a.yaml": 'name: "!!!"\n' },
    cause: /expected a name with at least one letter or digit/,
    hint: /Name it/,
  },
  {
    when: "questions are wanted of nothing",
    args: ["--questions"],
    cause: /expected a name with at least one letter or digit, got nothing/,
    hint: /--name/,
  },
  {
    when: "the brief is not there",
    args: ["--name", "Notes", "--brief", "none.md", "--questions"],
    cause: /Cannot read the brief "none\.md"/,
    hint: /Give a text/,
  },
];
for (const failure of FAILURES) testFailure({ command: "interactive", code: 2, ...failure });
