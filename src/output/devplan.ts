import { namedCommands } from "./commands.ts";
import { errorsIn } from "../plan/checks/errors_in.ts";
import { stepsOf } from "../plan/progress/find.ts";
import { countsOf } from "../plan/progress/status.ts";
import { counted, shorten } from "../text.ts";
import type { Plan } from "../plan/types.ts";
import { isFilledIn } from "./authors.ts";
import { renderRisks } from "./design.ts";
import { anchored, code, inline, list, page, table } from "./markdown.ts";
import { activePhase, nextGroup, stateOf } from "./progress.ts";

/** More findings stand in `plan.json` alone. */
const MOST_FINDINGS = 50;

/** `devplan.md`: the whole plan on one page, then what covers what. */
export function renderDevplan(plan: Plan): string | undefined {
  if (plan.phases.length === 0) return undefined;
  const { total } = countsOf(stepsOf(plan));
  const active = plan.requirements.filter(({ status }) => status === "active");
  const musts = active.filter(({ priority }) => priority === "must").length;
  return page(
    `# ${inline(plan.project.name)}: development plan`,
    inline(plan.project.summary),
    `Built with ${
      inline([...plan.project.languages, ...plan.project.frameworks].join(", ") || "tools still to choose")
    }. ` +
      `${counted(active.length, "requirement")} (${musts} must), ${counted(plan.phases.length, "phase")}, ${
        counted(total, "step")
      }, ${counted(plan.questions.length, "open question")}. ${checksLine(plan)}`,
    table(
      ["Phase", "What holds when it is finished", "Steps", "Requirements", "Details"],
      plan.phases.map(({ number, title, goal, steps, requirements }) => [
        `${number}. ${inline(title)}`,
        inline(shorten(goal, 200)),
        String(countsOf(steps).total),
        shorten(requirements.join(", "), 60),
        `[phase${number}.md](phase${number}.md)`,
      ]),
    ),
    filledIn(plan),
    plan.commands === undefined
      ? undefined
      : namedCommands(plan.commands).map(([name, command]) => `${name}: ${code(command)}.`).join(" "),
    "## Next",
    anchored("NEXT_TASK_GROUP", renderNext(plan)),
    "## Progress",
    anchored("PROGRESS_LOG", renderLog(plan)),
    findingsOf(plan),
    "## Requirements and their steps",
    coverageTable(plan),
    renderRisks(plan),
    plan.definitionOfDone.length === 0
      ? undefined
      : `## Definition of done\n\n${list(plan.definitionOfDone.map(inline), "- [ ]")}`,
  );
}

function filledIn(plan: Plan): string | undefined {
  const numbers = plan.phases.filter((phase) => isFilledIn(phase, plan)).map(({ number }) => number);
  return numbers.length === 0
    ? undefined
    : `**Planned by the embedded planner**, since no model gave steps that could be used: phase ${numbers.join(", ")}.`;
}

function checksLine({ checks }: Plan): string {
  if (checks === undefined) return "Not checked.";
  const { score, findings, unchecked = [] } = checks;
  const errors = errorsIn(findings);
  const off = unchecked.filter(({ off }) => off).length;
  const less = off === 0 ? "" : `, ${counted(off, "rule")} turned off`;
  const warnings = counted(findings.length - errors, "warning");
  return errors === 0
    ? `Checks: score ${score}, no errors, ${warnings}${less}.`
    : `**This plan does not pass its checks: ${counted(errors, "error")}, ${warnings}, score ${score}${less}.**`;
}

/** The errors first; what was not checked stays visible. */
function findingsOf({ checks }: Plan): string | undefined {
  const { findings = [], unchecked = [] } = checks ?? {};
  const errorsFirst = [...findings].sort((a, b) => a.severity.localeCompare(b.severity));
  const lines = [
    ...errorsFirst.slice(0, MOST_FINDINGS).map(({ rule, severity, location, message, hint }) =>
      `${severity} ${code(rule)}, ${inline(location)}: ${inline(message)}. ${inline(hint)}`
    ),
    ...(findings.length <= MOST_FINDINGS ? [] : [`${findings.length - MOST_FINDINGS} more: ${code("devussy lint")}`]),
    ...unchecked.map(({ rule, off, reason }) =>
      `not checked ${code(rule)}: ${off ? "turned off, " : ""}${inline(reason)}`
    ),
  ];
  return lines.length === 0 ? undefined : `## Findings of the checks\n\n${list(lines)}`;
}

/** The steps that come next, in one line each. */
function renderNext(plan: Plan): string {
  const phase = activePhase(plan);
  if (phase === undefined) {
    return plan.phases.some(({ steps }) => steps.length > 0) ? "All steps are done." : "The phases have no steps yet.";
  }
  return `Phase ${phase.number}, ${inline(phase.title)}:\n\n${
    list(
      nextGroup(plan).map((next) =>
        `**${next.step.number}** ${inline(next.step.title)} (${
          [next.step.size, stateOf(next)].filter(Boolean).join(", ")
        })`
      ),
    )
  }`;
}

/** How much is done, then a line for each finished step. */
function renderLog(plan: Plan): string {
  const steps = stepsOf(plan);
  const { done, total } = countsOf(steps);
  return list([
    `${done} of ${total} steps done.${
      done === 0 ? " Nothing has been started; write one line here for each finished step." : ""
    }`,
    ...steps.filter(({ status }) => status === "done").map(({ number, title, evidence = {} }) => {
      const { verified, note } = evidence;
      return `**${number}** ${inline(title)}: done${verified === true ? "" : ", not verified"}${
        note === undefined ? "" : `; ${inline(shorten(note, 200))}`
      }`;
    }),
  ]);
}

function coverageTable(plan: Plan): string {
  const citing = new Map<string, string[]>();
  for (const { number, requirements, status } of stepsOf(plan)) {
    if (status === "retired") continue;
    for (const id of requirements) citing.set(id, [...(citing.get(id) ?? []), number]);
  }
  return table(
    ["Requirement", "", "Steps"],
    plan.requirements.filter(({ status }) => status === "active").map((
      { id, text, outOfScope },
    ) => [
      id,
      inline(shorten(text, 110)),
      citing.get(id)?.join(", ") ?? (outOfScope === undefined ? "none" : `out of scope: ${inline(outOfScope)}`),
    ]),
  );
}
