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

Deno.test("the first of typed lines may name what the others are, and no more than them", () => {
  const text = "Features\nUsers can search\nUsers can filter\n\nNot included\nPayments by card\n\nUsers can vote.\n";
  assert.deepEqual(found(text), [
    "2 Users can search",
    "3 Users can filter",
    "6 Out of scope: Payments by card",
    "8 Users can vote.",
  ]);
  const [dark] = extractRequirements([{ from: "brief", text: "Could\nDark colours\nLarge letters\n" }]);
  assert.deepEqual([dark?.text, dark?.priority], ["Dark colours", "could"]);
});

Deno.test("prose that an editor has wrapped stays whole where nouns stand first, and numbers", () => {
  const german =
    "Das Programm liest alle Rechnungen aus einem Ordner ein und legt für jeden\nKunden eine Übersicht an.";
  const numbers =
    "The server must answer within 200 ms for up\nto 500 users and keep logs for 30 days before\ndeleting the oldest";
  const letter = "we would like to have a portal\nwhere customers see their orders\nand can pay them";
  for (const text of [german, numbers, letter]) assert.deepEqual(found(text), [`1 ${text.replaceAll("\n", " ")}`]);
});

Deno.test("typed lines that end in words such as in, or that look wrapped, are entries all the same", () => {
  assert.deepEqual(found("Users can log in\nUsers can log out"), ["1 Users can log in", "2 Users can log out"]);
  assert.deepEqual(found("- Prices with tax\n- Prices without tax"), ["1 Prices with tax", "2 Prices without tax"]);
  const long = ["Users can upload photos of their bikes to the site", "Admins can delete them"];
  assert.deepEqual(found(long.join("\n")), long.map((line, at) => `${at + 1} ${line}`));
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
  const told = ["Written in Rust.", "Sends a digest at 8:00.", "A shop for tea with a cart.", "It runs on SQLite."];
  assert.deepEqual(texts(`# Bot\n\nOur members like news. ${told.join(" ")}\n\n${list}`), [...told, ...own]);
  // A list without dashes is no background, and neither is what has a heading of its own.
  assert.deepEqual(texts(`# Bot\n\nDark colours\nLarge letters\n\n${list}`), ["Dark colours", "Large letters", ...own]);
  assert.deepEqual(texts(`# Bot\n\n## Login\n\nThe link expires after 10 minutes.\n\n${list}`), [
    "The link expires after 10 minutes.",
    ...own,
  ]);
  // Without a heading for them, all of it may be meant.
  assert.equal(texts("# Taskify\n\nA small team needs a shared list of tasks.\n").length, 1);
});
