import type { Phase, Step } from "../types.ts";

/** A checkbox of a step in a phase's page. */
export interface Tick {
  step: Step;
  ticked: boolean;
  /** Its line, from 1. */
  line: number;
}

/** The beginning of a step's line: up to its box, what is in it, and the rest. */
const BOX = /^(\s{0,3}[-*+]\s{1,4}\[)([ xX])(\]\s.*)$/;

/** The boxes of a phase's steps in its page: by the id that stands in a line, else by the number that it begins with. */
export function ticksOf(page: string, { steps }: Phase): Tick[] {
  const find = finder(steps);
  return page.split("\n").flatMap((text, at) => {
    const [, , box, rest = ""] = BOX.exec(text.replace(/\r$/, "")) ?? [];
    const step = box === undefined ? undefined : find(rest);
    return step === undefined ? [] : [{ step, ticked: box !== " ", line: at + 1 }];
  });
}

/** The page with the boxes of some steps as those are; nothing else of it changes. */
export function withTicks(page: string, steps: readonly Step[]): string {
  const find = finder(steps);
  return page.split("\n").map((text) => {
    const [, before, box, rest = ""] = BOX.exec(text.replace(/\r$/, "")) ?? [];
    const step = box === undefined ? undefined : find(rest);
    if (step === undefined || (box !== " ") === (step.status === "done")) return text;
    return `${before}${step.status === "done" ? "x" : " "}${rest}${text.endsWith("\r") ? "\r" : ""}`;
  }).join("\n");
}

function finder(steps: readonly Step[]): (rest: string) => Step | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const byNumber = new Map(steps.map((step) => [step.number, step]));
  return (rest) => {
    // The facts stand at the end, and the id is the last of them.
    for (const [, id = ""] of [...rest.matchAll(/`(S[0-9A-Za-z]{1,40})`/g)].reverse()) {
      const step = byId.get(id);
      if (step !== undefined) return step;
    }
    return byNumber.get(/^\]\s+\**(\d+\.\d+)\b/.exec(rest)?.[1] ?? "");
  };
}
