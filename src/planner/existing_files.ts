/**
 * Which files of a project that is there a demand is about, as far as names tell it.
 * @module
 */
import { isOwnCode, languageOf } from "../plan/existing/languages.ts";
import { documentIn, readmeIn } from "../plan/existing/documents.ts";
import { isTestPath } from "../plan/test_paths.ts";
import type { Existing } from "../plan/types.ts";
import { contentStems, stem, wordsOf } from "../plan/words.ts";

/** What is asked for is no new thing, but work on one that is there. */
const CHANGES =
  /^(?:please )?(?:fix|correct|repair|mend|debug|change|rename|remove|drop|delete|deprecate|refactor|simplify|speed up|improve|optimi[sz]e|update|upgrade|replace|migrate|clean up|reduce|rework|rewrite|stop|avoid|prevent)(?::|(?= )) ?(?:the |an? |our )?/i;
const ADDING =
  /^(?:add|allow|build|create|enable|implement|introduce|let|make|offer|provide|show|support) (?:an? |the )?/i;

/** Whether some texts ask for nothing but changes of what is there. */
export function asksForChange(texts: readonly string[]): boolean {
  return texts.length > 0 && texts.every((text) => CHANGES.test(text));
}

/** Work on versions, and on texts for people. */
const VERSION = /^(?:upgrade|update|bump|support|drop|require|migrate)\b.*\b\d/i;
const PROSE = /^(?:document|describe|explain)\b|\b(?:readme|changelog)\b|^the (?:docs|documentation|guide|manual)\b/i;
const IS_PROSE = /\.(?:md|mdx|rst|adoc)$/i;

/**
 * The file that no test stands for, where all of some texts are about such a one: the manifest for a version of what the
 * project is built with, a page for what is to be explained.
 */
export function untestedFile(texts: readonly string[], existing: Existing): string | undefined {
  const { files, languages, frameworks, manifests } = existing;
  const used = [...languages, ...frameworks].map((name) => name.toLowerCase());
  const isVersion = (text: string) =>
    VERSION.test(text) && (text.toLowerCase().match(/[a-z][\w.#+-]*/g) ?? []).some((word) => used.includes(word));
  if (texts.every(isVersion)) return manifests[0];
  if (!texts.every((text) => PROSE.test(text))) return undefined;
  const text = texts.join("\n");
  if (/\bchangelog\b/i.test(text)) return documentIn(existing, "CHANGELOG.md") ?? "CHANGELOG.md";
  const page = /\breadme\b/i.test(text)
    ? undefined
    : about(text, namesIn(files).filter(({ path }) => IS_PROSE.test(path)));
  return page?.whole ?? readmeIn(existing);
}

/** What a title is about: without "Add a" and "Fix the", and the parts of `res.redirect` as words. */
export function subjectOf(title: string): string {
  return title.replace(CHANGES, "").replace(ADDING, "").replace(/(?<=\w)\.(?=\w)/g, " ");
}

/** Names that say nothing of what a file is about. */
const TELLS_NOTHING =
  /^(?:index|main|mod|app|lib|types?|util\w*|helpers?|common|core|config|constants?|setup|__init__)$/;
const PAGE = /\.(?:vue|svelte|astro|html)$/;
/** What is never changed again. */
const MADE_ONCE = /(?:^|\/)(?:migrations?|migrate|versions)\//;
/** So many files are worth a look before a step. */
const MOST_RELATED = 3;

/** Files whose names speak of a text. */
interface About {
  /** Those of which each word stands in it, where one says more than all others: a text about it is to change it. */
  whole: string | undefined;
  /** Whether several are of which each word stands in it, and none says more than the others. */
  isAmbiguous: boolean;
  /** The most telling first. */
  related: string[];
}

/** The source files whose names speak of a text, in whichever of the project's languages. */
export function filesAbout(text: string, { files, layout }: Existing): About {
  const isSource = ({ path, isTest }: Named) =>
    !isTest && path !== layout.entry && (languageOf(path) !== undefined && isOwnCode(path) || PAGE.test(path));
  return about(text, namesIn(files).filter(isSource));
}

/** The test that is about a text; absent where none is, or several are. */
export function testAbout(text: string, { files }: Existing): string | undefined {
  // One word alone may be that of something else.
  return about(text, namesIn(files).filter(({ isTest, words }) => isTest && words.length > 1)).whole;
}

/** A file with what its name says, as stems. */
interface Named {
  path: string;
  isTest: boolean;
  words: string[];
  /** Whether words that say nothing stand among them. */
  isPart: boolean;
  folder: string[];
}

const named = new WeakMap<readonly string[], Named[]>();

/** What the names of files say; kept for as long as their list is: each demand asks. */
function namesIn(files: readonly string[]): readonly Named[] {
  const known = named.get(files);
  if (known !== undefined) return known;
  const names = files.flatMap((path): Named[] => {
    const [file = "", folder = ""] = path.split("/").reverse();
    const name = file.replace(/\.[^.]*$/, "");
    if (TELLS_NOTHING.test(name) || MADE_ONCE.test(path)) return [];
    const own = partsOf(name.replace(/^tests?_|(?:[._-](?:test|spec)|(?<=[a-z])(?:Tests?|Spec))$/, ""));
    const content = contentStems(own);
    const words = content.length > 0 ? content : wordsOf(own).map(stem);
    const isPart = words.length < own.trim().split(/\s+/).length;
    return [{ path, isTest: isTestPath(path), words, isPart, folder: stemsOfName(folder) }];
  });
  named.set(files, names);
  return names;
}

function about(text: string, names: readonly Named[]): About {
  // "Users may ..." speaks of everything; "delete a user" does not.
  const stems = asksForChange([text]) ? wordsOf(partsOf(text)).map(stem) : stemsOfName(text);
  const spoken = new Map(stems.reverse().map((word, at) => [word, -at]));
  const found = names.flatMap(({ path, words, isPart, folder }) => {
    const named = words.filter((word) => spoken.has(word)).length;
    if (named === 0) return [];
    const at = Math.min(...words.map((word) => spoken.get(word) ?? Infinity));
    const placed = folder.filter((word) => spoken.has(word) && !words.includes(word)).length;
    return [{ path, score: 2 * named + placed, named, at, whole: !isPart && named === words.length }];
  }).sort((a, b) => b.score - a.score || a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
  const whole = found.filter((one) => one.whole);
  const most = Math.max(0, ...whole.map(({ named }) => named));
  // What is spoken of first is what the text is about.
  const [first, second] = whole.filter(({ named }) => named === most).sort((a, b) => a.at - b.at || b.score - a.score);
  const isOne = first !== undefined && (first.at !== second?.at || first.score !== second.score);
  return {
    whole: isOne ? first.path : undefined,
    isAmbiguous: first !== undefined && !isOne,
    related: found.slice(0, MOST_RELATED).map(({ path }) => path),
  };
}

function stemsOfName(name: string): string[] {
  return contentStems(partsOf(name));
}

/** The words of a name, with spaces between them. */
function partsOf(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[-_.]/g, " ");
}

/** The template of units, in the folder of the first file of their kind: a new one belongs beside it. */
export function unitBeside(near: readonly string[], unit: string): string {
  const path = near.find((other) => other.endsWith(unit.slice(unit.lastIndexOf("."))));
  if (path === undefined || !/^[^{}]*\{name\}\.\w+$/.test(unit)) return unit;
  return path.slice(0, path.lastIndexOf("/") + 1) + unit.slice(unit.lastIndexOf("/") + 1);
}
