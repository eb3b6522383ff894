import { PlanError } from "../../errors.ts";
import { oneLine, shorten } from "../../text.ts";
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
    const line = /[^\r\n]{0,40}/.exec(body.slice(scanned.at, scanned.at + 40))?.[0].trim() ?? "";
    const got = scanned.at >= body.length
      ? "the end of the file"
      : line === ""
      ? "the end of the line"
      : JSON.stringify(shorten(oneLine(line), 20));
    throw new PlanError(
      `Cannot read ${path}: expected ${scanned.wanted} at line ${before.length}, column ${
        (before.at(-1)?.length ?? 0) + 1
      }, got ${got}`,
      "Correct the JSON there, or let the tool that wrote the file write it anew.",
    );
  }
  return { data: JSON.parse(body), lines: scanned };
}

/** Whether a value is an object with names, and not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
