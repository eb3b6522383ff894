import type { Found, Rule } from "../rule.ts";
import { textsOfStep } from "../view.ts";

/** A reference must lead somewhere. */
export const danglingReference: Rule = {
  id: "dangling-reference",
  severity: "error",
  demands: "Every id in dependsOn, requirements, risks and prose exists.",
  why:
    "A reference that leads nowhere sends whoever follows it astray. What the owner wrote is no reference: Cloudflare R2 is none.",
  needs: [],
  check(view) {
    const { plan, all, requirements } = view;
    const steps = new Set(plan.phases.flatMap((phase) => phase.steps.map(({ number }) => number)));
    const phases = new Set(plan.phases.map(({ number }) => number));
    const found: Found[] = [];
    const report = (what: string, id: string, location: string, pointer: string) =>
      found.push({
        message: `There is no ${what} ${id}`,
        location,
        pointer,
        hint: `Name a ${what} that exists, or take the reference out.`,
      });

    plan.phases.forEach((phase, index) => {
      const pointer = `/phases/${index}`;
      phase.requirements.forEach((id, at) =>
        requirements.has(id) || report("requirement", id, `phase ${phase.number}`, `${pointer}/requirements/${at}`)
      );
      phase.dependsOn?.forEach((number, at) =>
        phases.has(number) || report("phase", String(number), `phase ${phase.number}`, `${pointer}/dependsOn/${at}`)
      );
    });
    const prose = proseReferences(view.owners);
    for (const placed of all) {
      const { step, location, pointer } = placed;
      step.requirements.forEach((id, at) =>
        requirements.has(id) || report("requirement", id, location, `${pointer}/requirements/${at}`)
      );
      step.dependsOn.forEach((number, at) =>
        steps.has(number) || report("step", number, location, `${pointer}/dependsOn/${at}`)
      );
      for (const { text, pointer } of textsOfStep(placed)) {
        for (const { what, id } of prose(text)) {
          if (!(what === "step" ? steps : requirements).has(id)) report(what, id, location, pointer);
        }
      }
    }
    plan.risks.forEach((risk, index) => {
      risk.steps.forEach((number, at) =>
        steps.has(number) || report("step", number, `risk ${risk.id}`, `/risks/${index}/steps/${at}`)
      );
      risk.requirements?.forEach((id, at) =>
        requirements.has(id) || report("requirement", id, `risk ${risk.id}`, `/risks/${index}/requirements/${at}`)
      );
    });
    plan.design?.components.forEach((component, index) =>
      component.requirements.forEach((id, at) =>
        requirements.has(id) ||
        report("requirement", id, `component "${component.name}"`, `/design/components/${index}/requirements/${at}`)
      )
    );
    return found;
  },
};

interface Reference {
  what: "step" | "requirement";
  id: string;
}

const REFERENCE = /\bsteps? (\d{1,4}\.\d{1,4})(?![\d.]*\d)|\b(R[1-9]\d{0,5})\b(?![-/.]?\w)/gi;

/** Finds `step 3.2` and `R12` in prose, unless the owner's own words hold them: "Cloudflare R2" is no requirement. */
function proseReferences(said: string): (text: string) => Reference[] {
  const owners = new Set([...said.matchAll(REFERENCE)].map(([whole]) => whole.toLowerCase()));
  return (text) =>
    [...text.matchAll(REFERENCE)].flatMap(([whole, step, requirement]): Reference[] => {
      if (owners.has(whole.toLowerCase())) return [];
      if (step !== undefined) return [{ what: "step", id: step }];
      return requirement?.startsWith("R") ? [{ what: "requirement", id: requirement }] : [];
    });
}
