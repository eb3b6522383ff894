import type { Phase } from "../../plan/types.ts";
import { counted, shorten } from "../../text.ts";
import { type Html, markup, type Part } from "./html.ts";
import { layOut } from "./layout.ts";
import type { Lookup } from "./lookup.ts";
import { columnX, route, SIZE, type Spot } from "./route.ts";
import { type Node, nodesOfPhases, nodesOfSteps, withoutImplied } from "./nodes.ts";
import { wrap } from "./wrap.ts";

/** A graph with more boxes or lines is a tangle. */
const MOST_BOXES = 300;
const MOST_LINES = 1500;
const COLUMNS = 5;
/** A higher picture scrolls in its frame. */
const TALL = 1600;
/** Letters in a line of a box. */
const LETTERS = 23;

/** What waits for what: steps with their phases as bands, of larger plans phases alone. */
export function graph(page: Lookup): Part {
  const { steps, plan } = page;
  if (steps.length === 0) return undefined;
  return markup`<section id="graph" aria-labelledby="graph-title">
<h2 id="graph-title">Order of work</h2>
${steps.length <= MOST_BOXES && drawn(nodesOfSteps(page), plan.phases, "steps") || phasesInstead(page)}
</section>`;
}

function phasesInstead(page: Lookup): Part {
  const { plan: { phases }, steps } = page;
  const note = `The plan has ${counted(steps.length, "step")}: too many to draw.`;
  const picture = phases.length <= MOST_BOXES ? drawn(nodesOfPhases(page), [], "phases") : undefined;
  return markup`<p class="note">${note} ${
    picture === undefined ? "What each step waits for stands with the step." : "This graph shows its phases."
  }</p>
${picture}`;
}

/** The picture; nothing where it would be a tangle. */
function drawn(nodes: readonly Node[], phases: readonly Phase[], what: string): Html | undefined {
  if (nodes.reduce((sum, { after }) => sum + after.length, 0) > MOST_LINES) return undefined;
  const { places, bands, columns } = layOut(nodes, COLUMNS);
  const needed = withoutImplied(nodes);
  const head = phases.length > 0 ? SIZE.bandHead : SIZE.margin;
  const rowsY: number[] = [];
  let y = 0;
  const frames = bands.map(({ from, to }) => {
    const top = y;
    y += head;
    for (let row = from; row < to; row++, y += SIZE.boxHeight + SIZE.rowGap) rowsY[row] = y;
    return { top, height: y - top, empty: from === to };
  });
  const spots = places.map(({ row, column }): Spot => ({ row, column, x: columnX(column), y: rowsY[row] ?? 0 }));
  const width = columnX(columns) - SIZE.columnGap + SIZE.margin;
  const lines = needed.map((after, to) =>
    after.map((from) => {
      const [start, end] = [spots[from], spots[to]];
      return start !== undefined && end !== undefined &&
        markup`<path d="${route(start, end, from)}" data-from="${from}" data-to="${to}"></path>`;
    })
  );
  const boxes = nodes.map((node, at) => box(node, spots[at] ?? { x: 0, y: 0 }, at));
  return markup`<div class="scroll graph${
    y > TALL && " tall"
  }" role="region" aria-label="Graph of ${what}" tabindex="0">
<svg width="${width}" height="${y}" role="group" aria-label="${
    counted(nodes.length, what.slice(0, -1))
  } and what they wait for">
<defs>${ARROWS}<clipPath id="box"><rect width="${
    SIZE.boxWidth - 6
  }" height="${SIZE.boxHeight}"></rect></clipPath></defs>
${
    frames.map(({ top, height, empty }, at) =>
      phases.length > 0 && !empty &&
      markup`<rect class="band${at % 2 === 0 && " even"}" y="${top}" width="100%" height="${height}"></rect>`
    )
  }<g class="lines">${lines}</g>
${
    frames.map(({ top, empty }, at) => {
      const phase = phases[at];
      return phase !== undefined && !empty &&
        markup`<text class="band-name${at % 2 === 0 && " even"}" x="${SIZE.margin}" y="${
          top + 24
        }">Phase ${phase.number}: ${
          shorten(
            phase.title,
            Math.floor(columns * 26),
          )
        }</text>`;
    })
  }${boxes}</svg></div>
<p class="soft legend">An arrow leads to what waits. Where other arrows say the same, it is left out.</p>`;
}

const ARROWS: Html = markup`${
  ["arrow", "arrow-hot"].map((id) =>
    markup`<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
<path d="M0 0.5L8 4L0 7.5z"></path>
</marker>`
  )
}`;

function box({ anchor, number, title, status, name }: Node, { x, y }: { x: number; y: number }, at: number): Html {
  return markup`<a class="box ${status}" href="#${anchor}" data-node="${at}" transform="translate(${x} ${y})"><title>${name}</title><rect width="${SIZE.boxWidth}" height="${SIZE.boxHeight}" rx="7"></rect><g clip-path="url(#box)"><use href="#icon-${status}" x="9" y="8" width="13" height="13"></use><text class="number" x="28" y="19">${number}</text>${
    wrap(
      title,
      LETTERS,
    ).map((line, index) => markup`<text x="10" y="${35 + index * 15}">${line}</text>`)
  }</g></a>`;
}
