/** Group A: statuses, and the many shapes of an error's body. */
import type { Reply } from "./fault_server.ts";
import { json, whole } from "./replies.ts";
import { type ExpectedFailure, type FaultCase, testFaults } from "./table.ts";
import { anthropic, type Failure, openai, type Wire } from "./wires.ts";

const HTML = "<!doctype html><html><head><title>502 Bad Gateway</title><style>p{color:red}</style></head>" +
  "<body><h1>502 Bad Gateway</h1><p>nginx</p></body></html>";

/** A status with an error body in the protocol's own shape. */
function failing(status: number, failure: Failure, headers: Record<string, string> = {}): (wire: Wire) => Reply {
  return (wire) => json(status, wire.failure(failure), headers);
}

/** A status that says all, with a body that only explains. */
function status(code: number, type: string, fails: ExpectedFailure): FaultCase {
  return {
    name: `${code}`,
    reply: failing(code, { message: "Something about the request", type }),
    fails: { status: code, ...fails },
  };
}

const QUOTA = "You exceeded your current quota, please check your plan and billing details.";

testFaults([
  status(400, "invalid_request_error", { kind: "bad_request", retried: "no", message: /Something about the request/ }),
  status(418, "teapot", { kind: "bad_request", retried: "no" }),
  status(422, "invalid_request_error", { kind: "bad_request", retried: "no", message: /Something about/ }),
  status(401, "authentication_error", { kind: "auth", retried: "no", hint: /key/i }),
  status(402, "billing_error", { kind: "billing", retried: "no" }),
  status(403, "permission_error", { kind: "auth", retried: "no" }),
  status(408, "timeout", { kind: "timeout", retried: "yes" }),
  status(409, "conflict", { kind: "server", retried: "yes" }),
  status(413, "request_too_large", { kind: "bad_request", retried: "no" }),
  status(425, "too_early", { kind: "server", retried: "yes" }),
  status(429, "rate_limit_error", { kind: "rate_limit", retried: "yes" }),
  status(500, "api_error", { kind: "server", retried: "yes" }),
  status(503, "api_error", { kind: "overloaded", retried: "yes" }),
  status(504, "timeout_error", { kind: "timeout", retried: "yes" }),
  status(529, "overloaded_error", { kind: "overloaded", retried: "yes" }),
  status(424, "provider_error", { kind: "server", retried: "yes" }),
]);

testFaults([
  {
    name: "400 with a long message",
    reply: failing(400, { type: "invalid_request_error", message: `Start ${"of a long story ".repeat(500)}` }),
    fails: { kind: "bad_request", retried: "no", message: /Start of a long story/ },
  },
  {
    name: "404",
    reply: (wire) => json(404, wire.failure({ type: "not_found_error", message: "Not found" })),
    // People give wrong base URLs more often than wrong models: the path that was called says which it was.
    fails: { kind: "not_found", retried: "no", status: 404, hint: /\/v1\/(chat\/completions|messages)/ },
  },
  {
    name: "404-html",
    reply: () => whole(404, HTML, { "content-type": "text/html" }),
    fails: {
      kind: "not_found",
      retried: "no",
      status: 404,
      hint: /\/v1\/(chat\/completions|messages)/,
      silent: /</,
    },
  },
  {
    name: "400-model",
    reply: failing(400, {
      type: "invalid_request_error",
      code: "model_not_found",
      message: "The model does not exist",
    }),
    wires: [openai],
    fails: { kind: "not_found", retried: "no", status: 400 },
  },
  {
    name: "400-context",
    reply: (wire) =>
      wire === openai
        ? json(
          400,
          wire.failure({
            message:
              "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
            type: "invalid_request_error",
            code: "context_length_exceeded",
          }),
        )
        : json(
          400,
          wire.failure({
            message: "prompt is too long: 210000 tokens > 200000 maximum",
            type: "invalid_request_error",
          }),
        ),
    fails: { kind: "context_length", retried: "no", status: 400, message: /8192|200000/ },
  },
  {
    name: "400-context of llama.cpp",
    reply: () =>
      json(
        400,
        '{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9001,"n_ctx":8192}}',
      ),
    wires: [openai],
    fails: { kind: "context_length", retried: "no" },
  },
  {
    name: "413-context",
    reply: failing(413, {
      type: "invalid_request_error",
      message: "The input exceeds the context window: too many tokens",
    }),
    fails: { kind: "context_length", retried: "no", status: 413 },
  },
  {
    name: "400-key",
    // xAI answers a bad key like this.
    reply: () =>
      json(400, '{"code":"invalid-argument","error":"Incorrect API key provided: sk***. You can obtain one."}'),
    wires: [openai],
    fails: { kind: "auth", retried: "no", status: 400 },
  },
  {
    name: "400-filter",
    reply: failing(400, {
      type: "invalid_request_error",
      code: "content_filter",
      message: "Filtered by our content policy",
    }),
    wires: [openai],
    fails: { kind: "content_filter", retried: "no", status: 400, message: /content policy/ },
  },
  {
    name: "429-quota",
    reply: failing(429, { type: "insufficient_quota", code: "insufficient_quota", message: QUOTA }),
    wires: [openai],
    fails: { kind: "billing", retried: "no", status: 429 },
  },
  {
    name: "429-quota of Anthropic",
    reply: failing(429, {
      type: "rate_limit_error",
      code: "enforced_spend_limit_reached",
      message: "Your workspace has reached its limit",
    }),
    wires: [anthropic],
    fails: { kind: "billing", retried: "no", status: 429 },
  },
  {
    name: "400-quota",
    reply: failing(400, {
      type: "billing_hard_limit_reached",
      code: "billing_hard_limit_reached",
      message: "Billing hard limit has been reached",
    }),
    wires: [openai],
    fails: { kind: "billing", retried: "no", status: 400 },
  },
  {
    name: "412 of Requesty",
    reply: failing(412, { type: "invalid_request_error", message: "Spend cap reached" }),
    wires: [openai],
    provider: "requesty",
    fails: { kind: "billing", retried: "no", status: 412 },
  },
  {
    name: "412 elsewhere",
    reply: failing(412, { type: "invalid_request_error", message: "Precondition failed" }),
    fails: { kind: "bad_request", retried: "no", status: 412 },
  },
]);

const GATEWAY: ExpectedFailure = { kind: "server", retried: "yes", silent: /[<>]|color:red/ };

testFaults([
  { name: "502", reply: () => whole(502, HTML, { "content-type": "text/html" }), fails: { ...GATEWAY, status: 502 } },
  { name: "520", reply: () => whole(520, HTML, { "content-type": "text/html" }), fails: { ...GATEWAY, status: 520 } },
  { name: "500-empty", reply: () => whole(500, ""), fails: { ...GATEWAY, status: 500 } },
  { name: "500-badjson", reply: () => json(500, '{"error":{"mess'), fails: { ...GATEWAY, status: 500 } },
  { name: "500-html as JSON", reply: () => json(500, HTML), fails: { ...GATEWAY, status: 500 } },
  {
    name: "500-noretry",
    reply: failing(500, { type: "api_error", message: "Broken" }, { "x-should-retry": "false" }),
    fails: { kind: "server", retried: "no", status: 500, retryable: false },
  },
  {
    name: "400-shouldretry",
    reply: failing(400, { type: "invalid_request_error", message: "Odd" }, { "x-should-retry": "true" }),
    fails: { kind: "bad_request", retried: "yes", status: 400 },
  },
]);

/** Bodies of one status: the words must reach the user whatever the shape around them. */
const SHAPES: Readonly<Record<string, [string, string]>> = {
  "error.message": ["application/json", '{"error":{"message":"WORDS of the provider"}}'],
  "error as text": ["application/json", '{"error":"WORDS of the provider"}'],
  "message on top": ["application/json", '{"object":"error","message":"WORDS of the provider","code":500}'],
  "detail as text": ["application/json", '{"detail":"WORDS of the provider"}'],
  "detail as a list": [
    "application/json",
    '{"detail":[{"loc":["body"],"msg":"WORDS of the provider","type":"missing"}]}',
  ],
  "a list of errors": ["application/json", '[{"error":{"code":500,"message":"WORDS of the provider"}}]'],
  "errors": ["application/json", '{"errors":[{"message":"WORDS of the provider"}]}'],
  "JSON without a JSON type": ["application/octet-stream", '{"error":{"message":"WORDS of the provider"}}'],
  "JSON with a BOM": ["application/json", '\ufeff{"error":{"message":"WORDS of the provider"}}'],
  "plain text": ["text/plain", "WORDS of the provider"],
  "HTML": ["text/html", "<html><head><title>WORDS of the provider</title></head><body></body></html>"],
  "OpenRouter's inner error": [
    "application/json",
    '{"error":{"code":500,"message":"Provider returned error","metadata":{"raw":"{\\"error\\":{\\"message\\":\\"WORDS of the provider\\"}}","provider_name":"X"}}}',
  ],
};

testFaults(
  Object.entries(SHAPES).map(([shape, [type, body]]): FaultCase => ({
    name: `500, ${shape}`,
    reply: () => whole(500, body, { "content-type": type }),
    fails: { kind: "server", retried: "yes", status: 500, message: /WORDS of the provider/, silent: /[<>]/ },
  })),
);
