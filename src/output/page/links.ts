import { shorten } from "../../text.ts";
import { type Html, markup, type Part } from "./html.ts";
import type { Lookup } from "./lookup.ts";

/** Longer lists of links are cut, and say so. */
const MOST_LINKS = 60;

/** A link to a step by its number; where the plan has none, the number alone, marked. */
export function stepLink(number: string, { step, anchor }: Lookup): Html {
  const found = step(number);
  return found === undefined
    ? markup`<span class="chip missing">${shorten(number, 40)} (no such step)</span>`
    : markup`<a class="chip ${found.status}" href="#${anchor(found)}" title="${
      shorten(found.title, 80)
    }">${found.number}</a>`;
}

/** A link to a requirement by its id; where the plan has none, the id alone, marked. */
export function requirementLink(id: string, { requirement, anchor }: Lookup): Html {
  const found = requirement(id);
  return found === undefined
    ? markup`<span class="chip missing">${shorten(id, 40)} (no such requirement)</span>`
    : markup`<a class="chip" href="#${anchor(found)}" title="${shorten(found.text, 80)}">${found.id}</a>`;
}

/** Links in a row. */
export function links(names: readonly string[], link: (name: string, page: Lookup) => Html, page: Lookup): Part {
  if (names.length === 0) return undefined;
  const more = names.length - MOST_LINKS;
  return markup`<span class="chips">${names.slice(0, MOST_LINKS).map((name) => markup`${link(name, page)} `)}${
    more > 0 && markup`<span class="soft">and ${more} more</span>`
  }</span>`;
}
