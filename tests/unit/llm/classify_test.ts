import assert from "node:assert/strict";
import fc from "fast-check";
import type { LLMErrorKind } from "../../../src/errors.ts";
import { hintFor, kindOf, mayRetry } from "../../../src/llm/classify.ts";
import { readErrorText } from "../../../src/llm/error_body.ts";
import type { ErrorFacts } from "../../../src/llm/provider.ts";
import { absence, recordedBody, type RecordedCase, recordedCases } from "../../llm/wire/recordings.ts";

const BY_STATUS: Readonly<Record<number, LLMErrorKind>> = {
  400: "bad_request",
  401: "auth",
  402: "billing",
  403: "auth",
  404: "not_found",
  405: "bad_request",
  408: "timeout",
  409: "server",
  412: "bad_request",
  413: "bad_request",
  415: "bad_request",
  418: "bad_request",
  422: "bad_request",
  424: "server",
  425: "server",
  429: "rate_limit",
  451: "bad_request",
  500: "server",
  501: "server",
  502: "server",
  503: "overloaded",
  504: "timeout",
  520: "server",
  529: "overloaded",
  599: "server",
};
const statuses = Object.keys(BY_STATUS).map(Number);

function table(cases: readonly [number | undefined, ErrorFacts, LLMErrorKind][]): void {
  for (const [status, facts, expected] of cases) {
    assert.equal(kindOf(status, facts), expected, `${status} ${JSON.stringify(facts)}`);
  }
}

Deno.test("kindOf() goes by the status when nothing else is known", () => {
  for (const status of statuses) {
    for (const facts of [{}, { message: "Something about the request" }, { code: "c", type: "t" }, { code: "" }]) {
      assert.equal(kindOf(status, facts), BY_STATUS[status], `${status}`);
      assert.equal(kindOf(undefined, { ...facts, status }), BY_STATUS[status], `${status} in the body`);
    }
    // Too general to say more than the status.
    for (const type of ["invalid_request_error", "api_error", "server_error", "BadRequestError"]) {
      assert.equal(kindOf(status, { type }), BY_STATUS[status], `${status} ${type}`);
    }
  }
  assert.equal(kindOf(412, {}, [412]), "billing", "as Requesty wants it");
});

Deno.test("kindOf() puts an empty account before everything", () => {
  for (
    const code of ["insufficient_quota", "billing_hard_limit_reached", "enforced_spend_limit_reached", "billing_error"]
  ) {
    for (const status of [...statuses, undefined]) {
      assert.equal(kindOf(status, { code }), "billing", `${status} ${code}`);
      assert.equal(
        kindOf(status, { code: "other", type: code.toUpperCase() }),
        "billing",
        `${status} ${code} as a type`,
      );
    }
  }
  table([
    [429, { message: "You exceeded your current quota, please check your plan and billing details." }, "billing"],
    [400, { type: "invalid_request_error", message: "Your credit balance is too low to access the API." }, "billing"],
    [429, { kind: "billing", type: "RESOURCE_EXHAUSTED" }, "billing"],
  ]);
});

Deno.test("kindOf() knows the providers' codes", () => {
  table([
    [401, { type: "authentication_error", code: "invalid_request_error" }, "auth"],
    [429, { type: "tokens", code: "rate_limit_exceeded" }, "rate_limit"],
    [429, { type: "RESOURCE_EXHAUSTED" }, "rate_limit"],
    [529, { type: "overloaded_error" }, "overloaded"],
    [500, { type: "overloaded_error" }, "overloaded"],
    [503, { type: "UNAVAILABLE" }, "overloaded"],
    [400, { code: "model_not_found" }, "not_found"],
    [400, { code: "context_length_exceeded" }, "context_length"],
    [400, { type: "exceed_context_size_error" }, "context_length"],
    [400, { code: "content_filter" }, "content_filter"],
    [400, { code: "content-filter" }, "content_filter"],
    [400, { code: "unsupported_parameter", type: "invalid_request_error" }, "bad_request"],
    [undefined, { type: "overloaded_error" }, "overloaded"],
    [undefined, { type: "rate_limit_error" }, "rate_limit"],
    [undefined, { type: "api_error" }, "server"],
    [undefined, { type: "invalid_request_error" }, "bad_request"],
    [undefined, { message: "Overloaded" }, "overloaded"],
    [undefined, {}, "server"],
  ]);
});

Deno.test("kindOf() reads the words of a bad request", () => {
  table([
    [400, { code: "invalid-argument", message: "Incorrect API key provided: xa***" }, "auth"],
    [400, { type: "INVALID_ARGUMENT", message: "API key not valid. Please pass a valid API key." }, "auth"],
    [400, { message: "API key expired. Please renew the API key." }, "auth"],
    [400, { message: "This model's maximum context length is 8192 tokens, you requested 9001." }, "context_length"],
    [400, { message: "prompt is too long: 210000 tokens > 200000 maximum" }, "context_length"],
    [400, { message: "input length and `max_tokens` exceed context limit: 198000 + 20000 > 200000" }, "context_length"],
    [422, { message: "the request exceeds the available context size" }, "context_length"],
    [413, { message: "The input exceeds the context window: too many tokens" }, "context_length"],
  ]);
});

Deno.test("kindOf() takes no other bad request for a matter of context, key or money", () => {
  for (
    const message of [
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "max_tokens: 64000 > 8192, which is the maximum allowed number of output tokens",
      "max_tokens is too large: 100000. This model supports at most 16384 completion tokens",
      "Unsupported value: 'temperature' does not support 0.2 with this model.",
      "Web search options not supported with this model.",
      "Invalid schema for response_format 'project_design': In context=(), 'additionalProperties' is required",
    ]
  ) assert.equal(kindOf(400, { type: "invalid_request_error", message }), "bad_request", message);
});

Deno.test("kindOf() takes no word that only holds 'over' for a matter of context: the schema must be healed", () => {
  const message = "Invalid schema for response_format 'overview': In context=(), 'additionalProperties' is required";
  assert.equal(kindOf(400, { type: "invalid_request_error", param: "response_format", message }), "bad_request");
});

Deno.test("kindOf() calls a 413 that does not speak of tokens a bad request", () => {
  table([
    [413, { type: "request_too_large", message: "Request exceeds the maximum size" }, "bad_request"],
    [413, { type: "request_too_large" }, "bad_request"],
    [
      413,
      { type: "request_too_large", message: "prompt is too long: 210000 tokens > 200000 maximum" },
      "context_length",
    ],
  ]);
});

Deno.test("kindOf() lets no words overrule a status that says enough", () => {
  const wrong: string[] = [];
  for (const status of [402, 404, 408, 409, 424, 425, 429, 500, 502, 503, 504, 529]) {
    for (
      const message of [
        "the provider answered: 401 Unauthorized",
        "no access token within the time limit",
        "the answer was longer than the context window",
      ]
    ) {
      const kind = kindOf(status, { message });
      if (kind !== BY_STATUS[status]) wrong.push(`${status} "${message}": ${kind}, not ${BY_STATUS[status]}`);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("kindOf() takes Gemini's limit a minute for a rate limit, though it speaks of plan and billing", () => {
  const body = JSON.stringify({
    error: {
      code: 429,
      status: "RESOURCE_EXHAUSTED",
      message: "You exceeded your current quota, please check your plan and billing details. Please retry in 26s.",
      details: [
        { violations: [{ quotaId: "GenerateContentInputTokensPerModelPerMinute-FreeTier", quotaValue: "250000" }] },
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "26s" },
      ],
    },
  });
  assert.equal(kindOf(429, readErrorText(body)), "rate_limit");
  assert.equal(kindOf(429, readErrorText(body.replace("PerMinute", "PerDay"))), "billing");
});

Deno.test("kindOf() gives a kind whatever a server sends as codes", () => {
  const kinds = new Set<unknown>([...Object.values(BY_STATUS), "context_length", "content_filter", "config"]);
  const code = fc.oneof(fc.string(), fc.constantFrom("constructor", "__proto__", "toString", "valueOf"));
  fc.assert(
    fc.property(fc.constantFrom(...statuses, undefined), code, code, fc.string(), (status, code, type, message) => {
      const kind = kindOf(status, { code, type, message });
      assert.ok(kinds.has(kind), Deno.inspect(kind));
    }),
  );
});

/** What a recorded failure is. */
function recordedKind({ status }: RecordedCase): LLMErrorKind {
  // The only recorded failure within a stream names the status 400.
  return BY_STATUS[status === 200 ? 400 : status] ?? "bad_request";
}

const failures = recordedCases().filter(({ status, expect }) => status >= 400 || expect.error !== undefined);

Deno.test({
  name: `kindOf() classifies ${failures.length} recorded errors${absence}`,
  ignore: absence !== "",
  fn() {
    assert.ok(failures.length >= 14, `${failures.length}`);
    for (const recorded of failures) {
      const body = new TextDecoder().decode(recordedBody(recorded));
      const facts = readErrorText(recorded.kind === "sse" ? body.slice(body.lastIndexOf("data:")) : body);
      assert.equal(facts.message, recorded.expect.errorMessage, recorded.file);
      const status = recorded.status === 200 ? facts.status : recorded.status;
      assert.equal(kindOf(status, facts), recordedKind(recorded), recorded.file);
    }
  },
});

Deno.test("mayRetry() is true for what may pass, and hintFor() says what to do about every kind", () => {
  const call = { provider: "my-own", model: "m1", url: new URL("https://h.example/v1/chat/completions") };
  const kinds: [LLMErrorKind, boolean, RegExp][] = [
    ["auth", false, /MY_OWN_API_KEY.*"m1"/],
    ["billing", false, /credit/],
    ["not_found", false, /"m1".*https:\/\/h\.example\/v1\/chat\/completions/],
    ["context_length", false, /[Ss]horten/],
    ["content_filter", false, /wording/],
    ["bad_request", false, /"m1"/],
    ["rate_limit", true, /Wait/],
    ["overloaded", true, /later/],
    ["server", true, /later/],
    ["timeout", true, /later/],
    ["network", true, /./],
    ["incomplete_stream", true, /./],
    ["aborted", false, /./],
    ["config", false, /./],
    ["empty_response", false, /./],
    ["bad_response", false, /./],
  ];
  for (const [kind, retry, hint] of kinds) {
    assert.equal(mayRetry(kind), retry, kind);
    assert.match(hintFor(kind, call), hint);
  }
});
