import { cleanText, oneLine } from "../../text.ts";
import type { Verification } from "../types.ts";
import { checkIn, checksOf, SUCCEEDS } from "./prose.ts";
import type { TaskBody } from "./task_body.ts";

/** An id or a reference: a number, or a text such as "5.2". */
export function nameOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? oneLine(value).slice(0, 80) : "";
  return text === "" ? undefined : text;
}

/** What a field tells people, as Markdown; a list of texts becomes entries. */
export function proseOf(value: unknown): string {
  if (Array.isArray(value)) {
    return value.filter((part) => typeof part === "string").map((part) => `- ${part}`).join("\n");
  }
  // The tool puts later remarks between marks of its own, which look like something left to fill in.
  if (typeof value === "string") return cleanText(value).replace(/<\/?info added on [^<>\n]{1,60}>/g, "");
  return typeof value === "number" ? String(value) : "";
}

/** A field that should be a list, though one value may stand for it. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/**
 * The check that a field for it tells, and those that have a label in the details. A command of the details that is to
 * be run is work, and no check.
 */
export function checksIn(text: string, { more, do: said, verify }: TaskBody): Verification[] {
  const own = text.trim() === "" ? [] : checksOf(text.replace(/\s+/g, " ")).slice(0, 1);
  const work = new Set([more.trim(), ...said].flatMap(checkIn).map(({ command }) => command));
  return [...own, ...verify.filter(({ command, expect }) => expect !== SUCCEEDS || !work.has(command))];
}
