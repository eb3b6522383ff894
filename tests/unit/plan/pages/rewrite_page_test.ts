import assert from "node:assert/strict";
import fc from "fast-check";
import { renderPlan } from "../../../../src/output/mod.ts";
import { importPages } from "../../../../src/plan/pages/import_pages.ts";
import {
  rewriteDevplanBase,
  rewriteDevplanPage,
  rewritePhaseBase,
  rewritePhasePage,
} from "../../../../src/plan/pages/rewrite_page.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { mergeText } from "../../../../src/store/merge_text.ts";
import { goodPlan } from "../builders.ts";

const NOTES = [
  "A note: `code` | and more.",
  "> quoted",
  "| a | table |",
  "<!-- mine -->",
  "# Not a title",
];

/** What a page becomes when it was taken over, as the command does it. */
function merged(plan: Plan, name: string, page: string): { after: Plan; text: string } {
  const rendered = renderPlan(plan);
  const { plan: after, steps } = importPages(plan, { [name]: page }, { rendered });
  const fresh = renderPlan(after)[name] ?? "";
  const base = rendered[name] ?? "";
  if (name === "devplan.md") {
    return { after, text: mergeText(rewriteDevplanBase(base, fresh), rewriteDevplanPage(page, fresh), fresh) };
  }
  const idsOf = ({ phases }: Plan) => phases[0]!.steps.map(({ id }) => id);
  const there = { text: page, ids: steps.get(name) ?? [] };
  const [old, now] = [{ text: base, ids: idsOf(plan) }, { text: fresh, ids: idsOf(after) }];
  return { after, text: mergeText(rewritePhaseBase(old, now), rewritePhasePage(there, old, now), fresh) };
}

Deno.test("a page that was taken over is what the plan renders, with what people wrote beside it", () => {
  const edit = fc.record({
    at: fc.nat(2),
    kind: fc.constantFrom("none", "add", "remove", "tick", "reword", "remark", "subtask", "star", "wrap", "sign"),
    note: fc.option(fc.constantFrom(...NOTES), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), fc.boolean(), (edits, windows) => {
      const plan = goodPlan();
      let page = renderPlan(plan)["phase1.md"]!;
      const notes: string[] = [];
      edits.forEach(({ at, kind, note }, index) => {
        const block = (page.match(/^[-*] \[.\] \*\*[^]*?\n(?=\n|<!--)/gm) ?? [])[at];
        if (block === undefined) return;
        const changed = {
          none: block,
          add: `- [ ] **Another ${index}** (S)\n\n${block}`,
          remove: "",
          tick: block.replace("[ ]", "[x]"),
          reword: block.replace("  - Files:", `  - One more ${index}.\n  - Files:`),
          remark: block.replace("\n", `\n  Mind ${index}.\n`),
          subtask: block.replace("  - Files:", `  - [x] Half ${index}.\n  - Files:`),
          sign: block.replace("[ ]", "[~]"),
          star: block.replace(/^- /, "* "),
          wrap: block.replace(/ (?=\w{6})/g, "\n    "),
        }[kind];
        const own = note === undefined ? "" : `\n${note} ${index}\n\n`;
        if (own !== "") notes.push(`${note} ${index}`);
        page = page.replace(block, () => `${changed}${own}`);
      });
      const { after, text } = merged(plan, "phase1.md", windows ? page.replaceAll("\n", "\r\n") : page);
      for (const note of notes) assert.equal(text.split(note).length, 2, `${note}\n${text}`);
      // What stands there now says nothing new.
      const again = importPages(after, { "phase1.md": text }, { rendered: renderPlan(after) });
      assert.equal(again.plan, after, text);
      assert.deepEqual(again.problems, []);
      const left = notes.reduce((text, note) => text.replace(note, ""), text);
      if (edits.every(({ kind }) => kind !== "star" && kind !== "wrap" && kind !== "sign") && !windows) {
        const lines = (text: string) => text.split("\n").filter((line) => line.trim() !== "");
        assert.deepEqual(lines(left), lines(renderPlan(after)["phase1.md"]!));
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("ticks of outcomes stay, and so do they in the definition of done", () => {
  const page = renderPlan(goodPlan())["phase1.md"]!.replace(
    "- [ ] The tests pass.",
    "- [x] The tests pass.\n* [x] It is fast.",
  );
  assert.match(
    merged(goodPlan(), "phase1.md", page).text,
    /START -->\n- \[x\] The tests pass\.\n- \[x\] It is fast\.\n<!--/,
  );
  const devplan = renderPlan(goodPlan())["devplan.md"]!.replace("- [ ] All", "- [x] New.\n* [x] All") + "\nMine.\n";
  assert.match(
    merged(goodPlan(), "devplan.md", devplan).text,
    /done\n\n- \[x\] New\.\n- \[x\] All tests pass\.\n\nMine\.\n$/,
  );
});
