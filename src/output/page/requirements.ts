import type { TraceRow } from "../../plan/trace.ts";
import type { Requirement } from "../../plan/types.ts";
import { counted } from "../../text.ts";
import { type Html, markup, type Part } from "./html.ts";
import { links, stepLink } from "./links.ts";
import type { Lookup } from "./lookup.ts";
import { matrix } from "./matrix.ts";
import { inline, list, path } from "./prose.ts";

/** More tests of a requirement are counted only. */
const MOST_TESTS = 4;

/** What is demanded, what answers it, and what nothing answers. */
export function requirements(page: Lookup): Html {
  const { plan, trace } = page;
  const rows = new Map(trace.rows.map((row) => [row.id, row]));
  const retired = new Map(trace.retired.map(({ id, steps }) => [id, steps]));
  return markup`<section id="requirements" aria-labelledby="requirements-title">
<h2 id="requirements-title">Requirements</h2>
<p>${trace.covered} of ${
    counted(trace.total, "requirement")
  } covered; ${trace.tested} of ${trace.testable} functional ones tested.</p>
${
    plan.requirements.length > 0 &&
    markup`<div class="scroll" role="region" aria-label="Requirements, table" tabindex="0">
<table class="requirements">
<thead>
<tr>
<th scope="col">Id</th>
<th scope="col">Requirement</th>
<th scope="col">Steps</th>
<th scope="col">Tests</th>
</tr>
</thead>
<tbody>${
      plan.requirements.map((requirement) =>
        row(requirement, rows.get(requirement.id), retired.get(requirement.id) ?? [], page)
      )
    }</tbody>
</table>
</div>`
  }
${matrix(page)}
${invented(page)}
</section>`;
}

function row(
  requirement: Requirement,
  traced: TraceRow | undefined,
  citing: readonly string[],
  page: Lookup,
): Html {
  const { id, text, kind, priority, source, group, acceptance, status, outOfScope } = requirement;
  const from = source.line === undefined ? source.from : `${source.from}, line ${source.line}`;
  const steps = traced?.steps ?? citing;
  const gap = page.gap(id);
  return markup`<tr class="requirement ${status}" id="${page.anchor(requirement)}">
<th scope="row">${id}</th>
<td><span dir="auto">${status === "active" ? inline(text) : markup`<s>${inline(text)}</s>`}</span>
${acceptance.length > 0 && markup`<div class="acceptance soft">${list(acceptance)}</div>`}
<span class="meta soft">${
    group !== undefined &&
    markup`<span dir="auto">${group}</span>`
  }<span>${kind}</span><span>${priority}</span><span>${from}</span>${
    status !==
      "active" && markup`<span class="tag">${status}</span>`
  }</span></td>
<td>${
    gap === "step"
      ? markup`<span class="tag gap">no step</span>`
      : outOfScope !== undefined && steps.length === 0
      ? markup`<span class="soft" dir="auto">out of scope: ${inline(outOfScope)}</span>`
      : links(steps, stepLink, page)
  }</td>
<td>${gap === "test" ? markup`<span class="tag gap">no test</span>` : tests(traced?.tests ?? [])}</td>
</tr>`;
}

function tests(paths: readonly string[]): Part {
  const more = paths.length - MOST_TESTS;
  return paths.length > 0 &&
    markup`<ul class="paths">${paths.slice(0, MOST_TESTS).map((test) => markup`<li>${path(test)}</li>`)}${
      more > 0 && markup`<li class="soft">and ${more} more</li>`
    }</ul>`;
}

/** The steps that cite no requirement though they should. */
function invented(page: Lookup): Part {
  const found = page.trace.orphans.filter(({ allowed }) => !allowed).map(({ step }) => step);
  return found.length > 0 && markup`<p class="note">Steps without a requirement: ${links(found, stepLink, page)}</p>`;
}
