import assert from "node:assert/strict";
import { inFolder, write } from "../integration/cli_harness.ts";
import { binaryOf, TARGETS } from "../tools/release/compile.ts";
import { problemsOf, readCompiled } from "../tools/release/compiled.ts";
import { flagsOf, permissions } from "../tools/release/permissions.ts";
import { ReleaseError, ROOT, runProgram } from "../tools/release/tool.ts";

const ignore = Deno.build.os !== "linux";

/** Runs the tool as `deno task compile` does. */
function compile(args: readonly string[], env: Record<string, string> = {}) {
  const flags = ["--no-prompt", "--allow-read", "--allow-write", "--allow-run"];
  return runProgram(Deno.execPath(), ["run", ...flags, "tests/tools/release/compile.ts", ...args], { env });
}

/** Compiles a module onto a stand-in, as the tool does, with flags of one's own, and reads what is in it. */
async function compiled(dir: string, flags: readonly string[]) {
  const { code, stderr } = await runProgram(
    Deno.execPath(),
    ["compile", "--no-config", "--no-lock", ...flags, "--output", "plan", "devussy.js"],
    { cwd: dir, env: { DENORT_BIN: "/bin/true" } },
  );
  assert.equal(code, 0, stderr);
  return readCompiled(await Deno.readFile(`${dir}/plan`), "plan");
}

Deno.test({
  name: "compile --plan verifies what would be embedded, and makes no binary",
  ignore,
  fn: () =>
    inFolder(async (dir) => {
      const { code, stderr } = await compile(["--plan", "--output-dir", dir]);
      assert.equal(code, 0, stderr);
      assert.match(
        stderr,
        /^verified: the compile plan: devussy\.js alone is embedded \(\d\.\d MB\), nothing of the environment/m,
      );
      assert.match(stderr, /the permissions are --allow-read=\. --allow-write=\. --allow-net=api\.openai\.com:443,/);
      assert.match(stderr, /^no binary was made \(--plan\)/m);
      assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name).sort(), [
        "THIRD_PARTY_LICENSES.txt",
        "devussy.js",
      ]);
      const licenses = await Deno.readTextFile(`${dir}/THIRD_PARTY_LICENSES.txt`);
      for (const path of Deno.readDirSync(`${ROOT}src/packages`)) {
        const [, name, version] = /"npm:(.+)@([\d.]+)(?:\/\w+)?"/.exec(
          await Deno.readTextFile(`${ROOT}src/packages/${path.name}`),
        ) ?? [];
        assert.ok(licenses.includes(`${name} ${version}\n\n`), `${name} ${version}`);
      }
      assert.doesNotMatch(licenses, /fast-check|playwright/);
    }),
});

Deno.test({
  name:
    "compile exits 1 where there is no runtime: the plan is verified, what is missing is told, nothing is left half made",
  ignore,
  fn: () =>
    inFolder(async (dir) => {
      const args = ["--target", "x86_64-unknown-linux-gnu", "--output-dir", dir];
      const { code, stderr } = await compile(args, { DENORT_BIN: `${dir}/nothing` });
      assert.equal(code, 1, stderr);
      assert.match(stderr, /^verified: the compile plan/m);
      assert.match(stderr, /^error: Cannot make the binary for x86_64-unknown-linux-gnu: .*Could not find denort at/m);
      assert.match(stderr, /\n {2}Missing is Deno's runtime for that target \(denort\): /);
      assert.ok(![...Deno.readDirSync(dir)].some(({ name }) => /^devussy-|plan/.test(name)));
    }),
});

for (const args of [["--target", "sparc-sun-solaris"], ["--env-file"], ["cli.ts"]]) {
  Deno.test(`compile ${args.join(" ")} is wrong usage: exit code 2, and what to write`, async () => {
    const { code, stdout, stderr } = await compile(args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^error: Cannot compile.*\n {2}\S.*\n$/);
    assert.equal(stdout, "");
  });
}

Deno.test("compile makes a file for each of five targets, with version and system in its name", () => {
  assert.equal(new Set(TARGETS.map(binaryOf)).size, 5);
  assert.match(binaryOf("x86_64-pc-windows-msvc"), /^devussy-\d+\.\d+\.\d+-x86_64-pc-windows-msvc\.exe$/);
});

Deno.test({
  name: "problemsOf() finds permissions, files and variables that do not belong into a binary",
  ignore,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { "devussy.js": "", ".env": "OPENAI_API_KEY=secret\n", "tests/a.txt": "a" });
      const good = await compiled(dir, flagsOf(permissions));
      assert.deepEqual(problemsOf(good, permissions, "devussy.js"), []);
      const more = ["--allow-run=sh", "--no-prompt", "--allow-net", "--env-file", "--include", "tests/a.txt"];
      const flags = [...flagsOf(permissions).filter((flag) => !/net=|deny-sys/.test(flag)), ...more];
      const wrong = problemsOf(await compiled(dir, flags), permissions, "devussy.js").map((line) => line.slice(0, 60));
      assert.deepEqual(wrong.map((line) => line.split(":")[0]).sort(), [
        "embedded files",
        "permission allow_net",
        "permission allow_run",
        "permission deny_sys",
        "permission prompt",
        "variables",
      ]);
      assert.ok(wrong.includes("embedded files: expected devussy.js alone, got also tests/a.txt".slice(0, 60)));
      assert.ok(wrong.includes("variables: expected none baked in, got OPENAI_API_KEY"));
    }),
});

Deno.test("readCompiled() tells that a file is none that deno compile made", () => {
  for (const text of ["", "#!/bin/sh", `d3n0l4nd12345678{"argv":[]`, `d3n0l4nd\x0b\0\0\0\0\0\0\0{"argv":[]}`]) {
    assert.throws(() => readCompiled(new TextEncoder().encode(text), "x"), (error: unknown) => {
      assert.ok(error instanceof ReleaseError);
      assert.match(
        error.message,
        /^Cannot read what is compiled into x: expected the layout of Deno 2\.9, got another/,
      );
      return true;
    });
  }
});
