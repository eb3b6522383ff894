import { PlanError } from "../../errors.ts";
import { isFault, scanJson } from "./json_scan.ts";
import type { PlanFile } from "./types.ts";

/** What a JSON file holds, and on which line each part of it begins. */
export interface JsonSource {
  data: unknown;
  /** By JSON pointer, down to eight levels. */
  lines: ReadonlyMap<string, number>;
}

/** Reads the text of a JSON file; says where it is damaged. */
export function readJson({ path, text }: PlanFile): JsonSource {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  const scanned = scanJson(body);
  if (isFault(scanned)) {
    const before = body.slice(0, scanned.at).split(/\r\n?|\n/);
    throw new PlanError(
      `Cannot read ${path}: expected ${scanned.wanted} at line ${before.length}, column ${
        (before.at(-1)?.length ?? 0) + 1
      }, got ${kindAt(body, scanned.at)}`,
      "Correct the JSON there, or let the tool that wrote the file write it anew.",
    );
  }
  return { data: JSON.parse(body), lines: scanned };
}

/** Whether a value is an object with names, and not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a place, by its kind: it may be a secret, and no message quotes more than one sign. */
function kindAt(text: string, at: number): string {
  const sign = text.charAt(at);
  if (sign === "") return "the end of the file";
  if (sign === "\n" || sign === "\r") return "the end of the line";
  if (sign === '"') return "a text";
  if (/[\d-]/.test(sign)) return "a number";
  if (/\p{L}/u.test(sign)) return "a word";
  return /[!-~]/.test(sign) ? JSON.stringify(sign) : "a sign that has no place in JSON";
}
