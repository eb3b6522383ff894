import assert from "node:assert/strict";
import { StoreError } from "../../../src/errors.ts";
import { findFile, replaceFile } from "../../../src/store/marked_file.ts";

Deno.test("replaceFile() does not write over what somebody has changed since, nor take it away", async () => {
  const dir = await Deno.makeTempDir({ prefix: "devussy-" });
  try {
    const path = `${dir}/AGENTS.md`;
    await Deno.writeTextFile(path, "# Mine\n");
    const found = await findFile(path);
    await Deno.writeTextFile(path, "# Mine, longer\n");
    for (const text of ["# Ours\n", undefined]) {
      await assert.rejects(replaceFile(path, found, text), (error) => {
        assert.ok(error instanceof StoreError);
        return /somebody else has changed it/.test(error.message) && /again/.test(error.hint);
      });
      assert.equal(await Deno.readTextFile(path), "# Mine, longer\n");
    }
    assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name), ["AGENTS.md"]);
    await replaceFile(path, await findFile(path), undefined);
    assert.deepEqual(await findFile(path), { text: undefined });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
