import { archetypes } from "./archetypes/mod.ts";
import { findPhrases, indexPhrases, mentions } from "./match.ts";
import type { Archetype } from "./types.ts";

const index = indexPhrases(
  archetypes.flatMap((archetype) => archetype.phrases.map((phrase) => [phrase, archetype] as const)),
);

/** The capabilities that several texts ask for together, each text judged by itself. */
export function capabilitiesInAll(texts: readonly string[]): Archetype[] {
  const counts = new Map<Archetype, number>();
  for (const text of texts) {
    // What is not to be built needs nothing.
    if (/^out of scope\b/i.test(text)) continue;
    for (const archetype of capabilitiesIn(text)) counts.set(archetype, (counts.get(archetype) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || archetypes.indexOf(a) - archetypes.indexOf(b)).map((
    [archetype],
  ) => archetype);
}

/** The capabilities that a text asks for, the most named first; equals keep the order of the tables. */
export function capabilitiesIn(text: string): Archetype[] {
  return [...findPhrases(text, index)]
    .filter(([archetype]) => !mentions(text, archetype.unless ?? []))
    .sort(([a, m], [b, n]) => n - m || archetypes.indexOf(a) - archetypes.indexOf(b))
    .map(([archetype]) => archetype);
}
