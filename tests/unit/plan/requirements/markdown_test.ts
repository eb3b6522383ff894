import assert from "node:assert/strict";
import { fromBrief, textsOf } from "../builders.ts";

Deno.test("extractRequirements() takes one requirement a bullet whatever the mark", () => {
  const brief = "# Notes\n\n- Users add notes\n* Users edit notes\n+ Users delete notes\n• Users share notes\n";
  assert.deepEqual(textsOf(brief), ["Users add notes", "Users edit notes", "Users delete notes", "Users share notes"]);
});

Deno.test("extractRequirements() takes numbered and lettered lists", () => {
  const brief = "# Notes\n\n1. Users add notes\n2) Users edit notes\n(3) Users delete notes\na) Users share notes\n";
  assert.deepEqual(textsOf(brief), ["Users add notes", "Users edit notes", "Users delete notes", "Users share notes"]);
});

Deno.test("extractRequirements() takes task lists without their boxes", () => {
  assert.deepEqual(textsOf("- [ ] Users add notes\n- [x] Users edit notes\n"), ["Users add notes", "Users edit notes"]);
});

Deno.test("extractRequirements() names the heading as group but not the title", () => {
  const found = fromBrief("# Notes\n\n- Users open the app\n\n## Search\n\n- Users search notes by title\n");
  assert.deepEqual(found.map(({ group }) => group), [undefined, "Search"]);
});

Deno.test("extractRequirements() leaves numbers and emphasis out of groups", () => {
  const [found] = fromBrief("# Notes\n\n## 2.1 **Full Search**:\n\n- Users search notes by title\n");
  assert.equal(found?.group, "Full Search");
});

Deno.test("extractRequirements() reads setext headings", () => {
  const found = fromBrief("Notes\n=====\n\nSearch\n------\n\nUsers search notes by title.\n");
  assert.deepEqual(found.map(({ text, group }) => [text, group]), [["Users search notes by title.", "Search"]]);
});

Deno.test("extractRequirements() ignores fenced code", () => {
  for (const fence of ["```", "~~~", "````"]) {
    const brief =
      `# A\n\nUsers add notes.\n\n${fence}ts\n- Users must not see this\nexport const a = 1;\n${fence}\n\nUsers edit notes.\n`;
    assert.deepEqual(textsOf(brief), ["Users add notes.", "Users edit notes."]);
  }
});

Deno.test("extractRequirements() ignores HTML comments over several lines and keeps line numbers", () => {
  const found = fromBrief("# A\n\n<!-- Users must\nnot see this -->\n\nUsers add notes.\n");
  assert.deepEqual(found.map(({ text, source }) => [text, source.line]), [["Users add notes.", 6]]);
});

Deno.test("extractRequirements() ignores front matter and keeps line numbers", () => {
  const found = fromBrief("---\ntitle: Users must log in\ntags:\n  - a\n---\n\n- Users add notes\n");
  assert.deepEqual(found.map(({ text, source }) => [text, source.line]), [["Users add notes", 7]]);
});

Deno.test("extractRequirements() removes links, images and emphasis and keeps code spans", () => {
  const brief = "- Users **export** *all* [notes](docs/notes.md) to `out/*.csv` ![icon](i.png) as __one__ ~file~\n";
  assert.match(textsOf(brief)[0] ?? "", /^Users export all notes to `out\/\*\.csv` as one ~?file~?$/);
});

Deno.test("extractRequirements() keeps web addresses in brackets", () => {
  assert.deepEqual(textsOf("- Fetch papers from [arXiv](https://arxiv.org/api)\n"), [
    "Fetch papers from arXiv (https://arxiv.org/api)",
  ]);
});

Deno.test("extractRequirements() removes HTML tags but keeps comparisons", () => {
  assert.deepEqual(textsOf("- Users <b>add</b> notes<br/>if a < b and c > d\n"), [
    "Users add notes if a < b and c > d",
  ]);
});

Deno.test("extractRequirements() reads CRLF, BOM and tabs as if they were not there", () => {
  const plain = "# Notes\n\n- Users add notes\n    - with a title of 80 characters\n    - with a body of any length\n";
  const odd = "\ufeff" + plain.replaceAll("    - ", "\t- ").replaceAll("\n", "\r\n");
  assert.deepEqual(fromBrief(odd), fromBrief(plain));
  assert.ok(fromBrief(plain).length > 0);
});

Deno.test("extractRequirements() joins the lines of an entry and of a paragraph", () => {
  assert.deepEqual(textsOf("- Users add notes\n  with titles\n- Users edit notes\n"), [
    "Users add notes with titles",
    "Users edit notes",
  ]);
  assert.deepEqual(textsOf("Users add notes\nwith titles. Users edit\nnotes."), [
    "Users add notes with titles.",
    "Users edit notes.",
  ]);
});

Deno.test("extractRequirements() gives nested entries their parent's sense", () => {
  const brief =
    "# Notes\n\n- Export\n  - Users export one note as a PDF file\n  - Users export all notes as a ZIP file\n";
  assert.deepEqual(textsOf(brief), [
    "Export: Users export one note as a PDF file",
    "Export: Users export all notes as a ZIP file",
  ]);
});

Deno.test("extractRequirements() keeps a parent that says something itself", () => {
  const brief =
    "- Users can export all their notes at once.\n  - The export holds every attachment of a note\n  - The export opens without this program\n";
  assert.deepEqual(textsOf(brief)[0], "Users can export all their notes at once.");
  assert.equal(textsOf(brief).length, 3);
});

Deno.test("extractRequirements() puts a row of names into its parent", () => {
  const brief = "- Filter notes by:\n  - tag\n  - date\n  - author name\n";
  assert.deepEqual(textsOf(brief), ["Filter notes by: tag; date; author name"]);
});

Deno.test("extractRequirements() gives a list the sense of its introduction", () => {
  const brief =
    "# Notes\n\nThe tests must cover at least:\n\n- an empty note without a title\n- a note of a megabyte\n";
  assert.deepEqual(textsOf(brief), [
    "The tests must cover at least: an empty note without a title",
    "The tests must cover at least: a note of a megabyte",
  ]);
});

Deno.test("extractRequirements() takes each row of a table and reads its priority column", () => {
  const brief = [
    "# Notes",
    "",
    "| ID | Requirement | Priority | Owner |",
    "| --- | :---: | --- | --- |",
    "| 1 | Users add notes | Must | Ann |",
    "| 2 | Users edit \\| rename notes | Should | Bob |",
    "| 3 | Users share notes | Low | |",
    "",
  ].join("\n");
  assert.deepEqual(fromBrief(brief).map(({ text, priority, source }) => [text, priority, source.line]), [
    ["Users add notes", "must", 5],
    ["Users edit | rename notes", "should", 6],
    ["Users share notes", "could", 7],
  ]);
});

Deno.test("extractRequirements() joins the cells of a table when several say something", () => {
  const brief = "| Feature | Description |\n|---|---|\n| Export | Users export notes as PDF |\n";
  assert.deepEqual(textsOf(brief), ["Export: Users export notes as PDF"]);
});

Deno.test("extractRequirements() reads quotes as text", () => {
  assert.deepEqual(textsOf("> Users add notes.\n> Users edit notes.\n"), ["Users add notes.", "Users edit notes."]);
});

Deno.test("extractRequirements() names the exact source lines", () => {
  const found = fromBrief(
    "# Notes\n\n## Notes list\n\n- Users add notes\n\n- Users edit notes\n\nUsers share notes.\n",
  );
  assert.deepEqual(found.map(({ source }) => source.line), [5, 7, 9]);
});

Deno.test("extractRequirements() reads an idea of one line", () => {
  assert.deepEqual(fromBrief("A URL shortener in Go"), [{
    id: "R1",
    text: "A URL shortener in Go",
    kind: "functional",
    priority: "must",
    source: { from: "brief", line: 1 },
    acceptance: [],
    status: "active",
  }]);
});
