import type { Plan } from "../types.ts";
import { type Pair, pairs } from "./match.ts";
import type { Names } from "./names.ts";
import type { EntryChange } from "./types.ts";

/** An entry of a part of the plan, as one text. */
interface Entry {
  part: string;
  name?: string;
  text: string;
}

/** What became of all that is neither requirement nor phase nor step. */
export function diffEntries(before: Plan, after: Plan, names: Names): EntryChange[] {
  const then = entriesOf(before);
  const now = entriesOf(after);
  // Numbers of steps that moved are no change; and what has no name is known by its text.
  const texts = new Map(then.map((entry) => [entry, names.nowText(entry.text)]));
  const keyOf = (entry: Entry) =>
    JSON.stringify([entry.part, entry.name ?? null, entry.name === undefined ? texts.get(entry) ?? entry.text : ""]);
  const both = pairs(then, now, keyOf);
  const changes = both.flatMap(({ before, after }): EntryChange[] => {
    const entry = after ?? before;
    if (entry === undefined) return [];
    const old = before && (before.text === entry.text ? entry.text : texts.get(before));
    if (before !== undefined && after !== undefined && old === after.text) return [];
    return [{
      part: entry.part,
      ...(entry.name === undefined ? {} : { name: entry.name }),
      ...(old === undefined ? {} : { before: old }),
      ...(after === undefined ? {} : { after: after.text }),
    }];
  });
  return [...changes, ...orderChanges(then, both)];
}

/** The lists of texts whose common entries stand in another order. */
function orderChanges(then: readonly Entry[], both: readonly Pair<Entry>[]): EntryChange[] {
  const places = new Map(then.map((entry, at) => [entry, at]));
  const common = both.flatMap(({ before, after }) => {
    const place = before && places.get(before);
    return place === undefined || after === undefined || after.name !== undefined ? [] : [{ ...after, place }];
  });
  return [...Map.groupBy(common, ({ part }) => part)].flatMap(([part, now]): EntryChange[] => {
    const old = now.toSorted((a, b) => a.place - b.place);
    const told = (list: typeof now) => list.map(({ text }) => text).join(" / ");
    return now.every((entry, at) => entry === old[at])
      ? []
      : [{ part, name: "order", before: told(old), after: told(now) }];
  });
}

function entriesOf(plan: Plan): Entry[] {
  const { project, design, commands, handoff } = plan;
  const texts = (part: string, list: readonly string[] = []) => list.map((text): Entry => ({ part, text }));
  const named = (part: string, list: readonly { name: string; why: string }[] = []) =>
    list.map(({ name, why }): Entry => ({ part, name, text: why }));
  return [
    { part: "project", name: "name", text: project.name },
    { part: "project", name: "summary", text: project.summary },
    ...texts("language", project.languages),
    ...texts("framework", project.frameworks),
    ...texts("interface", project.apis),
    ...plan.assumptions.map(({ id, text, ifWrong }) => ({
      part: "assumption",
      name: id,
      text: `${text} If wrong: ${ifWrong}`,
    })),
    ...plan.questions.map(({ id, text }) => ({ part: "question", name: id, text })),
    ...designEntries(design),
    ...texts("objective", design?.objectives),
    ...named("tool", design?.techStack),
    ...named("dependency", design?.dependencies),
    ...(design?.components ?? []).map(({ name, purpose, path, requirements }) => ({
      part: "component",
      name,
      text: [purpose, path, requirements.join(", ")].filter(Boolean).join("; "),
    })),
    ...(design?.decisions ?? []).map(({ id, choice, alternatives, why }) => ({
      part: "decision",
      name: id,
      text: `${choice}${alternatives.length === 0 ? "" : ` (instead of ${alternatives.join("; ")})`}. ${why}`,
    })),
    ...plan.risks.map(({ id, text, likelihood, impact, mitigation, requirements = [], steps }) => ({
      part: "risk",
      name: id,
      text: `${text} (likelihood ${likelihood}, impact ${impact}; ${
        [...requirements, ...steps.map((number) => `step ${number}`)].join(", ") || "no step"
      }) ${mitigation}`,
    })),
    ...Object.entries(commands ?? {}).map(([name, text]) => ({ part: "command", name, text })),
    ...texts("definition of done", plan.definitionOfDone),
    ...texts("instruction", handoff?.instructions),
    ...texts("stop when", handoff?.stopWhen),
    ...texts("note", handoff?.notes),
  ];
}

function designEntries(design: Plan["design"]): Entry[] {
  if (design === undefined) return [];
  return [
    { part: "design", name: "architecture", text: design.architecture },
    { part: "design", name: "complexity", text: design.complexity },
    { part: "design", name: "phases expected", text: String(design.estimatedPhases) },
  ];
}
