import { errorsIn } from "../../plan/checks/errors_in.ts";
import type { Finding } from "../../plan/types.ts";
import { counted } from "../../text.ts";
import { bySeverity } from "../reports/report.ts";
import { type Html, markup, type Part } from "./html.ts";
import type { Lookup } from "./lookup.ts";
import { inline } from "./prose.ts";

/** More findings are counted only. */
const MOST = 200;

/** What the checks said when the plan was made or changed last. */
export function checks(page: Lookup): Html {
  return markup`<section id="checks" aria-labelledby="checks-title">
<h2 id="checks-title">Checks</h2>
${content(page)}
</section>`;
}

function content(page: Lookup): Part {
  const { plan: { checks } } = page;
  if (checks === undefined) {
    return markup`<p class="soft">This plan was not checked. Check it with: <code>devussy lint</code></p>`;
  }
  const { score, findings, unchecked = [] } = checks;
  const errors = errorsIn(findings);
  const more = findings.length - MOST;
  return markup`<p class="score ${
    errors > 0 && "bad"
  }"><span class="figure">${score}</span> <span class="soft">of 100.</span> ${
    findings.length === 0
      ? "Nothing was found."
      : `${counted(errors, "error")}, ${counted(findings.length - errors, "warning")}.`
  }</p>
${
    findings.length > 0 &&
    markup`<ul class="findings">${bySeverity(findings).slice(0, MOST).map((each) => finding(each, page))}</ul>`
  }
${more > 0 && markup`<p class="soft">${more} more: <code>devussy lint</code></p>`}
${
    unchecked.length > 0 && markup`<h3>Not checked</h3>
<ul>${
      unchecked.map(({ rule, off, reason }) =>
        markup`<li dir="auto"><code>${rule}</code> ${off && "turned off: "}${inline(reason)}</li>`
      )
    }</ul>`
  }`;
}

function finding({ rule, severity, message, location, pointer, hint }: Finding, { plan, anchor }: Lookup): Html {
  const [, phase = "", step = ""] = /^\/phases\/(\d{1,9})(?:\/steps\/(\d{1,9}))?(?:\/|$)/.exec(pointer) ?? [];
  const [, requirement = ""] = /^\/requirements\/(\d{1,9})(?:\/|$)/.exec(pointer) ?? [];
  const place = plan.requirements[Number(requirement || NaN)] ??
    plan.phases[Number(phase || NaN)]?.steps[Number(step || NaN)] ??
    plan.phases[Number(phase || NaN)];
  return markup`<li class="finding ${severity}">
<p><span class="tag ${severity}">${severity}</span> <span dir="auto">${inline(message)}</span></p>
<p class="soft">${
    place === undefined ? location : markup`<a href="#${anchor(place)}">${location}</a>`
  } <code>${rule}</code> <span dir="auto">${
    inline(
      hint,
    )
  }</span></p>
</li>`;
}
