/** The word that an entry of a step begins with, in any emphasis, with or without a box. */
const LABEL = /^(?:\[[ xX]\][ \t]+)?[*_]{0,2}(Files?|Done when|Why)[*_]{0,2}:[*_]{0,2}(?:\s+(.*))?$/i;

/** What an entry of a step is, by the word that it begins with. */
export type Label = "files" | "check" | "why";

/** Reads the label of an entry and what it says; undefined where it has none. */
export function labelOf(text: string): { label: Label; said: string } | undefined {
  const [, word = "", said = ""] = LABEL.exec(text) ?? [];
  switch (word.charAt(0).toLowerCase()) {
    case "f":
      return { label: "files", said };
    case "d":
      return { label: "check", said };
    case "w":
      return { label: "why", said };
  }
  return undefined;
}
