import assert from "node:assert/strict";
import { rewordOf, titleIn } from "../../../../src/plan/replan/reword.ts";
import { staleOf } from "../../../../src/plan/replan/stale.ts";
import { titleOf } from "../../../../src/planner/titles.ts";
import { requirement } from "../builders.ts";

const before = requirement("R2", "users can shorten links to a code of six letters.");
const after = requirement("R2", "users can shorten links to a word of their own.");
const all = rewordOf([{ before, after }], [after]);
const reword = (text: string) => all(text, new Set(["R2"]));
const clicks = requirement("R3", "Users can count the clicks on each link.");
const passwords = requirement("R4", "Passwords are stored as hashes.");

const REWORDED: readonly (readonly [text: string, now: string, said?: string])[] = [
  [
    "Users can shorten links to a code of six letters. (R2)",
    "Users can shorten links to a word of their own. (R2)",
    "R2",
  ],
  [
    "See: users can shorten links to a code of six letters",
    "See: users can shorten links to a word of their own",
    "R2",
  ],
  ["Users can shorten links to a code… (R2)", "Users can shorten links to a word of their own (R2)"],
  ["Users can shorten links to a code of six lettersets.", "Users can shorten links to a code of six lettersets."],
  ["Nothing of it.", "Nothing of it."],
  // As titles have it.
  ["Shorten links to a code of six letters", "Shorten links to a word of their own", "R2"],
  [
    'Reach "Shorten links to a code of six letters" from `x.go`.',
    'Reach "Shorten links to a word of their own" from `x.go`.',
  ],
  [
    'Pass through "Shorten links to a code of six letters" and "Shorten links to a code of six letters".',
    'Pass through "Shorten links to a word of their own" and "Shorten links to a word of their own".',
  ],
  ["Links: Shorten links to a code, count clicks", "Links: Shorten links to a word of their own, count clicks"],
  [
    "When R2 was built it said: Users can shorten links to a code of six letters.",
    "When R2 was built it said: Users can shorten links to a code of six letters.",
  ],
  // Still true, or not known to be a quotation.
  ["Codes: Users can shorten…", "Codes: Users can shorten…"],
  ['a case for "users can shorten"', 'a case for "users can shorten"'],
  ["Who has to shorten links to a code waits.", "Who has to shorten links to a code waits."],
  ["Users can shorten links to a word of their own. (R2)", "Users can shorten links to a word of their own. (R2)"],
];

for (const [text, now, said = ""] of REWORDED) {
  Deno.test(`old words give way to new ones: ${text}`, () => {
    const result = reword(text);
    assert.deepEqual([result.text, [...result.said].join()], [now, said]);
    assert.equal(reword(now).text, now, "and once");
  });
}

Deno.test("new words that hold the old ones are put in once", () => {
  for (const now of ["Users can list all notes by date.", "Users can quickly list all notes."]) {
    const longer = rewordOf([{
      before: requirement("R1", "Users can list all notes."),
      after: requirement("R1", now),
    }], []);
    assert.equal(longer(`${now} (R1)`).text, `${now} (R1)`);
    assert.equal(longer("Users can list all notes. (R1)").text, `${now} (R1)`);
  }
});

Deno.test("short demands are replaced where they stand alone, not in the middle of other words", () => {
  const short = rewordOf([{
    before: requirement("R1", "Users can log out."),
    after: requirement("R1", "Users can leave."),
  }], []);
  assert.equal(short("Users can log out. (R1)").text, "Users can leave. (R1)");
  assert.equal(short("Who wants to log out is asked once.").text, "Who wants to log out is asked once.");
  assert.equal(short("Log out").text, "Leave");
  const list = rewordOf([{ before: requirement("R1", "List"), after: requirement("R1", "Table") }], []);
  assert.equal(list("Show the list, the title, list, price.").text, "Show the list, the title, list, price.");
  assert.equal(list('Reach "List".').text, 'Reach "Table".');
});

Deno.test("what other requirements say stays, and so do the same words by chance in texts about others", () => {
  const receipt = requirement("R8", "Users can send an email with the receipt.");
  const change = rewordOf([{
    before: requirement("R5", "Users can send an email."),
    after: requirement("R5", "Users can send a push message."),
  }], [receipt]);
  const own = new Set(["R5"]);
  assert.equal(change("Users can send an email with the receipt. (R8)", own).text, receipt.text + " (R8)");
  assert.equal(
    change("Wait a minute, then send an email again.", own).text,
    "Wait a minute, then send a push message again.",
  );
  assert.equal(change("Wait a minute, then send an email again.").text, "Wait a minute, then send an email again.");
  assert.equal(change('Reach "Send an email" from `x.go`.').text, 'Reach "Send a push message" from `x.go`.');
});

Deno.test("what is written without spaces is replaced where it stands alone", () => {
  const notes = rewordOf([{
    before: requirement("R1", "导出笔记为文件。"),
    after: requirement("R1", "导出笔记为表格。"),
  }], []);
  assert.equal(notes("导出笔记为文件。(R1)").text, "导出笔记为表格。(R1)");
  assert.equal(notes('Reach "导出笔记为文件" from `x.go`.').text, 'Reach "导出笔记为表格" from `x.go`.');
});

Deno.test("who wants it may change, too", () => {
  const others = rewordOf([{
    before: requirement("R1", "Users can export notes as JSON."),
    after: requirement("R1", "The system must export notes as CSV."),
  }], []);
  assert.equal(others("Users can export notes as JSON. (R1)").text, "The system must export notes as CSV. (R1)");
  assert.equal(others("Export notes as JSON").text, "Export notes as CSV");
});

Deno.test("all titles that the embedded planner makes of a demand follow its change", () => {
  const old =
    "The system must allow users to export all of their notes as JSON, with attachments, to `out/notes.json`.";
  const now = old.replace("JSON", "CSV");
  const change = rewordOf([{ before: requirement("R1", old), after: requirement("R1", now) }], []);
  for (let limit = 40; limit <= 90; limit += 5) {
    const title = titleIn(change, titleOf(old, limit));
    assert.ok(title.startsWith("Export all of their notes as CSV"), title);
  }
});

Deno.test("a line speaks of what it names or quotes, and of that alone", () => {
  const stale = staleOf([clicks], [passwords]);
  assert.ok(stale.isAll("Show the totals (R3)."));
  assert.ok(stale.isAll("users can count the clicks on each link"));
  assert.ok(stale.isAll('Reach "Count the clicks on each link" from `x.go`.'));
  assert.ok(!stale.isAll("Show the totals (R3) and hashes (R4)."));
  assert.ok(!staleOf([clicks], []).isAll("Show R33, R3a and XR3."));
  assert.ok(!staleOf([], []).isAll("Show the totals (R3)."));
});

const WITHOUT: readonly (readonly [text: string, now: string])[] = [
  ["Links: count the clicks, store passwords", "Links: store passwords"],
  ['cases for "count clicks", "hashes"', 'cases for "hashes"'],
  ['break "hashes" or "count clicks"', 'break "hashes"'],
  ['break "count clicks", "hashes" or "codes"', 'break "hashes" or "codes"'],
  ["Try the worst for: A (R4); B (R3).", "Try the worst for: A (R4)."],
  ["Try the worst for: A (R3); B (R4).", "Try the worst for: B (R4)."],
  ["Say what it can do: Store passwords; Count the clicks on each…", "Say what it can do: Store passwords"],
  ["Say what is new (R2, R3, R4): all of it.", "Say what is new (R2, R4): all of it."],
  ["Sum up, count the clicks, and wait.", "Sum up, count the clicks, and wait."],
];

for (const [text, now] of WITHOUT) {
  Deno.test(`lists lose the parts that speak of what is retired: ${text}`, () => {
    assert.equal(staleOf([clicks], [passwords]).without(text), now);
  });
}

Deno.test("one part of a list stays", () => {
  assert.equal(staleOf([clicks], []).without("Count the clicks"), "Count the clicks");
  assert.equal(
    staleOf([clicks], []).without('cases for "count clicks", "clicks"'),
    'cases for "count clicks", "clicks"',
  );
});

Deno.test("long and hostile texts cost no more than their length", () => {
  const text = `${"users can shorten links ".repeat(20_000)}"${"a".repeat(100_000)}`;
  assert.equal(reword(text).text, text);
  const stale = staleOf([clicks], []);
  assert.equal(stale.without(text), text);
  const lists = `${": ".repeat(50_000)}; `.repeat(2);
  assert.equal(stale.without(lists), lists);
  assert.equal(stale.without(`${'"a", '.repeat(20_000)}"count the clicks"`), '"a", '.repeat(20_000).slice(0, -2));
});

Deno.test("many changes cost no more than few where nothing of them is quoted", () => {
  const changed = Array.from({ length: 2000 }, (_, at) => ({
    before: requirement(`R${at + 1}`, `Users can sort field ${at} of the list.`),
    after: requirement(`R${at + 1}`, `Users can sort field ${at} of the table.`),
  }));
  const all = rewordOf(changed, changed.map(({ after }) => after));
  for (let round = 0; round < 20_000; round++) all("Show what users can do, and sort their books by the title.");
  assert.equal(all("Sort field 1999 of the list").text, "Sort field 1999 of the table");
});

Deno.test("requirements that are listed with their ids in one text get their new words, whatever mark ends them", () => {
  // Nobody says what such a text is about.
  assert.equal(
    all("Hold to: R1: Use Go.; R2: users can shorten links to a code of six letters.; R4: Passwords are stored.").text,
    "Hold to: R1: Use Go.; R2: users can shorten links to a word of their own.; R4: Passwords are stored.",
  );
});
