/** Group F: answers without end, and compressed ones. Small limits here; what the real ones cost is in `memory_test.ts`. */
import { gzipSync } from "node:zlib";
import type { Settings } from "./ask.ts";
import type { Reply } from "./fault_server.ts";
import { gzipBomb } from "./gzip.ts";
import { endless, json, PIECES, streamed, TEXT } from "./replies.ts";
import { type ExpectedFailure, testFaults } from "./table.ts";
import { answerEvents, frame, type Wire } from "./wires.ts";

const SMALL: Settings = { limits: { wireBytes: 200_000, answerChars: 20_000, lineChars: 30_000 } };

const TOO_LARGE: ExpectedFailure = {
  kind: "bad_response",
  retried: "no",
  closes: true,
  message: /limit|large|more than/i,
};

const PADDING = "x".repeat(8_000);

testFaults([
  {
    name: "giant-line",
    reply: (wire) => endless(frame(wire.opening) + "data: ", PADDING),
    settings: SMALL,
    fails: TOO_LARGE,
  },
  {
    name: "giant-line in one delta",
    reply: (wire) => streamed([frame(answerEvents(wire, ["x".repeat(40_000)]))], "hold"),
    settings: SMALL,
    fails: TOO_LARGE,
  },
  { name: "endless-line", reply: () => endless("", PADDING), settings: SMALL, fails: TOO_LARGE },
  {
    name: "endless multi-data",
    // Lines are short, but the event never ends.
    reply: () => endless("data: {\n", "data: \n".repeat(1_000)),
    settings: SMALL,
    fails: TOO_LARGE,
  },
  {
    name: "endless-stream",
    reply: (wire) => endless(frame(wire.opening), frame([wire.text("more ".repeat(100))])),
    settings: SMALL,
    fails: { ...TOO_LARGE, partial: /^(more )*$/ },
  },
  {
    name: "endless reasoning",
    reply: (wire) => endless(frame(wire.opening), frame(wire.thinking("more ".repeat(100)))),
    settings: SMALL,
    fails: TOO_LARGE,
  },
  {
    name: "endless-comments",
    reply: () => endless(":", `${": x".repeat(100)}\n`.repeat(20)),
    settings: SMALL,
    fails: TOO_LARGE,
  },
  {
    name: "huge-reply",
    reply: (wire) =>
      streamed([frame(answerEvents(wire, Array.from({ length: 30 }, () => "more ".repeat(200))))], "hold"),
    settings: SMALL,
    fails: { ...TOO_LARGE, partial: /^(more )*$/ },
  },
  {
    name: "endless JSON",
    reply: (wire) => endless(wire.body("").slice(0, 60), PADDING, { headers: { "content-type": "application/json" } }),
    settings: SMALL,
    fails: TOO_LARGE,
  },
  {
    name: "JSON over the limit of the answer",
    reply: (wire) => json(200, wire.body("x".repeat(25_000))),
    settings: SMALL,
    fails: { kind: "bad_response", retried: "no", partial: /^x*$/ },
  },
  {
    name: "endless HTML",
    reply: () => endless("<!doctype html><html>", PADDING, { headers: { "content-type": "text/html" } }),
    settings: SMALL,
    fails: { kind: "bad_response", retried: "no", closes: true },
  },
]);

/** A compressed stream; `parts` are written as they are. */
function zipped(parts: readonly Uint8Array[]): Reply {
  return streamed(parts, "finish", { "content-type": "text/event-stream", "content-encoding": "gzip" });
}

function packed(wire: Wire): Uint8Array {
  return gzipSync(frame(answerEvents(wire, PIECES)));
}

/** A bomb without end. */
function bomb(text: string, status = 200): Reply {
  const { head, block } = gzipBomb(text);
  const headers = { "content-type": "text/event-stream", "content-encoding": "gzip" };
  return endless(head, block, { headers, status });
}

testFaults([
  { name: "gzip", reply: (wire) => zipped([packed(wire)]), succeeds: {} },
  {
    name: "gzip as JSON",
    reply: (wire) => json(200, gzipSync(wire.body(TEXT)), { "content-encoding": "gzip" }),
    succeeds: {},
  },
  {
    name: "gzip-cut",
    reply: (wire) => zipped([packed(wire).subarray(0, 150)]),
    // How much was unpacked before the cut is nobody's promise.
    fails: { kind: "incomplete_stream", retried: "yes", partial: /^/ },
  },
  {
    name: "gzip-lie",
    reply: (wire) => zipped([new TextEncoder().encode(frame(answerEvents(wire, PIECES)))]),
    fails: { kind: ["incomplete_stream", "bad_response"], retried: "yes" },
  },
  { name: "gzip-bomb", reply: () => bomb(": padding\n"), settings: SMALL, fails: TOO_LARGE },
  {
    name: "gzip-bomb as an error",
    reply: () => bomb("too bad ", 400),
    fails: { kind: "bad_request", retried: "no", status: 400, closes: true },
  },
]);

testFaults([
  {
    name: "error-huge",
    reply: (wire) =>
      json(400, wire.failure({ type: "invalid_request_error", message: `Bad: ${"x".repeat(3_000_000)}` })),
    fails: { kind: "bad_request", retried: "no", status: 400 },
  },
  {
    name: "error-huge-500",
    reply: (wire) => json(500, wire.failure({ type: "api_error", message: `Bad: ${"x".repeat(3_000_000)}` })),
    fails: { kind: "server", retried: "yes", status: 500 },
  },
  {
    name: "error-infinite",
    reply: () =>
      endless('{"error":{"message":"', PADDING, { status: 500, headers: { "content-type": "application/json" } }),
    fails: { kind: "server", retried: "yes", status: 500, closes: true },
  },
  {
    name: "error-infinite-400",
    reply: () => endless("No. ", PADDING, { status: 400, headers: { "content-type": "text/plain" } }),
    fails: { kind: "bad_request", retried: "no", status: 400, closes: true },
  },
]);
