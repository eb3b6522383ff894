/** Reads the titles of phases and steps out of JSON while it streams in. */
export class TitleReader {
  #text = "";

  /** Takes the next piece; returns the titles that it completes. */
  read(piece: string): string[] {
    this.#text += piece;
    const titles: string[] = [];
    let end = 0;
    for (const found of this.#text.matchAll(/"title"\s{0,20}:\s{0,20}("(?:[^"\\]|\\.){0,500}")/g)) {
      end = found.index + found[0].length;
      try {
        titles.push(String(JSON.parse(found[1] ?? '""')));
      } catch {
        // Not JSON after all: it is only for show.
      }
    }
    // What is read is let go; of the rest, only what may be the beginning of a title.
    this.#text = this.#text.slice(Math.max(end, this.#text.length - 600));
    return titles;
  }
}
