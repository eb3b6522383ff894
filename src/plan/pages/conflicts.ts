/** What git writes around the two sides of a conflict. */
const MARK = /^(?:[<>|]{7}(?: |$)|={7}$)/;

/** The first line of a text, from 1, that git has left a conflict in; undefined where there is none. */
export function conflictLine(text: string): number | undefined {
  const at = text.split("\n").findIndex((line) => MARK.test(line.replace(/\r$/, "")));
  return at === -1 ? undefined : at + 1;
}
