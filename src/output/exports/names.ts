/**
 * Names of files and of things in other tools, made from texts that nobody has checked.
 * @module
 */

/** The longest name, in bytes of UTF-8. */
const LONGEST = 80;

/** What Windows takes for a device, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A name of small letters and digits with dashes between them, which begins with a letter. Letters with marks lose them;
 * other scripts are left out, since not every tool takes them.
 *
 * @param text What it is made from.
 * @param otherwise What it is where the text gives none.
 */
export function slugOf(text: string, otherwise: string): string {
  const plain = text.slice(0, 1000).normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const slug = dashed(plain, 60).replace(/^(?=\d)/, `${otherwise}-`);
  return slug === "" ? otherwise : DEVICE.test(slug) ? `${otherwise}-${slug}` : slug;
}

/**
 * A part of a file's name that people read: letters and digits of any script, everything else dashes.
 *
 * @param before What stands before it in the name, in ASCII; both together stay short enough.
 */
export function readableName(text: string, before: string): string {
  const plain = text.slice(0, 1000).normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  return dashed(plain, LONGEST - before.length - ".md".length);
}

/** Makes names different from each other where they are not, also for systems that tell no capitals from small letters. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let count = 2; taken.has(own.toLowerCase()); count++) own = `${name}-${count}`;
    taken.add(own.toLowerCase());
    return own;
  });
}

/** Cut to a number of bytes at a whole character, without dashes at its ends. */
function dashed(text: string, most: number): string {
  const plain = text.replace(/^-+/, "");
  const { read } = ENCODER.encodeInto(plain, new Uint8Array(most));
  return plain.slice(0, read).replace(/-+$/, "");
}

const ENCODER = new TextEncoder();
