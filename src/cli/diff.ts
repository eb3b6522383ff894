import { UsageError } from "../errors.ts";
import { diffJson, diffMarkdown, diffText } from "../output/reports/diff.ts";
import { diffPlans } from "../plan/diff.ts";
import type { Plan } from "../plan/types.ts";
import { oneLine, shorten } from "../text.ts";
import type { Io, Values } from "./command.ts";
import { formatOf } from "./format.ts";
import { planPathOf } from "./own_plan.ts";
import { readPlanFile } from "./plan_file.ts";
import { readSettings } from "./settings.ts";

/** Prints what lies between two plans of ours; whether there is a difference is no failure. */
export async function diffFiles(values: Values, words: readonly string[], io: Io): Promise<number> {
  const format = formatOf(values, ["text", "markdown", "json"]);
  const [first, second = await currentPath(values, io)] = words;
  if (first === undefined) {
    throw new UsageError(
      "Cannot compare: expected the plan before, got none",
      "Name it, and the plan after if that is not the current one: devussy diff OLD/plan.json docs/plan.json",
    );
  }
  if (first === "-" && second === "-") {
    throw new UsageError("Cannot read standard input twice: both plans are -", "Name a file for one of them.");
  }
  const before = await ownPlan(first, io);
  const diff = diffPlans(before, await ownPlan(second, io));
  switch (format) {
    case "text":
      for (const line of diffText(diff)) io.out(line);
      break;
    case "markdown":
      io.out(diffMarkdown(diff).trimEnd());
      break;
    case "json":
      io.out(diffJson(diff));
  }
  return 0;
}

/** The plan that is worked from. */
async function currentPath(values: Values, io: Io): Promise<string> {
  const { settings, warnings } = await readSettings(values, io, { show: true });
  for (const warning of warnings) io.say(`warning: ${warning}`);
  return planPathOf(values, settings);
}

async function ownPlan(path: string, io: Io): Promise<Plan> {
  const { read } = await readPlanFile(path, io);
  if (read.format === "devussy") return read.plan;
  throw new UsageError(
    `Cannot compare "${shorten(oneLine(path), 200)}": it is ${read.format}, expected a plan.json`,
    "Name a plan.json that devussy wrote.",
  );
}
