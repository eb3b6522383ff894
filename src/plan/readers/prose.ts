/** What the prose of a task names: files, commands that check it, and how it is split into a title and the rest. */
import { commandsIn, isPath, pathsIn } from "../markdown/code.ts";
import { textOf } from "../markdown/inline.ts";
import type { StepStatus, StepType, Verification } from "../types.ts";

/** What is seen where a command is all that a check says. */
export const SUCCEEDS = "It succeeds.";
/** A title that is longer is cut, and what is cut off becomes what to do. */
const LONGEST_TITLE = 200;

/** Folders that projects have: `src/auth` is a path where `login/logout` is none. */
const ROOTS =
  /^(?:\.github|\.?app|apps|api|assets|backend|bin|cmd|code|config|contracts|cypress|db|deploy|docker|docs|e2e|examples|frontend|infra|internal|lib|libs|migrations|packages|pages|pkg|public|schemas|scripts|server|services|specs|spec|src|static|supabase|templates|terraform|test|tests|tools|web|webapp)\//;

/** The files that a text names: in code, and in running words where nothing else is written so. */
export function filesIn(text: string): string[] {
  const plain = text.replace(/`[^`]*`/g, " ");
  return [...new Set([...pathsIn(text, false), ...pathsIn(plain, true).filter(isSurelyPath)])].slice(0, 40);
}

function isSurelyPath(word: string): boolean {
  if (!word.includes("/")) return !/^\p{Lu}[\p{L}\d]*\.(?:js|go|py|net)$/u.test(word);
  return word.endsWith("/") || ROOTS.test(word) || isPath(word.slice(word.lastIndexOf("/") + 1));
}

/** The command of a task that is a check as a whole: "Run `npm test`". */
export function checkIn(text: string): Verification[] {
  if (!/^\W{0,4}(?:run|re-?run|verify|check|validate|confirm|execute|ensure|test)\b/i.test(text)) return [];
  return commandsIn(text, false).slice(0, 3).map((command) => ({ command, expect: SUCCEEDS }));
}

/** What a labelled check says: its command, and what is then seen. */
export function checksOf(text: string): Verification[] {
  const said = textOf(text);
  const command = commandsIn(text, true)[0];
  if (command === undefined) return said.length < 2 ? [] : [{ expect: said }];
  const rest = textOf(text.replaceAll("`", "").replace(command, "")).replace(/^[\s:;,.–—→>-]{1,9}/, "");
  return [{ command, expect: rest.length < 2 ? SUCCEEDS : rest }];
}

/** A task's text in two, so that nothing is said twice: a title, and what does not fit into it. */
export function splitTitle(text: string): { title: string; rest: string[] } {
  if (text.length <= LONGEST_TITLE) return { title: text, rest: [] };
  const end = /^.{20,198}?(?:[.;:]|。| [–—-])(?=\s)/u.exec(text)?.[0].length ?? text.lastIndexOf(" ", LONGEST_TITLE);
  const at = end < 20 ? LONGEST_TITLE : end;
  const rest = text.slice(at).replace(/^[\s–—-]{1,9}/, "").toWellFormed();
  return { title: text.slice(0, at).replace(/[\s.;:–—-]{1,9}$/, "").toWellFormed(), rest: rest === "" ? [] : [rest] };
}

/** What a task is for, as far as its words and files say so. */
export function typeOf(title: string, paths: readonly string[]): StepType {
  if (/^(?:set ?up|initiali[sz]e|init|install|configure|scaffold|bootstrap)\b|\bCI\b/i.test(title)) return "enabler";
  const of = (pattern: RegExp) => paths.length > 0 && paths.every((path) => pattern.test(path));
  if (of(/(?:^|\/)(?:tests?|e2e|__tests__|spec)\/|[._](?:test|spec)\.|(?:^|\/)test_/)) return "test";
  if (
    /\b(?:unit|integration|contract|e2e|end-to-end|regression|property) tests?\b|^(?:test|run|verify|validate|check|confirm|execute|audit|smoke)\b/i
      .test(title)
  ) {
    return "test";
  }
  if (
    of(/\.mdx?$|(?:^|\/)docs\//) || /^(?:document|write (?:the )?(?:docs|readme)|update (?:the )?readme)\b/i.test(title)
  ) {
    return "docs";
  }
  if (/^(?:deploy|release|publish|merge|push|roll ?back|roll ?out|commit|tag)\b/i.test(title)) return "ops";
  return /^(?:remove|delete|drop)\b/i.test(title) ? "removal" : "feature";
}

/** How far a task is, by its box. */
export function statusOf(state: "todo" | "doing" | "done" | undefined): StepStatus {
  return state ?? "todo";
}
