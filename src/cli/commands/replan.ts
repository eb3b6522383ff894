import type { Command } from "../command.ts";
import { RUN } from "./pipeline.ts";

/** `devussy replan` */
export const replan: Command = {
  usage: "[--brief FILE] [--add TEXT] [--retire ID,...] [options]",
  options: {
    brief: {
      value: "FILE",
      help: "the whole brief as it is now; what it no longer says is retired; - is standard input",
    },
    add: { value: "TEXT", help: "what it must do besides; may be given several times", many: true },
    retire: { value: "ID,...", help: "requirements that are no longer asked for, such as R7", many: true },
    plan: { value: "FILE", help: "the plan (default: plan.json in the output directory)" },
    ...RUN,
    "dry-run": { help: "show what would change in requirements and steps; ask nobody, write nothing" },
    force: {
      help:
        "take a brief that has nothing in common with the plan, or asks for another stack; or although steps were ticked or renamed by hand",
    },
  },
  examples: [
    "devussy replan --brief brief.md --dry-run",
    "devussy replan --brief brief.md",
    'devussy replan --add "Users can export their notes as CSV" --retire R7',
  ],
  run: async (values, _words, io) => await (await import("../replan.ts")).replanFile(values, io),
};
