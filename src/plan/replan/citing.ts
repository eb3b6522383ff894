/**
 * Which steps work on a requirement, and which only show or tell it: the last phase tries, describes and releases what others
 * have built.
 * @module
 */
import { mentionsIn } from "../mentions.ts";
import type { Phase, Plan, Step } from "../types.ts";

/** A step with its phase. */
export interface Placed {
  step: Step;
  phase: Phase;
  /** The phase's place in the plan. */
  at: number;
}

/** The steps of a plan by what they cite; retired steps do not count. */
export class Citing {
  readonly steps: readonly Placed[];
  readonly #byId = new Map<string, Placed[]>();

  constructor({ phases }: Plan) {
    this.steps = phases.flatMap((phase, at) => phase.steps.map((step) => ({ step, phase, at })))
      .filter(({ step }) => step.status !== "retired");
    for (const placed of this.steps) {
      for (const id of new Set(placed.step.requirements)) {
        const list = this.#byId.get(id);
        if (list === undefined) this.#byId.set(id, [placed]);
        else list.push(placed);
      }
    }
  }

  /** The steps that build or prove what a requirement demands. */
  mainOf(id: string): readonly Placed[] {
    const all = this.#byId.get(id) ?? [];
    const main = all.filter(({ step, phase }) => !isLast(step, phase));
    return main.length > 0 ? main : all;
  }

  /** Whether a step is one of those. */
  isMain(step: Step, id: string): boolean {
    return this.mainOf(id).some((main) => main.step === step);
  }

  /** Whether a step is needed whatever becomes of the requirements that it cites. */
  servesWhole({ step, phase }: Placed): boolean {
    if (step.type === "enabler") {
      return step.deliverables.some(({ path, action }) => action === "create" && !isProse(path));
    }
    if (phase.kind === "skeleton") return true;
    return isLast(step, phase) &&
      step.requirements.every((id) => !this.isMain(step, id));
  }
}

/** Whether a step comes after what it cites was built. */
function isLast({ type }: Step, { kind }: Phase): boolean {
  return kind === "release" || type === "docs" || type === "ops";
}

/** Whether a path is a text for people. */
export function isProse(path: string): boolean {
  return /\.(?:md|rst|adoc|txt)$/i.test(path);
}

/** The requirements that a step's texts name. */
export function spokenOf({ title, why = "", do: lines, verify }: Step): Set<string> {
  const texts = [title, why, ...lines, ...verify.map(({ expect }) => expect)];
  return new Set(
    texts.flatMap((text) => mentionsIn(text)).filter(({ what }) => what === "requirement").map(({ id }) => id),
  );
}

/** Whether a step may still be changed. */
export function isOpen({ status }: Step): boolean {
  return status === "todo" || status === "doing";
}
