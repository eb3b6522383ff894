import { type PhaseStepsAnswer, phaseStepsAnswer, type StepAnswer } from "../../plan/answers.ts";
import { stepId } from "../../plan/ids.ts";
import type { Phase, Plan, Step } from "../../plan/types.ts";
import { messagesFor } from "../prompt.ts";
import type { Stage } from "../stage.ts";

/** From phases to their steps, one call a phase. */
export const detailedDevplan: Stage<PhaseStepsAnswer> = {
  name: "detailed_devplan",
  title: "Detailed devplan",
  missing: (plan) => plan.phases.length === 0 ? "phases" : undefined,
  asks(plan) {
    const byId = new Map(plan.requirements.map((requirement) => [requirement.id, requirement]));
    return plan.phases.map((phase) => ({
      label: `phase ${phase.number}`,
      messages: messagesFor("Write the steps of this phase, in the order of working.", {
        project: plan.project,
        commands: plan.commands,
        components: plan.design?.components,
        phase: {
          number: phase.number,
          title: phase.title,
          goal: phase.goal,
          kind: phase.kind,
          exitCriteria: phase.exitCriteria,
        },
        requirements: phase.requirements.map((id) => byId.get(id)),
        otherPhases: plan.phases.filter((other) => other !== phase).map(({ number, title }) => `${number}. ${title}`),
      }),
      schema: phaseStepsAnswer,
      schemaName: "phase_steps",
      input: { plan, phase: phase.number },
    }));
  },
  make(plan, answers, author) {
    const known = new Set(plan.requirements.map(({ id }) => id));
    const taken = new Set(plan.phases.flatMap(({ steps }) => steps.map(({ id }) => id)));
    const phases: Phase[] = [];
    plan.phases.forEach((phase, index) => {
      const drafts = answers[index]?.steps ?? [];
      const before = (phase.dependsOn ?? []).flatMap((number) => endsOf(phases[number - 1]));
      phases.push({
        ...phase,
        steps: drafts.map((draft, at) => toStep(draft, at, phase, before, known, taken, author)),
      });
    });
    return { ...plan, phases, risks: linkRisks({ ...plan, phases }) };
  },
};

/** Gives a drafted step its id, number and place; citations of unknown requirements are dropped. */
function toStep(
  draft: StepAnswer,
  at: number,
  phase: Phase,
  before: readonly string[],
  known: ReadonlySet<string>,
  taken: Set<string>,
  author: string,
): Step {
  const earlier = [...new Set(draft.dependsOn)].filter((position) => position <= at).sort((a, b) => a - b);
  return {
    id: stepId(`${phase.title}/${draft.title}`, taken),
    number: `${phase.number}.${at + 1}`,
    type: draft.type,
    title: draft.title,
    ...(draft.why === undefined ? {} : { why: draft.why }),
    do: draft.do,
    requirements: [...new Set(draft.requirements)].filter((id) => known.has(id)),
    // A step that waits for nothing in its phase waits for the phases before.
    dependsOn: earlier.length > 0 ? earlier.map((position) => `${phase.number}.${position}`) : [...before],
    deliverables: draft.deliverables,
    verify: draft.verify,
    size: draft.size,
    status: "todo",
    generatedBy: author,
  };
}

/** The steps of a phase that no other of its steps waits for: when they are done, so is the phase. */
function endsOf(phase: Phase | undefined): string[] {
  const awaited = new Set(phase?.steps.flatMap(({ dependsOn }) => dependsOn));
  return phase?.steps.map(({ number }) => number).filter((number) => !awaited.has(number)) ?? [];
}

/** A risk is dealt with where the requirements that it threatens are first worked on, else in the first step. */
function linkRisks(plan: Plan): Plan["risks"] {
  const steps = plan.phases.flatMap((phase) => phase.steps);
  return plan.risks.map((risk) => {
    const first = (risk.requirements ?? []).flatMap((id) =>
      steps.filter(({ requirements }) => requirements.includes(id)).slice(0, 1)
    );
    const numbers = [...new Set((first.length > 0 ? first : steps.slice(0, 1)).map(({ number }) => number))];
    return { ...risk, steps: numbers };
  });
}
