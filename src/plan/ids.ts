/** 32-bit FNV-1a: enough to spread a few thousand ids, and the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/**
 * Gives a step its id: `S` and four letters or digits, from what the step is about, so that the same step
 * gets the same id in every run. The id is added to `taken`.
 *
 * @param content What tells the step from others, e.g. its phase's and its own title.
 * @param taken All ids ever given in this plan.
 */
export function stepId(content: string, taken: Set<string>): string {
  for (let round = 0;; round++) {
    const id = "S" + (hash(round === 0 ? content : `${content}#${round}`) % 36 ** 4).toString(36).padStart(4, "0");
    if (!taken.has(id)) {
      taken.add(id);
      return id;
    }
  }
}
