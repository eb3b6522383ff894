/** Every text that a plan says to people, once, with its place: for checks that read them and for what rewrites them. */
import type { Phase, Plan, Requirement } from "../types.ts";

/** Where a text stands. */
export interface TextPlace {
  /** For people: `phase 2, step 2.3`. */
  location: string;
  /** As a JSON pointer into the plan. */
  pointer: string;
  /** The phase around it. */
  phase?: Phase;
}

/** Gets each text by the object and the field that hold it, so that it can be read or written anew. */
export type Visit = <Key extends string | number>(
  holder: { [K in Key]?: string },
  key: Key,
  place: TextPlace,
) => void;

/** Texts that tell why or what was not chosen: they demand nothing. */
export const REASON = /\/why$|\/alternatives\/\d+$/;
/** Texts that tell what may go wrong or is not known: they name dangers and what is open. */
export const UNCERTAIN = /^\/(?:questions|assumptions|risks)\/\d+\/text$|\/alternatives\/\d+$/;

/** The texts around the steps, in the plan's order; of the requirements only those that a model wrote. */
export function visitAroundSteps(plan: Plan, visit: Visit): void {
  const { design, handoff } = plan;
  plan.requirements.forEach((each, at) => visitRequirement(each, `/requirements/${at}`, visit));
  plan.assumptions.forEach((each, at) => {
    const place = { location: `assumption ${each.id}`, pointer: `/assumptions/${at}` };
    visit(each, "text", { ...place, pointer: `${place.pointer}/text` });
    visit(each, "ifWrong", { ...place, pointer: `${place.pointer}/ifWrong` });
  });
  plan.questions.forEach((each, at) =>
    visit(each, "text", { location: `question ${each.id}`, pointer: `/questions/${at}/text` })
  );
  if (design !== undefined) visitDesign(design, visit);
  plan.risks.forEach((each, at) => {
    const location = `risk ${each.id}`;
    visit(each, "text", { location, pointer: `/risks/${at}/text` });
    visit(each, "mitigation", { location, pointer: `/risks/${at}/mitigation` });
  });
  visitList(plan.definitionOfDone, { location: "definition of done", pointer: "/definitionOfDone" }, visit);
  plan.phases.forEach((phase, at) => {
    const place = { location: `phase ${phase.number}`, phase };
    visit(phase, "title", { ...place, pointer: `/phases/${at}/title` });
    visit(phase, "goal", { ...place, pointer: `/phases/${at}/goal` });
    visitList(phase.exitCriteria, { ...place, pointer: `/phases/${at}/exitCriteria` }, visit);
  });
  if (handoff === undefined) return;
  for (const field of ["instructions", "stopWhen", "notes"] as const) {
    visitList(handoff[field], { location: "handoff", pointer: `/handoff/${field}` }, visit);
  }
}

/** The texts of a step. */
export function visitStep({ step, phase, location, pointer }: VisitedStep, visit: Visit): void {
  visit(step, "title", { location, phase, pointer: `${pointer}/title` });
  if (step.why !== undefined) visit(step, "why", { location, phase, pointer: `${pointer}/why` });
  visitList(step.do, { location, phase, pointer: `${pointer}/do` }, visit);
  step.verify.forEach((each, at) =>
    visit(each, "expect", { location, phase, pointer: `${pointer}/verify/${at}/expect` })
  );
}

/** A step as it is visited. */
export interface VisitedStep extends TextPlace {
  step: Phase["steps"][number];
  phase: Phase;
}

function visitRequirement(requirement: Requirement, pointer: string, visit: Visit): void {
  if (requirement.source.from !== "model" || requirement.status !== "active") return;
  const location = `requirement ${requirement.id}`;
  visit(requirement, "text", { location, pointer: `${pointer}/text` });
  visitList(requirement.acceptance, { location, pointer: `${pointer}/acceptance` }, visit);
}

function visitDesign(design: NonNullable<Plan["design"]>, visit: Visit): void {
  visit(design, "architecture", { location: "design", pointer: "/design/architecture" });
  visitList(design.objectives, { location: "design", pointer: "/design/objectives" }, visit);
  design.components.forEach((each, at) => {
    const location = `component "${each.name}"`;
    visit(each, "name", { location, pointer: `/design/components/${at}/name` });
    visit(each, "purpose", { location, pointer: `/design/components/${at}/purpose` });
  });
  for (const field of ["techStack", "dependencies"] as const) {
    design[field].forEach((each, at) => {
      const location = `"${each.name}" of the ${field === "techStack" ? "stack" : "dependencies"}`;
      visit(each, "why", { location, pointer: `/design/${field}/${at}/why` });
    });
  }
  design.decisions.forEach((each, at) => {
    const place = { location: `decision ${each.id}`, pointer: `/design/decisions/${at}` };
    visit(each, "choice", { ...place, pointer: `${place.pointer}/choice` });
    visit(each, "why", { ...place, pointer: `${place.pointer}/why` });
    visitList(each.alternatives, { ...place, pointer: `${place.pointer}/alternatives` }, visit);
  });
}

function visitList(texts: string[], place: TextPlace, visit: Visit): void {
  for (const at of texts.keys()) visit(texts, at, { ...place, pointer: `${place.pointer}/${at}` });
}
