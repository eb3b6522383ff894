import assert from "node:assert/strict";
import { extractRequirements } from "../../../../mod.ts";

function found(text: string): string[] {
  return extractRequirements([{ from: "brief", text }]).map(({ text, source }) => `${source.line} ${text}`);
}

Deno.test("lines that people type below each other are entries of a list", () => {
  const typed = "# Chores\n\nAdd chores\nAssign a chore to a child\nShow who did what this week\n";
  assert.deepEqual(found(typed), ["3 Add chores", "4 Assign a chore to a child", "5 Show who did what this week"]);
  assert.deepEqual(found("add chores\nassign a chore to a child\nshow who did what"), [
    "1 add chores",
    "2 assign a chore to a child",
    "3 show who did what",
  ]);
});

Deno.test("prose that is wrapped stays whole, however short its lines are", () => {
  const whole = ["1 The tool reads a file and writes it back when it has changed.", "1 Users can undo that."];
  assert.deepEqual(
    found("The tool reads a file and\nwrites it back when it\nhas changed. Users can\nundo that.\n"),
    whole,
  );
  const cut = "Users add notes to the\nBoard of their team.\nThey sort them by date.";
  assert.deepEqual(found(cut), ["1 Users add notes to the Board of their team.", "1 They sort them by date."]);
});

Deno.test("what is told before the requirements is their background, unless it demands something", () => {
  const list = "## Requirements\n\n- Users add tasks\n- Users share a list\n";
  const own = ["Users add tasks", "Users share a list"];
  const texts = (text: string) => found(text).map((line) => line.replace(/^\d+ /, ""));
  assert.deepEqual(texts(`# Taskify\n\nA small team needs a shared list of tasks.\n\n${list}`), own);
  assert.deepEqual(texts(`# Taskify\n\nBuild a web app. It must work offline. Its name is old.\n\n${list}`), [
    "Build a web app.",
    "It must work offline.",
    ...own,
  ]);
  // Without a heading for them, all of it may be meant.
  assert.equal(texts("# Taskify\n\nA small team needs a shared list of tasks.\n").length, 1);
});
