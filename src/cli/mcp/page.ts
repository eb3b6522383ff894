import { UsageError } from "../../errors.ts";
import { z } from "../../packages/zod.ts";
import { within } from "./brief.ts";

/** How many entries a page has where nobody says, and at most. */
const USUAL = 5;
const MOST = 20;
/** The most characters of a page: of long entries it holds fewer than were asked for. */
const ROOM = 3500;

/** What a tool that lists something takes. */
export const PAGE_INPUT = {
  limit: z.int().min(1).max(MOST).default(USUAL).describe(`how many entries at most, 1 to ${MOST}`),
  cursor: z.string().max(100).optional().describe("nextCursor of the page before; absent: the first page"),
};

/** What a tool that lists something gives. */
export const PAGE_OUTPUT = {
  total: z.number().describe("how many there are in all"),
  nextCursor: z.string().optional().describe("asks for the next page; absent: this is the last"),
};

/** Some entries of a list. */
export interface Page<T> {
  items: T[];
  /** The position of the first, from 0. */
  from: number;
  total: number;
  nextCursor?: string;
}

/**
 * Cuts a page out of a list. A cursor is good for the list that it came from alone: where that has changed since, some entries
 * would be skipped or come twice.
 *
 * @param nameOf What tells entries apart.
 * @param show Makes of an entry what is shown.
 * @throws {UsageError} If the cursor is none of ours, or the list has changed.
 */
export function pageOf<T, Shown>(
  list: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  nameOf: (entry: T) => string,
  show: (entry: T) => Shown,
): Page<Shown> {
  const tag = hash(list.map(nameOf).join("\n"));
  const from = cursor === undefined ? 0 : positionOf(cursor, tag, list.length);
  const { items } = within(list.slice(from, from + limit).map(show), ROOM, (entry) => JSON.stringify(entry).length);
  const next = from + items.length;
  return { items, from, total: list.length, ...(next < list.length ? { nextCursor: `${next}-${tag}` } : {}) };
}

/** How to ask for the next page, where there is one. */
export function moreLine({ nextCursor }: { nextCursor?: string }): string[] {
  return nextCursor === undefined ? [] : [`For more: cursor "${nextCursor}".`];
}

function positionOf(cursor: string, tag: string, length: number): number {
  const [, at, of] = /^(\d{1,9})-([0-9a-f]{8})$/.exec(cursor) ?? [];
  const position = Number(at);
  if (at !== undefined && of === tag && position < length) return position;
  throw new UsageError(
    at === undefined
      ? "Cannot go on from this cursor: expected the nextCursor of the page before"
      : "Cannot go on from this cursor: the list has changed since",
    "Ask again without a cursor.",
  );
}

/** FNV-1a, 32 bits: a name, no secret. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}
