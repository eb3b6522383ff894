/**
 * Texts that quote requirements, brought in line with what these say now: by code, where nobody writes them anew.
 * @module
 */
import { shorten } from "../../text.ts";
import { bareText, coreOf, type Quotation, quotationsOf, type Sought } from "./quotations.ts";
import type { Requirement } from "../types.ts";
import type { Rewrite } from "./types.ts";
import { briefly, tellsWhatWasBuilt } from "./wording.ts";

/** What stands for a whole demand has at most so many characters, if it was not longer before. */
const USUAL_PART = 45;
const USUAL_TITLE = 90;

/** What replaces old words by new ones. */
export interface Rewording {
  /** The text with the new words in the place of the old. */
  text: string;
  /** The ids of the requirements whose old words stood in it. */
  replaced: Set<string>;
  /** The ids of the requirements all of whose new words stand in it instead. */
  said: Set<string>;
}

/**
 * Puts the new words of changed requirements in the place of the old ones.
 *
 * @param about The requirements that the text is about: of others it says by chance what does not stand alone in it.
 */
export type Reword = (text: string, about?: ReadonlySet<string>) => Rewording;

interface News {
  id: string;
  old: string;
  now: string;
}

/**
 * Prepares {@linkcode Reword} for all that changed.
 *
 * @param standing All requirements as they are now: what quotes others of them stays as it is.
 */
export function rewordOf(changed: Rewrite["changed"], standing: readonly Requirement[]): Reword {
  if (changed.length === 0) return (text) => ({ text, replaced: new Set(), said: new Set() });
  const ids = new Set(changed.map(({ after }) => after.id));
  const others = standing.filter(({ id }) => !ids.has(id)).map((each) => ({ words: coreOf(each), of: undefined }));
  const quotations = quotationsOf([...others, ...changed.flatMap(newsOf)]);
  return (text, about) => {
    const replaced = new Set<string>();
    const said = new Set<string>();
    if (tellsWhatWasBuilt(text)) return { text, replaced, said };
    let now = "";
    let from = 0;
    for (const { of, ...place } of quotations(text)) {
      if (of === undefined || isTrue(text, of, place) || !(place.isAlone || about?.has(of.id))) continue;
      now += text.slice(from, place.start) + newWords(text, of, place);
      from = place.end + (place.extent === "cut" ? 1 : 0);
      replaced.add(of.id);
      if (place.extent === "whole" && !place.isMarked) said.add(of.id);
    }
    return { text: now + text.slice(from), replaced, said };
  };
}

type Place = Omit<Quotation<unknown>, "of">;

/** What is looked for: where only what is wanted is other, and not by whom, the words about who wants it do not matter. */
function newsOf({ before, after }: Rewrite["changed"][number]): Sought<News>[] {
  const [old, now] = [bareText(before), bareText(after)];
  const [oldCore, nowCore] = [coreOf(before), coreOf(after)];
  const isByOthers = old.slice(0, old.length - oldCore.length) !== now.slice(0, now.length - nowCore.length);
  const pairs = [...(isByOthers ? [[old, now] as const] : []), [oldCore, nowCore] as const];
  return pairs.filter(([old, now]) => old !== now).map(([old, now]) => ({
    words: old,
    of: { id: after.id, old, now },
  }));
}

/** Whether what stands there is what the requirement says now, or the beginning of it. */
function isTrue(text: string, { old, now }: News, { start, end, extent }: Place): boolean {
  const [shown, then] = [text.toLowerCase(), now.toLowerCase()];
  if (extent !== "whole") return then.startsWith(shown.slice(start, end));
  const inNew = then.indexOf(old.toLowerCase());
  return inNew !== -1 && inNew <= start && shown.startsWith(then, start - inNew);
}

function newWords(text: string, { now }: News, { start, end, extent, isMarked }: Place): string {
  const first = text.charAt(start);
  const words = first === first.toUpperCase() ? now.charAt(0).toUpperCase() + now.slice(1) : now;
  if (extent === "whole" && !isMarked) return words;
  const limit = Math.max(end - start, USUAL_PART);
  if (extent === "cut") return shorten(words, limit);
  const short = briefly({ text: words }, limit);
  return first === first.toUpperCase() ? short : short.charAt(0).toLowerCase() + short.slice(1);
}

/** A title in new words, and no longer than titles are. */
export function titleIn(reword: Reword, title: string, about?: ReadonlySet<string>): string {
  const { text } = reword(title, about);
  return text === title ? title : shorten(text, Math.max(USUAL_TITLE, title.length));
}
