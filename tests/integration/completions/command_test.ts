import assert from "node:assert/strict";
import { commands } from "../../../src/cli/commands/mod.ts";
import { SHELLS } from "../../../src/cli/completions/mod.ts";
import { assertFailure, done, inFolder, run, testFailure } from "../cli_harness.ts";
import { command } from "../in_process.ts";

const cases = [
  { when: "no shell is named", args: [], cause: /expected one of bash, zsh, fish, powershell, got nothing/ },
  { when: "the shell is unknown", args: ["tcsh"], cause: /"tcsh": expected one of bash, zsh, fish, powershell/ },
  { when: "the shell controls the terminal", args: ["\x1b[31mzz"], cause: /expected one of bash, zsh, fish/ },
  { when: "there are two shells", args: ["bash", "zsh"], cause: /"zsh": "completions" takes at most 1 word/ },
];
for (const { when, args, cause } of cases) {
  testFailure({ command: "completions", when, args, code: 2, cause, hint: /devussy completions/ });
}

Deno.test("completions names the shell that was probably meant", () =>
  inFolder(async (dir) => {
    const result = await run(dir, ["completions", "bahs"]);
    assertFailure(result, { code: 2, cause: /"bahs"/, hint: /Did you mean "bash"\?/ }, false);
  }));

Deno.test("completions prints the script alone, and in a document with --json", () =>
  inFolder(async (dir) => {
    // It reads no file: nothing of the project is needed, nor may be.
    for (const shell of SHELLS) {
      const { stdout, stderr } = await done(dir, ["completions", shell], { flags: [] });
      assert.equal(stderr, "");
      const document = JSON.parse((await done(dir, ["completions", shell, "--json"], { flags: [] })).stdout);
      assert.deepEqual(document, { schemaVersion: 1, shell, script: stdout.slice(0, -1) });
    }
  }));

Deno.test("the values that an option declares are those that its command takes", () =>
  inFolder(async (dir) => {
    let found = 0;
    assert.equal((await command(dir, ["run-full-pipeline", "--name", "X", "--output-dir", `${dir}/docs`])).code, 0);
    for (const [name, { load }] of Object.entries(commands)) {
      for (const [option, { values }] of Object.entries((await load()).options)) {
        if (values === undefined) continue;
        found++;
        const files = name === "diff" ? [`${dir}/docs/plan.json`] : [];
        const given = [name, ...files, `--${option}`, "nothing-such", "--output-dir", `${dir}/docs`];
        const { code, stderr } = await command(dir, given);
        assert.equal(code, 2, stderr);
        assert.equal(/expected one of ([\w, ]+)$/m.exec(stderr)?.[1], values.join(", "), stderr);
      }
    }
    assert.ok(found >= 4);
  }));
