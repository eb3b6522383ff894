import { UsageError } from "../../errors.ts";
import { oneLine, shorten } from "../../text.ts";
import type { Values } from "../command.ts";

/** Where the project is that the plan is about. */
export function rootOf(values: Values): string {
  const root = values.text("root") ?? ".";
  try {
    if (Deno.statSync(root).isDirectory) return root;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw unusable(root, "it may not be read");
    throw unusable(root, "there is no such folder");
  }
  throw unusable(root, "it is no folder");
}

function unusable(root: string, why: string): UsageError {
  return new UsageError(
    `Cannot look into the project "${shorten(oneLine(root), 80)}": ${why}`,
    "Name its root with --root, and allow reading it with --allow-read.",
  );
}

/** How long a command may take, in seconds. */
export function timeoutOf(values: Values): number {
  const text = values.text("timeout");
  const number = text === undefined ? 600 : /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (number >= 1 && number <= 86_400) return number;
  throw new UsageError(
    `Cannot use "--timeout ${shorten(oneLine(text ?? ""), 40)}": expected whole seconds from 1 to 86400`,
    "Leave it out for 600.",
  );
}
