/**
 * What the sections of a brief are for, told by their headings.
 * @module
 */
import { wordsOf } from "../words.ts";

/**
 * - `ignore`: never holds requirements (contents, licence, glossary)
 * - `usage`: how to run it; only what it demands outright counts
 * - `context`: why it exists; only what it demands outright counts, unless there is nothing else
 * - `excluded`: what is not to be built
 * - `acceptance`: conditions for requirements that stand elsewhere
 * - `listed`: expressly a list of features
 * - `feature`, `optional`, `quality`, `constraint`: requirements
 */
export type SectionKind =
  | "ignore"
  | "usage"
  | "context"
  | "excluded"
  | "acceptance"
  | "optional"
  | "quality"
  | "constraint"
  | "listed"
  | "feature";

/** The first row that matches decides. Whole words of the heading, lower case. */
const HEADINGS: readonly (readonly [SectionKind, readonly string[]])[] = [
  ["excluded", [
    "out of scope",
    "non goals",
    "non goal",
    "not in scope",
    "not included",
    "exclusions",
    "won't have",
    "anti goals",
  ]],
  ["ignore", [
    "table of contents",
    "contents",
    "toc",
    "license",
    "licence",
    "licensing",
    "copyright",
    "references",
    "bibliography",
    "glossary",
    "terms concepts explanation",
    "terms concepts",
    "terms",
    "terminology",
    "definitions",
    "acronyms",
    "abbreviations",
    "revision history",
    "version history",
    "document history",
    "change log",
    "changelog",
    "authors",
    "contributors",
    "contributing",
    "acknowledgements",
    "acknowledgments",
    "contact",
    "document control",
    "document information",
    "about this document",
    "further reading",
    "credits",
    "team",
    "timeline",
    "milestones",
    "schedule",
    "faq",
    "frequently asked questions",
    "risks",
    "open questions",
    "questions",
    "removed requirements",
    "removed",
    "review checklist",
    "execution status",
    "status",
    "budget",
    "metadata",
    "offene fragen",
    "disclaimer",
    "inhaltsverzeichnis",
    "lizenz",
    "glossar",
    "sommaire",
    "licencia",
    "目录",
    "许可证",
    "目次",
  ]],
  ["optional", [
    "nice to have",
    "nice to haves",
    "could have",
    "stretch goals",
    "stretch",
    "bonus",
    "future",
    "future work",
    "future enhancements",
    "future improvements",
    "optional",
    "optional features",
    "later",
    "wishlist",
    "roadmap",
    "v2",
    "phase 2",
    "ideas",
  ]],
  ["acceptance", [
    "acceptance criteria",
    "acceptance",
    "success criteria",
    "use cases",
    "use case",
    "definition of done",
    "scenarios",
    "acceptance tests",
  ]],
  ["quality", [
    "non functional",
    "nonfunctional",
    "quality",
    "quality attributes",
    "performance",
    "security",
    "reliability",
    "usability",
    "accessibility",
    "scalability",
    "privacy",
    "unit testing",
    "unit tests",
    "testing",
    "tests",
    "test requirements",
    "look and feel",
    "responsiveness",
    "observability",
    "principles",
  ]],
  ["constraint", [
    "technical constraints",
    "constraints",
    "constraint",
    "tech stack",
    "technology stack",
    "technologies",
    "technical stack",
    "stack",
    "technical requirements",
    "dependencies",
    "dependency",
    "platform",
    "platforms",
    "environment",
    "compatibility",
    "prerequisites",
    "limitations",
  ]],
  ["usage", [
    "usage",
    "how to use",
    "how to run",
    "getting started",
    "installation",
    "install",
    "quick start",
    "quickstart",
    "running",
    "run instructions",
    "setup",
    "examples",
    "example",
    "demo",
    "build instructions",
  ]],
  ["context", [
    "introduction",
    "overview",
    "requirement overview",
    "background",
    "context",
    "goal",
    "goals",
    "objective",
    "objectives",
    "purpose",
    "motivation",
    "vision",
    "summary",
    "executive summary",
    "abstract",
    "problem",
    "problem statement",
    "about",
    "project description",
    "stakeholders",
    "tl dr",
    "tldr",
    "why",
    "why now",
    "assumptions",
    "what changes",
    "impact",
    "key entities",
    "anforderungsüberblick",
    "audience",
    "target audience",
    "einleitung",
    "überblick",
    "ziele",
    "introducción",
    "概述",
    "背景",
    "简介",
  ]],
];

/** Words that change nothing about what a section is for. */
const FILLER = new Set(
  "a and details for general information main of our project requirement requirements section system the this".split(
    " ",
  ),
);

const meaningful = (text: string): string[] =>
  wordsOf(text.replace(/[-/_]/g, " ")).map((word) => word.toLowerCase()).filter((word) => !FILLER.has(word));

const PHRASES = HEADINGS.map(([kind, phrases]) =>
  [kind, phrases.map(meaningful).filter((words) => words.length > 0).sort((a, b) => b.length - a.length)] as const
);

/**
 * Tells a section's kind from its heading; absent where the heading says nothing about it, so that the section
 * above decides. The whole heading must be about it: "Contact form" is a feature, not the authors' address.
 */
export function sectionKind(heading: string): SectionKind | undefined {
  const words = meaningful(heading);
  if (/^system requirements?$/i.test(heading.trim())) return "constraint";
  if (words.length === 0) return /requirement/i.test(heading) ? "feature" : undefined;
  for (const [kind, phrases] of PHRASES) {
    if (covers(words, phrases)) return kind;
  }
  return /\b(?:features?|functional(?:it\w+)?|stories|story|specification|scope|capabilit\w+|mvp)/i.test(heading)
    ? "listed"
    : undefined;
}

/** Whether the words are nothing but phrases of the list. */
function covers(words: readonly string[], phrases: readonly (readonly string[])[]): boolean {
  let at = 0;
  while (at < words.length) {
    const phrase = phrases.find((phrase) => phrase.every((word, offset) => words[at + offset] === word));
    if (phrase === undefined) return false;
    at += phrase.length;
  }
  return true;
}

const GENERIC = new Set(
  ("a and all business core data feature features functional functionalities functionality general key main mandatory must have misc other " +
    "product project requirement requirements scope should specification specifications spec specs system the user users stories story " +
    "details description detailed technical mvp interface design list of required needs capabilities capability prd brief notes goals could have haves nice scenario scenarios acceptance")
    .split(" "),
);

/** Whether a heading names no topic of its own ("Functional Requirements"), so that it groups nothing. */
export function isGenericHeading(heading: string): boolean {
  const words = wordsOf(heading.replace(/[-/_]/g, " "));
  return words.length === 0 || words.every((word) => GENERIC.has(word.toLowerCase()));
}
