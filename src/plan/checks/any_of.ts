/** Tells by few patterns whether one of many may match. */

/**
 * Joins patterns into one for each set of flags, since most texts match none of them.
 *
 * A group such as `(?i:api|access)` would make it one for all, but V8 misses "API" in it.
 */
export function anyOf(patterns: readonly RegExp[]): (text: string) => boolean {
  const sources = new Map<string, string[]>();
  for (const { source, flags } of patterns) {
    const kept = flags.replace(/[gy]/g, "");
    sources.set(kept, [...(sources.get(kept) ?? []), `(?:${source})`]);
  }
  const joined = [...sources].map(([flags, parts]) => new RegExp(parts.join("|"), flags));
  return (text) => joined.some((pattern) => pattern.test(text));
}
