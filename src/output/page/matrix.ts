import type { TraceRow } from "../../plan/trace.ts";
import type { Phase, Step } from "../../plan/types.ts";
import { counted, shorten } from "../../text.ts";
import { type Html, markup, type Part } from "./html.ts";
import type { Lookup } from "./lookup.ts";

/** A table with more columns or cells is not read any more. */
const MOST_COLUMNS = 60;
const MOST_CELLS = 6000;

/**
 * Requirements against steps, a dot where a step works on a requirement; of larger plans against phases, with the number of
 * steps. Nothing where even that would be too large: the table above it names the steps.
 */
export function matrix(page: Lookup): Part {
  const { plan, trace: { rows }, steps } = page;
  const live = steps.filter(({ status }) => status !== "retired");
  const phases = plan.phases.filter((phase) => phase.steps.some(({ status }) => status !== "retired"));
  const fits = (columns: number) => columns <= MOST_COLUMNS && columns * rows.length <= MOST_CELLS;
  if (rows.length === 0 || live.length === 0) return undefined;
  if (fits(live.length)) return framed(bySteps(phases, page), "steps");
  if (fits(phases.length)) {
    return markup`${framed(byPhases(phases, page), "phases")}
<p class="note">The plan has ${
      counted(live.length, "step")
    }: this table counts them by phase, the one above names them.</p>`;
  }
  return markup`<p class="note">The plan has ${counted(live.length, "step")} and ${
    counted(
      rows.length,
      "requirement",
    )
  }: too many for a matrix. The table above names the steps of each.</p>`;
}

function framed(table: Html, columns: string): Html {
  return markup`<h3>Which ${columns} work on which requirement</h3>
<div class="scroll" role="region" aria-label="Requirements by ${columns}, table" tabindex="0">${table}</div>`;
}

function bySteps(phases: readonly Phase[], page: Lookup): Html {
  const { trace: { rows }, anchor } = page;
  const groups = phases.map(({ number, steps }) => ({
    number,
    steps: steps.filter(({ status }) => status !== "retired"),
  }));
  const columns = groups.flatMap(({ steps }) => steps.map((step, at) => ({ step, first: at === 0 })));
  return markup`<table class="matrix">
<thead>
<tr><td></td>${
    groups.map(({ number, steps }) =>
      markup`<th class="first" scope="colgroup" colspan="${steps.length}">${steps.length > 1 && "Phase "}${number}</th>`
    )
  }</tr>
<tr><th scope="col">Requirement</th>${
    columns.map(({ step, first }) =>
      markup`<th class="${first && "first"}" scope="col"><a href="#${anchor(step)}" title="${
        shorten(step.title, 80)
      }">${step.number}</a></th>`
    )
  }</tr>
</thead>
<tbody>${
    rows.map((row) => {
      const own = new Set(row.steps);
      return markup`<tr>${head(row, page)}${
        columns.map(({ step, first }) =>
          markup`<td class="${first && "first"}">${own.has(step.number) && dot(row, step, page)}</td>`
        )
      }</tr>`;
    })
  }</tbody>
</table>`;
}

function dot({ id }: TraceRow, step: Step, { anchor }: Lookup): Html {
  return markup`<a class="dot ${step.status}" href="#${anchor(step)}" title="${`${id} in ${step.number} ${
    shorten(step.title, 80)
  }`}"><span class="away">${step.number}</span></a>`;
}

function byPhases(phases: readonly Phase[], page: Lookup): Html {
  const { trace: { rows }, step, anchor } = page;
  const phaseOf = new Map(phases.flatMap((phase) => phase.steps.map((step) => [step, phase])));
  return markup`<table class="matrix counts">
<thead>
<tr><th scope="col">Requirement</th>${
    phases.map((phase) =>
      markup`<th scope="col"><a href="#${anchor(phase)}" title="${shorten(phase.title, 80)}">${phase.number}</a></th>`
    )
  }</tr>
</thead>
<tbody>${
    rows.map((row) => {
      const counts = new Map<Phase, number>();
      for (const number of row.steps) {
        const found = step(number);
        const phase = found === undefined ? undefined : phaseOf.get(found);
        if (phase !== undefined) counts.set(phase, (counts.get(phase) ?? 0) + 1);
      }
      return markup`<tr>${head(row, page)}${phases.map((phase) => markup`<td>${counts.get(phase)}</td>`)}</tr>`;
    })
  }</tbody>
</table>`;
}

/** The head of a row; a requirement that nothing answers says so in the row, too. */
function head({ id, text }: TraceRow, { requirement, anchor, gap }: Lookup): Html {
  const found = requirement(id);
  return markup`<th scope="row"><a href="#${
    found === undefined ? "requirements" : anchor(found)
  }">${id}</a> <span class="text" dir="auto">${shorten(text, 60)}</span> ${
    gap(id) === "step" && markup`<span class="tag gap">no step</span>`
  }</th>`;
}
