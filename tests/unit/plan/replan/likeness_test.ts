import assert from "node:assert/strict";
import { nameOf, pairDemands, plainWords } from "../../../../src/plan/replan/likeness.ts";

/** Pairs, as places: `0-0 1-2`. */
function pairs(before: readonly string[], after: readonly string[]): string {
  const demands = (texts: readonly string[]) => texts.map((text) => ({ text }));
  return pairDemands(demands(before), demands(after)).map(({ before, after }) => `${before}-${after}`).join(" ");
}

Deno.test("equal words are found first, each once and in order", () => {
  assert.equal(
    pairs(["Save notes.", "Find notes.", "Save notes."], ["save  notes", "Save notes!x", "Save notes;"]),
    "0-0 1-1 2-2",
  );
  assert.equal(pairs(["a b c", "d e f"], ["d e f", "a b c"]), "1-0 0-1");
  assert.equal(pairs([], ["a"]), "");
  assert.equal(pairs(["a"], []), "");
});

Deno.test("the most alike go together, not the first that is alike", () => {
  const before = ["Users can export reports as CSV.", "Users can export invoices as PDF."];
  assert.equal(
    pairs(before, ["Users can export their invoices as PDF files.", "Users can export all reports as CSV."]),
    "1-0 0-1",
  );
});

Deno.test("strangers stay alone, though they share words that all have", () => {
  assert.equal(pairs(["Users can delete notes."], ["Admins lock accounts after failed logins."]), "");
  assert.equal(pairs(["The system must encrypt passwords."], ["The system must print labels."]), "");
});

Deno.test("a name that only one demand has counts, one that many have does not", () => {
  assert.equal(
    pairs(["Performance: pages open in 3 s", "Privacy: no names are kept"], [
      "Performance: no view takes longer than a second",
    ]),
    "0-0",
  );
  const tests = ["Tests cover: the parser of dates, names and addresses", "Tests cover: the printer"];
  assert.equal(pairs(tests, ["Tests cover: all error cases", tests[1]!]), "1-1");
  assert.equal(nameOf("FR-001: Users can log in"), "fr-001");
  assert.equal(nameOf("[US 2.1] Users can log in"), "us 2.1");
  assert.equal(nameOf("Users can log in: fast. Really"), "users can log in");
  assert.equal(nameOf("No name here."), undefined);
});

Deno.test("short demands are found again through typing errors, and so are those of other scripts", () => {
  assert.equal(pairs(["Export notes"], ["Exprot notes"]), "0-0");
  assert.equal(pairs(["用户可以导出他们的笔记"], ["用户可以导出所有的笔记"]), "0-0");
  assert.equal(
    pairs(["Пользователи могут искать заметки по слову"], ["Пользователи могут искать заметки по дате"]),
    "0-0",
  );
});

Deno.test("letters' size, spaces, quotation marks and the mark at the end count for nothing", () => {
  assert.equal(plainWords("  Say “Hi”,\n then  ‘Bye’. "), "say hi, then bye");
  assert.equal(
    plainWords("Write `JSON` by its due-date with --to-file"),
    plainWords("write JSON by its due date with --to-file"),
  );
  assert.notEqual(plainWords("under 3 s"), plainWords("over 3 s"));
});
