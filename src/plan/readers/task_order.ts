import type { DraftTask } from "./draft.ts";

/**
 * Tasks so that each stands behind what it waits for, else as they were: Task Master goes by dependencies and not by the
 * order of its list, so that a list in another order is no fault. Without recursion; what waits for itself stays in a
 * cycle, and is found there.
 */
export function inOrderOfWork(tasks: readonly DraftTask[]): DraftTask[] {
  const first = new Map<string, number>();
  tasks.forEach(({ name }, at) => {
    if (name !== undefined && !first.has(name)) first.set(name, at);
  });
  const sorted: DraftTask[] = [];
  const seen = new Set<number>();
  for (let start = 0; start < tasks.length; start++) {
    const open = seen.has(start) ? [] : [{ at: start, next: 0 }];
    seen.add(start);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const task = tasks[top.at];
      const needed = task?.needs[top.next++];
      if (needed === undefined) {
        if (task !== undefined) sorted.push(task);
        open.pop();
        continue;
      }
      const at = first.get(needed);
      if (at === undefined || seen.has(at)) continue;
      seen.add(at);
      open.push({ at, next: 0 });
    }
  }
  return sorted;
}
