import assert from "node:assert/strict";
import { StoreError } from "../../../src/errors.ts";
import { digest } from "../../../src/store/digests.ts";
import { changeFiles, isUnfinished, recoverFiles, StaleFile } from "../../../src/store/transaction.ts";

/** Runs a test in a folder of its own. */
async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "devussy-" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const read = (folder: string) =>
  Object.fromEntries(
    [...Deno.readDirSync(folder)].map((
      { name, isFile },
    ) => [name, isFile && Deno.readTextFileSync(`${folder}/${name}`)])
      .sort(),
  );

const NEW = { from: undefined };

Deno.test("changeFiles() writes and removes, and leaves nothing else behind", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/phase2.md`, "old");
    Deno.writeTextFileSync(`${folder}/notes.txt`, "mine");
    await changeFiles(folder, [
      { name: "devplan.md", text: "a", ...NEW },
      { name: "phase2.md", from: "old" },
      { name: "plan.json", text: "{}", ...NEW },
    ]);
    assert.deepEqual(read(folder), { "devplan.md": "a", "notes.txt": "mine", "plan.json": "{}" });
    await changeFiles(folder, []);
    assert.equal(isUnfinished(folder), false);
  }));

Deno.test("changeFiles() changes nothing where one file cannot be written, it is stopped, or somebody has changed a file", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/devplan.md`, "old");
    Deno.mkdirSync(`${folder}/plan.json`);
    const changes = [{ name: "devplan.md", text: "new", from: "old" }, { name: "plan.json", text: "{}", ...NEW }];
    await assert.rejects(changeFiles(folder, changes), StoreError);
    assert.deepEqual(read(folder), { "devplan.md": "old", "plan.json": false });
    Deno.removeSync(`${folder}/plan.json`);
    await assert.rejects(changeFiles(folder, changes, AbortSignal.abort()), { name: "AbortError" });
    Deno.writeTextFileSync(`${folder}/devplan.md`, "old, and more");
    await assert.rejects(changeFiles(folder, changes), StaleFile);
    Deno.removeSync(`${folder}/devplan.md`);
    await assert.rejects(changeFiles(folder, changes), StaleFile);
    assert.deepEqual(read(folder), {});
    Deno.writeTextFileSync(`${folder}/devplan.md`, "old");
    Deno.writeFileSync(`${folder}/plan.json`, Uint8Array.of(0x7b, 0xe9, 0x7d));
    await assert.rejects(changeFiles(folder, changes), /not UTF-8/);
    Deno.removeSync(`${folder}/plan.json`);
    Deno.symlinkSync("elsewhere", `${folder}/plan.json`);
    await assert.rejects(changeFiles(folder, changes), /symbolic link/);
    assert.deepEqual(read(folder), { "devplan.md": "old", "plan.json": false });
  }));

const NAMES = ["plan.json", "devplan.md", "phase1.md"];

/** A change of all files that was broken off when so many of them had their new texts. */
async function breakOff(folder: string, renamed: number): Promise<void> {
  const old = await digest("old");
  const files = NAMES.map((name) => ({ name, staged: `${name}.0123abcd.tmp`, old }));
  for (const [at, { name, staged }] of files.entries()) {
    Deno.writeTextFileSync(`${folder}/${name}`, at < renamed ? "new" : "old");
    if (at >= renamed) Deno.writeTextFileSync(`${folder}/${staged}`, "new");
  }
  Deno.writeTextFileSync(`${folder}/phase2.md`, "old");
  Deno.writeTextFileSync(
    `${folder}/.devussy.commit`,
    JSON.stringify({ files: [...files, { name: "phase2.md", old }] }),
  );
}

Deno.test("recoverFiles() finishes a change that was broken off at any place, and takes away one that had only begun", () =>
  inFolder(async (folder) => {
    for (let renamed = 0; renamed <= NAMES.length; renamed++) {
      await breakOff(folder, renamed);
      assert.equal(isUnfinished(folder), true);
      await recoverFiles(folder);
      await recoverFiles(folder);
      assert.deepEqual(read(folder), { "devplan.md": "new", "phase1.md": "new", "plan.json": "new" }, String(renamed));
    }
    for (const name of [...NAMES, ".devussy.commit"]) Deno.writeTextFileSync(`${folder}/${name}.0123abcd.tmp`, "begun");
    Deno.writeTextFileSync(`${folder}/mine.0123abcd.tmp`, "mine");
    await recoverFiles(folder);
    assert.deepEqual(Object.keys(read(folder)), ["devplan.md", "mine.0123abcd.tmp", "phase1.md", "plan.json"]);
  }));

Deno.test("recoverFiles() keeps what somebody wrote after the crash", () =>
  inFolder(async (folder) => {
    await breakOff(folder, 1);
    Deno.writeTextFileSync(`${folder}/phase1.md`, "old, and more");
    Deno.writeTextFileSync(`${folder}/phase2.md`, "old, and more");
    await recoverFiles(folder);
    assert.deepEqual(read(folder), {
      "devplan.md": "new",
      "phase1.md": "old, and more",
      "phase1.md.new": "new",
      "phase2.md": "old, and more",
      "plan.json": "new",
    });
  }));

Deno.test("recoverFiles() touches nothing that is not ours, whatever a list says", () =>
  inFolder(async (folder) => {
    Deno.mkdirSync(`${folder}/out`);
    const mine = { "notes.md": "mine", "notes.md.0123abcd.tmp": "mine", "plan.json": "{}" };
    for (const [name, text] of Object.entries(mine)) Deno.writeTextFileSync(`${folder}/out/${name}`, text);
    Deno.writeTextFileSync(`${folder}/plan.json.0123abcd.tmp`, "outside");
    const lists = [
      JSON.stringify({
        files: [
          { name: "plan.json", staged: "../plan.json.0123abcd.tmp" },
          { name: "notes.md", staged: "notes.md.0123abcd.tmp", old: await digest("mine") },
          { name: "notes.md", old: await digest("mine") },
          { name: "plan.json", old: await digest("{}") },
          { name: "../x" },
        ],
      }),
      JSON.stringify({ files: [1, null, {}, "x", { name: "plan.json", staged: 7 }] }),
      JSON.stringify({ files: "plan.json" }),
      "null",
      "{",
      "[]",
      "",
    ];
    for (const list of lists) {
      Deno.writeTextFileSync(`${folder}/out/.devussy.commit`, list);
      await recoverFiles(`${folder}/out`);
      assert.deepEqual(read(`${folder}/out`), mine, list);
      assert.equal(Deno.readTextFileSync(`${folder}/plan.json.0123abcd.tmp`), "outside");
    }
    Deno.symlinkSync("/etc/hostname", `${folder}/out/.devussy.commit`);
    await assert.rejects(recoverFiles(`${folder}/out`), StoreError);
  }));
