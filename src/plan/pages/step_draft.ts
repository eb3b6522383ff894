import { excerpt } from "../../text.ts";
import { stepId } from "../ids.ts";
import type { Step } from "../types.ts";
import type { DraftContext } from "./draft_context.ts";
import { kept, keptList } from "./kept.ts";
import type { PageStep } from "./phase_page.ts";
import { instructionsOf, readBody, type StepBody } from "./step_body.ts";
import { draftFacts } from "./step_facts.ts";
import { statusOf, struckOut } from "./step_status.ts";
import { placeOf, type Written } from "./written.ts";

/** Who wrote what stood in no plan before. */
export const BY_HAND = "hand";

/** Makes a step of the plan, or a new one, from what a page says; its number is the one before all are numbered anew. */
export function draftStep(each: Written, phaseTitle: string, context: DraftContext): Step {
  const { step: { head }, of: own } = each;
  const struck = own !== undefined && (head.struck || head.facts?.retired === true);
  const step = struck ? struckOut(each, own, context) : readStep(each, phaseTitle, context);
  context.made.set(each, step.id);
  return step;
}

function readStep(each: Written, phaseTitle: string, context: DraftContext): Step {
  const { of: own } = each;
  // A retired step stood there as one line: all that is there now is news.
  const back = own?.status === "retired";
  const base = back ? undefined : each.base;
  const instructions = new Set(base === undefined ? [] : instructionsOf(base.entries));
  const before = base && textsOf(base, instructions);
  // A line that was only wrapped may begin with what looks like a label.
  const { head, labelled } = each.step.raw === base?.raw ? base : each.step;
  const now = textsOf({ ...each.step, head, labelled }, instructions);
  tellUnread(each, now, context);
  const { retarget } = context.references;
  const text = (value: string) => value === own?.title || value === own?.why ? value : retarget(value);
  const title = kept(own?.title, before?.title, now.title) || own?.title || now.title;
  const why = kept(own?.why, before?.why, now.why);
  const facts = draftFacts(each, base?.head.facts, context);
  const work = keptList(own?.do ?? [], before?.do ?? [], now.do, retarget);
  const checks = keptList(
    own?.verify ?? [],
    before?.verify ?? [],
    now.verify,
    (check) => ({ ...check, expect: retarget(check.expect) }),
  );
  const files = keptList<StepBody["deliverables"][number]>(
    own?.deliverables ?? [],
    before?.deliverables ?? [],
    now.deliverables,
  ).map(({ path, action = context.files.has(path) ? "modify" : "create" }) => ({ path, action }));
  const orOwn = <T>(list: T[], before: T[] = []) => back && list.length === 0 ? before : list;
  return {
    id: own?.id ?? stepId(`${phaseTitle}/${title}`, context.ids),
    number: context.references.numberOf(each),
    type: facts.type,
    title: text(title),
    ...(why === undefined ? {} : { why: text(why) }),
    do: orOwn(work, own?.do),
    requirements: orOwn(facts.requirements, own?.requirements),
    dependsOn: orOwn(facts.dependsOn, own?.dependsOn),
    deliverables: orOwn(files, own?.deliverables),
    verify: orOwn(checks, own?.verify),
    size: facts.size,
    ...statusOf(each, context),
    generatedBy: own?.generatedBy ?? BY_HAND,
  };
}

/** What a page says of a step, but for its facts. */
function textsOf(
  { head, labelled, entries }: Pick<PageStep, "head" | "labelled" | "entries">,
  instructions: ReadonlySet<string>,
): StepBody & { title: string } {
  const [above, below] = [readBody(labelled, new Set()), readBody(entries, instructions)];
  const why = below.why ?? above.why ?? head.why;
  return {
    title: head.title,
    ...(why === undefined ? {} : { why }),
    do: [...(head.rest === "" ? [] : [head.rest]), ...below.do],
    deliverables: [...above.deliverables, ...below.deliverables],
    verify: [...above.verify, ...below.verify],
    problems: [...above.problems, ...below.problems],
  };
}

/** What cannot be read stops the import, unless it stood there before. */
function tellUnread(each: Written, { title, problems }: StepBody & { title: string }, { fatal }: DraftContext): void {
  const place = placeOf(each);
  const { unknown } = each.step.head;
  if (title === "" && each.of === undefined) {
    fatal.push({ ...place, text: "the step has no title", hint: "Write one: - [ ] **Title** (feature; size M; R1)" });
  }
  if (unknown !== undefined && each.step.raw !== each.base?.raw) {
    fatal.push({
      ...place,
      text: `"${
        excerpt(unknown)
      }" is no fact of a step: expected its type, its size, after which steps, requirements, its id`,
      hint: "Write it like this: (feature; size M; after 1.2; R1, R2)",
    });
  }
  for (const { line, text } of problems) {
    if (each.base?.entries.some((entry) => entry.text === each.step.entries.find((own) => own.line === line)?.text)) {
      continue;
    }
    fatal.push({
      file: place.file,
      line: line + 1,
      text: excerpt(text, 120),
      hint: "Write: - Files: `src/a.ts` (create)",
    });
  }
}
