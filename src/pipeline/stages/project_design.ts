import { type DesignAnswer, designAnswer } from "../../plan/answers.ts";
import { isSafePath } from "../../plan/checks/steps.ts";
import type { Component, Plan } from "../../plan/types.ts";
import { messagesFor } from "../prompt.ts";
import type { Stage } from "../stage.ts";

/** From requirements to a design. */
export const projectDesign: Stage<DesignAnswer> = {
  name: "project_design",
  title: "Project design",
  missing: (plan) => plan.requirements.some(({ status }) => status === "active") ? undefined : "an active requirement",
  asks(plan, brief) {
    const { name, languages, frameworks, apis } = plan.project;
    const input = { name, languages, frameworks, apis, brief, requirements: plan.requirements };
    return [{
      label: "design",
      messages: messagesFor("Design this project: its parts, tools, choices, risks and open questions.", input),
      schema: designAnswer,
      schemaName: "project_design",
      input,
    }];
  },
  make(plan, [answer], author) {
    if (answer === undefined) return plan;
    const known = new Set(plan.requirements.map(({ id }) => id));
    const { summary, languages, frameworks, apis } = answer;
    const asked = plan.project;
    return {
      ...plan,
      // What was asked for stays, whatever the answer says.
      project: {
        name: asked.name,
        summary,
        languages: asked.languages.length > 0 ? asked.languages : languages,
        frameworks: [...new Set([...asked.frameworks, ...frameworks])],
        apis: [...new Set([...asked.apis, ...apis])],
      },
      assumptions: answer.assumptions.map((assumption, index) => ({ id: `A${index + 1}`, ...assumption })),
      questions: answer.questions.map((text, index) => ({ id: `Q${index + 1}`, text })),
      design: {
        objectives: answer.objectives,
        techStack: answer.techStack,
        architecture: answer.architecture,
        components: distinct(answer.components).map((component) => ({
          ...withoutBadPath(component),
          requirements: component.requirements.filter((id) => known.has(id)),
        })),
        dependencies: answer.dependencies,
        decisions: answer.decisions.map((decision, index) => ({ id: `D${index + 1}`, ...decision })),
        complexity: answer.complexity,
        estimatedPhases: answer.estimatedPhases,
        generatedBy: author,
      },
      risks: answer.risks.map((risk, index) => ({
        id: `K${index + 1}`,
        text: risk.text,
        likelihood: risk.likelihood,
        impact: risk.impact,
        mitigation: risk.mitigation,
        requirements: risk.requirements.filter((id) => known.has(id)),
        steps: [],
      })),
      commands: answer.commands,
      definitionOfDone: answer.definitionOfDone,
      // A new design makes the old phases stale.
      phases: [],
    } satisfies Plan;
  },
};

function distinct(components: readonly Component[]): Component[] {
  return [...new Map(components.map((component) => [component.name, component])).values()];
}

function withoutBadPath({ path, ...component }: Component): Component {
  return path !== undefined && isSafePath(path) ? { ...component, path } : component;
}
