import { arePlanTitles, CHAT, declines, standsUnderOther } from "./evidence.ts";
import { idsIn, splitBold, textOf, titleOf, withoutLead } from "./inline.ts";
import { labelled, type Topic } from "./labels.ts";
import { type Line, linesOf } from "./lines.ts";
import { markReader } from "./mark.ts";
import { type Opening, type Part, partsOf, rankOf, withoutMentions } from "./parts.ts";
import { tableOpenings } from "./table.ts";
import { unwrap } from "./unwrap.ts";

/** A phase as far as a text says it: code gives numbers and order. */
export interface DraftPhase {
  /** What it is about; never empty. */
  title: string;
  /** What holds when it is finished; absent where the text does not say. */
  goal?: string;
  /** Its list entries and the headings within it; what is labelled as exit criteria or deliverables comes first. */
  notes: string[];
  /** The ids of requirements that its text names, in order. */
  requirements: string[];
}

/** A text with more phases than this is no plan. */
const MOST_PHASES = 200;
/** The most notes of a phase. */
const MOST_NOTES = 60;
/** A line of a paragraph that is longer is a sentence. */
const LONGEST_PLAIN = 150;

const PHASE = "phase|fase|étape|etape|etapa|этап|фаза|阶段|階段|フェーズ|段階|المرحلة|مرحلة";
const STAGE = "stage|milestone|sprint|iteration|meilenstein|etappe|jalon|hito|marco|спринт|веха|里程碑|マイルストーン";
const readPhase = markReader(PHASE);
const readStage = markReader(STAGE);

/** A heading within a phase that only names it again: `Phase 1 tasks`. */
const SPOKEN_OF = new RegExp(`^(?:${PHASE})`, "iu");

/**
 * Reads phases out of Markdown, in the usual shapes; numbers only serve to recognise them.
 *
 * @param text The answer, whole.
 * @returns The phases in order of appearance; none where the text is no plan.
 */
export function markdownPhases(text: string): DraftPhase[] {
  const body = unwrap(text);
  const found = phasesIn(linesOf(body), body);
  if (found.length > 0 || !/^\s{0,9}(?:```|~~~)\s*$/m.test(body)) return found;
  // A fence that names no language may hold the whole plan, or code with two comments that look like one.
  const within = phasesIn(linesOf(body, { throughBare: true }), body);
  return within.length > 1 ? within : [];
}

function phasesIn(lines: readonly Line[], body: string): DraftPhase[] {
  const all = openingsOf(lines, body);
  const kept = withoutMentions(all, lines);
  if (kept.length > MOST_PHASES) return [];
  const parts = partsOf(lines, kept, all);
  const phases = parts.map(draftOf);
  // One line of a paragraph that begins like a phase is no plan.
  const lone = parts.length === 1 && parts[0]?.opening.rank === 1 && parts[0].lines.length === 0;
  return lone ? [] : phases;
}

/** The lines that open a phase: those that say so, else numbered headings, else numbered bold entries. */
function openingsOf(lines: readonly Line[], body: string): Opening[] {
  for (const [read, words] of [[readPhase, PHASE], [readStage, STAGE]] as const) {
    const marked = [
      ...lines.flatMap((line, at) => markedOpening(lines, line, at, read)),
      ...tableOpenings(lines, words),
    ];
    if (marked.length > 0) return marked.sort((a, b) => a.at - b.at);
  }
  if (declines(body)) return [];
  for (const openings of numberedOpenings(lines)) {
    const texts = openings.map(({ at, rest, title }) => rest === "" ? lines[at]?.text ?? title : rest);
    const titles = openings.map(({ title }) => title);
    // Lists that begin anew under each heading are those of a document, and not phases.
    const counted = openings.every(({ number }, index) => Number(number) > Number(openings[index - 1]?.number ?? -1));
    const fits = counted && arePlanTitles(titles, texts) && !standsUnderOther(lines, openings[0]?.at ?? 0);
    if (fits && fills(lines, openings)) return openings;
  }
  return [];
}

/** Whether parts are most of what an answer says, and not a list within a document. */
function fills(lines: readonly Line[], openings: readonly Opening[]): boolean {
  const size = (some: readonly Line[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  const own = partsOf(lines, openings, openings).reduce((sum, part) => sum + size(part.lines), 0);
  return 2 * (own + size(openings.flatMap(({ at }) => lines[at] ?? []))) >= size(lines);
}

function markedOpening(lines: readonly Line[], line: Line, at: number, read: typeof readPhase): Opening[] {
  if (line.type === "code" || line.type === "quote" || line.type === "row") return [];
  const mark = read(line.text);
  if (mark === undefined) return [];
  // 1.1 is a part of a phase.
  if (mark.numbers.length > 1) return [];
  const rank = rankOf(line);
  if (rank < 5 && !mark.sure) return [];
  if (rank <= 2 && line.text.length > LONGEST_PLAIN) return [];
  if (rank === 1 && !line.fresh && lines[at - 1]?.type === "text" && read(lines[at - 1]?.text ?? "") === undefined) {
    return [];
  }
  const number = mark.numbers[0] ?? line.number;
  // Signs that stand for a title are the shape of a plan, not a plan.
  if (mark.title === "" && /[[<{]|\.\.\.|…/.test(line.text)) return [];
  return [{ at, rank, number: number === undefined ? "" : String(number), title: mark.title, rest: mark.rest }];
}

/** Numbered headings of one level, then numbered bold entries of one depth, then numbered bold lines. */
function* numberedOpenings(lines: readonly Line[]): Generator<Opening[]> {
  for (let level = 1; level <= 6; level++) {
    yield lines.flatMap((line, at) => {
      if (line.type !== "heading" || line.level !== level) return [];
      return openingFrom(splitBold(line.text)?.bold ?? line.text, "", at, 5);
    });
  }
  const depth = Math.min(...lines.filter(({ number }) => number !== undefined).map(({ indent }) => indent));
  yield lines.flatMap((line, at) => {
    const bold = line.number === undefined || line.indent > depth ? undefined : splitBold(line.text);
    const title = titleOf(bold?.bold ?? "");
    return title === ""
      ? []
      : [{ at, rank: 3, number: String(line.number), title, rest: withoutLead(bold?.rest ?? "") }];
  });
  yield lines.flatMap((line, at) => {
    const bold = line.type === "text" ? splitBold(line.text) : undefined;
    return bold === undefined ? [] : openingFrom(bold.bold, withoutLead(bold.rest), at, 4);
  });
}

function openingFrom(text: string, rest: string, at: number, rank: number): Opening[] {
  const found = /^(\d{1,3})(?:[.):–—-]{1,2}\s?|\s)(?=\D)/.exec(text);
  const title = titleOf(text.slice(found?.[0].length ?? 0));
  return found === null || title === "" ? [] : [{ at, rank, number: found[1] ?? "", title, rest }];
}

/** What a phase's lines say about it. */
function draftOf({ opening, lines }: Part, index: number): DraftPhase {
  let goal = textOf(opening.rest);
  let title = opening.title;
  const exits: string[] = [];
  const notes: string[] = [];
  let topic: Topic | undefined;
  const requirements = new Set(idsIn(`${opening.title} ${opening.rest}`));
  for (const { name, text } of opening.columns ?? []) {
    for (const id of idsIn(text)) requirements.add(id);
    if (name === "goal" && goal === "") goal = textOf(text);
    else if (text !== "") notes.push(textOf(text));
  }
  let listed = false;
  let taken = false;
  for (const line of lines) {
    if (line.type === "code") continue;
    for (const id of idsIn(line.text)) requirements.add(id);
    const label = line.type === "quote" ? undefined : labelled(line.text) ?? bareLabel(line);
    if (label !== undefined) topic = label.topic;
    // A paragraph behind a labelled list is about something else again.
    else if (line.type === "heading" || (line.type === "text" && line.fresh && taken)) topic = undefined;
    if (label !== undefined) taken = false;
    const said = textOf(label?.text ?? line.text);
    if (said === "" || said.length < 2 || CHAT.test(said)) continue;
    if (label === undefined && title === "" && line.type !== "quote" && said.length <= 120) {
      title = titleOf(line.text);
    } else if (topic === "goal" && (label !== undefined || goal === "")) {
      goal = said;
      topic = undefined;
    } else if (topic === "exit" || topic === "delivers") {
      exits.push(said);
      taken = true;
    } else if (line.type === "heading" && SPOKEN_OF.test(line.text)) continue;
    else if (topic === "aside" || topic === "requirements" || topic === "depends") continue;
    else if (line.type === "text" && label?.topic !== "do") {
      if (goal === "" && !listed) goal = said;
      else if (label !== undefined) notes.push(said);
    } else {
      listed = true;
      notes.push(line.type === "row" ? (line.cells ?? []).map(textOf).filter((cell) => cell !== "").join(" | ") : said);
    }
  }
  return {
    title: title === "" ? `Phase ${opening.number === "" ? index + 1 : opening.number}` : title,
    ...(goal === "" ? {} : { goal }),
    notes: [...new Set([...exits, ...notes])].slice(0, MOST_NOTES),
    requirements: [...requirements],
  };
}

/** A label alone on its line, as a heading or an entry: its text follows. */
function bareLabel(line: Line): { topic: Topic; text: string } | undefined {
  return line.type === "row" ? undefined : labelled(`${line.text}:`);
}
