import type { DraftGroup } from "./draft.ts";
import { markReader } from "../markdown/mark.ts";
import { titleOf } from "../markdown/inline.ts";
import type { SourceLine } from "./markdown_source.ts";

/** Lines under one heading; the first section of a file may have none. */
export interface Section {
  heading?: SourceLine;
  /** What the file calls it: `Phase 3`, or its title in quotes. */
  label: string;
  title: string;
  /** The number that it has in its file. */
  number?: number;
  lines: SourceLine[];
}

const PHASE =
  "phase|fase|étape|etapa|этап|фаза|阶段|階段|フェーズ|段階|단계|المرحلة|stage|milestone|sprint|iteration|meilenstein|jalon|hito|marco|里程碑";
const readMark = markReader(PHASE);

/** Whether a heading opens a phase by its word: `Phase 2: Login`. */
export function opensPhase(line: SourceLine): boolean {
  return line.type === "heading" && readMark(line.text) !== undefined;
}

/**
 * Parts a file at those headings that group its tasks: those that say "phase", else those of the highest level on which
 * there is more than one.
 *
 * @param lines The whole file.
 * @param isTask Which of its lines are tasks.
 */
export function sectionsOf(lines: readonly SourceLine[], isTask: (line: SourceLine) => boolean): Section[] {
  const level = groupLevel(lines, isTask);
  const sections: Section[] = [{ label: "the plan", title: "Tasks", lines: [] }];
  for (const line of lines) {
    if (line.type === "heading" && line.level <= level && !isTask(line)) sections.push(sectionAt(line));
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function sectionAt(heading: SourceLine): Section {
  const mark = readMark(heading.text);
  const plain = titleOf(heading.text);
  if (mark !== undefined && mark.numbers.length > 0) {
    const { numbers, title } = mark;
    return {
      heading,
      ...(numbers.length === 1 ? { number: numbers[0] ?? 0 } : {}),
      label: `Phase ${numbers.join(".")}`,
      title: title === "" ? plain : title,
      lines: [],
    };
  }
  const counted = /^(\d{1,3})[.):](?!\d)\s{0,3}(?=\S)/.exec(plain);
  const title = titleOf(plain.slice(counted?.[0].length ?? 0)) || plain || "Tasks";
  return {
    heading,
    label: `"${title.slice(0, 60)}"`,
    title,
    ...(counted === null ? {} : { number: Number(counted[1]) }),
    lines: [],
  };
}

function groupLevel(lines: readonly SourceLine[], isTask: (line: SourceLine) => boolean): number {
  const open: (number | undefined)[] = [];
  const groups = Array.from({ length: 7 }, () => new Set<number>());
  let phases = 7;
  lines.forEach((line, at) => {
    const task = isTask(line);
    if (line.type === "heading") open.length = line.level;
    if (task) {
      open.forEach((heading, level) => {
        if (heading === undefined) return;
        groups[level]?.add(heading);
        const own = lines[heading];
        if (own !== undefined && opensPhase(own)) phases = Math.min(phases, level);
      });
    } else if (line.type === "heading") open[line.level] = at;
  });
  if (phases < 7) return phases;
  const many = groups.findIndex((headings) => headings.size > 1);
  return many !== -1 ? many : groups.findLastIndex((headings) => headings.size === 1);
}

/** A section's group, before anything is read into it. */
export function emptyGroup({ heading, label, title, number }: Section): DraftGroup {
  return {
    title,
    label,
    ...(number === undefined ? {} : { number }),
    line: heading?.line ?? 1,
    exit: [],
    needs: new Set(),
    tasks: [],
  };
}
