import { type StepAnswer, stepAnswer } from "../../plan/answers.ts";
import { rules } from "../../plan/checks/mod.ts";
import { madeBy } from "../../plan/made_files.ts";
import type { Finding, Phase, Plan, Step } from "../../plan/types.ts";
import type { Ask, Authored, Repair } from "../stage.ts";
import { type Excuses, lostWork } from "./lost_work.ts";
import { existingFor } from "./existing_data.ts";
import { settleActions } from "./settle_actions.ts";
import { toStep } from "./to_step.ts";

/** Findings in a step name it by this pointer. */
const STEP = /^\/phases\/(\d{1,6})\/steps\/(\d{1,6})(?=\/|$)/;
/** The most files of earlier steps that a call tells. */
const MOST_FILES = 200;

/** One call for each step with errors: what it says now, what the checks say of it, and what it may refer to. */
export function stepRepairs(
  plan: Plan,
  findings: readonly Finding[],
  round: number,
  rejected: ReadonlyMap<string, readonly string[]>,
): Repair[] {
  const grouped = Map.groupBy(findings, ({ pointer }) => STEP.exec(pointer)?.[0] ?? "");
  const shared = {
    project: plan.project,
    ...existingFor(plan),
    commands: plan.commands,
    phases: plan.phases.map(({ number, title, goal }) => ({ number, title, goal })),
  };
  return [...grouped].flatMap(([pointer, found]): Repair[] => {
    const [, phaseAt, at] = STEP.exec(pointer) ?? [];
    const phase = plan.phases[Number(phaseAt)];
    const step = phase?.steps[Number(at)];
    if (phase === undefined || step === undefined || !found.some(({ severity }) => severity === "error")) return [];
    return [{
      pointer,
      ask: askFor(plan, { phase, step, pointer, found, round, rejected: rejected.get(pointer) }, shared),
      put: (now, answer) => put(now, Number(phaseAt), Number(at), answer as Authored<StepAnswer>),
    }];
  });
}

/** A step that does not pass, with all that was said about it. */
interface BadStep {
  phase: Phase;
  step: Step;
  pointer: string;
  found: readonly Finding[];
  round: number;
  /** What was wrong with the last answer. */
  rejected: readonly string[] | undefined;
}

function askFor(plan: Plan, bad: BadStep, shared: Ask<StepAnswer>["shared"]): Ask<StepAnswer> {
  const { phase, step, found, round, rejected } = bad;
  const at = phase.steps.indexOf(step);
  const citable = new Set([...phase.requirements, ...step.requirements]);
  const before = plan.phases.slice(0, plan.phases.indexOf(phase)).flatMap(({ steps }) => steps);
  const { type, title, why, do: instructions, requirements, deliverables, verify, size } = step;
  const dependsOn = phase.steps.slice(0, at).flatMap(({ number }, index) =>
    step.dependsOn.includes(number) ? [index + 1] : []
  );
  const alone = citedByNobodyElse(plan, step);
  return {
    label: `step ${step.number}, round ${round}`,
    shared,
    slice: {
      phase: { number: phase.number, title: phase.title, goal: phase.goal },
      step: { type, title, why, do: instructions, requirements, dependsOn, deliverables, verify, size },
      findings: found.map(({ rule, message, hint }) => ({
        rule,
        demands: rules.find(({ id }) => id === rule)?.demands,
        found: message,
        remedy: hint,
      })),
      requirements: plan.requirements.filter(({ id, status }) => status === "active" && citable.has(id)).map((
        { id, text },
      ) => ({ id, text })),
      earlierSteps: earlierSteps(phase.steps.slice(0, at)),
      filesMadeEarlier: madeBy([...before, ...phase.steps.slice(0, at)]).slice(-MOST_FILES),
      lastAnswerWasNoBetter: rejected,
    },
    schema: stepAnswer,
    schemaName: "step",
    prompt: "step_repair",
    input: { plan, step: step.number },
    problems: (answer) => [
      ...alone.filter((id) => !answer.requirements.includes(id)).map((id) => `it must cite ${id}: no other step does`),
      ...lostWork(step, answer, excusesOf(bad)),
    ],
  };
}

/** What nobody found fault with must stay. */
function excusesOf({ pointer, found }: BadStep): Excuses {
  const blamed = (part: string) => found.some((finding) => `${finding.pointer}/`.startsWith(`${pointer}/${part}/`));
  // Where the whole list is blamed, it is too long.
  const listBlamed = found.some((finding) => finding.pointer === `${pointer}/deliverables`);
  return {
    file: (_path, at) => listBlamed || blamed(`deliverables/${at}`),
    type: blamed("requirements"),
    command: blamed("verify"),
  };
}

/** Earlier steps of a phase as an answer may name them; those that are retired keep their positions and are not told. */
export function earlierSteps(steps: readonly Step[]): { position: number; title: string }[] {
  return steps.flatMap(({ title, status }, at) => status === "retired" ? [] : [{ position: at + 1, title }]);
}

/** What would be covered by no step without this one. */
function citedByNobodyElse({ requirements, phases }: Plan, step: Step): string[] {
  const others = phases.flatMap(({ steps }) => steps).filter((other) => other !== step && other.status !== "retired");
  const cited = new Set(others.flatMap((other) => other.requirements));
  return requirements.filter(({ id, status }) =>
    status === "active" && step.requirements.includes(id) && !cited.has(id)
  )
    .map(({ id }) => id);
}

/** The step keeps its id, its number and what it waits for in other phases. */
function put(plan: Plan, phaseAt: number, at: number, { answer, author }: Authored<StepAnswer>): Plan {
  const active = plan.requirements.filter(({ status }) => status === "active").map(({ id }) => id);
  const earlier = new Set(plan.phases.slice(0, phaseAt).flatMap(({ steps }) => steps.map(({ number }) => number)));
  const phases = plan.phases.map((phase, index) => {
    if (index !== phaseAt) return phase;
    const before = new Set(phase.steps.slice(0, at).map(({ number }) => number));
    return {
      ...phase,
      steps: phase.steps.map((step, position) => {
        if (position !== at) return step;
        const inside = step.dependsOn.filter((number) => before.has(number));
        const outside = step.dependsOn.filter((number) => earlier.has(number));
        const known = new Set([...active, ...step.requirements]);
        const dependsOn = answer.dependsOn.filter((place) => phase.steps[place - 1]?.status !== "retired");
        const made = toStep({ ...answer, dependsOn }, {
          id: step.id,
          at,
          phase: phase.number,
          before: inside,
          known,
          author,
        });
        return { ...made, dependsOn: [...outside, ...made.dependsOn] };
      }),
    };
  });
  return { ...plan, phases: settleActions(phases, plan.existing?.files) };
}
