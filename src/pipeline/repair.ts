import { BudgetError, LLMError, StageError } from "../errors.ts";
import { errorsIn, lintPlan, type LintReport } from "../plan/checks/lint.ts";
import type { Plan } from "../plan/types.ts";
import { askAll, type StageCalls } from "./ask.ts";
import { isOfThisCall } from "./attempt.ts";
import { isEmbedded } from "./author.ts";
import type { RunContext } from "./context.ts";
import type { Authored, Repair, Stage } from "./stage.ts";

/** However much each round brings, there is an end. */
const MOST_ROUNDS = 10;

/**
 * Asks a model for the parts of a stage that do not pass the checks, one call a part, until no error stands in them or
 * rounds bring nothing. What cannot be repaired stays, and shows as a finding: nothing is made up in its place, and a
 * plan that is whole is not given up because it could not be made better.
 */
export async function repair(plan: Plan, stage: Stage<unknown>, calls: StageCalls): Promise<Plan> {
  const { options: { lint, repairRounds = 2 } } = calls.run;
  if (stage.repairs === undefined || repairRounds === 0) return plan;
  let report: LintReport | undefined;
  for (let round = 1, fruitless = 0; round <= MOST_ROUNDS && fruitless < repairRounds; round++) {
    const run = withModels(calls.run);
    // The embedded planner gives the same answer to the same question, and whoever was given up none.
    if (run.askersOf(stage.name).length === 0) return plan;
    report ??= lintPlan(plan, lint);
    const repairs = stage.repairs(plan, report.findings, round);
    if (repairs.length === 0) return plan;
    const about = { stage: stage.name, round };
    const { score, findings } = report;
    await run.tell({ type: "repair-start", ...about, parts: repairs.length, errors: errorsIn(findings), score });
    const { answers, failure } = await answersTo(repairs, calls, run);
    const better = improved({ plan, report }, repairs, answers, (plan) => lintPlan(plan, lint));
    fruitless = better.plan === plan ? fruitless + 1 : 0;
    ({ plan, report } = better);
    await run.tell({ type: "repair-finish", ...about, errors: errorsIn(report.findings), score: report.score });
    if (failure === undefined) continue;
    const text = `${failure.message}: steps that do not pass the checks stay as they are`;
    await run.tell({ type: "warning", stage: stage.name, label: "repair", text });
    return plan;
  }
  return plan;
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

/** Takes the answers one by one that make the plan better: fewer errors, and no lower score. */
function improved(
  before: { plan: Plan; report: LintReport },
  repairs: readonly Repair[],
  answers: ReadonlyMap<Repair, Authored<unknown>>,
  lint: (plan: Plan) => LintReport,
): { plan: Plan; report: LintReport } {
  return repairs.reduce((best, repair) => {
    const answer = answers.get(repair);
    if (answer === undefined) return best;
    const plan = repair.put(best.plan, answer);
    const report = lint(plan);
    const better = errorsIn(report.findings) < errorsIn(best.report.findings) && report.score >= best.report.score;
    return better ? { plan, report } : best;
  }, before);
}
