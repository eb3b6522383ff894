import { errorsIn } from "../../plan/checks/errors_in.ts";
import { counted } from "../../text.ts";
import { type Html, markup, type Part } from "./html.ts";
import type { Lookup } from "./lookup.ts";
import { inline } from "./prose.ts";
import { shareOf } from "./words.ts";

/** The top of the page: what is built, how far it is, and the numbers that tell whether the plan is sound. */
export function header(page: Lookup): Html {
  const { plan: { project, revision, design } } = page;
  const facts = [
    ...project.languages,
    ...project.frameworks,
    ...project.apis,
    ...(design === undefined ? [] : [`${design.complexity} complexity`]),
    `revision ${revision}`,
  ];
  return markup`<header class="masthead">
<p class="eyebrow">Development plan</p>
<h1 dir="auto">${project.name}</h1>
<p class="lead" dir="auto">${inline(project.summary)}</p>
<ul class="facts" aria-label="About the project">${facts.map((fact) => markup`<li dir="auto">${fact}</li>`)}</ul>
${progress(page)}
${tiles(page)}
<button type="button" id="theme" class="theme" data-script hidden>Dark colours</button>
</header>`;
}

const WIDTH = 1000;
const GAP = 4;

/** One bar, a piece for each phase as wide as its share of the steps. */
function progress({ status: { done, doing, total, percent, phases } }: Lookup): Part {
  if (total === 0) return undefined;
  const filled = phases.filter(({ total }) => total > 0);
  const gap = filled.length > 40 ? 0 : GAP;
  const room = WIDTH - gap * (filled.length - 1);
  const text = `${done} of ${counted(total, "step")} done${doing === 0 ? "" : `, ${doing} in progress`}`;
  let x = 0;
  const pieces = filled.map((phase) => {
    const width = room * phase.total / total;
    const piece = markup`<g><title>${`Phase ${phase.number}, ${phase.title}: ${shareOf(phase)}`}</title>${
      bar("bar-all", x, width)
    }${bar("bar-doing", x, width * (phase.done + phase.doing) / phase.total)}${
      bar("bar-done", x, width * phase.done / phase.total)
    }</g>`;
    x += width + gap;
    return piece;
  });
  return markup`<div class="progress">
<p><strong>${percent} %</strong> <span class="soft">${text}</span></p>
<svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" role="img" aria-label="Progress: ${text}">${pieces}</svg>
</div>`;
}

function bar(kind: string, x: number, width: number): Part {
  return width > 0 &&
    markup`<rect class="${kind}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10"></rect>`;
}

function tiles({ plan, status, trace }: Lookup): Html {
  const { checks, phases, questions } = plan;
  const errors = errorsIn(checks?.findings ?? []);
  const tile = (name: string, value: string | number, note: string, target: string) =>
    markup`<div>
<dt>${name}</dt>
<dd><a href="#${target}"><span class="figure">${value}</span> <span class="soft">${note}</span></a></dd>
</div>`;
  return markup`<dl class="tiles">
${tile("Steps", status.total, `in ${counted(phases.length, "phase")}`, "phases")}
${tile("Requirements", trace.total, `${trace.percent} % have a step`, "requirements")}
${
    checks === undefined ? tile("Checks", "–", "not checked", "checks") : tile(
      "Checks",
      checks.score,
      errors === 0 ? "of 100, no errors" : `of 100, ${counted(errors, "error")}`,
      "checks",
    )
  }
${tile("Open questions", questions.length, questions.length === 0 ? "all answered" : "to be answered", "questions")}
</dl>`;
}
