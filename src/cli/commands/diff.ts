import type { Command } from "../command.ts";
import { PLAN_OPTIONS } from "./plan_options.ts";

/** `devussy diff` */
export const diff: Command = {
  usage: "OLD [NEW] [options]",
  options: {
    format: {
      value: "NAME",
      help: "text (the default), markdown or json",
      values: ["text", "markdown", "json"],
    },
    ...PLAN_OPTIONS,
  },
  examples: [
    "devussy diff old.json",
    "git show HEAD:docs/plan.json | devussy diff - docs/plan.json --format markdown",
  ],
  words: 2,
  operands: "file",
  run: async (values, words, io) => await (await import("../diff.ts")).diffFiles(values, words, io),
};
