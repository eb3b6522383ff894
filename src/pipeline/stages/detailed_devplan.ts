import { type PhaseStepsAnswer, phaseStepsAnswer } from "../../plan/answers.ts";
import { stepId } from "../../plan/ids.ts";
import type { Phase, Plan } from "../../plan/types.ts";
import { shorten } from "../../text.ts";
import type { Stage } from "../stage.ts";
import { existingFor } from "./existing_data.ts";
import { settleActions } from "./settle_actions.ts";
import { stepRepairs } from "./step_repairs.ts";
import { toStep } from "./to_step.ts";

/** From phases to their steps, one call a phase. */
export const detailedDevplan: Stage<PhaseStepsAnswer> = {
  name: "detailed_devplan",
  title: "Detailed devplan",
  missing: (plan) => plan.phases.length === 0 ? "phases" : undefined,
  asks(plan) {
    const { project, commands, requirements, design } = plan;
    const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
    const shared = {
      project,
      ...existingFor(plan),
      commands,
      phases: plan.phases.map(({ number, title, goal }) => ({ number, title, goal })),
    };
    const earlier = new Set<string>();
    return plan.phases.map((phase) => {
      const { number, title, goal, kind, exitCriteria } = phase;
      const parts = (ids: ReadonlySet<string>) =>
        design?.components.filter((component) => component.requirements.some((id) => ids.has(id)));
      const built = parts(earlier)?.map(({ name, purpose, path }) => ({ name, purpose, path }));
      for (const id of phase.requirements) earlier.add(id);
      return {
        label: `phase ${number}`,
        shared,
        slice: {
          phase: { number, title, goal, kind, exitCriteria },
          requirements: phase.requirements.map((id) => byId.get(id)),
          components: parts(new Set(phase.requirements)),
          // Phases are detailed side by side: what others build is known by the design.
          builtEarlier: built,
        },
        schema: phaseStepsAnswer,
        schemaName: "phase_steps",
        input: { plan, phase: number },
        problems: (answer) => problemsOf(plan, phase, answer),
        fromMarkdown: async (text) => (await import("./steps_from_markdown.ts")).stepsFromMarkdown(plan, phase, text),
      };
    });
  },
  make(plan, answers) {
    const known = new Set(plan.requirements.map(({ id }) => id));
    const taken = new Set(plan.phases.flatMap(({ steps }) => steps.map(({ id }) => id)));
    const phases: Phase[] = [];
    plan.phases.forEach((phase, index) => {
      const { answer: { steps }, author } = answers[index] ?? { answer: { steps: [] }, author: phase.generatedBy };
      const before = (phase.dependsOn ?? []).flatMap((number) => endsOf(phases[number - 1]));
      phases.push({
        ...phase,
        steps: steps.map((draft, at) => {
          const id = stepId(`${phase.title}/${draft.title}`, taken);
          return toStep(draft, { id, at, phase: phase.number, before, known, author });
        }),
      });
    });
    const settled = settleActions(phases, plan.existing?.files);
    return { ...plan, phases: settled, risks: linkRisks({ ...plan, phases: settled }) };
  },
  repairs: stepRepairs,
};

/** What only a new answer for the whole phase can mend; single steps are asked for alone when all is there. */
function problemsOf({ requirements }: Plan, phase: Phase, { steps }: PhaseStepsAnswer): string[] {
  const cited = new Set(steps.flatMap(({ requirements }) => requirements));
  return requirements.filter(({ id, status }) =>
    status === "active" && phase.requirements.includes(id) && !cited.has(id)
  )
    .map(({ id, text }) => `No step works on ${id}: "${shorten(text, 100)}". Cite it in the step that answers it.`);
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
