/**
 * Steps that are meant where a reference is no step's number: by id, by title, or by a number written another way.
 * @module
 */
import type { Plan, Step } from "./types.ts";

/** What finds a step by what it is called; undefined if nothing or several are meant. */
export type StepNames = (name: string) => Step | undefined;

/** Longer names are no names. */
const LONGEST = 300;

/**
 * Prepares to find steps by their names.
 *
 * @param plan The plan.
 * @param earlier The plan before this one: its numbers lead to the steps with the same ids.
 */
export function stepNames(plan: Plan, earlier?: Plan): StepNames {
  const steps = plan.phases.flatMap((phase) => phase.steps);
  const byNumber = uniquely(steps.map((step) => [plain(step.number), step]));
  const byId = uniquely(steps.map((step) => [step.id.toLowerCase(), step]));
  const byTitle = uniquely(steps.map((step) => [folded(step.title), step]));
  const before = uniquely(
    (earlier?.phases ?? []).flatMap((phase) => phase.steps).map(({ id, number }) => [plain(number), id.toLowerCase()]),
  );
  return (name) => {
    if (name.length > LONGEST) return undefined;
    const text = name.trim();
    const number = numberNamed(text);
    if (number !== undefined) {
      const then = before.get(number);
      return byNumber.get(number) ?? (then === undefined ? undefined : byId.get(then));
    }
    const bare = text.replace(/^#/, "").toLowerCase();
    return byId.get(bare) ?? byTitle.get(folded(text)) ?? byTitle.get(folded(text.replace(/^step[ :]/i, "")));
  };
}

/** The number that a name holds, without leading zeros: `step 1.3`, `#1.3`, `[1.03]`. */
export function numberNamed(name: string): string | undefined {
  if (name.length > LONGEST) return undefined;
  const number = /^(?:steps?[ \u00a0]{0,3})?[#(\[]{0,2}(\d{1,6}\.\d{1,6})[.)\]:]{0,2}$/i.exec(name.trim())?.[1];
  return number === undefined ? undefined : plain(number);
}

/** Pairs whose key stands once. */
function uniquely<T>(pairs: readonly (readonly [string, T])[]): Map<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>();
  for (const [key, value] of pairs) {
    if (found.has(key)) twice.add(key);
    else found.set(key, value);
  }
  for (const key of twice) found.delete(key);
  found.delete("");
  return found;
}

/** A number without leading zeros: `1.03` is `1.3`. */
export function plain(number: string): string {
  return number.length > LONGEST ? number : number.split(".").map((part) => part.replace(/^0+(?=\d)/, "")).join(".");
}

function folded(title: string): string {
  return title.slice(0, LONGEST + 1).toLowerCase().replace(/[\s"'`*.]+/g, " ").trim();
}
