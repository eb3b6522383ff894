import { mentionsIn } from "../mentions.ts";
import type { Plan } from "../types.ts";
import type { Written } from "./written.ts";

/** The number that new steps have until all are numbered anew: no plan has such a phase. */
const NEW_PHASE = 99_999;

/** Numbers as people mean them in the pages, told by the numbers that the steps have before they are numbered anew. */
export interface References {
  /** The number of a step until then. */
  numberOf(each: Written): string;
  /** What a number or an id in a page means; undefined where there is no such step. */
  find(name: string): string | undefined;
  /** A text that people wrote, with the steps that it speaks of by those numbers. */
  retarget(text: string): string;
}

/** Prepares to follow references. */
export function referencesOf(plan: Plan, written: readonly Written[]): References {
  const numbers = new Map<Written, string>();
  let fresh = 0;
  for (const each of written) numbers.set(each, each.of?.number ?? `${NEW_PHASE}.${++fresh}`);
  const byNumber = Map.groupBy(written, ({ step }) => step.head.number ?? "");
  const steps = plan.phases.flatMap((phase) => phase.steps);
  const own = new Set(steps.map(({ number }) => number));
  const byId = new Map(steps.map(({ id, number }) => [id.toLowerCase(), number]));
  // What people see in the pages goes before what the plan says; where two have one number, the older is meant.
  const find = (name: string) => {
    const there = byNumber.get(name) ?? [];
    const meant = there.length > 1 ? there.filter(({ of }) => of?.number === name) : there;
    const [only] = meant;
    if (only !== undefined && meant.length === 1) return numbers.get(only);
    return own.has(name) ? name : byId.get(name.toLowerCase());
  };
  return {
    numberOf: (each) => numbers.get(each) ?? "",
    find,
    retarget(text) {
      let done = "";
      let end = 0;
      for (const { what, id, at } of mentionsIn(text)) {
        if (what !== "step") continue;
        done += text.slice(end, at) + (find(id) ?? id);
        end = at + id.length;
      }
      return done + text.slice(end);
    },
  };
}
