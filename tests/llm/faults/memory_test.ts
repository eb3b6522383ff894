/** Group F with the real limits: a client in a process of its own, and the most memory that it ever took. */
import assert from "node:assert/strict";
import { withServer } from "./ask.ts";
import type { Reply } from "./fault_server.ts";
import { gzipBomb } from "./gzip.ts";
import { endless, streamed } from "./replies.ts";
import { runChild } from "./run_child.ts";
import { frame, type Wire, WIRES } from "./wires.ts";

/** MB that the client may take at most, runtime and all. */
const MOST = 256;

const BLOCK = "x".repeat(65_536);
const EVENTS = { "content-type": "text/event-stream" };

interface MemoryCase {
  reply: (wire: Wire) => Reply;
  kind?: string;
}

const CASES: Readonly<Record<string, MemoryCase>> = {
  "giant-line": {
    // 50 MB in one event.
    reply: () => streamed(["data: ", ...Array.from({ length: 800 }, () => BLOCK), "\n\n"], "hold"),
  },
  "endless-line": { reply: () => endless("", BLOCK) },
  "endless-stream": {
    reply: (wire) => endless(frame(wire.opening), frame([wire.text("more ".repeat(200))]).repeat(50)),
  },
  "endless tiny deltas": {
    reply: (wire) => endless(frame(wire.opening), frame([wire.text("m")]).repeat(500)),
  },
  "endless-comments": { reply: () => endless(":", `: ${"x".repeat(500)}\n\n`.repeat(100)) },
  "gzip-bomb": {
    reply: () => {
      const { head, block } = gzipBomb(": padding\n");
      return endless(head, block, { headers: { ...EVENTS, "content-encoding": "gzip" } });
    },
  },
  "endless JSON": {
    reply: (wire) => endless(wire.body("").slice(0, 60), BLOCK, { headers: { "content-type": "application/json" } }),
  },
  "error-infinite": { reply: () => endless("No. ", BLOCK, { status: 400 }), kind: "bad_request" },
};

for (const [name, { reply, kind = "bad_response" }] of Object.entries(CASES)) {
  Deno.test(`${name}: ends within the limits and takes at most ${MOST} MB`, async () => {
    const [openai, anthropic] = WIRES;
    assert.ok(openai !== undefined && anthropic !== undefined);
    await withServer([reply(openai)], (first) =>
      withServer([reply(anthropic)], async (second) => {
        const { results, peakMb, stderr } = await runChild(
          [`--allow-net=127.0.0.1:${first.port},127.0.0.1:${second.port}`],
          [["openai", first.origin], ["anthropic", second.origin]],
        );
        assert.equal(stderr, "");
        for (const result of results) {
          assert.equal(result.kind, kind, result.message);
          assert.equal(result.attempts, 1);
          assert.ok(result.ms < 15_000, `took ${result.ms} ms`);
        }
        for (const server of [first, second]) {
          assert.equal(server.exchanges.length, 1);
          assert.ok(await server.exchanges[0]?.clientLeft(3_000));
        }
        // Other systems have no /proc.
        if (peakMb !== undefined) assert.ok(peakMb <= MOST, `took ${Math.round(peakMb)} MB`);
      }));
  });
}
