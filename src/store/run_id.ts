/** Letters and digits that look like no others. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

/** A new id of a run: `run-` with eight letters and digits. */
export function newRunId(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(8));
  return `run-${Array.from(numbers, (number) => SIGNS[number % SIGNS.length]).join("")}`;
}

/** Whether something is such an id, and so may be a part of a path. */
export function isRunId(value: unknown): value is string {
  return typeof value === "string" && /^run-[a-z0-9]{8}$/.test(value);
}
