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
  const lines = page.split("\n");
  for (const { step, ticked, line } of ticksOf(page, { steps })) {
    const done = step.status === "done";
    if (ticked !== done) lines[line - 1] = (lines[line - 1] ?? "").replace(/\[[^\]]\]/, done ? "[x]" : "[ ]");
  }
  return lines.join("\n");
}
