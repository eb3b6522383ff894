import { charsOf, tokensOf } from "./budget.ts";
import { type Kind, KINDS, type Piece, type Section } from "./piece.ts";

/** What became of the pieces. */
export interface Fitted {
  text: string;
  tokens: number;
  /** What is missing, the most important first: `risks`, `decisions (2 of 5)`. */
  leftOut: string[];
}

/** The pieces do not fit, whatever is left out. */
export interface TooSmall {
  /** The tokens of what cannot be left out. */
  needed: number;
  /** The tokens of all pieces. */
  whole: number;
}

const PARAGRAPH = "\n\n";
const RANKS = new Map(Object.keys(KINDS).map((kind, rank) => [kind, rank]));

/**
 * Puts sections together so that they take at most `budget` tokens. The least important pieces are left out first, each
 * whole, and are named at the end. A larger budget never tells less.
 */
export function fit(sections: readonly Section[], budget?: number): Fitted | TooSmall {
  const all = sections.flatMap(({ pieces }, section) => pieces.map((piece) => ({ ...piece, section })));
  const ordered = all.filter(({ kind }) => kind !== "core").sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
  const counts = new Counts(ordered);
  const size = new Size(sections);
  for (const { kind, text, section } of all) if (kind === "core") size.add(text, section);
  const wholeSize = new Size(sections);
  for (const { text, section } of all) wholeSize.add(text, section);
  const whole = tokensOf(wholeSize.chars);
  const most = budget === undefined ? Infinity : charsOf(budget);
  if (wholeSize.chars <= most) return { text: render(sections, () => true), tokens: whole, leftOut: [] };

  let taken = -1;
  let needed = Infinity;
  for (let count = 0; count < ordered.length; count++) {
    const chars = size.chars + PARAGRAPH.length + noteOf(counts.leftOut(), whole).length;
    needed = Math.min(needed, tokensOf(chars));
    if (chars <= most) taken = count;
    const next = ordered[count];
    if (next === undefined) break;
    size.add(next.text, next.section);
    counts.take(next.kind);
  }
  // Where all is core, there is nothing to leave out.
  if (taken < 0) return { needed: Math.min(needed, whole), whole };
  const kept = new Counts(ordered);
  for (const { kind } of ordered.slice(0, taken)) kept.take(kind);
  const leftOut = kept.leftOut();
  const room = new Map(kept.taken);
  const text = render(sections, ({ kind }) => {
    const left = room.get(kind) ?? 0;
    room.set(kind, left - 1);
    return kind === "core" || left > 0;
  }, noteOf(leftOut, whole));
  return { text, tokens: tokensOf(text.length), leftOut };
}

function rankOf(kind: Kind): number {
  return RANKS.get(kind) ?? 0;
}

/** How many pieces there are of each kind, and how many are in. */
class Counts {
  readonly #total = new Map<Kind, number>();
  readonly taken = new Map<Kind, number>();

  constructor(ordered: readonly Piece[]) {
    for (const { kind } of ordered) this.#total.set(kind, (this.#total.get(kind) ?? 0) + 1);
  }

  take(kind: Kind): void {
    this.taken.set(kind, (this.taken.get(kind) ?? 0) + 1);
  }

  leftOut(): string[] {
    return [...this.#total].flatMap(([kind, total]) => {
      const left = total - (this.taken.get(kind) ?? 0);
      return left === 0 ? [] : [left === total ? KINDS[kind] : `${KINDS[kind]} (${left} of ${total})`];
    });
  }
}

/** The length of a pack while pieces are put into it. */
class Size {
  /** The final line feed. */
  chars = 1;
  readonly #sections: readonly Section[];
  readonly #begun = new Set<number>();

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
  }

  add(text: string, at: number): void {
    const { heading = "", gap = "\n" } = this.#sections[at] ?? {};
    const first = !this.#begun.has(at);
    const before = this.#begun.size === 0 ? 0 : PARAGRAPH.length;
    this.chars += text.length + (first ? before + heading.length + PARAGRAPH.length : gap.length);
    this.#begun.add(at);
  }
}

function noteOf(leftOut: readonly string[], whole: number): string {
  return `Left out for the budget: ${leftOut.join(", ")}. With all it takes ${whole} tokens.`;
}

function render(sections: readonly Section[], isIn: (piece: Piece) => boolean, note?: string): string {
  const rendered = sections.flatMap(({ heading, gap, pieces }) => {
    const texts = pieces.filter(isIn).map(({ text }) => text);
    return texts.length === 0 ? [] : [heading + PARAGRAPH + texts.join(gap)];
  });
  return [...rendered, ...(note === undefined ? [] : [note])].join(PARAGRAPH) + "\n";
}
