import type { Found, Rule } from "../rule.ts";

/** Whoever works from top to bottom must never miss something. */
export const order: Rule = {
  id: "order",
  severity: "error",
  demands: "A dependency never comes later than what depends on it.",
  why: "Whoever works from top to bottom must never miss something.",
  needs: ["dependencies"],
  check({ plan, all }) {
    const positions = new Map(all.map(({ step }, index) => [step.number, index]));
    const found: Found[] = [];
    for (const { step, location, pointer } of all) {
      const own = positions.get(step.number) ?? 0;
      step.dependsOn.forEach((number, at) => {
        const other = positions.get(number);
        if (other === undefined || other < own) return;
        found.push({
          message: number === step.number
            ? `Step ${number} depends on itself`
            : `Step ${step.number} depends on step ${number}, which comes later`,
          location,
          pointer: `${pointer}/dependsOn/${at}`,
          hint: `Move step ${number} before step ${step.number}, or take the dependency out.`,
        });
      });
    }
    plan.phases.forEach((phase, index) =>
      phase.dependsOn?.forEach((number, at) => {
        if (number < phase.number || !plan.phases.some((other) => other.number === number)) return;
        found.push({
          message: `Phase ${phase.number} depends on phase ${number}, which does not come before it`,
          location: `phase ${phase.number}`,
          pointer: `/phases/${index}/dependsOn/${at}`,
          hint: "Let phases depend on earlier ones only.",
        });
      })
    );
    return found;
  },
};
