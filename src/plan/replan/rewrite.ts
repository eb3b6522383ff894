import type { StepAnswer } from "../answers.ts";
import type { Phase, Requirement, Step, Verification } from "../types.ts";
import {
  reworded,
  speaksOnlyOf,
  withNewParts,
  withNewQuoted,
  withoutNamed,
  withoutParts,
  withoutQuoted,
} from "./reword.ts";
import type { Rewrite } from "./types.ts";
import { newsAbout, quote } from "./wording.ts";

/** A step has at most so many instructions. */
const MOST_LINES = 10;

/** What is known when a step is written anew. */
export interface RewriteContext {
  rewrite: Rewrite;
  /** The requirements that the step works on and that stand, as they are now. */
  kept: readonly Requirement[];
  /** What a step that has lost all that it worked on may be tried with; absent where it needs nothing. */
  instead?: Requirement;
  /** Whether the step builds or proves what a requirement demands, and does not only show or tell it. */
  isMain(id: string): boolean;
  /** The numbers of done steps that have built something for a requirement. */
  done(id: string): readonly string[];
}

/** A step in words that fit the requirements as they are now; all else of it stays. */
export function rewrittenByCode(step: Step, phase: Phase, context: RewriteContext): StepAnswer {
  const { rewrite: { changed, retired }, kept, instead, isMain } = context;
  const others = [...kept, ...(instead === undefined ? [] : [instead])];
  const told = new Set<string>();
  const put = (text: string) => {
    const { text: now, said } = reworded(text, changed);
    for (const id of said) told.add(id);
    return now;
  };
  const lines = step.do.map((line) => withoutNamed(line, retired, others))
    .filter((line) => !speaksOnlyOf(line, retired, others)).map(put);
  const news = changed.filter(({ after }) => isMain(after.id) && !told.has(after.id));
  const extra = [
    ...news.map(newsOf(context, news.length > 2 ? 120 : 240)),
    ...(instead === undefined ? [] : [`Its case is now ${instead.id}: ${quote(instead, 200)}`]),
  ];
  const verify = step.verify.map((each): Verification => ({
    ...each,
    expect: withoutQuoted(withNewQuoted(put(each.expect), changed), retired, others),
  }));
  const stale = verify.filter(({ command, expect }) => command !== undefined || !speaksOnlyOf(expect, retired, others));
  return {
    type: step.type,
    title: withoutParts(withNewParts(put(step.title), changed), retired, others),
    ...(step.why === undefined || speaksOnlyOf(step.why, retired, others) ? {} : { why: put(step.why) }),
    do: joined(lines.length > 0 ? lines : step.do.slice(0, 1).map(put), extra),
    requirements: [...kept.map(({ id }) => id), ...(instead === undefined ? [] : [instead.id])],
    dependsOn: insideOf(step, phase),
    deliverables: step.deliverables,
    verify: stale.length > 0 ? stale : verify,
    size: step.size,
  };
}

/** The positions in its phase, from 1, of the steps that a step waits for. */
export function insideOf(step: Step, { steps }: Phase): number[] {
  return steps.flatMap(({ number }, at) => step.dependsOn.includes(number) ? [at + 1] : []);
}

function newsOf({ done }: RewriteContext, limit: number): (change: Rewrite["changed"][number]) => string {
  return ({ before, after }) => {
    const [says = ""] = newsAbout(before, after, limit);
    const numbers = done(after.id);
    return numbers.length === 0
      ? says
      : `${says} Bring what ${numbers.length === 1 ? "step" : "steps"} ${
        numbers.slice(0, 5).join(", ")
      } left for it in line.`;
  };
}

/** Adds lines; where there is no room for them, to the last one. */
function joined(lines: readonly string[], extra: readonly string[]): string[] {
  const room = Math.max(0, MOST_LINES - lines.length);
  const all = [...lines, ...extra.slice(0, room)];
  const rest = extra.slice(room);
  const last = all.pop() ?? "";
  return [...all, [last, ...rest].join(" ")];
}
