/** Reads the object of a manifest, also with comments and a comma too much; empty where it holds none. */
export function readJson(text: string): ReadonlyMap<string, unknown> {
  const clean = text.replace(/^\ufeff/, "");
  return entriesOf(parsed(clean) ?? parsed(withoutExtras(clean)));
}

/** The entries of an object; none of anything else. A map has no prototype that a name could reach. */
export function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

/** The entries of an object that are texts. */
export function textsOf(value: unknown): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, text] of entriesOf(value)) if (typeof text === "string") texts.set(name, text);
  return texts;
}

/** Takes out comments and commas before a closing bracket, in one pass: what looks like one in a string stays. */
function withoutExtras(text: string): string {
  const kept: string[] = [];
  /** Where the last comma went, while nothing but space follows it. */
  let comma = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const two = text.slice(at, at + 2);
    if (two === "//" || two === "/*") {
      const end = two === "//" ? text.indexOf("\n", at) : text.indexOf("*/", at + 2);
      at = end === -1 ? text.length : two === "//" ? end - 1 : end + 1;
      continue;
    }
    if ((char === "}" || char === "]") && comma >= 0) kept[comma] = "";
    if (char === ",") comma = kept.length;
    else if (char.trim() !== "") comma = -1;
    const start = at;
    if (char === '"') { while (++at < text.length && text[at] !== '"') if (text[at] === "\\") at++; }
    kept.push(text.slice(start, at + 1));
  }
  return kept.join("");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A manifest that nobody can read declares nothing.
    return undefined;
  }
}
