import assert from "node:assert/strict";
import { onTerminal, type Talk, testOnTerminal } from "../terminal.ts";
import { CLI, filesIn } from "./cli_harness.ts";
import { storedIn } from "./interviewing.ts";

function test(name: string, fn: (dir: string) => Promise<void>): void {
  testOnTerminal(`interactive on a terminal ${name}`, fn);
}

/** Starts an interview. */
function begin(dir: string, args: readonly string[] = [], writable = dir, columns = 80): Talk {
  const flags = ["--no-prompt", "--no-check", `--allow-read=${dir}`, `--allow-write=${writable}`];
  return onTerminal([Deno.execPath(), "run", ...flags, CLI, "interactive", ...args], { cwd: dir, columns });
}

test("keeps what was answered when Ctrl-C comes, and ends in a plan when it is gone on with", async (dir) => {
  const first = begin(dir);
  await first.until("called?");
  await first.type("URL shortener\r");
  await first.until("an empty line ends");
  await first.type("Shorten links.\rCount clicks.\r\r");
  await first.until("Which programming languages?");
  await first.type("Go\x03");
  const stopped = await first.end();
  assert.equal(stopped.code, 130, stopped.screen);
  assert.match(stopped.screen, /Stopped by Ctrl-C: 2 answers kept in \.devussy\/interview\.json/);
  assert.match(stopped.screen, /continue: devussy interactive\r\n/);
  assert.deepEqual(storedIn(dir).answers.map(({ answer }) => answer), [
    "URL shortener",
    "Shorten links.\nCount clicks.",
  ]);

  const second = begin(dir);
  await second.until('going on with the interview about "URL shortener": 2 answers');
  await second.until("[3 of 4]");
  await second.type("Go\r\r");
  await second.until("What the brief leaves open");
  for (let at = 1; at <= 7; at++) {
    await second.until(`[${at} of 7]`);
    await second.type(at === 2 ? "about 500 people, on phones\r" : "\r");
  }
  const made = await second.end();
  assert.equal(made.code, 0, made.screen);
  assert.match(made.screen, /checks: score 100/);
  assert.match(Deno.readTextFileSync(`${dir}/docs/brief.md`), /devices\? about 500 people, on phones\n$/);
  const { "docs/plan.json": plan, ".devussy/interview.json": interview } = await filesIn(dir);
  assert.match(plan ?? "", /Who uses it: about 500 people, on phones/);
  assert.match(interview ?? "", /"finished"/);
});

test("has each answer on disk before the next question, whatever ends it", async (dir) => {
  const answers = ["Notes", "Users can write notes.", "Rust"];
  for (let at = 0; at < answers.length; at++) {
    const talk = begin(dir);
    if (at > 0) await talk.until(`${at} answer`);
    await talk.until(`[${at + 1} of 4]`);
    await talk.type(`${answers[at]}\r${at === 1 ? "\r" : ""}`);
    await talk.until(`[${at + 2} of 4]`);
    talk.kill();
    await talk.end();
    assert.deepEqual(storedIn(dir).answers.map(({ answer }) => answer), answers.slice(0, at + 1));
    // The lock was the process's: what is left of it holds nothing.
    assert.deepEqual(Object.keys(await filesIn(`${dir}/.devussy`)), [".devussy.lock", ".gitignore", "interview.json"]);
  }
});

test("says before the first question that nothing may be kept", async (dir) => {
  const talk = begin(dir, [], `${dir}/docs`);
  const { code, screen } = await talk.end();
  assert.equal(code, 6, screen);
  assert.match(screen, /Cannot write "\.devussy.*": this process has no permission for it\r\n {2}Allow it with/);
  assert.doesNotMatch(screen, /\[1 of/);
});

test("ends at Ctrl-D and says how to go on", async (dir) => {
  const talk = begin(dir, ["--name", "Notes"]);
  await talk.until("an empty line ends");
  await talk.type("Users can write notes.\r");
  await talk.until("notes.");
  await talk.type("\x04");
  const { code, screen } = await talk.end();
  assert.equal(code, 130, screen);
  assert.match(screen, /Stopped by Ctrl-D: 0 answers kept[^]*continue: devussy interactive --name Notes/);
  const again = begin(dir, ["--name", "Notes"]);
  await again.until("so far, 1 line: Users can write notes.");
  await again.type("\x03");
  assert.equal((await again.end()).code, 130);
});

test("breaks its lines between words, and takes what is pasted as one answer", async (dir) => {
  const talk = begin(dir, ["--name", "Notes"], dir, 40);
  await talk.until("As many lines\r\nas you like; an empty line ends.");
  await talk.until("\x1b[?2004h");
  await talk.type("\x1b[200~Users can write notes.\r\rUsers can tag notes.\x1b[201~\r\r");
  await talk.until("[2 of 3]");
  await talk.until("\x1b[?2004h");
  await talk.type("\x03");
  const { code, screen } = await talk.end();
  assert.equal(code, 130, screen);
  assert.ok(screen.lastIndexOf("\x1b[?2004l") > screen.lastIndexOf("\x1b[?2004h"), screen);
  assert.deepEqual(storedIn(dir).answers.map(({ answer }) => answer), [
    "Users can write notes.\n\nUsers can tag notes.",
  ]);
});
