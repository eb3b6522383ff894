import type { PlanView } from "../view.ts";
import { type Found, type Rule, ruleWith } from "../rule.ts";

/** What may go wrong is somebody's work, and everybody knows when it is done. */
export const riskAndDone: Rule = ruleWith({
  id: "risk-and-done",
  severity: "warning",
  demands:
    "The plan names at least 3 risks, each with a mitigation and the step that deals with it, a definition of done, and exit criteria for every phase.",
  why:
    "A risk that no step deals with is only worried about, and work without a definition of done is never done. A risk whose step is not there at all is left to dangling-reference.",
  limits: { min_risks: { value: 3, least: 0, most: 100, help: "risks of the plan, at least" } },
  needs: ["steps", "risks"],
  check(view, { min_risks }) {
    const { plan } = view;
    const found = riskFindings(view);
    if (plan.risks.length < min_risks) {
      found.unshift({
        message: `The plan names ${plan.risks.length} of at least ${min_risks} risks`,
        location: "risks",
        pointer: "/risks",
        hint: "Ask what would make this project fail: its data, the services it needs, its users, its limits.",
      });
    }
    if (plan.definitionOfDone.every((text) => text.trim() === "")) {
      found.push({
        message: "The plan does not say when the whole is done",
        location: "definition of done",
        pointer: "/definitionOfDone",
        hint: "Say what must hold at the end, such as the commands that pass and what somebody new can do.",
      });
    }
    plan.phases.forEach((phase, index) => {
      const going = phase.steps.length === 0 || phase.steps.some(({ status }) => status !== "retired");
      if (!view.has("phases") || !going || phase.exitCriteria.some((text) => text.trim() !== "")) return;
      found.push({
        message: `Phase ${phase.number} does not say when it is finished`,
        location: `phase ${phase.number}`,
        pointer: `/phases/${index}/exitCriteria`,
        hint: "Give it exit criteria: what is seen when all of its steps are done.",
      });
    });
    return found;
  },
});

function riskFindings({ plan, all }: PlanView): Found[] {
  const retired = new Map(all.map(({ step }) => [step.number, step.status === "retired"]));
  return plan.risks.flatMap(({ id, mitigation, steps }, index): Found[] => {
    const report = (message: string, at: string, hint: string): Found => (
      { message: `Risk ${id} ${message}`, location: `risk ${id}`, pointer: `/risks/${index}/${at}`, hint }
    );
    const hint = "Name the step that deals with it, or add one.";
    return [
      ...(mitigation.trim() === "" ? [report("has no mitigation", "mitigation", "Say what is done about it.")] : []),
      ...(steps.length === 0 ? [report("is dealt with by no step", "steps", hint)] : []),
      ...(steps.length > 0 && steps.every((number) => retired.get(number))
        ? [report("is dealt with by retired steps only", "steps", hint)]
        : []),
    ];
  });
}
