import type { PageProblem } from "./problem.ts";
import type { Step } from "../types.ts";
import type { Slot } from "./phase_match.ts";
import type { NamedPage } from "./written.ts";

/** No id is longer. */
const CODE = /`([^`\s]{1,80})`/g;

/**
 * Steps that the pages do not hold any more though their ids still stand there: not taken out, but spoiled.
 *
 * @param present The steps that can be read.
 */
export function lostSteps(slots: readonly Slot[], present: ReadonlySet<Step>): PageProblem[] {
  const missing = slots.flatMap(({ page, of }) => page === undefined ? [] : of?.steps ?? [])
    .filter((step) => step.status !== "retired" && !present.has(step));
  if (missing.length === 0) return [];
  const places = placesOf(slots.flatMap(({ page }) => page ?? []));
  return missing.flatMap((step) => {
    const place = places.get(step.id.toLowerCase());
    return place === undefined ? [] : [{
      ...place,
      text: `step ${step.number} can no longer be read, though its id stands here`,
      hint: `Begin its line with "- [ ] **${step.number} " again; to be rid of the step, take its id out too.`,
    }];
  });
}

/** The first line of each code, in small letters; where a step waits for another, it may name that by its id. */
function placesOf(pages: readonly NamedPage[]): Map<string, { file: string; line: number }> {
  const places = new Map<string, { file: string; line: number }>();
  for (const { file, page: { lines, steps } } of pages) {
    const waits = new Map<number, ReadonlySet<string>>();
    for (const { block, head, entries } of steps) {
      const ids = new Set((head.facts?.dependsOn ?? []).map((id) => id.toLowerCase()));
      for (let at = block.line; at < (entries[0]?.line ?? block.end); at++) waits.set(at, ids);
    }
    lines.forEach((line, at) => {
      for (const [, code = ""] of line.matchAll(CODE)) {
        const id = code.toLowerCase();
        if (!places.has(id) && !waits.get(at)?.has(id)) places.set(id, { file, line: at + 1 });
      }
    });
  }
  return places;
}
