import { inline } from "../markdown.ts";

/** A text at the head of an entry of a list, where a bracket must not be taken for a box to tick or a label such as `[P]`. */
export function entry(text: string): string {
  return inline(text).replace(/^(?=[[(])/, "\\");
}
