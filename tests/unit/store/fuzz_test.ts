import assert from "node:assert/strict";
import fc from "fast-check";
import { StoreError } from "../../../src/errors.ts";
import type { Completion } from "../../../src/llm/types.ts";
import { answerOf, callOf, inFolder, startOf, withRuns } from "./folder.ts";

const USAGE = { inputTokens: 1000, outputTokens: 200, totalTokens: 1200 };
const ANSWERS: Readonly<Record<string, Completion>> = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => {
    const key = `key-${at}`;
    // Large ones take pages of their own, small ones share one.
    return [key, answerOf(key, { text: `${key}: äöü ${at} `.repeat(at % 3 === 0 ? 400 : 3), usage: USAGE })];
  }),
);

/** A database with twelve answers, whole or as a killed process leaves it: most of it still in the log. */
async function sample(dir: string): Promise<{ closed: Uint8Array; db: Uint8Array; log: Uint8Array }> {
  const left = await withRuns(dir, (runs) => {
    const run = runs.begin(startOf("one"));
    for (const [key, completion] of Object.entries(ANSWERS)) {
      run.asked(callOf(key));
      run.answered(key, completion, 10);
    }
    const other = runs.begin(startOf("two"));
    other.asked(callOf("key-1"));
    other.answered("key-1", answerOf("of another run"), 10);
    return { db: Deno.readFileSync(`${dir}/runs.db`), log: Deno.readFileSync(`${dir}/runs.db-wal`) };
  });
  return { closed: Deno.readFileSync(`${dir}/runs.db`), ...left };
}

interface Damage {
  /** Which file: the database, that of a killed process, or its log. */
  target: "closed" | "db" | "log";
  kind: "flip" | "byte" | "cut" | "insert" | "remove" | "zeros" | "swap";
  /** Where, from 0 to 1. */
  at: number;
  size: number;
  value: number;
}

const damages: fc.Arbitrary<Damage[]> = fc.array(
  fc.record({
    target: fc.constantFrom("closed", "closed", "db", "log"),
    kind: fc.constantFrom("flip", "flip", "byte", "cut", "insert", "remove", "zeros", "swap"),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    size: fc.integer({ min: 1, max: 600 }),
    value: fc.integer({ min: 0, max: 255 }),
  }),
  { minLength: 1, maxLength: 3 },
);

function apply(bytes: Uint8Array, { kind, at, size, value }: Damage): Uint8Array {
  const copy = bytes.slice();
  const place = Math.floor(at * copy.length);
  switch (kind) {
    case "flip":
      copy[place] = (copy[place] ?? 0) ^ (1 << (value % 8));
      return copy;
    case "byte":
      copy[place] = value;
      return copy;
    case "cut":
      return copy.subarray(0, place);
    case "insert":
      return new Uint8Array([...copy.subarray(0, place), ...new Uint8Array(size).fill(value), ...copy.subarray(place)]);
    case "remove":
      return new Uint8Array([...copy.subarray(0, place), ...copy.subarray(place + size)]);
    case "zeros":
      copy.fill(0, place, place + size);
      return copy;
    case "swap": {
      // Whole pages in each other's place, as a disk may mix them up.
      const pages = Math.floor(copy.length / 4096);
      const [one, two] = [Math.floor(at * pages), value % Math.max(1, pages)].map((page) => page * 4096);
      const kept = copy.slice(one, (one ?? 0) + 4096);
      copy.copyWithin(one ?? 0, two ?? 0, (two ?? 0) + 4096);
      copy.set(kept, two);
      return copy;
    }
  }
}

/** In memory, where the machine has such a folder: what is tested is not the disk. */
const MEMORY = ((): string | undefined => {
  try {
    Deno.removeSync(Deno.makeTempDirSync({ dir: "/dev/shm" }));
    return "/dev/shm";
  } catch {
    return undefined;
  }
})();

Deno.test("a damaged database gives no wrong answer, and no error but a StoreError", () =>
  inFolder(async (dir) => {
    const whole = await sample(`${dir}/sample`);
    const met = { used: 0, found: 0, missing: 0, refused: 0 };
    let number = 0;
    await fc.assert(
      fc.asyncProperty(damages, async (list) => {
        const state = `${dir}/${number++}`;
        await Deno.mkdir(state);
        const target = list[0]?.target ?? "closed";
        const files = target === "closed"
          ? { "runs.db": whole.closed }
          : { "runs.db": whole.db, "runs.db-wal": whole.log };
        const name = target === "log" ? "runs.db-wal" : "runs.db";
        const damaged = list.reduce(apply, target === "closed" ? whole.closed : target === "db" ? whole.db : whole.log);
        for (const [name, bytes] of Object.entries(files)) await Deno.writeFile(`${state}/${name}`, bytes);
        await Deno.writeFile(`${state}/${name}`, damaged);
        try {
          await withRuns(state, (runs) => {
            const run = runs.begin(startOf("one"));
            for (const [key, completion] of Object.entries(ANSWERS)) {
              const found = run.find(key);
              if (found !== undefined) assert.deepEqual(found, completion);
              found === undefined ? met.missing++ : met.found++;
            }
            for (const { id } of runs.list()) runs.show(id);
            run.asked(callOf("new"));
            run.answered("new", answerOf("new"), 1);
            assert.deepEqual(run.find("new"), answerOf("new"));
            run.answers();
            run.end("done");
            runs.cleanup(1);
          });
          met.used++;
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          met.refused++;
        }
        await Deno.remove(state, { recursive: true });
      }),
      { numRuns: 2000 },
    );
    // Else the damage is too coarse, or too fine, to say anything.
    assert.ok(met.used > 300 && met.refused > 300 && met.missing > 300, JSON.stringify(met));
  }, MEMORY));
