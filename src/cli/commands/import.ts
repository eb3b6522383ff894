import type { Command } from "../command.ts";
import { PLAN_OPTIONS } from "./plan_options.ts";

/** `devussy import` */
export const importCommand: Command = {
  usage: "[DIR] [options]",
  options: {
    "dry-run": { help: "show what would be taken over, and write nothing" },
    ...PLAN_OPTIONS,
  },
  examples: ["devussy import --dry-run", "devussy import", "devussy import plan --plan plan/plan.json"],
  words: 1,
  operands: "dir",
  run: async (values, words, io) => await (await import("../import.ts")).importFiles(values, words[0], io),
};
