/**
 * Short lines about requirements, for steps that are made by code.
 * @module
 */
import { oneLine, shorten } from "../../text.ts";
import type { Requirement } from "../types.ts";

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

/** A requirement in a few words: its label, or the beginning of its first sentence. */
export function briefly(requirement: Pick<Requirement, "text" | "group">, limit = 60): string {
  const text = ownText(requirement).replace(/^[[(]?[A-Z]{1,6}[-_ ]?\d{1,5}[\])]?\s*[:.)-]\s+/, "");
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

/** What is other about a requirement, as one or two sentences. */
export function newsAbout(before: Requirement, after: Requirement, limit = QUOTE): string[] {
  const [old, now] = [quote(before, limit), quote(after, limit)];
  if (old !== now) return [`${after.id} now says: ${now}`, `When it was built it said: ${old}`];
  const conditions = (requirement: Requirement) => requirement.acceptance.map(oneLine).join("; ");
  if (conditions(before) === conditions(after)) return [`${after.id} is a ${after.kind} demand now: ${now}`];
  return [
    after.acceptance.length === 0
      ? `${after.id} is met when its text holds: its conditions were taken out.`
      : `${after.id} counts as met when: ${sentence(shorten(conditions(after), limit))}`,
  ];
}
