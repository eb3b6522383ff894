import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { withServer } from "./ask.ts";
import { closedPort, type Reply } from "./fault_server.ts";
import { gzipBomb } from "./gzip.ts";
import { endless, good, HALF, half, json, PIECES, streamed, TEXT, untilClose } from "./replies.ts";
import { KEY, leaksIn } from "./taint.ts";
import { anthropic, openai, type Wire, WIRES } from "./wires.ts";

/** The texts of the deltas in a stream of either protocol. */
function deltas(wire: Wire, stream: string): string {
  return stream.split("\n").filter((line) => line.startsWith("data: {")).map((line) => {
    const data = JSON.parse(line.slice(6));
    return (wire.name === "openai" ? data.choices[0]?.delta.content : data.delta?.text) ?? "";
  }).join("");
}

function withReply(reply: Reply, test: (origin: string) => Promise<void>): Promise<void> {
  return withServer([reply], (server) => test(server.origin));
}

Deno.test("FaultServer: gives the n-th request the n-th reply and records what arrived", () =>
  withServer([json(503, "{}"), json(200, '{"a":"ü"}')], async (server) => {
    for (const status of [503, 200, 200]) {
      const response = await fetch(`${server.origin}/v1/x?y=1`, {
        method: "POST",
        body: "Grüße",
        headers: { "X-A": "b" },
      });
      assert.equal(response.status, status);
      await response.body?.cancel();
    }
    const [first] = server.exchanges;
    assert.equal(server.exchanges.length, 3);
    assert.deepEqual(
      [first?.request.method, first?.request.path, first?.request.body, first?.request.headers["x-a"]],
      ["POST", "/v1/x?y=1", "Grüße", "b"],
    );
  }));

Deno.test("good(): streams the answer in each protocol", async () => {
  for (const wire of WIRES) {
    await withReply(good(wire), async (origin) => {
      assert.equal(deltas(wire, await (await fetch(origin)).text()), TEXT);
    });
  }
  assert.equal(PIECES.slice(0, 2).join(""), HALF);
});

Deno.test("streamed(): ends by FIN or reset as it is told", async () => {
  for (const ending of ["cut", "reset"] as const) {
    await withReply(streamed([half(openai), 40], ending), async (origin) => {
      const response = await fetch(origin);
      await assert.rejects(response.text(), /error reading a body/);
    });
  }
});

Deno.test("untilClose(): ends in a way that looks complete", () =>
  withReply(untilClose([half(anthropic)]), async (origin) => {
    assert.equal(deltas(anthropic, await (await fetch(origin)).text()), HALF);
  }));

Deno.test("Exchange.clientLeft(): tells a client that left from one that waits", () =>
  withServer([streamed(["x"], "hold")], async (server) => {
    const response = await fetch(server.origin);
    assert.equal(await server.exchanges[0]?.clientLeft(50), false);
    await response.body?.cancel();
    assert.equal(await server.exchanges[0]?.clientLeft(3000), true);
  }));

Deno.test("endless(): stops when the client leaves", () =>
  withServer([endless("a", "b".repeat(65_536))], async (server) => {
    const response = await fetch(server.origin);
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > 5_000_000) break;
    }
    assert.equal(await server.exchanges[0]?.clientLeft(3000), true);
  }));

Deno.test("FaultServer.close(): ends replies that hang, and nothing listens afterwards", async () => {
  let port = 0;
  let failed: Promise<unknown> | undefined;
  await withServer([(exchange) => exchange.hold()], async (server) => {
    port = server.port;
    failed = fetch(server.origin).catch((error) => error);
    while (server.exchanges.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  assert.ok(await failed instanceof TypeError);
  await assert.rejects(fetch(`http://127.0.0.1:${port}`), TypeError);
  await assert.rejects(fetch(`http://127.0.0.1:${await closedPort()}`), TypeError);
});

Deno.test("gzipBomb(): is small and unpacks to what it says", () => {
  const { head, block, tail } = gzipBomb(": padding\n");
  const whole = new Uint8Array([...head, ...block, ...block, ...tail]);
  assert.ok(whole.length < 20_000, `${whole.length} bytes`);
  // Its check sum is wrong on purpose, as nobody should get that far.
  assert.throws(() => gunzipSync(whole), /incorrect data check|incorrect header check|length/);
});

Deno.test("leaksIn(): finds the key in every encoding, and nothing in other text", () => {
  assert.deepEqual(leaksIn("an ordinary text with sk-something"), []);
  assert.ok(leaksIn(`x${KEY}`).includes("plain"));
  assert.ok(leaksIn(`x${encodeURIComponent(KEY)}`).includes("URL-encoded"));
  for (const before of ["", "Bearer ", "a:", "ab"]) {
    assert.ok(leaksIn(btoa(`${before}${KEY}${before}`)).some((name) => name.startsWith("base64")), before);
  }
});
