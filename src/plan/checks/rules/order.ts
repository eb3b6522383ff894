import type { Found, Rule } from "../rule.ts";

/** Whoever works from top to bottom must never miss something. */
export const order: Rule = {
  id: "order",
  severity: "error",
  demands: "A dependency never comes later than what depends on it.",
  why: "Whoever works from top to bottom must never miss something. Of retired steps nothing is asked.",
  needs: ["dependencies"],
  check({ plan, all }) {
    const positions = new Map<string, number>();
    all.forEach(({ step }, index) => positions.has(step.number) || positions.set(step.number, index));
    const found: Found[] = [];
    all.forEach(({ step, location, pointer }, own) => {
      if (step.status === "retired") return;
      step.dependsOn.forEach((number, at) => {
        const other = positions.get(number);
        if (number !== step.number && (other === undefined || other < own)) return;
        found.push({
          message: number === step.number
            ? `Step ${number} depends on itself`
            : `Step ${step.number} depends on step ${number}, which comes later`,
          location,
          pointer: `${pointer}/dependsOn/${at}`,
          hint: number === step.number
            ? "Take the dependency out, or name the step that is meant."
            : `Move step ${number} before step ${step.number}, or take the dependency out.`,
        });
      });
    });
    const phases = new Set(plan.phases.map(({ number }) => number));
    plan.phases.forEach((phase, index) =>
      phase.dependsOn?.forEach((number, at) => {
        if (number < phase.number || !phases.has(number)) return;
        found.push({
          message: number === phase.number
            ? `Phase ${number} depends on itself`
            : `Phase ${phase.number} depends on phase ${number}, which comes later`,
          location: `phase ${phase.number}`,
          pointer: `/phases/${index}/dependsOn/${at}`,
          hint: "Let phases depend on earlier ones only.",
        });
      })
    );
    return found;
  },
};
