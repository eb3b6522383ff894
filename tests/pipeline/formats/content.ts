/**
 * Right answers that say more than was asked, or what code has to set right: no second request is needed for any.
 * @module
 */
import assert from "node:assert/strict";
import type { PhaseStepsAnswer, StepAnswer } from "../../../src/plan/answers.ts";
import { changed, changing, type Format, json } from "./format.ts";

/** Good answers with odd content. */
export function content(stepsOf: (phase: number) => PhaseStepsAnswer): readonly Format[] {
  return [
    changing("fields that nobody asked for", {
      project_design: (answer) => ({ confidence: 0.9, ...answer, notes: ["a"], nested: { deep: { deeper: null } } }),
      basic_devplan: ({ phases }) => ({ phases: phases.map((phase) => ({ ...phase, days: 3 })), total: 12 }),
      detailed_devplan: ({ steps }) => ({ steps: steps.map((step) => ({ ...step, owner: "Ann", hours: 2 })) }),
      handoff: (answer) => ({ ...answer, signature: "The model" }),
    }),
    changing("ids, numbers, states and authors that code gives", {
      basic_devplan: ({ phases }) => ({
        phases: phases.map((phase, at) => ({ id: `P${at}`, number: at * 10, ...phase, steps: [], generatedBy: "me" })),
      }),
      detailed_devplan: ({ steps }) => ({
        steps: steps.map((step) => ({ id: "S1", number: "9.9", ...step, status: "done", generatedBy: "me" })),
      }),
    }, {
      snapshot: true,
      check({ phases }) {
        for (const step of phases.flatMap(({ steps }) => steps)) {
          assert.equal(step.status, "todo");
          assert.notEqual(step.generatedBy, "me");
        }
      },
    }),
    changing("citations of requirements that are not there", {
      project_design: ({ components, risks }) => {
        components[0]?.requirements.push("R999", "FR-1", "");
        risks[0]?.requirements.push("R999");
      },
      basic_devplan: ({ phases }) => void phases[0]?.requirements.push("R999", "r1", "R1 "),
      detailed_devplan: ({ steps }) => void steps[0]?.requirements.push("R999", "__proto__"),
    }, { check: (plan) => assert.doesNotMatch(JSON.stringify(plan), /R999/) }),
    changing("dependencies that point forward, to themselves and nowhere", {
      basic_devplan: ({ phases }) => phases.forEach((phase) => phase.dependsOn = [1, 2, 3, 4, 999]),
      detailed_devplan: ({ steps }) => steps.forEach((step) => step.dependsOn = [1, 2, 3, 4, 999]),
    }),
    {
      name: "keys such as __proto__",
      answer: (question) =>
        json(question).replace(
          /\{(?=\s*")/g,
          () => '{"__proto__":{"polluted":true,"requirements":["R999"]},"constructor":{"prototype":{"polluted":true}},',
        ),
      expected: { end: "plan", check: (plan) => assert.doesNotMatch(JSON.stringify(plan), /polluted|R999/) },
    },
    {
      name: "all in one phase",
      answer: (question) =>
        JSON.stringify(changed(question, {
          basic_devplan: ({ phases }) => ({
            phases: phases.slice(0, 1).map((phase) => ({
              ...phase,
              requirements: [...new Set(phases.flatMap(({ requirements }) => requirements))],
            })),
          }),
          detailed_devplan: () => ({ steps: inOne(stepsOf) }),
        })),
      expected: { end: "plan", keeps: "nothing", phases: 1 },
    },
    changing("everything called the same, but for the case", {
      basic_devplan: ({ phases }) => phases.forEach((phase, at) => phase.title = at % 2 === 0 ? "Part" : "PART"),
      detailed_devplan: ({ steps }) => steps.forEach((step, at) => step.title = at % 2 === 0 ? "Do it" : "do it"),
    }, {
      keeps: "nothing",
      check({ phases }, right) {
        assert.equal(phases.length, right.phases.length);
        const ids = phases.flatMap(({ steps }) => steps.map(({ id }) => id.toLowerCase()));
        assert.equal(new Set(ids).size, ids.length);
      },
    }),
  ];
}

/** The steps of all phases as those of one. */
function inOne(stepsOf: (phase: number) => PhaseStepsAnswer): StepAnswer[] {
  const steps: StepAnswer[] = [];
  let last = "";
  for (let phase = 1; JSON.stringify(stepsOf(phase)) !== last; phase++) {
    const offset = steps.length;
    last = JSON.stringify(stepsOf(phase));
    for (const step of stepsOf(phase).steps) {
      steps.push({ ...step, dependsOn: step.dependsOn.map((position) => position + offset) });
    }
  }
  return steps;
}
