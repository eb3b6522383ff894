import { namedCommands } from "./commands.ts";
import type { Plan } from "../plan/types.ts";
import { counted } from "../text.ts";
import { code, inline, list, page, safeMarkdown, table } from "./markdown.ts";

/** `project_design.md`: what is built, with what, and what is still open. */
export function renderDesign(plan: Plan): string | undefined {
  const { project, design, commands } = plan;
  if (design === undefined) return undefined;
  return page(
    `# ${inline(project.name)}: project design`,
    inline(project.summary),
    commands === undefined ? undefined : table(
      ["", "Command"],
      namedCommands(commands).map(([name, command]) => [name, code(command)]),
    ),
    `Complexity: ${design.complexity}. Phases: about ${design.estimatedPhases}. Written by: ${
      inline(design.generatedBy)
    }.`,
    renderExisting(plan),
    "## Objectives",
    list(design.objectives.map(inline)),
    section("Open questions", plan.questions, ({ id, text }) => `**${id}** ${inline(text)}`),
    section(
      "Assumptions",
      plan.assumptions,
      ({ id, text, ifWrong }) => `**${id}** ${inline(text)} If wrong: ${inline(ifWrong)}`,
    ),
    "## Requirements",
    table(
      ["Id", "Requirement", "Kind", "Priority", "From"],
      plan.requirements.filter(({ status }) => status === "active").map((
        { id, group, text, kind, priority, source },
      ) => [
        id,
        inline(group === undefined || text.startsWith(group) ? text : `${group}: ${text}`),
        kind,
        priority,
        source.line === undefined ? source.from : `${source.from}, line ${source.line}`,
      ]),
    ),
    "## Architecture",
    safeMarkdown(design.architecture),
    "## Components",
    table(
      ["Component", "Responsible for", "File", "Requirements"],
      design.components.map((
        { name, purpose, path, requirements },
      ) => [inline(name), inline(purpose), path === undefined ? "" : code(path), requirements.join(", ")]),
    ),
    "## Tools",
    table(["Tool", "Why"], design.techStack.map(({ name, why }) => [inline(name), inline(why)])),
    design.dependencies.length === 0 ? undefined : "## Dependencies",
    design.dependencies.length === 0
      ? undefined
      : table(["Dependency", "Why"], design.dependencies.map(({ name, why }) => [inline(name), inline(why)])),
    section(
      "Decisions",
      design.decisions,
      ({ id, choice, alternatives, why }) =>
        `**${id}** ${inline(choice)}${
          alternatives.length === 0 ? "" : ` (instead of ${inline(alternatives.join("; "))})`
        }. ${inline(why)}`,
    ),
    renderRisks(plan),
    section("Definition of done", plan.definitionOfDone, (text) => inline(text)),
  );
}

/** What is there already, in a paragraph. */
function renderExisting({ existing }: Plan): string | undefined {
  if (existing === undefined) return undefined;
  const { files, omitted = 0, languages, frameworks, manifests, layout, ci } = existing;
  const facts = [
    counted(files.length + omitted, "file"),
    inline([...languages.slice(0, 5), ...frameworks.slice(0, 8)].join(", ")),
    ...(manifests.length === 0 ? [] : [`declared in ${manifests.slice(0, 5).map(code).join(", ")}`]),
    ...(layout.entry === undefined ? [] : [`entered at ${code(layout.entry)}`]),
    ...(ci === undefined ? [] : [`checked by ${code(ci)}`]),
  ];
  return `Goes into a project that is there: ${facts.filter((fact) => fact !== "").join("; ")}.`;
}

/** The table of risks, with the steps that deal with each. */
export function renderRisks(plan: Plan): string | undefined {
  if (plan.risks.length === 0) return undefined;
  return page(
    "## Risks",
    table(
      ["Id", "Risk", "Likelihood", "Impact", "What is done", "Steps"],
      plan.risks.map((
        { id, text, likelihood, impact, mitigation, steps },
      ) => [id, inline(text), likelihood, impact, inline(mitigation), steps.join(", ")]),
    ),
  ).trimEnd();
}

function section<Entry>(
  title: string,
  entries: readonly Entry[],
  render: (entry: Entry) => string,
): string | undefined {
  return entries.length === 0 ? undefined : `## ${title}\n\n${list(entries.map(render))}`;
}
