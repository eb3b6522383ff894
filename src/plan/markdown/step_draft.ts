import { CHAT } from "./evidence.ts";
import { commandsIn, isCommand, pathsIn } from "./code.ts";
import { idsIn, textOf } from "./inline.ts";
import { labelled, type Topic } from "./labels.ts";
import type { Line } from "./lines.ts";
import type { Opening, Part } from "./parts.ts";

/** A step as far as a text says it: code gives ids, numbers and order. */
export interface DraftStep {
  /** What it achieves; never empty. */
  title: string;
  /** What to do, one instruction an entry; the title where the text says no more. */
  do: string[];
  /** The ids of requirements that its text names, in order. */
  requirements: string[];
  /** Relative paths that it names: those announced as files first. */
  paths: string[];
  /** Commands that it names: those announced as checks first. */
  commands: string[];
  /** What is then to be seen. */
  expects: string[];
  /** Positions of earlier steps of the same answer, from 1. */
  dependsOn: number[];
}

/** The most entries of each list. */
const MOST = 40;
const SHELL = /^(?:|bash|sh|shell|console|zsh|terminal|powershell|cmd)$/;

/** The number of a part of a step: `1.1.2 `. */
const OWN_NUMBER = /^\d{1,4}(?:\.\d{1,4}){1,4}[.):]?\s+(?=\p{L})/u;

/** Where each number of a text stands: the positions of its steps, from 1. */
export function positionsOf(openings: readonly Opening[]): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  openings.forEach(({ number }, index) => {
    if (number === "") return;
    const known = positions.get(number);
    if (known === undefined) positions.set(number, [index + 1]);
    else known.push(index + 1);
  });
  return positions;
}

/** What a step's lines say about it. */
export function draftOf(
  { opening, lines }: Part,
  index: number,
  numbers: ReadonlyMap<string, number[]>,
  last: boolean,
): DraftStep {
  const all = {
    do: [] as string[],
    requirements: new Set<string>(),
    checks: new Set<string>(),
    commands: new Set<string>(),
    files: new Set<string>(),
    paths: new Set<string>(),
    expects: new Set<string>(),
    dependsOn: new Set<number>(),
  };
  const take = (markdown: string, topic: Topic | undefined) => {
    for (const id of idsIn(markdown)) all.requirements.add(id);
    const checks = topic === "verify" || topic === "exit";
    const files = topic === "files" || topic === "delivers";
    const commands = commandsIn(markdown, checks);
    for (const command of commands) (checks ? all.checks : all.commands).add(command);
    const paths = pathsIn(markdown, files);
    for (const path of paths) (files ? all.files : all.paths).add(path);
    const said = textOf(markdown);
    if (said.length < 2 || CHAT.test(said)) return;
    if (topic === "depends") {
      for (const position of earlier(markdown, index, numbers)) all.dependsOn.add(position);
    } else if (checks || (topic === "delivers" && paths.length === 0)) {
      // A command alone is no observation.
      const bare = /^`[^`]*`\.?$/.test(said) || (commands.length > 0 && !said.includes("`"));
      if (!bare) all.expects.add(said);
    } else if (!files && topic !== "requirements" && topic !== "aside") all.do.push(said.replace(OWN_NUMBER, ""));
  };

  const inTitle = /\((?:depends on|after|needs|requires):? ([^()]{1,80})\)/i.exec(`${opening.title} ${opening.rest}`);
  if (inTitle !== null) take(inTitle[1] ?? "", "depends");
  for (const id of idsIn(opening.title)) all.requirements.add(id);
  if (opening.rest !== "") {
    const label = labelled(opening.rest);
    take(label?.text ?? opening.rest, label?.topic);
  }
  for (const { name, text } of opening.columns ?? []) take(text, name === "" ? undefined : name as Topic);
  walk(lines, last && opening.rank <= 3, take, (command) => all.commands.add(command));
  return {
    title: opening.title,
    do: (all.do.length > 0 ? [...new Set(all.do)] : [opening.title]).slice(0, MOST),
    requirements: [...all.requirements],
    paths: [...new Set([...all.files, ...all.paths])].slice(0, MOST),
    commands: [...new Set([...all.checks, ...all.commands])].slice(0, MOST),
    expects: [...all.expects].slice(0, MOST),
    dependsOn: [...all.dependsOn].sort((a, b) => a - b),
  };
}

/** Goes through the lines of a step: each is told with the label that it stands under. */
function walk(
  lines: readonly Line[],
  ends: boolean,
  take: (markdown: string, topic: Topic | undefined) => void,
  command: (text: string) => void,
): void {
  let topic: Topic | undefined;
  let taken = false;
  for (const line of lines) {
    if (line.type === "code") {
      const typed = line.text.trim().replace(/^\$ /, "");
      if (!SHELL.test(line.language ?? "") || !isCommand(typed)) continue;
      if (topic === "verify" || topic === "exit") take(`\`${typed}\``, topic);
      else command(typed);
      continue;
    }
    const label = labelled(line.text) ?? (line.type === "row" ? undefined : labelled(`${line.text}:`));
    if (label !== undefined) {
      topic = label.topic;
      taken = label.text !== "";
      if (taken) take(label.text, topic);
      continue;
    }
    const paragraph = line.type === "text" && line.fresh && line.indent === 0;
    // Behind the last entry of a list, a paragraph is what the model says about the plan.
    if (paragraph && ends && !/[:：]$/.test(line.text)) return;
    if (line.type === "heading" || ((line.type === "text" || line.type === "item") && taken && line.fresh)) {
      topic = undefined;
    }
    if (line.type !== "heading") take(line.type === "row" ? (line.cells ?? []).join(" ") : line.text, topic);
    taken = taken || topic !== undefined;
  }
}

/** The earlier steps that a text names by number; of several with one number, the nearest before. */
function earlier(text: string, index: number, numbers: ReadonlyMap<string, number[]>): number[] {
  return (text.match(/(?<![\d.])\d{1,4}(?:\.\d{1,4}){0,4}/g) ?? []).flatMap((number) =>
    numbers.get(number)?.filter((position) => position <= index).slice(-1) ?? []
  );
}
