import { namedCommands } from "../commands.ts";
import type { Design, Level, Plan } from "../../plan/types.ts";
import { type Html, markup, type Part } from "./html.ts";
import { links, requirementLink, stepLink } from "./links.ts";
import type { Lookup } from "./lookup.ts";
import { inline, list, path, prose } from "./prose.ts";

/** A part of the page with its heading; nothing where the plan has nothing for it. */
function section(id: string, title: string, content: Part): Part {
  return content !== undefined && content !== false && markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>`;
}

/** A table that scrolls by itself where it is too wide. */
function table(label: string, heads: readonly string[], rows: readonly (readonly Part[])[]): Part {
  if (rows.length === 0) return undefined;
  return markup`<div class="scroll" role="region" aria-label="${label}, table" tabindex="0">
<table>
<thead>
<tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr>
</thead>
<tbody>${
    rows.map(([head, ...cells]) =>
      markup`<tr><th scope="row">${head}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>`
    )
  }</tbody>
</table>
</div>`;
}

const words = (text: string): Html => markup`<span dir="auto">${inline(text)}</span>`;

/** What may go wrong, with the steps that deal with it. */
export function risks(page: Lookup): Part {
  const rows = page.plan.risks.map(({ id, text, likelihood, impact, mitigation, requirements = [], steps }) => [
    id,
    words(text),
    level(likelihood),
    level(impact),
    words(mitigation),
    markup`${links(requirements, requirementLink, page)} ${links(steps, stepLink, page)}`,
  ]);
  return section(
    "risks",
    "Risks",
    table("Risks", ["Id", "Risk", "Likelihood", "Impact", "What is done", "Where"], rows),
  );
}

function level(level: Level): Html {
  return markup`<span class="tag level-${level}">${level}</span>`;
}

/** What is open and what was taken for granted. */
export function questions({ plan }: Lookup): Part {
  const { questions, assumptions } = plan;
  if (questions.length + assumptions.length === 0) return undefined;
  return section(
    "questions",
    "Questions and assumptions",
    markup`${
      questions.length > 0 && markup`<h3>Open questions</h3>
<ol class="named">${
        questions.map(({ id, text }) => markup`<li><span class="name">${id}</span> ${words(text)}</li>`)
      }</ol>`
    }
${
      assumptions.length > 0 && markup`<h3>Assumptions</h3>
<ol class="named">${
        assumptions.map(({ id, text, ifWrong }) =>
          markup`<li><span class="name">${id}</span> <span>${words(text)} <span class="soft">If wrong: ${
            words(ifWrong)
          }</span></span></li>`
        )
      }</ol>`
    }`,
  );
}

/** How it is built, and why so. */
export function design(page: Lookup): Part {
  const { plan } = page;
  const { design } = plan;
  const given = [
    commands(plan),
    plan.definitionOfDone.length > 0 && markup`<h3>Definition of done</h3>${list(plan.definitionOfDone)}`,
  ];
  if (design === undefined) return section("design", "How it is built", given.some(Boolean) && given);
  return section("design", "How it is built", [
    design.objectives.length > 0 && markup`<h3>Objectives</h3>${list(design.objectives)}`,
    design.architecture.trim() !== "" && markup`<h3>Architecture</h3>
<div class="prose">${prose(design.architecture)}</div>`,
    design.components.length > 0 && markup`<h3>Components</h3>${components(design, page)}`,
    tools("Tools", design.techStack),
    tools("Dependencies", design.dependencies),
    decisions(design),
    ...given,
  ]);
}

function components({ components }: Design, page: Lookup): Part {
  const rows = components.map(({ name, purpose, path: file, requirements }) => [
    words(name),
    words(purpose),
    file !== undefined && path(file),
    links(requirements, requirementLink, page),
  ]);
  return table("Components", ["Component", "Responsible for", "File", "Requirements"], rows);
}

function tools(title: string, entries: Design["techStack"]): Part {
  return entries.length > 0 && markup`<h3>${title}</h3>
<dl class="pairs">${
    entries.map(({ name, why }) =>
      markup`<div>
<dt dir="auto">${name}</dt>
<dd dir="auto">${inline(why)}</dd>
</div>`
    )
  }</dl>`;
}

function decisions({ decisions }: Design): Part {
  return decisions.length > 0 && markup`<h3 id="decisions">Decisions</h3>
<ol class="named">${
    decisions.map(({ id, choice, alternatives, why }) =>
      markup`<li><span class="name">${id}</span> <span><strong>${words(choice)}</strong> ${
        alternatives.length > 0 && markup`<span class="soft">instead of ${words(alternatives.join("; "))}</span>`
      }<br>${words(why)}</span></li>`
    )
  }</ol>`;
}

function commands({ commands }: Plan): Part {
  if (commands === undefined) return undefined;
  return markup`<h3>Commands</h3>
<dl class="pairs">${
    namedCommands(commands).map(([name, command]) =>
      markup`<div>
<dt>${name}</dt>
<dd><code>${command}</code></dd>
</div>`
    )
  }</dl>`;
}
