/**
 * Demands from the entries of lists.
 * @module
 */
import type { Priority } from "../types.ts";
import { push } from "./add.ts";
import type { Item } from "./blocks.ts";
import type { Candidate } from "./candidate.ts";
import { isDemand, isTalkLabel } from "./classify.ts";
import { plainText, splitLabel, withoutColon } from "./inline.ts";
import { isGenericHeading, type SectionKind, sectionKind } from "./sections.ts";
import { sentencesOf } from "./sentences.ts";

/** An entry of a list, with its parent's sense where it would not stand alone. */
export function addItem(
  found: Candidate[],
  item: Item,
  at: { section: SectionKind; group: string | undefined; sense: string | undefined; priority?: Priority },
): void {
  const { label: written, text } = splitLabel(item.text);
  // "Functionality: ..." names nothing; the heading above does.
  const label = written !== undefined && text !== "" && isGenericHeading(written) ? undefined : written;
  if (at.section === "ignore" || (label !== undefined && isTalkLabel(label))) return;
  const whole = [label, text].filter((part) => part !== undefined && part !== "").join(": ");
  const body = /[:：]$/.test(whole) ? withoutColon(whole) : whole;
  const prefix = at.sense === undefined ? "" : `${at.sense}: `;
  const place = {
    line: item.line,
    section: at.section,
    group: at.group,
    ...(at.priority === undefined ? {} : { priority: at.priority }),
  };

  if (item.children.length === 0) {
    // One entry is one demand, however many sentences it takes to say it; a long one is split.
    const sentences = sentencesOf(whole).filter((sentence) => isDemand(sentence, at.section));
    if (sentences.length > 0 && whole.length <= 320) push(found, prefix + whole, place);
    else for (const sentence of sentences) push(found, prefix + sentence, place);
    return;
  }
  const children = item.children.map((child) => plainText(child.text));
  if (
    item.children.every((child) => child.children.length === 0) &&
    children.every((child) => child.split(/\s+/).length <= 4)
  ) {
    // A row of names completes its parent.
    if (isDemand(body, at.section)) push(found, `${prefix}${body}: ${children.join("; ")}`, place);
    return;
  }
  const topic = label ?? (wordCount(body) <= 6 ? body : undefined);
  const generic = topic === undefined || isGenericHeading(topic);
  // A parent that says something itself is a demand of its own; a short one names the topic of its entries, and a
  // generic one ("Specification") passes on the topic above.
  const speaks = wordCount(text) >= 5 && (!/[:：]$/.test(text) || wordCount(text) > 12);
  if (speaks && isDemand(body, at.section)) push(found, prefix + body, place);
  const sense = speaks
    ? (label === undefined || generic ? at.sense : prefix + label)
    : topic === undefined
    ? prefix + body
    : generic
    ? at.sense
    : prefix + topic;
  for (const child of item.children) {
    addItem(found, child, {
      ...(at.priority === undefined ? {} : { priority: at.priority }),
      section: (topic === undefined ? undefined : sectionKind(topic)) ?? at.section,
      group: generic ? at.group : at.group ?? topic,
      sense: sense ?? (generic ? at.group : undefined),
    });
  }
}

/** An introduction that says something of its own, such as "Tests must cover at least:". */
export function isSense(intro: string): boolean {
  return isDemand(withoutColon(intro), "feature") && intro.split(/\s+/).length <= 14;
}

function wordCount(text: string): number {
  return text === "" ? 0 : text.split(/\s+/).length;
}

/** The texts of entries and of those below them. */
export function flatten(items: readonly Item[]): string[] {
  return items.flatMap((item) => [item.text, ...flatten(item.children)]);
}
