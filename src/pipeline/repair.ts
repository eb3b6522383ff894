import { BudgetError, LLMError, StageError } from "../errors.ts";
import { type LintOptions, lintPlan, type LintReport } from "../plan/checks/lint.ts";
import { errorsIn } from "../plan/checks/errors_in.ts";
import type { Plan } from "../plan/types.ts";
import { askAll, type StageCalls } from "./ask.ts";
import { isOfThisCall } from "./attempt.ts";
import { isEmbedded } from "./author.ts";
import { likelyCost, USUAL_ANSWER } from "./budget.ts";
import type { RunContext } from "./context.ts";
import { messagesOf } from "./messages.ts";
import type { Authored, Repair, Stage } from "./stage.ts";

/** However much each round brings, there is an end. */
const MOST_ROUNDS = 10;

/**
 * Asks a model for the parts of a stage that do not pass the checks, one call a part, until no error stands in them or asking
 * brings nothing. What cannot be repaired stays, and shows as a finding: nothing is made up in its place, and a plan that is
 * whole is not given up because it could not be made better.
 *
 * @param later The stages that are still to come: what they are likely to cost is not spent here.
 */
export async function repair(
  plan: Plan,
  stage: Stage<unknown>,
  calls: StageCalls,
  later: readonly Stage<unknown>[],
): Promise<Plan> {
  const { repairRounds = 2, lint } = calls.run.options;
  // The embedded planner gives the same answer to the same question, and whoever was given up none.
  if (stage.repairs === undefined || repairRounds === 0 || withModels(calls.run).askersOf(stage.name).length === 0) {
    return plan;
  }
  const release = calls.run.budget.hold(costOf(later, plan, calls.run));
  try {
    const checked = { plan, report: lintPlan(plan, lint) };
    const { plan: repaired, failure } = await inRounds(checked, stage, calls, repairRounds);
    if (failure !== undefined) {
      const text = `${failure.message}: steps that do not pass the checks stay as they are`;
      await calls.run.tell({ type: "warning", stage: stage.name, label: "repair", text });
    }
    return repaired;
  } finally {
    release();
  }
}

/** A plan with what the checks say about it. */
interface Checked {
  plan: Plan;
  report: LintReport;
}

/** Asks round by round; a part whose answers were of no use so often is asked for no more. */
async function inRounds(
  checked: Checked,
  stage: Stage<unknown>,
  calls: StageCalls,
  repairRounds: number,
): Promise<Checked & { failure?: Error }> {
  const { lint } = calls.run.options;
  const fruitless = new Map<string, number>();
  const rejected = new Map<string, readonly string[]>();
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const run = withModels(calls.run);
    if (run.askersOf(stage.name).length === 0) break;
    const { score, findings } = checked.report;
    const repairs = (stage.repairs?.(checked.plan, findings, round, rejected) ?? [])
      .filter(({ pointer }) => (fruitless.get(pointer) ?? 0) < repairRounds);
    if (repairs.length === 0) break;
    const about = { stage: stage.name, round };
    await run.tell({ type: "repair-start", ...about, parts: repairs.length, errors: errorsIn(findings), score });
    const { answers, failure } = await answersTo(repairs, calls, run);
    for (const repair of repairs) {
      const { pointer } = repair;
      const answer = answers.get(repair);
      const tried = answer === undefined ? undefined : tryOut(checked, repair, answer, lint);
      if (tried !== undefined && isBetter(tried.report, checked.report)) {
        checked = tried;
        fruitless.delete(pointer);
        rejected.delete(pointer);
      } else if (tried === undefined) fruitless.set(pointer, repairRounds);
      else {
        fruitless.set(pointer, (fruitless.get(pointer) ?? 0) + 1);
        rejected.set(pointer, messagesAt(tried.report, pointer));
      }
    }
    const { report } = checked;
    await run.tell({ type: "repair-finish", ...about, errors: errorsIn(report.findings), score: report.score });
    if (failure !== undefined) return { ...checked, failure };
  }
  return checked;
}

function tryOut(
  { plan }: Checked,
  repair: Repair,
  answer: Authored<unknown>,
  lint: LintOptions | undefined,
): Checked {
  const tried = repair.put(plan, answer);
  return { plan: tried, report: lintPlan(tried, lint) };
}

/** Fewer errors, and no lower score. */
function isBetter(after: LintReport, before: LintReport): boolean {
  return errorsIn(after.findings) < errorsIn(before.findings) && after.score >= before.score;
}

function messagesAt({ findings }: LintReport, pointer: string): string[] {
  return findings.filter((finding) => `${finding.pointer}/`.startsWith(`${pointer}/`)).map(({ message }) => message);
}

/** What the first calls of stages are likely to take. */
function costOf(later: readonly Stage<unknown>[], plan: Plan, run: RunContext): { usd: number; tokens: number } {
  const total = { usd: 0, tokens: 0 };
  for (const stage of later) {
    const [asker] = run.askersOf(stage.name);
    if (asker === undefined || isEmbedded(asker.client.provider) || stage.missing(plan) !== undefined) continue;
    for (const ask of stage.asks(plan, "")) {
      const messages = messagesOf(stage.name, ask, run.options.templates);
      const chars = messages.reduce((sum, { content }) => sum + content.length, 0);
      const { usd, tokens } = likelyCost(chars, asker.maxTokens ?? USUAL_ANSWER, asker.price);
      total.usd += usd;
      total.tokens += tokens;
    }
  }
  return total;
}

/** The same run, in which only models are asked that may still answer. */
function withModels(run: RunContext): RunContext {
  return {
    ...run,
    askersOf: (stage) =>
      run.askersOf(stage).filter((asker) => !isEmbedded(asker.client.provider) && !run.givenUp.has(asker)),
  };
}

/** The answers that came, and why no more did; what was answered before is paid for, and is used. */
async function answersTo(
  repairs: readonly Repair[],
  calls: StageCalls,
  run: RunContext,
): Promise<{ answers: ReadonlyMap<Repair, Authored<unknown>>; failure?: Error }> {
  const answers = new Map<Repair, Authored<unknown>>();
  calls.calls += repairs.length;
  const asked: StageCalls = { ...calls, run };
  try {
    await askAll(repairs.map(({ ask }) => ask), asked, {
      spare: (error) => error instanceof StageError || (error instanceof LLMError && isOfThisCall(error)),
      onAnswer(at, answer) {
        const repair = repairs[at];
        if (repair !== undefined) answers.set(repair, answer);
      },
    });
    return { answers };
  } catch (error) {
    const lasting = error instanceof BudgetError || (error instanceof LLMError && error.kind !== "aborted");
    if (!lasting || run.options.signal?.aborted === true) throw error;
    return { answers, failure: error };
  } finally {
    calls.done = asked.done;
  }
}
