import type { StepAnswer } from "../answers.ts";
import type { Phase, Requirement, Step, Verification } from "../types.ts";
import { type Reword, titleIn } from "./reword.ts";
import { staleOf } from "./stale.ts";
import type { Rewrite } from "./types.ts";
import { newsAbout, quote, withLines } from "./wording.ts";

/** What is known when a step is written anew. */
export interface RewriteContext {
  rewrite: Rewrite;
  /** Puts in the new words of all that changed. */
  reword: Reword;
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
  const { rewrite: { changed, retired }, reword, kept, instead, isMain } = context;
  const stale = staleOf(retired, [...kept, ...(instead === undefined ? [] : [instead])]);
  const about = new Set(changed.map(({ after }) => after.id));
  const told = new Set<string>();
  const lines = step.do.map(stale.without).filter((line) => !stale.isAll(line)).map((line) => {
    const { text, said } = reword(line, about);
    for (const id of said) told.add(id);
    return text;
  });
  const news = changed.filter(({ after }) => isMain(after.id) && !told.has(after.id));
  const extra = [
    ...news.map(newsOf(context, news.length > 2 ? 120 : 240)),
    ...(instead === undefined ? [] : [`Its case is now ${instead.id}: ${quote(instead, 200)}`]),
  ];
  const verify = step.verify.map((each): Verification => ({
    ...each,
    expect: stale.without(reword(each.expect, about).text),
  }));
  const valid = verify.filter(({ command, expect }) => command !== undefined || !stale.isAll(expect));
  return {
    type: step.type,
    title: stale.without(titleIn(reword, step.title, about)),
    ...(step.why === undefined || stale.isAll(step.why) ? {} : { why: reword(step.why, about).text }),
    do: withLines(lines.length > 0 ? lines : step.do.slice(0, 1).map((line) => reword(line, about).text), extra),
    requirements: [...kept.map(({ id }) => id), ...(instead === undefined ? [] : [instead.id])],
    dependsOn: insideOf(step, phase),
    deliverables: step.deliverables,
    verify: valid.length > 0 ? valid : verify,
    size: step.size,
  };
}

/** A step or a draft of one in new words; the same where nothing of it is old. */
export function stepIn<Like extends StepAnswer | Step>(reword: Reword, step: Like): Like {
  const put = (text: string) => reword(text).text;
  const now: Like = {
    ...step,
    title: titleIn(reword, step.title),
    ...(step.why === undefined ? {} : { why: put(step.why) }),
    do: step.do.map(put),
    verify: step.verify.map((each) => ({ ...each, expect: put(each.expect) })),
  };
  return textsOf(now).every((text, at) => text === textsOf(step)[at]) ? step : now;
}

/** All that a step says in words. */
export function textsOf({ title, why = "", do: lines, verify }: StepAnswer | Step): string[] {
  return [title, why, ...lines, ...verify.map(({ expect }) => expect)];
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
