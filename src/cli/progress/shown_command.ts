/**
 * Commands of a plan as people see them before they run: a model wrote them, so that no line of theirs may look like ours.
 * @module
 */
import { oneLine, shorten } from "../../text.ts";

/** The whole command; its second and further lines are marked as a shell marks them. */
export function wholeCommand(command: string): string {
  return command.replaceAll("\n", "\n  > ");
}

/** The beginning of it on one line, for a message; what ends a line shows. */
export function namedCommand(command: string): string {
  return `"${shorten(oneLine(command.trim().replaceAll("\n", " \\n ")), 120)}"`;
}
