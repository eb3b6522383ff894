import type { StepStatus } from "../../plan/types.ts";
import { Html, markup } from "./html.ts";
import { STATUSES } from "./words.ts";

/** The shapes behind the signs of steps, told apart without colour; once in a page, out of sight. */
export const ICON_SHAPES: Html = new Html(
  `<svg class="away" width="0" height="0" aria-hidden="true" focusable="false"><defs>` +
    `<symbol id="icon-todo" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/></symbol>` +
    `<symbol id="icon-doing" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 4a4 4 0 0 1 0 8z" fill="currentColor"/></symbol>` +
    `<symbol id="icon-done" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M4.8 8.2l2.2 2.2 4.2-4.6" fill="none" stroke="var(--paper)" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></symbol>` +
    `<symbol id="icon-retired" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 2"/><path d="M5 8h6" stroke="currentColor" stroke-width="1.5"/></symbol>` +
    `</defs></svg>`,
);

/** The sign of a step's status; what it means is read aloud. */
export function icon(status: StepStatus): Html {
  return markup`<svg class="icon ${status}" role="img" aria-label="${STATUSES[status]}">
<use href="#icon-${status}"></use>
</svg>`;
}
