import assert from "node:assert/strict";
import { main } from "../../src/cli/main.ts";
import { parsePlan } from "../../src/plan/read.ts";
import { lockInterview } from "../../src/store/interview_file.ts";
import type { Plan } from "../../src/plan/types.ts";
import fc from "fast-check";
import { filesIn, inFolder, TIMEOUT, write } from "./cli_harness.ts";
import { command } from "./in_process.ts";
import { remount, testOnDisk } from "./memory_disk.ts";
import { askedIn, interviewing, storedIn } from "./interviewing.ts";

/** Name, two lines of requirements, the language, no frameworks. */
const IDEA = "URL shortener\nShorten links.\nCount clicks.\n\nGo\n\n";
const WHO = "Who uses it, how many people at a time, and on which devices?";
/** How many points the embedded planner leaves open in that idea. */
const OPEN = 7;
const KEY = "sk-taint-7Qz4Xw9LmN2vRt8KpB3c";

function test(name: string, fn: (dir: string) => Promise<void>): void {
  Deno.test({ name: `interactive ${name}`, timeout: TIMEOUT, fn: () => inFolder(fn) });
}

function planIn(dir: string): Plan {
  return parsePlan(Deno.readTextFileSync(`${dir}/docs/plan.json`));
}

test("asks for the idea, then for what it leaves open, and makes the plan of both", async (dir) => {
  const answers = ["Owners can delete their links.", "about 500 people, on phones", "", "", "Payments", "", "no"];
  const { code, stdout, stderr } = await interviewing(dir, [], { typed: `${IDEA}${answers.join("\n")}\n` });
  assert.equal(code, 0, stderr);
  assert.equal(askedIn(stderr).length, 4 + OPEN);
  assert.match(stderr, /\[3 of 7\]/);
  assert.match(stdout, /docs\/plan\.json/);
  const plan = planIn(dir);
  assert.deepEqual(plan.project.languages, ["Go"]);
  assert.deepEqual(plan.requirements.map(({ text, kind }) => [kind, text]), [
    ["functional", "Shorten links."],
    ["functional", "Count clicks."],
    ["functional", "Owners can delete their links."],
    ["constraint", "Who uses it: about 500 people, on phones"],
    ["constraint", "Out of scope: Payments"],
    ["constraint", "Does not hold: Shortening the same address twice gives two different codes."],
  ]);
  assert.ok(plan.requirements.every(({ source }) => source.from === "brief" && (source.line ?? 0) > 0));
  // What was answered is open no more; what was not still is.
  const open = plan.questions.map(({ text }) => text).join("\n");
  assert.doesNotMatch(open, /Who uses it|left out|May anyone/);
  assert.match(open, /Where will it run[^]*What must it keep/);
  assert.doesNotMatch(plan.assumptions.map(({ text }) => text).join("\n"), /two different codes|no language/);
  assert.equal(plan.checks?.score, 100);
  assert.equal(storedIn(dir).state, "finished");
});

test("leaves a brief from which the same plan is made again, and which replan takes", async (dir) => {
  await interviewing(dir, [], { typed: `${IDEA}\n${"an answer to it\n".repeat(OPEN)}` });
  const brief = `${dir}/docs/brief.md`;
  const other = await command(dir, [
    ...["run-full-pipeline", "--name", "URL shortener", "--languages", "Go", "--brief", brief],
    ...["--output-dir", `${dir}/again`, "--provider", "offline"],
  ]);
  assert.equal(other.code, 0, other.stderr);
  const again = parsePlan(Deno.readTextFileSync(`${dir}/again/plan.json`));
  assert.deepEqual(again.requirements, planIn(dir).requirements);
  assert.deepEqual(again.phases, planIn(dir).phases);
  const replan = ["replan", "--plan", `${dir}/docs/plan.json`, "--brief", brief, "--dry-run", "--json"];
  const { code, stdout, stderr } = await command(dir, replan);
  assert.equal(code, 0, stderr);
  const unchanged = planIn(dir).requirements.length;
  assert.deepEqual(JSON.parse(stdout).replan.requirements, { added: [], changed: [], retired: [], unchanged });
});

test("asks only what options and brief do not say, and keeps the brief's own words first", async (dir) => {
  const brief = "# Notes\n\n- Users can write notes\n- Should notes be shared?\n";
  await write(dir, { "brief.md": brief });
  const args = ["--name", "Notes", "--brief", `${dir}/brief.md`, "--languages", "Rust", "--apis", "Stripe"];
  const { code, stderr } = await interviewing(dir, args, { typed: `Only with the team\n${"\n".repeat(8)}` });
  assert.equal(code, 0, stderr);
  assert.equal(askedIn(stderr)[0], "Should notes be shared?");
  const kept = Deno.readTextFileSync(`${dir}/docs/brief.md`);
  assert.equal(kept, `${brief}\n## Answers\n\n- Should notes be shared? Only with the team\n`);
  assert.equal(Deno.readTextFileSync(`${dir}/brief.md`), brief);
  assert.ok(planIn(dir).requirements.some(({ text }) => text === "Should notes be shared: only with the team"));
  assert.ok(!planIn(dir).questions.some(({ text }) => text === "Should notes be shared?"));
});

test("goes on in the brief's own answers, and asks what it left open there", async (dir) => {
  const where = "Where will it run: on one person's machine, on a server of yours, or with a hosting service?";
  const brief = `Users can write notes.\n\n## Answers\n\n- ${WHO} 300 members\n- ${where} I don't know\n`;
  await write(dir, { "brief.md": brief });
  const args = ["--name", "Notes", "--brief", `${dir}/brief.md`, "--languages", "Go", "--apis", "Stripe"];
  const first = await interviewing(dir, args, { typed: "" });
  assert.deepEqual(askedIn(first.stderr), [where]);
  const { code, stderr } = await interviewing(dir, args, { typed: `our own server\n${"\n".repeat(8)}` });
  assert.equal(code, 0, stderr);
  assert.ok(!askedIn(stderr).includes(WHO));
  assert.equal(Deno.readTextFileSync(`${dir}/docs/brief.md`), `${brief}- ${where} our own server\n`);
  assert.deepEqual(planIn(dir).requirements.map(({ text }) => text), [
    "Users can write notes.",
    "Who uses it: 300 members",
    "Where will it run: our own server",
  ]);
});

test("has its answers read where the brief ends inside a block of code", async (dir) => {
  for (const fence of ["```", "~~~"]) {
    await write(dir, { "brief.md": `Users can write notes.\n\n${fence}sh\nnote "hello"` });
    const args = ["--name", "Notes", "--brief", `${dir}/brief.md`, "--languages", "Go", "--apis", "x", "--fresh"];
    const { code, stderr } = await interviewing(dir, args, { typed: `Blue\n${"\n".repeat(8)}` });
    assert.equal(code, 0, stderr);
    assert.match(planIn(dir).requirements.at(-1)?.text ?? "", /: Blue$/);
  }
});

test("keeps each answer and goes on with the first that is missing", async (dir) => {
  const first = await interviewing(dir, [], { typed: "URL shortener\nShorten links.\nCount" });
  assert.equal(first.code, 130);
  assert.match(first.stderr, /Stopped by Ctrl-D: 1 answer kept in .*interview\.json\n {2}Run the same command again/);
  assert.match(first.stderr, /continue: devussy interactive/);
  const second = await interviewing(dir, [], { typed: "\nGo\n\n\n" });
  assert.match(second.stderr, /going on with the interview about "URL shortener": 1 answer/);
  assert.match(second.stderr, /so far, 2 lines: Shorten links\. \/ Count/);
  assert.equal(askedIn(second.stderr)[0]?.startsWith("What must it do?"), true);
  assert.equal(storedIn(dir).answers.length, 5);
  const third = await interviewing(dir, [], { typed: "\n".repeat(OPEN) });
  assert.equal(third.code, 0, third.stderr);
  assert.equal(askedIn(third.stderr)[0], WHO);
  assert.deepEqual(planIn(dir).requirements.map(({ text }) => text), ["Shorten links.", "Count"]);
  // The next is another interview.
  const fourth = await interviewing(dir, [], { typed: "" });
  assert.match(fourth.stderr, /^note: a plan is there, .*docs\/plan\.json: this one takes its place/);
  assert.match(fourth.stderr, /\[1 of 4\] What is the project called/);
  assert.match(fourth.stderr, /Stopped by Ctrl-D: nothing was answered yet/);
});

test("explains, goes back, keeps and takes away answers", async (dir) => {
  const typed = `:back\n?\n${IDEA}back\nFastAPI, Stripe\nfirst\n?\nback\n\nback\n-\n${"\n".repeat(OPEN - 1)}`;
  const { code, stderr } = await interviewing(dir, [], { typed });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /This is the first question\./);
  assert.match(stderr, /The name stands in the plan/);
  assert.match(stderr, /dear to change later\. For example: About 50 members/);
  assert.match(stderr, /now: first \(Enter keeps it, - takes it away\)/);
  const { answers } = storedIn(dir);
  assert.equal(answers.find(({ id }) => id === "uses")?.answer, "FastAPI, Stripe");
  assert.ok(answers.slice(4).every(({ answer }) => answer === ""), JSON.stringify(answers));
  assert.deepEqual(planIn(dir).project.apis, ["Stripe"]);
});

test("asks again where an answer cannot be used", async (dir) => {
  const typed =
    `!!!\n${"x".repeat(201)}\nAn app in which my mum finds her best recipes\nShop\n${
      "y".repeat(4001)
    }\n- ?\n\nSell books.\n\n` +
    `I have no idea which ones to take\nGo\n${"\n".repeat(20)}`;
  const { code, stderr } = await interviewing(dir, [], { typed });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /expected a name with at least one letter or digit, got "!!!"/);
  assert.match(stderr, /got 201 characters/);
  assert.match(stderr, /Expected a name of at most 8 words, got 10\. What it must do is asked next\./);
  assert.match(stderr, /Expected at most 4000 bytes in a line, got 4001/);
  assert.match(stderr, /found no requirement/);
  assert.match(stderr, /expected names with commas between them, got "I have no idea/);
  assert.deepEqual(planIn(dir).project.languages, ["Go"]);
});

test("keeps open what somebody does not know", async (dir) => {
  const unknown = ["I don't know", "not sure yet", "weiß nicht", "??", "idk", "whatever", "dunno"];
  const typed = `Open\nShorten links.\n\nI don't know\nKeine Ahnung\n${unknown.join("\n")}\n`;
  const { code, stderr } = await interviewing(dir, [], { typed });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Kept open: TypeScript, assumed\.[^]*Kept open: it stays an open question in the plan\./);
  const { project, requirements, questions } = planIn(dir);
  assert.equal(project.name, "Open");
  assert.deepEqual([project.languages, project.apis], [["TypeScript"], []]);
  assert.deepEqual(requirements.map(({ text }) => text), ["Shorten links."]);
  assert.ok(questions.some(({ text }) => text === WHO));
});

test("reads names as people list them, and sentences as none", async (dir) => {
  const typed = "URL shortener\nShorten links.\n\nGo or Rust\nGo and TypeScript\nReact on the front\n" +
    `PostgreSQL, React und Stripe\n${"\n".repeat(8)}`;
  const { code, stderr } = await interviewing(dir, [], { typed });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /expected names with commas between them, got "Go or Rust"/);
  assert.match(stderr, /got "React on the front"/);
  const { languages, frameworks, apis } = planIn(dir).project;
  assert.deepEqual(languages, ["Go", "TypeScript"]);
  assert.ok(frameworks.includes("React"));
  assert.deepEqual(apis, ["PostgreSQL", "Stripe"]);
});

test("takes what is pasted as one answer", async (dir) => {
  const paste = (text: string) => `\x1b[200~${text}\x1b[201~\n`;
  const long = "Users can write notes.\n\n- Users can tag notes.\n?\n";
  const typed = `Notes\n${paste(long)}\n${paste("Go,\nRust")}\n${paste("on our\n  own server\n")}`;
  const { code, stderr } = await interviewing(dir, [], { typed });
  assert.equal(code, 130, stderr);
  assert.deepEqual(storedIn(dir).answers.map(({ answer }) => answer), [
    "Notes",
    "Users can write notes.\n\n- Users can tag notes.\n?",
    "Go, Rust",
    "",
    "on our own server",
  ]);
  // A whole brief is none.
  const brief = await interviewing(dir, ["--fresh"], {
    typed: `Notes\n${paste("a line\n".repeat(5_000))}Users can write.\n\n`,
  });
  assert.match(brief.stderr, /Expected at most 200 lines, got 5000: a longer text is a brief, for --brief FILE\./);
  assert.equal(storedIn(dir).answers.at(-1)?.answer, "Users can write.");
  // A terminal cuts what is too long, and the end of the paste with it.
  const cut = await interviewing(dir, [], { typed: `\x1b[200~${"я".repeat(2044)}\nGo\n` });
  assert.match(cut.stderr, /Expected at most 4000 bytes in a line, got 4088/);
  assert.equal(storedIn(dir).answers.at(-1)?.answer, "Go");
});

test("uses no answer about what the idea no longer raises, and says so", async (dir) => {
  const first = await interviewing(dir, [], {
    typed: `Thing\n${IDEA.slice(IDEA.indexOf("\n") + 1)}Owners can delete their links.\n`,
  });
  assert.equal(first.code, 130, first.stderr);
  const typed = `${":back\n".repeat(4)}Users can write notes.\n\n${"\n".repeat(8)}`;
  const { code, stderr } = await interviewing(dir, [], { typed });
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /warning: not used, for the idea no longer raises it: May anyone create links.* Owners can delete/,
  );
  assert.deepEqual(planIn(dir).requirements.map(({ text }) => text), ["Users can write notes."]);
});

test("lets nobody interview twice at once", async (dir) => {
  const held = await lockInterview(`${dir}/.devussy`);
  try {
    const { code, stderr } = await interviewing(dir, [], { typed: "Notes\n" });
    assert.equal(code, 7, stderr);
    assert.match(
      stderr,
      /another run holds it \(process \d+, since [^,]*, interactive\)\n {2}Wait until it has ended, or use another --state-dir/,
    );
  } finally {
    held.release();
  }
  await interviewing(dir, [], { typed: "Notes\n" });
  assert.equal(storedIn(dir).answers.length, 1);
  await assert.rejects(Deno.stat(`${dir}/.devussy/.devussy.lock`), Deno.errors.NotFound);
});

testOnDisk("interactive says before the first question that nothing can be kept", "size=16k", async (dir) => {
  const talk = async () => await interviewing(dir, [], { typed: "Notes\n", stateDir: `${dir}/disk/state` });
  Deno.writeFileSync(`${dir}/disk/fill`, new Uint8Array(8192));
  const full = await talk();
  assert.deepEqual([full.code, askedIn(full.stderr)], [6, []], full.stderr);
  assert.match(full.stderr, /no space is left on the disk\n {2}Free some space/);
  remount(`${dir}/disk`, "ro");
  const locked = await talk();
  assert.deepEqual([locked.code, askedIn(locked.stderr)], [6, []], locked.stderr);
  assert.match(locked.stderr, /the file system is read-only\n {2}Choose another --state-dir/);
});

test("takes no answer that holds a key, and writes none down", async (dir) => {
  const typed = `URL shortener\nShorten links.\n${KEY}\n${KEY.slice(0, 9)}\n${KEY.slice(9)}\n\nGo\n\nuse ${KEY}\n` +
    "\n".repeat(OPEN);
  const { code, stderr } = await interviewing(dir, ["--provider", "offline"], { typed, env: { OPENAI_API_KEY: KEY } });
  assert.equal(code, 0, stderr);
  assert.equal(stderr.match(/holds the key of provider "openai"/g)?.length, 3);
  for (const [name, text] of Object.entries(await filesIn(dir))) assert.ok(!text.includes(KEY), name);
  assert.ok(!stderr.includes(KEY));
});

test("does not mix two ideas, and begins anew with --fresh", async (dir) => {
  await write(dir, { "a.md": "Users can write notes.\n", "b.md": "Users can draw.\n" });
  const a = ["--name", "Notes", "--brief", `${dir}/a.md`];
  assert.equal((await interviewing(dir, a, { typed: "Go\n" })).code, 130);
  const name = await interviewing(dir, ["--name", "Draw"], { typed: "" });
  assert.equal(name.code, 2);
  assert.match(name.stderr, /it is about "Notes", and --name says "Draw"\n {2}Use --fresh/);
  const brief = await interviewing(dir, ["--brief", `${dir}/b.md`], { typed: "" });
  assert.equal(brief.code, 2);
  assert.match(brief.stderr, /--brief says/);
  // Without options it is gone on with, brief and name included.
  assert.match((await interviewing(dir, [], { typed: "" })).stderr, /about "Notes": 1 answer/);
  const fresh = await interviewing(dir, ["--name", "Draw", "--fresh"], { typed: "Draw lines.\n\n" });
  assert.match(fresh.stderr, /\[1 of 3\] What must it do/);
  assert.doesNotMatch(fresh.stderr, /continue: .*--fresh/);
});

test("puts a damaged file aside and says so", async (dir) => {
  for (const [at, text] of ["", "{", '{"schemaVersion":2}', "[]", "x".repeat(5_000_000)].entries()) {
    await write(dir, { ".devussy/interview.json": text });
    const { code, stderr } = await interviewing(dir, [], { typed: "Notes\n" });
    assert.equal(code, 130);
    const aside = `${dir}/.devussy/interview.json.bad${at === 0 ? "" : `-${at + 1}`}`;
    assert.match(stderr, /warning: the stored interview cannot be read; it is kept as /);
    assert.equal(Deno.readTextFileSync(aside), text);
    assert.equal(storedIn(dir).answers[0]?.answer, "Notes");
  }
});

test("refuses a link in the place of its file", async (dir) => {
  if (Deno.build.os === "windows") return;
  await write(dir, { ".devussy/x": "", "precious": "mine" });
  await Deno.symlink(`${dir}/precious`, `${dir}/.devussy/interview.json`);
  const { code, stderr } = await interviewing(dir, [], { typed: "Notes\n" });
  assert.equal(code, 6);
  assert.match(
    stderr,
    /it is a symbolic link, expected a plain file\n {2}Remove the link, or choose another --state-dir/,
  );
  assert.equal(Deno.readTextFileSync(`${dir}/precious`), "mine");
});

test("writes over nobody's brief.md", async (dir) => {
  await write(dir, { "docs/brief.md": "mine\n" });
  const { code, stderr } = await interviewing(dir, [], { typed: `${IDEA}${"\n".repeat(OPEN)}` });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /the brief with your answers: .*docs\/brief-2\.md/);
  assert.equal(Deno.readTextFileSync(`${dir}/docs/brief.md`), "mine\n");
});

test("keeps the interview open in a dry run", async (dir) => {
  const { code, stderr } = await interviewing(dir, ["--dry-run"], { typed: `${IDEA}${"\n".repeat(OPEN)}` });
  assert.equal(code, 0, stderr);
  assert.equal(storedIn(dir).state, "open");
  assert.deepEqual(Object.keys(await filesIn(`${dir}/.devussy`)).sort(), [".gitignore", "interview.json"]);
  const { code: again, stderr: said } = await interviewing(dir, [], { typed: "" });
  assert.equal(again, 0, said);
  assert.deepEqual(askedIn(said), []);
});

test("reads any answer without harm to its file, the terminal or the plan", async (dir) => {
  const hostile = fc.constantFrom(
    "\x1b[31mred\x1b[0m \x07",
    "\u202egnp.exe\u200b",
    "# Heading",
    "- item\t- other",
    "```",
    "<!-- hidden",
    "--> shown | a | b |",
    "**bold** `code` <script>alert(1)</script>",
    "Why? Because. Really?",
    "{{x}} ${y} __proto__ constructor",
    "x ".repeat(1990),
    "\ud800 lone",
  );
  const answer = fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 80 })).map((text) =>
    `a ${text.replace(/[\r\n\u0085\u2028\u2029]/g, " ")}`
  );
  let at = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: OPEN, maxLength: OPEN }), async (answers) => {
      const folder = `${dir}/${at++}`;
      await Deno.mkdir(folder);
      const { code, stdout, stderr } = await interviewing(folder, [], { typed: `${IDEA}${answers.join("\n")}\n` });
      assert.equal(code, 0, stderr);
      // deno-lint-ignore no-control-regex -- they are what must not be there
      const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/;
      for (const text of [stdout, stderr, Deno.readTextFileSync(`${folder}/docs/brief.md`)]) {
        assert.doesNotMatch(text, controls);
      }
      const stored = storedIn(folder).answers;
      assert.equal(stored.length, 4 + OPEN);
      const { requirements, questions } = planIn(folder);
      assert.deepEqual(requirements.slice(0, 2).map(({ text }) => text), ["Shorten links.", "Count clicks."]);
      assert.ok(requirements.length > 2, JSON.stringify(stored));
      assert.ok(!questions.some(({ text }) => text === WHO), JSON.stringify(stored));
    }),
    { numRuns: 12 },
  );
});

Deno.test("interactive stands in the help, and its own names the options", async () => {
  let out = "";
  const never = () => {
    throw new Error("not to be used");
  };
  const code = await main(["interactive", "--help"], {
    stdout: (text) => void (out += text),
    stderr: never,
    stdin: never,
    interactive: true,
    colour: false,
    signal: new AbortController().signal,
    env: () => undefined,
    mayRead: () => false,
    mayConnect: () => false,
    mayReadPath: () => false,
    mayWrite: () => false,
  });
  assert.equal(code, 0);
  for (const option of ["--answers FILE", "--questions", "--fresh", "--brief FILE", "--max-usd"]) {
    assert.ok(out.includes(option), option);
  }
});
