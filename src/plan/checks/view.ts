import type { Phase, Plan, Requirement, Step } from "../types.ts";
import type { Part } from "./part.ts";
import { ecosystemsOfFile } from "./stack/tools.ts";
import { type Visit, visitAroundSteps, visitStep } from "./texts.ts";

/** A step with the places that findings name. */
export interface PlacedStep {
  step: Step;
  phase: Phase;
  /** For people: `phase 2, step 2.3`. */
  location: string;
  pointer: string;
}

/** A text of a plan with its place. */
export interface PlacedText {
  text: string;
  location: string;
  pointer: string;
}

/** What a check may know besides the plan. */
export interface Surroundings {
  /** What the plan's format does not tell. */
  absent: readonly Part[];
  /** The plan before this one: ids must not have changed since. */
  earlier?: Plan;
  /** Paths that exist in the project already. */
  files: readonly string[];
}

/** A plan as the rules look at it: what several of them need is worked out once. */
export class PlanView {
  /** All steps in order. */
  readonly all: readonly PlacedStep[];
  /** The steps that count: not the retired ones. */
  readonly steps: readonly PlacedStep[];
  readonly requirements: ReadonlyMap<string, Requirement>;
  readonly earlier: Plan | undefined;
  readonly files: ReadonlySet<string>;
  readonly #absent: ReadonlySet<Part>;
  #owners: string | undefined;
  #texts: readonly PlacedText[] | undefined;
  #ecosystems: ReadonlySet<string> | undefined;

  constructor(readonly plan: Plan, { absent, earlier, files }: Surroundings) {
    this.all = plan.phases.flatMap((phase, p) =>
      phase.steps.map((step, s) => ({
        step,
        phase,
        location: `phase ${phase.number}, step ${step.number}`,
        pointer: `/phases/${p}/steps/${s}`,
      }))
    );
    this.steps = this.all.filter(({ step }) => step.status !== "retired");
    this.requirements = new Map(plan.requirements.map((requirement) => [requirement.id, requirement]));
    this.earlier = earlier;
    this.files = new Set(files);
    const own: Part[] = this.all.length === 0 ? ["steps"] : [];
    this.#absent = new Set([...absent, ...own]);
  }

  /** Whether the plan tells this at all. */
  has(part: Part): boolean {
    return !this.#absent.has(part);
  }

  /** What of these the plan does not tell. */
  missing(parts: readonly Part[]): Part[] {
    return parts.filter((part) => this.#absent.has(part));
  }

  /** All that the owner said: words from there are no slips of whoever wrote the plan. */
  get owners(): string {
    const { project, requirements } = this.plan;
    return this.#owners ??= [
      project.name,
      project.summary,
      ...requirements.filter(({ source }) => source.from !== "model").flatMap(({ text, acceptance, group }) => [
        text,
        group ?? "",
        ...acceptance,
      ]),
    ].join("\n");
  }

  /** All that the plan says to people, around the steps and in those that count; what the owner said is not among it. */
  get texts(): readonly PlacedText[] {
    if (this.#texts !== undefined) return this.#texts;
    const texts: PlacedText[] = [];
    const visit: Visit = (holder, key, { location, pointer }) => {
      const text = holder[key];
      if (text !== undefined) texts.push({ text, location, pointer });
    };
    visitAroundSteps(this.plan, visit);
    for (const placed of this.steps) visitStep(placed, visit);
    return this.#texts = texts;
  }

  /** Which ecosystems the files show that the steps leave. */
  get ecosystems(): ReadonlySet<string> {
    return this.#ecosystems ??= new Set(
      this.steps.flatMap(({ step }) => step.deliverables.flatMap(({ path }) => ecosystemsOfFile(path))),
    );
  }
}
