import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { goodPlan, requirement, withStep } from "../builders.ts";

const WORK = "Write a new short code for each long address, and refuse addresses over 2000 characters.";

function messagesOf(plan: Plan): string[] {
  return lintPlan(plan).findings.filter(({ rule }) => rule === "placeholder").map(({ message }) => message);
}

function placesOf(plan: Plan): string[] {
  return lintPlan(plan).findings.filter(({ rule }) => rule === "placeholder").map(({ pointer }) => pointer);
}

Deno.test("lintPlan() names the words of a placeholder as they stand there", () => {
  for (
    const [text, words] of [
      ["What it shows is to be decided later.", "is to be decided later"],
      ["XXX: think about the lock.", "XXX"],
      ["Implement this later.", "Implement this later"],
      ["The limit is tbc.", "tbc"],
      ["Insert your code here.", "Insert your code here"],
      ["Similar to step 1.2.", "Similar to step 1.2"],
      ["Fix the other stuff.", "Fix the other stuff."],
      ["etc", "etc"],
    ]
  ) {
    assert.deepEqual(messagesOf(withStep({ do: [WORK, text ?? ""] })), [
      `Phase 1, step 1.1 holds a placeholder (${words})`,
    ]);
  }
});

Deno.test("lintPlan() takes no text for a placeholder that says what the things are", () => {
  for (
    const text of ["List the things that people lent.", "Work through the queue.", "Add everything to the log file."]
  ) {
    assert.deepEqual(messagesOf(withStep({ do: [WORK, text] })), []);
  }
});

Deno.test("lintPlan() finds placeholders in every text of a plan", () => {
  const plan = goodPlan({
    assumptions: [{ id: "A1", text: "TBD", ifWrong: "TBD" }],
    questions: [{ id: "Q1", text: "TBD" }],
    requirements: [
      requirement("R1", "Short links: TODO", { source: { from: "model" } }),
      requirement("R2", "Count clicks."),
    ],
  });
  Object.assign(plan.design?.components[0] ?? {}, { name: "TBD" });
  Object.assign(plan.design?.techStack[0] ?? {}, { why: "TBD" });
  Object.assign(plan.design?.decisions[0] ?? {}, { choice: "TBD", why: "TBD", alternatives: ["TBD"] });
  Object.assign(plan.risks[0] ?? {}, { text: "TBD" });
  assert.deepEqual(placesOf(plan), [
    "/requirements/0/text",
    "/assumptions/0/text",
    "/assumptions/0/ifWrong",
    "/questions/0/text",
    "/design/components/0/name",
    "/design/techStack/0/why",
    "/design/decisions/0/choice",
    "/design/decisions/0/why",
    "/design/decisions/0/alternatives/0",
    "/risks/0/text",
  ]);
});

Deno.test("lintPlan() lets questions, risks, assumptions and alternatives say that something is open", () => {
  const plan = goodPlan({
    assumptions: [{
      id: "A1",
      text: "The name of the domain is to be decided; codes work with any.",
      ifWrong: "Set it.",
    }],
    questions: [{ id: "Q1", text: "How long links live is still to be decided: a year, or for ever?" }],
  });
  Object.assign(plan.risks[0] ?? {}, { text: "The limit of the API is TBD until its owner answers." });
  Object.assign(plan.design?.decisions[0] ?? {}, { alternatives: ["Keep one table now and add the second one later"] });
  assert.deepEqual(placesOf(plan), []);
});

Deno.test("lintPlan() finds markers in paths of code, unless the owner has a to-do list", () => {
  const plan = withStep({ deliverables: [{ path: "src/TODO.py", action: "create" }] });
  assert.deepEqual(placesOf(plan), ["/phases/0/steps/0/deliverables/0/path"]);
  assert.deepEqual(placesOf({ ...plan, project: { ...plan.project, name: "A to-do list" } }), []);
});

Deno.test("lintPlan() ends in time when texts are full of what may be a placeholder", () => {
  for (
    const part of [
      "TODO ",
      "tbd ",
      "later ",
      "to be ",
      "add ",
      "like step ",
      "???",
      "fill in the ",
      "[your ",
      '"',
      "is ",
      ". ",
    ]
  ) {
    const text = part.repeat(Math.ceil(200_000 / part.length));
    const plan = withStep({ do: [text, WORK] }, { definitionOfDone: [text] });
    const start = performance.now();
    lintPlan(plan, { rules: {} });
    assert.ok(performance.now() - start < 5000, JSON.stringify(part));
  }
});
