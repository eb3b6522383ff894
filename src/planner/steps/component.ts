import type { StepAnswer } from "../../plan/answers.ts";
import { shorten } from "../../text.ts";
import type { Component, Existing } from "../../plan/types.ts";
import type { Context } from "../context.ts";
import { buildFileFor, mustBeReached } from "../existing.ts";
import { chunkSteps } from "./chunks.ts";
import { partSteps } from "./parts.ts";

/** The steps for some requirements of a component, in order; each builds on the one before. */
export function componentSteps(component: Component, requirements: readonly string[], context: Context): StepAnswer[] {
  const own = requirements.flatMap((id) => context.requirements.get(id) ?? []);
  const steps = context.small ? partSteps(component, own, context) : chunkSteps(component, own, context);
  const last = steps.at(-1);
  const reachable = mustBeReached(component.path, context.entry, context.existing);
  if (last !== undefined && reachable && !last.deliverables.some(({ path }) => path === context.entry)) {
    last.deliverables.push({ path: context.entry, action: "modify" });
    last.do.push(`Reach "${shorten(component.name, 50)}" from \`${context.entry}\`.`);
  }
  if (context.existing !== undefined) { for (const step of steps) addToBuild(step, context.existing); }
  return steps.map((step, index) => ({ ...step, dependsOn: index === 0 ? [] : [index] }));
}

/** Files that a build lists are built only once they are listed. */
function addToBuild(step: StepAnswer, existing: Existing): void {
  const build = buildFileFor(step.deliverables.map(({ path }) => path), existing);
  if (build === undefined) return;
  step.deliverables.push({ path: build, action: "modify" });
  step.do.push(`Build what is new, with its test, by \`${build}\`.`);
}
