import type { Requirement } from "../types.ts";
import { contentStems } from "../words.ts";
import type { Candidate } from "./candidate.ts";

/** From this share of equal words on, two demands are one. */
const SAME = 0.85;
/** From this share of known words on, a sentence of the introduction only sums up what stands elsewhere. */
const SUMMARY = 0.75;
/** From this share of its words on, a condition belongs to the demand that holds them. */
const BELONGS = 0.5;

interface Known {
  target: { text: string; acceptance: string[]; group?: string };
  stems: Set<string>;
}

/**
 * Merges doubles, drops sentences of the introduction that only sum up, and gives acceptance criteria to the
 * demands that they belong to. `earlier` holds what other sources already demand.
 */
export function consolidate(candidates: readonly Candidate[], earlier: readonly Requirement[]): Candidate[] {
  const known: Known[] = earlier.map((target) => ({ target, stems: new Set(contentStems(target.text)) }));
  const index = new Map<string, Known[]>();
  known.forEach(remember);
  const vocabulary = new Set(known.flatMap((entry) => [...entry.stems]));
  const kept: Candidate[] = [];

  const add = (candidate: Candidate) => {
    const entry: Known = { target: candidate, stems: new Set(contentStems(candidate.text)) };
    if (entry.stems.size > 0 && known.length > 0) {
      const double = nearest(entry.stems, (shared, other) => shared / (entry.stems.size + other.size - shared));
      if (double !== undefined && double.score >= SAME && sameNames(double.entry.target.text, candidate.text)) {
        for (const condition of candidate.acceptance) double.entry.target.acceptance.push(condition);
        return;
      }
    }
    known.push(entry);
    remember(entry);
    entry.stems.forEach((stem) => vocabulary.add(stem));
    kept.push(candidate);
  };
  function remember(entry: Known): void {
    for (const stem of entry.stems) {
      const list = index.get(stem);
      if (list === undefined) index.set(stem, [entry]);
      else list.push(entry);
    }
  }
  /** The known demand that scores highest. Words that stand almost everywhere tell nothing and are not followed. */
  function nearest(stems: Set<string>, score: (shared: number, other: Set<string>) => number) {
    const shared = new Map<Known, number>();
    for (const stem of stems) {
      const list = index.get(stem) ?? [];
      if (list.length > 200) continue;
      for (const entry of list) shared.set(entry, (shared.get(entry) ?? 0) + 1);
    }
    let best: { entry: Known; score: number } | undefined;
    for (const [entry, count] of shared) {
      const value = score(count, entry.stems);
      if (best === undefined || value > best.score) best = { entry, score: value };
    }
    return best;
  }

  for (const candidate of candidates) if (passOf(candidate) === 0) add(candidate);

  const byLabel = new Map<string, Candidate>();
  for (const candidate of kept) {
    for (const label of [candidate.group, labelOf(candidate.text)]) {
      if (label !== undefined && !byLabel.has(label.toLowerCase())) byLabel.set(label.toLowerCase(), candidate);
    }
  }
  /** A condition that mentions `LoginPage` belongs under "LoginPage"; only names written as one word with capitals count. */
  const namedIn = (text: string) =>
    text.match(/\b[A-Z][a-z]+[A-Z]\w*\b/g)?.map((name) => byLabel.get(name.toLowerCase())).find((owner) =>
      owner !== undefined
    );
  for (const candidate of candidates) {
    if (passOf(candidate) !== 1) continue;
    const stems = new Set(contentStems(candidate.text));
    const named = byLabel.get(labelOf(candidate.text)?.toLowerCase() ?? "") ?? namedIn(candidate.text);
    const close = named === undefined
      ? nearest(stems, (shared, other) => shared / Math.min(other.size, stems.size))
      : undefined;
    const owner = named ?? (close !== undefined && close.score >= BELONGS ? close.entry.target : undefined);
    if (owner === undefined) add(candidate);
    else owner.acceptance.push(candidate.text);
  }

  for (const candidate of candidates) {
    if (passOf(candidate) !== 2) continue;
    const stems = contentStems(candidate.text);
    const shared = stems.filter((stem) => vocabulary.has(stem)).length;
    if (stems.length === 0 || shared / stems.length < SUMMARY) add(candidate);
  }
  return kept.sort((a, b) => a.line - b.line);
}

/** Demands come first, then the conditions that may belong to them, then the introduction that may only sum them up. */
function passOf(candidate: Candidate): 0 | 1 | 2 {
  if (candidate.section === "acceptance") return 1;
  return candidate.section === "context" || candidate.section === "usage" ? 2 : 0;
}

/** `**Login page**: ...` and `Login page (LoginPage): ...` speak of "Login page". */
function labelOf(text: string): string | undefined {
  return /^([^:(]{1,60}?)\s*(?:\([^)]{1,60}\)\s*)?:/.exec(text)?.[1];
}

/** Words that turn a demand round and tell nothing of what it is about. */
const OPPOSITE = /^(?:down|never|no|not|off|ohne|out|without|\w{2,7}n['’]t|cannot)[.,;]?$/i;

/**
 * Whether two demands name the same files, numbers and code, and neither is the other's opposite: "save to a.png" and "save
 * to b.png" are two demands, and so are "log in" and "log out".
 */
function sameNames(a: string, b: string): boolean {
  const names = (text: string) =>
    text.split(/\s+/).filter((word) => /[`\d/]/.test(word) || OPPOSITE.test(word)).sort().join(" ");
  return names(a) === names(b);
}
