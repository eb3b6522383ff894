import assert from "node:assert/strict";
import { mapConcurrent } from "../../../src/pipeline/concurrent.ts";

const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

Deno.test("mapConcurrent() keeps the order of the items whatever ends first", async () => {
  const results = await mapConcurrent([5, 1, 3], 3, undefined, async (item) => {
    await new Promise((resolve) => setTimeout(resolve, item));
    return item * 10;
  });
  assert.deepEqual(results, [50, 10, 30]);
});

Deno.test("mapConcurrent() never has more calls in flight than the limit, and uses it", async () => {
  for (const limit of [1, 2, 5, 100]) {
    let inFlight = 0;
    let most = 0;
    await mapConcurrent(Array.from({ length: 12 }, (_, at) => at), limit, undefined, async () => {
      most = Math.max(most, ++inFlight);
      await tick();
      inFlight--;
    });
    assert.equal(most, Math.min(limit, 12));
    assert.equal(inFlight, 0);
  }
});

Deno.test("mapConcurrent() gives nothing when there is nothing to do", async () => {
  assert.deepEqual(await mapConcurrent([], 5, undefined, () => Promise.reject(new Error("unused"))), []);
});

Deno.test("mapConcurrent() starts nothing more and tells those in flight when a call fails", async () => {
  const started: number[] = [];
  const told: number[] = [];
  let inFlight = 0;
  await assert.rejects(
    mapConcurrent([0, 1, 2, 3, 4, 5], 2, undefined, async (item, { signal }) => {
      started.push(item);
      inFlight++;
      try {
        signal.addEventListener("abort", () => told.push(item), { once: true });
        await tick();
        if (item === 1) throw new Error("first failure");
        await tick();
        await tick();
      } finally {
        inFlight--;
      }
    }),
    { message: "first failure" },
  );
  assert.deepEqual(started, [0, 1]);
  assert.deepEqual(told, [0, 1]);
  assert.equal(inFlight, 0, "the failure is thrown only when all calls have ended");
});

Deno.test("mapConcurrent() throws the first failure when several fail", async () => {
  await assert.rejects(
    mapConcurrent([3, 1, 2], 3, undefined, async (item) => {
      await new Promise((resolve) => setTimeout(resolve, item * 5));
      throw new Error(`failure of ${item}`);
    }),
    { message: "failure of 1" },
  );
});

Deno.test("mapConcurrent() throws when a call fails at once", async () => {
  await assert.rejects(
    mapConcurrent([1], 1, undefined, () => {
      throw new TypeError("at once");
    }),
    TypeError,
  );
});

Deno.test("mapConcurrent() starts no call when it is aborted before", async () => {
  const reason = new Error("stop");
  let calls = 0;
  await assert.rejects(
    mapConcurrent([1, 2], 2, AbortSignal.abort(reason), () => Promise.resolve(calls++)),
    (error) => error === reason,
  );
  assert.equal(calls, 0);
});

Deno.test("mapConcurrent() passes an abort on and throws its reason", async () => {
  const stop = new AbortController();
  const reason = new Error("stop");
  let started = 0;
  await assert.rejects(
    mapConcurrent([1, 2, 3, 4], 2, stop.signal, async (_, { signal }) => {
      started++;
      if (started === 2) stop.abort(reason);
      await tick();
      assert.equal(signal.aborted, true);
    }),
    (error) => error === reason,
  );
  assert.equal(started, 2);
});
