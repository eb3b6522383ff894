import assert from "node:assert/strict";
import { Wire } from "../../../../src/cli/mcp/wire.ts";

const request = (id: number, method = "ping") => `${JSON.stringify({ jsonrpc: "2.0", id, method })}\n`;

/** A wire whose other end is a test; it answers a request when it is told to. */
function wireOf(): { wire: Wire; feed: WritableStreamDefaultWriter<Uint8Array>; heard: unknown[]; said: string[] } {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const said: string[] = [];
  const heard: unknown[] = [];
  const wire = new Wire(readable, (line) => void said.push(line));
  wire.onmessage = (message) => void heard.push(message);
  return { wire, feed: writable.getWriter(), heard, said };
}

async function say(feed: WritableStreamDefaultWriter<Uint8Array>, text: string): Promise<void> {
  await feed.write(new TextEncoder().encode(text));
}

/** Whether a promise has been kept by now. */
async function isKept(promise: Promise<unknown>): Promise<boolean> {
  let kept = false;
  promise.then(() => kept = true, () => kept = true);
  await new Promise((resolve) => setTimeout(resolve));
  return kept;
}

Deno.test("a wire ends when its input has, and all is answered or called off", async () => {
  const { wire, feed, heard, said } = wireOf();
  await wire.start();
  await say(feed, request(1) + request(2) + request(3, "subscriptions/listen"));
  await say(feed, '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}\n');
  await feed.close();
  assert.equal(await isKept(wire.ended), false);
  assert.equal(heard.length, 4);
  await wire.send({ jsonrpc: "2.0", id: 1, result: {} });
  await wire.ended;
  assert.equal(said.length, 1);
});

Deno.test("a wire that is stopped reads no further, and answers what was asked", async () => {
  const { wire, feed, heard } = wireOf();
  await wire.start();
  await say(feed, request(1));
  assert.equal(await isKept(wire.ended), false);
  wire.stop();
  await say(feed, request(2)).catch(() => {});
  await wire.send({ jsonrpc: "2.0", id: 1, result: {} });
  await wire.ended;
  assert.equal(heard.length, 1);
});

Deno.test("a wire that is closed waits for nothing", async () => {
  const { wire, feed } = wireOf();
  let closed = 0;
  wire.onclose = () => closed++;
  await wire.start();
  await say(feed, request(1));
  await wire.close();
  await wire.close();
  await wire.ended;
  assert.equal(closed, 1);
});

Deno.test("a wire whose answers nobody reads ends with that", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const wire = new Wire(readable, () => {
    throw new Deno.errors.BrokenPipe("nobody there");
  });
  await wire.start();
  const ended = assert.rejects(wire.ended, Deno.errors.BrokenPipe);
  await assert.rejects(wire.send({ jsonrpc: "2.0", id: 1, result: {} }), Deno.errors.BrokenPipe);
  await ended;
  wire.stop();
  await writable.abort().catch(() => {});
});

Deno.test("a message is one line, whatever its texts hold", async () => {
  const { wire, feed, said } = wireOf();
  await wire.start();
  const text = "a\n b\r\u2028c\u2029\u0085d\x1b[31m\u202e\ud800  e";
  await wire.send({ jsonrpc: "2.0", id: 1, result: { text } });
  await feed.close();
  await wire.ended;
  const [line = ""] = said;
  // deno-lint-ignore no-control-regex -- they are what must not be there
  assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e]/);
  assert.equal(JSON.parse(line).result.text, text);
});
