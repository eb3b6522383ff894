/**
 * Short lines about requirements, for steps that are made by code.
 * @module
 */
import { oneLine, shorten } from "../../text.ts";
import type { Requirement, Step } from "../types.ts";

/** What one line quotes of a requirement, in characters. */
export const QUOTE = 320;

/** A requirement's text without the heading that stands beside it. */
export function ownText({ text, group }: Pick<Requirement, "text" | "group">): string {
  const line = oneLine(text);
  return group !== undefined && line.startsWith(`${group}: `) ? line.slice(group.length + 2) : line;
}

/** Ends a text as a sentence. */
export function sentence(text: string): string {
  return /[.!?。！？:…]$/.test(text) ? text : `${text}.`;
}

/** What a requirement says, as one sentence. */
export function quote(requirement: Pick<Requirement, "text" | "group">, limit = QUOTE): string {
  const text = shorten(ownText(requirement), limit);
  return sentence(text.charAt(0).toUpperCase() + text.slice(1));
}

/** A text without the number that it has in another system: `FR-001: ...`. */
export function withoutNumber(text: string): string {
  return text.replace(/^[[(]?[A-Z]{1,6}[-_ ]?\d{1,5}[\])]?\s*[:.)-]\s+/, "");
}

/** A requirement in a few words: its label, or the beginning of its first sentence. */
export function briefly(requirement: Pick<Requirement, "text" | "group">, limit = 60): string {
  const text = withoutNumber(ownText(requirement));
  const label = /^([^:.!?]{2,60}):\s/.exec(text)?.[1];
  const first = label ?? /^.{1,400}?[^\s.](?=[.!?;](?:\s|$))/.exec(text)?.[0] ?? text;
  return shorten(first.charAt(0).toUpperCase() + first.slice(1), limit).replaceAll('"', "'").replaceAll("`", "");
}

/** Paths for a line of instructions. */
export function paths(list: readonly string[], most = 7): string {
  const shown = list.slice(0, most).map((path) => `\`${path}\``);
  const more = list.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

/** What tells that a step changes what was built, and to where a change of mind leads back. */
export function builtAs(requirement: Requirement): string {
  return `When ${requirement.id} was built it said: ${quote(requirement)}`;
}

/** Whether a line tells what was built: that stays so, whatever is wanted now. */
export function tellsWhatWasBuilt(line: string): boolean {
  return /\bWhen R\d{1,6} was built it said: /.test(line);
}

/** What a step tells of what was built, by requirement. */
export function builtIn({ do: lines }: Pick<Step, "do">): Map<string, string> {
  const parts = lines.flatMap((line) => line.split(/(?=\bWhen R\d{1,6} was built it said: )/));
  return new Map(
    parts.flatMap((part) => {
      const id = /^When (R\d{1,6}) was built it said: /.exec(part)?.[1];
      return id === undefined ? [] : [[id, part.trim()]];
    }),
  );
}

/** Lines that tell what was built, whoever wrote them. */
export function tellingWhatWasBuilt(lines: string[], built: ReadonlyMap<string, string>): string[] {
  const told = builtIn({ do: lines });
  const left = [...built].filter(([id]) => !told.has(id)).map(([, line]) => line);
  return left.length === 0 ? lines : withLines(lines, left);
}

/** The most instructions that a step has. */
const MOST_LINES = 10;

/** Adds lines; where there is no room for them, to the last one. */
export function withLines(lines: readonly string[], extra: readonly string[]): string[] {
  const room = Math.max(0, MOST_LINES - lines.length);
  const all = [...lines, ...extra.slice(0, room)];
  const rest = extra.slice(room);
  const last = all.pop() ?? "";
  return rest.length === 0 ? [...all, last] : [...all, [last, ...rest].join(" ")];
}

/** What is other about a requirement, as one or two sentences. */
export function newsAbout(before: Requirement, after: Requirement, limit = QUOTE): string[] {
  const [old, now] = [quote(before, limit), quote(after, limit)];
  if (old !== now) return [`${after.id} now says: ${now}`, builtAs(before)];
  const conditions = (requirement: Requirement) => requirement.acceptance.map(oneLine).join("; ");
  if (conditions(before) === conditions(after)) return [`${after.id} is a ${after.kind} demand now: ${now}`];
  return [
    after.acceptance.length === 0
      ? `${after.id} is met when its text holds: its conditions were taken out.`
      : `${after.id} counts as met when: ${sentence(shorten(conditions(after), limit))}`,
  ];
}
