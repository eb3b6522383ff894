import assert from "node:assert/strict";
import { LockError, StoreError } from "../../src/errors.ts";
import { discardStaged } from "../../src/store/files.ts";
import { holderOf, lockFolder } from "../../src/store/lock.ts";
import { endOf, startChild } from "../unit/store/child.ts";
import { filesIn, inFolder, TIMEOUT } from "./cli_harness.ts";

const ABOUT = { command: "run-full-pipeline" };

/** The first line that a process says; what follows can still be read. */
async function firstLine(child: Deno.ChildProcess): Promise<string> {
  const reader = child.stdout.getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { done, value } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  reader.releaseLock();
  return text.trim();
}

Deno.test({
  name: "of two runs in one folder exactly one goes on, and the other says who it is: 50 pairs",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      for (let pair = 0; pair < 50; pair++) {
        const folder = `${dir}/docs${pair}`;
        const children = [1, 2].map(() => startChild("lock_child.ts", dir, [folder]));
        const lines = await Promise.all(children.map(firstLine));
        const winner = lines.indexOf("held");
        const loser = 1 - winner;
        assert.ok(winner >= 0 && lines[loser] !== "held", lines.join(" and "));
        const [, ms, message] = lines[loser]?.match(/^(\d+) (.*)$/) ?? [];
        assert.ok(Number(ms) < 1000, `after ${ms} ms`);
        assert.equal(
          message?.replace(/\d\d:\d\d:\d\d/, "TIME"),
          `Cannot use "${folder}": another run holds it (process ${
            children[winner]?.pid
          }, since TIME, run-full-pipeline)`,
        );
        const statuses = await Promise.all(children.map(async (child) => {
          await child.stdin.close().catch(() => {});
          await Promise.all([child.stdout.cancel(), child.stderr.cancel()]);
          return await child.status;
        }));
        assert.deepEqual(statuses.map(({ code }) => code), [0, 0]);
      }
      // The folder may stay, empty: the other one has made it.
      assert.deepEqual(await filesIn(dir), {});
    }),
});

Deno.test({
  name: "what a killed run left behind is no obstacle",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      for (let round = 0; round < 5; round++) {
        const child = startChild("lock_child.ts", dir, [`${dir}/docs`]);
        assert.equal(await firstLine(child), "held");
        assert.deepEqual(holderOf(`${dir}/docs`)?.pid, child.pid);
        await assert.rejects(lockFolder(`${dir}/docs`, ABOUT), LockError);
        child.kill("SIGKILL");
        await child.stdin.close().catch(() => {});
        await Promise.all([child.stdout.cancel(), child.stderr.cancel(), child.status]);
        assert.deepEqual(Object.keys(await filesIn(dir)), ["docs/.devussy.lock"]);
        assert.equal(holderOf(`${dir}/docs`), undefined);
      }
      const lock = await lockFolder(`${dir}/docs`, ABOUT);
      assert.equal(holderOf(`${dir}/docs`)?.pid, Deno.pid);
      lock.release();
      assert.deepEqual(await filesIn(dir), {});
    }),
});

Deno.test({
  name: "of runs that come and go in one folder never two hold it",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const children = Array.from({ length: 4 }, () => startChild("lock_child.ts", dir, [`${dir}/docs`, "300"]));
      await Promise.all(children.map((child) => child.stdin.close()));
      for (const { code, lines, stderr } of await Promise.all(children.map(endOf))) {
        assert.equal(code, 0, stderr);
        assert.ok(Number(lines[0]) > 0, "one of them never got it");
      }
      assert.deepEqual(await filesIn(dir), {});
    }),
});

Deno.test("lockFolder() removes the folders that it made, if nobody put anything into them", () =>
  inFolder(async (dir) => {
    const lock = await lockFolder(`${dir}/a/b/c/`, ABOUT);
    assert.deepEqual(Object.keys(await filesIn(dir)), ["a/b/c/.devussy.lock"]);
    const { pid, startedAt, command } = JSON.parse(await Deno.readTextFile(`${dir}/a/b/c/.devussy.lock`));
    assert.deepEqual([pid, command], [Deno.pid, "run-full-pipeline"]);
    assert.ok(Math.abs(Date.parse(startedAt) - Date.now()) < 60_000);
    lock.release();
    lock.release();
    assert.deepEqual([...Deno.readDirSync(dir)], []);

    const second = await lockFolder(`${dir}/a/b/c`, ABOUT);
    await Deno.writeTextFile(`${dir}/a/b/plan.json`, "{}");
    second.release();
    assert.deepEqual(Object.keys(await filesIn(dir)), ["a/b/plan.json"]);
    assert.deepEqual([...Deno.readDirSync(`${dir}/a/b`)].map(({ name }) => name), ["plan.json"]);

    await Deno.mkdir(`${dir}/mine`);
    (await lockFolder(`${dir}/mine`, ABOUT)).release();
    await Deno.stat(`${dir}/mine`);
  }));

Deno.test("lockFolder() takes a folder behind a link, and one that somebody else's text stands in", () =>
  inFolder(async (dir) => {
    await Deno.mkdir(`${dir}/real`);
    await Deno.symlink("real", `${dir}/link`);
    const lock = await lockFolder(`${dir}/link`, ABOUT);
    await assert.rejects(lockFolder(`${dir}/real`, ABOUT), LockError);
    for (const text of ["", "{", "null", "[1]", '{"pid":"\\u001b[2J","command":"a\\u001b[31mb\\nc","startedAt":"x"}']) {
      await Deno.writeTextFile(`${dir}/real/.devussy.lock`, text);
      await assert.rejects(lockFolder(`${dir}/real`, ABOUT), (error: unknown) => {
        assert.ok(error instanceof LockError);
        assert.match(error.message, /^Cannot use "[^"]+": another run holds it(?: \(ab c\))?$/);
        assert.match(error.hint, /--output-dir/);
        return true;
      });
    }
    lock.release();
    for (const text of ["mine", "x".repeat(100_000)]) {
      await Deno.writeTextFile(`${dir}/real/.devussy.lock`, text);
      (await lockFolder(`${dir}/real`, ABOUT)).release();
    }
    assert.deepEqual(Object.keys(await filesIn(dir)), ["link"]);
  }));

Deno.test("discardStaged() takes the lock file away, for a process that ends at once", () =>
  inFolder(async (dir) => {
    const lock = await lockFolder(dir, ABOUT);
    discardStaged();
    assert.deepEqual(await filesIn(dir), {});
    lock.release();
  }));

const blocked: readonly (readonly [what: string, cause: RegExp, prepare: (dir: string) => void])[] = [
  ["a file stands in the folder's place", /"docs": a file stands/, (dir) => Deno.writeTextFileSync(`${dir}/docs`, "")],
  ["the folder is a link to nowhere", /"docs": a file stands/, (dir) => Deno.symlinkSync("nowhere", `${dir}/docs`)],
  ["the lock file is a link", /docs\/\.devussy\.lock": it is a symbolic link/, (dir) => {
    Deno.mkdirSync(`${dir}/docs`);
    Deno.symlinkSync("../outside", `${dir}/docs/.devussy.lock`);
  }],
  ["the lock file is a folder", /it is a folder, expected a plain file/, (dir) => {
    Deno.mkdirSync(`${dir}/docs/.devussy.lock`, { recursive: true });
  }],
];
for (const [what, cause, prepare] of blocked) {
  Deno.test(`lockFolder() says so and changes nothing when ${what}`, () =>
    inFolder(async (dir) => {
      prepare(dir);
      const before = await filesIn(dir);
      await assert.rejects(lockFolder(`${dir}/docs`, ABOUT), (error: unknown) => {
        assert.ok(error instanceof StoreError, String(error));
        assert.match(error.message.replaceAll(`${dir}/`, ""), cause);
        assert.match(error.hint, /--output-dir/);
        return true;
      });
      assert.deepEqual(await filesIn(dir), before);
      assert.equal(holderOf(`${dir}/docs`), undefined);
    }));
}

Deno.test({
  name: "lockFolder() says which permission is missing",
  permissions: { read: true, write: false },
  fn: () =>
    assert.rejects(lockFolder("/nowhere-devussy/docs", ABOUT), (error: unknown) => {
      assert.ok(error instanceof StoreError);
      assert.match(error.message, /folder "\/nowhere-devussy\/docs": this process has no permission/);
      assert.match(error.hint, /--allow-write/);
      return true;
    }),
});
