import type { Requirement, Step } from "../../types.ts";
import { type Found, type Rule, ruleWith } from "../rule.ts";

/** Of fewer steps than this, one more or less changes the share too much to tell anything. */
const LEAST_STEPS = 10;

/** Work that nobody asked for costs as much as work that somebody did. */
export const noInvention: Rule = ruleWith({
  id: "no-invention",
  severity: "warning",
  demands: "Every step that builds or tests something cites a requirement that still stands, and most steps serve one.",
  why:
    "What serves no requirement was invented by whoever wrote the plan, and is built and kept all the same. Steps of the types enabler, docs, ops and removal may cite none; their share is looked at from 10 steps on. A citation of something that is not there is left to dangling-reference.",
  limits: {
    max_enabler_percent: {
      value: 35,
      least: 0,
      most: 100,
      help: "share of the steps that are enablers or cite no requirement, in percent",
    },
  },
  needs: ["steps", "citations"],
  check(view, { max_enabler_percent: most }) {
    const { plan, steps, requirements } = view;
    // Where nothing was asked for in writing, there is nothing to cite.
    if (plan.requirements.length === 0) return [];
    const found: Found[] = [];
    for (const { step, location, pointer } of view.has("types") ? steps : []) {
      const message = invented(step, requirements);
      if (message === undefined) continue;
      found.push({
        message,
        location,
        pointer: `${pointer}/requirements`,
        hint: "Cite the requirement that it serves; take the step out if there is none, or call it an enabler.",
      });
    }
    const count = steps.filter(({ step }) => step.type === "enabler" || step.requirements.length === 0).length;
    // One change of a project may well be mostly groundwork.
    if (view.has("project") && steps.length >= LEAST_STEPS && count * 100 > most * steps.length) {
      const percent = Math.round(count * 100 / steps.length);
      found.push({
        message: `${count} of ${steps.length} steps (${percent} %) are enablers or cite no requirement, over ${most} %`,
        location: "plan",
        pointer: "/phases",
        hint: "Let steps cite what they serve, and join or take out those that only prepare other work.",
      });
    }
    return found;
  },
});

function invented(step: Step, requirements: ReadonlyMap<string, Requirement>): string | undefined {
  if (step.type !== "feature" && step.type !== "test") return undefined;
  if (step.requirements.length === 0) return `Step ${step.number} cites no requirement`;
  const stands = step.requirements.some((id) => (requirements.get(id)?.status ?? "active") === "active");
  // What is done already was asked for when it was done.
  if (stands || step.status === "done") return undefined;
  return `Step ${step.number} serves only what is no longer asked for: ${step.requirements.slice(0, 5).join(", ")}`;
}
