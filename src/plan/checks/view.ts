import type { Phase, Plan, Requirement, Step } from "../types.ts";
import type { Part } from "./part.ts";
import { ecosystemsOfFile } from "./tables/tools.ts";

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

  /** All that the plan says to people, in steps that count and around them; what the owner said is not among it. */
  get texts(): readonly PlacedText[] {
    return this.#texts ??= [...aroundSteps(this.plan), ...this.steps.flatMap(textsOfStep)];
  }

  /** Which ecosystems the files show that the steps leave. */
  get ecosystems(): ReadonlySet<string> {
    return this.#ecosystems ??= new Set(
      this.steps.flatMap(({ step }) => step.deliverables.flatMap(({ path }) => ecosystemsOfFile(path))),
    );
  }
}

/** What a step says to people. */
export function textsOfStep({ step, location, pointer }: PlacedStep): PlacedText[] {
  const place = (text: string, at: string): PlacedText => ({ text, location, pointer: `${pointer}/${at}` });
  return [
    place(step.title, "title"),
    ...(step.why === undefined ? [] : [place(step.why, "why")]),
    ...step.do.map((text, index) => place(text, `do/${index}`)),
    ...step.verify.map(({ expect }, index) => place(expect, `verify/${index}/expect`)),
  ];
}

function aroundSteps({ design, risks, definitionOfDone, phases, handoff }: Plan): PlacedText[] {
  const list = (texts: readonly string[], location: string, pointer: string): PlacedText[] =>
    texts.map((text, index) => ({ text, location, pointer: `${pointer}/${index}` }));
  return [
    ...(design === undefined ? [] : [
      { text: design.architecture, location: "design", pointer: "/design/architecture" },
      ...list(design.objectives, "design", "/design/objectives"),
      ...design.components.map(({ name, purpose }, index) => ({
        text: purpose,
        location: `component "${name}"`,
        pointer: `/design/components/${index}/purpose`,
      })),
    ]),
    ...risks.map(({ id, mitigation }, index) => ({
      text: mitigation,
      location: `risk ${id}`,
      pointer: `/risks/${index}/mitigation`,
    })),
    ...list(definitionOfDone, "definition of done", "/definitionOfDone"),
    ...phases.flatMap(({ number, title, goal, exitCriteria }, index) => [
      { text: title, location: `phase ${number}`, pointer: `/phases/${index}/title` },
      { text: goal, location: `phase ${number}`, pointer: `/phases/${index}/goal` },
      ...list(exitCriteria, `phase ${number}`, `/phases/${index}/exitCriteria`),
    ]),
    ...(handoff === undefined ? [] : [
      ...list(handoff.instructions, "handoff", "/handoff/instructions"),
      ...list(handoff.stopWhen, "handoff", "/handoff/stopWhen"),
      ...list(handoff.notes, "handoff", "/handoff/notes"),
    ]),
  ];
}
