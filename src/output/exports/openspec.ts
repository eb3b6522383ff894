import type { Plan, Requirement, Step } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";
import { code, inline, page } from "../markdown.ts";
import { entry } from "./entry.ts";
import { slugOf, uniqueNames } from "./names.ts";
import { openspecDesign, openspecProposal } from "./openspec_pages.ts";
import { taskLines } from "./task_lines.ts";
import { standingByPhase, type Work } from "./work.ts";

/** OpenSpec's own reader, and ours, take no longer name. */
const LONGEST_NAME = 76;

/** A change of OpenSpec: proposal, design, tasks, and what it demands as requirements that are added. */
export function openspec(plan: Plan): Record<string, string> {
  const slug = slugOf(plan.project.name, "plan");
  const change = `openspec/changes/${slug}`;
  const capabilities = capabilitiesOf(plan, slug);
  const phases = standingByPhase(plan);
  const design = openspecDesign(plan);
  return {
    [`${change}/proposal.md`]: openspecProposal(plan, capabilities),
    ...(design === undefined ? {} : { [`${change}/design.md`]: design }),
    ...Object.fromEntries(
      capabilities.map(({ name, requirements }) => [
        `${change}/specs/${name}/spec.md`,
        specOf(requirements, phases.flatMap(({ works }) => works)),
      ]),
    ),
    [`${change}/tasks.md`]: tasksOf(plan, phases),
  };
}

/** What belongs together: the requirements that stand under one heading of the brief. */
function capabilitiesOf({ requirements }: Plan, slug: string): { name: string; requirements: Requirement[] }[] {
  const groups = new Map<string, Requirement[]>();
  for (const requirement of requirements) {
    if (requirement.status !== "active") continue;
    const name = slugOf(requirement.group ?? "", slug);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [requirement]);
    else group.push(requirement);
  }
  const names = uniqueNames([...groups.keys()]);
  return [...groups.values()].map((requirements, at) => ({ name: names[at] ?? slug, requirements }));
}

/** What tasks call a requirement: OpenSpec knows requirements by their names alone. */
function nameOf({ id, text }: Requirement): string {
  return shorten(`${oneLine(id)} ${oneLine(text).replace(/[\s.:：*–—|-]+$/, "")}`, LONGEST_NAME);
}

function specOf(requirements: readonly Requirement[], works: readonly Work[]): string {
  const checks = new Map<string, Step["verify"]>();
  for (const { step } of works) {
    for (const id of step.requirements) if (!checks.has(id) && step.verify.length > 0) checks.set(id, step.verify);
  }
  return page(
    "## ADDED Requirements",
    ...requirements.flatMap((requirement) => {
      const { id, text, priority, acceptance } = requirement;
      const scenarios = acceptance.length > 0
        ? acceptance.map((entry) => ({ when: "the finished work is looked at", then: inline(entry) }))
        : (checks.get(id) ?? []).slice(0, 3).map(({ command, expect }) => ({
          when: command === undefined ? "its steps are done" : `${code(command)} is run`,
          then: inline(expect),
        }));
      const all = scenarios.length > 0 ? scenarios : [{ when: "its steps are done", then: inline(text) }];
      return [
        `### Requirement: ${inline(nameOf(requirement))}`,
        `The system SHALL meet this demand${priority === "must" ? "" : ` (${priority})`}: ${inline(text)}`,
        ...all.flatMap(({ when, then }, at) => [
          `#### Scenario: ${inline(oneLine(id))}, case ${at + 1}`,
          `- **WHEN** ${when}\n- **THEN** ${then}`,
        ]),
      ];
    }),
  );
}

function tasksOf(
  { requirements }: Plan,
  phases: readonly { phase: { number: number; title: string }; works: Work[] }[],
) {
  const names = new Map(
    requirements.flatMap((requirement) =>
      requirement.status === "active" ? [[requirement.id, inline(nameOf(requirement))] as const] : []
    ),
  );
  return page(
    "# Tasks",
    ...phases.flatMap(({ phase, works }) => [
      `## ${phase.number}. ${inline(phase.title)}`,
      works.map((work) => taskOf(work, names)).join("\n"),
    ]),
  );
}

function taskOf(work: Work, names: ReadonlyMap<string, string>): string {
  const { step } = work;
  // The tool takes every other sign than x for something that is left to do.
  const box = step.status === "done" ? "x" : step.status === "doing" ? "~" : " ";
  const cited = step.requirements.flatMap((id) => names.get(id) ?? []);
  const below = taskLines(work, ({ step }) => step.number, cited.join("; "));
  return [`- [${box}] ${step.number} ${entry(step.title)}`, ...(below === "" ? [] : [below])].join("\n");
}
