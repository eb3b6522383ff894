import { excerpt } from "../../text.ts";
import type { Plan, Step } from "../types.ts";
import type { PageStep, PhasePage } from "./phase_page.ts";
import type { PageProblem } from "./problem.ts";

/** The page of a phase, with its name. */
export interface NamedPage {
  file: string;
  /** The number in its name. */
  number: number;
  page: PhasePage;
}

/** A step as a page holds it, and the step of the plan that it is, unless it is new. */
export interface Written {
  file: string;
  step: PageStep;
  of?: Step;
  /** How it stood in the page before. */
  base?: PageStep;
}

/** Where a step's first line is. */
export function placeOf({ file, step }: Written): { file: string; line: number } {
  return { file, line: step.block.line + 1 };
}

/**
 * Finds out which step of the plan each step of the pages is: one that nobody touched, else by its id, else, where people
 * took the id out, by its title.
 *
 * @param bases How each step of the plan stood in the pages before.
 * @param problems Gets ids that the plan does not have, and steps that stand in several places.
 */
export function matchSteps(
  plan: Plan,
  pages: readonly NamedPage[],
  bases: ReadonlyMap<Step, PageStep>,
  problems: PageProblem[],
): Written[] {
  const steps = plan.phases.flatMap((phase) => phase.steps);
  const byRaw = uniquely(steps.map((step) => [bases.get(step)?.raw ?? "", step]));
  const byId = new Map(steps.map((step) => [step.id.toLowerCase(), step]));
  const found = new Map<Step, Written>();
  const written = pages.flatMap(({ file, page }) => page.steps.map((step): Written => ({ file, step })));
  const take = (each: Written, of: Step) => {
    const first = found.get(of);
    if (first !== undefined) {
      const { file, line } = placeOf(first);
      problems.push({
        ...placeOf(each),
        text: `the step ${excerpt(of.id)} stands there a second time, after ${file}:${line}`,
        hint: "Keep one of them; a new step has no id yet.",
      });
      return;
    }
    found.set(of, each);
    const base = bases.get(of);
    Object.assign(each, { of }, base === undefined ? {} : { base });
  };
  for (const each of written) {
    const { raw, head: { facts } } = each.step;
    const known = byRaw.get(raw) ?? byId.get(facts?.id?.toLowerCase() ?? "");
    if (known !== undefined) take(each, known);
    else if (facts?.id !== undefined) {
      problems.push({
        ...placeOf(each),
        text: `the plan has no step with the id ${excerpt(facts.id)}`,
        hint: "Correct the id, or take it out: a new step gets its own.",
      });
    }
  }
  const left = uniquely(steps.filter((step) => !found.has(step)).map((step) => [folded(step.title), step]));
  const nameless = written.filter(({ of, step }) => of === undefined && step.head.facts?.id === undefined);
  for (const [title, each] of uniquely(nameless.map((each) => [folded(each.step.head.title), each]))) {
    const step = left.get(title);
    if (step !== undefined) take(each, step);
  }
  return written;
}

/** Pairs whose key stands once and says something. */
function uniquely<T>(pairs: readonly (readonly [string, T])[]): Map<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>([""]);
  for (const [key, value] of pairs) {
    if (found.has(key)) twice.add(key);
    else found.set(key, value);
  }
  for (const key of twice) found.delete(key);
  return found;
}

function folded(title: string): string {
  return title.toLowerCase().replace(/\s+/g, " ").trim();
}
