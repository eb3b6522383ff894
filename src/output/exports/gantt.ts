import type { Phase, Plan, Step } from "../../plan/types.ts";
import { mermaidIds, mermaidText } from "./mermaid_text.ts";
import { standingByPhase, type Work } from "./work.ts";

/**
 * How long a step is on an axis on which one day is one working day of eight hours: 2, 4 and 8 hours of work. In hours,
 * since Mermaid rounds parts of days.
 */
const HOURS: Readonly<Record<Step["size"], number>> = { S: 6, M: 12, L: 24 };

/** So many days have room for a mark each; without, Mermaid would mark halves of few days, and chooses well for more. */
const MOST_MARKS = 21;

/** A plan has no dates: days are counted from the first one, which is this for Mermaid. */
const START = "1970-01-01";

/** The plan on an axis of working days, as if there were enough hands for all that can be done at once. */
export function gantt(plan: Plan): Record<string, string> {
  const phases = standingByPhase(plan);
  const ids = mermaidIds(phases.flatMap(({ works }) => works));
  const ends = endsOf(phases);
  const hours = phases.flatMap(({ works }) => works).reduce((sum, { step }) => sum + HOURS[step.size], 0);
  const lines = [
    "gantt",
    `  title ${mermaidText(plan.project.name)}`,
    "  %% One day on the axis is a working day of 8 hours: S is 2 hours, M 4, L 8. Steps start as soon as they can.",
    "  dateFormat YYYY-MM-DD",
    "  axisFormat day %j",
    ...(hours <= MOST_MARKS * 24 ? ["  tickInterval 1day"] : []),
  ];
  for (const { phase, works } of phases) {
    lines.push(`  section ${mermaidText(`Phase ${phase.number} ${phase.title}`)}`);
    const before = [...new Set(phase.dependsOn)].flatMap((number) => ends.get(number) ?? []);
    for (const work of works) {
      // A step that waits for one of its own phase comes later anyway.
      const first = !work.after.some((needed) => needed.phase === phase);
      const after = [...work.after.map((needed) => ids.get(needed)), ...(first ? before : [])];
      const start = after.length === 0 ? START : `after ${after.join(" ")}`;
      const tag = work.step.status === "done" ? "done, " : work.step.status === "doing" ? "active, " : "";
      const name = mermaidText(`${work.step.number} ${work.step.title}`);
      lines.push(`  ${name} :${tag}${ids.get(work)}, ${start}, ${HOURS[work.step.size]}h`);
    }
    const end = ends.get(phase.number);
    const all = works.map((work) => ids.get(work)).join(" ");
    if (end !== undefined) lines.push(`  Phase ${phase.number} ends :milestone, ${end}, after ${all}, 0d`);
  }
  return { "gantt.mmd": `${lines.join("\n")}\n` };
}

/** The names of the ends of those phases that others wait for: one arrow instead of one from each of their steps. */
function endsOf(phases: readonly { phase: Phase; works: readonly Work[] }[]): Map<number, string> {
  const wanted = new Set(phases.flatMap(({ phase }) => phase.dependsOn ?? []));
  return new Map(
    phases.flatMap(({ phase: { number } }) => wanted.has(number) ? [[number, `P${number}`] as const] : []),
  );
}
