/** Retry manners: when to wait, how long, and when to give up. */
import assert from "node:assert/strict";
import { createLimiter, createLLMClient, LLMError, type StreamEvent } from "../../../mod.ts";
import { ask, assertGoodError, forWires, MESSAGES, optionsFor, type Settings, together, withServer } from "./ask.ts";
import type { FaultServer, HeaderMap, Reply } from "./fault_server.ts";
import { good, json, TEXT } from "./replies.ts";
import { openai, type Wire } from "./wires.ts";

/** A refusal for now. */
function busy(wire: Wire, headers: HeaderMap = {}, status = 429): Reply {
  const type = { 429: "rate_limit_error", 529: "overloaded_error" }[status] ?? "api_error";
  return json(status, wire.failure({ type, message: "Not now" }), headers);
}

/** How long the client means to wait after a refusal; it is then told to stop. */
async function firstDelay(wire: Wire, headers: HeaderMap, settings: Settings = {}, status = 429): Promise<number> {
  return await withServer([busy(wire, headers, status)], async (server) => {
    const controller = new AbortController();
    const client = createLLMClient(wire.name, optionsFor(server.origin, settings));
    const start = performance.now();
    let delay: number | undefined;
    try {
      for await (const event of client.stream(MESSAGES, { signal: controller.signal })) {
        if (event.type !== "retry") continue;
        delay = event.delayMs;
        controller.abort(new Error("seen enough"));
      }
    } catch (error) {
      if (!(error instanceof LLMError)) throw error;
      if (delay === undefined) throw new Error(`expected a retry, got ${error.kind}: ${error.message}`);
      assert.equal(error.kind, "aborted", error.message);
      assert.ok(performance.now() - start < 3_000, "expected an abort to end the pause at once");
    }
    assert.equal(server.exchanges.length, 1);
    return delay ?? -1;
  });
}

/** The pause between two requests as the server saw it. */
function gapOf(server: FaultServer): number {
  const [first, second] = server.exchanges;
  assert.ok(first !== undefined && second !== undefined, `expected two requests, got ${server.exchanges.length}`);
  return second.request.at - first.request.at;
}

const SLOW: Settings = { retry: { baseDelayMs: 400, maxDelayMs: 20_000 } };

/** Waits that a server asks for: never shorter, and not much longer. */
const ASKED: Readonly<Record<string, [HeaderMap, number]>> = {
  "429-ra": [{ "retry-after": "7" }, 7_000],
  "429-ra-ms": [{ "retry-after-ms": "2500" }, 2_500],
  "the longer of two": [{ "retry-after-ms": "2500", "retry-after": "9" }, 9_000],
  "retry-after-ms: 0 beside seconds, as Azure sends it": [{ "retry-after-ms": "0", "retry-after": "3" }, 3_000],
};

for (const [name, [headers, wanted]] of Object.entries(ASKED)) {
  Deno.test(`${name}: the pause is what the server asked for`, () =>
    forWires(async (wire) => {
      for (const status of [429, 503]) {
        const delay = await firstDelay(wire, headers, {}, status);
        assert.ok(delay >= wanted && delay <= wanted + 500, `${status}: ${delay} ms`);
      }
    }));
}

Deno.test("retry-after-ms: the request does not arrive earlier than asked", () =>
  forWires((wire) =>
    withServer([busy(wire, { "retry-after-ms": "300" }), good(wire)], async (server) => {
      const { completion } = await ask(wire.name, optionsFor(server.origin));
      assert.equal(completion?.text, TEXT);
      const gap = gapOf(server);
      assert.ok(gap >= 250 && gap < 3_000, `${gap} ms`);
    })
  ));

Deno.test("429-ra-date: the pause ends at the date, by the injected clock", () =>
  forWires(async (wire) => {
    const date = Math.ceil(Date.now() / 1_000) * 1_000;
    const start = performance.now();
    const now = () => date - 8_000 + (performance.now() - start);
    const delay = await firstDelay(wire, { "retry-after": new Date(date).toUTCString() }, { now });
    assert.ok(delay > 5_000 && delay <= 8_500, `${delay} ms`);
  }));

Deno.test("retryDelay of Gemini: a wait in the body counts", () =>
  withServer([
    json(
      429,
      JSON.stringify({
        error: {
          code: 429,
          message: "Not now",
          status: "RESOURCE_EXHAUSTED",
          details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "0.3s" }],
        },
      }),
    ),
    good(openai),
  ], async (server) => {
    const { completion } = await ask("openai", optionsFor(server.origin));
    assert.equal(completion?.text, TEXT);
    const gap = gapOf(server);
    assert.ok(gap >= 250 && gap < 3_000, `${gap} ms`);
  }));

/** Waits that make no sense: the client's own pause counts. With `random` 1 that is its longest. */
const SENSELESS: Readonly<Record<string, HeaderMap>> = {
  "429-ra-past": { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" },
  "429-ra-garbage": { "retry-after": "soon, please" },
  "429-ra-negative": { "retry-after": "-5" },
  "429-ra-mixed": { "retry-after": "1.5e3x" },
  "429-ra-empty": { "retry-after": "" },
  "429-ra-hex": { "retry-after": "0x10" },
  "429-ra-nan": { "retry-after": "NaN", "retry-after-ms": "Infinity" },
};

for (const [name, headers] of Object.entries(SENSELESS)) {
  Deno.test(`${name}: the client's own pause, and no busy loop`, () =>
    forWires(async (wire) => {
      const delay = await firstDelay(wire, headers, { ...SLOW, random: () => 0.9 });
      // The base is doubled for a rate limit.
      assert.ok(delay >= 300 && delay <= 800, `${delay} ms`);
      await withServer([busy(wire, headers)], async (server) => {
        const { error } = await ask(wire.name, optionsFor(server.origin));
        assert.equal(error?.kind, "rate_limit");
        assert.equal(server.exchanges.length, 3);
      });
    }));
}

Deno.test("429-ra-float: a fraction of a second is no reason to crash or to come earlier", () =>
  forWires(async (wire) => {
    const delay = await firstDelay(wire, { "retry-after": "1.5" }, { ...SLOW, random: () => 0.9 });
    assert.ok(delay >= 300 && delay <= 2_000, `${delay} ms`);
  }));

Deno.test("retry-after: 0 and retry-after-ms: 0: not below the base", () =>
  forWires(async (wire) => {
    for (const headers of [{ "retry-after": "0" }, { "retry-after-ms": "0" }, { "retry-after-ms": "1" }]) {
      const delay = await firstDelay(wire, headers as HeaderMap, { ...SLOW, random: () => 0 });
      assert.ok(delay >= 400 && delay <= 900, `${Deno.inspect(headers)}: ${delay} ms`);
    }
  }));

for (const [name, value] of [["429-ra-huge", "86400"], ["429-ra-overflow", "99999999999999"]] as const) {
  Deno.test(`${name}: fails at once and says how long the wait would be`, () =>
    forWires(async (wire) => {
      for (const status of [429, 503]) {
        await withServer([busy(wire, { "retry-after": value }, status)], async (server) => {
          const { error, ms } = await ask(wire.name, optionsFor(server.origin));
          assert.equal(error?.kind, status === 429 ? "rate_limit" : "overloaded");
          assert.equal(error.attempts, 1);
          assert.equal(server.exchanges.length, 1);
          assert.ok(ms < 2_000, `took ${ms} ms`);
          assertGoodError(error, wire.name);
          if (name === "429-ra-huge") {
            assert.equal(error.retryAfterMs, 86_400_000);
            assert.match(error.message + error.hint, /24 ?h|1 ?d|86,?400/i);
          }
        });
      }
    }));
}

Deno.test("maxRetryAfterMs: decides what is too long", () =>
  forWires((wire) =>
    withServer([busy(wire, { "retry-after": "2" }), good(wire)], async (server) => {
      const { error } = await ask(wire.name, optionsFor(server.origin, { retry: { maxRetryAfterMs: 1_000 } }));
      assert.equal(error?.kind, "rate_limit");
      assert.equal(error.retryAfterMs, 2_000);
      assert.equal(server.exchanges.length, 1);
    })
  ));

Deno.test("maxAttempts: 1 means no second request", () =>
  forWires((wire) =>
    withServer([busy(wire), good(wire)], async (server) => {
      const { error } = await ask(wire.name, optionsFor(server.origin, { retry: { maxAttempts: 1 } }));
      assert.equal(error?.kind, "rate_limit");
      assert.equal(error.retryable, true);
      assert.equal(server.exchanges.length, 1);
    })
  ));

Deno.test("retry: four attempts when nothing else is said", () =>
  forWires((wire) =>
    withServer([busy(wire, {}, 500)], async (server) => {
      const { retry: _, ...options } = optionsFor(server.origin, { random: () => 0 });
      const { error } = await ask(wire.name, options);
      assert.equal(error?.attempts, 4);
      assert.equal(server.exchanges.length, 4);
    })
  ));

Deno.test("random: spreads the first pause over the whole range, and the range doubles up to its limit", () =>
  forWires(async (wire) => {
    const values = [0, 0.25, 0.5, 0.75, 0.999];
    // A pause that does not fit into the total time would not be begun.
    const settings = { retry: { baseDelayMs: 10_000, maxDelayMs: 60_000 }, timeouts: { totalMs: 90_000 } };
    const delays: number[] = [];
    for (const value of values) {
      delays.push(await firstDelay(wire, {}, { ...settings, random: () => value }, 500));
    }
    assert.deepEqual(delays, delays.toSorted((a, b) => a - b));
    assert.ok(Math.max(...delays) <= 10_000, delays.join(" "));
    assert.ok(Math.max(...delays) - Math.min(...delays) > 6_000, delays.join(" "));

    await withServer([busy(wire, {}, 500)], async (server) => {
      const options = optionsFor(server.origin, {
        random: () => 0.999,
        retry: { maxAttempts: 6, baseDelayMs: 10, maxDelayMs: 50 },
      });
      const { events } = await ask(wire.name, options, { door: "stream" });
      const pauses = events.map((event) => event.type === "retry" ? Math.ceil(event.delayMs) : -1);
      assert.deepEqual(pauses, [10, 20, 40, 50, 50]);
    });
  }));

Deno.test("429 and 529: the base is doubled", () =>
  forWires(async (wire) => {
    for (const status of [429, 529]) {
      const delay = await firstDelay(wire, {}, { ...SLOW, random: () => 0.999 }, status);
      assert.ok(delay > 750 && delay <= 800, `${status}: ${delay} ms`);
    }
  }));

Deno.test("totalMs: spans all attempts", () =>
  forWires((wire) =>
    withServer([busy(wire, {}, 500)], async (server) => {
      const options = optionsFor(server.origin, {
        random: () => 0.999,
        timeouts: { totalMs: 700 },
        retry: { maxAttempts: 100, baseDelayMs: 100, maxDelayMs: 100 },
      });
      const { error, ms } = await ask(wire.name, options);
      assert.ok(error?.kind === "timeout" || error?.kind === "server", error?.kind);
      assert.ok(ms < 3_000, `took ${ms} ms`);
      assert.ok(server.exchanges.length >= 2 && server.exchanges.length <= 9, `${server.exchanges.length} requests`);
      assert.equal(error.attempts, server.exchanges.length);
    })
  ));

Deno.test("totalMs: a wait beyond it is not slept through", () =>
  forWires((wire) =>
    withServer([busy(wire, { "retry-after": "30" }), good(wire)], async (server) => {
      const { error, ms } = await ask(wire.name, optionsFor(server.origin, { timeouts: { totalMs: 700 } }));
      assert.ok(error?.kind === "rate_limit" || error?.kind === "timeout", error?.kind);
      assert.equal(server.exchanges.length, 1);
      assert.ok(ms < 3_000, `took ${ms} ms`);
    })
  ));

Deno.test("totalMs: spans the wait for a turn too, when the server's headers say that nothing is left", () =>
  forWires((wire) => {
    const headers = wire === openai ? { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "30s" } : {
      "anthropic-ratelimit-requests-remaining": "0",
      "anthropic-ratelimit-requests-reset": new Date(Date.now() + 30_000).toISOString(),
    };
    return withServer([busy(wire, headers), good(wire)], async (server) => {
      const { error, ms } = await ask(wire.name, optionsFor(server.origin, { timeouts: { totalMs: 700 } }));
      assert.ok(error?.kind === "rate_limit" || error?.kind === "timeout", `${error?.kind} after ${ms} ms`);
      assert.ok(ms < 3_000, `took ${ms} ms`);
    });
  }));

Deno.test("429-ra-huge: does not block the client's next call", () =>
  forWires((wire) =>
    withServer([busy(wire, { "retry-after": "86400" }), good(wire)], async (server) => {
      const client = createLLMClient(wire.name, optionsFor(server.origin));
      await assert.rejects(client.generate(MESSAGES), LLMError);
      const start = performance.now();
      assert.equal(await client.generate(MESSAGES), TEXT);
      assert.ok(performance.now() - start < 3_000, "expected no wait");
    })
  ));

Deno.test("signal: an abort wakes the pause between attempts at once", () =>
  forWires((wire) =>
    withServer([busy(wire, { "retry-after": "50" })], async (server) => {
      const reason = new Error("enough");
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(reason), 150);
      const options = optionsFor(server.origin, { timeouts: { totalMs: 90_000 } });
      const { error, ms } = await ask(wire.name, options, { call: { signal: controller.signal } });
      clearTimeout(timer);
      assert.equal(error?.kind, "aborted");
      assert.equal(error.cause, reason);
      assert.equal(error.attempts, 1);
      assert.ok(ms < 2_000, `took ${ms} ms`);
      assert.equal(server.exchanges.length, 1);
    })
  ));

Deno.test("stream(): tells of each attempt that follows, before it waits", () =>
  forWires((wire) =>
    withServer([busy(wire), busy(wire, {}, 500), good(wire)], async (server) => {
      const { events } = await ask(wire.name, optionsFor(server.origin), { door: "stream" });
      const retries = events.filter((event): event is StreamEvent & { type: "retry" } => event.type === "retry");
      assert.equal(retries.length, 2);
      assert.equal((retries[1]?.attempt ?? 0) - (retries[0]?.attempt ?? 0), 1);
      for (const { delayMs, reason } of retries) {
        assert.ok(delayMs >= 0 && delayMs <= 4, `${delayMs} ms`);
        assert.notEqual(reason, "");
      }
      assert.deepEqual(events.slice(0, 2), retries);
    })
  ));

/** Refuses whoever comes while others are served. */
function crowded(wire: Wire, most: number): { reply: Reply; seen: { most: number } } {
  let now = 0;
  const seen = { most: 0 };
  const reply: Reply = async (exchange) => {
    now++;
    seen.most = Math.max(seen.most, now);
    await (now > most ? busy(wire)(exchange) : exchange.sleep(50).then(() => good(wire)(exchange)));
    now--;
  };
  return { reply, seen };
}

Deno.test("concurrency: no more requests at once than inFlight allows, for one client and for two that share a limiter", () =>
  forWires(async (wire) => {
    const one = crowded(wire, 2);
    await withServer([one.reply], async (server) => {
      const client = createLLMClient(wire.name, optionsFor(server.origin, { rate: { inFlight: 2 } }));
      const texts = await Promise.all(Array.from({ length: 7 }, () => client.generate(MESSAGES)));
      assert.deepEqual(new Set(texts), new Set([TEXT]));
      assert.equal(one.seen.most, 2);
      assert.equal(server.exchanges.length, 7);
    });
    const two = crowded(wire, 2);
    await withServer([two.reply], async (server) => {
      const limiter = createLimiter({ inFlight: 2 });
      const clients = [1, 2].map(() => createLLMClient(wire.name, optionsFor(server.origin, { limiter })));
      await Promise.all(clients.flatMap((client) => [1, 2, 3].map(() => client.generate(MESSAGES))));
      assert.equal(two.seen.most, 2);
      assert.equal(server.exchanges.length, 6);
    });
  }));

Deno.test("rate: five calls at once end well where the server takes two in a moment", () =>
  forWires((wire) => {
    let taken = 0;
    let since = 0;
    const reply: Reply = (exchange) => {
      if (exchange.request.at - since > 120) [since, taken] = [exchange.request.at, 0];
      return ++taken > 2 ? busy(wire, { "retry-after-ms": "130" })(exchange) : good(wire)(exchange);
    };
    return withServer([reply], async (server) => {
      const client = createLLMClient(wire.name, optionsFor(server.origin, { retry: { maxAttempts: 6 } }));
      const texts = await Promise.all(Array.from({ length: 5 }, () => client.generate(MESSAGES)));
      assert.deepEqual(new Set(texts), new Set([TEXT]));
    });
  }));

Deno.test("incurable errors: one request each, by every door", () =>
  forWires((wire) =>
    together(
      Object.fromEntries([400, 401, 402, 403, 404, 413, 422].map((status) => [`${status}`, () =>
        withServer([json(status, wire.failure({ type: "x", message: "No" }))], async (server) => {
          const client = createLLMClient(wire.name, optionsFor(server.origin));
          await assert.rejects(client.generate(MESSAGES), LLMError);
          await assert.rejects(client.complete(MESSAGES), LLMError);
          await assert.rejects(async () => {
            for await (const _ of client.generateStream(MESSAGES));
          }, LLMError);
          await assert.rejects(async () => {
            for await (const _ of client.stream(MESSAGES));
          }, LLMError);
          assert.equal(server.exchanges.length, 4);
        })]
      )),
    )
  ));
