import type { StepAnswer } from "../answers.ts";
import type { Deliverable, Phase, Step } from "../types.ts";
import { isOpen } from "./citing.ts";

/**
 * Settles who makes a file first, among the steps that may still be changed: whoever comes later changes it, and where
 * the step that was to make it is retired, the first that was to change it makes it.
 *
 * @param orphans Paths that only retired steps were to make.
 * @param existing The files of a project that was there before the plan.
 */
export function settleOpen(
  phases: readonly Phase[],
  orphans: ReadonlySet<string>,
  existing: readonly string[] = [],
): Phase[] {
  const made = new Set(existing);
  return phases.map((phase) => {
    const steps = phase.steps.map((step) => settled(step, made, orphans));
    return steps.every((step, at) => step === phase.steps[at]) ? phase : { ...phase, steps };
  });
}

function settled(step: Step, made: Set<string>, orphans: ReadonlySet<string>): Step {
  if (step.status === "retired") return step;
  const deliverables = step.deliverables.map((each): Deliverable => {
    const { path, action } = each;
    if (action === "delete") {
      made.delete(path);
      return each;
    }
    const right = made.has(path) ? "modify" : orphans.has(path) ? "create" : action;
    if (right === "create" || action === "create" || orphans.has(path)) made.add(path);
    return right === action ? each : { path, action: right };
  });
  if (!isOpen(step) || deliverables.every((each, at) => each === step.deliverables[at])) return step;
  return { ...step, deliverables };
}

/** The paths that the steps that became retired were to make, and no other step makes. */
export function orphansOf(before: readonly Phase[], retired: ReadonlySet<string>): Set<string> {
  const orphans = new Set<string>();
  const made = new Set<string>();
  for (const step of before.flatMap(({ steps }) => steps)) {
    if (step.status === "retired") continue;
    for (const { path, action } of step.deliverables) {
      if (action === "create") (retired.has(step.number) ? orphans : made).add(path);
    }
  }
  for (const path of made) orphans.delete(path);
  return orphans;
}

/** Who waited for a retired step waits for what that one waited for. */
export function redirect(dependsOn: readonly string[], retired: ReadonlyMap<string, Step>): string[] {
  if (!dependsOn.some((number) => retired.has(number))) return [...dependsOn];
  const found = new Set<string>();
  const seen = new Set<string>();
  const follow = (numbers: readonly string[]) => {
    for (const number of numbers) {
      if (seen.has(number)) continue;
      seen.add(number);
      const step = retired.get(number);
      if (step === undefined) found.add(number);
      else follow(step.dependsOn);
    }
  };
  follow(dependsOn);
  return [...found];
}

/** Drafts that change a file which nobody has left there make it. What an earlier step changes was there from the beginning. */
export function settleDrafts(
  drafts: readonly StepAnswer[],
  before: readonly Step[],
  existing: readonly string[] = [],
): StepAnswer[] {
  const there = new Set(existing);
  const note = ({ path, action }: Deliverable) => {
    if (action === "delete") there.delete(path);
    else there.add(path);
  };
  for (const { status, deliverables } of before) if (status !== "retired") deliverables.forEach(note);
  return drafts.map((draft) => {
    const deliverables = draft.deliverables.map((each): Deliverable => {
      const right = each.action !== "modify" || isThere(each.path, there)
        ? each
        : { path: each.path, action: "create" as const };
      note(right);
      return right;
    });
    return { ...draft, deliverables };
  });
}

/** Whether a path is there, or a folder around it that was named as a whole. */
function isThere(path: string, there: ReadonlySet<string>): boolean {
  if (there.has(path)) return true;
  for (let at = path.lastIndexOf("/", path.length - 2); at > 0; at = path.lastIndexOf("/", at - 1)) {
    if (there.has(path.slice(0, at + 1))) return true;
  }
  return false;
}
