/** Group C: connections that are refused, break, hang or crawl. */
import assert from "node:assert/strict";
import { ask, assertGoodError, forWires, optionsFor, type Settings, withServer } from "./ask.ts";
import { closedPort, type Reply } from "./fault_server.ts";
import { endless, good, HALF, half, type Part, PIECES, streamed, TEXT } from "./replies.ts";
import { type ExpectedFailure, type FaultCase, testFaults, testSlowFaults } from "./table.ts";
import { answerEvents, anthropic, frame, openai, type Wire } from "./wires.ts";

/** How long the timer of a test waits; long enough that a busy machine does not fire it by mistake. */
const SHORT = 400;

Deno.test("refused: network, with the host in the message", () =>
  forWires(async (wire) => {
    const port = await closedPort();
    const { error } = await ask(wire.name, optionsFor(`http://127.0.0.1:${port}`));
    assert.equal(error?.kind, "network");
    assert.equal(error.attempts, 3);
    assert.equal(error.retryable, true);
    assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port}`));
    assert.match(error.message, /refused/i);
    assertGoodError(error, wire.name);
  }));

Deno.test("TLS: https to a port that speaks plain http is a network error with the host in the message", () =>
  forWires((wire) =>
    withServer([good(wire)], async (server) => {
      const { error } = await ask(wire.name, optionsFor(`https://127.0.0.1:${server.port}`));
      assert.equal(error?.kind, "network");
      assert.equal(error.attempts, 3);
      assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${server.port}`));
      assertGoodError(error, wire.name);
      assert.equal(server.exchanges.length, 0);
    })
  ));

const BROKEN: ExpectedFailure = { kind: "network", retried: "yes" };

/** Where no byte of an answer came, the runtime itself sends the request once more. */
const RESENT: ExpectedFailure = { ...BROKEN, resent: true };

testFaults([
  { name: "reset", reply: () => (exchange) => Promise.resolve(exchange.reset()), fails: RESENT },
  { name: "close", reply: () => (exchange) => Promise.resolve(exchange.end()), fails: RESENT },
  {
    name: "partial-headers",
    reply: () => async (exchange) => {
      await exchange.raw("HTTP/1.1 200 OK\r\ncontent-type: text/ev");
      exchange.end();
    },
    fails: RESENT,
  },
  {
    name: "garbage-http",
    reply: () => async (exchange) => {
      await exchange.raw("SSH-2.0-OpenSSH_9.9\r\n\x00\x01\x02garbage\r\n\r\n");
      exchange.end();
    },
    fails: BROKEN,
  },
  {
    name: "header-bomb",
    reply: () => async (exchange) => {
      await exchange.raw(`HTTP/1.1 200 OK\r\n${`x-padding: ${"x".repeat(1000)}\r\n`.repeat(3000)}\r\n`);
      exchange.end();
    },
    fails: BROKEN,
  },
]);

Deno.test("stale-keepalive: a connection that the server closed after an answer does not disturb the next call", () =>
  forWires((wire) => {
    // Says that the connection stays and resets it as soon as the next request comes.
    const kept: Reply = async (exchange) => {
      const body = wire.body(TEXT);
      await exchange.head(200, {
        connection: "keep-alive",
        "content-type": "application/json",
        "content-length": `${new TextEncoder().encode(body).length}`,
      });
      await exchange.raw(body);
    };
    const reset: Reply = (exchange) => Promise.resolve(exchange.reset());
    return withServer([kept, reset, good(wire)], async (server) => {
      const options = optionsFor(server.origin);
      assert.equal((await ask(wire.name, options)).completion?.text, TEXT);
      assert.equal((await ask(wire.name, options)).completion?.text, TEXT);
    });
  }));

/** The good answer after what the server does first. */
function late(before: (exchange: Parameters<Reply>[0]) => Promise<void>): FaultCase["reply"] {
  return (wire) => async (exchange) => {
    await before(exchange);
    await good(wire)(exchange);
  };
}

testSlowFaults("slow and late answers: come whole", [
  { name: "slow-headers", reply: late((exchange) => exchange.sleep(300)), succeeds: {} },
  {
    name: "slow-first-byte",
    reply: (wire) => streamed([300, frame(answerEvents(wire, PIECES))]),
    succeeds: {},
  },
  {
    name: "early-hints",
    reply: late((exchange) => exchange.raw("HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n")),
    succeeds: {},
  },
  {
    name: "slow-drip",
    // Takes longer than any of the timers for silence.
    reply: (wire) => streamed(answerEvents(wire, [...TEXT]).flatMap((event): Part[] => [frame([event]), 20])),
    settings: { timeouts: { firstByteMs: SHORT, idleMs: SHORT, progressMs: SHORT } },
    succeeds: {},
  },
  {
    name: "stall-after-done",
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES))], "hold"),
    succeeds: { closes: true, withinMs: 1_000 },
  },
  {
    name: "stall after the finish reason, before the last mark",
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES).slice(0, -1))], "hold"),
    succeeds: { closes: true, withinMs: 3_000 },
  },
  {
    name: "stall after the finish reason with keep-alives for ever",
    reply: (wire) => endless(frame(answerEvents(wire, PIECES).slice(0, -1)), wire.ping, { pauseMs: 100 }),
    settings: { timeouts: { progressMs: SHORT } },
    succeeds: { closes: true, withinMs: 8_000 },
  },
]);

/** One timer short, two attempts: a test of a timer lasts as long as it. */
function only(timeouts: Settings["timeouts"]): Settings {
  return { timeouts: timeouts ?? {}, retry: { maxAttempts: 2 } };
}

const SILENT: ExpectedFailure = { kind: "timeout", retried: "yes", closes: true };

testSlowFaults("silence: each timer ends it, says its name and asks again", [
  {
    name: "stall",
    reply: () => (exchange) => exchange.hold(),
    settings: only({ firstByteMs: SHORT }),
    fails: { ...SILENT, message: /first.byte/i },
  },
  {
    name: "stall-first-byte",
    reply: () => streamed([], "hold"),
    settings: only({ firstByteMs: SHORT }),
    fails: { ...SILENT, message: /first.byte/i },
  },
  {
    name: "stall-mid-stream",
    reply: (wire) => streamed([half(wire)], "hold"),
    settings: only({ idleMs: SHORT }),
    fails: { ...SILENT, message: /idle|silent|silence/i, partial: HALF },
  },
  {
    name: "stall in a JSON body",
    reply: (wire) => streamed([wire.body(TEXT).slice(0, 60)], "hold", { "content-type": "application/json" }),
    settings: only({ idleMs: SHORT }),
    fails: { ...SILENT, message: /idle|silent|silence/i },
  },
]);

testSlowFaults("noise without progress: ends, with the text so far, and is asked again", [
  {
    name: "pings-only",
    reply: (wire) => endless(wire.ping, wire.ping, { pauseMs: 50 }),
    settings: only({ progressMs: SHORT }),
    fails: { ...SILENT, message: /progress/i },
  },
  {
    name: "pings-only after text",
    reply: (wire) => endless(half(wire), wire.ping, { pauseMs: 50 }),
    settings: only({ progressMs: SHORT }),
    fails: { ...SILENT, message: /progress/i, partial: HALF },
  },
  {
    name: "keep-alive comments for ever",
    reply: (wire) => endless(half(wire), ": still working\n\n", { pauseMs: 50 }),
    settings: only({ progressMs: SHORT }),
    fails: { ...SILENT, message: /progress/i, partial: HALF },
  },
  {
    name: "empty deltas for ever",
    reply: (wire: Wire) => endless(half(wire), frame([wire.text("")]), { pauseMs: 50 }),
    settings: only({ progressMs: SHORT }),
    fails: { ...SILENT, message: /progress/i, partial: HALF },
  },
  {
    name: "slow-loris",
    // A line that never ends, one letter at a time.
    reply: (wire) => endless(`${half(wire)}data: {"x":"`, "a", { pauseMs: 50 }),
    settings: only({ progressMs: SHORT }),
    fails: { ...SILENT, message: /progress/i, partial: HALF },
  },
]);

/** An error whose body does not come to its end: the status is known, and that is what counts. */
function stalled(status: number): Reply {
  return async (exchange) => {
    await exchange.head(status, { "content-type": "application/json", "content-length": "1000" });
    await exchange.raw('{"error":{"message":"');
    await exchange.hold();
  };
}

testSlowFaults("error bodies that do not end: the status decides", [
  {
    name: "error body that stalls, 500",
    reply: () => stalled(500),
    settings: only({ firstByteMs: SHORT, idleMs: SHORT }),
    fails: { kind: "server", retried: "yes", status: 500, closes: true },
  },
  {
    name: "error body that stalls, 401",
    reply: () => stalled(401),
    settings: only({ firstByteMs: SHORT, idleMs: SHORT }),
    fails: { kind: "auth", retried: "no", status: 401, closes: true },
  },
  {
    name: "error body that is cut, 401",
    reply: () => async (exchange) => {
      await exchange.head(401, { "content-type": "application/json", "content-length": "1000" });
      await exchange.raw('{"error":{"message":"');
      exchange.end();
    },
    fails: { kind: "auth", retried: "no", status: 401 },
  },
]);

Deno.test("text for ever: the total time ends it, names itself and does not start again", () =>
  forWires(
    (wire) =>
      withServer([endless(frame(wire.opening), frame([wire.text("more ")]), { pauseMs: 50 })], async (server) => {
        const { error, ms } = await ask(wire.name, optionsFor(server.origin, { timeouts: { totalMs: SHORT } }));
        assert.equal(error?.kind, "timeout");
        assert.match(error.message, /total|overall|in all/i);
        assert.match(error.partial ?? "", /^(more )+$/);
        assert.equal(server.exchanges.length, 1);
        assert.equal(error.attempts, 1);
        assert.ok(ms < 4_000, `took ${ms} ms`);
        assert.ok(await server.exchanges[0]?.clientLeft(3_000));
        assertGoodError(error, wire.name);
      }),
    [openai, anthropic],
  ));
