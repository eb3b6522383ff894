import { splitBold, textOf } from "../markdown/inline.ts";
import { assemble } from "./assemble.ts";
import { beside, specsBelow, splitPath } from "./companions.ts";
import type { DraftGroup, DraftTask } from "./draft.ts";
import { documentTitle, readLines, type SourceLine } from "./markdown_source.ts";
import { needsIn } from "./needs.ts";
import { cite, readDeltas } from "./openspec_spec.ts";
import { checkIn, filesIn, splitTitle, statusOf, typeOf } from "./prose.ts";
import { risksIn } from "./risks.ts";
import { emptyGroup, type Section, sectionsOf } from "./sections.ts";
import { techSection } from "./stack.ts";
import { bodyOf, endOf } from "./task_body.ts";
import type { PlanFile, ReadPlan } from "./types.ts";

const NUMBER = /^[*_`]{0,3}(\d{1,3}(?:\.\d{1,3}){1,3})[*_`]{0,3}[.:)]?\s{1,9}/;

interface Read {
  task: DraftTask;
  said: string;
}

/** Reads the `tasks.md` of a change of OpenSpec, with its proposal, design and specs where they are there. */
export function readOpenSpec(file: PlanFile, companions: readonly PlanFile[]): ReadPlan {
  const lines = readLines(file.text);
  const read: Read[] = [];
  const groups = sectionsOf(lines, ({ state }) => state !== undefined).map((section) => groupOf(section, read));
  const requirements = readDeltas(specsBelow(file, companions));
  const told = cite(requirements, read);
  const proposal = beside(file, companions, "proposal.md");
  const why = proposal === undefined ? undefined : paragraphUnder(readLines(proposal.text), /^why\b/i);
  const design = beside(file, companions, "design.md");
  const designLines = design === undefined ? [] : readLines(design.text);
  const stack = design === undefined ? undefined : techSection(designLines, design.path);
  const folder = splitPath(file.path).folder.split("/").at(-2) ?? "";
  return assemble({
    format: "openspec",
    path: file.path,
    title: folder === "" ? documentTitle(lines) ?? "Change" : folder.replaceAll("-", " "),
    ...(why === undefined ? {} : { summary: why }),
    requirements,
    groups,
    risks: design === undefined ? [] : risksIn(designLines, design.path),
    questions: [],
    done: [],
    ...(stack === undefined ? {} : { stack }),
    labelled: new Set(),
    absent: ["types", ...(told ? [] : ["citations" as const])],
  });
}

function groupOf(section: Section, read: Read[]): DraftGroup {
  const { lines, title } = section;
  const group = emptyGroup(section);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line?.state === undefined) continue;
    const end = endOf(lines, at);
    const one = taskOf(line, lines.slice(at + 1, end), title);
    group.tasks.push(one.task);
    read.push(one);
    at = end - 1;
  }
  return group;
}

function taskOf(line: SourceLine, below: readonly SourceLine[], section: string): Read {
  const number = NUMBER.exec(line.text);
  const body = bodyOf(below, "numbers");
  const markdown = line.text.slice(number?.[0].length ?? 0) + body.more;
  const bold = splitBold(markdown);
  const text = textOf(bold === undefined ? markdown : `${bold.bold} ${bold.rest}`) ||
    `Task ${number?.[1] ?? line.line}`;
  const { title, rest } = splitTitle(text);
  const paths = [...filesIn(markdown), ...body.paths];
  const name = number?.[1];
  const task: DraftTask = {
    ...(name === undefined ? {} : { name }),
    label: name ?? `"${title.slice(0, 60)}"`,
    unique: name !== undefined,
    line: line.line,
    title,
    do: [...rest, ...body.do],
    cites: [],
    needs: [...needsIn(markdown, "numbers"), ...body.needs].filter((needed) => needed !== name),
    paths,
    verify: [...checkIn(text), ...body.verify],
    type: typeOf(title, paths),
    status: statusOf(line.state),
  };
  return { task, said: `${section}\n${markdown}\n${body.said}` };
}

/** The first paragraph under a heading. */
function paragraphUnder(lines: readonly SourceLine[], heading: RegExp): string | undefined {
  const at = lines.findIndex(({ type, text }) => type === "heading" && heading.test(text));
  const first = at === -1 ? undefined : lines[at + 1];
  const text = first === undefined || first.type === "heading" ? "" : textOf(first.text);
  return text === "" ? undefined : text;
}
