import { textOf, titleOf } from "../markdown/inline.ts";
import { contentStems } from "../words.ts";
import { isTraced } from "./assemble.ts";
import type { DraftRequirement, DraftTask } from "./draft.ts";
import { readLines } from "./markdown_source.ts";
import { scenarioOf } from "./spec_kit_spec.ts";
import type { PlanFile } from "./types.ts";

/** The requirements that a change adds, modifies or removes; what it only renames asks for no work. */
export function readDeltas(files: readonly PlanFile[]): DraftRequirement[] {
  return files.flatMap((file) => deltaOf(file));
}

function deltaOf({ path, text }: PlanFile): DraftRequirement[] {
  const found: DraftRequirement[] = [];
  let kind = "ADDED";
  let current: DraftRequirement | undefined;
  let scenario: string | undefined;
  for (const line of readLines(text)) {
    if (line.type === "heading") {
      const section = /^(ADDED|MODIFIED|REMOVED|RENAMED)\b/i.exec(line.text)?.[1];
      const name = /^(?:Requirement|Requisito|Anforderung|需求)\s{0,3}[:：]\s{0,3}(?=\S)/i.exec(line.text);
      if (section !== undefined) kind = section.toUpperCase();
      if (name !== null && kind !== "RENAMED") {
        const title = titleOf(line.text.slice(name[0].length)) || "Requirement";
        current = {
          name: `"${title.slice(0, 80)}"`,
          text: title,
          kind: "functional",
          priority: "must",
          acceptance: [],
          retired: kind === "REMOVED",
          place: { path, line: line.line },
        };
        found.push(current);
        scenario = undefined;
      } else if (/^(?:Scenario|Cenário|Szenario|场景)\b/i.test(line.text)) {
        scenario = titleOf(line.text.replace(/^\p{L}{1,20}\s{0,3}[:：]?\s{0,3}/u, ""));
        if (current !== undefined && scenario !== "") current.acceptance.push(scenario);
      } else if (section !== undefined || line.level <= 2) current = undefined;
      continue;
    }
    if (current === undefined || line.type === "code") continue;
    const said = textOf(line.text);
    if (said === "") continue;
    const last = current.acceptance.length - 1;
    if (scenario !== undefined && last >= 0) {
      current.acceptance[last] = `${current.acceptance[last] ?? ""} – ${scenarioOf(line.text)}`.slice(0, 1000);
    } else if (!current.text.includes(": ")) {
      current.text = `${current.text}: ${said}`;
      if (/\b(?:SHOULD|MAY)\b/.test(said) && !/\b(?:SHALL|MUST)\b/.test(said)) current.priority = "should";
    }
  }
  return found;
}

/**
 * Finds which tasks work on which requirements. OpenSpec has no citations: a name counts where a task says it in full,
 * or all its words that carry meaning.
 *
 * @returns Whether the tasks name most of the requirements in full, so that one that none of them names can be told.
 */
export function cite(
  requirements: readonly DraftRequirement[],
  tasks: readonly { task: DraftTask; said: string }[],
): boolean {
  const active = requirements.filter(({ retired }) => !retired);
  const names = active.map(({ name }) => ({ name, plain: name.replaceAll('"', "").toLowerCase() }));
  const stems = active.map(({ name }) => [...new Set(contentStems(name))]);
  const byStem = new Map<string, number[]>();
  stems.forEach((list, index) =>
    list.forEach((stem) => {
      const known = byStem.get(stem);
      if (known === undefined) byStem.set(stem, [index]);
      else known.push(index);
    })
  );
  const full = new Set<number>();
  for (const { task, said } of tasks) {
    const lower = said.toLowerCase();
    const own = new Set(contentStems(said.slice(0, 4_000)));
    // Only the requirements that share a word with the task are looked at.
    const shared = new Map<number, number>();
    for (const stem of own) for (const index of byStem.get(stem) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
    for (const [index, count] of shared) {
      const { name = "", plain = "" } = names[index] ?? {};
      const whole = lower.includes(plain);
      if (whole && plain.includes(" ")) full.add(index);
      if (whole || (count > 1 && count === stems[index]?.length)) task.cites.push(name);
    }
  }
  return isTraced(full.size, active.length);
}
