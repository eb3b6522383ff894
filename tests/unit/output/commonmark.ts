/** Just enough of CommonMark to see what a page's code is. */

/** The lines of a page, each with whether it belongs to fenced code; `open` tells whether the last fence is never closed. */
export function fencedLines(page: string): { lines: { text: string; fenced: boolean }[]; open: boolean } {
  let fence: string | undefined;
  const lines = page.trimEnd().split("\n").map((text) => {
    const mark = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(text)?.[1];
    if (fence === undefined) {
      fence = mark;
      return { text, fenced: mark !== undefined };
    }
    if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length && text.trim() === mark) {
      fence = undefined;
    }
    return { text, fenced: true };
  });
  return { lines, open: fence !== undefined };
}

/** A page without fenced code and code spans. */
export function withoutCode(page: string): string {
  return fencedLines(page).lines.map(({ text, fenced }) => fenced ? "" : withoutSpans(text)).join("\n");
}

function withoutSpans(line: string): string {
  let rest = "";
  for (let at = 0; at < line.length; at++) {
    const run = /^`+/.exec(line.slice(at))?.[0];
    const end = run === undefined ? -1 : line.slice(at + run.length).search(new RegExp(`(?<!\`)${run}(?!\`)`));
    if (run !== undefined && end >= 0) at += run.length * 2 + end - 1;
    else if (run !== undefined) {
      rest += run;
      at += run.length - 1;
    } else if (line[at] === "\\") rest += "\\" + (line[++at] ?? "");
    else rest += line[at];
  }
  return rest;
}
