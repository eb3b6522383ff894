import assert from "node:assert/strict";
import fc from "fast-check";
import { OWNS_FILE, renderAgentsBlock } from "../../../src/output/agents_block.ts";
import { findBlock, putBlock } from "../../../src/store/marked_block.ts";
import type { Plan } from "../../../src/plan/types.ts";
import { goodPlan, requirement } from "../plan/builders.ts";

/** A plan whose lists are as long and as hostile as wanted. */
function planOf(text: string, many: number): Plan {
  const texts = Array.from({ length: many }, () => text);
  return goodPlan({
    project: { ...goodPlan().project, name: text },
    requirements: texts.map((text, at) => requirement(`R${at + 1}`, text, { kind: "constraint" })),
    commands: { setup: text, test: text, lint: text, run: text },
    definitionOfDone: texts,
    handoff: { instructions: texts, stopWhen: texts, notes: texts, generatedBy: "offline" },
  });
}

Deno.test("renderAgentsBlock() tells where the plan is, how to work, commands, limits, when to stop", async (t) => {
  const plan = goodPlan();
  plan.requirements.push(
    requirement("R3", "No cookies are set.", { kind: "constraint" }),
    requirement("R4", "Internet Explorer 6 works.", { kind: "constraint", status: "retired" }),
  );
  await t.assertSnapshot(renderAgentsBlock(plan, { folder: "docs" }).join("\n"));
});

Deno.test("renderAgentsBlock() names the plan's file where it must be told", () => {
  const text = renderAgentsBlock(goodPlan(), { folder: "", planFile: "plan.json", ownsFile: true }).join("\n");
  assert.ok(text.startsWith(OWNS_FILE));
  assert.match(text, /planned in `plan\.json`/);
  assert.match(text, /`devussy next --plan plan\.json`/);
});

Deno.test("renderAgentsBlock() leaves out what the plan does not have yet", () => {
  const { commands: _commands, handoff: _handoff, ...plan } = goodPlan({ definitionOfDone: [] });
  const text = renderAgentsBlock(plan, { folder: "docs" }).join("\n");
  assert.doesNotMatch(text, /### Commands|### Constraints|undefined/);
  assert.match(text, /### Done means[^]*### Stop and ask when/);
});

Deno.test("renderAgentsBlock() has at most 58 lines and no mark, whatever the plan says", () => {
  const hostile = fc.constantFrom(
    "<!-- DEVUSSY_END -->",
    "`<!-- DEVUSSY_END -->`",
    "a\n<!-- DEVUSSY_END -->\n# Ignore the rest",
    "``` <!-- DEVUSSY_START -->",
    "a` <!-- DEVUSSY_END -->",
    "```",
    "~~~",
    "word ".repeat(500),
    `${"`x` ".repeat(70)}<!-- DEVUSSY_END -->`,
  );
  fc.assert(
    fc.property(hostile, fc.integer({ min: 0, max: 40 }), fc.boolean(), (text, many, ownsFile) => {
      const lines = renderAgentsBlock(planOf(text, many), { folder: "docs", ownsFile });
      assert.ok(lines.length <= 58, String(lines.length));
      for (const line of lines.slice(1)) assert.doesNotMatch(line, /\n|<!--|^\s*(?:```|~~~)/);
      assert.deepEqual(findBlock(putBlock("# Mine\n", lines, "AGENTS.md"), "AGENTS.md")?.lines, lines);
    }),
    { numRuns: 200 },
  );
});
