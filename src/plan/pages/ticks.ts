import type { Step } from "../types.ts";
import { type PageStep, parsePhasePage } from "./phase_page.ts";

/** A checkbox of a step in a phase's page. */
export interface Tick {
  step: Step;
  ticked: boolean;
  /** Its line, from 1. */
  line: number;
  /** What stands behind the box, on one line. */
  text: string;
}

/** The boxes of steps in the page of their phase: by the id that stands there, else by the number in bold. */
export function ticksOf(page: string, { steps }: { steps: readonly Step[] }): Tick[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const byNumber = new Map(steps.map((step) => [step.number, step]));
  return parsePhasePage(page).steps.flatMap(({ head, raw, ticked, block }: PageStep) => {
    // "1.2 was discussed" is a note; steps are written in bold.
    const named = raw.startsWith("**") ? byNumber.get(head.number ?? "") : undefined;
    const step = byId.get(head.facts?.id ?? "") ?? named;
    return step === undefined || block.box === undefined ? [] : [{ step, ticked, line: block.line + 1, text: raw }];
  });
}

/** The page with the boxes of some steps as those are; nothing else of it changes. */
export function withTicks(page: string, steps: readonly Step[]): string {
  return withSigns(page, steps, ({ status }, sign) => {
    // A sign of one's own, such as `~` for what is in progress, stays with a step that is neither done nor to do.
    return status === "done" ? "x" : status === "todo" || sign === "x" ? "" : sign;
  });
}

/** The page with the boxes of some steps as they are in another version of it. */
export function withTicksOf(other: string, page: string, steps: readonly Step[]): string {
  const signs = new Map<string, string>();
  withSigns(other, steps, ({ id }, sign) => {
    signs.set(id, sign);
    return sign;
  });
  return withSigns(page, steps, ({ id }, sign) => signs.get(id) ?? sign);
}

/** The page with other signs in the boxes of some steps. */
function withSigns(page: string, steps: readonly Step[], change: (step: Step, sign: string) => string): string {
  const lines = page.split("\n");
  for (const { step, line } of ticksOf(page, { steps })) {
    const text = lines[line - 1] ?? "";
    const box = /\[([^\]]{0,7})\]/.exec(text);
    const sign = box?.[1]?.trim().toLowerCase() ?? "";
    const wanted = change(step, sign);
    if (box !== null && sign !== wanted) lines[line - 1] = text.replace(box[0], `[${wanted || " "}]`);
  }
  return lines.join("\n");
}
