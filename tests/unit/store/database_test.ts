import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../../../src/errors.ts";
import { openRuns } from "../../../src/store/runs.ts";
import { answerOf, callOf, inFolder, startOf, withRuns } from "./folder.ts";

/** Makes a state folder with one run and one answer; returns the run's id. */
function fill(dir: string): Promise<string> {
  return withRuns(dir, (runs) => {
    const run = runs.begin(startOf("one"));
    run.asked(callOf("a"));
    run.answered("a", answerOf("a"), 1);
    return run.id;
  });
}

/** Changes a database behind our back. */
function change(dir: string, ...statements: string[]): void {
  const db = new DatabaseSync(`${dir}/runs.db`);
  try {
    for (const sql of statements) db.exec(sql);
  } finally {
    db.close();
  }
}

/** All files of a folder with their bytes. */
function filesIn(dir: string): Record<string, string> {
  return Object.fromEntries(
    [...Deno.readDirSync(dir)].map(({ name }) => name).sort().map((name) => [
      name,
      new TextDecoder("latin1").decode(Deno.readFileSync(`${dir}/${name}`)),
    ]),
  );
}

async function assertRefused(dir: string, cause: RegExp, hint: RegExp, create = true): Promise<void> {
  await assert.rejects(openRuns(dir, { create }), (error: unknown) => {
    assert.ok(error instanceof StoreError, String(error));
    assert.match(error.message, cause);
    assert.match(error.hint, hint);
    assert.ok(error.message.includes(error.path));
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
}

const refused: readonly (readonly [what: string, cause: RegExp, prepare: (dir: string) => void])[] = [
  ["a newer format", /format 2, expected at most 1/, (dir) => change(dir, "PRAGMA user_version=2")],
  ["a format far in the future", /format 2147483647/, (dir) => change(dir, "PRAGMA user_version=2147483647")],
  ["another program's mark", /another program/, (dir) => change(dir, "PRAGMA application_id=1")],
  ["no mark", /another program/, (dir) => change(dir, "PRAGMA application_id=0; PRAGMA user_version=0")],
];
for (const [what, cause, prepare] of refused) {
  Deno.test(`openRuns() leaves a database alone that has ${what}`, () =>
    inFolder(async (dir) => {
      await fill(dir);
      prepare(dir);
      const before = filesIn(dir);
      for (const create of [true, false]) await assertRefused(dir, cause, /--state-dir/, create);
      assert.deepEqual(filesIn(dir), before);
    }));
}

for (const suffix of ["", "-wal", "-shm", "-journal"]) {
  Deno.test(`openRuns() refuses a link or a folder as runs.db${suffix}`, () =>
    inFolder(async (dir) => {
      await fill(`${dir}/outside`);
      await fill(`${dir}/state`);
      if (suffix === "") await Deno.remove(`${dir}/state/runs.db`);
      const outside = filesIn(`${dir}/outside`);
      await Deno.symlink("../outside/runs.db", `${dir}/state/runs.db${suffix}`);
      await assertRefused(`${dir}/state`, /symbolic link/, /Remove the link/);
      await Deno.remove(`${dir}/state/runs.db${suffix}`);
      await Deno.mkdir(`${dir}/state/runs.db${suffix}`);
      await assertRefused(`${dir}/state`, /it is a folder/, /--state-dir/);
      assert.deepEqual(filesIn(`${dir}/outside`), outside);
    }));
}

Deno.test("openRuns() refuses more than 1 GB for a run, not for the commands that remove runs", () =>
  inFolder(async (dir) => {
    await fill(dir);
    const { size } = await Deno.stat(`${dir}/runs.db`);
    // A sparse file: it takes no space. SQLite ignores what a log does not begin with.
    await Deno.writeFile(`${dir}/runs.db-wal`, new Uint8Array());
    await Deno.truncate(`${dir}/runs.db-wal`, 1024 ** 3 + 1 - size);
    await assertRefused(dir, /1\.0 GB, expected at most 1 GB/, /cleanup-checkpoints/);
    const runs = await openRuns(dir, { create: false });
    assert.equal(runs?.list().length, 1);
    runs?.close();
  }));

const damages: readonly (readonly [what: string, damage: (dir: string) => void])[] = [
  ["is no database", (dir) => Deno.writeTextFileSync(`${dir}/runs.db`, "mine ".repeat(1000))],
  ["is a few bytes", (dir) => Deno.writeTextFileSync(`${dir}/runs.db`, "{}")],
  ["is cut", (dir) => Deno.truncateSync(`${dir}/runs.db`, 9000)],
  ["has a page of zeros", (dir) => {
    using file = Deno.openSync(`${dir}/runs.db`, { write: true });
    file.seekSync(4096, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array(4096));
  }],
  ["has a trigger", (dir) => change(dir, "CREATE TRIGGER t AFTER INSERT ON calls BEGIN DELETE FROM runs; END")],
  ["has a view for a table", (dir) => change(dir, "DROP TABLE calls", "CREATE VIEW calls AS SELECT * FROM runs")],
  ["lacks a table", (dir) => change(dir, "DROP TABLE calls")],
];
for (const [what, damage] of damages) {
  Deno.test(`openRuns() puts a database aside that ${what}, and begins with an empty one`, () =>
    inFolder(async (dir) => {
      for (const number of [1, 2]) {
        await fill(dir);
        damage(dir);
        const bytes = await Deno.readFile(`${dir}/runs.db`);
        await assertRefused(dir, new RegExp(`damaged.*runs\\.db\\.damaged-${number}"`), /same command again/);
        assert.deepEqual(await Deno.readFile(`${dir}/runs.db.damaged-${number}`), bytes);
      }
      await withRuns(dir, (runs) => assert.deepEqual(runs.list(), []));
    }));
}

Deno.test("a database that is damaged while it is open is put aside, and every use says so", () =>
  inFolder(async (dir) => {
    await withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      for (const key of ["a", "b"]) {
        run.asked(callOf(key));
        run.answered(key, answerOf(key, { text: key.repeat(100_000) }), 1);
      }
    });
    await withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      using file = Deno.openSync(`${dir}/runs.db`, { write: true });
      const { size } = file.statSync();
      for (let at = 4096; at < size; at += 512) {
        file.seekSync(at, Deno.SeekMode.Start);
        file.writeSync(new Uint8Array(512).fill(0xa5));
      }
      const uses = [
        () => run.find("b"),
        () => run.failed("b", "late"),
        () => run.end("failed"),
        () => runs.list(),
        () => run.asked(callOf("c")),
      ];
      for (const use of uses) assert.throws(use, (error: unknown) => error instanceof StoreError);
    });
    assert.ok(filesIn(dir)["runs.db.damaged-1"] !== undefined);
    await withRuns(dir, (runs) => assert.deepEqual(runs.list(), []));
  }));

/** Replaces the stored JSON of the only answer, with a sum that fits. */
function forge(dir: string, json: string, sha256 = createHash("sha256").update(`a\n${json}`).digest("hex")): void {
  const db = new DatabaseSync(`${dir}/runs.db`);
  db.prepare("UPDATE calls SET completion = ?, sha256 = ?").run(json, sha256);
  db.close();
}

const GOOD = JSON.stringify(answerOf("a"));
const forged: readonly (readonly [what: string, json: string, sha256?: string])[] = [
  ["a wrong sum", GOOD, "0".repeat(64)],
  ["the sum of another request", GOOD, createHash("sha256").update(`b\n${GOOD}`).digest("hex")],
  ["no JSON", "{"],
  ["null", "null"],
  ["an array", "[]"],
  ["no text", '{"finish":"stop","truncated":false,"attempts":1,"warnings":[]}'],
  ["a text in the prototype", `{"__proto__":${GOOD}}`],
  ["an array for the end", GOOD.replace('"stop"', '["stop"]')],
  ["an unknown end", GOOD.replace('"stop"', '"toString"')],
  ["warnings of numbers", GOOD.replace('"warnings":[]', '"warnings":[1]')],
  ["tokens below zero", GOOD.replace("}", ',"usage":{"inputTokens":-1,"outputTokens":1,"totalTokens":1}}')],
  ["tokens without end", GOOD.replace("}", ',"usage":{"inputTokens":1e999,"outputTokens":1,"totalTokens":1}}')],
];
for (const [what, json, sha256] of forged) {
  Deno.test(`find() gives no stored answer that has ${what}, and says so`, () =>
    inFolder(async (dir) => {
      await fill(dir);
      forge(dir, json, sha256);
      await withRuns(dir, (runs) => {
        const told: string[] = [];
        const run = runs.begin(startOf("one", { onDamage: (text) => told.push(text) }));
        assert.equal(run.find("a"), undefined);
        assert.deepEqual(told, ["the stored answer for phase a is damaged: it is asked for again"]);
        run.asked(callOf("a"));
        run.answered("a", answerOf("a"), 1);
        assert.deepEqual(run.find("a"), answerOf("a"));
      });
    }));
}

Deno.test("find() takes nothing but known fields of a hostile answer", () =>
  inFolder(async (dir) => {
    await fill(dir);
    forge(dir, GOOD.replace("{", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"x":1,'));
    await withRuns(dir, (runs) => {
      const found = runs.begin(startOf("one")).find("a");
      assert.deepEqual(found, answerOf("a"));
      assert.equal(Object.getPrototypeOf(found), Object.prototype);
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
  }));

Deno.test("rows of a hostile database lead to no path outside, and to no crash", () =>
  inFolder(async (dir) => {
    await fill(`${dir}/state`);
    await Deno.mkdir(`${dir}/state/answers`);
    await Deno.mkdir(`${dir}/precious`);
    change(`${dir}/state`, "PRAGMA foreign_keys=OFF", "UPDATE runs SET id = '../../precious', identity = 'one'");
    await withRuns(`${dir}/state`, (runs) => {
      assert.deepEqual(runs.list(), []);
      assert.match(runs.begin(startOf("one")).id, /^run-[a-z0-9]{8}$/);
      assert.equal(runs.cleanup(0).length, 1);
    });
    await Deno.stat(`${dir}/precious`);
    change(`${dir}/state`, "UPDATE runs SET id = 'run-abcd2345', pid = 9223372036854775807");
    await assert.rejects(withRuns(`${dir}/state`, (runs) => runs.list()), StoreError);
  }));

Deno.test("openRuns() makes the tables in a database that is empty yet", () =>
  inFolder(async (dir) => {
    change(dir, "PRAGMA auto_vacuum=FULL");
    assert.equal((await Deno.stat(`${dir}/runs.db`)).size, 4096);
    await fill(dir);
    await withRuns(dir, (runs) => assert.equal(runs.list().length, 1));
  }));

Deno.test("openRuns() leaves another program's smallest database alone", () =>
  inFolder(async (dir) => {
    change(dir, "CREATE VIEW mine AS SELECT 1");
    const before = filesIn(dir);
    await assertRefused(dir, /another program/, /--state-dir/);
    assert.deepEqual(filesIn(dir), before);
  }));

Deno.test("openRuns() says what stands in its way", () =>
  inFolder(async (dir) => {
    await Deno.writeTextFile(`${dir}/file`, "mine");
    await assertRefused(`${dir}/file`, /a file stands where a folder is needed/, /--state-dir/);
    await assertRefused(`${dir}/file/deeper`, /a file stands where a folder is needed/, /--state-dir/);
    await Deno.symlink("nowhere", `${dir}/link`);
    await assertRefused(`${dir}/link`, /a file stands where a folder is needed/, /--state-dir/);
  }));

Deno.test({
  name: "openRuns() says which permission is missing",
  permissions: { read: true, write: false },
  fn: () => assertRefused("/nowhere-devussy/state", /no permission/, /--allow-write/),
});
