/** Callers that leave: by a signal, by `break`, or by an error of their own; and answers that are cut by the token limit. */
import assert from "node:assert/strict";
import { createLLMClient, LLMError } from "../../../mod.ts";
import { ask, assertGoodError, CLOSING, forWires, MESSAGES, optionsFor, withServer } from "./ask.ts";
import type { FaultServer } from "./fault_server.ts";
import { endless, good, HALF, half, PIECES, streamed, TEXT } from "./replies.ts";
import { answerEvents, frame, type Wire } from "./wires.ts";

async function assertClientLeft(server: FaultServer): Promise<void> {
  assert.equal(server.exchanges.length, 1);
  assert.ok(await server.exchanges[0]?.clientLeft(CLOSING), "expected the client to close the connection");
}

Deno.test("signal: aborted before the call means no request", () =>
  forWires((wire) =>
    withServer([good(wire)], async (server) => {
      const reason = new Error("never mind");
      const call = { signal: AbortSignal.abort(reason) };
      for (const door of ["complete", "stream"] as const) {
        const { error } = await ask(wire.name, optionsFor(server.origin), { door, call });
        assert.equal(error?.kind, "aborted");
        assert.equal(error.cause, reason);
        assert.equal(error.retryable, false);
      }
      assert.equal(server.connections, 0);
    })
  ));

/** Places where a call may be when it is aborted. */
const PLACES = {
  "before the headers": () => (exchange: { hold(): Promise<void> }) => exchange.hold(),
  "before the first byte": () => streamed([], "hold"),
  "in the answer": (wire: Wire) => streamed([half(wire)], "hold"),
  "in an answer without end": (wire: Wire) => endless(half(wire), wire.ping, { pauseMs: 10 }),
};

for (const [place, reply] of Object.entries(PLACES)) {
  Deno.test(`signal: an abort ${place} ends the call and the connection at once`, () =>
    forWires(async (wire) => {
      for (const door of ["complete", "stream"] as const) {
        await withServer([reply(wire)], async (server) => {
          const controller = new AbortController();
          const reason = new Error("enough");
          const timer = setTimeout(() => controller.abort(reason), 100);
          const call = { signal: controller.signal };
          const { error, ms } = await ask(wire.name, optionsFor(server.origin), { door, call });
          clearTimeout(timer);
          assert.equal(error?.kind, "aborted");
          assert.equal(error.cause, reason);
          assert.equal(error.attempts, 1);
          assert.equal(error.partial ?? "", place.includes("answer") ? HALF : "");
          assert.ok(ms < 2_000, `took ${ms} ms`);
          assertGoodError(error, wire.name);
          await assertClientLeft(server);
        });
      }
    }));
}

Deno.test("stream() and generateStream(): break ends the connection", () =>
  forWires(async (wire) => {
    for (const door of ["stream", "generateStream"] as const) {
      await withServer([streamed([half(wire)], "hold")], async (server) => {
        const client = createLLMClient(wire.name, optionsFor(server.origin));
        for await (const _ of client[door](MESSAGES)) break;
        await assertClientLeft(server);
      });
    }
  }));

Deno.test("stream(): an error of the caller's ends the connection and comes back as it is", () =>
  forWires((wire) =>
    withServer([endless(half(wire), wire.ping, { pauseMs: 10 })], async (server) => {
      const client = createLLMClient(wire.name, optionsFor(server.origin));
      const mistake = new Error("the caller's own");
      await assert.rejects(async () => {
        for await (const _ of client.stream(MESSAGES)) throw mistake;
      }, mistake);
      await assertClientLeft(server);
    })
  ));

/** Lets time pass. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

Deno.test("stream(): a slow reader does not look like a slow server", () =>
  forWires((wire) => {
    const reply = streamed(answerEvents(wire, PIECES).flatMap((event) => [frame([event]), 5]));
    return withServer([reply], async (server) => {
      const timeouts = { idleMs: 300, progressMs: 300 };
      const client = createLLMClient(wire.name, optionsFor(server.origin, { timeouts }));
      let text = "";
      let pieces = 0;
      for await (const piece of client.generateStream(MESSAGES)) {
        text += piece;
        if (++pieces <= 2) await pause(400);
      }
      assert.equal(text, TEXT);
      assert.equal(server.exchanges.length, 1);
    });
  }));

Deno.test("signal: an abort while the caller is busy closes the connection at once", () =>
  forWires((wire) =>
    withServer([streamed([half(wire)], "hold")], async (server) => {
      const controller = new AbortController();
      const reason = new Error("enough");
      const client = createLLMClient(wire.name, optionsFor(server.origin));
      await assert.rejects(async () => {
        for await (const _ of client.stream(MESSAGES, { signal: controller.signal })) {
          controller.abort(reason);
          await assertClientLeft(server);
        }
      }, (error) => error instanceof LLMError && error.kind === "aborted" && error.cause === reason);
    })
  ));

Deno.test("finish-length: complete() and stream() say that the answer is cut", () =>
  forWires(async (wire) => {
    for (const door of ["complete", "stream"] as const) {
      await withServer([streamed([frame(answerEvents(wire, PIECES, "length"))])], async (server) => {
        const { completion } = await ask(wire.name, optionsFor(server.origin), { door });
        assert.equal(completion?.text, TEXT);
        assert.equal(completion.truncated, true);
        assert.equal(completion.finish, "length");
        assert.equal(server.exchanges.length, 1);
      });
    }
  }));

Deno.test("finish-length: generate() and generateStream() throw at the end, with the text and the remedy", () =>
  forWires((wire) =>
    withServer([streamed([frame(answerEvents(wire, PIECES, "length"))])], async (server) => {
      const client = createLLMClient(wire.name, optionsFor(server.origin));
      let yielded = "";
      const check = (error: unknown) => {
        assert.ok(error instanceof LLMError);
        assert.equal(error.kind, "incomplete_stream");
        assert.equal(error.partial, TEXT);
        assert.match(error.hint, /max.?tokens/i);
        assertGoodError(error, wire.name);
        return true;
      };
      await assert.rejects(client.generate(MESSAGES), check);
      await assert.rejects(async () => {
        for await (const piece of client.generateStream(MESSAGES)) yielded += piece;
      }, check);
      assert.equal(yielded, TEXT);
      assert.equal(server.exchanges.length, 2);
    })
  ));
