import type { Step } from "./types.ts";

/** The files that are there when these steps are done, in the order in which they were made. */
export function madeBy(steps: readonly Step[]): string[] {
  const made = new Set<string>();
  for (const { status, deliverables } of steps) {
    if (status === "retired") continue;
    for (const { path, action } of deliverables) {
      if (action === "create") made.add(path);
      else if (action === "delete") made.delete(path);
    }
  }
  return [...made];
}
