import { writtenIn } from "../../language.ts";
import { namesNothingToSee } from "../words/empty_checks.ts";
import { LEXICONS } from "../words/weak_words.ts";
import type { Rule } from "../rule.ts";

/** So many weak words of a text are looked at, and so many named. */
const LOOKED_AT = 200;
const NAMED = 4;

/** What cannot be measured cannot be done. */
export const vague: Rule = {
  id: "vague",
  severity: "warning",
  demands:
    "No weak word such as robust, user-friendly, appropriate or etc. stands in what is to be done, seen or reached, unless its sentence has a number.",
  why:
    "Nobody can tell when something is robust, so it is done when whoever does it is tired of it. The owner's own words are left alone, and so is what stands between backticks or quotation marks, in names and in paths. Words with an exact meaning besides (fast-forward, a quick sort, simple) are looked for only where they are weak. There are lists for English, German, French, Spanish, Italian, Portuguese and Dutch; a plan in another language, or in none clearly, is not looked at.",
  needs: ["steps"],
  check(view) {
    // A check that names nothing at all is found by the rule `verification`.
    const texts = view.texts.filter(({ text, pointer }) =>
      (DEMANDING.test(pointer) || (!view.has("details") && TITLE.test(pointer))) &&
      !(pointer.endsWith("/expect") && namesNothingToSee(text))
    );
    const { language } = writtenIn(texts.map(({ text }) => text).join("\n"));
    const words = language === undefined ? undefined : WORDS.get(language)?.();
    if (words === undefined) return [];
    const owners = new Set(matchesIn(view.owners, words.weak).map(rootOf));
    return texts.flatMap(({ text, location, pointer }) => {
      const found = weakWordsOf(text, words).filter((word) => !owners.has(rootOf(word)));
      if (found.length === 0) return [];
      return [{
        message: `${capital(location)} is vague: ${
          [...new Set(found)].slice(0, NAMED).map((word) => `"${word}"`).join(", ")
        } without a number`,
        location,
        pointer,
        hint: "Say what is then seen, or how much: a number with its unit.",
      }];
    });
  },
};

/** Where demands stand; reasons, titles and the overview only lead to them. */
const DEMANDING =
  /\/do\/\d+$|\/expect$|\/exitCriteria\/\d+$|\/goal$|^\/definitionOfDone\/|^\/design\/objectives\/|^\/requirements\//;

/** Where a step is one line, its title is the demand. */
const TITLE = /\/steps\/\d+\/title$/;

interface Words {
  weak: RegExp;
  number: RegExp;
}

/** Whole words only, and no parts of paths, names with hyphens or files: neither robust.ts nor fast-forward. */
const WORDS: ReadonlyMap<string, () => Words> = new Map(
  [...LEXICONS].map(([language, { weak, numbers }]) => {
    let made: Words | undefined;
    return [language, () =>
      made ??= {
        weak: new RegExp(
          `(?<![\\p{L}\\p{N}_/.@#$-])(?:${
            weak.map((word) => word.replaceAll(" ", "\\s")).join("|")
          })(?![\\p{L}\\p{N}_/-]|\\.[\\p{L}\\p{N}])`,
          "giu",
        ),
        number: new RegExp(`\\d|%|(?<!\\p{L})(?:${numbers})(?!\\p{L})`, "iu"),
      }];
  }),
);

function weakWordsOf(text: string, { weak, number }: Words): string[] {
  return sentencesOf(text).filter((sentence) => !number.test(sentence.replace(REFERENCE, " ")))
    .flatMap((sentence) => matchesIn(sentence, weak));
}

/** Numbers of requirements and steps measure nothing. */
const REFERENCE = /\b[A-Z]\d{1,6}\b|\bsteps? \d{1,4}\.\d{1,4}\b|\bphases? \d{1,4}\b/gi;

function sentencesOf(text: string): string[] {
  const plain = text
    .replace(
      /```[^`]{0,20000}```|`[^`\n]{1,300}`|"[^"\n]{1,300}"|“[^“”\n]{1,300}”|„[^„“”\n]{1,300}[“”]|«[^«»\n]{1,300}»/g,
      " it ",
    )
    .replace(/\b(?:e\.g|i\.e|etc|vs)\.(?=\s[\p{Ll}\d(,;])/gu, (word) => word.slice(0, -1));
  return plain.split(/(?<=[.!?;])\s+|\n+/);
}

function matchesIn(text: string, weak: RegExp): string[] {
  const found: string[] = [];
  for (const [word] of text.matchAll(weak)) {
    found.push(word.toLowerCase().replace(/\s+/g, " "));
    if (found.length >= LOOKED_AT) break;
  }
  return found;
}

/** "robust" and "robustly" are one word. */
function rootOf(word: string): string {
  return word.slice(0, 6);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
