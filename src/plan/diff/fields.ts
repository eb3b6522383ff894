import type { Phase, Step } from "../types.ts";
import type { Names } from "./names.ts";
import type { FieldChange } from "./types.ts";

/** The fields of a step that are not what they were. */
export function changedStepFields(before: Step, after: Step, names: Names): FieldChange[] {
  const { changes, text, texts, references } = comparer(names);
  text("title", before.title, after.title);
  text("type", before.type, after.type);
  text("size", before.size, after.size);
  text("why", before.why, after.why);
  texts("do", before.do, after.do);
  references("requirements", before.requirements, after.requirements);
  references("dependsOn", before.dependsOn.map(names.nowStep), after.dependsOn);
  texts("deliverables", before.deliverables.map(fileText), after.deliverables.map(fileText));
  texts("verify", before.verify.map(checkText), after.verify.map(checkText));
  return changes;
}

/** The fields of a phase that are not what they were; its steps are compared on their own. */
export function changedPhaseFields(before: Phase, after: Phase, names: Names): FieldChange[] {
  const { changes, text, texts, references } = comparer(names);
  text("number", String(before.number), String(after.number));
  text("title", before.title, after.title);
  text("goal", before.goal, after.goal);
  text("kind", before.kind, after.kind);
  references("requirements", before.requirements, after.requirements);
  references(
    "dependsOn",
    (before.dependsOn ?? []).map(names.nowPhase).map(String),
    (after.dependsOn ?? []).map(String),
  );
  texts("exitCriteria", before.exitCriteria, after.exitCriteria);
  return changes;
}

/** Collects the fields that differ. */
function comparer({ sameText }: Names) {
  const changes: FieldChange[] = [];
  const compare = (field: string, before: readonly string[], after: readonly string[]) => {
    if (before.length === after.length && before.every((each, at) => sameText(each, after[at] ?? ""))) return;
    changes.push({ field, before: [...before], after: [...after] });
  };
  return {
    changes,
    text: (field: string, before: string | undefined, after: string | undefined) =>
      compare(field, before === undefined ? [] : [before], after === undefined ? [] : [after]),
    texts: compare,
    // What is named counts, not the order.
    references: (field: string, before: readonly string[], after: readonly string[]) => {
      const now = new Set(after);
      const then = new Set(before);
      if (then.size !== now.size || [...then].some((each) => !now.has(each))) compare(field, before, after);
    },
  };
}

function fileText({ path, action }: Step["deliverables"][number]): string {
  return `${path} (${action})`;
}

function checkText({ command, expect }: Step["verify"][number]): string {
  // A command that only the text tells is another check than one that is run.
  return command === undefined ? `by hand: ${expect}` : `run ${JSON.stringify(command)}: ${expect}`;
}
