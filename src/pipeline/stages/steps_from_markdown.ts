import type { PhaseStepsAnswer } from "../../plan/answers.ts";
import type { Phase, Plan, Verification } from "../../plan/types.ts";
import { type DraftStep, markdownSteps } from "../../plan/markdown/steps.ts";
import { nearestTo } from "../nearest_text.ts";

/**
 * Reads steps out of Markdown. It seldom says which requirement a step serves (the one that speaks of the same), in which
 * file (its component's) and how to see that it is done (by the project's tests).
 */
export function stepsFromMarkdown(plan: Plan, phase: Phase, text: string): PhaseStepsAnswer | undefined {
  const drafts = markdownSteps(text);
  if (drafts.length === 0) return undefined;
  const cited = drafts.map(({ requirements }) => requirements.filter((id) => phase.requirements.includes(id)));
  const nearest = nearestTo(drafts.map((draft) => [draft.title, ...draft.do].join(" ")));
  for (const { id, text } of plan.requirements) {
    if (!phase.requirements.includes(id) || cited.some((ids) => ids.includes(id))) continue;
    const at = nearest(text);
    if (at !== undefined) cited[at]?.push(id);
  }
  const components = plan.design?.components ?? [];
  const fileOf = (ids: readonly string[]) =>
    (components.find(({ path, requirements }) => path !== undefined && requirements.some((id) => ids.includes(id))) ??
      components.find(({ path }) => path !== undefined))?.path;
  const earlier = new Set(
    plan.phases.filter(({ number }) => number < phase.number).flatMap(({ requirements }) => requirements),
  );
  const there = new Set(
    components.filter(({ requirements }) => requirements.some((id) => earlier.has(id))).map(({ path }) => path),
  );
  return {
    steps: drafts.slice(0, 100).map((draft, at) => {
      const requirements = cited[at] ?? [];
      const file = fileOf(requirements.length > 0 ? requirements : phase.requirements);
      const paths = draft.paths.length > 0 ? draft.paths : file === undefined ? [] : [file];
      return {
        type: requirements.length > 0 ? "feature" : "enabler",
        title: draft.title,
        do: draft.do,
        requirements,
        dependsOn: draft.dependsOn.length > 0 || at === 0 ? draft.dependsOn : [at],
        deliverables: paths.map((path) => {
          const action = there.has(path) ? "modify" : "create";
          there.add(path);
          return { path, action };
        }),
        verify: [checkOf(draft, plan.commands?.test)],
        size: "M",
      };
    }),
  };
}

/** How to see that a step is done: by what its text says, else by the project's tests. */
function checkOf({ commands: [named], expects: [said] }: DraftStep, test: string | undefined): Verification {
  if (said === undefined) {
    const command = named ?? test;
    const expect = "All tests pass, those of this step among them";
    return command === undefined ? { expect } : { command, expect };
  }
  // A command that the expectation does not speak of belongs to the instructions.
  if (named === undefined || !said.includes(named)) return { expect: said };
  const expect = expectationOf(said, named);
  return expect === "" ? { command: named, expect: "It ends with status 0" } : { command: named, expect };
}

/** What is seen, without the command that stands beside it. */
function expectationOf(text: string, command: string): string {
  const own = `\`${command}\``;
  return (text.startsWith(own) ? text.slice(own.length) : text).trim();
}
