import { shorten } from "../../text.ts";
import { arePlanTitles, declines, standsUnderOther } from "./evidence.ts";
import { splitBold, titleOf, withoutLead } from "./inline.ts";
import { labelled } from "./labels.ts";
import { type Line, linesOf } from "./lines.ts";
import { type Mark, markReader, readDotted } from "./mark.ts";
import { type Opening, partsOf, rankOf, withoutMentions } from "./parts.ts";
import { draftOf, type DraftStep, positionsOf } from "./step_draft.ts";
import { tableOpenings } from "./table.ts";
import { unwrap } from "./unwrap.ts";

export type { DraftStep };

/** A text with more steps than this is no plan. */
const MOST_STEPS = 400;
/** The longest title of a step, in characters. */
const LONGEST_TITLE = 120;

const STEP =
  "step|task|schritt|aufgabe|étape|etape|tâche|paso|tarea|passo|passaggio|tarefa|stap|taak|шаг|задача|步骤|步|任务|ステップ|手順|タスク|الخطوة|خطوة|المهمة";
const readStep = markReader(STEP);

/**
 * Reads the steps of a phase out of Markdown, in the usual shapes; numbers only serve to recognise them and what depends
 * on what.
 *
 * @param text The answer, whole.
 * @returns The steps in order of appearance; none where the text is no plan.
 */
export function markdownSteps(text: string): DraftStep[] {
  const body = unwrap(text);
  const found = stepsIn(linesOf(body), body);
  if (found.length > 0 || !/^\s{0,9}(?:```|~~~)\s*$/m.test(body)) return found;
  // A fence that names no language may hold the whole plan, or code with two comments that look like one.
  const within = stepsIn(linesOf(body, { throughBare: true }), body);
  return within.length > 1 ? within : [];
}

function stepsIn(lines: readonly Line[], body: string): DraftStep[] {
  const all = openingsOf(lines, body);
  const kept = withoutMentions(all, lines);
  if (kept.length > MOST_STEPS) return [];
  const parts = partsOf(lines, kept, all);
  const numbers = positionsOf(kept);
  return parts.map((part, index) => draftOf(part, index, numbers, index === parts.length - 1));
}

/** The lines that open a step: by a word, by numbers of two levels, by a numbered heading, a box, a number, a table's row. */
function openingsOf(lines: readonly Line[], body: string): Opening[] {
  const named = shallowest(lines.flatMap((line, at) => markedOpening(line, at, readStep(line.text))));
  if (named.length > 0) return named;
  const headed = numberedHeadings(lines);
  const bold = numberedItems(lines, true);
  const weak = !declines(body);
  const fits = (openings: readonly Opening[]) =>
    weak && arePlanTitles(openings.map(({ title }) => title), openings.map(({ at }) => lines[at]?.text ?? "")) &&
    !standsUnderOther(lines, openings[0]?.at ?? 0);
  const dotted = shallowest(lines.flatMap((line, at) => markedOpening(line, at, readDotted(line.text))));
  // Numbers such as 1.1 in the entries below numbered steps are what those steps do.
  const below = dotted.every(({ rank, at }) => rank <= 2 && (headed.length > 1 || (lines[at]?.indent ?? 0) > 0));
  if (dotted.length > 0 && !(below && (fits(headed) || fits(bold)))) return dotted;
  for (const openings of [headed, boxes(lines), bold]) {
    const boxed = weak && openings.length > 0 && openings.every(({ at }) => lines[at]?.box === true);
    if (boxed || fits(openings)) return openings;
  }
  const plain = numberedItems(lines, false);
  if (fits(plain) && fills(lines, plain)) return plain;
  return weak ? tableOpenings(lines, STEP) : [];
}

function markedOpening(line: Line, at: number, mark: Mark | undefined): Opening[] {
  if (mark === undefined || line.type === "code" || line.type === "quote" || line.type === "row") return [];
  const rank = rankOf(line);
  if ((rank < 5 && !mark.sure && line.box !== true) || (mark.numbers.length === 0 && rank < 4)) return [];
  if (mark.title === "" && (mark.rest === "" || /[[<{]|\.\.\.|…/.test(line.text))) return [];
  const title = mark.title === "" ? titleOf(mark.rest) : mark.title;
  return [opening(at, rank, mark.numbers.join("."), title, mark.rest)];
}

/** A step whose title is a whole paragraph is called by its beginning; the whole is what to do. */
function opening(at: number, rank: number, number: string, title: string, rest: string): Opening {
  const long = title.length > LONGEST_TITLE;
  return {
    at,
    rank,
    number,
    title: long ? shorten(/^.{20,119}?[.;。](?=\s|$)/u.exec(title)?.[0].slice(0, -1) ?? title, LONGEST_TITLE) : title,
    rest: long ? `${title} ${rest}`.trim() : rest,
  };
}

/** Of numbers with different depths, the least deep: 1.1.1 is a part of 1.1. */
function shallowest(openings: readonly Opening[]): Opening[] {
  const depthOf = ({ number }: Opening) => number === "" ? 1 : number.split(".").length;
  const least = Math.min(...openings.map(depthOf));
  return openings.filter((opening) => depthOf(opening) === least);
}

function numberedHeadings(lines: readonly Line[]): Opening[] {
  const found = lines.flatMap((line, at) => {
    const text = splitBold(line.text)?.bold ?? line.text;
    const number = line.type === "heading" ? /^(\d{1,3})(?:[.):–—-]{1,2}\s?|\s)(?=\D)/.exec(text) : null;
    const title = titleOf(text.slice(number?.[0].length ?? 0));
    return number === null || title === ""
      ? []
      : [{ level: line.level, opening: opening(at, 5, number[1] ?? "", title, "") }];
  });
  // The deepest level that numbers more than one: those above it are phases.
  const levels = found.map(({ level }) => level).filter((level, _, all) =>
    all.filter((other) => other === level).length > 1
  );
  const level = Math.max(0, ...levels);
  return found.filter((heading) => heading.level === level).map(({ opening }) => opening);
}

/** Entries with a box, of the least depth; those that a label announces as a check are none. */
function boxes(lines: readonly Line[]): Opening[] {
  let checks = false;
  const found = lines.flatMap((line, at) => {
    const topic = labelled(line.text)?.topic ?? labelled(`${line.text}:`)?.topic;
    if (topic !== undefined) checks = topic === "verify" || topic === "exit";
    else if (line.type === "heading") checks = false;
    if (line.type !== "item" || line.box !== true || checks) return [];
    const bold = splitBold(line.text);
    const title = titleOf(bold?.bold ?? line.text);
    return title === "" ? [] : [opening(at, 3, "", title, withoutLead(bold?.rest ?? ""))];
  });
  const depth = Math.min(...found.map(({ at }) => lines[at]?.indent ?? 0));
  return found.filter(({ at }) => lines[at]?.indent === depth);
}

/** Entries with a number, of the least depth: those that begin bold, or all. */
function numberedItems(lines: readonly Line[], onlyBold: boolean): Opening[] {
  const numbered = lines.flatMap((line, at) => line.number === undefined || line.type !== "item" ? [] : [{ line, at }]);
  const depth = numbered.reduce((least, { line }) => Math.min(least, line.indent), Infinity);
  return numbered.flatMap(({ line, at }) => {
    const bold = splitBold(line.text);
    const title = titleOf(bold?.bold ?? line.text);
    if (line.indent > depth || title === "" || (onlyBold && bold === undefined)) return [];
    return [opening(at, 3, String(line.number), title, withoutLead(bold?.rest ?? ""))];
  });
}

/** Whether a list is most of what an answer says, and not a list within prose. */
function fills(lines: readonly Line[], openings: readonly Opening[]): boolean {
  const starts = new Set(openings.map(({ at }) => at));
  let listed = 0;
  let all = 0;
  lines.forEach((line, at) => {
    if (line.type === "code" || line.type === "heading") return;
    all += line.text.length;
    if (starts.has(at) || line.type === "item" || line.indent > 0 || labelled(line.text) !== undefined) {
      listed += line.text.length;
    }
  });
  return listed * 3 >= all * 2;
}
