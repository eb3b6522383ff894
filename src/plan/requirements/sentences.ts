/** Abbreviations whose full stop does not end a sentence, at the end of a text. */
const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|vs|cf|approx|incl|resp|excl|max|min|fig|dr|mr|mrs|st|z\.b|d\.h|bzw|ca|p\.ej|ex)|(?<!\b(?:in|with|using|or|and) )\b[A-Z])\.\s*$/i;
const NUMBERING = /^\(?\d{1,3}\.\s*$/;

let segmenter: Intl.Segmenter | undefined;

/** A full stop before a small letter ends no sentence; an exclamation mark does. The same as Unicode's rules for ASCII. */
const ASCII_END = /(?<=[!?]["')\]]{0,3}) +|(?<=\.["')\]]{0,3}) +(?=[^a-z])/;

/** Cuts a text where sentences may end. Plain ASCII needs no segmenter: loading one takes as long as all the rest. */
function* piecesOf(text: string): Generator<string> {
  // deno-lint-ignore no-control-regex -- the range of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) {
    for (const piece of text.split(ASCII_END)) yield `${piece} `;
    return;
  }
  segmenter ??= new Intl.Segmenter("en", { granularity: "sentence" });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/**
 * Splits prose into sentences, in any language that marks their ends: Unicode's rules (through `Intl.Segmenter`), with
 * abbreviations and single line breaks kept inside the sentence.
 */
export function sentencesOf(prose: string): string[] {
  const text = prose.replace(/\s+/g, " ").trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  // Most entries of a list are one sentence: they need no segmenter, which takes some time to load.
  if (!/[.!?…。！？｡؟।]/.test(text.slice(0, -1))) return [text];
  const sentences: string[] = [];
  let open: string[] = [];
  let tail = "";
  for (const segment of piecesOf(text)) {
    open.push(segment);
    // Only the end decides: looking at the whole text again for each piece would cost its square.
    tail = (tail + segment).slice(-12);
    const numbered = open.length === 1 && segment.length < 6 && NUMBERING.test(segment);
    if (numbered || ABBREVIATION.test(tail) || /(?:^|\s)\.$/.test(tail)) continue;
    sentences.push(open.join(""));
    open = [];
    tail = "";
  }
  sentences.push(open.join(""));
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
