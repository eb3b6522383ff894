import assert from "node:assert/strict";
import { assertFailure, assertFiles, done, filesIn, inFolder, run, SMALL, TIMEOUT, write } from "./cli_harness.ts";

const ROOT = new URL("../../", import.meta.url);
const FILES = ["config/config.yaml", ".env.example"];

Deno.test({
  name: "init writes both files, which are devussy's own, and they can be used as they are",
  timeout: TIMEOUT,
}, () =>
  inFolder(async (dir) => {
    const { stdout } = await done(dir, ["init"]);
    assert.deepEqual(stdout.trim().split("\n"), FILES);
    const expected = await Promise.all(FILES.map(async (path) => [path, await Deno.readTextFile(new URL(path, ROOT))]));
    const found = await filesIn(dir);
    for (const [path = "", text = ""] of expected) {
      assert.equal(found[path], new TextDecoder("latin1").decode(new TextEncoder().encode(text)));
    }
    await done(dir, ["config"]);
    await done(dir, ["run-full-pipeline", ...SMALL, "--no-detect"]);
  }));

Deno.test(
  { name: "init never writes over a file, and says which it left", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, { "config/config.yaml": "mine\n" });
      const { stdout, stderr } = await done(dir, ["init", "--json"]);
      assert.deepEqual(JSON.parse(stdout), {
        schemaVersion: 1,
        written: [".env.example"],
        kept: ["config/config.yaml"],
      });
      assert.match(stderr, /"config\/config\.yaml" is there already/);
      const before = await filesIn(dir);
      assert.equal(before["config/config.yaml"], "mine\n");
      assert.equal((await done(dir, ["init"])).stdout, "");
      await assertFiles(dir, before);
    }),
);

Deno.test(
  { name: "init does not write through a link", ignore: Deno.build.os === "windows", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await Deno.mkdir(`${dir}/project`);
      await Deno.symlink("../elsewhere", `${dir}/project/.env.example`);
      await done(`${dir}/project`, ["init"], { flags: [`--allow-read=${dir}`, `--allow-write=${dir}`] });
      assert.deepEqual(Object.keys(await filesIn(dir)), ["project/.env.example", "project/config/config.yaml"]);
    }),
);

const failures: readonly [
  when: string,
  files: Record<string, string>,
  flags: (dir: string) => string[],
  cause: RegExp,
][] = [
  [
    "config is a file",
    { config: "" },
    (dir) => [`--allow-read=${dir}`, `--allow-write=${dir}`],
    /config\.yaml": a file stands/,
  ],
  ["nothing may be written", {}, (dir) => [`--allow-read=${dir}`], /config\/config\.yaml": .*no permission/],
  [
    "one may not be written",
    {},
    (dir) => [`--allow-read=${dir}`, "--allow-write=config"],
    /\.env\.example": .*no permission/,
  ],
];
for (const [when, files, flags, cause] of failures) {
  Deno.test(
    { name: `init exits 6 and leaves nothing behind when ${when}`, timeout: TIMEOUT },
    () =>
      inFolder(async (dir) => {
        await write(dir, files);
        for (const json of [false, true]) {
          const result = await run(dir, ["init", ...(json ? ["--json"] : [])], { flags: flags(dir) });
          assertFailure(result, { code: 6, cause, hint: /./ }, json);
          assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name), Object.keys(files));
        }
      }),
  );
}
