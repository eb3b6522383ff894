const OPEN = "<think>";
const CLOSE = "</think>";

/** A run of the answer's text, or of what the model thinks. */
export interface Run {
  type: "text" | "reasoning";
  text: string;
}

/**
 * Open models behind compatible servers write what they think into the answer, between `<think>` tags at its head. This
 * takes it apart, however the tags are split; an unclosed tag is reasoning to the end. White space before the tag is
 * dropped with it.
 */
export class ThinkSplitter {
  #state: "head" | "thinking" | "text" = "head";
  #held = "";

  /** Takes a piece of the text and gives what is decided. */
  push(piece: string): Run[] {
    if (this.#state === "text") return [{ type: "text", text: piece }];
    const runs: Run[] = [];
    let rest = this.#held + piece;
    this.#held = "";
    if (this.#state === "head") {
      const body = rest.trimStart();
      if (OPEN.startsWith(body.slice(0, OPEN.length)) && body.length < OPEN.length) {
        this.#held = rest;
        return runs;
      }
      if (!body.startsWith(OPEN)) {
        this.#state = "text";
        return [{ type: "text", text: rest }];
      }
      this.#state = "thinking";
      rest = body.slice(OPEN.length);
    }
    const close = rest.indexOf(CLOSE);
    if (close === -1) {
      const keep = tailLike(rest, CLOSE);
      this.#held = rest.slice(rest.length - keep);
      rest = rest.slice(0, rest.length - keep);
      return rest === "" ? runs : [{ type: "reasoning", text: rest }];
    }
    this.#state = "text";
    if (close > 0) runs.push({ type: "reasoning", text: rest.slice(0, close) });
    const after = rest.slice(close + CLOSE.length);
    if (after !== "") runs.push({ type: "text", text: after });
    return runs;
  }

  /** Gives what was held back. */
  end(): Run[] {
    const rest = this.#held;
    this.#held = "";
    return rest === "" ? [] : [{ type: this.#state === "thinking" ? "reasoning" : "text", text: rest }];
  }
}

/** How many characters at the end of a text are the beginning of a tag. */
function tailLike(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--) {
    if (tag.startsWith(text.slice(text.length - length))) return length;
  }
  return 0;
}
