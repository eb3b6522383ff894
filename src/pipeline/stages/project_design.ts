import { type DesignAnswer, designAnswer } from "../../plan/answers.ts";
import { isForeign } from "../../plan/existing/foreign.ts";
import { isSafePath } from "../../plan/paths.ts";
import type { Commands, Component, Plan } from "../../plan/types.ts";
import { existingFor } from "./existing_data.ts";
import type { Stage } from "../stage.ts";

/** From requirements to a design. */
export const projectDesign: Stage<DesignAnswer> = {
  name: "project_design",
  title: "Project design",
  missing: (plan) => plan.requirements.some(({ status }) => status === "active") ? undefined : "an active requirement",
  asks(plan, brief) {
    const { name, languages, frameworks, apis } = plan.project;
    const { requirements, existing } = plan;
    return [{
      label: "design",
      shared: { project: { name, languages, frameworks, apis }, ...existingFor(plan), requirements },
      slice: { brief },
      schema: designAnswer,
      schemaName: "project_design",
      input: {
        name,
        languages,
        frameworks,
        apis,
        brief,
        requirements,
        ...(existing === undefined ? {} : { existing }),
      },
      // The steps will stand on its parts.
      problems: ({ components }) => components.length > 0 ? [] : ["components: it has none, expected at least one"],
      fromMarkdown,
    }];
  },
  make(plan, [given]) {
    if (given === undefined) return plan;
    const { answer, author } = given;
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
      commands: { ...answer.commands, ...ownCommands(plan) },
      definitionOfDone: answer.definitionOfDone,
      // A new design makes the old phases stale.
      phases: [],
    } satisfies Plan;
  },
};

/** A design in prose says what and why; the parts, files and commands behind it are the embedded planner's. */
async function fromMarkdown(text: string, floor: DesignAnswer): Promise<DesignAnswer | undefined> {
  const { markdownDesign } = await import("../../plan/markdown/design.ts");
  const draft = markdownDesign(text);
  if (draft === undefined) return undefined;
  const { summary = floor.summary, architecture, objectives, techStack, questions } = draft;
  return {
    ...floor,
    summary,
    architecture,
    objectives: objectives.length > 0 ? objectives : floor.objectives,
    techStack: techStack.length > 0 ? techStack : floor.techStack,
    questions: [...new Set([...floor.questions, ...questions])],
  };
}

/** What a project has of commands stays, whatever the answer says; for another language they are of no use. */
function ownCommands({ existing, project }: Plan): Partial<Commands> {
  if (existing === undefined || isForeign(existing, project.languages)) return {};
  const { testOne: _one, ...own } = existing.commands;
  return own;
}

function distinct(components: readonly Component[]): Component[] {
  return [...new Map(components.map((component) => [component.name, component])).values()];
}

function withoutBadPath({ path, ...component }: Component): Component {
  return path !== undefined && isSafePath(path) ? { ...component, path } : component;
}
