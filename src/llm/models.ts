import { LLMError } from "../errors.ts";
import { oneLine } from "../text.ts";
import { BodyText } from "./body.ts";
import { kindOf, mayRetry } from "./classify.ts";
import { readError, saysError } from "./error_body.ts";
import { Fault } from "./fault.ts";
import { httpFault } from "./http_fault.ts";
import { isObject } from "./json.ts";
import { variableOf } from "./key.ts";
import { isHtml, pageTitle, words } from "./page.ts";
import type { Provider } from "./provider.ts";
import { send } from "./send.ts";
import { type Target, targetOf } from "./target.ts";
import type { ClientOptions } from "./types.ts";
import { shownUrl } from "./url.ts";
import { Watch } from "./watch.ts";

/** The most bytes of a list; the longest known has some 600,000. */
const MOST_BYTES = 2_000_000;
/** The most models that are taken from a list, and the most characters of a name. */
const MOST_MODELS = 5_000;
const MOST_CHARS = 200;

/**
 * Asks a provider for the models that it lists, by one `GET {base URL}/models`. It does not try again. An embedded
 * provider lists its own model.
 *
 * @throws {ConfigError} If a setting is missing or cannot be used; a model is not needed.
 * @throws {LLMError} If there is no list, of the same kinds as for a call.
 */
export async function listModels(
  provider: Provider,
  options: ClientOptions = {},
  signal?: AbortSignal,
): Promise<string[]> {
  if ("answer" in provider) return [provider.defaultModel];
  // Who asks for the list may not know a model yet.
  const model = options.model ?? provider.defaultModel ?? "none";
  const settled = targetOf(provider, { ...options, model });
  const target = { ...settled, url: listUrl(settled) };
  const watch = new Watch(target.timeouts, performance.now() + target.timeouts.totalMs, signal);
  try {
    if (watch.fault !== undefined) throw watch.fault;
    return readModels(await fetchList(target, watch), target);
  } catch (error) {
    throw error instanceof Fault ? listError(error, target) : error;
  } finally {
    watch.close();
  }
}

/** The list stands beside the calls: `.../v1/chat/completions` becomes `.../v1/models`. */
function listUrl({ url, protocol }: Target): URL {
  const list = new URL(url);
  list.pathname = `${url.pathname.slice(0, -protocol.path.length)}/models`;
  // Without it Anthropic gives the newest 20 only.
  if (protocol.name === "anthropic-messages") list.searchParams.set("limit", "1000");
  return list;
}

async function fetchList(target: Target, watch: Watch): Promise<string> {
  const headers = new Headers(target.headers);
  headers.delete("content-type");
  headers.set("accept", "application/json");
  const response = await send({ url: target.url, headers }, watch, target.fetch);
  if (!response.ok) throw await httpFault(response, target, watch);
  const body = new BodyText(response, watch, MOST_BYTES);
  let text = "";
  for (let piece = await body.next(); piece !== undefined; piece = await body.next()) text += piece;
  return text.replace(/^\uFEFF/, "");
}

/** Reads `{ data: [{ id }] }`, as OpenAI, Anthropic and those who speak like them write it. */
function readModels(text: string, { redact, billingStatuses }: Target): string[] {
  const body = isHtml(text) ? undefined : parse(text);
  if (saysError(body)) {
    const facts = readError(body);
    const kind = kindOf(facts.status, facts, billingStatuses);
    throw new Fault({
      kind,
      what: `the server says: ${facts.message ?? facts.code ?? "an error"}`,
      hint: "Do what the server says.",
      retry: mayRetry(kind) ? "always" : "never",
      code: facts.code ?? facts.type,
    });
  }
  const data = isObject(body) ? body["data"] : undefined;
  // A server in Go writes an empty list as null.
  const list = data === null && isObject(body) && body["object"] === "list" ? [] : data;
  const ids = Array.isArray(list) ? list.map((entry) => isObject(entry) ? entry["id"] : undefined) : undefined;
  const known = ids?.filter((id) => typeof id === "string") ?? [];
  if (ids === undefined || (known.length === 0 && ids.length > 0)) throw noList(text);
  const names = known.slice(0, MOST_MODELS).map((id) =>
    redact(oneLine(id.slice(0, 2 * MOST_CHARS)).slice(0, MOST_CHARS))
  );
  return [...new Set(names)].filter((name) => name !== "");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noList(text: string): Fault {
  const page = isHtml(text);
  const got = text.trim() === "" ? "nothing" : page ? `a web page ("${pageTitle(text)}")` : `"${words(text)}"`;
  return new Fault({
    kind: "bad_response",
    what: `expected a list of models, got ${got.slice(0, 120)}`,
    hint: "Check the base URL; a proxy or a login page may stand between.",
    ...(page ? { code: "html_page" } : {}),
  });
}

/** Says that it was the list that could not be had, and what to do, where that differs from a call. */
function listError({ facts }: Fault, { provider, redact, url }: Target): LLMError {
  const { kind, what, retry = "never", status, code, requestId, retryAfterMs, cause } = facts;
  const elsewhere = `Check the base URL; some servers list no models. The request went to ${shownUrl(url)}.`;
  const hints: Readonly<Record<string, string>> = {
    auth: `Check the key (${variableOf(provider)}).`,
    not_found: elsewhere,
    bad_request: elsewhere,
    too_large: "Check the base URL: is this the right server?",
  };
  const clean = (text: string) => redact(oneLine(text));
  return new LLMError(`Cannot list the models of "${provider}": ${clean(what)}`, {
    kind,
    provider,
    hint: clean(hints[code ?? ""] ?? hints[kind] ?? facts.hint),
    retryable: retry !== "never",
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code: clean(code) }),
    ...(requestId === undefined ? {} : { requestId: clean(requestId) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(cause === undefined ? {} : { cause }),
  });
}
