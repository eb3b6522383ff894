import type { Part } from "../checks/part.ts";
import { isCommand, pathsIn } from "../markdown/code.ts";
import { textOf } from "../markdown/inline.ts";
import { labelled, type Topic } from "../markdown/labels.ts";
import type { Verification } from "../types.ts";
import type { SourceLine } from "./markdown_source.ts";
import { namesAt, type Naming, needsIn } from "./needs.ts";
import { checkIn, checksOf, filesIn, SUCCEEDS } from "./prose.ts";

/** What the lines below a task say about it. */
export interface TaskBody {
  /** What continues the task's own line. */
  more: string;
  do: string[];
  paths: string[];
  verify: Verification[];
  needs: string[];
  /** All that is said, for what may be cited in it. */
  said: string;
  /** What has a label of its own here. */
  labelled: Part[];
}

/** More entries than this are not looked at. */
const MOST = 100;
const SHELL = /^(?:|bash|sh|shell|console|zsh|terminal|powershell|cmd)$/;

/**
 * Reads the lines below a task.
 *
 * @param lines Those lines.
 * @param naming How tasks are named in the file.
 * @param continues Whether the first of them may go on with the sentence of the task: below a heading none does.
 */
export function bodyOf(lines: readonly SourceLine[], naming: Naming, continues = true): TaskBody {
  const body: TaskBody = { more: "", do: [], paths: [], verify: [], needs: [], said: "", labelled: [] };
  const said: string[] = [];
  let topic: Topic | undefined;
  let opening = continues;
  lines.slice(0, MOST).forEach((line) => {
    if (line.type === "code") {
      const typed = line.text.trim().replace(/^\$ /, "");
      if (!SHELL.test(line.language ?? "") || !isCommand(typed)) return;
      if (topic === "verify" || topic === "exit") body.verify.push({ command: typed, expect: SUCCEEDS });
      else body.do.push(`\`${typed.replaceAll("`", "'")}\``);
      return;
    }
    said.push(line.text);
    const label = labelled(line.text) ?? (line.type === "row" ? undefined : labelled(`${line.text}:`));
    // Only what follows without a gap goes on with the sentence of the task.
    opening = opening && line.type === "text" && !line.fresh && label === undefined;
    if (opening) {
      body.more += ` ${line.text}`;
      return;
    }
    if (label !== undefined) topic = label.topic;
    else if (line.type === "heading" || (line.type === "text" && line.fresh)) topic = undefined;
    if (label?.text !== "") take(body, label?.text ?? line.text, topic, naming);
    // A label with its text on the same line says nothing about the next one.
    if (label !== undefined && label.text !== "") topic = undefined;
  });
  return { ...body, said: said.join("\n") };
}

function take(body: TaskBody, text: string, topic: Topic | undefined, naming: Naming): void {
  if (topic === "verify" || topic === "exit") {
    const paths = pathsIn(text, false);
    // "Test: `tests/a_test.py`" names a file, and no check.
    if (paths.length > 0 && /^\W*$/.test(text.replace(/`[^`]*`/g, ""))) {
      body.paths.push(...paths);
      return;
    }
    const last = body.verify.at(-1);
    const checks = checksOf(text);
    const [only] = checks;
    // "Run: `x`" and "Expected: y" are one check on two lines.
    if (last?.expect === SUCCEEDS && only !== undefined && only.command === undefined) last.expect = only.expect;
    else body.verify.push(...checks);
    body.labelled.push("verification");
    return;
  }
  if (topic === "files" || topic === "delivers") {
    const paths = pathsIn(text, true);
    body.paths.push(...paths);
    if (paths.length > 0) body.labelled.push("deliverables");
    else if (topic === "delivers") body.do.push(...entryOf(text));
    return;
  }
  if (topic === "depends") {
    body.needs.push(...needsIn(`depends on ${text.replace(/^[*_\s]{1,6}/, "")}`, naming));
    if (body.needs.length === 0) body.needs.push(...namesAt(text.trim(), naming).names);
    return;
  }
  if (topic === "requirements" || topic === "aside") return;
  body.paths.push(...filesIn(text));
  body.verify.push(...checkIn(text));
  body.needs.push(...needsIn(text, naming));
  body.do.push(...entryOf(text));
}

function entryOf(text: string): string[] {
  const said = textOf(text);
  return said.length < 2 ? [] : [said];
}

/** Where the lines below an entry end: at the next entry of its depth, a heading, or a paragraph of its own. */
export function endOf(lines: readonly SourceLine[], at: number): number {
  const indent = lines[at]?.indent ?? 0;
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined || line.type === "heading") break;
    if (line.type === "code") continue;
    if (line.indent <= indent && (line.type === "item" || line.fresh || line.type === "row")) break;
  }
  return end;
}
