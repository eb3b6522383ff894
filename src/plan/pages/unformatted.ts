/** A text of a page without what formatters change in it: blanks, escapes, and which sign stands for emphasis. */
export function unformatted(text: string): string {
  return text.replace(/\\(?=[!-/:-@[-`{-~])/g, "").replaceAll("_", "*").replace(/\s+/g, " ").trim();
}
