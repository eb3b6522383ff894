import type { Deliverable, Step } from "../../plan/types.ts";
import { shorten } from "../../text.ts";
import { type Html, markup, type Part } from "./html.ts";
import { icon } from "./icons.ts";
import { links, requirementLink, stepLink } from "./links.ts";
import type { Lookup } from "./lookup.ts";
import { inline, list, path } from "./prose.ts";
import { SIZES } from "./words.ts";

/** One step: a line that opens. */
export function step(step: Step, page: Lookup): Html {
  const retired = step.status === "retired";
  return markup`<li class="step ${step.status}" data-status="${step.status}">
<details>
<summary>${icon(step.status)}<span class="number">${step.number}</span>
<span class="title" dir="auto">${retired ? markup`<s>${inline(step.title)}</s>` : inline(step.title)}</span>
<span class="tags">${
    page.next.has(step) && markup`<span class="tag ready">can start</span>`
  }<span class="tag">${step.type}</span><span class="tag size" title="${
    SIZES[step.size]
  }">${step.size}</span></span></summary>
<div class="body" id="${page.anchor(step)}">${body(step, page)}</div>
</details>
</li>`;
}

function body(step: Step, page: Lookup): Part {
  return [
    step.status === "retired" && markup`<p class="note">Retired: nobody needs this step any more.</p>`,
    step.why !== undefined && markup`<p dir="auto">${inline(step.why)}</p>`,
    part("Do", list(step.do, "ol")),
    part("Files", files(step.deliverables)),
    part("Done when", checks(step)),
    part("Evidence", evidence(step)),
    markup`<dl class="facts-of">${fact("Requirements", links(step.requirements, requirementLink, page))}${
      fact("Waits for", links(step.dependsOn, stepLink, page))
    }${fact("Needed by", links(page.waiting(step), stepLink, page))}${
      fact("Effort", `${step.size}, ${SIZES[step.size]}`)
    }${fact("Id", markup`<code>${step.id}</code>`)}${fact("Written by", step.generatedBy)}</dl>`,
  ];
}

/** A part under a small heading; nothing where it is empty. */
function part(title: string, content: Part): Part {
  return content !== undefined && markup`<h4 class="label">${title}</h4>${content}`;
}

function fact(name: string, value: Part): Part {
  return value !== undefined && markup`<div>
<dt>${name}</dt>
<dd>${value}</dd>
</div>`;
}

function files(deliverables: readonly Deliverable[]): Part {
  if (deliverables.length === 0) return undefined;
  return markup`<ul class="files">${
    deliverables.map(({ path: name, action }) =>
      markup`<li><span class="action ${action}">${action}</span> <span>${path(name)}</span></li>`
    )
  }</ul>`;
}

function checks({ verify }: Step): Part {
  if (verify.length === 0) return undefined;
  return markup`<ul class="checks">${
    verify.map(({ command, expect }) =>
      markup`<li dir="auto">${command !== undefined && markup`<code class="command">${command}</code>`} ${
        inline(expect)
      }</li>`
    )
  }</ul>`;
}

/** What proved a step done; that nobody looked is said too. */
function evidence({ status, evidence: { exitStatus, sha256, at, note, verified } = {} }: Step): Part {
  if (status !== "done") return undefined;
  const files = sha256 !== undefined && markup`, files <code title="${sha256}">${shorten(sha256, 13)}</code>`;
  return markup`<p>${
    verified === true
      ? markup`<span class="tag verified">verified</span>`
      : markup`<span class="tag unverified">not verified</span>`
  } ${exitStatus !== undefined && `command ended with ${exitStatus}`} ${
    at !== undefined && markup`<time>${at}</time>`
  }${files}</p>
${note !== undefined && markup`<p dir="auto">${inline(note)}</p>`}`;
}
