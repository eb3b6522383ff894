import { excerpt } from "../../text.ts";
import { pairPhases } from "../diff/phases.ts";
import type { Phase, Plan, Step } from "../types.ts";
import type { PageProblem } from "./problem.ts";
import type { NamedPage, Written } from "./written.ts";

/** A phase as it is to be: a page, a phase of the plan, or both. */
export interface Slot {
  page?: NamedPage;
  of?: Phase;
}

/**
 * Finds out which phase of the plan each page is: by its title, by the steps that it shares, by its number. What has no page
 * stays where it is.
 *
 * @param fatal Gets pages whose numbers leave a gap, and phases whose place another page has taken.
 * @returns The phases in their new order.
 */
export function matchPhases(
  plan: Plan,
  pages: readonly NamedPage[],
  written: readonly Written[],
  fatal: PageProblem[],
): Slot[] {
  const found = pairsOf(plan, pages, written);
  const taken = new Set(found.values());
  const slots = new Map<number, Slot>();
  for (const page of pages) {
    const of = found.get(page) ?? plan.phases.find((phase) => phase.number === page.number && !taken.has(phase));
    if (of !== undefined) taken.add(of);
    slots.set(page.number, { page, ...(of === undefined ? {} : { of }) });
  }
  for (const phase of plan.phases) {
    if (taken.has(phase)) continue;
    const other = slots.get(phase.number)?.page;
    if (other === undefined) slots.set(phase.number, { of: phase });
    else {
      fatal.push({
        file: other.file,
        text: `it is another phase's page now, and phase ${phase.number}, "${excerpt(phase.title)}", has none`,
        hint: "Give the phase its page back; to be rid of it, take its steps out of the page.",
      });
    }
  }
  const inOrder = [...slots].sort(([a], [b]) => a - b);
  const gap = inOrder.findIndex(([number], at) => number !== at + 1);
  const [, late] = inOrder[gap] ?? [];
  if (late?.page !== undefined) {
    const wanted = `phase${gap + 1}.md`;
    fatal.push({ file: late.page.file, text: `expected ${wanted} before it`, hint: `Call it ${wanted}.` });
  }
  return inOrder.map(([, slot]) => slot);
}

function pairsOf(plan: Plan, pages: readonly NamedPage[], written: readonly Written[]): Map<NamedPage, Phase> {
  const byFile = Map.groupBy(written, ({ file }) => file);
  const pairs: { before: Step; after: Step }[] = [];
  const phases = pages.map(({ file, number, page }): Phase => {
    const steps = (byFile.get(file) ?? []).flatMap(({ of }) => {
      if (of === undefined) return [];
      const after = { ...of };
      pairs.push({ before: of, after });
      return [after];
    });
    const title = page.title?.text ?? "";
    return { number, title, goal: page.goal?.text ?? "", requirements: [], exitCriteria: [], steps, generatedBy: "" };
  });
  const pageOf = new Map(phases.map((phase, at) => [phase, pages[at]]));
  return new Map(
    pairPhases(plan, { ...plan, phases }, pairs).flatMap(({ before, after }) => {
      const page = after && pageOf.get(after);
      return before === undefined || page === undefined ? [] : [[page, before] as const];
    }),
  );
}
