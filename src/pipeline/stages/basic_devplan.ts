import { type BasicPlanAnswer, basicPlanAnswer } from "../../plan/answers.ts";
import type { Plan } from "../../plan/types.ts";
import { tellingStems } from "../../plan/stems.ts";
import { existingFor } from "./existing_data.ts";
import type { Stage } from "../stage.ts";

/** More phases than this are no plan, unless there is more than one requirement for each. */
const MANY_PHASES = 40;

/** From the design to phases. */
export const basicDevplan: Stage<BasicPlanAnswer> = {
  name: "basic_devplan",
  title: "Basic devplan",
  missing: (plan) => plan.design === undefined ? "a design" : undefined,
  asks(plan) {
    const { project, requirements, design, commands } = plan;
    return [{
      label: "phases",
      shared: { project, ...existingFor(plan), requirements: requirements.filter(({ status }) => status === "active") },
      slice: { design, commands },
      schema: basicPlanAnswer,
      schemaName: "basic_devplan",
      input: { plan },
      problems: (answer) => problemsOf(plan, answer),
      fromMarkdown: async (text) => (await import("./phases_from_markdown.ts")).phasesFromMarkdown(plan, text),
    }];
  },
  make(plan, [given]) {
    if (given === undefined) return plan;
    const known = new Set(plan.requirements.map(({ id }) => id));
    return {
      ...plan,
      phases: given.answer.phases.map((phase, index) => ({
        number: index + 1,
        title: phase.title,
        goal: phase.goal,
        kind: phase.kind,
        requirements: [...new Set(phase.requirements)].filter((id) => known.has(id)),
        // A phase can wait for earlier ones only.
        dependsOn: [...new Set(phase.dependsOn)].filter((number) => number <= index),
        exitCriteria: phase.exitCriteria,
        steps: [],
        generatedBy: given.author,
      })),
    };
  },
};

function problemsOf(plan: Plan, { phases }: BasicPlanAnswer): string[] {
  const cited = new Set(phases.flatMap(({ requirements }) => requirements));
  const active = plan.requirements.filter(({ status }) => status === "active");
  const missing = active.filter(({ id }) => !cited.has(id)).map(({ id }) => id);
  const most = Math.max(MANY_PHASES, active.length);
  return [
    ...(missing.length === 0 ? [] : [`these requirements belong to no phase: ${missing.join(", ")}`]),
    ...(aboutTheirRequirements(plan, phases)
      ? []
      : ["it is not about this project: the phases do not speak of the requirements that they name"]),
    ...(phases.length <= most ? [] : [`it has ${phases.length} phases, expected at most ${most}`]),
  ];
}

/**
 * Whether the phases speak of what they are to meet: a plan of another project may well name our ids. Of the shared
 * briefs' plans, at least 45 % of the demands share a telling word with their phase; of plans put to another's, hardly any.
 */
function aboutTheirRequirements(plan: Plan, phases: BasicPlanAnswer["phases"]): boolean {
  const demands = new Map(plan.requirements.map(({ id, text }) => [id, [...tellingStems(text).keys()]]));
  let shared = 0;
  let all = 0;
  for (const { title, goal, exitCriteria, requirements } of phases) {
    const own = tellingStems([title, goal, ...exitCriteria].join(" "));
    for (const demand of requirements.map((id) => demands.get(id) ?? [])) {
      if (demand.length > 0) all++;
      if (demand.some((stem) => own.has(stem))) shared++;
    }
  }
  return phases.length < 2 || all < 4 || shared >= 0.15 * all;
}
