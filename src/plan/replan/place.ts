/**
 * Where new steps go: behind the others of a phase, so that no step that is there gets another number.
 * @module
 */
import type { StepAnswer } from "../answers.ts";
import { stepId } from "../ids.ts";
import { stepOf } from "../step_of.ts";
import type { Phase, Plan, Step } from "../types.ts";
import { isOpen } from "./citing.ts";
import type { DraftedStep, FreshDemand } from "./types.ts";
import { quote } from "./wording.ts";

/** A phase holds at most so many steps that count. */
const MOST_STEPS = 15;
/** New phases are of at most so many steps. */
const USUAL_STEPS = 12;

/**
 * The phase that takes so many new steps: the last of features that is worked on; else, while others are still open, the last
 * of features. Absent where none has room, or all is done.
 *
 * @param least The place of the last phase that the new steps build on.
 */
export function phaseFor(phases: readonly Phase[], count: number, least: number): number | undefined {
  const fits = (phase: Phase, at: number) =>
    (phase.kind === "feature" || phase.kind === undefined) && at >= least && phase.steps.length > 0 &&
    phase.steps.filter(({ status }) => status !== "retired").length + count <= MOST_STEPS;
  const open = phases.findLastIndex((phase, at) => fits(phase, at) && phase.steps.some(isOpen));
  if (open !== -1) return open;
  const last = phases.findLastIndex(fits);
  return last !== -1 && phases.slice(last + 1).some(({ steps }) => steps.some(isOpen)) ? last : undefined;
}

/** New steps for a phase, or for phases of their own. */
export interface Placement {
  plan: Plan;
  /** The phase's place; absent for new phases. */
  target: number | undefined;
  /** The steps in order; positions in `dependsOn` count through all of them, from 1. */
  drafts: readonly DraftedStep[];
  fresh: readonly FreshDemand[];
  /** The next revision. */
  revision: number;
}

/** Puts new steps into their places. */
export function placed({ plan, target, drafts, fresh, revision }: Placement): { phases: Phase[]; numbers: string[] } {
  if (drafts.length === 0) return { phases: plan.phases, numbers: [] };
  const taken = new Set(plan.phases.flatMap(({ steps }) => steps.map(({ id }) => id)));
  const stands = new Set(plan.requirements.filter(({ status }) => status === "active").map(({ id }) => id));
  const parts = target === undefined
    ? newPhases(plan, { drafts, fresh, revision })
    : [plan.phases[target]].flatMap((phase) => phase === undefined ? [] : [{ phase, count: drafts.length }]);
  const numbers: string[] = [];
  const made: Phase[] = [];
  let at = 0;
  for (const { phase, count } of parts) {
    const own = drafts.slice(at, at + count);
    own.forEach((_, index) => numbers.push(`${phase.number}.${phase.steps.length + index + 1}`));
    const before = touching([...plan.phases, ...made], phase);
    const steps = own.map(({ answer, author }, index): Step => {
      const inside = [...new Set(answer.dependsOn)].filter((position) => position <= at + index).flatMap((position) =>
        numbers[position - 1] ?? []
      );
      return stepOf(answer, {
        id: stepId(`${phase.title}/${answer.title}`, taken),
        number: numbers[at + index] ?? "",
        requirements: [...new Set(answer.requirements)].filter((id) => answer.type === "removal" || stands.has(id)),
        dependsOn: inside.length > 0 ? inside : before(answer),
        generatedBy: author,
      });
    });
    at += count;
    made.push({
      ...phase,
      requirements: [...new Set([...phase.requirements, ...citedBy(steps, stands)])],
      steps: [...phase.steps, ...steps],
    });
  }
  const [only] = made;
  const phases = target === undefined || only === undefined
    ? [...plan.phases, ...made]
    : plan.phases.with(target, only);
  return { phases, numbers };
}

/** What the new steps work on; a removal is for what stands no longer. */
function citedBy(steps: readonly Step[], stands: ReadonlySet<string>): string[] {
  return steps.filter(({ type }) => type !== "removal").flatMap(({ requirements }) => requirements)
    .filter((id) => stands.has(id));
}

/**
 * Finds what a new step waits for: the last steps before its place that touch the files which it changes, else the ends of the
 * phases that its phase waits for.
 */
function touching(phases: readonly Phase[], { number: last, dependsOn = [] }: Phase): (answer: StepAnswer) => string[] {
  const byPath = new Map<string, string>();
  for (const { number, steps } of phases) {
    if (number > last) break;
    for (const step of steps) {
      if (step.status !== "retired") { for (const { path } of step.deliverables) byPath.set(path, step.number); }
    }
  }
  const ends = dependsOn.flatMap((number) => endsOf(phases[number - 1]));
  return ({ deliverables }) => {
    const makers = deliverables.flatMap(({ path, action }) => action === "create" ? [] : byPath.get(path) ?? []);
    return makers.length > 0 ? [...new Set(makers)] : ends;
  };
}

/** The steps of a phase that no other of its steps waits for. */
function endsOf(phase: Phase | undefined): string[] {
  const steps = phase?.steps.filter(({ status }) => status !== "retired") ?? [];
  const awaited = new Set(steps.flatMap(({ dependsOn }) => dependsOn));
  return steps.map(({ number }) => number).filter((number) => !awaited.has(number));
}

/** Phases of their own for what has room in no other, of about the same size. */
function newPhases(
  { phases, commands }: Plan,
  { drafts, fresh, revision }: Pick<Placement, "drafts" | "fresh" | "revision">,
): { phase: Phase; count: number }[] {
  const parts = Math.ceil(drafts.length / USUAL_STEPS);
  return Array.from({ length: parts }, (_, part) => {
    const start = Math.floor(part * drafts.length / parts);
    const end = Math.floor((part + 1) * drafts.length / parts);
    const cited = new Set(drafts.slice(start, end).flatMap(({ answer }) => answer.requirements));
    const own = fresh.filter(({ requirement }) => cited.has(requirement.id));
    const number = phases.length + part + 1;
    const phase: Phase = {
      number,
      title: `Changes of revision ${revision}${parts > 1 ? ` (part ${part + 1})` : ""}`,
      goal: own.length === 0
        ? `Nothing is left of what revision ${revision} no longer asks for.`
        : `What revision ${revision} asks for works beside all that was there: ${
          own.slice(0, 3).map(({ requirement }) => quote(requirement, 100).replace(/[.…]$/, "")).join("; ")
        }${own.length > 3 ? `; and ${own.length - 3} more` : ""}.`,
      kind: "feature",
      requirements: [],
      dependsOn: number > 1 ? [number - 1] : [],
      exitCriteria: [
        ...own.slice(0, 4).map(({ requirement }) =>
          `${requirement.id} holds when tried by hand: ${quote(requirement, 140)}`
        ),
        ...(commands === undefined
          ? ["All tests pass, the old and the new."]
          : [`\`${commands.test}\` and \`${commands.lint}\` pass, for the old and the new.`]),
      ],
      steps: [],
      generatedBy: "offline",
    };
    return { phase, count: end - start };
  });
}
