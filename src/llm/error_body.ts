import { isObject, type Json } from "./json.ts";
import { isHtml, pageTitle, words } from "./page.ts";
import type { ErrorFacts } from "./provider.ts";

/** How deep an error is looked into: what lies deeper was not written for people. */
const DEEPEST = 6;

/** Whether a JSON value says that something failed, by any of the shapes that providers use. */
export function saysError(body: unknown): boolean {
  const first = Array.isArray(body) ? body[0] : body;
  if (!isObject(first)) return false;
  const { error } = first;
  return (error !== undefined && error !== null && error !== false && error !== "") || first["type"] === "error" ||
    first["object"] === "error";
}

/**
 * Reads what a provider says about a failure: `error.message`, `error` as a string, `message`, `detail`, `errors[]`, any
 * of them in an array. Recorded shapes: WIRE.md 1.4.
 */
export function readError(body: unknown, depth = 0): ErrorFacts {
  if (depth > DEEPEST) return {};
  if (Array.isArray(body)) return readError(body[0], depth + 1);
  if (typeof body === "string") return said(body);
  if (!isObject(body)) return {};
  const inner = body["error"];
  if (typeof inner === "string") return { ...said(inner), ...codesOf(body) };
  const source = isObject(inner) ? inner : body;
  const first = Array.isArray(source["errors"]) ? source["errors"][0] : undefined;
  const message = describe(source, ["message", "detail", "msg", "error_description", "title"], depth) ??
    (first === undefined ? undefined : readError(first, depth + 1).message);
  const upstream = upstreamOf(source, depth);
  const delay = delayOf(source["details"]);
  return {
    ...(message === undefined
      ? {}
      : said(upstream === undefined || message.includes(upstream) ? message : `${message}: ${upstream}`)),
    ...codesOf(source),
    ...(delay === undefined ? {} : { retryAfterMs: delay }),
  };
}

/** Words, where there are any. */
function said(text: string): ErrorFacts {
  const message = words(text);
  return message === "" ? {} : { message };
}

/** Reads the body of an error answer, whatever its content type says. */
export function readErrorText(text: string, depth = 0): ErrorFacts {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return {};
  try {
    return readError(JSON.parse(eventData(trimmed)), depth);
  } catch {
    return said(isHtml(trimmed) ? pageTitle(trimmed) : trimmed);
  }
}

/** The data of the first event, where an error came as an event stream. */
function eventData(text: string): string {
  const line = /^data: ?(.*)$/m.exec(text.slice(0, 65_536));
  return !/^[{["]/.test(text) && line?.[1] !== undefined ? line[1] : text;
}

/** The first of some fields that says something. */
function describe(source: Json, names: readonly string[], depth: number): string | undefined {
  if (depth > DEEPEST) return undefined;
  for (const name of names) {
    const value = source[name];
    if (typeof value === "string" && value.trim() !== "") return value;
    if (Array.isArray(value) && value.length > 0) {
      return value.slice(0, 20).map((entry) => describeEntry(entry, depth + 1)).join("; ");
    }
    if (isObject(value)) return describe(value, names, depth + 1) ?? asJson(value);
  }
  return undefined;
}

/** One entry of a list of problems, as FastAPI and others write them: `{ loc, msg }`. */
function describeEntry(entry: unknown, depth: number): string {
  if (!isObject(entry)) return typeof entry === "object" ? asJson(entry) : String(entry);
  const place = Array.isArray(entry["loc"])
    ? `${asJson(entry["loc"]).replace(/[[\]"]/g, "").replaceAll(",", ".")}: `
    : "";
  return place + (describe(entry, ["msg", "message", "detail"], depth) ?? asJson(entry));
}

/** A value as JSON; empty where it is nested too deeply for that. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** A gateway's report of what the provider behind it said (OpenRouter's `metadata.raw`). */
function upstreamOf(source: Json, depth: number): string | undefined {
  const metadata = source["metadata"];
  const raw = isObject(metadata) ? metadata["raw"] : undefined;
  if (typeof raw !== "string" || raw.trim() === "") return undefined;
  return readErrorText(raw, depth + 1).message;
}

/** Gemini's `RetryInfo.retryDelay`, e.g. `17s`. */
function delayOf(details: unknown): number | undefined {
  for (const detail of Array.isArray(details) ? details : []) {
    const delay = isObject(detail) ? detail["retryDelay"] : undefined;
    const seconds = typeof delay === "string" ? /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1] : undefined;
    if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000);
  }
  return undefined;
}

/** OpenRouter's moderation answers 403, like a key that may not. */
function flagged({ metadata }: Json): boolean {
  return isObject(metadata) && Array.isArray(metadata["reasons"]) && "flagged_input" in metadata;
}

function codesOf(source: Json): ErrorFacts {
  const details = source["details"];
  const inner = isObject(details) ? details["error_code"] : undefined;
  const quotas = Array.isArray(details)
    ? [...asJson(details).matchAll(/"quotaId":"([^"]+)"/g)].map(([, quota = ""]) => quota)
    : [];
  const daily = quotas.find((quota) => /per.?day/i.test(quota));
  const code = [inner, source["code"], daily, quotas[0]].find((value) => typeof value === "string" && value !== "");
  const type = [source["type"], source["status"]].find((value) => typeof value === "string" && value !== "");
  const status = [source["status_code"], source["code"], source["raw_status_code"], source["status"]].map((value) =>
    typeof value === "string" && /^[45]\d\d$/.test(value) ? Number(value) : value
  ).find((value) => typeof value === "number" && value >= 300 && value < 600);
  return {
    ...(typeof code === "string" ? { code: words(code).slice(0, 100) } : {}),
    ...(typeof type === "string" ? { type: words(type).slice(0, 100) } : {}),
    ...(typeof source["param"] === "string" ? { param: source["param"].slice(0, 100) } : {}),
    ...(typeof status === "number" ? { status } : {}),
    ...(flagged(source) ? { kind: "content_filter" as const } : {}),
    // A limit a day is no limit to wait for.
    ...(daily === undefined ? {} : { kind: "billing" as const }),
  };
}
