import assert from "node:assert/strict";
import { LockError, UsageError } from "../../../src/errors.ts";
import { keepAnswer } from "../../../src/store/kept_answer.ts";
import { lockFolder } from "../../../src/store/lock.ts";
import { openRuns } from "../../../src/store/runs.ts";
import { answerOf, callOf, inFolder, startOf, withRuns } from "./folder.ts";

Deno.test("openRuns() makes nothing where nothing is, unless it must", () =>
  inFolder(async (dir) => {
    assert.equal(await openRuns(`${dir}/state`, { create: false }), undefined);
    assert.deepEqual([...Deno.readDirSync(dir)], []);
    await withRuns(`${dir}/a/state`, () => {});
    assert.equal(Deno.readTextFileSync(`${dir}/a/state/.gitignore`), "*\n");
    if (Deno.build.os === "windows") return;
    assert.equal((Deno.statSync(`${dir}/a/state`).mode ?? 0) & 0o777, 0o700);
    assert.equal((Deno.statSync(`${dir}/a/state/runs.db`).mode ?? 0) & 0o777, 0o600);
  }));

Deno.test("openRuns() hides nothing in a folder that holds something", () =>
  inFolder(async (dir) => {
    await Deno.writeTextFile(`${dir}/mine.txt`, "mine");
    await withRuns(dir, () => {});
    assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name).sort(), ["mine.txt", "runs.db"]);
  }));

Deno.test("begin() goes on with the newest run of the same identity, however it ended", () =>
  inFolder(async (dir) => {
    const first = await withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      run.asked(callOf("a"));
      run.answered("a", answerOf("a"), 1);
      assert.notEqual(runs.begin(startOf("other")).id, run.id);
      return run.id;
    });
    for (const status of ["done", "stopped", "failed"] as const) {
      await withRuns(dir, (runs) => {
        const run = runs.begin(startOf("one"));
        assert.equal(run.id, first);
        assert.deepEqual(run.resumed, { answers: 1, labels: ["phase a"], models: ["generic/small"] });
        run.end(status, "because");
        const info = runs.list().find(({ id }) => id === first);
        assert.equal(info?.status, status);
        assert.equal(info?.note, "because");
      });
    }
    await withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one", { fresh: true }));
      assert.notEqual(run.id, first);
      assert.deepEqual(run.resumed, { answers: 0, labels: [], models: [] });
      assert.equal(run.find("a"), undefined);
      assert.equal(runs.begin(startOf("one")).id, run.id);
      assert.equal(runs.show(first).answers, 1);
    });
  }));

Deno.test("list() orders by number, also when the clock goes back", () =>
  inFolder((dir) =>
    withRuns(dir, (runs) => {
      const RealDate = Date;
      const ids: string[] = [];
      try {
        for (const year of [2030, 2020, 2010]) {
          globalThis.Date = class extends RealDate {
            constructor() {
              super(`${year}-01-01T00:00:00Z`);
            }
          } as DateConstructor;
          ids.unshift(runs.begin(startOf(String(year))).id);
        }
      } finally {
        globalThis.Date = RealDate;
      }
      assert.deepEqual(runs.list().map(({ id }) => id), ids);
      assert.deepEqual(runs.cleanup(1).map(({ id }) => id), ids.slice(1));
    })
  ));

Deno.test("show() and delete() take the beginning of an id, and nothing that is none", () =>
  inFolder((dir) =>
    withRuns(dir, async (runs) => {
      const { id } = runs.begin(startOf("one"));
      for (const given of [id, id.slice(0, 7), id.slice(4), id.slice(4, 6)]) assert.equal(runs.show(given).id, id);
      const unknown = ["", "x".repeat(10_000), "../..", "%", "run-_______", "run-\0", `${id}x`, "__proto__", "\x1b[2J"];
      for (const given of unknown) {
        for (const work of [() => runs.show(given), () => runs.delete(given)]) {
          assert.throws(work, (error: unknown) => error instanceof UsageError && error.message.length < 300);
        }
      }
      const typo = `${id.slice(0, -1)}${id.endsWith("a") ? "b" : "a"}`;
      assert.throws(() => runs.show(typo), (error: UsageError) => error.hint.includes(id));
      runs.begin(startOf("two"));
      assert.throws(() => runs.show("run-"), /2 checkpoints begin so/);
      const kept = await keepAnswer(dir, id, "phase 1", "no JSON");
      assert.equal(runs.delete(id).id, id);
      assert.throws(() => Deno.statSync(kept), Deno.errors.NotFound);
      assert.throws(() => runs.show(id), UsageError);
      assert.equal(runs.list().length, 1);
    })
  ));

Deno.test("cleanup() keeps the newest, and those that are running", () =>
  inFolder(async (dir) => {
    const lock = await lockFolder(`${dir}/docs`, { command: "run-full-pipeline" });
    await withRuns(`${dir}/state`, async (runs) => {
      const running = runs.begin(startOf("first", { outputDir: `${dir}/docs` })).id;
      const ids = [1, 2, 3, 4].map((number) => runs.begin(startOf(String(number))).id);
      assert.deepEqual(runs.list().map(({ status }) => status), [...Array(4).fill("interrupted"), "running"]);
      const kept = await keepAnswer(`${dir}/state`, ids[0]!, "phase 1", "no JSON");
      assert.deepEqual(runs.cleanup(10), []);
      assert.deepEqual(runs.cleanup(2).map(({ id }) => id), [ids[1], ids[0]]);
      assert.throws(() => Deno.statSync(kept), Deno.errors.NotFound);
      assert.throws(() => runs.delete(running), LockError);
      assert.deepEqual(runs.cleanup(0).map(({ id }) => id), [ids[3], ids[2]]);
      lock.release();
      assert.deepEqual(runs.list().map(({ id, status }) => [id, status]), [[running, "interrupted"]]);
      assert.equal(runs.delete(running).id, running);
    });
  }));

Deno.test("a deleted run takes no space on the disk any more", () =>
  inFolder(async (dir) => {
    await withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      for (const key of ["a", "b", "c"]) {
        run.asked(callOf(key));
        run.answered(key, answerOf(key, { text: "long ".repeat(100_000) }), 1);
      }
    });
    assert.ok(Deno.statSync(`${dir}/runs.db`).size > 1_000_000);
    await withRuns(dir, (runs) => runs.cleanup(0));
    assert.ok(Deno.statSync(`${dir}/runs.db`).size < 50_000);
  }));

Deno.test("two stores in one process may use the same folder", () =>
  inFolder((dir) =>
    withRuns(dir, (one) =>
      withRuns(dir, (two) => {
        const run = one.begin(startOf("one"));
        run.asked(callOf("a"));
        const other = two.begin(startOf("two"));
        other.asked(callOf("b"));
        run.answered("a", answerOf("a"), 1);
        other.answered("b", answerOf("b"), 1);
        assert.equal(two.show(run.id).answers, 1);
        assert.equal(one.show(other.id).answers, 1);
      }))
  ));
