/**
 * A plan in the formats of other tools.
 * @module
 */
import { UsageError } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import type { Plan } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";
import { backlog } from "./backlog.ts";
import { csv } from "./csv.ts";
import { gantt } from "./gantt.ts";
import { github } from "./github.ts";
import { mermaid } from "./mermaid.ts";
import { mermaidLimit } from "./mermaid_text.ts";
import { openspec } from "./openspec.ts";
import { speckit } from "./speckit.ts";
import { taskmaster } from "./taskmaster.ts";

/** The formats of other tools that a plan can be given in. */
export type ExportFormat =
  | "mermaid"
  | "gantt"
  | "csv"
  | "github"
  | "taskmaster"
  | "backlog"
  | "openspec"
  | "speckit";

/** A format: what it is, and how it is made. */
export interface Export {
  summary: string;
  render(plan: Plan): Record<string, string>;
  /** By what part of its name the tool knows a file, where the rest is for people: an export again keeps its name. */
  knownBy?: RegExp;
  /** What to know about a file before it is used, if anything. */
  notice?(files: Readonly<Record<string, string>>): string | undefined;
}

/** All formats by name. Adding one: one file, one line here. */
export const exports: Readonly<Record<ExportFormat, Export>> = {
  mermaid: { summary: "plan.mmd: the graph of the steps, as Mermaid draws it", render: mermaid, notice: mermaidLimit },
  gantt: {
    summary: "gantt.mmd: the steps on an axis of working days, as Mermaid draws it",
    render: gantt,
    notice: mermaidLimit,
  },
  csv: { summary: "plan.csv: a record a step, for spreadsheets and issue trackers", render: csv },
  github: { summary: "issues.json: a list of bodies for gh api repos/OWNER/REPO/issues", render: github },
  taskmaster: { summary: "tasks.json for .taskmaster/tasks/ of Task Master", render: taskmaster },
  backlog: {
    summary: "backlog/tasks/task-N - Title.md, the tasks of Backlog.md",
    render: backlog,
    knownBy: /^task-\d+(?= - .*\.md$)/i,
  },
  openspec: { summary: "openspec/changes/NAME/, a change of OpenSpec", render: openspec },
  speckit: { summary: "specs/001-NAME/, a feature of spec-kit", render: speckit },
};

/**
 * Gives a plan in the format of another tool. Pure: the same plan always gives the same bytes, and its texts stay texts
 * whatever stands in them.
 *
 * Steps keep their order, what they wait for and how far they are where the format can say it. Retired steps are left out,
 * but for Task Master, where they are cancelled. Tools that count tasks count retired ones too, so that the others keep
 * their numbers.
 *
 * @param plan A plan with steps.
 * @param format The format's name.
 * @returns Texts by path: relative, with `/`, each name at most 80 bytes and fit for all usual systems.
 * @throws {UsageError} If there is no such format, or the plan has no step that stands.
 *
 * @example
 * ```ts
 * import { createLLMClient, exportPlan, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Snake" }), { client: createLLMClient("offline", {}) });
 * const graph = exportPlan(plan, "mermaid")["plan.mmd"];
 * if (!graph?.startsWith("flowchart TD")) throw new Error("expected a graph");
 * ```
 */
export function exportPlan(plan: Plan, format: ExportFormat): Record<string, string> {
  const { render } = exports[exportFormatOf(format)];
  if (!plan.phases.some(({ steps }) => steps.some(({ status }) => status !== "retired"))) {
    throw new UsageError(
      `Cannot export the plan of ${shorten(oneLine(plan.project.name), 60)}: expected steps, got none`,
      "Make them first with generate-devplan or run-full-pipeline.",
    );
  }
  return render(plan);
}

/**
 * The format that a name means.
 *
 * @throws {UsageError} If there is none; the hint names the nearest.
 */
export function exportFormatOf(name: string): ExportFormat {
  const names = Object.keys(exports) as ExportFormat[];
  const found = names.find((known) => known === name);
  if (found !== undefined) return found;
  const near = nearest(name, names);
  throw new UsageError(
    `Cannot export as "${shorten(oneLine(name), 40)}": expected one of ${names.join(", ")}`,
    near === undefined ? "See: devussy export --help" : `Did you mean "${near}"?`,
  );
}
