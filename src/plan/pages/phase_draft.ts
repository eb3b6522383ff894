import { excerpt } from "../../text.ts";
import type { Phase, Step } from "../types.ts";
import { kept, keptList } from "./kept.ts";
import type { Slot } from "./phase_match.ts";
import type { PhasePage } from "./phase_page.ts";
import type { DraftContext } from "./draft_context.ts";
import { BY_HAND, draftStep } from "./step_draft.ts";
import type { Written } from "./written.ts";

/** The number of a new phase until all are numbered anew, above those that plans have. */
const NEW_PHASE = 90_000;

/** What a phase is made from. */
export interface PhaseSource {
  slot: Slot;
  /** How the phase stood in its page before. */
  base?: PhasePage;
  /** The steps of its page. */
  written: readonly Written[];
  /** All steps that stand in some page. */
  present: ReadonlySet<Step>;
  /** The number that the phase of a page has until all are numbered anew. */
  phaseNumber(page: number): number | undefined;
}

/** The number of a phase until all are numbered anew. */
export function draftNumber({ of, page }: Slot): number {
  return of?.number ?? NEW_PHASE + (page?.number ?? 0);
}

/** Makes a phase of the plan, or a new one, from its page. */
export function draftPhase(source: PhaseSource, context: DraftContext): Phase {
  const { slot, base, written, present } = source;
  const { page: named, of: own } = slot;
  if (named === undefined) return withoutMoved(own, present);
  const { page, file } = named;
  const text = context.references.retarget;
  const title = kept(own?.title, base?.title?.text, page.title?.text) || own?.title;
  if (title === undefined) {
    context.fatal.push({
      file,
      text: "the phase has no title",
      hint: `Begin the page with a heading: # Phase ${named.number}: Title`,
    });
  }
  const steps = written.map((each) => draftStep(each, title ?? "", context));
  const goal = kept(own?.goal, base?.goal?.text, page.goal?.text) || own?.goal || title || "";
  const dependsOn = kept(own?.dependsOn, base?.after, waitsFor(source, context));
  const all = withAbsent(steps, source, context);
  for (const note of page.notes) {
    context.problems.push({
      file,
      line: note.line + 1,
      text: `"${excerpt(note.text)}" has no box, so that it is no step; it stays in the page`,
      hint: "To make it a step, write: - [ ] **Title** (feature; size M; R1)",
    });
  }
  return {
    number: draftNumber(slot),
    title: title ?? "",
    goal,
    ...(own === undefined ? { kind: "feature" as const } : own.kind === undefined ? {} : { kind: own.kind }),
    requirements: citedBy(all, own),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    exitCriteria: page.outcomes === undefined ? own?.exitCriteria ?? [] : keptCriteria(own, base, page, text),
    steps: all,
    generatedBy: own?.generatedBy ?? BY_HAND,
  };
}

/** A phase whose page is not there: only what stands in another page now is gone from it. */
function withoutMoved(own: Phase | undefined, present: ReadonlySet<Step>): Phase {
  if (own === undefined) throw new Error("expected a phase or a page");
  if (!own.steps.some((step) => present.has(step))) return own;
  const steps = own.steps.filter((step) => !present.has(step));
  return { ...own, requirements: citedBy(steps, own), steps };
}

/** The criteria that a page lists; where a phase has none, it says so in a line of its own. */
function keptCriteria(
  own: Phase | undefined,
  base: PhasePage | undefined,
  page: PhasePage,
  text: (text: string) => string,
): string[] {
  const before = base?.exitCriteria ?? [];
  const now = page.exitCriteria.filter((each) => each !== "");
  if (own?.exitCriteria.length !== 0) return keptList(own?.exitCriteria ?? [], before, now, text);
  return now.filter((each) => !before.includes(each)).map(text);
}

/**
 * The steps of a phase with those that its page does not hold any more, behind the steps that they stood behind: their ids
 * are never used again. What is done stays done.
 */
function withAbsent(
  steps: readonly Step[],
  { slot: { of: own, page }, present }: PhaseSource,
  { problems }: DraftContext,
): Step[] {
  const behind = new Map<string | undefined, Step[]>();
  const here = new Set(steps.map(({ id }) => id));
  let last: string | undefined;
  for (const step of own?.steps ?? []) {
    if (here.has(step.id)) last = step.id;
    if (present.has(step)) continue;
    const gone = behind.get(last) ?? [];
    behind.set(last, gone);
    gone.push(step.status === "done" ? step : { ...step, status: "retired" });
    if (step.status !== "done") continue;
    problems.push({
      file: page?.file ?? "",
      text: `step ${step.number}, "${excerpt(step.title)}", was taken out, but it is done; it stays in the plan`,
      hint: "If its work is to go, plan a step that removes it.",
    });
  }
  return [...(behind.get(undefined) ?? []), ...steps.flatMap((step) => [step, ...(behind.get(step.id) ?? [])])];
}

/** The requirements of a phase: what its steps cite newly comes, as does all that new ones cite; what no step cites any more goes. */
function citedBy(steps: readonly Step[], own: Phase | undefined): string[] {
  const citing = (list: readonly Step[]) =>
    new Set(list.filter(({ status }) => status !== "retired").flatMap(({ requirements }) => requirements));
  const known = new Set(own?.steps.map(({ id }) => id));
  const [before, now, come] = [own?.steps ?? [], steps, steps.filter(({ id }) => !known.has(id))].map(citing) as [
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  const left = (own?.requirements ?? []).filter((id) => now.has(id) || !before.has(id));
  return [...new Set([...left, ...[...now].filter((id) => !before.has(id) || come.has(id))])];
}

/** The phases that a page says it waits for, by their numbers until all are numbered anew. */
function waitsFor({ slot: { page }, base, phaseNumber }: PhaseSource, { fatal }: DraftContext): number[] | undefined {
  const after = page?.page.after;
  if (after === undefined || JSON.stringify(after) === JSON.stringify(base?.after)) return after;
  return [...new Set(after)].map((number) => {
    const meant = phaseNumber(number);
    if (meant === undefined) {
      fatal.push({
        file: page?.file ?? "",
        text: `it waits for phase ${number}, which is not there`,
        hint: "Correct it.",
      });
    }
    return meant ?? number;
  });
}
