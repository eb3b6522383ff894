import { cleanText, shorten } from "../text.ts";
import { blocksOf } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { sentencesOf } from "./sentences.ts";

/** What a brief says the project is: its first whole sentence of prose, shortened; absent where there is none. */
export function summaryOf(brief: string): string | undefined {
  for (const block of blocksOf(cleanText(brief))) {
    if (block.type !== "paragraph") continue;
    // One line without an end mark is a title.
    if (block.lines.length === 1 && !/[.!?。！？]/.test(block.lines[0] ?? "")) continue;
    for (const sentence of sentencesOf(plainText(block.lines.join(" ")))) {
      if (/^(?:this (?:document|section|page)|table of contents|version|author|date)\b/i.test(sentence)) continue;
      if (sentence.split(/\s+/).length >= 6 || /[\p{Script=Han}\p{Script=Hiragana}]{6}/u.test(sentence)) {
        return shorten(sentence, 240);
      }
    }
  }
  return undefined;
}
