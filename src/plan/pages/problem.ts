/** Something in a page that is not taken over, or not as it stands there. */
export interface PageProblem {
  /** The page's name: `phase2.md`. */
  file: string;
  /** From 1; absent where all of the page is meant. */
  line?: number;
  /** What is wrong. */
  text: string;
  /** What to do about it. */
  hint: string;
}

/** Where and what, in one line: `phase2.md:14: ...`. */
export function problemLine({ file, line, text }: PageProblem): string {
  return `${file}${line === undefined ? "" : `:${line}`}: ${text}`;
}
