import { contentStems, wordsOf } from "../plan/words.ts";
import { type Written, writtenIn } from "../plan/language.ts";
import { tellingStems } from "../plan/stems.ts";

/** More of a text is not looked at. */
const LOOKED_AT = 300_000;
/** A project with fewer telling words than this says too little to know another by. */
const LEAST_KNOWN = 8;
/** An answer with fewer telling words of its own is not judged; where the project says little, it must have more. */
const LEAST_OWN = 15;
const LEAST_OWN_UNKNOWN = 30;
/** What share of an answer's telling words, each as often as it stands there, are the project's; real ones have over 0.1. */
const LEAST_SHARE = 0.06;
/** Words with so many first letters in common may be forms of one: only English endings are known. */
const PREFIX = 5;

const REFUSAL =
  /^[\s"'*#>]{0,9}(?:(?:i['’]m|i am) (?:very |really |so )?(?:sorry|unable|not able|afraid)|sorry,? (?:but )?i\b|i (?:can(?:not|['’]t| not)|won['’]t|will not|must decline)\b|unfortunately,? i (?:can|am)|as an ai\b|(?:je suis )?désolée?,|es tut mir leid|lo siento|mi dispiace|sinto muito|het spijt me|извините|很抱歉|抱歉|申し訳)/i;

/** What a project is about, as far as its words tell. */
interface Profile {
  stems: ReadonlySet<string>;
  /** Absent where the stems are enough: many words of clear English. */
  prefixes?: ReadonlySet<string>;
  named: readonly string[];
  shown: readonly string[];
  written: Written;
}

/** A project's texts are looked at once, however many answers there are. */
const profiles = new WeakMap<object, Profile>();

/**
 * Says in one phrase why an answer is of no use, whatever its form: it is empty or a refusal, in another language than the
 * project's texts, or about something else. In doubt it says nothing.
 *
 * @param answer What the answer says: Markdown, or all texts of a JSON answer.
 * @param about The project: what it is called, and all that was said of it.
 */
export function suspicionOf(answer: string, about: { name: string; texts: string[] }): string | undefined {
  const text = answer.slice(0, LOOKED_AT);
  if (text.trim() === "") return "it is empty";
  if (text.length < 1_500 && REFUSAL.test(text)) return "it is a refusal";
  const project = profileOf(about);
  return otherLanguage(writtenIn(text), project.written) ?? otherProject(text, project);
}

function profileOf(about: { name: string; texts: string[] }): Profile {
  const known = profiles.get(about);
  if (known !== undefined) return known;
  const text = [about.name, ...about.texts].join("\n").slice(0, LOOKED_AT);
  const counts = tellingStems(text);
  const written = writtenIn(text);
  const prefixes = [...counts.keys()].filter((stem) => stem.length >= PREFIX).map((stem) => stem.slice(0, PREFIX));
  const profile = {
    stems: new Set(counts.keys()),
    ...(counts.size < LEAST_KNOWN || written.language !== "English" ? { prefixes: new Set(prefixes) } : {}),
    named: [...tellingStems(about.name).keys()],
    shown: [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([stem]) => asWritten(stem, text)),
    written,
  };
  profiles.set(about, profile);
  return profile;
}

/** A word as it first stands in a text, by its stem. */
function asWritten(stem: string, text: string): string {
  return wordsOf(text).find((word) => contentStems(word).includes(stem)) ?? stem;
}

/** Whether an answer is in another script or, where both are clear, in another language. */
function otherLanguage(answer: Written, project: Written): string | undefined {
  const [script, share] = mostOf(answer);
  const [asked, askedShare] = mostOf(project);
  if (share > 0.3 && answer.letters >= 60 && project.letters >= 8 && (project.scripts.get(script) ?? 0) < 0.02) {
    return `it is written in ${script}, the project's texts are in ${
      project.language ?? (askedShare > 0.3 ? asked : "Latin letters")
    }`;
  }
  if (askedShare > 0.5 && project.letters >= 60 && answer.letters >= 200 && (answer.scripts.get(asked) ?? 0) < 0.02) {
    return `it is written in ${answer.language ?? "Latin letters"}, the project's texts are in ${asked}`;
  }
  if (answer.language === undefined || project.language === undefined || answer.language === project.language) {
    return undefined;
  }
  return `it is written in ${answer.language}, the project's texts are in ${project.language}`;
}

/** The script besides the Latin one that a text has most of. */
function mostOf({ scripts }: Written): [string, number] {
  return [...scripts].reduce((most, script) => script[1] > most[1] ? script : most, ["Latin letters", 0]);
}

/** Whether hardly any of what tells about the project appears in an answer that has much of its own to tell. */
function otherProject(text: string, { stems, prefixes, named, shown }: Profile): string | undefined {
  if (stems.size === 0) return undefined;
  const own = tellingStems(text);
  let all = 0;
  let hits = 0;
  for (const [stem, count] of own) {
    all += count;
    if (stems.has(stem) || (stem.length >= PREFIX && prefixes?.has(stem.slice(0, PREFIX)))) hits += count;
  }
  const foreign = stems.size < LEAST_KNOWN
    ? hits === 0 && own.size >= LEAST_OWN_UNKNOWN
    : own.size >= LEAST_OWN && hits < all * LEAST_SHARE;
  if (!foreign || (named.length > 0 && named.every((stem) => own.has(stem)))) return undefined;
  const words = shown.map((stem) => `"${stem}"`).join(", ");
  return `it is not about this project: ${hits === 0 ? "none" : "hardly any"} of its words (${words}) appear`;
}
