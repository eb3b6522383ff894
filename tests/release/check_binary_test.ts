import assert from "node:assert/strict";
import { CLI, inFolder } from "../integration/cli_harness.ts";
import { runProgram } from "../tools/release/tool.ts";

const NAMES = [
  /^version /,
  /^makes a plan/,
  /^writes its files/,
  /^the plan passes/,
  /^wrong usage/,
  /^asks no host/,
];

/** Runs the tool on a command. Whether there is a newer Deno is asked by `deno run`, not by what it runs. */
async function check(command: readonly string[]) {
  const flags = ["--no-prompt", "--allow-read", "--allow-write", "--allow-run", "--allow-net=127.0.0.1"];
  const script = "tests/tools/release/check_binary.ts";
  const ended = await runProgram(Deno.execPath(), ["run", ...flags, script, ...command], {
    env: { DENO_NO_UPDATE_CHECK: "1" },
  });
  const seen = ended.stderr.split("\n").filter((line) => /^(?:ok {4}|FAIL {2})/.test(line));
  return { ...ended, marks: seen.map((line) => line.slice(0, 4).trim()), checks: seen.map((line) => line.slice(6)) };
}

/** A command that answers devussy's arguments by a script of its own. */
function imitation(dir: string, script: string): string[] {
  Deno.writeTextFileSync(`${dir}/imitation.ts`, script);
  return [Deno.execPath(), "run", "--no-prompt", "--allow-net", "--allow-write=.", `${dir}/imitation.ts`];
}

Deno.test("check_binary accepts the command as it is run from the code", async () => {
  // Packages that are not in Deno's cache yet would be fetched by it, which is no doing of the command.
  assert.equal((await runProgram(Deno.execPath(), ["cache", CLI])).code, 0);
  const flags = ["--cached-only", "--no-prompt", "--allow-read=.", "--allow-write=docs", "--allow-net"];
  const command = [Deno.execPath(), "run", ...flags, CLI];
  const { code, stderr, marks, checks } = await check(command);
  assert.equal(code, 0, stderr);
  assert.deepEqual(marks, Array(6).fill("ok"));
  checks.forEach((line, at) => assert.match(line, NAMES[at]!));
});

Deno.test("check_binary refuses a command that is none of ours, each check for its own reason", () =>
  inFolder(async (dir) => {
    const script = `
      await fetch("https://example.com/").catch(() => {});
      Deno.writeTextFileSync("left-behind.txt", "");
      console.log("devussy 999.0.0");
      Deno.exit(Deno.args[0] === "lint" ? 0 : 1);`;
    const { code, stderr, marks } = await check(imitation(dir, script));
    assert.equal(code, 1, stderr);
    assert.deepEqual(marks, Array(6).fill("FAIL"));
    assert.match(stderr, /^FAIL {2}version .*: exit code 1: devussy 999\.0\.0$/m);
    assert.match(stderr, /^FAIL {2}asks no host: it tried to, 4 times$/m);
    assert.match(stderr, /^error: Cannot accept .*: 6 of 6 checks failed\n {2}Do not publish it\./m);
  }));

Deno.test("check_binary sees files besides the plan's", () =>
  inFolder(async (dir) => {
    const script = `
      import { VERSION } from "${new URL("../../src/version.ts", import.meta.url)}";
      if (Deno.args[0] === "version") console.log("devussy " + VERSION);
      Deno.mkdirSync("docs", { recursive: true });
      for (const name of ["project_design.md", "devplan.md", "phase1.md", "handoff_prompt.md", "plan.json", "core.1"]) {
        Deno.writeTextFileSync("docs/" + name, "");
      }`;
    const { code, marks, stderr } = await check(imitation(dir, script));
    assert.equal(code, 1, stderr);
    assert.deepEqual(marks, ["ok", "ok", "FAIL", "FAIL", "FAIL", "ok"]);
    assert.match(stderr, /^FAIL {2}writes its files and no others: not expected: core\.1$/m);
  }));

Deno.test("check_binary exits 1 when there is no such program, and 2 when none is named", async () => {
  const missing = await check(["./no-such-binary"]);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /^error: Cannot run ".*\/no-such-binary": there is no such program\n {2}Check its path/);
  const none = await check([]);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /^error: Cannot check a command: none is named\n {2}Write: check_binary\.ts COMMAND/);
});
