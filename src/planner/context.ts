/**
 * What all answers of the embedded planner start from, worked out from a plan alone: so it can go on with a plan
 * whoever made the parts before.
 * @module
 */
import type { Commands, Component, Existing, Plan, Requirement } from "../plan/types.ts";
import { capabilitiesInAll } from "./capabilities.ts";
import { componentsFor } from "./components.ts";
import { adaptStack } from "./entry.ts";
import { begun, requestWith, stackIn } from "./existing.ts";
import { type Grouping, groupRequirements } from "./slices.ts";
import { chooseStack, namedBy, type Stack, type StackRequest } from "./stack.ts";
import type { Archetype } from "./types.ts";

/** A plan's facts, ready for planning. */
export interface Context {
  name: string;
  summary: string;
  requirements: Map<string, Requirement>;
  grouping: Grouping;
  /** Limits that the choice of tools already meets. */
  stackLimits: Requirement[];
  /** What is expressly not to be built. */
  excluded: Requirement[];
  /** Limits that need work of their own. */
  otherLimits: Requirement[];
  stack: Stack;
  commands: Commands;
  /** The file that starts the program. */
  entry: string;
  /** The components that answer functional requirements, in order of building. */
  components: Component[];
  /** The project that it goes into; absent for a new one. */
  existing: Existing | undefined;
  /** Whether there is so little asked for that the usual parts of each capability must fill the plan. */
  small: boolean;
}

/** Up to this many functional requirements a project counts as small. */
const SMALL = 4;

const contexts = new WeakMap<Plan, Context>();

/** The context of a plan that has a design. Kept for as long as the plan is: each stage asks with the same one. */
export function contextOf(plan: Plan): Context {
  const known = contexts.get(plan);
  if (known !== undefined) return known;
  const { name, languages, frameworks, apis } = plan.project;
  const text = plan.requirements.map((requirement) => requirement.text).join("\n");
  const existing = begun(plan.existing, languages);
  const stack = stackFor({ name, languages, frameworks, apis, text, fallback: "node-typescript" }, existing);
  const components = plan.design?.components ?? [];
  const entry = components[0]?.requirements.length === 0
    ? components[0].path ?? stack.layout.entry
    : stack.layout.entry;
  const context = makeContext(
    plan.project,
    plan.requirements,
    adaptStack(stack, entry),
    entry,
    components,
    {
      ...(plan.commands === undefined ? {} : { commands: plan.commands }),
      ...(existing === undefined ? {} : { existing }),
    },
  );
  contexts.set(plan, context);
  return context;
}

/** The stack of a project, be it new or there already. */
export function stackFor(request: StackRequest, existing: Existing | undefined): Stack {
  const stack = chooseStack(requestWith(request, existing));
  return existing === undefined ? stack : stackIn(existing, stack);
}

/** Puts the facts together; `components` may be those of a design by somebody else. */
export function makeContext(
  project: { name: string; summary: string },
  requirements: readonly Requirement[],
  stack: Stack,
  entry: string,
  components: readonly Component[],
  { commands, existing }: { commands?: Commands; existing?: Existing },
): Context {
  const grouping = groupRequirements(requirements, project.name);
  const excluded = grouping.constraints.filter(({ text }) => /^out of scope\b/i.test(text));
  const stackLimits = grouping.constraints.filter((requirement) =>
    !excluded.includes(requirement) && namesStack(requirement.text, stack)
  );
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const functional = new Set(grouping.slices.flatMap((slice) => slice.requirements.map(({ id }) => id)));
  const own = components.filter((component) => component.requirements.some((id) => functional.has(id)));
  const covered = new Set(own.flatMap((component) => component.requirements));
  const left = grouping.slices.map((slice) => ({
    ...slice,
    requirements: slice.requirements.filter(({ id }) => !covered.has(id)),
  }))
    .filter((slice) => slice.requirements.length > 0);
  return {
    name: project.name,
    summary: project.summary,
    requirements: byId,
    grouping,
    stackLimits,
    excluded,
    otherLimits: grouping.constraints.filter((requirement) =>
      !stackLimits.includes(requirement) && !excluded.includes(requirement)
    ),
    stack,
    commands: commands ?? stack.commands,
    entry,
    components: [
      ...own,
      ...componentsFor(
        left,
        stack,
        new Set([entry, ...stack.scaffold, ...own.flatMap(({ path }) => path ?? [])]),
        existing,
      ),
    ],
    existing,
    // What is there has its usual parts already.
    small: existing === undefined && functional.size <= SMALL,
  };
}

/** Whether a limit only says which tools to use. */
function namesStack(text: string, stack: Stack): boolean {
  // What speaks of conduct needs work, whatever tool it names.
  if (/\b(?:complian\w+|comply|guidelines?|rate limits?|accurate|validated?|users|architecture)\b/i.test(text)) {
    return false;
  }
  return namedBy(text, stack).length > 0 ||
    /\b(?:version \d|runtime environment|libraries|framework|written in|tech(?:nology)? stack|build\.gradle|package\.json)\b/i
      .test(text);
}

/**
 * The capabilities of a component: those of its requirements. In a small project the first component is what the name and
 * the headline speak of, whatever word stands out in its own requirements.
 */
export function capabilitiesOf(component: Component, context: Context): Archetype[] {
  const own = capabilitiesInAll(component.requirements.map((id) => context.requirements.get(id)?.text ?? ""));
  if (!context.small || component !== context.components[0]) return own;
  const whole = capabilitiesInAll([context.name, context.grouping.headline?.text ?? ""]).slice(0, 2);
  return [...new Set([...whole, ...own])];
}

/**
 * The requirement whose simplest case the skeleton walks through. In a project that is there it is the one that speaks of
 * the whole, where none of its parts answers that.
 */
export function thinRequirement({ grouping: { headline }, components, existing }: Context): string | undefined {
  if (existing === undefined) return headline?.id ?? components[0]?.requirements[0];
  const answered = components.some(({ requirements }) => headline !== undefined && requirements.includes(headline.id));
  return answered ? undefined : headline?.id;
}
