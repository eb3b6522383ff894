/** The languages of fences that hold no code. */
const NO_CODE =
  /^(?:mermaid|plantuml|puml|dot|graphviz|d2|text|txt|plain|plaintext|ascii|tree|markdown|md|console|output)$/i;
/** Trees of folders and diagrams are drawn with these. */
const DRAWN = /[\u2500-\u257f]|\+--|\|--|-->/;

/** How many lines a text has, and how many of them are code between fences. A fence that is never closed opens nothing. */
export function linesOfCode(text: string): { lines: number; code: number } {
  const all = text.split("\n").filter((line) => line.trim() !== "");
  let code = 0;
  let open: { mark: string; language: string; lines: number; drawn: boolean } | undefined;
  for (const line of all) {
    const [, mark = "", language = ""] = /^\s{0,20}(`{3,20}|~{3,20})\s{0,5}([\w+#-]{0,30})/.exec(line) ?? [];
    if (open === undefined) {
      if (mark !== "") open = { mark, language, lines: 0, drawn: false };
    } else if (language === "" && mark.startsWith(open.mark)) {
      if (!open.drawn && !NO_CODE.test(open.language)) code += open.lines;
      open = undefined;
    } else {
      open.lines++;
      open.drawn ||= DRAWN.test(line);
    }
  }
  return { lines: all.length, code };
}
