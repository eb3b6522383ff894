import type { Requirement } from "../types.ts";
import { pairs } from "./match.ts";
import type { RequirementDiff } from "./types.ts";

/** What became of the requirements, matched by id. */
export function diffRequirements(before: readonly Requirement[], after: readonly Requirement[]): RequirementDiff {
  const diff: RequirementDiff = { added: [], changed: [], retired: [] };
  for (const { before: then, after: now } of pairs(before, after, ({ id }) => id)) {
    const stood = then?.status === "active";
    const stands = now?.status === "active";
    if (then !== undefined && now !== undefined && (stands || !stood)) {
      if (meaningOf(then) !== meaningOf(now)) diff.changed.push({ before: then, after: now });
    } else if (then === undefined && now !== undefined && stands) diff.added.push(now);
    else {
      // What stood no longer before, and is gone now, counted neither then nor now.
      const gone = now ?? (stood ? then : undefined);
      if (gone !== undefined) diff.retired.push(gone);
    }
  }
  return diff;
}

/** All that a requirement says; where it comes from is no part of it. */
function meaningOf({ text, kind, priority, group, acceptance, status, outOfScope }: Requirement): string {
  return JSON.stringify([text, kind, priority, group ?? null, acceptance, status, outOfScope ?? null]);
}
