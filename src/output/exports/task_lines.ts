import { code, inline, list } from "../markdown.ts";
import { entry } from "./entry.ts";
import type { Work } from "./work.ts";

/**
 * What stands below a task in a list of tasks, by the words that our readers know.
 *
 * @param nameOf How the list names a task.
 * @param cited The requirements that it works on, as the list names them.
 */
export function taskLines({ step, after }: Work, nameOf: (work: Work) => string, cited: string): string {
  const files = step.deliverables.map(({ path }) => code(path)).join(", ");
  const entries = [
    ...step.do.map(entry),
    ...(after.length === 0 ? [] : [`Depends on: ${after.map(nameOf).join(", ")}`]),
    ...(cited === "" ? [] : [`Requirements: ${cited}`]),
    ...(files === "" ? [] : [`Files: ${files}`]),
    ...step.verify.map(({ command, expect }) =>
      `Verify: ${command === undefined ? "" : `${code(command)}: `}${inline(expect)}`
    ),
  ];
  return list(entries, "  -");
}
