import { type Html, markup, type Part } from "./html.ts";
import type { Lookup } from "./lookup.ts";

/** More phases are not listed in the contents. */
const MOST_PHASES = 60;

/** What is where, with how far each phase is. */
export function contents(page: Lookup): Html {
  const { plan, steps, status, anchor } = page;
  const { risks, questions, assumptions, design, commands } = plan;
  const entry = (id: string, name: string, there: boolean, below: Part = undefined) =>
    there && markup`<li><a href="#${id}">${name}</a>${below}</li>`;
  const inPhases = plan.phases.length > 0 && plan.phases.length <= MOST_PHASES &&
    markup`<ul>${
      plan.phases.map((phase, at) => {
        const { done = 0, total = 0 } = status.phases[at] ?? {};
        return markup`<li><a href="#${
          anchor(phase)
        }"><span dir="auto">${phase.number} ${phase.title}</span> <span>${done}/${total}</span></a></li>`;
      })
    }</ul>`;
  return markup`<nav aria-label="Contents"><ul>
${entry("next", "Next", steps.length > 0)}${entry("phases", "Phases and steps", true, inPhases)}${
    entry("graph", "Order of work", steps.length > 0)
  }${entry("requirements", "Requirements", true)}${entry("checks", "Checks", true)}${
    entry("risks", "Risks", risks.length > 0)
  }${entry("questions", "Questions", questions.length + assumptions.length > 0)}${
    entry("design", "How it is built", design !== undefined || commands !== undefined)
  }</ul></nav>`;
}
