import type { Existing } from "../types.ts";

type Naming = NonNullable<Existing["layout"]["naming"]>;

/** How names of several words are written; one word alone tells it only by a capital. */
const STYLES: readonly (readonly [Naming, RegExp])[] = [
  ["snake", /^[a-z0-9]+(?:_[a-z0-9]+)+$/],
  ["kebab", /^[a-z0-9]+(?:-[a-z0-9]+)+$/],
  ["pascal", /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/],
  ["camel", /^[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*$/],
];

/** How most files are named; absent where none of their names tells it. */
export function namingOf(stems: readonly string[]): Naming | undefined {
  const counts = STYLES.map(([style, pattern]) => ({
    style,
    count: stems.filter((stem) => pattern.test(stem)).length,
  }));
  const first = counts.reduce((best, one) => one.count > best.count ? one : best);
  return first.count === 0 ? undefined : first.style;
}
