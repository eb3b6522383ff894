/** Group B: status 200, and a body that is not what was asked for. */
import assert from "node:assert/strict";
import { good, HALF, half, json, type Part, PIECES, SETTLE, split, streamed, TEXT, whole } from "./replies.ts";
import { type FaultCase, testFaults } from "./table.ts";
import { answerEvents, anthropic, frame, openai, type Reason, type SseEvent, type Wire } from "./wires.ts";

const HTML = "<!doctype html><html><head><title>Welcome to the gateway</title></head><body>Log in</body></html>";

/** An answer without any of the good answer's text. */
function answering(pieces: readonly string[], reason: Reason = "stop"): FaultCase["reply"] {
  return (wire) => streamed([frame(answerEvents(wire, pieces, reason))]);
}

/** A chunk of chat completions with one choice. */
function chunk(choice: unknown, more: Record<string, unknown> = {}): SseEvent {
  return { data: JSON.stringify({ id: "c", object: "chat.completion.chunk", choices: [choice], ...more }) };
}

/** The half answer, time to read it, then something else. */
function afterHalf(wire: Wire, ...events: readonly SseEvent[]): Part[] {
  return [half(wire), SETTLE, frame(events)];
}

testFaults([
  {
    name: "html-200",
    reply: () => whole(200, HTML, { "content-type": "text/html; charset=utf-8" }),
    fails: { kind: "bad_response", retried: "no", silent: /[<>]/, hint: /base.?url/i },
  },
  {
    name: "empty-200",
    reply: () => whole(200, "", { "content-type": "application/json" }),
    fails: { kind: "incomplete_stream", retried: "yes" },
  },
  {
    name: "empty-200 as an event stream",
    reply: () => streamed([]),
    fails: { kind: "incomplete_stream", retried: "yes" },
  },
  {
    name: "204",
    reply: () => async (exchange) => {
      await exchange.head(204, {});
      exchange.end();
    },
    fails: { kind: "bad_response", retried: "once" },
  },
  { name: "empty-json", reply: () => json(200, "{}"), fails: { kind: "bad_response", retried: "once" } },
  { name: "json-null", reply: () => json(200, "null"), fails: { kind: "bad_response", retried: "once" } },
  { name: "json-array", reply: () => json(200, "[]"), fails: { kind: "bad_response", retried: "once" } },
  { name: "json-number", reply: () => json(200, "42"), fails: { kind: "bad_response", retried: "once" } },
  {
    name: "no-choices",
    reply: (wire) =>
      json(
        200,
        wire === openai
          ? '{"id":"c","object":"chat.completion","choices":[]}'
          : '{"id":"m","type":"message","role":"assistant","stop_reason":"end_turn"}',
      ),
    fails: { kind: "bad_response", retried: "once" },
  },
  {
    name: "wrong-type",
    reply: (wire) =>
      json(
        200,
        wire === openai
          ? '{"id":"c","object":"chat.completion","choices":"none"}'
          : '{"id":"m","type":"message","role":"assistant","content":5,"stop_reason":"end_turn"}',
      ),
    fails: { kind: "bad_response", retried: "once" },
  },
  {
    name: "wrong-type of the text",
    reply: (wire) => json(200, wire.body(wire === openai ? 42 : [{ type: "text", text: { a: 1 } }])),
    fails: { kind: ["bad_response", "empty_response"], retried: "once" },
  },
  {
    name: "invalid-json",
    reply: (wire) => json(200, wire.body(TEXT).slice(0, -30)),
    fails: { kind: "incomplete_stream", retried: "yes" },
  },
]);

const NO_TEXT = { kind: "empty_response", retried: "once" } as const;

testFaults([
  { name: "null-content", reply: (wire) => json(200, wire.body(wire === openai ? null : [])), fails: NO_TEXT },
  { name: "empty-content", reply: (wire) => json(200, wire.body("")), fails: NO_TEXT },
  { name: "empty-content, streamed", reply: answering([]), fails: NO_TEXT },
  { name: "whitespace", reply: answering(["\n", "  ", "\u00a0\n"]), fails: { ...NO_TEXT, partial: /^\s*$/ } },
  {
    name: "tool calls only",
    reply: (wire) =>
      json(
        200,
        wire === openai
          ? '{"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}'
          : '{"id":"m","type":"message","role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}],"stop_reason":"tool_use"}',
      ),
    fails: NO_TEXT,
  },
  {
    name: "finish-length without text",
    // Hidden reasoning has used up the budget; the same request would end the same way.
    reply: answering([], "length"),
    fails: { kind: "empty_response", retried: "no", hint: /max.?tokens/i, retryable: false },
  },
]);

testFaults([
  { name: "bom-json", reply: (wire) => json(200, `\ufeff${wire.body(TEXT)}`), succeeds: {} },
  { name: "blank lines before JSON", reply: (wire) => json(200, `\n\n\n${wire.body(TEXT)}`), succeeds: {} },
  {
    name: "wrong-content-type",
    reply: (wire) => whole(200, wire.body(TEXT), { "content-type": "text/plain" }),
    succeeds: {},
  },
  { name: "no-content-type", reply: (wire) => whole(200, wire.body(TEXT)), succeeds: {} },
  { name: "json-when-stream", reply: (wire) => json(200, wire.body(TEXT)), succeeds: {} },
  {
    name: "json-when-stream with the type of an event stream",
    reply: (wire) => streamed([wire.body(TEXT)]),
    succeeds: {},
  },
  {
    name: "json-when-stream in small pieces",
    reply: (wire) => streamed(split(wire.body(TEXT), 5), "finish", { "content-type": "application/json" }),
    succeeds: {},
  },
  ...["application/json", "text/plain", "application/octet-stream"].map((type): FaultCase => ({
    name: `wrong-content-type-sse, ${type}`,
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES))], "finish", { "content-type": type }),
    succeeds: {},
  })),
  {
    name: "no-content-type-sse",
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES))], "finish", {}),
    succeeds: {},
  },
  {
    name: "content-parts",
    reply: (wire) =>
      wire === openai
        ? streamed([
          frame([
            chunk({
              index: 0,
              delta: { content: [{ type: "thinking", thinking: [{ type: "text", text: "Hmm." }] }] },
              finish_reason: null,
            }),
            ...PIECES.map((text) =>
              chunk({ index: 0, delta: { content: [{ type: "text", text }] }, finish_reason: null })
            ),
            chunk({ index: 0, delta: {}, finish_reason: "stop" }),
            openai.done,
          ]),
        ])
        : json(
          200,
          wire.body([
            { type: "thinking", thinking: "Hmm.", signature: "c2ln" },
            ...PIECES.map((text) => ({ type: "text", text })),
          ]),
        ),
    succeeds: { check: ({ reasoning }) => assert.equal(reasoning, "Hmm.") },
  },
]);

const OVERLOADED = { type: "overloaded_error", message: "Overloaded, please wait" };
const AUTH = { type: "authentication_error", code: "invalid_api_key", message: "Incorrect API key provided" };

testFaults([
  {
    name: "error-200",
    reply: (wire) => json(200, wire.failure(OVERLOADED)),
    fails: { kind: "overloaded", retried: "yes", message: /please wait/ },
  },
  {
    name: "error-200-server",
    reply: (wire) =>
      json(200, wire.failure({ type: wire === openai ? "server_error" : "api_error", message: "It broke" })),
    fails: { kind: "server", retried: "yes", message: /It broke/ },
  },
  {
    name: "error-200-auth",
    reply: (wire) => json(200, wire.failure(AUTH)),
    fails: { kind: "auth", retried: "no", hint: /key/i },
  },
  {
    name: "error-200-quota",
    reply: (wire) =>
      json(200, wire.failure({ type: "insufficient_quota", code: "insufficient_quota", message: "No credit" })),
    wires: [openai],
    fails: { kind: "billing", retried: "no" },
  },
  {
    name: "error first in the stream",
    reply: (wire) => streamed([frame([wire.failureEvent(OVERLOADED)])]),
    fails: { kind: "overloaded", retried: "yes", message: /please wait/ },
  },
  {
    name: "error-mid-stream",
    reply: (wire) => streamed(afterHalf(wire, wire.failureEvent(OVERLOADED))),
    fails: { kind: "overloaded", retried: "yes", message: /please wait/, partial: HALF },
  },
  {
    name: "error-mid-stream, and the connection stays open",
    reply: (wire) => streamed(afterHalf(wire, wire.failureEvent(OVERLOADED)), "hold"),
    fails: { kind: "overloaded", retried: "yes", partial: HALF, closes: true },
  },
  {
    name: "error-mid-stream of the rate",
    reply: (wire) => streamed(afterHalf(wire, wire.failureEvent({ type: "rate_limit_error", message: "Too many" }))),
    wires: [anthropic],
    fails: { kind: "rate_limit", retried: "yes", partial: HALF },
  },
  {
    name: "error-mid-stream of a bad request",
    reply: (wire) => streamed(afterHalf(wire, wire.failureEvent({ type: "invalid_request_error", message: "No" }))),
    wires: [anthropic],
    fails: { kind: "bad_request", retried: "no", partial: HALF },
  },
  {
    name: "error-mid-stream of an unknown type",
    reply: (wire) => streamed(afterHalf(wire, wire.failureEvent({ type: "strange_error", message: "Something odd" }))),
    fails: { kind: "server", retried: "yes", message: /Something odd/, partial: HALF },
  },
  {
    name: "error-mid-stream as text",
    reply: (wire) => streamed(afterHalf(wire, { data: '{"error":"It all broke"}' })),
    wires: [openai],
    fails: { kind: "server", retried: "yes", message: /It all broke/, partial: HALF },
  },
  {
    name: "error-mid-stream of vLLM",
    reply: (wire) =>
      streamed(
        afterHalf(wire, {
          data: '{"object":"error","message":"It all broke","type":"InternalServerError","code":500}',
        }),
      ),
    wires: [openai],
    fails: { kind: "server", retried: "yes", message: /It all broke/, partial: HALF },
  },
  {
    name: "error-mid-stream of Groq",
    reply: (wire) =>
      streamed(afterHalf(wire, {
        event: "error",
        data: '{"error":{"message":"It all broke","type":"invalid_request_error","status_code":400}}',
      })),
    wires: [openai],
    fails: { kind: "bad_request", retried: "no", message: /It all broke/, partial: HALF },
  },
  {
    name: "error-finish",
    reply: (wire) =>
      streamed(afterHalf(
        wire,
        chunk({ index: 0, delta: { content: "" }, finish_reason: "error" }, {
          error: { code: 502, message: "Upstream broke" },
        }),
        wire.done,
      )),
    wires: [openai],
    fails: { kind: "server", retried: "yes", message: /Upstream broke/, partial: HALF },
  },
  {
    name: "error-finish that says length",
    // OpenRouter sends an error of the provider with this reason too: the answer is broken, not too long.
    reply: (wire) =>
      streamed(afterHalf(
        wire,
        chunk({ index: 0, delta: { content: "" }, finish_reason: "length" }, {
          error: { code: 502, message: "Upstream broke" },
        }),
        wire.done,
      )),
    wires: [openai],
    fails: { kind: "server", retried: "yes", message: /Upstream broke/, partial: HALF },
  },
  {
    name: "error-finish without an error",
    reply: (wire) => streamed(afterHalf(wire, chunk({ index: 0, delta: {}, finish_reason: "error" }), wire.done)),
    wires: [openai],
    fails: { kind: "server", retried: "yes", partial: HALF },
  },
  {
    name: "finish of DeepSeek when it has no machine left",
    reply: (wire) =>
      streamed(
        afterHalf(wire, chunk({ index: 0, delta: {}, finish_reason: "insufficient_system_resource" }), wire.done),
      ),
    wires: [openai],
    fails: { kind: ["overloaded", "server"], retried: "yes", partial: HALF },
  },
  {
    name: "error: null on every chunk",
    reply: (wire) =>
      streamed([
        frame([
          ...PIECES.map((text) => chunk({ index: 0, delta: { content: text }, finish_reason: null }, { error: null })),
          chunk({ index: 0, delta: {}, finish_reason: "stop" }, { error: null }),
          wire.done,
        ]),
      ]),
    wires: [openai],
    succeeds: {},
  },
]);

testFaults([
  {
    name: "finish-filter",
    reply: answering([], "filter"),
    fails: { kind: "content_filter", retried: "no" },
  },
  {
    name: "finish-filter after text",
    reply: (wire) => streamed(afterHalf(wire, ...wire.closing("filter"), wire.done)),
    fails: { kind: "content_filter", retried: "no", partial: HALF },
  },
  {
    name: "refusal",
    reply: (wire) =>
      wire === openai
        ? streamed([
          frame([
            chunk({ index: 0, delta: { role: "assistant", content: null, refusal: "I can't " }, finish_reason: null }),
            chunk({ index: 0, delta: { refusal: "help with that." }, finish_reason: null }),
            chunk({ index: 0, delta: {}, finish_reason: "stop" }),
            wire.done,
          ]),
        ])
        : streamed([
          frame([
            ...wire.opening,
            {
              event: "message_delta",
              data:
                '{"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"category":"cyber","explanation":"I can\'t help with that."}},"usage":{"output_tokens":3}}',
            },
            wire.done,
          ]),
        ]),
    fails: { kind: "content_filter", retried: "no", message: /I can't help with that\./ },
  },
  {
    name: "refusal as JSON",
    reply: (wire) =>
      json(
        200,
        wire === openai
          ? '{"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I can\'t help with that."},"finish_reason":"stop"}]}'
          : '{"id":"m","type":"message","role":"assistant","content":[],"stop_reason":"refusal","stop_details":{"category":"cyber","explanation":"I can\'t help with that."}}',
      ),
    fails: { kind: "content_filter", retried: "no", message: /I can't help with that\./ },
  },
]);

/** Senseless counts must not reach a report as NaN or a bill of minus ten. */
const WEIRD_USAGE: Readonly<Record<string, [unknown, unknown]>> = {
  "text": [{ prompt_tokens: "eleven", completion_tokens: "7" }, { input_tokens: "eleven", output_tokens: "7" }],
  "negative": [{ prompt_tokens: -11, completion_tokens: -7, total_tokens: -18 }, {
    input_tokens: -11,
    output_tokens: -7,
  }],
  "null": [{ prompt_tokens: null, completion_tokens: null, total_tokens: null }, {
    input_tokens: null,
    output_tokens: null,
  }],
  "a list": [[1, 2], [1, 2]],
  "a number": [7, 7],
};

testFaults([
  ...Object.entries(WEIRD_USAGE).map(([name, [forOpenai, forAnthropic]]): FaultCase => ({
    name: `usage-weird, ${name}`,
    reply: (wire) => json(200, wire.body(TEXT, { usage: wire === openai ? forOpenai : forAnthropic })),
    succeeds: { check: ({ usage }) => assert.equal(usage, undefined) },
  })),
  {
    name: "usage-weird, streamed",
    reply: (wire) =>
      streamed([
        frame([
          ...wire.opening,
          ...PIECES.map((piece) => wire.text(piece)),
          ...wire.closing("stop", {
            prompt_tokens: 1e400,
            completion_tokens: "NaN",
            output_tokens: "NaN",
            total_tokens: {},
          }),
          wire.done,
        ]),
      ]),
    succeeds: {
      check: ({ usage }) => {
        for (const count of Object.values(usage ?? {})) assert.ok(Number.isFinite(count) && count >= 0, `${count}`);
      },
    },
  },
  {
    name: "usage-missing",
    reply: (wire) => json(200, wire.body(TEXT, { usage: null })),
    succeeds: { check: ({ usage }) => assert.equal(usage, undefined) },
  },
  {
    name: "usage as it should be",
    reply: (wire) => good(wire),
    succeeds: {
      check: ({ usage }) =>
        assert.deepEqual([usage?.inputTokens, usage?.outputTokens, usage?.totalTokens], [11, 7, 18]),
    },
  },
  {
    name: "reasoning",
    reply: (wire) =>
      streamed([
        frame([
          ...wire.opening,
          ...wire.thinking("Let me see. "),
          ...wire.thinking("Yes."),
          ...PIECES.map((piece) => wire.text(piece)),
          ...wire.closing("stop"),
          wire.done,
        ]),
      ]),
    succeeds: { check: ({ reasoning }) => assert.equal(reasoning, "Let me see. Yes.") },
  },
  {
    name: "two-choices",
    reply: (wire) =>
      streamed([
        frame([
          ...PIECES.flatMap((content) => [
            chunk({ index: 1, delta: { content: "other" }, finish_reason: null }),
            chunk({ index: 0, delta: { content }, finish_reason: null }),
          ]),
          chunk({ index: 1, delta: {}, finish_reason: "length" }),
          chunk({ index: 0, delta: {}, finish_reason: "stop" }),
          wire.done,
        ]),
      ]),
    wires: [openai],
    succeeds: { check: ({ finish }) => assert.equal(finish, "stop") },
  },
  {
    name: "two-choices as JSON, the second first",
    reply: () =>
      json(
        200,
        JSON.stringify({
          choices: [
            { index: 1, message: { content: "other" }, finish_reason: "stop" },
            { index: 0, message: { content: TEXT }, finish_reason: "stop" },
          ],
        }),
      ),
    wires: [openai],
    succeeds: {},
  },
  {
    name: "after-done",
    reply: (wire) =>
      streamed([frame([...answerEvents(wire, PIECES), wire.text("more"), wire.failureEvent(OVERLOADED)])]),
    succeeds: {},
  },
  { name: "double-done", reply: (wire) => streamed([frame([...answerEvents(wire, PIECES), wire.done])]), succeeds: {} },
]);
