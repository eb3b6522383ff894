import type { Requirement } from "../../plan/types.ts";
import type { Context } from "../context.ts";
import { type Quality, qualityIn } from "../qualities.ts";
import { chunk, STEP_REQUIREMENTS } from "./chunks.ts";

/** Qualities and limits of one kind, a few a group. */
export function qualityGroups(
  context: Context,
  requirements: readonly Requirement[],
): { quality: Quality; list: Requirement[] }[] {
  const byKind = new Map<Quality, Requirement[]>();
  for (const requirement of requirements) {
    const quality = qualityIn(`${requirement.text}\n${requirement.group ?? ""}`);
    byKind.set(quality, [...(byKind.get(quality) ?? []), requirement]);
  }
  return [...byKind].flatMap(([quality, list]) =>
    chunk(list, context.requirements.size, STEP_REQUIREMENTS + 1).map((part) => ({ quality, list: part }))
  );
}
