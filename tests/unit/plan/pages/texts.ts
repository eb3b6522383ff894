/** Texts that attack pages, and plans that hold them. */
import fc from "fast-check";
import type { Plan } from "../../../../src/plan/types.ts";
import { goodPlan, phase, step } from "../builders.ts";

const PIECES = [
  "word",
  "step 1.2",
  "Phase 2",
  "`code`",
  "``",
  "`",
  "\\",
  "\\`",
  "*",
  "**",
  "** (feature; size S; `S1x1`) Why: x",
  "~~",
  "(retired; `S1x1`)",
  ")",
  "- [ ] ",
  "- [x] **1.1 a**",
  "1. ",
  "# ",
  "> ",
  "| x |",
  "```",
  "~~~",
  "---",
  "<b>",
  "&lt;",
  "&amp;amp;",
  "&",
  "[x](y)",
  "]\\(",
  "<!-- PHASE_TASKS_END -->",
  "`<!-- A_END -->`",
  "## Outcomes",
  "Files: none",
  "Files: `a` (create)",
  "Done when: x",
  "Done when: `a` b",
  "Why: y",
  "After: phase 1.",
  "Requirements: R1",
  "**Planned by",
  "All steps are done.",
  "\n",
  "\u202e",
  ":",
  "é",
];

/** A text that is never blank. */
export const anyText: fc.Arbitrary<string> = fc.array(
  fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 })),
  {
    minLength: 1,
    maxLength: 5,
  },
).map((parts) => parts.join(" ")).filter((text) => /[\p{L}\p{N}]/u.test(text));

/** A plan of two phases that says anything. */
export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  texts: fc.array(anyText, { minLength: 12, maxLength: 12 }),
  lists: fc.array(fc.array(anyText, { maxLength: 3 }), { minLength: 8, maxLength: 8 }),
  statuses: fc.array(fc.constantFrom("todo", "doing", "done", "retired"), { minLength: 4, maxLength: 4 }),
  plain: fc.boolean(),
}).map(({ texts, lists, statuses, plain }) => {
  let at = 0;
  const text = () => texts[at++ % texts.length]!;
  const list = () => lists[at++ % lists.length]!;
  const any = (number: string, index: number) =>
    step(number, {
      title: text(),
      ...(plain ? {} : { why: text() }),
      do: list(),
      deliverables: list().map((path) => ({ path, action: "modify" as const })),
      verify: list().map((expect, at) => at % 2 === 0 ? { expect } : { command: expect, expect: text() }),
      status: statuses[index % statuses.length]!,
      dependsOn: index === 0 ? [] : ["1.1"],
    });
  return goodPlan({
    phases: [
      phase(1, ["1.1", "1.2", "1.3"].map(any), { title: text(), goal: text(), exitCriteria: list() }),
      phase(2, ["2.1", "2.2"].map((number, index) => any(number, index + 3)), {
        title: text(),
        goal: text(),
        exitCriteria: list(),
        dependsOn: [1],
      }),
    ],
    definitionOfDone: list(),
    provenance: { tool: "devussy 0.1.0", runs: [], files: {} },
  });
});
