/**
 * A page that people have edited, with what was taken over of it as the plan renders it: only then can the changes of a new
 * rendering be told from theirs.
 * @module
 */
import type { Block } from "./blocks.ts";
import { type DevplanPage, parseDevplanPage } from "./devplan_page.ts";
import { parsePhasePage, type PhasePage } from "./phase_page.ts";
import { anchoredSection, headedSection } from "./sections.ts";

/** A rendering of a phase's page with the ids of its steps, in their order. */
export interface RenderedPage {
  text: string;
  ids: readonly string[];
}

/**
 * The page of a phase with title, goal, steps and outcomes as the plan renders them now, each in its place. What is rendered
 * as before stays as people wrote it, and so does all else.
 *
 * @param page The page, and the ids of its steps.
 * @param before The rendering that it was made from; steps that the new one does not have are left out.
 * @param after The new rendering.
 */
export function rewritePhasePage(page: RenderedPage, before: RenderedPage, after: RenderedPage): string {
  const [there, old, fresh] = [page, before, after].map(({ text }) => parsePhasePage(text)) as [
    PhasePage,
    PhasePage,
    PhasePage,
  ];
  const edit = new Edit(there.lines);
  for (const part of ["title", "goal"] as const) {
    const [place, was, is] = [there[part], linesOf(old, old[part]), linesOf(fresh, fresh[part])];
    if (place !== undefined && !isSame(was, is)) edit.replace(place.line, place.end, is);
  }
  const [was, is] = [stepsOf(old, before.ids), stepsOf(fresh, after.ids)];
  there.steps.forEach(({ block }, at) => {
    const id = page.ids[at] ?? "";
    const lines = is.get(id) ?? [];
    if (lines.length === 0 || !isSame(was.get(id) ?? [], lines)) {
      edit.replace(block.line, block.end, withSign(lines, block.box), block.foreign);
    }
  });
  insertAbsent(there, page.ids, { ids: after.ids, steps: is }, edit);
  const outcomes = (page: PhasePage) => (page.outcomes ?? []).map(({ text }) => text);
  if (!isSame(outcomes(old), outcomes(fresh))) replaceList(there.outcomes, fresh.outcomes, fresh.lines, edit);
  return edit.text();
}

/** A box with a sign that no plan keeps has it still. */
function withSign(lines: readonly string[], box = " "): string[] {
  return lines.map((line, at) =>
    at === 0 && !/^[ xX]$/.test(box) ? line.replace(/^- \[ \]/, () => `- [${box}]`) : line
  );
}

/** Steps that the plan keeps though the page does not hold them: each behind the one that it follows. */
function insertAbsent(
  page: PhasePage,
  here: readonly string[],
  after: { ids: readonly string[]; steps: ReadonlyMap<string, string[]> },
  edit: Edit,
): void {
  const ends = new Map(page.steps.map(({ block }, at) => [here[at], block.end]));
  const first = page.steps[0]?.block.line;
  let end: number | undefined;
  for (const id of after.ids) {
    end = ends.get(id) ?? end;
    if (ends.has(id)) continue;
    const lines = after.steps.get(id) ?? [];
    if (end !== undefined) edit.insert(end, ["", ...lines]);
    else edit.insert(first ?? startOf(page.lines), [...lines, ""]);
  }
}

/** Where the first step of a page without steps goes. */
function startOf(lines: readonly string[]): number {
  return anchoredSection(lines, "PHASE_TASKS")?.start ?? headedSection(lines, /^tasks\b/i)?.start ?? lines.length;
}

/** The rendering that such a page is compared with: from the tasks on the new one, since all of that was taken over. */
export function rewritePhaseBase(before: RenderedPage, after: RenderedPage): string {
  const old = rewritePhasePage(before, before, { ...after, ids: [] }).split("\n");
  const fresh = after.text.split("\n");
  return [...old.slice(0, old.indexOf("## Tasks")), ...fresh.slice(fresh.indexOf("## Tasks"))].join("\n");
}

function stepsOf(page: PhasePage, ids: readonly string[]): Map<string, string[]> {
  return new Map(page.steps.map(({ block }, at) => [ids[at] ?? "", linesOf(page, block)]));
}

function linesOf({ lines }: PhasePage, place: { line: number; end: number } | undefined): string[] {
  return place === undefined ? [] : lines.slice(place.line, place.end);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, at) => line === other[at]);
}

/** A list whose entries stand in the order of the page; a tick stays, since no plan keeps it. */
function replaceList(
  list: readonly Block[] = [],
  fresh: readonly Block[] = [],
  lines: readonly string[],
  edit: Edit,
): void {
  if (list.length !== fresh.length) return;
  list.forEach(({ line, end, box = " ", foreign }, at) => {
    const row = lines[fresh[at]?.line ?? -1];
    if (row !== undefined) edit.replace(line, end, [row.replace("[ ]", `[${box}]`)], foreign);
  });
}

/** The page `devplan.md` with the rows of its phases and the definition of done as the plan renders them now. */
export function rewriteDevplanPage(text: string, after: string): string {
  const [page, fresh] = [parseDevplanPage(text), parseDevplanPage(after)];
  const edit = new Edit(page.lines);
  replaceRows(page, fresh, edit);
  replaceList(page.done, fresh.done, fresh.lines, edit);
  return edit.text();
}

/** The rendering that it is compared with: of these parts the new one. */
export function rewriteDevplanBase(before: string, after: string): string {
  const [page, fresh] = [parseDevplanPage(before), parseDevplanPage(after)];
  const edit = new Edit(page.lines);
  replaceRows(page, fresh, edit);
  const [from, to] = [page.done?.[0]?.line, page.done?.at(-1)?.end];
  const [start, end] = [fresh.done?.[0]?.line, fresh.done?.at(-1)?.end];
  if (from !== undefined && start !== undefined) edit.replace(from, to ?? from, fresh.lines.slice(start, end));
  return edit.text();
}

function replaceRows(page: DevplanPage, fresh: DevplanPage, edit: Edit): void {
  for (const [number, { line }] of page.phases) {
    const row = fresh.phases.get(number);
    if (row !== undefined) edit.replace(line, line + 1, fresh.lines.slice(row.line, row.line + 1));
  }
}

/** Lines of a page of which some are replaced. */
class Edit {
  readonly #lines: readonly string[];
  readonly #ending: string;
  readonly #fresh = new Map<number, readonly string[]>();
  readonly #inserted = new Map<number, string[]>();
  readonly #gone = new Set<number>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.#ending = lines.filter((line) => line.endsWith("\r")).length * 2 > lines.length ? "\r" : "";
  }

  /** Puts lines into the place of others, but for those that are to stay. */
  replace(start: number, end: number, fresh: readonly string[], stay: readonly number[] = []): void {
    const left = new Set(stay);
    for (let at = start; at < end; at++) if (!left.has(at)) this.#gone.add(at);
    this.#fresh.set(start, fresh);
    // Where nothing takes the place, the blank line that parted it from the next goes too.
    if (fresh.length === 0 && this.#lines[end]?.trim() === "") this.#gone.add(end);
  }

  /** Puts lines before another, behind those that were put there already. */
  insert(at: number, lines: readonly string[]): void {
    const there = this.#inserted.get(at) ?? [];
    this.#inserted.set(at, there);
    there.push(...lines);
  }

  text(): string {
    const ours = (lines: readonly string[] = []) => lines.map((line) => line + this.#ending);
    return [
      ...this.#lines.flatMap((line, at) => [
        ...ours(this.#inserted.get(at)),
        ...ours(this.#fresh.get(at)),
        ...(this.#gone.has(at) ? [] : [line]),
      ]),
      ...ours(this.#inserted.get(this.#lines.length)),
    ].join("\n");
  }
}
