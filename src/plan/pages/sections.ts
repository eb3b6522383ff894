/** A part of a page: its first line and the one behind its last; the first line of the page is 0. */
export interface Section {
  start: number;
  end: number;
}

/** What stands between two anchors; undefined where one of them is missing. */
export function anchoredSection(lines: readonly string[], name: string): Section | undefined {
  const start = lines.findIndex((line) => line.trim() === `<!-- ${name}_START -->`);
  const end = lines.findIndex((line, at) => at > start && line.trim() === `<!-- ${name}_END -->`);
  return start === -1 || end === -1 ? undefined : { start: start + 1, end };
}

/** What stands below a heading of the second level, up to the next heading of this level or the first. */
export function headedSection(lines: readonly string[], title: RegExp): Section | undefined {
  const found = lines.findIndex((line) => title.test(/^##[ \t]+(.*)$/.exec(line.trimEnd())?.[1] ?? ""));
  if (found === -1) return undefined;
  const end = lines.findIndex((line, at) => at > found && /^#{1,2}[ \t]/.test(line));
  return { start: found + 1, end: end === -1 ? lines.length : end };
}
