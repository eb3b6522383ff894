import assert from "node:assert/strict";
import { StoreError } from "../../../src/errors.ts";
import { changeFiles, isUnfinished, recoverFiles } from "../../../src/store/transaction.ts";

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

Deno.test("changeFiles() writes and removes, and leaves nothing else behind", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/phase2.md`, "old");
    Deno.writeTextFileSync(`${folder}/notes.txt`, "mine");
    await changeFiles(folder, [{ name: "devplan.md", text: "a" }, { name: "phase2.md" }, {
      name: "plan.json",
      text: "{}",
    }]);
    assert.deepEqual(read(folder), { "devplan.md": "a", "notes.txt": "mine", "plan.json": "{}" });
    await changeFiles(folder, []);
    assert.equal(await isUnfinished(folder), false);
  }));

Deno.test("changeFiles() changes nothing where one file cannot be written, or it is stopped", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/devplan.md`, "old");
    Deno.mkdirSync(`${folder}/plan.json`);
    const changes = [{ name: "devplan.md", text: "new" }, { name: "plan.json", text: "{}" }];
    await assert.rejects(changeFiles(folder, changes), StoreError);
    assert.deepEqual(read(folder), { "devplan.md": "old", "plan.json": false });
    Deno.removeSync(`${folder}/plan.json`);
    await assert.rejects(changeFiles(folder, changes, AbortSignal.abort()), { name: "AbortError" });
    assert.deepEqual(read(folder), { "devplan.md": "old" });
    Deno.symlinkSync("elsewhere", `${folder}/plan.json`);
    await assert.rejects(changeFiles(folder, changes), /symbolic link/);
  }));

Deno.test("recoverFiles() finishes a change that was broken off at any place, and takes away one that had only begun", () =>
  inFolder(async (folder) => {
    const names = ["plan.json", "devplan.md", "phase1.md"];
    const from = names.map((name) => `${name}.0123abcd.tmp`);
    for (let renamed = 0; renamed <= names.length; renamed++) {
      for (const name of names) Deno.writeTextFileSync(`${folder}/${name}`, "old");
      Deno.writeTextFileSync(`${folder}/phase2.md`, "old");
      names.forEach((name, at) => Deno.writeTextFileSync(`${folder}/${at < renamed ? name : from[at]}`, "new"));
      Deno.writeTextFileSync(`${folder}/.devussy.commit`, JSON.stringify({ from, removed: ["phase2.md"] }));
      assert.equal(await isUnfinished(folder), true);
      await recoverFiles(folder);
      await recoverFiles(folder);
      assert.deepEqual(read(folder), { "devplan.md": "new", "phase1.md": "new", "plan.json": "new" }, String(renamed));
    }
    for (const name of [...from, ".devussy.commit.0123abcd.tmp"]) Deno.writeTextFileSync(`${folder}/${name}`, "begun");
    Deno.writeTextFileSync(`${folder}/mine.0123abcd.tmp`, "mine");
    await recoverFiles(folder);
    assert.deepEqual(Object.keys(read(folder)), ["devplan.md", "mine.0123abcd.tmp", "phase1.md", "plan.json"]);
  }));

Deno.test("recoverFiles() touches nothing that is not ours, whatever a list says", () =>
  inFolder(async (folder) => {
    Deno.mkdirSync(`${folder}/out`);
    const mine = { "notes.md": "mine", "notes.md.0123abcd.tmp": "mine", "plan.json": "{}" };
    for (const [name, text] of Object.entries(mine)) Deno.writeTextFileSync(`${folder}/out/${name}`, text);
    Deno.writeTextFileSync(`${folder}/plan.json.0123abcd.tmp`, "outside");
    const lists = [
      JSON.stringify({ from: ["../plan.json.0123abcd.tmp", "notes.md.0123abcd.tmp"], removed: ["notes.md", "../x"] }),
      JSON.stringify({ from: [1, null, {}], removed: "plan.json" }),
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
