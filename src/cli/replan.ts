import { UsageError } from "../errors.ts";
import { renderPlan } from "../output/mod.ts";
import { previewReplan, replan, type ReplanPreview } from "../pipeline/replan/replan.ts";
import { readNews } from "../plan/pages/sync.ts";
import type { RequirementEdits } from "../plan/replan/types.ts";
import type { Plan } from "../plan/types.ts";
import { BRIEF, readInput, readInputStream } from "../store/input.ts";
import { refuseStale } from "../store/transaction.ts";
import { writeChangedPlan } from "./change_plan.ts";
import type { Io, Values } from "./command.ts";
import { makePlan } from "./make.ts";
import { readEditedPages } from "./edited_pages.ts";
import { planPathOf, readPlanAt } from "./own_plan.ts";
import { askedFor, askedLine, newWarnings, replanData, replanLines } from "./replan_report.ts";
import { settingsOf } from "./work.ts";

/** Makes a plan follow its requirements again, where it lies; returns the exit code. */
export async function replanFile(values: Values, io: Io): Promise<number> {
  const settings = await settingsOf(values, io);
  const path = planPathOf(values, settings);
  if (path === "-") throw new UsageError("Cannot replan standard input", "Name a file with --plan.");
  const { text, plan, folder } = await readPlanAt(path, io);
  const edits = await editsOf(values, io);
  const force = values.on("force");
  if (!force) await refuseNews(plan, folder);
  const preview = previewReplan(plan, edits, { force });
  if (preview.next === undefined || values.on("dry-run")) return tellPreview(plan, preview, values, io);
  return await makePlan(
    {
      command: "replan",
      plan,
      stages: ["detailed_devplan"],
      folder,
      brief: edits.brief ?? "",
      base: text,
      asked: { add: edits.add, retire: edits.retire, revision: plan.revision },
      async make(options) {
        // The lock is held only from here on: before anybody is paid, whether somebody has marked a step in between.
        refuseStale(path, text);
        return await replan(plan, edits, { ...options, force });
      },
      write: (after) => writeChangedPlan(path, { text, before: plan, after }, io),
      tell(after) {
        const data = replanData(plan, after, preview.changes);
        const lines = values.on("json") ? [] : [...replanLines(data), ...newWarnings(plan, after)];
        for (const line of lines) io.say(line);
        return { replan: { ...data, notices: preview.notices } };
      },
    },
    settings,
    values,
    io,
  );
}

/** What people ticked or renamed in the pages is known before steps are made anew: it would be mixed with what is new. */
async function refuseNews(plan: Plan, folder: string): Promise<void> {
  const rendered = renderPlan(plan);
  const { ticked, disagreements } = readNews(plan, await readEditedPages(folder, plan, rendered), rendered);
  const [tick] = ticked;
  const [first] = disagreements;
  const found = tick === undefined ? first : {
    ...tick,
    text: `step ${tick.step.number} is ticked, but open in plan.json`,
    hint: "devussy sync takes that over.",
  };
  if (found === undefined) return;
  throw new UsageError(
    `Cannot replan "${plan.project.name}": ${found.file}${
      found.line === undefined ? "" : `:${found.line}`
    }: ${found.text}`,
    `${found.hint} --force replans all the same, and keeps both.`,
  );
}

/** Tells what would change, and who would be asked for what. */
function tellPreview(
  plan: Plan,
  { changes, next, notices }: ReplanPreview,
  values: Values,
  io: Io,
): number {
  for (const notice of notices) io.say(`notice: ${notice}`);
  const data = replanData(plan, next?.plan ?? plan, changes);
  const asks = next === undefined ? { anew: [], newFor: [] } : askedFor(next);
  if (values.on("json")) {
    const revision = next?.plan.revision ?? plan.revision;
    const kind = { schemaVersion: 1, exitCode: 0, dryRun: values.on("dry-run"), project: plan.project.name, revision };
    io.out(JSON.stringify({ ...kind, replan: { ...data, asks, notices } }, null, 2));
    return 0;
  }
  for (const line of replanLines(data)) io.out(line);
  const line = askedLine(asks);
  if (line !== undefined) io.out(line);
  io.say(
    next === undefined
      ? "nothing to change: the plan follows its requirements; nothing was written"
      : "Nobody was asked, and nothing was written. Texts and number of new steps depend on who is asked.",
  );
  return 0;
}

async function editsOf(values: Values, io: Io): Promise<RequirementEdits> {
  const brief = values.text("brief");
  const [add, retire] = [values.all("add"), values.list("retire")];
  const text = brief === undefined
    ? undefined
    : brief === "-"
    ? await readInputStream(io.stdin(), "standard input", BRIEF, io.signal)
    : await readInput(brief, BRIEF, io.signal);
  return {
    ...(text === undefined ? {} : { brief: text }),
    ...(add.length === 0 ? {} : { add }),
    ...(retire.length === 0 ? {} : { retire }),
  };
}
