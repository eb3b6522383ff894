/**
 * A prompt for one piece of a plan: all that whoever does it needs to know, people and agents alike.
 * @module
 */
import { UsageError } from "../../errors.ts";
import type { Plan } from "../../plan/types.ts";
import { inline } from "../markdown.ts";
import { doneSection, givenSections, knownSections } from "./background.ts";
import { readBudget } from "./budget.ts";
import { fit } from "./fit.ts";
import { partsAt } from "./parts_at.ts";
import { listSection, pieces, type Section } from "./piece.ts";
import { reportSection } from "./report.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { headSection, stepInPhase, stepSections, stopSection } from "./work.ts";

/** How to make a handoff pack. */
export interface HandoffPackOptions {
  /** The most tokens it may take, 200 to 1,000,000, at four characters a token. Default: as many as there is to tell. */
  budget?: number;
  /** The plan's file, where the commands in the pack must name it. Default: they find it themselves. */
  planFile?: string;
}

/** A prompt for one step or phase. */
export interface HandoffPack {
  /** The step's number, where it is about one. */
  step?: string;
  /** The phase's number, where it is about a whole one. */
  phase?: number;
  /** The numbers of open steps that must be finished first; empty where it can begin. */
  waitsFor: string[];
  /** How many tokens the text takes, at four characters a token. */
  tokens: number;
  /** What the budget had no room for, the most important first: `decisions`, `risks (2 of 5)`. The text says so, too. */
  leftOut: string[];
  /** The prompt, as Markdown. */
  text: string;
}

/**
 * Renders a prompt for just one step or phase: what to do and why, its requirements, what it builds on, files,
 * commands, decisions, risks and questions that have to do with it, when it is done, when to stop, how to report.
 * Pure: the same plan always gives the same bytes.
 *
 * @param plan The plan.
 * @param name A step's number or id (`2.3`, `S1a2b`), or a phase (`2`, `phase 2`).
 * @param options `budget` is the most tokens that it may take: the least important is then left out first, never half a
 * sentence, and named at the end; a larger budget never tells less.
 * @returns The prompt, and what is known of it.
 * @throws {UsageError} If there is no such step or phase, it is retired or has no steps yet, or the budget is too small
 * for the work, its files, its checks and when to stop; the message says how many tokens are needed.
 *
 * @example
 * ```ts
 * import { createLLMClient, renderHandoffPack, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * const { text, tokens } = renderHandoffPack(plan, "1.1", { budget: 1000 });
 * if (!text.startsWith("# Step 1.1: ") || tokens > 1000) throw new Error("expected a small prompt for the first step");
 * ```
 */
export function renderHandoffPack(plan: Plan, name: string, options: HandoffPackOptions = {}): HandoffPack {
  const budget = options.budget === undefined ? undefined : readBudget(options.budget);
  const scope = scopeOf(plan, name);
  const fitted = fit(sectionsOf(scope, options.planFile), budget);
  if ("needed" in fitted) {
    const [first] = scope.steps;
    throw new UsageError(
      `Cannot fit ${scope.name} into ${budget} tokens: its work, files, checks and stops alone take ${fitted.needed}`,
      `Give it ${fitted.needed} tokens or more; all there is to tell takes ${fitted.whole}.${
        scope.step === undefined && first !== undefined ? ` Or take one step: devussy handoff ${first.number}` : ""
      }`,
    );
  }
  return {
    ...(scope.step === undefined ? { phase: scope.phase.number } : { step: scope.step.number }),
    waitsFor: scope.waitsFor.map(({ number }) => number),
    tokens: fitted.tokens,
    leftOut: fitted.leftOut,
    text: fitted.text,
  };
}

/** All that could be told, in the order of reading. */
function sectionsOf(scope: Scope, planFile: string | undefined): Section[] {
  const parts = partsAt(scope.plan.design);
  const { work, checks } = scope.step === undefined ? phaseSections(scope) : stepSections(scope.step, parts);
  return [
    headSection(scope),
    ...work,
    ...givenSections(scope, parts),
    ...knownSections(scope),
    checks,
    doneSection(scope),
    stopSection(scope),
    reportSection(scope, planFile),
  ];
}

function phaseSections({ phase, steps }: Scope): { work: Section[]; checks: Section } {
  const criteria = phase.exitCriteria.length === 0 ? ["All its steps are done."] : phase.exitCriteria;
  return {
    work: steps.map(stepInPhase),
    checks: listSection(
      "## The phase is finished when",
      pieces("core", criteria.map((text) => `- [ ] ${inline(text)}`)),
    ),
  };
}
