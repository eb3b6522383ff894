/** The longest repetition that is looked for where an answer goes on, in characters. */
const LONGEST_OVERLAP = 2_000;
/** So much must be the same to be taken for a repetition: plans hold nothing of that length twice in a row. */
const LEAST_OVERLAP = 12;
/** So much of the beginning must be the same to be taken for the whole answer once more. */
const SAME_BEGINNING = 60;
/** How many ways of joining are tried. */
const MOST_TRIES = 12;

/** What a model says before it goes on. */
const SAYS_SO =
  /^\s{0,20}(?:(?:sure|certainly|of course|okay|ok|understood)\b[^\n]{0,40}?)?\(?(?:continu|here(?:['’]s| is| are)|picking up|resum|the (?:rest|remaining|remainder)|cont['.]|weiter|hier ist|suite|voici|continúa|aquí)[^\n]{0,160}(?:\n|$)/i;
const SAYS_SO_BRIEFLY =
  /^\s{0,20}(?:continuing|continued|continuation|here(?:['’]s| is) the (?:rest|remainder|continuation))[^\n:{}"]{0,80}:\s{0,9}/i;
/** A line that can only begin where another has ended. */
const BLOCK = /^(?:#{1,6} |[-*+] |\d{1,3}[.)] |\|)/;
const FENCE = /^\s{0,20}(?:```|~~~)[\w-]{0,20}[ \t]{0,9}\n/;

/**
 * Puts an answer that was cut together with its continuation. The continuation may repeat some of the end, may be announced
 * by a sentence or a fence, or may begin the answer anew.
 *
 * @param head The answer as far as it came.
 * @param rest What came when it was asked to go on.
 */
export function joinCut(head: string, rest: string): string {
  const variants = [rest, ...new Set(bareOf(head, rest))].filter((text, index, all) => all.indexOf(text) === index);
  if (isJson(head)) {
    for (const variant of variants) {
      const joined = joinedJson(head, variant);
      if (joined !== undefined) return joined;
    }
  }
  const bare = variants.at(-1) ?? rest;
  if (beginsAnew(head, bare)) return bare;
  const overlap = overlapOf(head, bare);
  if (counts(overlap)) return head + bare.slice(overlap.length);
  // What announced the rest took the line's end with it.
  const newLine = bare !== rest && !head.endsWith("\n") && BLOCK.test(bare) && !isJson(head);
  return head + (newLine ? "\n" : "") + bare;
}

/** The continuation without what announces it: a sentence, a fence. */
function bareOf(head: string, rest: string): string[] {
  const said = SAYS_SO.exec(rest)?.[0];
  const announced = said !== undefined && !/^[\s"{[]*["{[]/.test(said) &&
    /continu|rest|remain|left off|pick|resum|cont|weiter|suite/i.test(said);
  const briefly = SAYS_SO_BRIEFLY.exec(rest)?.[0];
  const body = announced ? rest.slice(said.length).replace(/^\n+/, "") : rest;
  const fence = FENCE.exec(body)?.[0];
  const found = announced ? [body] : [];
  if (fence !== undefined) {
    const inside = body.slice(fence.length);
    // Its end closes the fence that was open, or goes with its beginning.
    found.push(hasOpenFence(head) ? inside : withoutEnd(inside));
  } else if (briefly !== undefined && !announced) found.push(rest.slice(briefly.length));
  return found;
}

function withoutEnd(text: string): string {
  const end = text.trimEnd();
  return end.endsWith("\n```") || end.endsWith("\n~~~") ? end.slice(0, -4) : text;
}

function hasOpenFence(text: string): boolean {
  return (text.match(/^[ \t]{0,8}(?:```|~~~)/gm)?.length ?? 0) % 2 === 1;
}

/** The way of joining that gives whole JSON. */
function joinedJson(head: string, rest: string): string | undefined {
  const borders = bordersOf(head, rest);
  const longest = rest.slice(0, borders[0] ?? 0);
  // A repetition within a text gives JSON either way: what is likely is tried first.
  const likely = counts(longest);
  const lengths = likely ? [...borders.slice(0, MOST_TRIES), 0] : [0, ...borders.slice(0, MOST_TRIES)];
  for (const length of lengths) {
    const joined = head + rest.slice(length);
    if (parses(joined)) return joined;
  }
  return /^\s*(?:```\w*\s*)?[{[]/.test(rest.slice(0, 100)) && parses(rest) ? rest : undefined;
}

/** Whether a text is JSON, or opens like it, behind a fence or a sentence. */
function isJson(text: string): boolean {
  return /^(?:[^{[]{0,300}\n)?\s*(?:```(?:json)?\s*)?[{[]/.test(text.slice(0, 600));
}

function parses(text: string): boolean {
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  try {
    JSON.parse(text.slice(start, end + 1));
    // What stands behind may close a fence, and is nothing else.
    return start !== -1 && /^\s*(?:```|~~~)?\s*$/.test(text.slice(end + 1, end + 200));
  } catch {
    return false;
  }
}

/** Whether a continuation is the whole answer once more. */
function beginsAnew(head: string, rest: string): boolean {
  const [a, b] = [opening(head), opening(rest)];
  if (a.length >= SAME_BEGINNING && a.slice(0, SAME_BEGINNING) === b.slice(0, SAME_BEGINNING)) return true;
  const same = Math.min(a.length, SAME_BEGINNING);
  return rest.length > head.length && same >= LEAST_OVERLAP && b.startsWith(a.slice(0, same));
}

function opening(text: string): string {
  return text.slice(0, 400).replace(FENCE, "").trimStart();
}

/** The longest end of one text that the other begins with. */
function overlapOf(head: string, rest: string): string {
  return rest.slice(0, bordersOf(head, rest)[0] ?? 0);
}

/** Whether an overlap is more than chance: blanks, and what is itself a repetition, meet by themselves. */
function counts(overlap: string): boolean {
  if (overlap.length < LEAST_OVERLAP || overlap.trim() === "") return false;
  const border = bordersOf(overlap.slice(1), overlap)[0] ?? 0;
  return overlap.length - border > overlap.length / 2;
}

/** The lengths of all ends of one text that the other begins with, the longest first; by the prefix function. */
function bordersOf(head: string, rest: string): number[] {
  const pattern = rest.slice(0, LONGEST_OVERLAP);
  const text = head.slice(-LONGEST_OVERLAP);
  const borders = new Uint16Array(pattern.length);
  for (let at = 1, border = 0; at < pattern.length; at++) {
    while (border > 0 && pattern.charCodeAt(at) !== pattern.charCodeAt(border)) border = borders[border - 1] ?? 0;
    if (pattern.charCodeAt(at) === pattern.charCodeAt(border)) border++;
    borders[at] = border;
  }
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    if (matched === pattern.length) matched = borders[matched - 1] ?? 0;
    while (matched > 0 && text.charCodeAt(at) !== pattern.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (text.charCodeAt(at) === pattern.charCodeAt(matched)) matched++;
  }
  const found: number[] = [];
  for (let length = matched; length > 0; length = borders[length - 1] ?? 0) found.push(length);
  return found;
}
