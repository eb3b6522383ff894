import { splitBold, textOf, withoutLead } from "../markdown/inline.ts";
import type { StepType } from "../types.ts";
import { assemble, isTraced } from "./assemble.ts";
import { beside, splitPath } from "./companions.ts";
import type { DraftGroup, DraftRequirement, DraftTask } from "./draft.ts";
import { documentTitle, readLines, type SourceLine } from "./markdown_source.ts";
import { needsIn } from "./needs.ts";
import { checkIn, filesIn, splitTitle, statusOf, typeOf } from "./prose.ts";
import { type Section, sectionsOf } from "./sections.ts";
import { demandsIn, storyIn } from "./spec_kit_names.ts";
import { addIntroduction, addOrder } from "./spec_kit_order.ts";
import { readSpec, storyOf } from "./spec_kit_spec.ts";
import { technicalContext } from "./stack.ts";
import { bodyOf, endOf } from "./task_body.ts";
import { keyOf } from "./task_numbers.ts";
import type { PlanFile, ReadPlan } from "./types.ts";

/** A task's id at the head of its entry; `TXXX` is what the template leaves to be filled in. */
const ID = /^[*_`[]{0,3}(T(?:\d{1,5}(?:\.\d{1,3})?[a-z]?|X{2,4}))[*_`\]]{0,3}[:.)]?\s{1,9}/;
const LABEL = /^[*_`]{0,2}(?:\[([^\]]{1,20})\]|\((P)\))[*_`]{0,2}\s{0,9}/;
const KNOWN_LABEL = /^(?:P|US-?\d+|Story[ -]?\d+|S\d+|[A-Z]{2,8})$/i;

/** Whether a line is a task of spec-kit: an entry with a box and an id such as `T014`. */
export function isSpecKitTask(line: SourceLine): boolean {
  return line.state !== undefined && ID.test(line.text);
}

/** Reads a `tasks.md` of spec-kit, with the `spec.md` and `plan.md` beside it where they are there. */
export function readSpecKit(file: PlanFile, companions: readonly PlanFile[]): ReadPlan {
  const lines = readLines(file.text);
  const sections = sectionsOf(lines, isSpecKitTask);
  const groups = sections.map(groupOf);
  for (const { heading, label, lines } of sections) {
    addIntroduction(label, lines, groups);
    if (/dependenc|execution order|abhängigkeit|依赖|依存/i.test(heading?.text ?? "")) addOrder(lines, groups);
  }
  const specFile = beside(file, companions, "spec.md");
  const spec = specFile === undefined ? undefined : readSpec(specFile);
  const planFile = beside(file, companions, "plan.md");
  const planLines = planFile === undefined ? [] : readLines(planFile.text);
  const stack = planFile === undefined ? undefined : technicalContext(planLines, planFile.path);
  const architecture = summaryOf(planLines);
  const tasks = groups.flatMap(({ tasks }) => tasks);
  const cited = new Set(tasks.flatMap(({ cites }) => cites.map(keyOf)));
  const stories = spec === undefined || spec.stories.length + spec.demands.length === 0
    ? storiesOf(sections, cited, file)
    : spec.stories;
  const requirements = [...stories, ...traced(spec?.demands ?? [], cited)];
  const families = new Set(requirements.map(({ name }) => name.replace(/[-\d]+$/, "")));
  for (const task of tasks) task.cites = task.cites.filter((name) => families.has(name.replace(/[-\d]+$/, "")));
  const title = documentTitle(lines) ?? spec?.title ?? (splitPath(file.path).folder.split("/").at(-2) || "Tasks");
  return assemble({
    format: "spec-kit",
    path: file.path,
    title,
    ...(spec?.input === undefined ? {} : { summary: spec.input }),
    requirements,
    groups,
    risks: [],
    questions: spec?.questions ?? [],
    done: [],
    ...(stack === undefined ? {} : { stack }),
    ...(architecture === undefined ? {} : { architecture }),
    labelled: new Set(),
    absent: [],
  });
}

/** The demands that can be traced: all of them where the tasks name them by habit, else those that some task names. */
function traced(demands: readonly DraftRequirement[], cited: ReadonlySet<string>): DraftRequirement[] {
  return ["FR", "NFR", "SC"].flatMap((family) => {
    const all = demands.filter(({ name }) => name.startsWith(`${family}-`));
    const named = all.filter(({ name }) => cited.has(keyOf(name)));
    return isTraced(named.length, all.length) ? all : named;
  });
}

/** Without a specification, the stories that the tasks' own headings and labels tell. */
function storiesOf(
  sections: readonly Section[],
  cited: ReadonlySet<string>,
  { path }: PlanFile,
): DraftRequirement[] {
  const stories = new Map<string, DraftRequirement>();
  for (const { heading } of sections) {
    const name = heading === undefined ? undefined : storyIn(heading.text);
    if (heading !== undefined && name !== undefined && !stories.has(name)) {
      stories.set(name, storyOf(name, heading, path));
    }
  }
  for (const name of cited) {
    if (!/^US\d+$/.test(name) || stories.has(name)) continue;
    stories.set(name, {
      name,
      text: `User story ${name.slice(2)}`,
      kind: "functional",
      priority: "must",
      acceptance: [],
      retired: false,
      place: { path, line: 1 },
    });
  }
  return [...stories.values()];
}

function groupOf({ heading, label, title, lines }: Section): DraftGroup {
  const story = storyIn(heading?.text ?? "");
  const serves = story === undefined &&
    /\b(?:set-?up|foundation|foundational|infrastructure|prerequisites?|polish|cross-cutting|final)\b/i.test(title);
  const group: DraftGroup = { title, label, line: heading?.line ?? 1, exit: [], needs: new Set(), tasks: [] };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) continue;
    if (isSpecKitTask(line)) {
      const end = endOf(lines, at);
      group.tasks.push(taskOf(line, lines.slice(at + 1, end), { story, serves }));
      at = end - 1;
      continue;
    }
    const bold = line.type === "text" || line.type === "quote" ? splitBold(line.text) : undefined;
    const text = textOf(withoutLead(bold?.rest ?? ""));
    if (bold === undefined || text === "") continue;
    if (/^(?:goal|purpose|ziel|目标|目的)/i.test(bold.bold)) group.goal = text;
    else if (/^(?:checkpoint|independent test)/i.test(bold.bold)) group.exit.push({ text, line: line.line });
  }
  return group;
}

function taskOf(
  line: SourceLine,
  below: readonly SourceLine[],
  { story, serves }: { story: string | undefined; serves: boolean },
): DraftTask {
  const id = ID.exec(line.text);
  const name = id?.[1] ?? "";
  const labels: string[] = [];
  let rest = line.text.slice(id?.[0].length ?? 0);
  for (let label = LABEL.exec(rest); label !== null && labels.length < 6; label = LABEL.exec(rest)) {
    if (!KNOWN_LABEL.test(label[1] ?? "P")) break;
    labels.push(label[1] ?? "P");
    rest = rest.slice(label[0].length);
  }
  const body = bodyOf(below, "ids");
  const markdown = (rest + body.more).replace(/^[*_]{2}|[*_]{2}$/g, "");
  const text = textOf(markdown) || name;
  const { title, rest: more } = splitTitle(text);
  const paths = [...filesIn(markdown), ...body.paths];
  const own = labels.map(storyIn).find((name) => name !== undefined) ?? story;
  const guess = typeOf(title, paths);
  // What serves all stories, tests of the whole too, works on none of them.
  const type = serves && own === undefined ? servingType(guess, paths, text) : guess;
  return {
    name,
    label: name,
    unique: true,
    line: line.line,
    title,
    do: [...more, ...body.do],
    cites: [...(own === undefined ? [] : [own]), ...demandsIn(`${markdown}\n${body.said}`)],
    needs: [...needsIn(markdown, "ids"), ...body.needs].filter((needed) => needed !== name),
    paths,
    verify: [...checkIn(text), ...body.verify],
    type,
    status: statusOf(line.state),
  };
}

/** What a task is for in a phase that serves all stories: checks of the whole leave nothing behind. */
function servingType(guess: StepType, paths: readonly string[], text: string): StepType {
  if (guess === "docs" || guess === "ops") return guess;
  // The template's own first task: the folders are named in plan.md.
  if (paths.length === 0 && /\b(?:project|directory|folder|repository) structure\b/i.test(text)) return "ops";
  return guess === "test" && paths.length === 0 ? "ops" : "enabler";
}

/** The first paragraph under "Summary" of `plan.md`. */
function summaryOf(lines: readonly SourceLine[]): string | undefined {
  const at = lines.findIndex(({ type, text }) => type === "heading" && /^summary$/i.test(text));
  const first = at === -1 ? undefined : lines[at + 1];
  const text = first?.type === "text" ? textOf(first.text) : "";
  return text === "" ? undefined : text;
}
