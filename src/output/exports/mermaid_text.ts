import { oneLine, shorten } from "../../text.ts";
import type { Work } from "./work.ts";

/** More of a text would make a box that nobody reads. */
const LONGEST = 80;

/**
 * A text as Mermaid takes it in any place, in quotes or not: what has a meaning in a diagram, in HTML, in Markdown or in
 * a directive stands there by its number (`#35;`), which Mermaid shows as the sign itself.
 */
export function mermaidText(text: string, limit = LONGEST): string {
  return shorten(oneLine(text), limit).replace(/["#&<>;:%{}[\]|`\\$@~^*]/g, (sign) => `#${sign.charCodeAt(0)};`);
}

/**
 * Names of steps in a diagram, from their ids: they begin with a capital, so that none is a word of Mermaid's own (`end`,
 * `style`).
 */
export function mermaidIds(works: readonly Work[]): Map<Work, string> {
  const taken = new Set<string>();
  return new Map(works.map((work) => {
    const { id } = work.step;
    const plain = /^S\w{1,30}$/.test(id) ? id : `S_${id.slice(0, 30).replace(/\W/g, "_")}`;
    let own = plain;
    for (let count = 2; taken.has(own); count++) own = `${plain}_${count}`;
    taken.add(own);
    return [work, own];
  }));
}

/** What Mermaid draws at most unless its owner sets more, which a diagram cannot do for itself. */
const MOST_SIGNS = 50_000;
const MOST_ARROWS = 500;

/** Says so where a diagram is larger than Mermaid draws by default. */
export function mermaidLimit(files: Readonly<Record<string, string>>): string | undefined {
  const [text = ""] = Object.values(files);
  const arrows = text.split(" --> ").length - 1;
  return text.length <= MOST_SIGNS && arrows <= MOST_ARROWS
    ? undefined
    : `the diagram has ${text.length} characters and ${arrows} arrows; Mermaid draws at most ${MOST_SIGNS} and ${MOST_ARROWS}` +
      " unless maxTextSize and maxEdges are set, which GitHub does not";
}
