/** The permissions that a call needs: one host and port, and nothing else. */
import assert from "node:assert/strict";
import { withServer } from "./ask.ts";
import { good, TEXT } from "./replies.ts";
import { runChild } from "./run_child.ts";
import { anthropic, openai } from "./wires.ts";

Deno.test("--allow-net=HOST:PORT: is all that a call needs", () =>
  withServer([good(openai)], (first) =>
    withServer([good(anthropic)], async (second) => {
      const { results, stderr } = await runChild(
        [`--allow-net=127.0.0.1:${first.port},127.0.0.1:${second.port}`],
        [["openai", first.origin], ["anthropic", second.origin]],
      );
      assert.deepEqual(results.map(({ text }) => text), [TEXT, TEXT]);
      assert.equal(stderr, "");
    })));

Deno.test("--allow-net: where it is missing, a config error names the flag", () =>
  withServer([good(openai)], async (server) => {
    for (const flags of [[], ["--allow-net=127.0.0.1:1"], ["--deny-net"]]) {
      const { results } = await runChild(flags, [["openai", server.origin], ["anthropic", server.origin]]);
      for (const { kind, message, hint, retryable } of results) {
        assert.equal(kind, "config", message);
        assert.equal(retryable, false);
        assert.ok(`${message} ${hint}`.includes(`--allow-net=127.0.0.1:${server.port}`), `${message} ${hint}`);
      }
      assert.equal(results.length, 2);
    }
    assert.equal(server.connections, 0);
  }));

Deno.test("DNS: a host that does not exist is a network error that names it", async () => {
  const { results } = await runChild(
    ["--allow-net=nowhere.invalid:443"],
    [["openai", "https://nowhere.invalid"], ["anthropic", "https://nowhere.invalid"]],
  );
  for (const { kind, message, retryable, attempts } of results) {
    assert.equal(kind, "network", message);
    assert.equal(retryable, true);
    assert.equal(attempts, 2);
    assert.match(message ?? "", /nowhere\.invalid/);
  }
});
