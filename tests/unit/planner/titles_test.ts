import assert from "node:assert/strict";
import fc from "fast-check";
import { capital, sentence, textWithoutGroup, titleOf } from "../../../src/planner/titles.ts";
import { fromBrief, requirement } from "../plan/builders.ts";

Deno.test("titleOf() leaves out who wants it", () => {
  const cases: [string, string][] = [
    ["The system must allow users to export notes.", "Export notes"],
    ["Users can search notes.", "Search notes"],
    ["As a reader, I want to search notes so that I find them.", "Search notes so that I find them"],
    ["Allow users to share links", "Share links"],
  ];
  for (const [text, title] of cases) assert.equal(titleOf(text), title);
});

Deno.test("titleOf() takes the label when there is one", () => {
  assert.equal(titleOf("Text import: supports reading local TXT files."), "Text import");
});

Deno.test("titleOf() leaves out where something is put", () => {
  assert.equal(titleOf("Draw the figure and save it as `results/figure.png`."), "Draw the figure");
});

Deno.test("titleOf() ends at the first sentence but not in a name", () => {
  assert.equal(titleOf("Serve pages with Node.js. Then cache them."), "Serve pages with Node.js");
});

Deno.test("titleOf() ends in no dangling word when it is cut", () => {
  const title = titleOf("Compare the monthly figures of every single branch with the figures of the year before", 50);
  assert.ok(title.length <= 50);
  assert.doesNotMatch(title, /\s(?:with|the|of)…?$/);
});

const textArb = fc.oneof(
  fc.array(
    fc.constantFrom(
      "Users",
      "must",
      "export",
      "`a/b.ts`",
      "`code span with words`",
      "`",
      "save it as `x.png`",
      "and",
      "the",
      "Label:",
      "e.g.",
      "(a",
      ")",
      ",",
      ".",
      "文字",
      "👩‍💻",
      "supercalifragilisticexpialidociousness",
    ),
    { minLength: 1, maxLength: 25 },
  ).map((parts) => parts.join(" ")),
  fc.string({ unit: "grapheme", minLength: 1 }),
);

Deno.test("titleOf() never exceeds its limit nor opens a code span whatever the text", () => {
  fc.assert(
    fc.property(textArb, fc.integer({ min: 20, max: 90 }), (text, limit) => {
      const title = titleOf(text, limit);
      assert.ok(title.length <= limit, `${JSON.stringify(title)}: ${title.length} characters, limit ${limit}`);
      if ((text.match(/`/g) ?? []).length % 2 === 0) {
        assert.equal((title.match(/`/g) ?? []).length % 2, 0, JSON.stringify(title));
      }
      assert.equal(title.isWellFormed(), true);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("titleOf() is never empty when the text is a requirement", () => {
  fc.assert(
    fc.property(textArb, fc.integer({ min: 20, max: 90 }), (text, limit) => {
      for (const { text: demand } of fromBrief(text)) {
        assert.notEqual(titleOf(demand, limit).replace(/[\s…]/g, ""), "", JSON.stringify(demand));
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("capital() writes the first letter large and leaves code alone", () => {
  assert.equal(capital("add notes"), "Add notes");
  assert.equal(capital("`add` notes"), "`add` notes");
  assert.equal(capital(""), "");
});

Deno.test("sentence() ends a text once", () => {
  assert.equal(sentence("Add notes"), "Add notes.");
  for (const text of ["Add notes.", "Add notes!", "Add notes…", "笔记。"]) assert.equal(sentence(text), text);
});

Deno.test("textWithoutGroup() leaves the group out when the text begins with it", () => {
  assert.equal(textWithoutGroup(requirement("R1", "Export: as PDF", { group: "Export" })), "as PDF");
  assert.equal(textWithoutGroup(requirement("R1", "Exports: as PDF", { group: "Export" })), "Exports: as PDF");
  assert.equal(textWithoutGroup(requirement("R1", "as PDF")), "as PDF");
  assert.equal(textWithoutGroup(undefined), "");
});
