import { namedCommands } from "./commands.ts";
import { stepsOf } from "../plan/progress/find.ts";
import { countsOf } from "../plan/progress/status.ts";
import { shorten } from "../text.ts";
import type { Plan } from "../plan/types.ts";
import { anchored, code, inline, list, page } from "./markdown.ts";
import { activePhase, nextGroup, stateOf } from "./progress.ts";

/** `handoff_prompt.md`: all that the next worker needs to begin, at most some 1,500 words. */
export function renderHandoff(plan: Plan): string | undefined {
  const { handoff, commands } = plan;
  if (handoff === undefined) return undefined;
  const phase = activePhase(plan);
  const group = nextGroup(plan);
  const { done, total } = countsOf(stepsOf(plan));
  const first = group[0]?.step;
  return page(
    `# Handoff: ${inline(plan.project.name)}`,
    `You continue the work on ${inline(shorten(plan.project.name, 80))}. ${inline(shorten(plan.project.summary, 300))}`,
    "## Status",
    anchored(
      "QUICK_STATUS",
      phase === undefined ? `All ${total} steps are done.` : list([
        `Active phase: ${phase.number}. ${inline(phase.title)} ([phase${phase.number}.md](phase${phase.number}.md))`,
        `Next steps: ${
          group.map((next) => {
            const state = stateOf(next);
            return `${next.step.number} ${inline(next.step.title)}${state === "" ? "" : ` (${state})`}`;
          }).join("; ")
        }`,
        `Done: ${done} of ${total} steps in ${plan.phases.length} phases`,
        ...(first === undefined
          ? []
          : [`Begin with ${first.number}: files ${
            first.deliverables.slice(0, 7).map(({ path }) => code(path)).join(", ")
          }`]),
      ]),
    ),
    commands === undefined ? undefined : `## Commands\n\n${
      list([
        ...namedCommands(commands).map(([name, command]) => `${name}: ${code(command)}`),
        "Plan: `devussy next` tells what can start, `devussy done STEP` marks it; ticks by hand are taken over later",
      ])
    }`,
    "## How to work",
    anchored(
      "DEV_INSTRUCTIONS",
      list(handoff.instructions.slice(0, 12).map((text) => inline(shorten(text, 400))), "1."),
    ),
    "## Stop and ask when",
    list(handoff.stopWhen.slice(0, 8).map((text) => inline(shorten(text, 300)))),
    first === undefined ? undefined : `## Next step\n\n${
      list([
        ...first.do.slice(0, 10).map((text) => inline(shorten(text, 300))),
        ...first.verify.slice(0, 4).map(({ command, expect }) =>
          `Done when: ${command === undefined ? "" : `${code(command)} `}${inline(shorten(expect, 200))}`
        ),
      ])
    }`,
    "## Read",
    list([
      "[devplan.md](devplan.md): the whole plan on one page",
      "[project_design.md](project_design.md): requirements, structure, choices, questions",
      `[plan.json](plan.json): the same as data; \`schemaVersion\` ${plan.schemaVersion}`,
    ]),
    "## Notes",
    anchored(
      "HANDOFF_NOTES",
      list(
        handoff.notes.length === 0
          ? ["None yet."]
          : handoff.notes.slice(0, 12).map((text) => inline(shorten(text, 900))),
      ),
    ),
  );
}
