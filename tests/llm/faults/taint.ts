/**
 * A key that must never come back, and the search for it.
 * @module
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";

/** The key of all tests. Has letters that URL and base64 encoding change. */
export const KEY = "sk-taint-4f9Qz/7+Lm2=Xb8-KdRw6Yt3Hv5Np1";

/** Stands in every prompt of the tests: errors must not quote prompts. */
export const PROMPT_MARK = "PROMPT-MARK-7319";

/** The part of base64 text that does not depend on what stands before or after, for one of three alignments. */
function base64Core(prefix: number): string {
  const text = Buffer.from(" ".repeat(prefix) + KEY).toString("base64");
  const head = Math.ceil(prefix * 4 / 3);
  return text.slice(head, Math.floor((prefix + KEY.length) / 3) * 4);
}

/** Every form of the key that counts as a leak, by name. */
export const LEAKS: ReadonlyMap<string, string> = new Map([
  ["plain", KEY],
  ["URL-encoded", encodeURIComponent(KEY)],
  ["base64", base64Core(0)],
  ["base64 behind one byte", base64Core(1)],
  ["base64 behind two bytes", base64Core(2)],
  ["hex", Buffer.from(KEY).toString("hex")],
  ["its 16 letters in the middle", KEY.slice(KEY.length / 2 - 8, KEY.length / 2 + 8)],
]);

/** The forms of the key in a text; letter case does not matter in hex and URL encoding, so it does nowhere. */
export function leaksIn(text: string): string[] {
  const lower = text.toLowerCase();
  return [...LEAKS].filter(([, form]) => lower.includes(form.toLowerCase())).map(([name]) => name);
}

/** All that a careless program could print of a value. */
export function everythingOf(value: unknown): string {
  const seen = [
    String(value),
    JSON.stringify(value) ?? "",
    Deno.inspect(value, { depth: 20, strAbbreviateSize: Infinity, iterableLimit: Infinity, showHidden: true }),
  ];
  for (let error = value; error instanceof Error; error = error.cause) {
    seen.push(error.message, error.stack ?? "", JSON.stringify(Object.entries(error)));
  }
  return seen.join("\n");
}

/** Fails if the key stands in a value in any form, however deep. */
export function assertNoKey(value: unknown, where: string): void {
  const found = leaksIn(typeof value === "string" ? value : everythingOf(value));
  assert.deepEqual(found, [], `expected no form of the key in ${where}`);
}

/** Fails if any 12 letters of the key stand in a text. */
export function assertNoPiece(text: string, where: string): void {
  for (let at = 0; at + 12 <= KEY.length; at++) {
    const piece = KEY.slice(at, at + 12);
    assert.ok(!text.includes(piece), `expected no piece of the key in ${where}, got "${piece}"`);
  }
}
