import assert from "node:assert/strict";
import { LIMITS } from "../../../../src/store/repo/limits.ts";
import { scanRepo } from "../../../../src/store/repo/scan.ts";
import { inFolder } from "../folder.ts";
import { empty, inProject, makeFiles } from "./tree.ts";

const numbered = (count: number, name: (at: string) => string) =>
  Array.from({ length: count }, (_, at) => name(String(at).padStart(5, "0")));

Deno.test("scanRepo() looks at 20,000 of 22,000 files, tells 2,000, and has the manifests of the top", async () => {
  await inProject({ "package.json": "{}", ".gitignore": "*.log\n" }, async (dir) => {
    Deno.mkdirSync(`${dir}/aaa/src`, { recursive: true });
    Deno.writeTextFileSync(`${dir}/aaa/src/main.ts`, "");
    for (const name of numbered(22_000, (at) => `f${at}.txt`)) Deno.writeTextFileSync(`${dir}/${name}`, "");
    const found = await scanRepo(dir);
    assert.equal(found.files.length, LIMITS.kept);
    assert.ok(found.files.includes("package.json") && found.files.includes("f00000.txt"));
    assert.deepEqual(Object.keys(found.manifests), ["package.json"]);
    assert.deepEqual(found.notes, ["it has more than 20000 entries: the rest was not looked at"]);
    // The folder is no file.
    assert.equal(found.omitted, LIMITS.looked - 1 - LIMITS.kept);
  });
});

Deno.test("scanRepo() tells some of each folder before all of one", async () => {
  const data = numbered(3_000, (at) => `a/data/${at}.csv`);
  await inProject(empty(...data, "z/src/deep/main.ts"), async (dir) => {
    const { files, omitted } = await scanRepo(dir);
    assert.equal(files.length, 2_000);
    assert.equal(omitted, 1_001);
    assert.ok(files.includes("z/src/deep/main.ts"));
    assert.deepEqual(files, files.toSorted());
  });
});

Deno.test("scanRepo() goes twenty folders deep", async () => {
  const deep = (depth: number) => `${"d/".repeat(depth)}x`;
  await inProject(empty(deep(0), deep(19), deep(20), deep(60)), async (dir) => {
    const found = await scanRepo(dir);
    assert.deepEqual(found.files, [deep(19), deep(0)].toSorted());
    assert.deepEqual(found.notes, ["1 below more than 20 folders were left out"]);
  });
});

Deno.test("scanRepo() follows the first 256 KB of a .gitignore, whatever it holds", async () => {
  const line = "*a*a*a*(a+)+$*b\n";
  const rules = `/left/\n${line.repeat(5 * 1024 * 1024 / line.length)}/right/\n`;
  await inProject({ ".gitignore": rules, ...empty("left/x", "right/x", "a".repeat(200)) }, async (dir) => {
    const found = await scanRepo(dir);
    assert.deepEqual(found.notes.at(-1), '".gitignore" is larger than 256 KB: the rest of it is not followed');
    assert.ok(!found.files.includes("left/x"));
    // The line that was cut may have meant anything.
    await makeFiles(dir, { "cut/.gitignore": `${"#".repeat(LIMITS.bytes - 3)}\n/x-and-more\n`, "cut/x": "" });
    assert.ok((await scanRepo(`${dir}/cut`)).files.includes("x"));
    // Many such names use up what may be compared, instead of the user's time.
    await makeFiles(dir, empty(...numbered(500, (at) => `${at}${"a".repeat(200)}`)));
    const much = await scanRepo(dir);
    assert.equal(much.notes[0], "its .gitignore files take too long: the rest was not looked at");
  });
});

Deno.test("scanRepo() reads at most 4 MB of .gitignore files", async () => {
  const rules = "#".repeat(200 * 1024);
  const files = numbered(24, (at) => `d${at}/.gitignore`);
  await inProject(Object.fromEntries(files.map((path) => [path, rules])), async (dir) => {
    const found = await scanRepo(dir);
    assert.equal(found.files.length, 24);
    assert.deepEqual(found.notes, ["3 .gitignore files were not read, since the others are large"]);
  });
});

Deno.test("scanRepo() reads fifty manifests, none that is too large or no text", async () => {
  await inFolder(async (dir) => {
    await makeFiles(dir, { "package.json": `{"x":"${"x".repeat(5 * 1024 * 1024)}"}`, "go.mod": "module\0x" });
    const big = await scanRepo(dir);
    assert.deepEqual(big.files, ["go.mod", "package.json"]);
    assert.deepEqual(big.manifests, {});
    assert.deepEqual(big.notes, [
      '"go.mod" was not read: it is no text',
      '"package.json" was not read: it is larger than 256 KB',
    ]);
  });
  const many = numbered(60, (at) => `packages/p${at}/package.json`);
  await inProject({ ...empty(...many), "packages/p00059/deep/go.mod": "", "package.json": "{}" }, async (dir) => {
    const { manifests, notes } = await scanRepo(dir);
    assert.equal(Object.keys(manifests).length, 50);
    assert.ok("package.json" in manifests && !("packages/p00059/deep/go.mod" in manifests));
    assert.deepEqual(notes, ["12 of 62 manifests were not read: the upper ones tell more"]);
  });
});
