import { excerpt } from "../../text.ts";
import type { Step } from "../types.ts";
import type { DraftContext } from "./draft_context.ts";
import type { Facts } from "./facts.ts";
import { kept, keptList } from "./kept.ts";
import { placeOf, type Written } from "./written.ts";

/**
 * The facts of a step as its page gives them. Parentheses that were taken out change nothing, those that lack something do: a
 * step waits for what they name, and for nothing else.
 */
export function draftFacts(
  each: Written,
  before: Facts | undefined,
  context: DraftContext,
): Pick<Step, "type" | "size" | "requirements" | "dependsOn"> {
  const { of: own, step: { head: { facts: now } } } = each;
  const type = kept(own?.type, before?.type, now?.type) ?? own?.type ?? "feature";
  const size = kept(own?.size, before?.size, now?.size) ?? own?.size ?? "M";
  if (now === undefined && own !== undefined) {
    return { type, size, requirements: own.requirements, dependsOn: own.dependsOn };
  }
  return {
    type,
    size,
    requirements: kept(own?.requirements ?? [], before?.requirements, cited(each, context)),
    dependsOn: keptList(own?.dependsOn ?? [], before?.dependsOn ?? [], waitsFor(each, before?.dependsOn, context)),
  };
}

/** The requirements that a step cites; ids that the plan does not have cannot be taken over. */
function cited(each: Written, { requirements, fatal }: DraftContext): string[] {
  const ids = [...new Set(each.step.head.facts?.requirements ?? [])];
  const before = new Set(each.base?.head.facts?.requirements ?? []);
  for (const id of ids) {
    if (requirements.has(id) || before.has(id)) continue;
    fatal.push({
      ...placeOf(each),
      text: `the plan has no requirement ${excerpt(id)}`,
      hint: "Cite one that project_design.md lists, or add it first: devussy replan --add TEXT",
    });
  }
  return ids;
}

/** What a step waits for; what stood there before is not looked up again. */
function waitsFor(each: Written, before: readonly string[] = [], { references, fatal }: DraftContext): string[] {
  const known = new Set(before);
  return [
    ...new Set((each.step.head.facts?.dependsOn ?? []).map((name) => {
      if (known.has(name)) return name;
      const number = references.find(name);
      if (number === undefined) {
        fatal.push({
          ...placeOf(each),
          text: `"after ${excerpt(name)}": there is no such step`,
          hint: "Name a step by the number or the id that stands in its first line.",
        });
      }
      return number ?? name;
    })),
  ];
}
