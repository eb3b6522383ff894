import assert from "node:assert/strict";
import fc from "fast-check";
import { anchored, code, inline, list, page, safeMarkdown, table } from "../../../src/output/markdown.ts";
import { activePhase, nextGroup, stateOf } from "../../../src/output/progress.ts";
import { fencedLines } from "./commonmark.ts";
import { goodPlan, step } from "../plan/builders.ts";

Deno.test("inline() makes HTML, entities and links plain and keeps code spans", () => {
  assert.equal(inline("a <b> &lt; [x](y) `<T>`"), "a &lt;b> &amp;lt; [x]\\(y) `<T>`");
  assert.equal(inline(" one\n two\t"), "one two");
  assert.equal(inline("an open ` tick"), "an open \\` tick");
});

Deno.test("inline() leaves no comment in code spans", () => {
  assert.doesNotMatch(inline("`<!-- A_END -->`"), /<!--|-->/);
});

Deno.test("code() fences with more backticks than the text has", () => {
  assert.equal(code("go test ./..."), "`go test ./...`");
  assert.equal(code("echo `date`"), "`` echo `date` ``");
  assert.equal(code("a ``` b"), "```` a ``` b ````");
  assert.equal(code("one\ntwo"), "`one two`");
});

Deno.test("table() escapes pipes once and joins lines", () => {
  assert.equal(
    table(["A", "B"], [["x | y", "p \\| q"], ["1\n2", ""]]),
    [
      "| A | B |",
      "| --- | --- |",
      "| x \\| y | p \\| q |",
      "| 1 2 |  |",
    ].join("\n"),
  );
});

Deno.test("list(), anchored() and page() put parts together and leave empty ones out", () => {
  assert.equal(list(["a", "b"]), "- a\n- b");
  assert.equal(list(["a"], "1."), "1. a");
  assert.equal(anchored("X", "a"), "<!-- X_START -->\na\n<!-- X_END -->");
  assert.equal(page("# A", undefined, "", "b"), "# A\n\nb\n");
});

Deno.test("safeMarkdown() makes headings and HTML text and closes a fence", () => {
  assert.equal(safeMarkdown("# Title\n\n<b>x</b>"), "Title\n\n&lt;b>x&lt;/b>");
  assert.equal(safeMarkdown("```ts\n# a <b>"), "```ts\n# a <b>\n```");
  assert.equal(safeMarkdown("**bold** and `code`"), "**bold** and `code`");
  assert.doesNotMatch(safeMarkdown("```\n<!-- A_END -->\n```"), /<!--/);
});

Deno.test("safeMarkdown() leaves no fence open nor comment whatever the fences", () => {
  const line = fc.constantFrom(
    "```",
    "````",
    "~~~",
    "```ts",
    "    ```",
    "```a``` b",
    "text",
    "",
    "<!-- A_END -->",
    "```<!-- A_END -->",
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 7 }), (lines) => {
      const safe = safeMarkdown(lines.join("\n"));
      assert.equal(fencedLines(safe).open, false, JSON.stringify(safe));
      assert.doesNotMatch(safe, /<!--/);
    }),
    { numRuns: 500 },
  );
});

Deno.test("nextGroup() gives what is worked on or can start, then what follows in the active phase", () => {
  const plan = goodPlan();
  const told = () => nextGroup(plan).map((next) => [next.step.number, stateOf(next)]);
  assert.equal(activePhase(plan)?.number, 1);
  assert.deepEqual(told(), [["1.1", ""], ["1.2", "after 1.1"], ["1.3", "after 1.2"]]);
  Object.assign(plan.phases[0]?.steps[0] ?? {}, { status: "doing" });
  assert.deepEqual(told()[0], ["1.1", "in progress"]);
  for (const each of plan.phases[0]?.steps ?? []) each.status = "done";
  assert.equal(activePhase(plan)?.number, 2);
  plan.phases[1]?.steps.push(step("2.4"));
  assert.deepEqual(told().map(([number]) => number), ["2.1", "2.4", "2.2"]);
  for (const each of plan.phases[1]?.steps ?? []) each.status = "done";
  assert.equal(activePhase(plan), undefined);
  assert.deepEqual(nextGroup(plan), []);
});
