/**
 * The commands that check plans: ours and other tools'.
 * @module
 */
import type { Command } from "../command.ts";
import { SETTINGS } from "../options.ts";
import { REPO } from "../repo.ts";
import { PLAN_OPTIONS } from "./plan_options.ts";

/** `devussy lint` */
export const lint: Command = {
  usage: "[FILE ... | -] [options]",
  options: {
    format: {
      value: "NAME",
      help: "text (the default), json, sarif or github",
      values: ["text", "json", "sarif", "github"],
    },
    fix: { help: "mend what is mechanical: numbers, ids given twice, references to renamed steps" },
    against: { value: "FILE", help: "the plan before this one: ids must not have changed since" },
    rules: { help: "print the rules, and check nothing" },
    "min-score": SETTINGS["min-score"] ?? { help: "" },
    ...REPO,
    ...PLAN_OPTIONS,
  },
  examples: [
    "devussy lint",
    "devussy lint plan/plan.json --min-score 90",
    "devussy lint specs/001-photos/tasks.md openspec/changes/add-2fa/tasks.md .taskmaster/tasks/tasks.json",
    "devussy lint --format sarif > plan.sarif",
  ],
  words: 1000,
  operands: "file",
  run: async (values, words, io) => await (await import("../lint.ts")).lintFiles(values, words, io),
};

/** `devussy trace` */
export const trace: Command = {
  usage: "[FILE] [options]",
  options: {
    format: {
      value: "NAME",
      help: "table (the default), markdown, csv or json",
      values: ["table", "markdown", "csv", "json"],
    },
    "fail-under": { value: "PERCENT", help: "exit 8 where fewer requirements have a step" },
    ...PLAN_OPTIONS,
  },
  examples: [
    "devussy trace",
    "devussy trace plan/plan.json --format csv > trace.csv",
    "devussy trace --fail-under 100",
  ],
  words: 1,
  operands: "file",
  run: async (values, words, io) => await (await import("../trace.ts")).traceFile(values, words, io),
};
