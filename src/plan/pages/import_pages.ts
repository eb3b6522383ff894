/**
 * Pages that people have edited made a plan again.
 * @module
 */
import { PlanError } from "../../errors.ts";
import { checksOf, type LintOptions, lintPlan } from "../checks/lint.ts";
import { renumber } from "../checks/fix/renumber.ts";
import { diffPlans, type PlanDiff } from "../diff.ts";
import { formatPlan } from "../write.ts";
import { validatePlan } from "../read.ts";
import type { Phase, Plan, Step } from "../types.ts";
import { conflictLine } from "./conflicts.ts";
import { draftDevplan } from "./devplan_draft.ts";
import { draftNumber, draftPhase } from "./phase_draft.ts";
import { lostSteps } from "./lost_steps.ts";
import { matchPhases } from "./phase_match.ts";
import { type PageStep, parsePhasePage, type PhasePage } from "./phase_page.ts";
import { type PageProblem, problemLine } from "./problem.ts";
import { referencesOf } from "./references.ts";
import type { DraftContext } from "./draft_context.ts";
import { inheritWaits } from "./waits.ts";
import { matchSteps, type NamedPage } from "./written.ts";

export type { PageProblem } from "./problem.ts";

/** What is known besides the pages. */
export interface ImportOptions {
  /** What `renderPlan` makes of the plan: what differs from it is what people changed. */
  rendered: Readonly<Record<string, string>>;
  /** How the new plan is checked. */
  lint?: LintOptions;
}

/** A plan with what people changed in its pages. */
export interface ImportedPages {
  /** The plan; the very same where nothing was changed. */
  plan: Plan;
  /** What was taken over. */
  diff: PlanDiff;
  /** What was not, though the rest could be. */
  problems: PageProblem[];
  /** The ids of the steps that each phase's page holds, in their order, by the page's name. */
  steps: ReadonlyMap<string, readonly string[]>;
  /** The number that each page's phase had before, by the page's name; new phases have none. */
  phases: ReadonlyMap<string, number | undefined>;
}

/** At most so many problems stand in a message. */
const MOST = 10;

/**
 * Takes over what people changed in the pages of a plan: in `phaseN.md` the title, the goal and the outcomes, and of the steps
 * their texts, facts, files, checks, order and boxes; in `devplan.md` titles and goals of phases and the definition of done.
 * A step without an id is new and gets one. A step that is gone from its page is retired, and whoever waited for it waits
 * for what it waited for; one that was done stays. Numbers are made anew, and what refers to a step follows it.
 *
 * @param plan The plan; it is not changed.
 * @param pages The texts of the pages by file name; a page that is not given says nothing.
 * @param options What the plan's pages looked like before, and how the new plan is checked.
 * @returns The plan with its next revision (ticks alone make none), what changed, and what could not be taken over.
 * @throws {PlanError} If a page holds a conflict, a step cannot be read, an id is unknown or stands twice; `problems` names
 * each place. Then nothing is taken over.
 *
 * @example
 * ```ts
 * import { createLLMClient, importPages, renderPlan, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * const rendered = renderPlan(plan);
 * const edited = rendered["phase1.md"]?.replace("- [ ] **1.1 ", "- [x] **1.1 Now: ") ?? "";
 * const { diff } = importPages(plan, { "phase1.md": edited }, { rendered });
 * if (diff.steps.changed[0]?.fields[0]?.field !== "title") throw new Error("expected another title");
 * if (diff.steps.status[0]?.after !== "done") throw new Error("expected a ticked step");
 * ```
 */
export function importPages(
  plan: Plan,
  pages: Readonly<Record<string, string>>,
  { rendered, lint = {} }: ImportOptions,
): ImportedPages {
  refuseConflicts(pages);
  const fatal: PageProblem[] = [];
  const problems: PageProblem[] = [];
  const named = namedPages(pages);
  const bases = basesOf(plan, rendered);
  const written = matchSteps(plan, named, bases.steps, fatal);
  const slots = matchPhases(plan, named, written, fatal);
  const context: DraftContext = {
    references: referencesOf(plan, written),
    requirements: new Set(plan.requirements.map(({ id }) => id)),
    ids: new Set(plan.phases.flatMap(({ steps }) => steps.map(({ id }) => id))),
    made: new Map(),
    files: new Set(
      plan.phases.flatMap(({ steps }) => steps.flatMap(({ deliverables }) => deliverables.map(({ path }) => path))),
    ),
    fatal,
    problems,
  };
  const byFile = Map.groupBy(written, ({ file }) => file);
  const present = new Set(written.flatMap(({ of }) => of ?? []));
  fatal.push(...lostSteps(slots, present));
  const numbers = new Map(slots.map((slot, at) => [at + 1, draftNumber(slot)]));
  const phases = slots.map((slot) => {
    const base = slot.of && bases.pages.get(slot.of);
    return draftPhase({
      slot,
      ...(base === undefined ? {} : { base }),
      written: byFile.get(slot.page?.file ?? "") ?? [],
      present,
      phaseNumber: (page) => numbers.get(page),
    }, context);
  });
  if (fatal.length > 0) throw unreadable(fatal);
  const draft: Plan = { ...structuredClone(plan), phases: structuredClone(phases) };
  inheritWaits(draft, plan);
  const [text, base] = [pages["devplan.md"], rendered["devplan.md"]];
  if (text !== undefined && base !== undefined) draftDevplan(draft, { plan, text, rendered: base }, problems);
  const steps = new Map(
    [...byFile].map(([file, list]) => [file, list.map((each) => context.made.get(each) ?? "")] as const),
  );
  const before = new Map(slots.flatMap(({ page, of }) => page === undefined ? [] : [[page.file, of?.number] as const]));
  return { ...settled(plan, draft, lint), problems, steps, phases: before };
}

/** Of two sides of a conflict, nobody knows which one counts. */
function refuseConflicts(pages: Readonly<Record<string, string>>): void {
  const found = Object.entries(pages).flatMap(([file, text]): PageProblem[] => {
    const line = conflictLine(text);
    return line === undefined ? [] : [{
      file,
      line,
      text: "git has left a conflict there",
      hint: "Settle it: keep what is to stay, and take out the lines with <<<<<<<, ======= and >>>>>>>.",
    }];
  });
  if (found.length > 0) throw unreadable(found);
}

/** The pages of phases, by the numbers in their names. */
function namedPages(pages: Readonly<Record<string, string>>): NamedPage[] {
  return Object.entries(pages).flatMap(([file, text]) => {
    const number = phaseNumberOf(file);
    return number === undefined ? [] : [{ file, number, page: parsePhasePage(text) }];
  }).sort((a, b) => a.number - b.number);
}

/** The number of the phase whose page has this name. */
export function phaseNumberOf(file: string): number | undefined {
  const number = /^phase([1-9]\d{0,4})\.md$/.exec(file)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** How the phases and steps stood in their pages before. */
function basesOf(
  plan: Plan,
  rendered: Readonly<Record<string, string>>,
): { pages: Map<Phase, PhasePage>; steps: Map<Step, PageStep> } {
  const bases = { pages: new Map<Phase, PhasePage>(), steps: new Map<Step, PageStep>() };
  for (const phase of plan.phases) {
    const text = rendered[`phase${phase.number}.md`];
    if (text === undefined) continue;
    const page = parsePhasePage(text);
    bases.pages.set(phase, page);
    if (page.steps.length !== phase.steps.length) continue;
    phase.steps.forEach((step, at) => {
      const there = page.steps[at];
      if (there !== undefined) bases.steps.set(step, there);
    });
  }
  return bases;
}

/** The draft with its numbers, its revision and what the checks say of it; the plan itself where both say the same. */
function settled(plan: Plan, draft: Plan, lint: LintOptions): { plan: Plan; diff: PlanDiff } {
  if (formatPlan(draft) === formatPlan(plan)) return { plan, diff: diffPlans(plan, plan) };
  renumber(draft, undefined);
  const { steps: { status, ...steps }, ...diff } = diffPlans(plan, draft);
  const lists = [
    ...Object.values(diff.requirements),
    ...Object.values(diff.phases),
    ...Object.values(steps),
    diff.others,
  ];
  // Progress alone is no change of what the plan says.
  if (status.length > 0 && lists.every((list) => list.length === 0)) {
    return { plan: validatePlan(draft), diff: { ...diff, steps: { ...steps, status } } };
  }
  draft.revision++;
  draft.checks = checksOf(lintPlan(draft, { ...lint, earlier: plan }));
  const after = validatePlan(draft);
  return { plan: after, diff: diffPlans(plan, after) };
}

function unreadable(fatal: readonly PageProblem[]): PlanError {
  const lines = fatal.map(problemLine);
  const more = lines.length > MOST ? `; and ${lines.length - MOST} more` : "";
  return new PlanError(
    `Cannot take the pages over: ${lines.slice(0, MOST).join("; ")}${more}`,
    fatal[0]?.hint ?? "Correct the pages.",
    lines,
  );
}
