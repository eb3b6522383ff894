import assert from "node:assert/strict";
import { type PieceSize, ReplayServer } from "./replay_server.ts";

const TEXT = "data: Überraschung 🦀\n\n".repeat(300);
const BYTES = new TextEncoder().encode(TEXT);

Deno.test("ReplayServer: fetch reads status, headers and the body unchanged at every piece size", async () => {
  await using server = new ReplayServer();
  for (const pieces of [1, 7, 64, 4096, "whole"] satisfies PieceSize[]) {
    server.answer = {
      status: 429,
      headers: { "content-type": "text/event-stream", "x-request-id": "r1", "transfer-encoding": "gzip" },
      body: BYTES,
      pieces,
    };
    const response = await fetch(`${server.origin}/some/path?x=1`, { method: "POST", body: "{}" });
    assert.equal(response.status, 429);
    assert.equal(response.headers.get("x-request-id"), "r1");
    assert.equal(await response.text(), TEXT);
  }
  assert.deepEqual(server.requests.map(({ method, path, body }) => `${method} ${path} ${body}`), [
    ...Array<string>(5).fill("POST /some/path?x=1 {}"),
  ]);
});

Deno.test("ReplayServer: a reader of the body gets the pieces that were asked for", async () => {
  await using server = new ReplayServer();
  for (const pieces of [1, 7, 64]) {
    server.answer = { body: BYTES, pieces };
    const response = await fetch(server.origin);
    const sizes: number[] = [];
    for await (const piece of response.body ?? []) sizes.push(piece.length);
    const whole = sizes.filter((size) => size === pieces).length;
    assert.ok(Math.max(...sizes) <= pieces);
    // Where a piece lies across two reads of the client's own socket buffer, the client hands it on in two.
    assert.ok(
      whole >= 0.95 * Math.floor(BYTES.length / pieces),
      `${whole} of ${sizes.length} pieces have ${pieces} bytes`,
    );
  }
});

Deno.test("ReplayServer: a client that hangs up in the middle is no failure", async () => {
  await using server = new ReplayServer();
  server.answer = { body: new Uint8Array(8_000_000), pieces: 4096 };
  const response = await fetch(server.origin);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
});

Deno.test("ReplayServer: an empty body is an empty body", async () => {
  await using server = new ReplayServer();
  server.answer = { status: 200, body: "", pieces: 1 };
  assert.equal(await (await fetch(server.origin)).text(), "");
});
