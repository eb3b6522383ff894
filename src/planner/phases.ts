import type { PhaseAnswer } from "../plan/answers.ts";
import type { Component } from "../plan/types.ts";
import { type Context, thinRequirement } from "./context.ts";
import { shorten } from "../text.ts";
import { componentSteps } from "./steps/component.ts";
import { skeletonSteps } from "./steps/skeleton.ts";
import { qualityGroups } from "./steps/quality_groups.ts";
import { checking, startCommand } from "./steps/wording.ts";
import { sentence, textWithoutGroup, titleOf } from "./titles.ts";

/** A phase of features is closed when it has this many steps ... */
const ENOUGH_STEPS = 5;
/** ... and never gets more than this many. */
const MOST_STEPS = 10;
/** Fewer steps than this are no phase of their own. */
const FEW_STEPS = 3;
/** With fewer steps for qualities than this, they go into the last phase. */
const QUALITY_PHASE = 3;

/** Orders the work: a walking skeleton, vertical slices, qualities across them, hardening and release. */
export function planPhases(context: Context): PhaseAnswer[] {
  const [skeleton, ...features] = opening(context, featurePhases(context));
  const qualities = [...context.grouping.qualities, ...context.otherLimits];
  const ownPhase = qualityGroups(context, qualities).length >= QUALITY_PHASE;
  const last = (number: number) => [number];
  const phases: PhaseAnswer[] = [
    ...(skeleton === undefined ? [] : [skeleton]),
    ...features.map((phase, index) => ({ ...phase, dependsOn: last(index + 1) })),
  ];
  if (ownPhase) {
    phases.push({
      title: "Qualities and limits",
      goal: `Every demand on how well ${context.name} works is measured or tested, not only meant.`,
      kind: "quality",
      requirements: qualities.map(({ id }) => id),
      dependsOn: last(phases.length),
      exitCriteria: qualities.slice(0, 5).map(({ id, text }) =>
        `${id} has a check that fails when it is broken: ${sentence(shorten(text, 120))}`
      ),
    });
  }
  phases.push({
    title: ownPhase || qualities.length === 0 ? "Hardening and release" : "Qualities, hardening and release",
    goal: `Somebody who was not there can install ${context.name}, use it and see what it does when things go wrong.`,
    kind: "release",
    requirements: [...(ownPhase ? [] : qualities), ...context.excluded].map(({ id }) => id),
    dependsOn: last(phases.length),
    exitCriteria: [
      `On a fresh checkout and in CI, ${checking(context.commands)} ${
        context.commands.lint === context.commands.test ? "ends" : "end"
      } with status 0.`,
      "The README alone leads somebody new from checkout to first result.",
    ],
  });
  return phases;
}

/** What the plan begins with: in a project that is there, the few steps before the first feature go into its phase. */
function opening(context: Context, features: PhaseAnswer[]): PhaseAnswer[] {
  const skeleton = skeletonPhase(context);
  const [first, ...rest] = features;
  if (context.existing === undefined || first === undefined || skeletonSteps(context).length >= FEW_STEPS) {
    return [skeleton, ...features];
  }
  return [{
    ...first,
    kind: "skeleton",
    requirements: [...new Set([...first.requirements, ...skeleton.requirements])],
    exitCriteria: [...skeleton.exitCriteria, ...first.exitCriteria],
  }, ...rest];
}

function skeletonPhase(context: Context): PhaseAnswer {
  const { existing } = context;
  const thin = thinRequirement(context);
  const ci = existing?.ci;
  const start = startCommand(context);
  return {
    title: existing === undefined ? "Walking skeleton" : "Ground for what is new",
    goal: existing === undefined
      ? `${context.name} starts with \`${context.commands.run}\`, does the simplest case from end to end, and CI proves it.`
      : `What ${context.name} does today is held by tests, and what the new parts need is there.`,
    kind: "skeleton",
    requirements: [...(thin === undefined ? [] : [thin]), ...context.stackLimits.map(({ id }) => id)],
    dependsOn: [],
    exitCriteria: [
      ...(start === undefined ? [] : [`\`${start}\` starts ${context.name} on a fresh checkout.`]),
      `\`${context.commands.test}\` passes here and in CI${ci === undefined ? "" : ` (\`${ci}\`)`}.`,
    ],
  };
}

/** Packs components into phases, in order; a large one is spread over several. */
function featurePhases(context: Context): PhaseAnswer[] {
  const total = context.components.reduce((sum, { requirements }) => sum + requirements.length, 0);
  const enough = total > 300 ? MOST_STEPS : ENOUGH_STEPS;
  const packs: { components: Component[]; requirements: string[]; steps: number }[] = [];
  for (const component of context.components) {
    for (const chunk of chunksOf(component, context)) {
      const open = packs.at(-1);
      if (open !== undefined && open.steps < enough && open.steps + chunk.steps <= MOST_STEPS) {
        if (!open.components.includes(component)) open.components.push(component);
        open.requirements.push(...chunk.requirements);
        open.steps += chunk.steps;
      } else packs.push({ components: [component], requirements: [...chunk.requirements], steps: chunk.steps });
    }
  }
  const last = packs.at(-1);
  const before = packs.at(-2);
  // A phase of one or two steps is no phase.
  if (last !== undefined && before !== undefined && last.steps < 3 && before.steps + last.steps <= MOST_STEPS + 2) {
    packs.pop();
    before.components.push(...last.components.filter((component) => !before.components.includes(component)));
    before.requirements.push(...last.requirements);
  }
  const seen = new Map<string, number>();
  return packs.map(({ components, requirements }) => {
    const names = components.map(({ name }) => shorten(name, 48));
    const title = names.length <= 2 ? names.join(" and ") : `${names[0]}, ${names[1]} and ${names.length - 2} more`;
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    return {
      title: count === 1 ? title : `${title} (part ${count})`,
      goal: goalOf(requirements, context),
      kind: "feature",
      requirements: [...new Set(requirements)],
      dependsOn: [],
      exitCriteria: requirements.slice(0, 4).map((id) => {
        const requirement = context.requirements.get(id);
        return `${id} works when tried by hand: ${sentence(shorten(requirement?.text ?? "", 140))}`;
      }),
    };
  });
}

function goalOf(requirements: readonly string[], context: Context): string {
  const titles = [...new Set(requirements.map((id) => titleOf(textWithoutGroup(context.requirements.get(id)), 50)))];
  return `A person can see working in ${context.name}: ${titles.slice(0, 4).join("; ")}${
    titles.length > 4 ? `; and ${titles.length - 4} more` : ""
  }.`;
}

/** A component's requirements in pieces of at most a phase, with the number of steps that each makes. */
function chunksOf(component: Component, context: Context): { requirements: string[]; steps: number }[] {
  const steps = componentSteps(component, component.requirements, context);
  if (steps.length <= MOST_STEPS) return [{ requirements: component.requirements, steps: steps.length }];
  const chunks: { requirements: string[]; steps: number }[] = [];
  for (const step of steps) {
    const open = chunks.at(-1);
    if (open === undefined || open.steps >= MOST_STEPS) chunks.push({ requirements: [...step.requirements], steps: 1 });
    else {
      open.requirements.push(...step.requirements);
      open.steps++;
    }
  }
  return chunks;
}
