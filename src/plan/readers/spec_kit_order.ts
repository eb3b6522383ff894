/** What the section "Dependencies & Execution Order" says: which tasks and which phases wait for which. */
import type { DraftGroup, DraftTask } from "./draft.ts";
import type { SourceLine } from "./markdown_source.ts";
import { idsAfter, namesAt } from "./needs.ts";
import { storyIn } from "./spec_kit_names.ts";
import { keyOf } from "./task_numbers.ts";

const WAITS = /\b(?:depends? (?:up)?on|requires?|needs?|blocked by|(?:can |may )?(?:start )?after)\b/i;
const BLOCKS = /\b(?:blocks?|before)\b/i;
const ARROW = /\s{0,3}(?:→|->|=>|⟶)\s{0,3}/;
/** More pairs than this from one line are no list of tasks, but of two halves of the plan. */
const MOST_PAIRS = 400;
/** Of more phases than this nobody says in words which waits for which. */
const MOST_GROUPS = 300;

/** Adds the dependencies that the lines of the section state to tasks and groups. */
export function addOrder(lines: readonly SourceLine[], groups: readonly DraftGroup[]): void {
  const tasks = new Map<string, DraftTask>();
  for (const task of groups.flatMap((group) => group.tasks)) {
    const key = keyOf(task.name ?? "");
    if (!tasks.has(key)) tasks.set(key, task);
  }
  const read = groupReader(groups);
  for (const line of lines) {
    if (line.type !== "item" && line.type !== "text") continue;
    const text = line.text.replace(/[*_`]{1,3}/g, "").slice(0, 1000);
    const subject = namesAt(text, "ids");
    if (subject.names.length > 0) {
      for (const [name, needed] of pairsOf(text, subject)) tasks.get(keyOf(name))?.needs.push(needed);
    } else addGroups(text, read, groups);
  }
}

/** Adds what a phase's own lines say: "**Depends on**: US1". */
export function addIntroduction(label: string, lines: readonly SourceLine[], groups: readonly DraftGroup[]): void {
  if (!label.startsWith("Phase ")) return;
  const line = lines.slice(0, 12).find(({ type, text }) =>
    (type === "text" || type === "quote") && /^[*_]{2}(?:Depends on|Dependencies|Prerequisites?)\b/i.test(text)
  );
  const what = line?.text.replace(/^[*_]{2}[^*_]{1,40}[*_:\s]{1,6}/, "") ?? "";
  if (what !== "") addGroups(`${label} depends on ${what}`, groupReader(groups), groups);
}

/** Pairs of a task and one that it waits for. */
function pairsOf(text: string, subject: { names: string[]; end: number }): [string, string][] {
  const rest = text.slice(subject.end);
  const waits = rest.search(WAITS);
  const blocks = rest.search(BLOCKS);
  if (waits !== -1 && (blocks === -1 || waits < blocks)) {
    const after = rest.slice(waits).replace(WAITS, "");
    return product(subject.names, idsAfter(after));
  }
  if (blocks !== -1) {
    // "complete before tests (T005-T008)": here what is meant may stand in brackets.
    return product(idsAfter(rest.slice(blocks).replace(BLOCKS, "").replace(/[(:]/g, " ")), subject.names);
  }
  const chain = text.split(ARROW).map((part) => namesAt(part, "ids").names);
  return chain.slice(1).flatMap((names, at) => product(names, chain[at] ?? []));
}

function product(tasks: readonly string[], needed: readonly string[]): [string, string][] {
  if (tasks.length * needed.length > MOST_PAIRS) return [];
  return tasks.flatMap((task) => needed.filter((name) => name !== task).map((name): [string, string] => [task, name]));
}

function addGroups(text: string, read: (text: string) => number[], groups: readonly DraftGroup[]): void {
  const waits = text.search(WAITS);
  const blocks = text.search(BLOCKS);
  const early = waits === -1 || (blocks !== -1 && blocks < waits) ? blocks : waits;
  if (early === -1 || /\bno dependencies\b/i.test(text)) return;
  const subject = text.slice(0, early);
  const verb = early === waits ? WAITS : BLOCKS;
  // What follows a dash, a bracket or a full stop is said by the way: "May integrate with US1".
  const object = text.slice(early).replace(verb, "").split(/[.;(]|\s[–—-]\s|,?\s(?:but|may|can)\s/i)[0] ?? "";
  const [later, needed] = verb === WAITS ? [read(subject), read(object)] : [read(object), read(subject)];
  for (const group of later) {
    for (const other of needed) if (other !== group) groups[group]?.needs.add(other);
  }
}

/** Finds the groups that a text names: by number, by story, by the first word of their titles. */
function groupReader(groups: readonly DraftGroup[]): (text: string) => number[] {
  if (groups.length > MOST_GROUPS) return () => [];
  const stories = groups.map(({ title }) => storyIn(title));
  const numbers = groups.map(({ label }) => /^Phase ([\d.]+)$/.exec(label)?.[1]);
  const words = groups.map(({ title }) =>
    /^(?:setup|foundation(?:al)?|polish|infrastructure|integration|documentation)\b/i.exec(title)?.[0].toLowerCase()
  );
  const all = (fits: (index: number) => boolean) => groups.flatMap((_, index) => fits(index) ? [index] : []);
  return (text) => {
    const found = new Set<number>();
    const add = (indexes: number[]) => indexes.forEach((index) => found.add(index));
    for (const [, number = "", open] of text.matchAll(/\bPhase (\d{1,3}(?:\.\d{1,3})?)(\+)?/gi)) {
      if (open === undefined) add(all((index) => numbers[index] === number));
      else add(all((index) => stories[index] !== undefined && Number(numbers[index]) >= Number(number)));
    }
    if (found.size > 0) return [...found];
    for (const [name] of text.matchAll(/\b(?:User Story|US) ?\d{1,3}\b/gi)) {
      add(all((index) => stories[index] === storyIn(name)));
    }
    if (/\b(?:all|any|every|desired|user) (?:desired )?(?:user )?stories\b/i.test(text)) {
      add(all((index) => stories[index] !== undefined));
    }
    for (const [word] of text.matchAll(/\b(?:setup|foundation(?:al)?|polish|infrastructure|integration)\b/gi)) {
      const start = word.toLowerCase().slice(0, 10);
      add(all((index) => words[index]?.startsWith(start) === true));
    }
    return [...found];
  };
}
