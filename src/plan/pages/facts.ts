import type { Step } from "../types.ts";

/** What stands in the parentheses behind a step's title. */
export interface Facts {
  type?: Step["type"];
  size?: Step["size"];
  /** As they are written: numbers or ids. */
  dependsOn: string[];
  /** Ids of requirements, in capitals. */
  requirements: string[];
  /** The step's id, as it is written. */
  id?: string;
  retired: boolean;
}

const TYPES: ReadonlySet<string> = new Set<Step["type"]>(["feature", "enabler", "test", "docs", "ops", "removal"]);
const STEP = /^(?:step\s+)?`?(\d{1,9}\.\d{1,9}|S[0-9a-z]{1,40})`?$/i;

/**
 * Reads the facts of a step: `feature; size M; after 1.1, 1.2; R1, R2; \`S1a2b\``. Commas do as well as semicolons.
 *
 * @returns The facts, or the part of the text that is none.
 */
export function readFacts(text: string): Facts | { unknown: string } {
  const facts: Facts = { dependsOn: [], requirements: [], retired: false };
  for (const group of text.split(";")) {
    let after = false;
    for (const part of group.split(",").map((part) => part.trim()).filter((part) => part !== "")) {
      const word = part.toLowerCase();
      const waits = /^(?:after|depends on|needs)[:\s]\s*(.+)$/i.exec(part)?.[1];
      const size = /^(?:size[:\s]\s*)?([SML])$/i.exec(part)?.[1];
      const step = STEP.exec(waits ?? part)?.[1];
      if (waits !== undefined || (after && step !== undefined)) {
        after = true;
        facts.dependsOn.push(...stepsIn(waits ?? part));
      } else if (TYPES.has(word)) facts.type = word as Step["type"];
      else if (size !== undefined) facts.size = size.toUpperCase() as Step["size"];
      else if (/^R\d{1,9}$/i.test(part)) facts.requirements.push(part.toUpperCase());
      else if (/^R\d{1,9}(?:\s+(?:and|&)?\s*R\d{1,9}){1,99}$/i.test(part)) {
        facts.requirements.push(...(part.toUpperCase().match(/R\d+/g) ?? []));
      } else if (word === "retired") facts.retired = true;
      else if (step !== undefined && /^S/i.test(step) && facts.id === undefined) facts.id = step;
      else return { unknown: part };
    }
  }
  return facts;
}

/** The steps of `1.1 and 1.2`; what is none stays, so that it is told. */
function stepsIn(text: string): string[] {
  return text.split(/\s+(?:and|&)\s+/i).map((name) => STEP.exec(name.trim())?.[1] ?? name.trim());
}
