/** Which technologies a text names, and how: asked for, denied, compared with, or as one of several. */
import { isRemoved, isUsed, isWrittenTo } from "./technology_use.ts";
import { technologies, type Technology } from "./technologies.ts";
import {
  AWAY,
  BETWEEN,
  BUT,
  DATA,
  DENIALS,
  EXAMPLE,
  FUNCTION_WORDS,
  LIKE,
  LISTED,
  OLD,
  OR,
  THINGS,
  USES,
} from "./wording.ts";

/** A name in a text. */
export interface Mention {
  technology: Technology;
  /** "no React", "instead of PHP", "replaces the old Java app": what is not wanted. */
  denied: boolean;
  /** "like Flask", "a MySQL dump": named, but not as a part. */
  compared: boolean;
  /** "such as PostgreSQL": others of its kind serve as well. */
  example: boolean;
  /** "in Python", "with React", "PostgreSQL database": as a part of what is built. */
  used: boolean;
  /** A common word in code, in small letters: `echo` may be anything. */
  weak: boolean;
  /** Ruled out, not only left or read from: "no React", "instead of PHP". */
  refused: boolean;
  /** The two words before it and behind it in its clause, the nearest first. */
  around: { before: readonly string[]; after: readonly string[] };
  /** Those that serve in its place: "Python or Go". */
  alternatives: readonly Technology[];
}

/** More of a text is not looked at. */
const LOOKED_AT = 60_000;
const TOKEN =
  /\.?[\p{sc=Latin}\p{N}]{1,60}(?:[.'’][\p{sc=Latin}\p{N}]{1,60}){0,6}(?:\+\+|#)?|[^\P{L}\p{sc=Latin}]{1,60}|[,;:()—–\n/|`]|[.!?。](?=\s|$)|\.(?=[\s)])/gu;

interface Token {
  text: string;
  lower: string;
  word: boolean;
  code: boolean;
  /** Whether a hyphen joins it to the next word. */
  joined: boolean;
}

const index = phraseIndex();
/** The first words of all names. Most texts have none of them, which is told sooner than by reading their words. */
const FIRSTS = [...index.keys()].join("|").replace(/[.+]/g, "\\$&");
const MAY_NAME = new RegExp(`(?<![a-z0-9])(?:${FIRSTS})(?:(?<=[+#])|(?![a-z0-9]))`, "iu");

/**
 * The technologies that a text names.
 *
 * @param list Whether the text is a list of names, in which common words are names too.
 */
export function mentionsIn(text: string, list = false): Mention[] {
  const tokens = tokensOf(text.slice(0, LOOKED_AT));
  const found: (Mention & { from: number; to: number; sentence: number })[] = [];
  let sentence = 0;
  let denied = false;
  let pending = false;
  let start = true;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (!token.word) {
      if (token.text === ",") pending = true;
      else if (token.text !== "/" && token.text !== "`" && token.text !== "|") {
        denied = pending = false;
        if (!/[:()—–]/.test(token.text)) sentence++;
        start = true;
      }
      continue;
    }
    const match = longestAt(tokens, at);
    if (pending && match === undefined && !LISTED.has(token.lower)) denied = pending = false;
    if (match === undefined) {
      if (DENIALS.has(token.lower.replace("’", "'"))) denied ||= !isPrefix(tokens, at);
      else if (BUT.has(token.lower) && tokens[at + 1]?.lower !== "of") denied = false;
      start = false;
      continue;
    }
    pending = false;
    const { technology, length } = match;
    const before = wordsBefore(tokens, at);
    const after = wordsAfter(tokens, at + length);
    const chained = found.at(-1);
    const near = chained !== undefined && chained.sentence === sentence && at - chained.to <= 4 ? chained : undefined;
    if (technology.common && !list && !isName(tokens, at, { before, after, start, near: near !== undefined })) {
      start = false;
      continue;
    }
    const away = !token.code &&
      (isRemoved(before) || before.slice(0, 2).some((word) => AWAY.has(word)) || OLD.has(before[0] ?? "") ||
        (before[0] === "of" && before[1] === "instead") || before.slice(0, 3).some((word) => OLD.has(word)));
    const behind = after[0] === "is" || after[0] === "are" || after[0] === "must" || after[0] === "should"
      ? DENIALS.has(after[1] ?? "")
      : DENIALS.has(after[0] ?? "") && (after[1] === "used" || after[1] === "needed");
    const mention = {
      technology,
      denied: denied || behind || away,
      refused: denied || behind || (before[0] === "of" && before[1] === "instead"),
      around: { before: before.slice(0, 2), after: after.slice(0, 2) },
      compared: !token.code && (before.slice(0, 3).some((word) => LIKE.has(word)) || DATA.has(after[0] ?? "")),
      example: before.slice(0, 3).some((word) => EXAMPLE.has(word)) || (near?.example ?? false),
      used: isUsed(before, after) || isWrittenTo(technology, before) || (near?.used ?? false),
      weak: technology.common && token.code && !/^\p{Lu}/u.test(token.text),
      alternatives: [] as Technology[],
      from: at,
      to: at + length,
      sentence,
    };
    if (near !== undefined && areAlternatives(tokens, near, mention)) {
      mention.alternatives = [...near.alternatives, near.technology];
      for (const other of found.slice(-8)) {
        if (mention.alternatives.includes(other.technology)) {
          other.alternatives = [...other.alternatives.slice(-8), technology];
        }
      }
    }
    found.push(mention);
    at += length - 1;
    start = false;
  }
  return found;
}

function tokensOf(text: string): Token[] {
  if (!MAY_NAME.test(text)) return [];
  let code = false;
  return Array.from(text.matchAll(TOKEN), ({ 0: token, index }) => {
    if (token === "`") code = !code;
    const word = /[\p{L}\p{N}]/u.test(token);
    const plain = word ? token.replace(/['’]s$/, "") : token;
    return { text: plain, lower: plain.toLowerCase(), word, code, joined: text[index + token.length] === "-" };
  });
}

function longestAt(tokens: readonly Token[], at: number): { technology: Technology; length: number } | undefined {
  const found = index.get(tokens[at]?.lower ?? "")?.find(({ words }) =>
    words.every((word, offset) => tokens[at + offset]?.lower === word)
  );
  return found === undefined ? undefined : { technology: found.technology, length: found.words.length };
}

/** Whether "non" belongs to the next word alone, as in "non-functional", which is no technology. */
function isPrefix(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token === undefined || next === undefined || longestAt(tokens, at + 1) !== undefined) return false;
  return token.joined ||
    (token.lower === "non" && /^(?:functional|technical|func|fun[zc]ion\w{1,8})$/.test(next.lower));
}

/** Up to eight words before a place in the same clause, the nearest first. */
function wordsBefore(tokens: readonly Token[], at: number): string[] {
  const found: string[] = [];
  for (let back = at - 1; back >= 0 && found.length < 8; back--) {
    const token = tokens[back];
    if (token === undefined || (!token.word && token.text !== "`" && token.text !== ":")) break;
    if (token.word) found.push(token.lower);
  }
  return found;
}

function wordsAfter(tokens: readonly Token[], at: number): string[] {
  const found: string[] = [];
  for (let next = at; next < tokens.length && found.length < 3; next++) {
    const token = tokens[next];
    if (token === undefined || (!token.word && token.text !== "`")) break;
    if (token.word) found.push(token.lower.replace("’", "'"));
  }
  return found;
}

interface Context {
  before: readonly string[];
  after: readonly string[];
  start: boolean;
  near: boolean;
}

/** Whether a common word stands here as a name. */
function isName(tokens: readonly Token[], at: number, { before, after, start, near }: Context): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (token.code) return token.text.length > 1 && tokens[at - 1]?.text !== "/" && tokens[at + 1]?.text !== "/";
  if (!/^\p{Lu}/u.test(token.text)) return false;
  const next = after[0];
  if (next !== undefined && FUNCTION_WORDS.has(next) && !(next === "in" || next === "on" ? !start : false)) {
    return false;
  }
  if (
    token.text.length === 1 &&
    /^(?:librar(?:y|ies)|programs?|scripts?|code|packages?|project|extension)$/.test(next ?? "")
  ) {
    return true;
  }
  const thing = next === undefined || THINGS.has(next) || /^\d/.test(next);
  if (start) {
    return token.text.length > 1 && thing && next !== undefined && !/^(?:for|and|or)$/.test(next) ||
      (next === undefined && near);
  }
  // One letter is a name only where a language stands.
  if (token.text.length === 1) return USES.has(before[0] ?? "") || near || before[0] === "language";
  return USES.has(before[0] ?? "") || BETWEEN.has(before[0] ?? "") || near || thing || token.text.length > 2;
}

/** Whether one name serves in place of the one before: "or" is between them, or a slash between two of a kind. */
function areAlternatives(
  tokens: readonly Token[],
  first: { technology: Technology; to: number; alternatives: readonly Technology[] },
  second: { technology: Technology; from: number },
): boolean {
  const between = tokens.slice(first.to, second.from);
  if (between.some(({ lower }) => OR.has(lower))) return true;
  const alike = first.technology.group !== undefined && first.technology.group === second.technology.group;
  // "Python, Go or Rust": what is before the comma waits for the "or" behind it.
  const orFollows = tokens.slice(second.from + 1, second.from + 7).some(({ lower }) => OR.has(lower));
  return alike && between.some(({ text }) => text === "/" || text === "|" || (text === "," && orFollows));
}

function phraseIndex(): ReadonlyMap<string, readonly { words: string[]; technology: Technology }[]> {
  const found = new Map<string, { words: string[]; technology: Technology }[]>();
  for (const technology of technologies) {
    for (const phrase of [technology.name, ...technology.aliases]) {
      const words = phrase.toLowerCase().replace(/[-/]/g, " ").split(" ");
      const first = words[0] ?? "";
      const list = found.get(first) ?? [];
      list.push({ words, technology });
      found.set(first, list);
    }
  }
  for (const list of found.values()) list.sort((a, b) => b.words.length - a.words.length);
  return found;
}
