/**
 * On which line each part of a JSON text stands, or where the text is no JSON: `JSON.parse` tells neither in all cases.
 * One pass without recursion, so that neither size nor depth of a hostile file matters.
 * @module
 */

/** Where a text is no JSON, and what should stand there. */
export interface Fault {
  /** From 0. */
  at: number;
  wanted: string;
}

/** What lies deeper is not noted: pointers to it would cost more than the text. Ours go down to seven levels. */
const DEEPEST = 8;
/** Nor is what has a longer pointer. */
const LONGEST = 1000;

interface Frame {
  list: boolean;
  /** Absent where it lies too deep, or is too long. */
  pointer: string | undefined;
  count: number;
}

/** Whether a scan found a fault. */
export function isFault(scanned: Map<string, number> | Fault): scanned is Fault {
  return !(scanned instanceof Map);
}

/** The line of each value by its JSON pointer: that of its key, or of the value itself in lists. */
export function scanJson(text: string): Map<string, number> | Fault {
  const lines = new Map<string, number>([["", 1]]);
  const frames: Frame[] = [];
  let at = 0;
  let line = 1;
  /** The pointer of the value that comes next. */
  let next: string | undefined = "";
  const skip = () => {
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
    }
  };
  const note = (frame: Frame, token: string) => {
    next = frame.pointer === undefined || frames.length > DEEPEST || frame.pointer.length + token.length > LONGEST
      ? undefined
      : `${frame.pointer}/${token}`;
    if (next !== undefined) lines.set(next, line);
  };
  /** Reads a key with its colon; the fault where there is none. */
  const key = (frame: Frame, wanted: string): Fault | undefined => {
    skip();
    const end = endOfString(text, at);
    if (end < 0) {
      return { at: text.charAt(at) === '"' ? -end - 1 : at, wanted: text.charAt(at) === '"' ? STRING : wanted };
    }
    const name = JSON.parse(text.slice(at, end)) as string;
    note(frame, name.replaceAll("~", "~0").replaceAll("/", "~1"));
    at = end;
    skip();
    if (text.charAt(at) !== ":") return { at, wanted: '":"' };
    at++;
    return undefined;
  };

  while (true) {
    skip();
    const first = text.charAt(at);
    if (first === "{" || first === "[") {
      const frame: Frame = { list: first === "[", pointer: next, count: 0 };
      frames.push(frame);
      at++;
      skip();
      if (text.charAt(at) !== (frame.list ? "]" : "}")) {
        if (frame.list) note(frame, "0");
        else {
          const fault = key(frame, 'a name in quotes or "}"');
          if (fault !== undefined) return fault;
        }
        continue;
      }
    } else {
      const end = first === '"' ? endOfString(text, at) : endOfWord(text, at);
      if (end < 0) return { at: -end - 1, wanted: first === '"' ? STRING : "a value" };
      at = end;
      if (frames.length === 0) break;
      skip();
    }
    // A value has ended: close what ends with it, up to the comma before the next one.
    let more = false;
    for (let frame = frames.at(-1); frame !== undefined && !more; frame = frames.at(-1)) {
      const close = frame.list ? "]" : "}";
      if (text.charAt(at) === close) {
        frames.pop();
        at++;
        skip();
      } else if (text.charAt(at) === ",") {
        at++;
        skip();
        frame.count++;
        if (frame.list) note(frame, String(frame.count));
        else {
          const fault = key(frame, "a name in quotes");
          if (fault !== undefined) return fault;
        }
        more = true;
      } else return { at, wanted: `"," or "${close}"` };
    }
    if (!more) break;
  }
  skip();
  return at < text.length ? { at, wanted: "the end of the file" } : lines;
}

const STRING = "a string that ends on its line";

/** Where a string ends; where its fault stands as -1 - place, if it is none. */
function endOfString(text: string, start: number): number {
  if (text.charAt(start) !== '"') return -1 - start;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code < 32) return -1 - at;
    if (code !== 92) continue;
    const escape = /^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at + 1, at + 6))?.[0];
    if (escape === undefined) return -1 - at;
    at += escape.length;
  }
  return -1 - text.length;
}

const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

function endOfWord(text: string, start: number): number {
  WORD.lastIndex = start;
  return WORD.test(text) ? WORD.lastIndex : -1 - start;
}
