import type { StepStatus } from "../../plan/types.ts";
import { counted } from "../../text.ts";
import { type Html, markup, type Part } from "./html.ts";
import type { Lookup } from "./lookup.ts";
import { STATUSES } from "./words.ts";

/** The filter; only a script can work it, so only a script shows it. */
export function tools({ steps, plan: { requirements } }: Lookup): Html {
  const used = new Set(steps.map(({ status }) => status));
  const order: readonly StepStatus[] = ["todo", "doing", "done", "retired"];
  const pick = (status: StepStatus): Part =>
    used.has(status) &&
    markup`<label class="pick"><input type="checkbox" value="${status}">${capital(STATUSES[status])}</label>`;
  return markup`<div class="tools" id="tools" role="search" aria-label="Filter" data-script hidden>
<div class="find"><input type="search" id="find" aria-label="Filter steps and requirements" placeholder="Filter steps and requirements" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd></div>
${used.size > 1 && markup`<fieldset><legend class="away">Status of steps</legend>${order.map(pick)}</fieldset>`}
<button type="button" id="fold">Open all steps</button>
<button type="button" id="clear" hidden>Clear filter</button>
<output id="count" role="status" aria-live="polite">${counted(steps.length, "step")}, ${
    counted(requirements.length, "requirement")
  }</output>
</div>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
