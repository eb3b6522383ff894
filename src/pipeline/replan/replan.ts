import { LLMError, StageError, UsageError } from "../../errors.ts";
import type { PhaseStepsAnswer, StepAnswer } from "../../plan/answers.ts";
import { checksOf, lintPlan } from "../../plan/checks/lint.ts";
import { errorsIn } from "../../plan/checks/errors_in.ts";
import { validatePlan } from "../../plan/read.ts";
import { applyChanges } from "../../plan/replan/apply.ts";
import { isChange, requirementDiff } from "../../plan/replan/requirement_changes.ts";
import { checkStack } from "../../plan/replan/stack_change.ts";
import type { DraftedStep, Replanned, RequirementChanges, RequirementEdits } from "../../plan/replan/types.ts";
import type { Plan } from "../../plan/types.ts";
import { cleanText, counted, shorten } from "../../text.ts";
import { askAll, type StageCalls } from "../ask.ts";
import { isOfThisCall } from "../attempt.ts";
import { isEmbedded } from "../author.ts";
import type { RunContext } from "../context.ts";
import { prompts } from "../prompts/mod.ts";
import { runsOf } from "../provenance.ts";
import { MAX_BRIEF, MAX_REQUIREMENTS } from "../request.ts";
import { contextOf } from "../run.ts";
import type { Authored, PipelineOptions } from "../stage.ts";
import { existingFor } from "../stages/existing_data.ts";
import { mendChanged } from "./mend.ts";
import { newStepAsks } from "./new_step_asks.ts";
import { rewriteAsks } from "./rewrite_asks.ts";

/** The stage whose askers and events these calls have. */
const STAGE = { name: "detailed_devplan", title: "Changed and new steps" } as const;
/** With fewer requirements, one more or less says nothing about what brief it is. */
const LEAST_COMPARED = 5;
/** From this share of replaced requirements on, a brief may be another project's. */
const MOST_REPLACED = 0.8;

/** How a plan is replanned. */
export interface ReplanOptions extends Omit<PipelineOptions, "stages" | "brief"> {
  /** Takes a brief that has nothing in common with the plan, or asks for another stack; the plan keeps its own. */
  force?: boolean;
}

/**
 * Makes a plan follow its requirements again, whoever made it: works out what changes, keeps what is done to the letter, retires
 * what serves nothing any more, and asks only for the steps that the change concerns and for those that are new. Code that was
 * made for what stands no longer gets a step that removes it. No step gets another number, no id is used again.
 *
 * @param plan A plan with steps; it is not changed.
 * @param edits The brief as it is now, what comes besides, and what no longer stands.
 * @param options Who is asked, as for {@linkcode runPipeline}.
 * @returns The next revision, checked; the same plan if nothing is to be changed.
 * @throws {UsageError} If nothing is given, the plan has no steps, a text demands nothing, an id names no requirement that
 * stands, the brief has nothing in common with the plan, or it asks for another stack.
 * @throws {StageError} If no answer for new steps can be used. Steps that cannot be written anew are changed by code.
 * @throws {LLMError} If a call fails.
 * @throws {BudgetError} If the next call may cost more than the budget leaves.
 *
 * @example
 * ```ts
 * import { createLLMClient, replan, runPipeline, startPlan } from "@devussy/devussy";
 * const client = createLLMClient("offline", {});
 * const plan = await runPipeline(startPlan({ name: "Notes", requirements: "Save notes. Find notes by word." }), { client });
 * const next = await replan(plan, { add: ["Share a note by a link."], retire: ["R2"] }, { client });
 * if (next.revision !== 2 || next.requirements[1]?.status !== "retired" || next.requirements[2]?.id !== "R3") {
 *   throw new Error("expected the next revision");
 * }
 * ```
 */
export async function replan(plan: Plan, edits: RequirementEdits, options: ReplanOptions): Promise<Plan> {
  const changes = changesOf(plan, edits);
  if (!isChange(changes)) return plan;
  const { force: _force, ...rest } = options;
  const run = contextOf({ ...rest, lint: { ...options.lint, earlier: plan } });
  options.signal?.throwIfAborted();
  const floor = applyChanges(plan, changes);
  const notices = [...checkWanted(plan, changes, options.force === true), ...floor.notices];
  for (const text of notices) await run.tell({ type: "warning", stage: STAGE.name, label: "replan", text });
  const asked = floor.rewrites.length + floor.fresh.length > 0;
  const made = asked ? await askFor({ plan, changes, floor, edits, run }) : floor.plan;
  const checks = checksOf(lintPlan(made, run.options.lint));
  const errors = errorsIn(checks.findings);
  await run.tell({ type: "checked", score: checks.score, errors, warnings: checks.findings.length - errors });
  return validatePlan({ ...made, checks });
}

/** What a replan would do. */
export interface ReplanPreview {
  /** What lies between the requirements. */
  changes: RequirementChanges;
  /** The plan as code alone would make it; absent if nothing is to be changed. */
  next?: Replanned;
  /** What the user should know, one sentence each. */
  notices: string[];
}

/**
 * Tells what {@linkcode replan} would do without asking anybody.
 *
 * @param plan A plan with steps; it is not changed.
 * @param edits As for {@linkcode replan}.
 * @param options `force`: also for a brief that has nothing in common with the plan, or asks for another stack.
 * @returns The changes, and the plan as code alone would make it: whoever is asked writes other texts and steps.
 * @throws {UsageError} As {@linkcode replan} does.
 *
 * @example
 * ```ts
 * import { createLLMClient, previewReplan, runPipeline, startPlan } from "@devussy/devussy";
 * const client = createLLMClient("offline", {});
 * const plan = await runPipeline(startPlan({ name: "Notes", requirements: "Save notes. Find notes by word." }), { client });
 * const { changes, next } = previewReplan(plan, { add: ["Share a note by a link."] });
 * if (changes.added[0]?.id !== "R3" || next?.fresh.length !== 1) throw new Error("expected one new requirement");
 * ```
 */
export function previewReplan(
  plan: Plan,
  edits: RequirementEdits,
  { force = false }: Pick<ReplanOptions, "force"> = {},
): ReplanPreview {
  const changes = changesOf(plan, edits);
  if (!isChange(changes)) return { changes, notices: changes.notices };
  const next = applyChanges(plan, changes);
  return { changes, next, notices: [...checkWanted(plan, changes, force), ...next.notices] };
}

function changesOf(plan: Plan, { brief, add, retire }: RequirementEdits): RequirementChanges {
  for (const [what, text] of [["brief", brief ?? ""], ["text to add", (add ?? []).join("\n")]] as const) {
    if (text.length <= MAX_BRIEF) continue;
    throw new UsageError(
      `Cannot replan: the ${what} has ${text.length} characters, expected at most ${MAX_BRIEF}`,
      "Cut it to the parts that say what to build.",
    );
  }
  const changes = requirementDiff(plan, {
    ...(brief === undefined ? {} : { brief: cleanText(brief) }),
    ...(add === undefined ? {} : { add: add.map(cleanText) }),
    ...(retire === undefined ? {} : { retire }),
  });
  const count = changes.unchanged + changes.changed.length + changes.added.length;
  if (count > MAX_REQUIREMENTS) {
    throw new UsageError(
      `Cannot replan "${plan.project.name}": it would have ${count} requirements, expected at most ${MAX_REQUIREMENTS}`,
      "Plan it in parts, one brief each.",
    );
  }
  return changes;
}

/** Refuses what makes another project or another stack of it, unless that is wanted. */
function checkWanted(plan: Plan, changes: RequirementChanges, force: boolean): string[] {
  return [...checkSameProject(changes, force), ...checkStack(plan, changes, force)];
}

/** Whether the brief may be another project's: nearly nothing of the old one is in it. */
function checkSameProject({ compared, dropped }: RequirementChanges, force: boolean): string[] {
  if (compared === 0 || dropped <= MOST_REPLACED * compared) return [];
  if (dropped === compared && !force && compared > 1) {
    throw new UsageError(
      `Cannot replan by this brief: none of the plan's ${compared} requirements is in it`,
      "Give the brief of this project; begin a plan of its own with run-full-pipeline, or use --force if all is to be replaced.",
    );
  }
  return compared < LEAST_COMPARED
    ? []
    : [`${dropped} of ${compared} requirements are not in this brief: is it the brief of this project?`];
}

interface Asking {
  plan: Plan;
  changes: RequirementChanges;
  floor: Replanned;
  edits: RequirementEdits;
  run: RunContext;
}

/** Asks for the steps, and puts together what came. */
async function askFor({ plan, changes, floor, edits, run }: Asking): Promise<Plan> {
  const { project, commands, phases, requirements } = floor.plan;
  const shared = {
    project,
    ...existingFor(plan),
    commands,
    phases: phases.map(({ number, title, goal }) => ({ number, title, goal })),
  };
  const rewrites = rewriteAsks(plan, floor, shared);
  const fresh = newStepAsks(floor, shared);
  const texts = [cleanText(edits.brief ?? ""), ...requirements.map(({ text }) => text)];
  const calls: StageCalls = {
    run,
    stage: STAGE,
    about: { name: project.name, texts },
    done: 0,
    calls: rewrites.length + fresh.length,
    asked: [],
  };
  const [asker] = run.askersOf(STAGE.name);
  const { provider = "", model = "" } = asker?.client ?? {};
  await run.tell({ type: "stage-start", stage: STAGE.name, title: STAGE.title, calls: calls.calls, provider, model });
  const newSteps = (await askAll(fresh, calls)).filter((answer) => answer !== undefined);
  const rewritten = new Map<string, DraftedStep>();
  await askAll(rewrites.map(({ ask }) => ask), calls, {
    spare: (error) => error instanceof StageError || (error instanceof LLMError && isOfThisCall(error)),
    onAnswer(at, answer: Authored<StepAnswer>) {
      const { step, author } = rewrites[at] ?? {};
      // The embedded planner leaves a model's step as it is, but for the words that changed.
      const kept = isEmbedded(answer.author) && author !== undefined ? { ...answer, author } : answer;
      if (step !== undefined) rewritten.set(step, kept);
    },
  });
  const missing = rewrites.map(({ step }) => step).filter((step) => !rewritten.has(step));
  if (missing.length > 0) await tellOfFloor(missing, "got no answer that can be used", run);
  const drafts = { fresh: joined(newSteps), rewritten };
  const next = applyChanges(plan, changes, drafts);
  const mended = await mendChanged({ before: plan, changes, floor, next }, calls);
  const why = "did not pass the checks as answered";
  if (mended.rewritten.length > 0) await tellOfFloor(mended.rewritten, why, run);
  if (mended.dropped.length > 0) {
    const text = `${counted(mended.dropped.length, "new step")} (${
      some(mended.dropped.map((title) => `"${shorten(title, 60)}"`))
    }) ${why}: code made others`;
    await run.tell({ type: "warning", stage: STAGE.name, label: "replan", text });
  }
  await run.tell({ type: "stage-finish", stage: STAGE.name, title: STAGE.title });
  const { templates = {} } = run.options;
  const own = ["step_replan", "new_steps"].some((name) => templates[name] !== undefined);
  const runs = runsOf("replan", calls.asked, own ? undefined : prompts.step_replan.version);
  const { provenance } = mended.plan;
  return { ...mended.plan, provenance: { ...provenance, runs: [...provenance.runs, ...runs] } };
}

/** Answers behind one another, with the positions that their steps then have. */
function joined(answers: readonly Authored<PhaseStepsAnswer>[]): DraftedStep[] {
  const steps: DraftedStep[] = [];
  for (const { answer, author } of answers) {
    const offset = steps.length;
    for (const [at, step] of answer.steps.entries()) {
      const dependsOn = step.dependsOn.filter((position) => position <= at).map((position) => position + offset);
      steps.push({ answer: { ...step, dependsOn }, author });
    }
  }
  return steps;
}

async function tellOfFloor(steps: readonly string[], why: string, run: RunContext): Promise<void> {
  const text = `${counted(steps.length, "step")} (${some(steps)}) ${why}: changed by code where the old words stood`;
  await run.tell({ type: "warning", stage: STAGE.name, label: "replan", text });
}

function some(names: readonly string[]): string {
  return names.length > 10 ? `${names.slice(0, 10).join(", ")} and ${names.length - 10} more` : names.join(", ");
}
