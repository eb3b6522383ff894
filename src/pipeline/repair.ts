import { BudgetError, LLMError, StageError } from "../errors.ts";
import { errorsIn, lintPlan, type LintReport } from "../plan/checks/lint.ts";
import type { Finding, Plan } from "../plan/types.ts";
import { askAll, type Outcome, type StageCalls } from "./ask.ts";
import { isOfThisCall } from "./attempt.ts";
import { isEmbedded } from "./author.ts";
import type { RunContext } from "./context.ts";
import type { Repair, Stage } from "./stage.ts";

/** However much each round brings, there is an end. */
const MOST_ROUNDS = 10;

/** A plan after its repair, with what that took. */
export interface Repaired {
  plan: Plan;
  trails: Outcome<unknown>["trails"];
}

/**
 * Asks a model for the parts of a stage that do not pass the checks, one call a part, until no error stands in them or
 * rounds bring nothing. What cannot be repaired stays, and shows as a finding: nothing is made up in its place.
 */
export async function repair(plan: Plan, stage: Stage<unknown>, calls: StageCalls): Promise<Repaired> {
  const { options: { lint, repairRounds = 2 } } = calls.run;
  const run = withoutEmbedded(calls.run);
  const trails: Repaired["trails"] = [];
  // The embedded planner gives the same answer to the same question.
  if (stage.repairs === undefined || run.askersOf(stage.name).length === 0) return { plan, trails };
  let report = lintPlan(plan, lint);
  for (let round = 1, fruitless = 0; round <= MOST_ROUNDS && fruitless < repairRounds; round++) {
    const repairs = stage.repairs(plan, report.findings, round);
    if (repairs.length === 0) break;
    const { score, findings } = report;
    const about = { stage: stage.name, round };
    await run.tell({ type: "repair-start", ...about, parts: repairs.length, errors: errorsIn(findings), score });
    calls.calls += repairs.length;
    const asked = { ...calls, run };
    let outcomes: (Outcome<unknown> | undefined)[];
    try {
      outcomes = await askAll(repairs.map(({ ask }) => ask), asked, isOfOnePart);
    } catch (error) {
      if (!(error instanceof BudgetError)) throw error;
      await run.tell({ type: "warning", stage: stage.name, label: "repair", text: `${error.message}: findings stay` });
      break;
    } finally {
      calls.done = asked.done;
    }
    trails.push(...outcomes.flatMap((outcome) => outcome?.trails ?? []));
    const better = improved(plan, report, repairs, outcomes, (plan) => lintPlan(plan, lint));
    fruitless = better === undefined ? fruitless + 1 : 0;
    if (better !== undefined) ({ plan, report } = better);
    await run.tell({ type: "repair-finish", ...about, errors: errorsIn(report.findings), score: report.score });
  }
  return { plan, trails };
}

/** The same run, in which only models are asked. */
function withoutEmbedded(run: RunContext): RunContext {
  return { ...run, askersOf: (stage) => run.askersOf(stage).filter(({ client }) => !isEmbedded(client.provider)) };
}

/** Whether only the one part goes without a better answer. */
function isOfOnePart(error: unknown): boolean {
  return error instanceof StageError || (error instanceof LLMError && isOfThisCall(error));
}

/** Takes the parts that have fewer errors now; undefined where that leaves the plan no better than it was. */
function improved(
  plan: Plan,
  before: LintReport,
  repairs: readonly Repair[],
  outcomes: readonly (Outcome<unknown> | undefined)[],
  lint: (plan: Plan) => LintReport,
): { plan: Plan; report: LintReport } | undefined {
  const answered = repairs.flatMap((repair, index) => {
    const outcome = outcomes[index];
    return outcome === undefined ? [] : [{ repair, outcome }];
  });
  const put = (chosen: typeof answered) => chosen.reduce((now, { repair, outcome }) => repair.put(now, outcome), plan);
  const tried = lint(put(answered)).findings;
  const chosen = answered.filter(({ repair: { pointer } }) =>
    errorsAt(tried, pointer) < errorsAt(before.findings, pointer)
  );
  const better = put(chosen);
  const report = lint(better);
  return errorsIn(report.findings) < errorsIn(before.findings) ? { plan: better, report } : undefined;
}

function errorsAt(findings: readonly Finding[], pointer: string): number {
  return errorsIn(findings.filter((finding) => `${finding.pointer}/`.startsWith(`${pointer}/`)));
}
