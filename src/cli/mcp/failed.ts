import type { CallToolResult } from "../../packages/mcp.ts";
import type { Io } from "../command.ts";
import { failureOf } from "../failure.ts";

/** What people type, and what a model calls instead. */
const INSTEAD: readonly (readonly [words: RegExp, instead: string])[] = [
  [/--force\b/g, "force: true"],
  [/\bdevussy next\b/g, "next_steps"],
  [/\bdevussy status\b/g, "plan_status"],
  [/\bdevussy handoff (\S+)/g, 'handoff of "$1"'],
];

/** A failure as a tool tells it: what could not be done, and what to do. A stack is for people, on stderr. */
export function failed(error: unknown, io: Io): CallToolResult {
  const { message, hint, stack } = failureOf(error, io.signal);
  if (stack !== undefined) io.say(stack);
  const text = INSTEAD.reduce((text, [words, instead]) => text.replace(words, instead), `${message}\n${hint}`);
  return { content: [{ type: "text", text }], isError: true };
}
