import type { Phase } from "../../plan/types.ts";
import { countsOf } from "../../plan/progress/status.ts";
import { isFilledIn } from "../authors.ts";
import { type Html, markup, type Part } from "./html.ts";
import { links, requirementLink } from "./links.ts";
import type { Lookup } from "./lookup.ts";
import { inline, list } from "./prose.ts";
import { step } from "./step.ts";
import { shareOf } from "./words.ts";

/** All phases with their steps. */
export function phases(page: Lookup): Part {
  const { plan } = page;
  return markup`<section id="phases" aria-labelledby="phases-title">
<h2 id="phases-title">Phases and steps</h2>
${plan.phases.length === 0 && markup`<p class="soft">The plan has no phases yet.</p>`}
${plan.phases.map((each) => phase(each, page))}
</section>`;
}

function phase(phase: Phase, page: Lookup): Html {
  const { plan, anchor } = page;
  const counts = countsOf(phase.steps);
  const after = phase.dependsOn ?? [];
  const id = anchor(phase);
  return markup`<section class="phase" id="${id}" aria-labelledby="${id}-title">
<header>
<h3 id="${id}-title" dir="auto"><span class="number">${phase.number}</span> ${inline(phase.title)}</h3>
<p class="share soft">${
    counts.total > 0 &&
    markup`<progress value="${counts.done}" max="${counts.total}" aria-label="Phase ${phase.number}"></progress>`
  }${shareOf(counts)}</p>
</header>
<p dir="auto">${inline(phase.goal)}</p>
<p class="meta soft">${phase.kind !== undefined && markup`<span>${phase.kind}</span>`}${
    after.length > 0 &&
    markup`<span>after ${after.map((number, at) => markup`${at > 0 && ", "}${phaseLink(number, page)}`)}</span>`
  }${
    phase.requirements.length > 0 &&
    markup`<span>${links(phase.requirements, requirementLink, page)}</span>`
  }</p>
${
    isFilledIn(phase, plan) &&
    markup`<p class="note">Planned by the embedded planner, since no model gave steps that could be used.</p>`
  }
${
    phase.steps.length === 0
      ? markup`<p class="soft">This phase has no steps yet.</p>`
      : markup`<ol class="steps">${phase.steps.map((each) => step(each, page))}</ol>`
  }
${
    phase.exitCriteria.length > 0 &&
    markup`<div class="exit"><h4 class="label">Finished when</h4>${list(phase.exitCriteria)}</div>`
  }
</section>`;
}

function phaseLink(number: number, { plan, anchor }: Lookup): Part {
  // Phases count from 1 without gaps, unless the plan is unsound.
  const phase = plan.phases[number - 1];
  return phase?.number !== number ? `phase ${number}` : markup`<a href="#${anchor(phase)}">phase ${number}</a>`;
}
