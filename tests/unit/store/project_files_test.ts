import assert from "node:assert/strict";
import { findFiles } from "../../../src/store/project_files.ts";

const create = (path: string) => ({ path, action: "create" as const });

Deno.test("findFiles() tells what is missing, left over or outside, and knows contents by their digest", async () => {
  const root = await Deno.makeTempDir({ prefix: "devussy-" });
  try {
    Deno.mkdirSync(`${root}/src/deep`, { recursive: true });
    Deno.writeTextFileSync(`${root}/src/a.ts`, "one");
    Deno.symlinkSync("/etc/hostname", `${root}/src/link.ts`);
    const wrong = async (...deliverables: Parameters<typeof findFiles>[1]) =>
      (await findFiles(root, deliverables)).wrong;
    assert.deepEqual(await wrong(create("src/a.ts"), create("src/"), create("src/deep/")), []);
    assert.deepEqual(await wrong(create("src/deep")), ["src/deep is a folder, expected a file"]);
    assert.deepEqual(await wrong({ path: "src/deep", action: "delete" }), ["src/deep is still there"]);
    assert.deepEqual(await wrong({ path: "src/b.ts", action: "modify" }), ["src/b.ts is not there"]);
    assert.deepEqual(await wrong(create("src/a.ts/b.ts")), ["src/a.ts/b.ts is not there"]);
    assert.deepEqual(await wrong({ path: "src/b.ts", action: "delete" }), []);
    assert.deepEqual(await wrong({ path: "src/a.ts", action: "delete" }), ["src/a.ts is still there"]);
    assert.deepEqual(await wrong(create("src/a.ts/")), ["src/a.ts/ is no folder"]);
    for (const path of ["../x", "/etc/hostname", "src/link.ts", "C:\\x", "~/x"]) {
      assert.deepEqual(await wrong(create(path)), [`${path} leads out of the project`], path);
    }
    const digest = async () => (await findFiles(root, [create("src/a.ts"), create("src/")])).sha256;
    const first = await digest();
    assert.match(first, /^[0-9a-f]{64}$/);
    assert.equal(await digest(), first);
    Deno.writeTextFileSync(`${root}/src/a.ts`, "two");
    assert.notEqual(await digest(), first);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
