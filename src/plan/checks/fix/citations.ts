import { excerpt } from "../../../text.ts";
import type { Plan } from "../../types.ts";

/** Writes citations of requirements the way that ids are written, in place, and takes out those that stand twice. */
export function fixCitations(plan: Plan): string[] {
  const ids = new Set(plan.requirements.map(({ id }) => id));
  const fixed: string[] = [];
  const mend = (list: readonly string[], who: string) => {
    const seen = new Set<string>();
    return list.flatMap((entry) => {
      const id = ids.has(entry) ? entry : idMeant(entry, ids) ?? entry;
      if (id !== entry) fixed.push(`${who} cites ${id}, not "${excerpt(entry)}".`);
      if (seen.has(id)) {
        fixed.push(`${who} cites ${excerpt(id)} once, not twice.`);
        return [];
      }
      seen.add(id);
      return [id];
    });
  };
  for (const phase of plan.phases) {
    phase.requirements = mend(phase.requirements, `The phase "${excerpt(phase.title)}"`);
    for (const step of phase.steps) step.requirements = mend(step.requirements, `The step "${excerpt(step.title)}"`);
  }
  for (const risk of plan.risks) {
    if (risk.requirements !== undefined) risk.requirements = mend(risk.requirements, `The risk ${excerpt(risk.id)}`);
  }
  for (const component of plan.design?.components ?? []) {
    component.requirements = mend(component.requirements, `The component "${excerpt(component.name)}"`);
  }
  return fixed;
}

/** The requirement that is meant by `r3`, `R03`, `[R3]` or `R-3`. */
function idMeant(name: string, ids: ReadonlySet<string>): string | undefined {
  const number = /^[[(]?r[-_ ]?0{0,6}([1-9]\d{0,8})[\])]?[.,:]?$/i.exec(name.slice(0, 30).trim())?.[1];
  return number !== undefined && ids.has(`R${number}`) ? `R${number}` : undefined;
}
