/** Group G: redirects. A key and a prompt go where the user said, and nowhere else. */
import assert from "node:assert/strict";
import { ask, assertGoodError, forWires, optionsFor, withServer } from "./ask.ts";
import { FaultServer, type Reply } from "./fault_server.ts";
import { good, whole } from "./replies.ts";
import { assertNoKey, KEY } from "./taint.ts";

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`redirect-${status}: a config error that names the host, where nothing arrives`, () =>
    forWires(async (wire) => {
      const other = await FaultServer.start(good(wire));
      try {
        // Another port is another origin, and one that the tests' permissions don't protect.
        const location = `http://127.0.0.1:${other.port}${wire.path}?key=${encodeURIComponent(KEY)}`;
        await withServer([whole(status, "", { location })], async (server) => {
          const { error } = await ask(wire.name, optionsFor(server.origin));
          assert.equal(error?.kind, "config");
          assert.equal(error.status, status);
          assert.equal(error.attempts, 1);
          assert.equal(error.retryable, false);
          assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${other.port}`));
          assert.match(error.hint, /base.?url/i);
          assertGoodError(error, wire.name);
          assert.equal(server.exchanges.length, 1);
        });
        assert.equal(other.connections, 0);
      } finally {
        await other.close();
      }
    }));
}

/** Redirects that don't leave the server; its second request would be answered. */
const SAME: Readonly<Record<string, (origin: string, path: string) => Record<string, string>>> = {
  "redirect-same": (origin, path) => ({ location: `${origin}/elsewhere${path}` }),
  "redirect-same, relative": (_, path) => ({ location: `/elsewhere${path}` }),
  "redirect-file": () => ({ location: "file:///etc/passwd" }),
  "redirect with the key as user": (origin) => ({ location: origin.replace("//", `//${encodeURIComponent(KEY)}@`) }),
  "redirect to nonsense": () => ({ location: `http://[${KEY}` }),
  "redirect without a location": () => ({}),
};

for (const [name, headers] of Object.entries(SAME)) {
  Deno.test(`${name}: a config error after one request`, () =>
    forWires(async (wire) => {
      // The server's own address is needed in its reply.
      const holder: { origin?: string } = {};
      const reply: Reply = (exchange) => exchange.send(307, headers(holder.origin ?? "", wire.path), "");
      await withServer([reply, good(wire)], async (server) => {
        holder.origin = server.origin;
        const { error } = await ask(wire.name, optionsFor(server.origin));
        assert.equal(error?.kind, "config", error?.message);
        assert.equal(error.attempts, 1);
        assertGoodError(error, wire.name);
        assert.equal(server.exchanges.length, 1);
      });
    }));
}

Deno.test("redirect-loop: ends after one request", () =>
  forWires((wire) =>
    withServer([whole(302, "", { location: wire.path })], async (server) => {
      const { error } = await ask(wire.name, optionsFor(server.origin));
      assert.equal(error?.kind, "config");
      assert.equal(server.exchanges.length, 1);
      assertNoKey(error, "the error");
    })
  ));

Deno.test("redirect with an endless body: is not read", () =>
  forWires((wire) => {
    const reply: Reply = async (exchange) => {
      await exchange.head(302, { location: "http://localhost:1/", "content-length": "1000000" });
      await exchange.hold();
    };
    return withServer([reply], async (server) => {
      const { error } = await ask(wire.name, optionsFor(server.origin));
      assert.equal(error?.kind, "config");
      assert.ok(await server.exchanges[0]?.clientLeft(3_000));
    });
  }));
