/**
 * Kiro's `requirements.md`, and how its tasks cite it: by requirement and acceptance criterion, as in
 * `_Requirements: 1.1, 2.3_`.
 * @module
 */
import { textOf, titleOf } from "../markdown/inline.ts";
import { labelled } from "../markdown/labels.ts";
import { beside } from "./companions.ts";
import type { DraftRequirement } from "./draft.ts";
import { readLines } from "./markdown_source.ts";
import { namesAt } from "./needs.ts";
import type { PlanFile } from "./types.ts";

/** What lies beside a plan of Kiro's. */
export interface KiroSpec {
  requirements: DraftRequirement[];
  /** What a text cites, by the names of requirements; a criterion that is not there keeps its own name. */
  cites(text: string): string[];
}

const REQUIREMENT = /^requirement\s{1,3}(\d{1,4})(?![\d.])\s{0,3}[:.–—-]?\s{0,3}/i;
const CRITERIA = /^acceptance criteria\b/i;
const STORY = /^[*_]{0,3}user story[*_:\s]{1,6}/i;

/** Reads the specification beside a plan, if it is one of Kiro's. */
export function kiroSpec(file: PlanFile, companions: readonly PlanFile[]): KiroSpec | undefined {
  const found = beside(file, companions, "requirements.md");
  if (found === undefined) return undefined;
  const { requirements, criteria } = readKiro(found);
  if (requirements.length === 0) return undefined;
  const cited = (name: string): string => {
    const [own = "", criterion] = name.split(".");
    // Where no criteria were found, nothing can be said about them.
    const known = criteria.get(own);
    return known !== undefined && (criterion === undefined || known.size === 0 || known.has(name)) ? nameOf(own) : name;
  };
  return {
    requirements,
    cites: (text) => text.split("\n").flatMap((line) => namesOn(line).map(cited)),
  };
}

/** A number alone would say nothing in a sentence. */
function nameOf(number: string): string {
  return `requirement ${number}`;
}

/** The numbers behind a label such as `_Requirements:`. */
function namesOn(line: string): string[] {
  const label = labelled(line.slice(0, 2000));
  if (label?.topic !== "requirements") return [];
  return namesAt(label.text.replace(/[*_]/g, "").replace(/\brequirements?\s{1,3}(?=\d)/gi, "").trim(), "numbers").names;
}

function readKiro({ path, text }: PlanFile): {
  requirements: DraftRequirement[];
  /** By the number of a requirement: the names of its criteria. */
  criteria: Map<string, Set<string>>;
} {
  const requirements: DraftRequirement[] = [];
  const criteria = new Map<string, Set<string>>();
  let current: DraftRequirement | undefined;
  let number = "";
  let level = 0;
  let listed = false;
  for (const line of readLines(text)) {
    if (line.type === "heading") {
      const mark = REQUIREMENT.exec(line.text);
      listed = current !== undefined && mark === null && CRITERIA.test(line.text);
      if (mark !== null) {
        number = mark[1] ?? "";
        current = {
          name: nameOf(number),
          text: titleOf(line.text.slice(mark[0].length)),
          kind: "functional",
          priority: "must",
          acceptance: [],
          retired: false,
          place: { path, line: line.line },
        };
        level = line.level;
        requirements.push(current);
        if (!criteria.has(number)) criteria.set(number, new Set());
      } else if (line.level <= level) current = undefined;
      continue;
    }
    if (current === undefined || line.type === "code") continue;
    const said = textOf(line.text);
    if (STORY.test(line.text)) {
      const story = textOf(line.text.replace(STORY, ""));
      if (story !== "") current.text = current.text === "" ? story : `${current.text}: ${story}`;
    } else if (line.type === "text" && CRITERIA.test(said)) listed = true;
    else if (listed && line.type === "item" && line.indent <= 3 && said !== "") {
      const own = criteria.get(number);
      const dotted = /^\d{1,4}\.(\d{1,4})(?![\w.]*\d)/.exec(line.text)?.[1];
      own?.add(`${number}.${Number(dotted ?? line.number ?? current.acceptance.length + 1)}`);
      current.acceptance.push(said.slice(0, 1000));
    }
  }
  for (const requirement of requirements) {
    if (requirement.text === "") requirement.text = requirement.acceptance[0] ?? requirement.name;
  }
  return { requirements, criteria };
}
