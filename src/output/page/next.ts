import type { Step } from "../../plan/types.ts";
import { type Html, markup, type Part } from "./html.ts";
import { icon } from "./icons.ts";
import type { Lookup } from "./lookup.ts";
import { inline } from "./prose.ts";
import { SIZES } from "./words.ts";

/** More steps that can start are counted only. */
const MOST = 6;

/** What is worked on and what can start now. */
export function next(page: Lookup): Part {
  const { status: { started, next, total, done, blocked }, steps } = page;
  if (steps.length === 0) return undefined;
  const nothing = total === 0
    ? "The plan has no steps that count."
    : done === total
    ? "All steps are done."
    : started.length > 0
    ? undefined
    : `Nothing can start: ${blocked.length} steps wait for each other.`;
  return markup`<section id="next" aria-labelledby="next-title">
<h2 id="next-title">Next</h2>
${group("In progress", started, page)}
${group("Can start now", next, page)}
${started.length + next.length === 0 && markup`<p>${nothing}</p>`}
</section>`;
}

function group(title: string, steps: readonly Step[], page: Lookup): Part {
  if (steps.length === 0) return undefined;
  const more = steps.length - MOST;
  return markup`<h3 class="label">${title}</h3>
<ul class="cards">${steps.slice(0, MOST).map((step) => card(step, page))}</ul>
${more > 0 && markup`<p class="soft">and ${more} more</p>`}`;
}

function card(step: Step, { anchor }: Lookup): Html {
  return markup`<li><a class="card" href="#${anchor(step)}">${
    icon(step.status)
  }<span class="number">${step.number}</span>
<span class="title" dir="auto">${
    inline(
      step.title,
    )
  }</span><span class="soft size">${SIZES[step.size]}</span></a></li>`;
}
