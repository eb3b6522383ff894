import type { Command } from "../command.ts";
import { PLAN_OPTIONS } from "./plan_options.ts";

/** `devussy view` */
export const view: Command = {
  usage: "[options]",
  options: {
    output: { value: "FILE", help: "where the page goes (default: plan.html beside the plan)" },
    open: { help: "open it in the browser (needs --allow-run=xdg-open; open on macOS, rundll32 on Windows)" },
    ...PLAN_OPTIONS,
  },
  examples: ["devussy view", "devussy view --open", "devussy view --plan plan/plan.json --output site/index.html"],
  run: async (values, _words, io) => await (await import("../html.ts")).viewPlan(values, io),
};
