import { PlanError } from "../../errors.ts";
import type { Part } from "../checks/part.ts";
import { splitBold, textOf, titleOf, withoutLead } from "../markdown/inline.ts";
import { labelled } from "../markdown/labels.ts";
import type { StepStatus, StepType } from "../types.ts";
import { assemble, isTold, isTraced } from "./assemble.ts";
import { beside, splitPath } from "./companions.ts";
import { doneOf } from "./done.ts";
import type { DraftGroup, DraftTask } from "./draft.ts";
import { kiroSpec } from "./kiro_spec.ts";
import { citesIn, listedRequirements } from "./listed_requirements.ts";
import { documentTitle, readLines, type SourceLine } from "./markdown_source.ts";
import { stepLines } from "./markdown_steps.ts";
import { needsIn } from "./needs.ts";
import { checkIn, filesIn, splitTitle, statusOf, typeOf } from "./prose.ts";
import { risksIn } from "./risks.ts";
import { emptyGroup, type Section, sectionsOf } from "./sections.ts";
import { techSection } from "./stack.ts";
import { bodyOf, endOf } from "./task_body.ts";
import type { PlanFile, ReadPlan } from "./types.ts";

/** A step's own number at its head: `1.2`, `Step 3:`, `Task 4 -`, `T-5:`. */
const NUMBER =
  /^[*_`]{0,3}(?:(?:step|task|schritt|aufgabe|étape|paso|tarea|passo|stap|taak|шаг|задача|步骤|任务)\s?#?)?\s{0,2}(T-?\d{1,4}|\d{1,4}(?:\.\d{1,4}){0,4})(?:[*_`]{0,3}\s?[:.)–—|-]{1,2}(?!\d)[*_`]{0,3}\s{0,3}|[*_`]{0,3}\s{1,3})(?=\S)/i;
/** What our own `phaseN.md` says behind a title: `(feature; size S; after 1.1; R1; `Sabcd`)`. */
const FACTS = /\s\(((?:feature|enabler|test|docs|ops|removal); [^()]{1,300})\)$/;
/** Columns of a board: how far a step is, and no part of the work. */
const COLUMN =
  /^\W{0,3}(?:to-?\s?dos?|backlog|next(?: up)?|up next|doing|in[- ]progress|wip|done|completed|finished|later|someday|icebox|tasks|now|soon|blocked)\W{0,3}$/i;

/** Reads any Markdown file that says what is to be done, in parts and steps. */
export function readMarkdown(file: PlanFile, companions: readonly PlanFile[] = []): ReadPlan {
  const lines = readLines(file.text);
  const kiro = kiroSpec(file, companions);
  const listed = listedRequirements(lines, file.path);
  const { taken, named } = listed;
  const requirements = kiro?.requirements ?? listed.requirements;
  const work = lines.filter((line) => !taken.has(line));
  const { steps, checks, ticks } = stepLines(work);
  if (steps.size === 0) {
    throw new PlanError(
      `Cannot read ${file.path} as a plan: expected steps such as "- [ ] Write the parser", got ${
        lines.length === 0 ? "an empty file" : "none"
      }`,
      "Give each step a box to tick, below a heading for its phase; or give the plan.json that devussy wrote.",
    );
  }
  const known = new Set(requirements.map(({ name }) => name));
  const cites = kiro?.cites ?? ((text: string) => citesIn(text, known));
  const labels = new Set<Part>();
  const sections = sectionsOf(work, (line) => steps.has(line));
  const groups = sections.map((section) => groupOf(section, { steps, checks, ticks, cites, labels }));
  addPhaseOrder(sections, groups);
  const tasks = groups.flatMap(({ tasks }) => tasks);
  const cited = new Set(tasks.flatMap(({ cites }) => cites));
  const citing = tasks.filter(({ cites }) => cites.length > 0).length;
  const traced = kiro !== undefined ? citing > 0 : named && (isTold(citing, tasks.length, false) ||
    isTraced(requirements.filter(({ name }) => cited.has(name)).length, requirements.length));
  const design = kiro === undefined ? undefined : beside(file, companions, "design.md");
  const stack = techSection(lines, file.path) ??
    (design === undefined ? undefined : techSection(readLines(design.text), design.path));
  const filled = groups.filter(({ tasks }) => tasks.length > 0);
  const absent: Part[] = ["types"];
  if (!traced) absent.push("citations");
  if (filled.every(({ title }) => COLUMN.test(title)) || parted(lines, steps)) absent.push("phases");
  return assemble({
    format: "markdown",
    path: file.path,
    title: documentTitle(lines) ?? (splitPath(file.path).name.replace(/\.\w{1,9}$/, "") || "Plan"),
    requirements,
    groups,
    risks: risksIn(lines, file.path),
    questions: [],
    done: doneOf(lines, checks, sections.filter((_, at) => (groups[at]?.tasks.length ?? 0) > 0), steps),
    ...(stack === undefined ? {} : { stack }),
    labelled: labels,
    absent,
  });
}

interface Known {
  steps: ReadonlySet<SourceLine>;
  checks: ReadonlySet<SourceLine>;
  ticks: ReadonlyMap<SourceLine, SourceLine> | undefined;
  cites: (text: string) => string[];
  /** Gets what has a label somewhere. */
  labels: Set<Part>;
}

function groupOf(section: Section, all: Known): DraftGroup {
  const { lines } = section;
  const group = emptyGroup(section);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) continue;
    if (all.steps.has(line)) {
      const end = stepEnd(lines, at, all.steps);
      const below = lines.slice(at + 1, end);
      group.tasks.push(taskOf(line, below, all));
      at = end - 1;
    } else if (all.checks.has(line)) group.exit.push({ text: textOf(line.text) || "-", line: line.line });
    else if (line.type === "text" || line.type === "quote") {
      const own = labelled(line.text);
      if (own?.topic === "goal" && own.text !== "") group.goal ??= textOf(own.text);
      else if (own?.topic === "exit" && own.text !== "") group.exit.push({ text: textOf(own.text), line: line.line });
    }
  }
  return group;
}

/** Where the lines of a step end: a heading's at the next heading as high or the next step, an entry's with its depth. */
function stepEnd(lines: readonly SourceLine[], at: number, steps: ReadonlySet<SourceLine>): number {
  const own = lines[at];
  if (own?.type !== "heading") {
    let end = endOf(lines, at);
    for (let next = at + 1; next < end; next++) {
      const line = lines[next];
      if (line !== undefined && steps.has(line)) end = next;
    }
    return end;
  }
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined || steps.has(line) || (line.type === "heading" && line.level <= own.level)) break;
  }
  return end;
}

function taskOf(line: SourceLine, below: readonly SourceLine[], { ticks, cites, labels }: Known): DraftTask {
  const body = bodyOf(below, "numbers", line.type !== "heading");
  for (const part of body.labelled) labels.add(part);
  const facts = FACTS.exec(line.text)?.[1] ?? "";
  const all = line.text + body.more;
  const whole = facts === "" ? all : line.text.replace(FACTS, "");
  const number = NUMBER.exec(whole)?.[1] ?? (line.number === undefined ? undefined : String(line.number));
  const cut = whole.slice(NUMBER.exec(whole)?.[0].length ?? 0);
  // A number within the bold title leaves the title's marks open.
  const text = whole.startsWith("**") && !cut.startsWith("**") ? cut.replace("**", "") : cut;
  const bold = splitBold(text);
  const titled = bold !== undefined && titleOf(bold.bold) !== "" && withoutLead(bold.rest).length > 0 &&
      /[:：.–—-]$/.test(bold.bold) || /^[:：–—-]/.test(bold?.rest ?? "");
  const said = titled ? titleOf(bold?.bold ?? "") : withoutReferences(textOf(text)) || `Step ${number ?? line.line}`;
  const { title, rest } = splitTitle(said);
  const first = titled ? textOf(withoutLead(bold?.rest ?? "")) : "";
  const paths = [...filesIn(text), ...body.paths];
  const named = number !== undefined && (number.includes(".") || /^T/i.test(number));
  return {
    ...(number === undefined ? {} : { name: number }),
    label: number === undefined ? `"${title.slice(0, 60)}"` : named ? number : `step ${number}`,
    unique: named,
    line: line.line,
    title,
    do: [...rest, ...(first.length < 2 ? [] : [first]), ...body.do].slice(0, 200),
    cites: cites(`${all}\n${body.said}`),
    needs: [...needsIn(text, "numbers"), ...needsIn(`; ${facts}`, "numbers"), ...body.needs]
      .filter((needed) => needed !== number),
    paths,
    verify: [...checkIn(text), ...body.verify],
    type: /^\w+/.exec(facts)?.[0] as StepType | undefined ?? typeOf(title, paths),
    status: statusFrom(ticks?.get(line) ?? line, below),
  };
}

/** A title without brackets at its end that only say what it cites and waits for: "(R1, after 1.1)". */
function withoutReferences(text: string): string {
  const found = /\s{0,3}\(([^()]{1,120})\)$/.exec(text.slice(-130));
  const left = found?.[1]?.replace(
    /\b(?:[A-Z]{1,5}-?\d{1,4}(?:\.\d{1,3})?|\d{1,4}(?:\.\d{1,4}){0,4}|after|depends on|blocked by|requires|needs|and|steps?|tasks?|covers)\b/gi,
    "",
  );
  return found !== null && left !== undefined && /^[\s,;:&+–-]*$/.test(left) ? text.slice(0, -found[0].length) : text;
}

/** How far a step is: by its box, or by the boxes below it where it is a heading. */
function statusFrom(line: SourceLine, below: readonly SourceLine[]): StepStatus {
  const boxes = below.flatMap(({ state }) => state ?? []);
  if (line.state !== undefined || boxes.length === 0) return statusOf(line.state);
  return boxes.every((state) => state === "done") ? "done" : boxes.includes("done") ? "doing" : "todo";
}

/** What a phase's own lines say it waits for: "Depends on: Phase 1", "After: phase 2.". */
function addPhaseOrder(sections: readonly Section[], groups: readonly DraftGroup[]): void {
  const byNumber = new Map(sections.flatMap(({ number }, at) => number === undefined ? [] : [[number, at] as const]));
  sections.forEach(({ lines }, at) => {
    for (const line of lines.slice(0, 12)) {
      const label = line.type === "heading" || line.state !== undefined ? undefined : labelled(line.text);
      if (label?.topic !== "depends") continue;
      for (const [, number] of label.text.matchAll(/\bphases?\s(\d{1,3})\b/gi)) {
        const other = byNumber.get(Number(number));
        if (other !== undefined && other !== at) groups[at]?.needs.add(other);
      }
    }
  });
}

/** Whether steps stand as parts below entries that are none: those are what they have for phases. */
function parted(lines: readonly SourceLine[], steps: ReadonlySet<SourceLine>): boolean {
  return lines.some((line) => line.state !== undefined && line.indent === 0 && !steps.has(line)) &&
    [...steps].some(({ indent }) => indent > 0);
}
