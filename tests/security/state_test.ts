/** What came with a project in the place of our own records: stored runs, a lock, a change that was broken off. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type HttpProvider, providers } from "../../mod.ts";
import { CLI, inFolder, SMALL, TIMEOUT } from "../integration/cli_harness.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { noTerminal } from "../terminal.ts";
import { assertClean, assertCleanView, CODES } from "./harmless.ts";
import { runOnTerminal } from "./on_terminal.ts";
import { assertInside, inSandbox, KEY, SECRET } from "./sandbox.ts";

const RUN = ["run-full-pipeline", ...SMALL];
const memory = await memorize({
  name: "URL shortener",
  languages: ["Go"],
  requirements: "Shorten links. Count clicks.",
});

Deno.test({
  name: "stored runs that name paths and hold escape sequences lead nowhere, are shown as text, and are asked for anew",
  timeout: TIMEOUT,
  fn: async () => {
    await using model = serveScripted(
      providers["openai"] as HttpProvider,
      memory,
      ({ right }) => JSON.stringify(right),
    );
    await inSandbox({}, async (sandbox) => {
      const env = { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: model.origin };
      const first = await sandbox.run([...RUN, "--provider", "openai"], { env });
      assert.equal(first.code, 0, first.stderr);
      const store = await Deno.readFile(`${sandbox.dir}/.devussy/runs.db`);
      assert.ok(!new TextDecoder("latin1").decode(store).includes(KEY), "no key is stored");
      const [{ stdout: id }] = [await sandbox.run(["list-checkpoints"], { env })];
      const [run = ""] = /run-\w{8}/.exec(id) ?? [];
      using db = new DatabaseSync(`${sandbox.dir}/.devussy/runs.db`);
      db.prepare("UPDATE runs SET output_dir = ?, project = ?, command = ?, note = ?").run(
        `${sandbox.root}/neighbour/../home`,
        `../../neighbour ${CODES}`,
        CODES,
        CODES,
      );
      db.prepare("UPDATE calls SET label = ?, stage = ?, provider = ?, completion = ?").run(
        `../../../neighbour/plan ${CODES}`,
        CODES,
        `../${CODES}`,
        JSON.stringify({ text: "owned", __proto__: { polluted: 1 } }),
      );
      db.close();
      for (const args of [["list-checkpoints"], ["show-checkpoint", run]]) {
        const traces = await sandbox.run(args, { env });
        assertInside(sandbox, traces, /^project\/\.devussy\//);
        assertClean(traces.stdout + traces.stderr);
      }
      const before = model.received.length;
      const again = await sandbox.run([...RUN, "--provider", "openai", "--force"], { env });
      assert.equal(again.code, 0, again.stderr);
      assertInside(sandbox, again, /^project\/(?:docs|\.devussy)\//);
      assert.ok(model.received.length > before, "what is damaged is asked for again");
      assert.ok(!(await Deno.readTextFile(`${sandbox.dir}/docs/plan.json`)).includes("owned"));
      const removed = await sandbox.run(["delete-checkpoint", run], { env });
      assert.equal(removed.code, 0, removed.stderr);
      assertInside(sandbox, removed, /^project\/\.devussy\//);
    });
  },
});

Deno.test({
  name: "a runs.db of 2 GB, of another program, or with views and triggers of its own is left alone with exit code 6",
  timeout: TIMEOUT,
  fn: async () => {
    const databases: readonly (readonly [what: string, make: (path: string) => void, error: RegExp])[] = [
      ["2 GB", (path) => Deno.truncateSync(path, 2 * 1024 ** 3), /expected at most 1 GB/],
      ["another program's", (path) => {
        using db = new DatabaseSync(path);
        db.exec("CREATE TABLE secrets (a); INSERT INTO secrets VALUES (1)");
      }, /a database of another program/],
      ["with a trigger", (path) => {
        using db = new DatabaseSync(path);
        db.exec("CREATE TABLE runs (a); CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END");
      }, /a database of another program/],
    ];
    for (const [what, make, error] of databases) {
      // It is too large to be compared: the command is started by hand.
      await inFolder(async (dir) => {
        await Deno.mkdir(`${dir}/.devussy`);
        await Deno.create(`${dir}/.devussy/runs.db`).then((file) => file.close());
        make(`${dir}/.devussy/runs.db`);
        const { size, mtime } = await Deno.stat(`${dir}/.devussy/runs.db`);
        const { code, stderr } = await new Deno.Command(Deno.execPath(), {
          args: [
            "run",
            "--no-prompt",
            `--allow-read=${dir}`,
            `--allow-write=${dir}`,
            "--allow-env",
            CLI,
            ...RUN,
            "--provider",
            "ollama",
          ],
          cwd: dir,
          env: { OLLAMA_API_BASE_URL: "http://127.0.0.1:65000" },
        }).output();
        assert.equal(code, 6, `${what}: ${new TextDecoder().decode(stderr)}`);
        assert.match(new TextDecoder().decode(stderr), error, what);
        const now = await Deno.stat(`${dir}/.devussy/runs.db`);
        assert.deepEqual([now.size, now.mtime], [size, mtime], what);
      });
    }
  },
});

Deno.test({
  name: "a list of a broken-off change that names other files changes none of them",
  timeout: TIMEOUT,
  fn: () =>
    inSandbox({}, async (sandbox) => {
      assert.equal((await sandbox.run([...RUN, "--provider", "offline"])).code, 0);
      const names = ["../../neighbour/plan.json", "/etc/hostname", "../.env", "notes.md", "..", ""];
      const list = {
        files: [
          ...names.map((name) => ({ name })),
          ...names.map((name) => ({ name, staged: `${name}.0a1b2c3d.tmp` })),
          { name: "phase1.md", staged: "../../neighbour/plan.json" },
          { name: "plan.json", staged: "../../neighbour/plan.json.0a1b2c3d.tmp" },
          { name: "phase2.md", old: "0".repeat(64) },
          { __proto__: null },
          null,
        ],
      };
      await Deno.writeTextFile(`${sandbox.dir}/.env`, "# mine\n");
      await Deno.writeTextFile(`${sandbox.dir}/docs/notes.md`, "mine\n");
      await Deno.writeTextFile(`${sandbox.dir}/docs/.devussy.commit`, JSON.stringify(list));
      const traces = await sandbox.run(["start", "1.1"]);
      assert.equal(traces.code, 0, traces.stderr);
      assertInside(
        sandbox,
        traces,
        /^project\/docs\/(?:devplan|phase1|handoff_prompt|plan)\.(?:md|json)$|^project\/docs\/\.devussy\.commit$/,
      );
      assert.equal(await Deno.readTextFile(`${sandbox.dir}/docs/notes.md`), "mine\n");
    }),
});

Deno.test({
  name: "whoever holds the folder under a hostile name is told of as text, with exit code 7",
  timeout: TIMEOUT,
  fn: () =>
    inSandbox({ "docs/.devussy.lock": "" }, async (sandbox) => {
      using file = await Deno.open(`${sandbox.dir}/docs/.devussy.lock`, { read: true, write: true });
      await file.lock(true);
      await file.write(new TextEncoder().encode(JSON.stringify({ pid: 1, startedAt: CODES, command: `rm ${CODES}` })));
      const traces = await sandbox.run([...RUN, "--provider", "offline"]);
      assert.equal(traces.code, 7, traces.stderr);
      assertInside(sandbox, traces, /^$/);
      assertClean(traces.stderr);
    }),
});

Deno.test({
  name: "a stored interview that names a file of the user's does not get it, and its questions control no terminal",
  ignore: noTerminal !== "",
  timeout: TIMEOUT,
  fn: () =>
    inSandbox({}, async ({ root, dir, env, trap }) => {
      const path = `${dir}/.devussy/interview.json`;
      const stored = {
        schemaVersion: 1,
        state: "open",
        name: "Notes",
        answers: [{ id: "requirements", question: `What? ${CODES}`, answer: `Users write notes. ${CODES}` }],
        draft: { id: "languages", lines: [CODES] },
        followUps: { author: "offline", questions: [{ text: `Which? ${CODES}`, why: CODES, suggestion: CODES }] },
      };
      const interview = async () => {
        // The end of what is typed.
        const result = await runOnTerminal(dir, ["interactive", "--no-detect"], env, "\x04");
        assertCleanView(result.screen);
        assert.ok(!result.screen.includes(SECRET), result.screen);
        return result;
      };
      await Deno.mkdir(`${dir}/.devussy`);
      for (
        const brief of ["../home/.ssh/id_ed25519", `${root}/neighbour/plan.json`, "docs/../../neighbour/plan.json"]
      ) {
        await Deno.writeTextFile(path, JSON.stringify({ ...stored, brief }));
        const { code, screen } = await interview();
        assert.equal(code, 2, screen);
        assert.match(screen, /Cannot read the brief ".*": a stored file names it, and it lies outside the project/);
      }
      await Deno.mkdir(`${dir}/secrets`);
      await Deno.writeTextFile(`${dir}/secrets/notes.md`, SECRET);
      await Deno.symlink("secrets", `${dir}/texts`);
      for (const brief of [".env", "./.env", ".git/config", "secrets/notes.md", "texts/notes.md"]) {
        await Deno.writeTextFile(path, JSON.stringify({ ...stored, brief }));
        const { code, screen } = await interview();
        assert.equal(code, 2, screen);
        assert.match(screen, /Cannot read the brief ".*": a stored file names it, and it is one where keys are kept/);
      }
      await Deno.writeTextFile(path, JSON.stringify(stored));
      assert.match((await interview()).screen, /going on with the interview about "Notes"/);
      for (const text of ["{", "x".repeat(5_000_000), JSON.stringify({ ...stored, __proto__: null, evil: 1 })]) {
        await Deno.writeTextFile(path, text);
        assert.match((await interview()).screen, /the stored interview cannot be read; it is kept as .*\.bad/);
      }
      await Deno.remove(path);
      await Deno.symlink(`${root}/home/.ssh/id_ed25519`, path);
      const linked = await interview();
      assert.equal(linked.code, 6, linked.screen);
      assert.match(linked.screen, /it is a symbolic link/);
      assert.equal(await Deno.readTextFile(`${root}/home/.ssh/id_ed25519`), SECRET);
      assert.equal(trap.received.length, 0);
    }),
});
