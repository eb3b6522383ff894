import assert from "node:assert/strict";
import { StoreError, UsageError } from "../../../../src/errors.ts";
import { scanRepo } from "../../../../src/store/repo/scan.ts";
import { inFolder } from "../folder.ts";
import { empty, inProject, makeFiles } from "./tree.ts";

Deno.test("scanRepo() lists the files that are the project's own, sorted, and reads its manifests", async () => {
  await inProject({
    ...empty("src/main.go", "src/deep/a.go", "README.md", ".github/workflows/ci.yml", ".env.example", ".gitattributes"),
    ...empty("node_modules/x/index.js", "vendor/y/y.go", ".venv/bin/python", "a/__pycache__/b.pyc", ".devussy/runs.db"),
    ...empty("web/dist/app.js", "dist/keep.txt", "crate/target/out.rs", "target/keep.txt", "app/obj/x.cs", "bin/run"),
    ...empty("ignored.log", "logs/a.txt", "logs/keep.md", "sub/local.txt", "local.txt", "hidden/x"),
    "go.mod": "module example.com/x\n",
    "web/package.json": "{}",
    "crate/Cargo.toml": "[package]\n",
    "app/app.csproj": "<Project/>",
    ".gitignore": "*.log\n/logs/*\n!/logs/keep.md\n/local.txt\n",
    "sub/.gitignore": "!local.txt\n",
    ".git/info/exclude": "hidden/\n",
    ".git/HEAD": "ref: refs/heads/main\n",
  }, async (dir) => {
    const found = await scanRepo(dir);
    assert.deepEqual(found.files, [
      ".env.example",
      ".gitattributes",
      ".github/workflows/ci.yml",
      ".gitignore",
      "README.md",
      "app/app.csproj",
      "bin/run",
      "crate/Cargo.toml",
      "dist/keep.txt",
      "go.mod",
      "logs/keep.md",
      "src/deep/a.go",
      "src/main.go",
      "sub/.gitignore",
      "sub/local.txt",
      "target/keep.txt",
      "web/package.json",
    ]);
    assert.equal(found.omitted, 0);
    assert.deepEqual(found.notes, []);
    assert.deepEqual(found.manifests, {
      "go.mod": "module example.com/x\n",
      "app/app.csproj": "<Project/>",
      "crate/Cargo.toml": "[package]\n",
      "web/package.json": "{}",
    });
    assert.deepEqual((await scanRepo(`${dir}/`)).files, found.files);
  });
});

Deno.test("scanRepo() says what is wrong with the folder itself", async () => {
  await inProject(empty("file"), async (dir) => {
    const wrong = async (folder: string) =>
      await scanRepo(folder).then(() => assert.fail("no error"), (error: unknown) => error);
    for (
      const [folder, message] of [
        [`${dir}/gone`, `Cannot scan the project "${dir}/gone": there is no such folder`],
        [`${dir}/file`, `Cannot scan the project "${dir}/file": it is a file, expected a folder`],
        [`${dir}/file/x`, `Cannot scan the project "${dir}/file/x": it is a file, expected a folder`],
        ["", "Cannot scan the project: its path is empty"],
      ] as const
    ) {
      const error = await wrong(folder);
      assert.ok(error instanceof UsageError, folder);
      assert.equal(error.message, message);
      assert.equal(error.hint, "Give the root folder of the project that the work goes into.");
    }
    const long = await wrong(`${dir}/${"x".repeat(5000)}`);
    assert.ok(long instanceof StoreError);
    assert.match(long.message, /^Cannot scan the project /);
  });
});

Deno.test("scanRepo() stops when it is told to", async () => {
  await inProject(empty("a/b/c/d/e"), async (dir) => {
    const reason = new Error("enough");
    await assert.rejects(scanRepo(dir, { signal: AbortSignal.abort(reason) }), reason);
    const later = new AbortController();
    const scan = scanRepo(dir, { signal: later.signal });
    later.abort(reason);
    await assert.rejects(scan, reason);
  });
});

Deno.test("scanRepo() follows no link, and opens no pipe", async () => {
  await inFolder(async (outside) => {
    await makeFiles(outside, { "rules": "*.txt\n", "secret.json": "{}" });
    await inProject(empty("a/file.txt", ".git/HEAD"), async (dir) => {
      Deno.symlinkSync("..", `${dir}/a/loop`);
      Deno.symlinkSync("/etc", `${dir}/etc`);
      Deno.symlinkSync(`${outside}/secret.json`, `${dir}/package.json`);
      Deno.symlinkSync(`${outside}/rules`, `${dir}/.gitignore`);
      Deno.symlinkSync(outside, `${dir}/.git/info`);
      Deno.symlinkSync("nowhere", `${dir}/dangling`);
      await makeFiles(outside, { exclude: "*.txt" });
      // Whoever opened one of these would wait for ever.
      for (const pipe of ["deno.json", "a/.gitignore", "a/go.mod"]) {
        await new Deno.Command("mkfifo", { args: [`${dir}/${pipe}`] }).output();
      }
      // Nor is one that stands for the rules of this clone alone.
      await makeFiles(dir, empty("clone/.git/HEAD", "clone/.git/info/HEAD"));
      await new Deno.Command("mkfifo", { args: [`${dir}/clone/.git/info/exclude`] }).output();
      assert.deepEqual((await scanRepo(`${dir}/clone`)).files, []);
      const found = await scanRepo(dir);
      assert.deepEqual(found, { files: ["a/file.txt"], omitted: 0, manifests: {}, notes: [] });
      // The folder itself may be reached through one.
      Deno.symlinkSync(dir, `${outside}/project`);
      assert.deepEqual((await scanRepo(`${outside}/project`)).files, ["a/file.txt"]);
    });
  });
});

Deno.test("scanRepo() takes what vanishes meanwhile as not there", async () => {
  await inFolder(async (dir) => {
    for (let round = 0; round < 8; round++) {
      const files = Array.from({ length: 40 }, (_, at) => `d${at}/e/package.json`);
      await makeFiles(dir, { ...empty(...files), "keep.txt": "" });
      const scan = scanRepo(dir);
      for (let at = 39; at >= 0; at--) await Deno.remove(`${dir}/d${at}`, { recursive: true });
      assert.ok((await scan).files.includes("keep.txt"));
    }
  });
});

Deno.test("scanRepo() leaves out names that could harm whoever reads the plan", async () => {
  const names = [
    "new\nline",
    "\x1b[31mred",
    "\u202efdp.exe",
    "a`b`",
    "zero\u200bwidth",
    "end.",
    "c:x",
    "a|b",
    "x".repeat(250),
  ];
  await inProject({ ...empty("good.ts", "[slug]/(group)/page é.tsx"), ...empty(...names) }, async (dir) => {
    await makeFiles(dir, empty("ev\u2028il/inside.ts", "back\\slash/x", "..hidden/y"));
    const found = await scanRepo(dir);
    assert.deepEqual(found.files, ["..hidden/y", "[slug]/(group)/page é.tsx", "good.ts"]);
    assert.deepEqual(found.notes, [`${names.length + 2} with unusual characters or very long paths were left out`]);
  });
});
