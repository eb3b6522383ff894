/**
 * The command that gives a plan to other tools.
 * @module
 */
import type { Command } from "../command.ts";
import { PLAN_OPTIONS } from "./plan_options.ts";

/** `devussy export` */
export const exportCommand: Command = {
  usage: "--format NAME [options]",
  options: {
    format: {
      value: "NAME",
      help: "mermaid, gantt, csv, github, taskmaster, backlog, openspec or speckit",
      values: ["mermaid", "gantt", "csv", "github", "taskmaster", "backlog", "openspec", "speckit"],
    },
    ...PLAN_OPTIONS,
    plan: {
      value: "FILE",
      help: "the plan (default: plan.json in --output-dir if it is there, else in the configured output directory)",
    },
    "output-dir": {
      value: "DIR",
      help: "where the export goes (default: one file is printed, several go to export/NAME beside the plan)",
    },
    force: { help: "replace files that are there with other content" },
  },
  examples: [
    "devussy export --format mermaid > plan.mmd",
    "devussy export --format taskmaster --output-dir .taskmaster/tasks",
    "devussy export --format openspec --output-dir .",
    "# issues on GitHub, only those that are not there yet; run it as often as you like:",
    "devussy export --format github > issues.json",
    `gh api --paginate "repos/$REPO/issues?state=all" --jq '.[].body // "" | scan("<!-- devussy:[^ ]+ -->")' > there.txt`,
    `jq -c --rawfile t there.txt '($t / "\\n") as $t | .[] | select((.body / "\\n")[0] | IN($t[]) | not)' issues.json |`,
    '  while read -r issue; do printf %s "$issue" | gh api "repos/$REPO/issues" --input - --silent; done',
  ],
  run: async (values, _words, io) => await (await import("../export.ts")).exportFiles(values, io),
};
