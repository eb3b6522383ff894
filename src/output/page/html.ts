/**
 * HTML that cannot be broken by what is put into it: texts are escaped where they enter, and nothing but this module
 * makes HTML of a text.
 * @module
 */
import { cleanText } from "../../text.ts";

/** A piece of HTML that is well-formed by itself. */
export class Html {
  /** The piece's text. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a piece of HTML; `undefined` and `false` leave no trace. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/** A piece of HTML; whatever is put into it and is no HTML itself becomes plain characters, in attributes too. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = literals[0] ?? "";
  for (let at = 0; at < parts.length; at++) text += textOf(parts[at]) + (literals[at + 1] ?? "");
  return new Html(text);
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "number") return String(part);
  return typeof part === "string" ? escape(part) : part.map(textOf).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as plain characters of HTML, also between quotes. What would reorder or hide text is gone. */
export function escape(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
