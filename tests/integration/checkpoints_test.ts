import assert from "node:assert/strict";
import { StoreError } from "../../src/errors.ts";
import { lockFolder } from "../../src/store/lock.ts";
import { answerOf, callOf, startOf, withRuns } from "../unit/store/folder.ts";
import {
  assertFailure,
  assertFiles,
  done,
  type Failure,
  filesIn,
  inFolder,
  run,
  testFailure,
  TIMEOUT,
  write,
} from "./cli_harness.ts";
import { remount, testOnDisk } from "./memory_disk.ts";

const USAGE = { inputTokens: 1000, outputTokens: 200, totalTokens: 1200, costUsd: 0.0125 };

/** Stores three runs, as three commands would have; returns their ids, the newest first. */
function fill(state: string): Promise<string[]> {
  return withRuns(state, (runs) =>
    ["One", "Two", "Three"].map((project, at) => {
      const run = runs.begin(startOf(project, { project: `Project ${project}`, outputDir: `${state}/../docs` }));
      for (let number = 1; number <= at; number++) {
        const key = `${project}-${number}`;
        run.asked(callOf(key, { label: `phase ${number}` }));
        run.answered(key, answerOf(key, { usage: USAGE }), 2345);
      }
      if (at === 2) {
        run.asked(callOf("late", { label: "phase 3" }));
        run.failed("late", "the server asks\nto wait \x1b[31m24 h");
      }
      if (at > 0) run.end(at === 1 ? "done" : "failed", `note of ${project}`);
      return run.id;
    }).reverse());
}

Deno.test({
  name: "the commands about checkpoints list, show and remove what is stored",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const [three = "", two = "", one = ""] = await fill(`${dir}/.devussy`);
      const list = (await done(dir, ["list-checkpoints"])).stdout.trim().split("\n");
      assert.deepEqual(list.map((line) => line.split(/ {2,}/).slice(0, 6)), [
        ["ID", "PROJECT", "STATUS", "ANSWERS", "TOKENS", "COST"],
        [three, "Project Three", "failed", "2", "2400", "$0.0250"],
        [two, "Project Two", "done", "1", "1200", "$0.0125"],
        [one, "Project One", "interrupted", "0", "0", "-"],
      ]);
      const { schemaVersion, stateDir, checkpoints } = JSON.parse(
        (await done(dir, ["list-checkpoints", "--json"])).stdout,
      );
      assert.deepEqual([schemaVersion, stateDir], [1, ".devussy"]);
      assert.deepEqual(checkpoints.map(({ id }: { id: string }) => id), [three, two, one]);
      assert.deepEqual({ ...checkpoints[0], startedAt: "", updatedAt: "", outputDir: "" }, {
        id: three,
        project: "Project Three",
        command: "run-full-pipeline",
        outputDir: "",
        status: "failed",
        answers: 2,
        inputTokens: 2000,
        outputTokens: 400,
        costUsd: 0.025,
        startedAt: "",
        updatedAt: "",
        note: "note of Three",
      });

      const shown = (await done(dir, ["show-checkpoint", three.slice(4, 9)])).stdout;
      assert.match(shown, new RegExp(`^${three}: Project Three, run-full-pipeline, failed\nnote: note of Three\n`));
      assert.match(shown, /phase 2 +generic\/small +answered +1200 +\$0\.0125 +2\.3 s/);
      assert.match(shown, /phase 3 +generic\/small +failed: the server asks to wait 24 h +0 +- +-\n/);
      assert.match(shown, /\n2 of 3 calls answered, 2000 tokens in, 400 out, cost \$0\.0250\n$/);
      const json = JSON.parse((await done(dir, ["show-checkpoint", three, "--json"])).stdout);
      assert.deepEqual(
        json.checkpoint.calls.map(({ label, state }: Record<string, string>) => [label, state]),
        [["phase 1", "answered"], ["phase 2", "answered"], ["phase 3", "failed"]],
      );

      assert.equal((await done(dir, ["delete-checkpoint", two])).stdout, `${two}\n`);
      assert.deepEqual(JSON.parse((await done(dir, ["cleanup-checkpoints", "--keep", "1", "--json"])).stdout).removed, [
        one,
      ]);
      assert.equal((await done(dir, ["cleanup-checkpoints", "--keep", "1"])).stdout, "");
      assert.equal((await done(dir, ["cleanup-checkpoints", "--keep", "0"])).stdout, `${three}\n`);
      assert.deepEqual(JSON.parse((await done(dir, ["list-checkpoints", "--json"])).stdout).checkpoints, []);
      assert.deepEqual(Object.keys(await filesIn(dir)), [".devussy/.gitignore", ".devussy/runs.db"]);
    }),
});

Deno.test({
  name: "list-checkpoints and cleanup-checkpoints find nothing, and make nothing, where nothing is",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const { stdout, stderr } = await done(dir, ["list-checkpoints"]);
      assert.deepEqual([stdout, stderr], ["", 'no checkpoints in ".devussy"\n']);
      await done(dir, ["list-checkpoints", "--state-dir", "else/where"]);
      await done(dir, ["cleanup-checkpoints", "--keep", "3"]);
      assert.deepEqual([...Deno.readDirSync(dir)], []);
    }),
});

Deno.test({
  name: "list-checkpoints shows a run as running while its process holds the output folder",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const lock = await lockFolder(`${dir}/docs`, { command: "run-full-pipeline" });
      const [, , one = ""] = await fill(`${dir}/state`);
      const status = async () =>
        JSON.parse((await done(dir, ["list-checkpoints", "--state-dir", "state", "--json"])).stdout).checkpoints[2]
          .status;
      assert.equal(await status(), "running");
      const { stdout } = await done(dir, ["cleanup-checkpoints", "--keep", "0", "--state-dir", "state", "--json"]);
      assert.ok(!JSON.parse(stdout).removed.includes(one));
      lock.release();
    }),
});

/** A row about a folder without runs. */
const typed = (command: string, when: string, args: readonly string[], cause: RegExp, hint: RegExp): Failure => ({
  command,
  when,
  args,
  code: 2,
  cause,
  hint,
});

const failures: readonly Failure[] = [
  typed("show-checkpoint", "there is no id", [], /expected ID, got nothing/, /show-checkpoint ID/),
  typed("delete-checkpoint", "there is no id", [], /expected ID, got nothing/, /delete-checkpoint ID/),
  typed("delete-checkpoint", "the id is empty", [""], /expected ID, got nothing/, /list-checkpoints/),
  typed("delete-checkpoint", "there are two ids", ["run-a", "run-b"], /"run-b".*at most 1 word/, /--help/),
  typed("list-checkpoints", "there is an id", ["run-a"], /"run-a".*only options/, /--help/),
  typed("show-checkpoint", "nothing is stored", ["run-abcd2345"], /"\.devussy" holds none/, /--state-dir/),
  typed("delete-checkpoint", "the id is a path", ["../../etc"], /"\.\.\/\.\.\/etc"/, /list-checkpoints/),
  typed("delete-checkpoint", "the id controls the terminal", ["\x1b[2Jx"], /the checkpoint "x"/, /./),
  typed("cleanup-checkpoints", "--keep is missing", [], /--keep is missing/, /--keep 5/),
  ...["-1", "x", "10001", "", "1.5", "1e3", "99999999999999999999"].map((value) =>
    typed("cleanup-checkpoints", `--keep is ${value || "empty"}`, ["--keep", value], /from 0 to 10000/, /--keep 5/)
  ),
  typed("cleanup-checkpoints", "--keep has no value", ["--keep"], /got nothing/, /--keep=/),
  typed("list-checkpoints", "--state-dir is empty", ["--state-dir", ""], /--state-dir.*got nothing/, /default/),
  typed("list-checkpoints", "--state-dir is no path", ["--state-dir", "a\nb"], /control characters/, /default/),
  typed("list-checkpoints", "an option is mistyped", ["--state-dri", "x"], /"--state-dri"/, /mean "--state-dir"/),
  {
    ...typed("list-checkpoints", "the state folder is a file", [], /a file stands/, /--state-dir/),
    code: 6,
    files: { ".devussy": "mine" },
  },
  {
    ...typed("list-checkpoints", "it may not read the state folder", [], /permission/, /--allow-read/),
    code: 6,
    flags: (dir) => [`--allow-read=${dir}/else`],
    files: { ".devussy/x": "mine" },
  },
  {
    ...typed("cleanup-checkpoints", "the database is a link", ["--keep", "0"], /symbolic link/, /--state-dir/),
    code: 6,
    prepare: async (dir) => {
      await fill(`${dir}/outside`);
      await Deno.mkdir(`${dir}/.devussy`);
      await Deno.symlink("../outside/runs.db", `${dir}/.devussy/runs.db`);
    },
  },
  {
    ...typed("delete-checkpoint", "another program's file stands there", ["x"], /another program/, /--state-dir/),
    code: 6,
    prepare: async (dir) => {
      await fill(`${dir}/.devussy`);
      using file = await Deno.open(`${dir}/.devussy/runs.db`, { write: true });
      await file.seek(68, Deno.SeekMode.Start);
      await file.write(new Uint8Array([0, 0, 0, 1]));
    },
  },
];
for (const failure of failures) testFailure(failure);

Deno.test({
  name: "a damaged database is put aside once, and the same command again begins with an empty one",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const content = "mine ".repeat(2000);
      await write(dir, { ".devussy/runs.db": content });
      const result = await run(dir, ["list-checkpoints", "--json"]);
      assertFailure(result, { code: 6, cause: /damaged.*kept as/, hint: /same command again/ }, true);
      await assertFiles(dir, { ".devussy/runs.db.damaged-1": content });
      await done(dir, ["list-checkpoints"]);
      await assertFiles(dir, { ".devussy/runs.db.damaged-1": content });
    }),
});

const isFull = (error: unknown): boolean => {
  assert.ok(error instanceof StoreError, String(error));
  assert.match(error.message, /"[^"]+disk[^"]*": no space is left on the disk/);
  assert.match(error.hint, /Free some space/);
  return true;
};

for (const kilobytes of [8, 24, 60, 100, 200, 400]) {
  testOnDisk(
    `a disk of ${kilobytes} KB that fills up ends a run with exit 6, and what was stored before is there`,
    `size=${kilobytes}k`,
    async (dir) => {
      const stored: string[] = [];
      const fillUp = () =>
        withRuns(`${dir}/disk/state`, (runs) => {
          const run = runs.begin(startOf("one"));
          try {
            for (let number = 0;; number++) {
              const key = `k${number}`;
              run.asked(callOf(key));
              run.answered(key, answerOf(key, { text: `${key} `.repeat(500) }), 1);
              stored.push(key);
            }
          } finally {
            for (const key of stored) assert.equal(run.find(key)?.text, `${key} `.repeat(500));
          }
        });
      await assert.rejects(fillUp(), isFull);
      if (kilobytes >= 200) assert.ok(stored.length > 3, `only ${stored.length} answers`);
      // More space, and all goes on.
      remount(`${dir}/disk`, "size=4m");
      await withRuns(`${dir}/disk/state`, (runs) => {
        const run = runs.begin(startOf("one"));
        for (const key of stored) assert.equal(run.find(key)?.text, `${key} `.repeat(500));
        run.asked(callOf("more"));
        run.answered("more", answerOf("more"), 1);
        assert.deepEqual(run.find("more"), answerOf("more"));
      });
      assert.deepEqual(Object.keys(await filesIn(`${dir}/disk`)), ["state/.gitignore", "state/runs.db"]);
    },
  );
}

testOnDisk("a read-only disk ends a run before it begins", "size=1m", async (dir) => {
  await fill(`${dir}/disk/state`);
  remount(`${dir}/disk`, "ro");
  for (const state of ["state", "new"]) {
    await assert.rejects(
      withRuns(`${dir}/disk/${state}`, (runs) => runs.begin(startOf("one"))),
      (error: unknown) => {
        assert.ok(error instanceof StoreError, String(error));
        assert.match(`${error.message} ${error.hint}`, /read-only.*--state-dir|does not open it.*--state-dir/);
        return true;
      },
    );
  }
});
