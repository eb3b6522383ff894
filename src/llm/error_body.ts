import { oneLine, shorten } from "../text.ts";
import type { ErrorFacts, Json } from "./provider.ts";

/** The most characters of a provider's words that an error repeats. */
const MOST = 300;

/** Whether something is a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a JSON value says that something failed, by any of the shapes that providers use. */
export function saysError(body: unknown): boolean {
  if (Array.isArray(body)) return body.length > 0 && saysError(body[0]);
  if (!isObject(body)) return false;
  const { error } = body;
  return (error !== undefined && error !== null && error !== false && error !== "") || body["type"] === "error" ||
    body["object"] === "error";
}

/**
 * Reads what a provider says about a failure: `error.message`, `error` as a string, `message`, `detail`, `errors[]`, any
 * of them in an array. Recorded shapes: WIRE.md 1.4.
 */
export function readError(body: unknown): ErrorFacts {
  if (Array.isArray(body)) return readError(body[0]);
  if (typeof body === "string") return { message: words(body) };
  if (!isObject(body)) return {};
  const inner = body["error"];
  if (typeof inner === "string") {
    return { message: words(inner), ...codesOf(body) };
  }
  const source = isObject(inner) ? inner : body;
  const first = Array.isArray(source["errors"]) ? source["errors"][0] : undefined;
  const message = describe(source, ["message", "detail", "msg", "error_description", "title"]) ??
    (first === undefined ? undefined : readError(first).message);
  const upstream = upstreamOf(source);
  const delay = delayOf(source["details"]);
  return {
    ...(message === undefined ? {} : {
      message: words(upstream === undefined || message.includes(upstream) ? message : `${message}: ${upstream}`),
    }),
    ...codesOf(source),
    ...(delay === undefined ? {} : { retryAfterMs: delay }),
  };
}

/** Reads the body of an error answer, whatever its content type says. */
export function readErrorText(text: string): ErrorFacts {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return {};
  try {
    return readError(JSON.parse(eventData(trimmed)));
  } catch {
    return { message: words(isHtml(trimmed) ? pageTitle(trimmed) : trimmed) };
  }
}

/** Whether a text is a web page. */
export function isHtml(text: string): boolean {
  return /^\s*(?:<!--|<!doctype|<html|<head|<body|<\?xml|<[a-z])/i.test(text.slice(0, 1000));
}

/** The title of a web page, or its first words. */
export function pageTitle(html: string): string {
  const page = html.slice(0, 20_000);
  const from = page.search(/<title[^>]{0,200}>/i);
  const to = page.search(/<\/title>/i);
  if (from !== -1 && to > from) return words(page.slice(page.indexOf(">", from) + 1, to));
  return words(page.replace(/<(?:script|style)\b[^]*?(?:<\/(?:script|style)>|$)/gi, " ").replace(/<[^>]*>?/g, " "));
}

/** A provider's words on one line, cut. */
export function words(text: string): string {
  return shorten(oneLine(text.slice(0, 20 * MOST)), MOST);
}

/** The data of the first event, where an error came as an event stream. */
function eventData(text: string): string {
  const line = /^data: ?(.*)$/m.exec(text.slice(0, 65_536));
  return !/^[{["]/.test(text) && line?.[1] !== undefined ? line[1] : text;
}

/** The first of some fields that says something. */
function describe(source: Json, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = source[name];
    if (typeof value === "string" && value.trim() !== "") return value;
    if (Array.isArray(value) && value.length > 0) return value.map(describeEntry).join("; ");
    if (isObject(value)) return describe(value, names) ?? JSON.stringify(value);
  }
  return undefined;
}

/** One entry of a list of problems, as FastAPI and others write them: `{ loc, msg }`. */
function describeEntry(entry: unknown): string {
  if (!isObject(entry)) return String(entry);
  const place = Array.isArray(entry["loc"]) ? `${entry["loc"].join(".")}: ` : "";
  return place + (describe(entry, ["msg", "message", "detail"]) ?? JSON.stringify(entry));
}

/** A gateway's report of what the provider behind it said (OpenRouter's `metadata.raw`). */
function upstreamOf(source: Json): string | undefined {
  const metadata = source["metadata"];
  const raw = isObject(metadata) ? metadata["raw"] : undefined;
  if (typeof raw !== "string" || raw.trim() === "") return undefined;
  return readErrorText(raw).message;
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

function codesOf(source: Json): ErrorFacts {
  const details = source["details"];
  const inner = isObject(details) ? details["error_code"] : undefined;
  const quota = Array.isArray(details) ? JSON.stringify(details).match(/"quotaId":"([^"]+)"/)?.[1] : undefined;
  const code = [inner, source["code"], quota].find((value) => typeof value === "string" && value !== "");
  const type = [source["type"], source["status"]].find((value) => typeof value === "string" && value !== "");
  const status = [source["status_code"], source["code"], source["raw_status_code"], source["status"]].map((value) =>
    typeof value === "string" && /^[45]\d\d$/.test(value) ? Number(value) : value
  ).find((value) => typeof value === "number" && value >= 300 && value < 600);
  return {
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof type === "string" ? { type } : {}),
    ...(typeof source["param"] === "string" ? { param: source["param"] } : {}),
    ...(typeof status === "number" ? { status } : {}),
    ...(quota !== undefined && /per.?day/i.test(quota) ? { kind: "billing" as const } : {}),
  };
}
