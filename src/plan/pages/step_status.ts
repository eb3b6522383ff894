import type { Step } from "../types.ts";
import type { DraftContext } from "./draft_context.ts";
import { placeOf, type Written } from "./written.ts";

/** A step that people struck out: nobody needs it any more. What is done stays so. */
export function struckOut(each: Written, own: Step, { problems }: DraftContext): Step {
  if (own.status !== "done") return own.status === "retired" ? own : { ...own, status: "retired" };
  problems.push({
    ...placeOf(each),
    text: `step ${own.number} is done, and is not retired`,
    hint: `If its work is to go, plan a step that removes it; if it was never done: devussy undo ${own.number}`,
  });
  return own;
}

/** How far a step is: what people write in its box counts, but the lack of it does not undo what was recorded. */
export function statusOf(each: Written, { problems }: DraftContext): Pick<Step, "status" | "evidence"> {
  const { status = "todo", evidence } = each.of ?? {};
  const asIs = { status, ...(evidence === undefined ? {} : { evidence }) };
  if (status === "done") {
    if (!each.step.ticked) {
      problems.push({
        ...placeOf(each),
        text: `step ${each.of?.number ?? ""} is done, but its box is not ticked`,
        hint: `To do it again: devussy undo ${each.of?.number ?? ""}`,
      });
    }
    return asIs;
  }
  if (each.step.ticked) return { status: "done", evidence: { note: "ticked by hand", verified: false } };
  if (each.step.begun) return { ...asIs, status: "doing" };
  return status === "retired" ? { status: "todo" } : asIs;
}
