import { textOf } from "../markdown/inline.ts";
import type { Priority } from "../types.ts";
import type { DraftRequirement } from "./draft.ts";
import { documentTitle, readLines, type SourceLine } from "./markdown_source.ts";
import { storyIn, storyTitle } from "./spec_kit_names.ts";
import type { PlanFile } from "./types.ts";

/** What a `spec.md` of spec-kit demands. */
export interface SpecKitSpec {
  title?: string;
  /** What the owner asked for, in their words. */
  input?: string;
  stories: DraftRequirement[];
  /** `FR-001`, and `SC-001` for what is to be reached. */
  demands: DraftRequirement[];
  /** What is marked as open. */
  questions: string[];
}

const DEMAND = /^[*_`]{0,3}((?:N?FR|SC)-?\d{1,4})[a-z]?[*_`]{0,3}\s?[:：–—-]?[*_]{0,2}\s{0,3}(?=\S)/;
const OPEN = /\[NEEDS CLARIFICATION:?\s{0,3}([^\]]{0,400})\]/g;

/** Reads the specification beside the tasks. */
export function readSpec(file: PlanFile): SpecKitSpec {
  const lines = readLines(file.text);
  const stories: DraftRequirement[] = [];
  const demands = new Map<string, DraftRequirement>();
  const questions = new Set<string>();
  let story: DraftRequirement | undefined;
  let level = 0;
  let scenarios = false;
  let input: string | undefined;
  for (const line of lines) {
    if (line.type === "code") continue;
    for (const [, what = ""] of line.text.matchAll(OPEN)) questions.add(textOf(what) || "What is left open here?");
    if (line.type === "heading") {
      const name = storyIn(line.text);
      if (name !== undefined) {
        story = storyOf(name, line, file.path);
        stories.push(story);
        level = line.level;
      } else if (line.level <= level) story = undefined;
      scenarios = false;
      continue;
    }
    input ??= /^\*\*Input\*\*:\s{0,3}(?:User description:)?\s{0,3}"?([^]{2,2000}?)"?$/.exec(line.text)?.[1];
    const id = DEMAND.exec(line.text);
    if (id !== null && id[1] !== undefined) {
      const demand = demandOf(id[1], line.text.slice(id[0].length), line, file.path);
      if (!demands.has(demand.name)) demands.set(demand.name, demand);
    } else if (story !== undefined) {
      if (line.text.startsWith("**")) scenarios = /^\*\*(?:Acceptance|Akzeptanz|验收|受入)/i.test(line.text);
      if (line.type === "text" && line.fresh && !line.text.startsWith("**") && !story.text.includes(". ")) {
        story.text = textOf(`${story.text}. ${line.text}`);
      } else if (line.type === "item" && (scenarios || /\bGiven\b/.test(line.text))) {
        story.acceptance.push(scenarioOf(line.text));
      }
    }
  }
  const title = documentTitle(lines);
  return {
    ...(title === undefined ? {} : { title }),
    ...(input === undefined ? {} : { input: textOf(input) }),
    stories,
    demands: [...demands.values()],
    questions: [...questions],
  };
}

/** A scenario without the words of its form, which say nothing about this project. */
export function scenarioOf(markdown: string): string {
  return textOf(markdown.replace(/[*_]{0,2}\b(?:Given|When|Then|And|GIVEN|WHEN|THEN|AND)\b[*_]{0,2}:?\s{0,3}/g, "")) ||
    "-";
}

/** A story as its heading tells it. */
export function storyOf(name: string, { text, line }: SourceLine, path: string): DraftRequirement {
  const rank = /\bP([1-9])\b/.exec(text)?.[1];
  const priority: Priority = rank === undefined || rank === "1" ? "must" : rank === "2" ? "should" : "could";
  return {
    name,
    text: textOf(storyTitle(text)) || name,
    kind: "functional",
    priority,
    acceptance: [],
    retired: /~~|\b(?:out of scope|deferred|dropped|removed|cancel+ed)\b/i.test(text),
    place: { path, line },
  };
}

function demandOf(id: string, markdown: string, { line }: SourceLine, path: string): DraftRequirement {
  const text = textOf(markdown);
  return {
    name: id.replace(/(?<=[A-Z])(?=\d)/, "-"),
    text: text || id,
    kind: id.startsWith("FR") ? "functional" : "quality",
    priority: /\bMAY\b/.test(text) ? "could" : /\bSHOULD\b/.test(text) ? "should" : "must",
    acceptance: [],
    retired: /^\W{0,3}(?:removed|deprecated|withdrawn|deferred)\b|^~~/i.test(markdown),
    place: { path, line },
  };
}
