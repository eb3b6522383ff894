import assert from "node:assert/strict";
import { readErrorText, saysError } from "../../../src/llm/error_body.ts";
import { isHtml, pageTitle } from "../../../src/llm/page.ts";
import type { ErrorFacts } from "../../../src/llm/provider.ts";

Deno.test("readErrorText() reads every recorded shape", () => {
  const cases: [string, string, ErrorFacts][] = [
    ["OpenAI", '{"error":{"message":"M","type":"t","param":"p","code":"c"}}', {
      message: "M",
      code: "c",
      type: "t",
      param: "p",
    }],
    ["nulls", '{"error":{"message":"M","type":null,"param":null,"code":null}}', { message: "M" }],
    ["Anthropic", '{"type":"error","error":{"type":"overloaded_error","message":"M"},"request_id":"r"}', {
      message: "M",
      type: "overloaded_error",
    }],
    [
      "Anthropic, details",
      '{"error":{"type":"rate_limit_error","message":"M","details":{"error_code":"enforced_spend_limit_reached"}}}',
      {
        message: "M",
        code: "enforced_spend_limit_reached",
        type: "rate_limit_error",
      },
    ],
    ["xAI", '{"code":"invalid-argument","error":"M"}', { message: "M", code: "invalid-argument" }],
    ["error as text", '{"error":"M"}', { message: "M" }],
    ["vLLM", '{"object":"error","message":"M","type":"BadRequestError","code":400}', {
      message: "M",
      type: "BadRequestError",
      status: 400,
    }],
    ["Mistral", '{"object":"error","message":"M","type":"t","code":"1500","raw_status_code":400}', {
      message: "M",
      code: "1500",
      type: "t",
      status: 400,
    }],
    ["message", '{"message":"M"}', { message: "M" }],
    ["detail", '{"detail":"M"}', { message: "M" }],
    ["FastAPI", '{"detail":[{"loc":["body","n"],"msg":"M"},{"msg":"N"},"O"]}', { message: "body.n: M; N; O" }],
    ["detail as object", '{"detail":{"message":"M"}}', { message: "M" }],
    ["detail as any object", '{"detail":{"a":1}}', { message: '{"a":1}' }],
    ["message as list", '{"message":["M","N"]}', { message: "M; N" }],
    ["in an array", '[{"error":{"message":"M","status":"INVALID_ARGUMENT","code":400}}]', {
      message: "M",
      type: "INVALID_ARGUMENT",
      status: 400,
    }],
    ["errors[]", '{"errors":[{"message":"M"},{"message":"N"}]}', { message: "M" }],
    ["errors[] of texts", '{"errors":["M"]}', { message: "M" }],
    ["error.errors[]", '{"error":{"errors":[{"message":"M"}]}}', { message: "M" }],
    ["Requesty", '{"error":{"origin":"provider","message":"M"}}', { message: "M" }],
    [
      "Groq",
      '{"error":{"message":"M","type":"t","code":"tool_use_failed","failed_generation":"x","status_code":400}}',
      {
        message: "M",
        code: "tool_use_failed",
        type: "t",
        status: 400,
      },
    ],
    ["a JSON text", '"M"', { message: "M" }],
    ["plain text", "M", { message: "M" }],
    ["byte order mark", '\ufeff{"error":"M"}', { message: "M" }],
    ["blank lines first", '\n\n{"error":"M"}\n', { message: "M" }],
    ["event stream", 'event: error\ndata: {"error":{"message":"M"}}\n\n', { message: "M" }],
    ["event stream, CRLF", 'data:{"error":"M"}\r\n\r\n', { message: "M" }],
    ["event stream, comments", ': hello\n\ndata: {"error":"M"}', { message: "M" }],
    ["cut JSON", '{"error":{"message":"M', { message: '{"error":{"message":"M' }],
  ];
  for (const [name, body, expected] of cases) assert.deepEqual(readErrorText(body), expected, name);
});

Deno.test("readErrorText() takes numbers as codes for what they are", () => {
  const status = (fields: string) => readErrorText(`{"error":{"message":"M",${fields}}}`).status;
  for (const fields of ['"code":429', '"code":"429"', '"status":429', '"status_code":429', '"raw_status_code":429']) {
    assert.equal(status(fields), 429, fields);
  }
  for (
    const fields of ['"code":1500', '"code":"1500"', '"code":0', '"code":-1', '"code":200', '"code":4290', '"code":{}']
  ) {
    assert.equal(status(fields), undefined, fields);
  }
  assert.equal(readErrorText('{"error":{"message":"M","code":429}}').code, undefined);
});

Deno.test("readErrorText() shows what stands behind a gateway", () => {
  const body = (raw: unknown) =>
    readErrorText(JSON.stringify({ error: { message: "Provider returned error", code: 400, metadata: { raw } } }))
      .message;
  assert.equal(
    body('{"error":{"message":"max_tokens is too large"}}'),
    "Provider returned error: max_tokens is too large",
  );
  assert.equal(body("upstream is down"), "Provider returned error: upstream is down");
  assert.equal(body("<html><title>502</title></html>"), "Provider returned error: 502");
  assert.equal(body("Provider returned error"), "Provider returned error");
  for (const raw of ["", " ", null, 7, undefined]) assert.equal(body(raw), "Provider returned error");
});

/** A refusal by Gemini, as recorded in public issues. */
function gemini(quotas: readonly string[], retryDelay?: string): string {
  return JSON.stringify([{
    error: {
      code: 429,
      message: "You exceeded your current quota, please check your plan and billing details.",
      status: "RESOURCE_EXHAUSTED",
      details: [
        { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: quotas.map((quotaId) => ({ quotaId })) },
        { "@type": "type.googleapis.com/google.rpc.Help", links: [] },
        ...(retryDelay === undefined ? [] : [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay }]),
      ],
    },
  }]);
}

const PER_DAY = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
const PER_MINUTE = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";

Deno.test("readErrorText() reads Gemini's delay", () => {
  const cases: [string, number | undefined][] = [["17s", 17_000], ["34.074824224s", 34_075], ["0s", 0], [
    "soon",
    undefined,
  ]];
  for (const [delay, expected] of cases) {
    assert.equal(readErrorText(gemini([PER_MINUTE], delay)).retryAfterMs, expected, delay);
  }
  assert.equal(readErrorText(gemini([PER_MINUTE])).retryAfterMs, undefined);
});

Deno.test("readErrorText() knows that a quota for a day does not come back in a minute", () => {
  const minute = readErrorText(gemini([PER_MINUTE], "17s"));
  assert.deepEqual([minute.kind, minute.code, minute.type, minute.status], [
    undefined,
    PER_MINUTE,
    "RESOURCE_EXHAUSTED",
    429,
  ]);
  assert.equal(readErrorText(gemini([PER_DAY], "17s")).kind, "billing");
});

Deno.test("readErrorText() sees a quota for a day behind one for a minute", () => {
  assert.equal(readErrorText(gemini([PER_MINUTE, PER_DAY], "17s")).kind, "billing");
});

Deno.test("readErrorText() tells a web page by its title or its words", () => {
  const cases: [string, string][] = [
    ["<!doctype html><html><head><title>502 Bad\nGateway</title></head><body>x</body></html>", "502 Bad Gateway"],
    ["<html><body><h1>Bad</h1><p>gateway</p></body></html>", "Bad gateway"],
    ["<html><script>var a = 1</script><style>p{}</style><p>Words</p></html>", "Words"],
    ["<html><script>never closed", ""],
    ['<?xml version="1.0"?><Error><Code>Denied</Code></Error>', "Denied"],
  ];
  for (const [html, expected] of cases) {
    assert.ok(isHtml(html), html);
    assert.equal(pageTitle(html), expected);
  }
  for (const text of ["", "words", "1 < 2", "<>", "< a", '{"a":"<html>"}']) assert.ok(!isHtml(text), text);
});

Deno.test("readErrorText() finds nothing where nothing is said", () => {
  for (
    const body of [
      "",
      " \n",
      "null",
      "true",
      "7",
      "[]",
      "{}",
      '{"error":{}}',
      '{"error":null}',
      "[null]",
      '{"errors":[]}',
    ]
  ) {
    assert.deepEqual(readErrorText(body), {}, body);
  }
});

Deno.test("saysError() knows an error by any shape, and no answer as one", () => {
  for (
    const body of [
      { error: "x" },
      { error: { message: "x" } },
      { error: true },
      { type: "error" },
      { object: "error" },
      [{ error: "x" }],
    ]
  ) assert.ok(saysError(body), JSON.stringify(body));
  for (
    const body of [null, undefined, 7, "error", [], {}, { error: null }, { error: false }, { error: "" }, {
      message: "x",
    }, {
      choices: [],
    }]
  ) assert.ok(!saysError(body), JSON.stringify(body));
});
