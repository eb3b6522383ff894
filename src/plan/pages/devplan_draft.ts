import { excerpt } from "../../text.ts";
import type { Phase, Plan } from "../types.ts";
import { type DevplanPage, parseDevplanPage } from "./devplan_page.ts";
import { keptList } from "./kept.ts";
import type { PageProblem } from "./problem.ts";
import { plainOf } from "./unescape.ts";

const FILE = "devplan.md";
/** So many lines are looked for in a page whose lines were wrapped anew. */
const MOST_SEARCHES = 50;

/**
 * Takes over what people changed in `devplan.md`, in place: titles and goals of phases, where their own pages do not say
 * something else, and the definition of done.
 *
 * @param draft The plan as its phases' pages make it; `phases` of the plan before are found by `earlier`.
 * @param problems Gets what is not taken over.
 */
export function draftDevplan(
  draft: Plan,
  { plan, text, rendered }: { plan: Plan; text: string; rendered: string },
  problems: PageProblem[],
): void {
  const [before, now] = [parseDevplanPage(rendered), parseDevplanPage(text)];
  const phases = new Map(draft.phases.map((phase) => [phase.number, phase]));
  for (const [number, row] of now.phases) {
    const was = before.phases.get(number);
    const own = plan.phases.find((phase) => phase.number === number);
    const phase = phases.get(number);
    if (was === undefined || own === undefined || phase === undefined) continue;
    for (const field of ["title", "goal"] as const) {
      if (row[field] !== was[field]) takeOver(field, { phase, own, said: row[field], line: row.line + 1 }, problems);
    }
  }
  if (before.done !== undefined && now.done !== undefined) {
    const texts = (page: DevplanPage) =>
      (page.done ?? []).map(({ text }) => plainOf(text)).filter((each) => each !== "");
    draft.definitionOfDone = keptList(plan.definitionOfDone, texts(before), texts(now));
  }
  problems.push(...notTaken(before, now));
}

function takeOver(
  field: "title" | "goal",
  { phase, own, said, line }: { phase: Phase; own: Phase; said: string; line: number },
  problems: PageProblem[],
): void {
  const page = `phase${phase.number}.md`;
  if (phase[field] === said || said === "") return;
  // A cut goal cannot be told from one that was shortened.
  if (phase[field] !== own[field] || said.endsWith("…")) {
    problems.push({
      file: FILE,
      line,
      text: said.endsWith("…")
        ? `the ${field} is cut there, and not taken over`
        : `${page} gives the phase another ${field}`,
      hint: `Change it in ${page}.`,
    });
  } else phase[field] = said;
}

/** Lines of the plan that people changed or took out where that is not taken over. */
function notTaken(before: DevplanPage, now: DevplanPage): PageProblem[] {
  const there = new Set(now.lines.map(folded));
  const taken = new Set([...before.phases.values()].map(({ line }) => line));
  for (const { line, end } of before.done ?? []) for (let at = line; at < end; at++) taken.add(at);
  const missing = before.lines.filter((line, at) =>
    !taken.has(at) && !before.logs.has(at) && /[\p{L}\p{N}]/u.test(line) && !there.has(folded(line))
  );
  if (missing.length === 0) return [];
  const whole = folded(now.lines.join(" "));
  const changed = missing.filter((line, at) => at >= MOST_SEARCHES || !whole.includes(folded(line)));
  const [first] = changed;
  if (first === undefined) return [];
  return [{
    file: FILE,
    text: `${
      changed.length === 1 ? "a line was" : `${changed.length} lines were`
    } changed or taken out, which is not taken over: "${excerpt(first)}"`,
    hint:
      "Of this page, titles and goals of phases and the definition of done count; the rest is changed in plan.json.",
  }];
}

/** A line whatever its spaces and the marks of its cells. */
function folded(line: string): string {
  return line.replace(/[\s|]+/g, " ").trim();
}
