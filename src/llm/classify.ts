/**
 * What a failure means, in one place: from a status, a code and the provider's words to a kind and what to do.
 * @module
 */
import type { LLMErrorKind } from "../errors.ts";
import { variableOf } from "./key.ts";
import type { ErrorFacts } from "./provider.ts";
import { shownUrl } from "./url.ts";

/** Codes and types that mean the same whatever the status says. */
const KINDS = new Map<string, LLMErrorKind>(Object.entries({
  insufficient_quota: "billing",
  billing_hard_limit_reached: "billing",
  billing_not_active: "billing",
  billing_error: "billing",
  enforced_spend_limit_reached: "billing",
  insufficient_credits: "billing",
  insufficient_balance: "billing",
  authentication_error: "auth",
  invalid_api_key: "auth",
  invalid_authentication: "auth",
  permission_error: "auth",
  permission_denied: "auth",
  unauthenticated: "auth",
  rate_limit_error: "rate_limit",
  rate_limit_exceeded: "rate_limit",
  ratelimitreached: "rate_limit",
  too_many_requests: "rate_limit",
  resource_exhausted: "rate_limit",
  overloaded_error: "overloaded",
  overloaded: "overloaded",
  slow_down: "overloaded",
  unavailable: "overloaded",
  service_unavailable: "overloaded",
  engine_overloaded: "overloaded",
  insufficient_system_resource: "overloaded",
  timeout_error: "timeout",
  deadline_exceeded: "timeout",
  api_error: "server",
  server_error: "server",
  internal_error: "server",
  internal_server_error: "server",
  not_found_error: "not_found",
  model_not_found: "not_found",
  context_length_exceeded: "context_length",
  exceed_context_size_error: "context_length",
  string_above_max_length: "context_length",
  content_filter: "content_filter",
  content_policy_violation: "content_filter",
  tool_use_failed: "bad_request",
  invalid_request_error: "bad_request",
  request_too_large: "bad_request",
  invalid_argument: "bad_request",
  unsupported_parameter: "bad_request",
  unsupported_value: "bad_request",
}));

/** Codes too general to weigh more than a status or the words beside them. */
const GENERAL = new Set<LLMErrorKind>(["bad_request", "server"]);

/** Words that tell more than a status of 400 to 499. */
const WORDS: readonly [RegExp, LLMErrorKind][] = [
  [
    /context (?:length|window|size)|maximum context|prompt is too long|input is too long|too many (?:input )?tokens|\b(?:exceed(?:s|ed|ing)?|over|larger|longer)\b[^.]{0,60}(?:context|token limit|maximum number of tokens)|reduce the length/i,
    "context_length",
  ],
  [
    /(?:incorrect|invalid|missing|wrong|bad|expired|unknown|no) (?:api|access|auth)[ -]?(?:key|token)|api[ _-]?key[^.]{0,40}(?:not valid|invalid|incorrect|missing|expired)|unauthori[sz]ed/i,
    "auth",
  ],
  [
    /(?:insufficient|not enough|exceeded your current|run out of|no remaining) (?:balance|credits?|funds|quota)|credit balance is too low|quota exceeded.*billing/i,
    "billing",
  ],
];

/** What a status means where nothing else is known. */
function byStatus(status: number): LLMErrorKind {
  if (status === 401 || status === 403) return "auth";
  if (status === 402) return "billing";
  if (status === 404) return "not_found";
  if (status === 408 || status === 504) return "timeout";
  if (status === 409 || status === 424 || status === 425) return "server";
  if (status === 429) return "rate_limit";
  if (status === 503 || status === 529) return "overloaded";
  return status >= 500 ? "server" : "bad_request";
}

/** The kind of a failure. Money and the account come first: asking again would only make it worse. */
export function kindOf(status: number | undefined, facts: ErrorFacts, billing: readonly number[] = []): LLMErrorKind {
  if (facts.kind !== undefined) return facts.kind;
  const named = [facts.code, facts.type].map((code) => KINDS.get(normal(code))).filter((kind) => kind !== undefined);
  if (named.includes("billing") || (status !== undefined && billing.includes(status))) return "billing";
  const words = facts.message ?? "";
  // Groq answers a prompt that is too large like a rate limit; asking again would not shorten it.
  if (status === 413 || (status === 429 && /^request too large/i.test(words))) {
    return /token|context/i.test(words) ? "context_length" : "bad_request";
  }
  const sure = named.find((kind) => !GENERAL.has(kind));
  const stated = status ?? facts.status;
  // Words count only where the status has no meaning of its own: a gateway's 424 may quote anybody's 401.
  const limit = /^\W{0,2}max_(?:completion_)?tokens\W{0,2} (?:is too large|must)/.test(words);
  if ((stated === undefined || byStatus(stated) === "bad_request") && !limit) {
    const said = WORDS.find(([pattern]) => pattern.test(words))?.[1];
    if (said !== undefined && (sure === undefined || sure === "context_length")) return said;
  }
  if (status === 429 && /credit balance|spend(?:ing)? limit/i.test(words)) return "billing";
  // Gemini says the same of a limit a minute, but beside a code of its own.
  if (status === 429 && sure === undefined && /exceeded your current quota/i.test(words)) {
    return "billing";
  }
  if (sure !== undefined) return sure;
  if (stated !== undefined && stated >= 400) return byStatus(stated);
  if (/overloaded/i.test(words)) return "overloaded";
  return named[0] ?? "server";
}

function normal(code: string | undefined): string {
  return (code ?? "").toLowerCase().replaceAll("-", "_");
}

/** Whether the same request may succeed later. */
export function mayRetry(kind: LLMErrorKind): boolean {
  return ["rate_limit", "overloaded", "server", "network", "timeout", "incomplete_stream"].includes(kind);
}

/** What to do about a failure, one sentence. */
export function hintFor(kind: LLMErrorKind, call: { provider: string; model: string; url: URL }): string {
  switch (kind) {
    case "auth":
      return `Check the key (${variableOf(call.provider)}) and that it may use model "${call.model}".`;
    case "billing":
      return "Add credit or raise the limit in the provider's console, or use another provider.";
    case "not_found":
      return `Check the model's name "${call.model}" and the base URL; the request went to ${shownUrl(call.url)}.`;
    case "context_length":
      return "Shorten the messages, or use a model with a larger context.";
    case "content_filter":
      return "Change the wording, or use another model.";
    case "rate_limit":
      return "Wait, ask for less at once, or use another provider.";
    case "overloaded":
    case "server":
    case "timeout":
      return "Try again later, or use another provider.";
    default:
      return `Change what the provider names, or use another model than "${call.model}".`;
  }
}
