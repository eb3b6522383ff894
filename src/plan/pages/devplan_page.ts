/**
 * What of `devplan.md` can be taken over: titles and goals of phases, and the definition of done.
 * @module
 */
import { type Block, blocksOf } from "./blocks.ts";
import { anchoredSection, headedSection } from "./sections.ts";
import { plainOf } from "./unescape.ts";

/** The row of a phase in the table of phases. */
export interface PhaseRow {
  title: string;
  /** As it stands there: long goals are cut, which shows as "…". */
  goal: string;
  /** The first line of the page is 0. */
  line: number;
}

/** What `devplan.md` says, as far as it can be taken over. */
export interface DevplanPage {
  lines: readonly string[];
  /** By the number that the row begins with. */
  phases: Map<number, PhaseRow>;
  /** Absent where the page has no such list. */
  done?: Block[];
  /** Lines of parts that others keep: what is next, the log. */
  logs: ReadonlySet<number>;
}

/** Reads `devplan.md`. */
export function parseDevplanPage(text: string): DevplanPage {
  const lines = text.split("\n");
  const phases = new Map<number, PhaseRow>();
  lines.forEach((line, at) => {
    if (!line.startsWith("|") || !/\(phase\d{1,9}\.md\)/.test(line)) return;
    const [first = "", goal = ""] = cellsOf(line);
    const [, number, title = ""] = /^(\d{1,9})[.):]?\s+(.*)$/.exec(first) ?? [];
    if (number !== undefined && !phases.has(Number(number))) {
      phases.set(Number(number), { title: plainOf(title), goal: plainOf(goal), line: at });
    }
  });
  const section = headedSection(lines, /^definition of done\b/i);
  const logs = new Set(
    ["NEXT_TASK_GROUP", "PROGRESS_LOG"].flatMap((name) => {
      const { start, end } = anchoredSection(lines, name) ?? { start: 0, end: 0 };
      return Array.from({ length: end - start }, (_, at) => start + at);
    }),
  );
  return {
    lines,
    phases,
    ...(section === undefined ? {} : { done: blocksOf(lines, section.start, section.end) }),
    logs,
  };
}

/** The cells of a row; `\|` is a sign within one. */
function cellsOf(row: string): string[] {
  const cells = row.trim().replaceAll("\\|", "\u0000").split("|").map((cell) => cell.replaceAll("\u0000", "|").trim());
  return cells.slice(1, row.trimEnd().endsWith("|") ? -1 : undefined);
}
