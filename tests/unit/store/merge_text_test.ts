import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeText } from "../../../src/store/merge_text.ts";
import { unitsOf } from "../../../src/store/page_units.ts";

const BASE = "# Title\n\n- old one\n- kept\n- old two\n\nend\n";
const OURS = BASE.replace("old one", "new one").replace("old two", "new two\n- and more");

Deno.test("mergeText() puts changes in and keeps what people wrote elsewhere", () => {
  const withNote = (text: string) => text.replace("- kept", "- kept\n\nMy note.");
  assert.equal(mergeText(BASE, withNote(BASE), OURS), withNote(OURS));
  assert.equal(mergeText(BASE, `${BASE}My end.`, OURS), `${OURS}My end.`);
  assert.equal(
    mergeText(BASE, BASE.replace("# Title", "\ufeff# My title"), OURS),
    OURS.replace("# Title", "\ufeff# My title"),
  );
  assert.equal(mergeText(BASE, BASE.replace("end\n", ""), OURS), OURS.replace("end\n", ""));
});

Deno.test("mergeText() keeps both where both changed the same, the new ones first", () => {
  assert.equal(mergeText(BASE, BASE.replace("old one", "my one"), OURS), OURS.replace("new one", "new one\n- my one"));
  assert.equal(
    mergeText("- log\n\nend", "- log\nmy line\n\nend", "- log 2\n- a line\n\nend"),
    "- log 2\n- a line\nmy line\n\nend",
  );
  assert.equal(mergeText("- a\n- b", "- mine\n- a\n- b", "- A\n- b"), "- mine\n- A\n- b");
  // The same change twice is one.
  assert.equal(mergeText(BASE, BASE.replace("old one", "new one"), OURS), OURS);
});

Deno.test("mergeText() keeps paragraphs, code and blank lines of people as they are, amid what changes", () => {
  const mine = "\nMy first paragraph.\n\nMy second.\n\n- my list\n\n```sh\ngit push\n\ngit tag\n```\n";
  const page = (entries: string) => `<!-- A_START -->\n${entries}\n<!-- A_END -->\n\nend\n`;
  const base = page("- **1.3** c\n- **1.4** d");
  const ours = page("- **2.1** x");
  assert.equal(mergeText(base, page(`- **1.3** c\n- **1.4** d\n${mine}`), ours), page(`- **2.1** x\n${mine}`));
  assert.equal(mergeText(base, page(`${mine}\n- **1.3** c\n- **1.4** d`), ours), page(`${mine}\n- **2.1** x`));
  assert.ok(mergeText(base, page(`- **1.3** c\n${mine}\n- **1.4** d`), ours).includes(mine));
});

Deno.test("mergeText() takes a page that was only formatted for one that nobody edited", () => {
  const base = [
    "# A page",
    "",
    "A paragraph that is long enough to be wrapped by a formatter at eighty columns, as they do it.",
    "",
    "| Id | Text |",
    "| --- | --- |",
    "| R1 | one |",
    "| R2 | the second |",
    "",
    "- [ ] **1.1 A step that is long** (feature; size M; after 1.0; `S1a2b`)",
    "  - Do my_thing with *care*, and then some more of it until the line is too long for any editor.",
    "1. one",
    "1. two",
    "",
  ].join("\n");
  const formatted = base.replace("wrapped by a", "wrapped\nby a").replace("size M; after", "size M;\n  after")
    .replace("some more", "some\n    more").replaceAll("| R1 | one |", "| R1 | one        |")
    .replace("| --- | --- |", "| -- | ---------- |").replace("| Id | Text |", "| Id | Text       |")
    .replace("1. one\n1. two", "1. one\n2. two").replace("my_thing", "my\\_thing").replace("*care*", "_care_");
  const ours = base.replace("the second", "the other").replace("size M", "size L").replace("| R2", "| R3 | new |\n| R2")
    .replace("A paragraph", "Some paragraph");
  const merged = mergeText(base, formatted, ours);
  for (const line of ["| R2 | the other |", "| R3 | new |", "size L"]) assert.ok(merged.includes(line), merged);
  assert.equal(merged.match(/R2/g)?.length, 1);
  assert.equal(merged.match(/paragraph/g)?.length, 1);
  assert.equal(merged.match(/\*\*1\.1/g)?.length, 1);
  assert.ok(
    merged.includes("  - Do my\\_thing with _care_, and then some\n    more of it"),
    "what stays, stays formatted",
  );
  // A row that somebody changed is not there twice because another one comes.
  const edited = mergeText(
    base,
    base.replace("the second", "my second"),
    base.replace("| R2 | the second |", "| R2 | the second |\n| R3 | new |"),
  );
  assert.equal(edited, base.replace("| R2 | the second |", "| R2 | my second |\n| R3 | new |"));
});

Deno.test("mergeText() puts no anchor in again that people took out", () => {
  const base = "<!-- A_START -->\n- old\n<!-- A_END -->\n\n<!-- B_START -->\n- b\n<!-- B_END -->\n";
  const theirs = base.replaceAll(/<!-- A_\w+ -->\n/g, "");
  assert.equal(mergeText(base, theirs, base.replace("old", "new")), theirs.replace("old", "new"));
});

Deno.test("mergeText() keeps the ends of lines as they are", () => {
  const crlf = BASE.replace("- kept", "- kept\n\nmine\n").replaceAll("\n", "\r\n");
  assert.equal(mergeText(BASE, crlf, OURS), OURS.replace("- kept", "- kept\n\nmine\n").replaceAll("\n", "\r\n"));
  assert.equal(mergeText(BASE, BASE.trimEnd(), OURS), OURS.trimEnd());
});

/** Pages with repeated lines, and what people put in: several lines at once, blank ones among them, also ones like ours. */
const lines = fc.array(fc.constantFrom("", "- a", "- b", "# c", "- [ ] x", "- [x] x", "| r |"), {
  minLength: 1,
  maxLength: 14,
});
const notes = fc.array(
  fc.tuple(
    fc.nat(20),
    fc.constantFrom(["note"], ["", "note", "", "more", ""], ["```", "code", "", "- a", "```"], ["- note", "  - more"]),
  ),
  { maxLength: 3 },
);

Deno.test("mergeText() keeps each note of people whole, and changes nothing where the rendering did not", () => {
  fc.assert(fc.property(lines, lines, notes, (base, ours, notes) => {
    const [old, fresh] = [base.join("\n"), ours.join("\n")];
    const pieces = notes.map(([, note], at) =>
      note.map((line) => /note|more|code/.test(line) ? `${line} ${at}` : line)
    );
    const theirs: string[][] = base.map((line) => [line]);
    notes.forEach(([place], at) => theirs.splice(Math.min(place, theirs.length), 0, pieces[at] ?? []));
    const edited = theirs.flat().join("\n");
    const merged = mergeText(old, edited, fresh);
    for (const piece of pieces) {
      assert.ok(`\n${merged}\n`.includes(`\n${piece.join("\n").replace(/^\n|\n$/g, "")}\n`), merged);
    }
    const mine = (line: string) => /note|more|code/.test(line);
    assert.deepEqual(merged.split("\n").filter(mine), edited.split("\n").filter(mine));
    for (const line of ours) assert.ok(merged.split("\n").includes(line), `"${line}" is missing in\n${merged}`);
    assert.equal(mergeText(old, edited, old), edited);
    assert.equal(mergeText(old, old, fresh), fresh);
  }));
});

Deno.test("unitsOf() takes any text apart and loses no line of it", () => {
  const line = fc.constantFrom(
    "",
    "text",
    "  more",
    "- a",
    "  - b",
    "1. c",
    "# h",
    "| t |",
    "```",
    "~~~",
    "<!-- A -->",
    "> q",
    "---",
  );
  fc.assert(fc.property(fc.array(line), (given) => {
    assert.deepEqual(unitsOf(given).flatMap(({ lines }) => lines), given);
    assert.deepEqual(unitsOf(given, (line) => line === "text").flatMap(({ lines }) => lines), given);
  }));
});

Deno.test("mergeText() gives some text for any three, and takes long ones", () => {
  fc.assert(fc.property(lines, lines, lines, (a, b, c) => {
    assert.equal(typeof mergeText(a.join("\n"), b.join("\n"), c.join("\n")), "string");
  }));
  const long = Array.from({ length: 100_000 }, (_, at) => at % 3 === 0 ? "" : `- line ${at}`).join("\n");
  const merged = mergeText(long, long.replace("line 70000", "mine"), long.replace("line 40000", "ours"));
  assert.equal(merged, long.replace("line 70000", "mine").replace("line 40000", "ours"));
});
