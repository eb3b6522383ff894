import { StoreError } from "../errors.ts";
import { conflictLine } from "../plan/pages/conflicts.ts";

/**
 * Refuses a page that git has left the marks of a conflict in: which side holds is not ours to say.
 *
 * @throws {StoreError} Naming the line.
 */
export function refuseConflict(path: string, text: string): void {
  const line = conflictLine(text);
  if (line === undefined) return;
  throw new StoreError(
    `Cannot use "${path}": git left the marks of a conflict in it, line ${line}`,
    path,
    "Settle the conflict, then run the same command again.",
  );
}
