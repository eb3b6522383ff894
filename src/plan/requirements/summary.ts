import { cleanText, shorten } from "../../text.ts";
import { blocksOf } from "./blocks.ts";
import { isTalk } from "./classify.ts";
import { plainText } from "./inline.ts";
import { sentencesOf } from "./sentences.ts";
import { questionKey, settledBy, withoutSettled } from "./settled.ts";

/** What a brief says the project is: its first whole sentence of prose, shortened; absent where there is none. */
export function summaryOf(brief: string): string | undefined {
  for (const block of blocksOf(cleanText(brief))) {
    if (block.type !== "paragraph") continue;
    // One line without an end mark is a title.
    if (block.lines.length === 1 && !/[.!?。！？]/.test(block.lines[0] ?? "")) continue;
    for (const sentence of sentencesOf(plainText(block.lines.join(" ")))) {
      if (isTalk(sentence)) continue;
      if (sentence.split(/\s+/).length >= 6 || /[\p{Script=Han}\p{Script=Hiragana}]{6}/u.test(sentence)) {
        return shorten(sentence, 240);
      }
    }
  }
  return undefined;
}

/** At most this many questions are taken from a brief. */
const MOST_QUESTIONS = 5;

/** What a brief itself leaves open: its questions, and marks such as `[NEEDS CLARIFICATION: how many?]`; not what it answers. */
export function openPoints(brief: string): string[] {
  const settled = new Set(settledBy(brief).map(({ question }) => questionKey(question)));
  const text = cleanText(withoutSettled(brief));
  const marked = [...text.matchAll(/\[NEEDS CLARIFICATION:?\s*([^\]\n]{3,200})\]/gi)].map((match) =>
    (match[1] ?? "").trim()
  );
  const asked = blocksOf(text).flatMap((block) =>
    block.type === "paragraph"
      ? [block.lines.join(" ")]
      : block.type === "list"
      ? block.items.map((item) => item.text)
      : []
  )
    .filter((prose) => /[?？]/.test(prose) && !prose.includes("NEEDS CLARIFICATION"))
    .flatMap((prose) => sentencesOf(plainText(prose))).filter((sentence) => /[?？]$/.test(sentence));
  const open = [...new Set([...marked, ...asked])].filter((point) => !settled.has(questionKey(point)));
  return open.slice(0, MOST_QUESTIONS).map((point) => shorten(point, 240));
}
