import type { Plan } from "./types.ts";

/**
 * A changed plan as data, with the keys that its file had and we do not know: somebody else wrote them there.
 *
 * @param after The changed plan.
 * @param before The plan as it was read.
 * @param data What its file held.
 */
export function withUnknownKeys(after: Plan, before: Plan, data: unknown): unknown {
  return graft(after, before, data);
}

function graft(after: unknown, before: unknown, data: unknown): unknown {
  if (Array.isArray(after)) {
    if (!Array.isArray(before) || !Array.isArray(data)) return after;
    const places = new Map(before.flatMap((entry, at) => namesOf(entry).map((name) => [name, at])));
    const kept = after.map((entry) => {
      const place = namesOf(entry).map((name) => places.get(name)).find((at) => at !== undefined);
      return place === undefined ? entry : graft(entry, before[place], data[place]);
    });
    return kept.every((entry, at) => entry === after[at]) ? after : kept;
  }
  if (!isRecord(after) || !isRecord(before) || !isRecord(data)) return after;
  const known = Object.entries(after).map(([key, value]) => [key, graft(value, before[key], data[key])]);
  const unknown = Object.entries(data).filter(([key]) => !Object.hasOwn(before, key) && !Object.hasOwn(after, key));
  return unknown.length === 0 && known.every(([key, value]) => value === after[String(key)])
    ? after
    : Object.fromEntries([...known, ...unknown]);
}

/** By what an entry of a list is known when the list has changed; one without a name by all that it says. */
function namesOf(entry: unknown): unknown[] {
  if (!isRecord(entry)) return [JSON.stringify(entry)];
  const { id, path, name, steps } = entry;
  // The number of a phase is its place; its steps are what it is.
  if (Array.isArray(steps) && steps.length > 0) return steps.filter(isRecord).map((step) => `phase of ${step["id"]}`);
  return [id ?? path ?? name ?? JSON.stringify(entry)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
