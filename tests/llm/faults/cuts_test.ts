/** Group D: answers that end too early, and those that only look as if they did. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { ask, forWires, optionsFor, withServer } from "./ask.ts";
import { HALF, half, json, PIECES, SETTLE, streamed, TEXT, untilClose } from "./replies.ts";
import { type ExpectedFailure, testFaults } from "./table.ts";
import { answerEvents, anthropic, frame, openai, type Wire } from "./wires.ts";

const CUT: ExpectedFailure = { kind: "incomplete_stream", retried: "yes", partial: HALF };

/** The half answer and the first part of an event that never ends. */
function midEvent(wire: Wire): string {
  return half(wire) + frame([wire.text("lost")]).slice(0, -12);
}

testFaults([
  { name: "reset-mid-stream", reply: (wire) => streamed([half(wire), SETTLE], "reset"), fails: CUT },
  { name: "close-mid-stream", reply: (wire) => streamed([half(wire), SETTLE], "cut"), fails: CUT },
  { name: "reset-mid-event", reply: (wire) => streamed([midEvent(wire), SETTLE], "reset"), fails: CUT },
  { name: "close-mid-event", reply: (wire) => streamed([midEvent(wire), SETTLE], "cut"), fails: CUT },
  { name: "eof-mid-stream", reply: (wire) => streamed([half(wire), SETTLE]), fails: CUT },
  { name: "eof-mid-event", reply: (wire) => streamed([midEvent(wire), SETTLE]), fails: CUT },
  { name: "eof-delimited-cut", reply: (wire) => untilClose([half(wire), SETTLE]), fails: CUT },
  { name: "eof-delimited-cut in an event", reply: (wire) => untilClose([midEvent(wire), SETTLE]), fails: CUT },
  {
    name: "content-length-cut",
    reply: (wire) => async (exchange) => {
      const body = Buffer.from(wire.body(TEXT));
      await exchange.head(200, { "content-type": "application/json", "content-length": `${body.length}` });
      await exchange.raw(body.subarray(0, body.length - 10));
      exchange.end();
    },
    fails: { kind: "incomplete_stream", retried: "yes" },
  },
  {
    name: "bad-chunk-size",
    reply: (wire) => async (exchange) => {
      await exchange.head(200, { "content-type": "text/event-stream", "transfer-encoding": "chunked" });
      await exchange.chunk(half(wire));
      await exchange.sleep(SETTLE);
      await exchange.raw("zz\r\nnot a chunk\r\n");
      exchange.end();
    },
    fails: CUT,
  },
  {
    name: "eof before any text",
    reply: (wire) => streamed([frame(wire.opening)]),
    fails: { kind: "incomplete_stream", retried: "yes" },
  },
  {
    name: "JSON without a finish reason",
    // A body that parses is whole, whatever stands in it.
    reply: (wire) => json(200, wire.body(TEXT, { finish: null })),
    succeeds: {},
  },
]);

testFaults([
  { name: "eof-delimited", reply: (wire) => untilClose([frame(answerEvents(wire, PIECES))]), succeeds: {} },
  {
    name: "done-no-blank-line",
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES)).slice(0, -1)]),
    succeeds: {},
  },
  {
    name: "done without any line end",
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES)).slice(0, -2)]),
    succeeds: {},
  },
  { name: "no-done", reply: (wire) => streamed([frame(answerEvents(wire, PIECES).slice(0, -1))]), succeeds: {} },
  {
    name: "no-done, and no blank line after the finish reason",
    reply: (wire) =>
      streamed([frame([...wire.opening, ...PIECES.map(wire.text), ...wire.closing("stop", null)]).slice(0, -1)]),
    succeeds: {},
  },
  {
    name: "no-done, and no line end after the finish reason",
    reply: (wire) =>
      streamed([frame([...wire.opening, ...PIECES.map(wire.text), ...wire.closing("stop", null)]).slice(0, -2)]),
    succeeds: {},
  },
  {
    name: "no-done, cut after the finish reason",
    // The answer is there; how the connection ends does not matter any more.
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES).slice(0, -1)), SETTLE], "cut"),
    succeeds: {},
  },
  {
    name: "no-done, reset after the finish reason",
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES).slice(0, -1)), SETTLE], "reset"),
    succeeds: {},
  },
  {
    name: "no-finish",
    reply: (wire) => streamed([frame([...wire.opening, ...PIECES.map(wire.text), wire.done])]),
    succeeds: {},
  },
  {
    name: "nothing but deltas and the last mark",
    reply: (wire) => streamed([frame([...PIECES.map(wire.text), wire.done])]),
    wires: [openai, anthropic],
    succeeds: {},
  },
]);

Deno.test("cut at any byte: the whole answer, or an error with its beginning; never a half answer", () =>
  forWires(async (wire) => {
    const bytes = Buffer.from(frame(answerEvents(wire, PIECES)));
    for (let at = 1; at < bytes.length; at += 11) {
      await withServer([streamed([bytes.subarray(0, at)])], async (server) => {
        const { completion, error } = await ask(wire.name, optionsFor(server.origin, { retry: { maxAttempts: 1 } }));
        if (completion !== undefined) {
          assert.equal(completion.text, TEXT, `cut at ${at}`);
        } else {
          assert.equal(error?.kind, "incomplete_stream", `cut at ${at}: ${error?.message}`);
          assert.ok(TEXT.startsWith(error.partial ?? ""), `cut at ${at}: ${error.partial}`);
        }
      });
    }
  }));
