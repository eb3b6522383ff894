import type { Deliverable, Verification } from "../types.ts";
import type { Entry } from "./blocks.ts";
import { labelOf } from "./labels.ts";
import { leadingCode, plainOf } from "./unescape.ts";

/** What the entries below a step's first line say. */
export interface StepBody {
  do: string[];
  /** The action is absent where nobody wrote one. */
  deliverables: (Omit<Deliverable, "action"> & Partial<Pick<Deliverable, "action">>)[];
  verify: Verification[];
  why?: string;
  problems: { line: number; text: string }[];
}

/** What is expected where nobody said it: a command tells by its exit. */
const PASSES = "passes.";

/**
 * Reads the entries of a step.
 *
 * @param instructions Entries, as they are written, that are instructions although they begin like something else.
 */
export function readBody(entries: readonly Entry[], instructions: ReadonlySet<string>): StepBody {
  const body: StepBody = { do: [], deliverables: [], verify: [], problems: [] };
  for (const { text, line } of entries) {
    const { label, said = "" } = instructions.has(text) ? {} : labelOf(text) ?? {};
    switch (label) {
      case "files": {
        const files = readFiles(said);
        if (typeof files === "string") body.problems.push({ line, text: `expected files, got "${files}"` });
        else body.deliverables.push(...files);
        break;
      }
      case "check":
        if (said !== "") body.verify.push(readCheck(said));
        break;
      case "why":
        body.why = plainOf(said);
        break;
      default:
        if (plainOf(text).trim() !== "") body.do.push(plainOf(text));
    }
  }
  return body;
}

/** The entries that stand before the files in a page of ours: instructions, whatever they begin with. */
export function instructionsOf(entries: readonly Entry[]): string[] {
  let files = entries.length - 1;
  while (files > 0 && !/^Files: /.test(entries[files]?.text ?? "")) files--;
  return entries.slice(0, files).map(({ text }) => text);
}

/** Reads `` `a.ts` (create), `b.ts` (modify) ``; returns what is no file where something is none. */
function readFiles(text: string): StepBody["deliverables"] | string {
  const files: StepBody["deliverables"] = [];
  let rest = text.trim().replace(/\.$/, "");
  if (/^(?:none|-|–)?$/i.test(rest)) return files;
  while (rest !== "") {
    const coded = leadingCode(rest);
    const bare = coded === undefined ? /^[^,;()]+/.exec(rest)?.[0] ?? "" : "";
    const path = coded?.code ?? plainOf(bare.trim());
    const behind = coded?.rest ?? rest.slice(bare.length);
    const [whole = "", word] = /^\s*(?:\((\w*)\))?\s*(?:[,;]|$)\s*/.exec(behind) ?? ["\0"];
    const action = actionOf(word);
    const isPath = coded !== undefined || (path !== "" && (!/\s/.test(path) || /[./]/.test(path)));
    if (!isPath || whole === "\0" || (word !== undefined && action === undefined)) return rest.slice(0, 60);
    files.push({ path, ...(action === undefined ? {} : { action }) });
    rest = behind.slice(whole.length);
  }
  return files;
}

function actionOf(word = ""): Deliverable["action"] | undefined {
  return ([["create", /^(?:create[ds]?|new|add(?:ed)?)$/i], [
    "modify",
    /^(?:modif(?:y|ied)|changed?|edit(?:ed)?|update[ds]?)$/i,
  ], [
    "delete",
    /^(?:deleted?|removed?)$/i,
  ]] as const).find(([, test]) => test.test(word))?.[0];
}

function readCheck(text: string): Verification {
  const coded = leadingCode(text);
  if (coded === undefined) return { expect: plainOf(text) };
  const expect = plainOf(coded.rest.replace(/^[\s,:–—-]+/, ""));
  return { command: coded.code, expect: expect === "" || expect === "." ? PASSES : expect };
}
