import assert from "node:assert/strict";
import { runCommand } from "../../../../src/cli/progress/run_command.ts";
import { readTextIfAny } from "../../../../src/store/files.ts";
import { inFolder } from "../../../integration/cli_harness.ts";

/** Leaves the group of the command and keeps its output open; the command waits until it has begun. */
const ESCAPED = "setsid sh -c 'echo $$ > pid; sleep 20; touch late' & while [ ! -s pid ]; do :; done";

/** Whether what has left the group is still at work: then nobody has waited for it. It is ended. */
function endEscaped(dir: string): void {
  assert.throws(() => Deno.statSync(`${dir}/late`), Deno.errors.NotFound);
  Deno.kill(Number(Deno.readTextFileSync(`${dir}/pid`)), "SIGKILL");
}

Deno.test(
  "runCommand() gives both streams and the status",
  { ignore: Deno.build.os === "windows" },
  () =>
    inFolder(async (root) => {
      const { signal } = new AbortController();
      const ran = await runCommand("echo one; echo two >&2; cat; exit 3", { root, seconds: 60, signal });
      assert.deepEqual([ran.exitStatus, ran.timedOut, ran.output.split("\n").sort()], [3, false, ["", "one", "two"]]);
      const { output } = await runCommand("head -c 3000000 /dev/zero | tr '\\0' x; echo end", {
        root,
        seconds: 60,
        signal,
      });
      assert.deepEqual([output.length, output.slice(-5)], [1 << 20, "xend\n"]);
    }),
);

Deno.test("runCommand() does not wait for what has left the command's group", {
  ignore: Deno.build.os !== "linux",
}, () =>
  inFolder(async (root) => {
    const { signal } = new AbortController();
    const over = await runCommand(`${ESCAPED}; echo ok`, { root, seconds: 60, signal });
    assert.deepEqual(over, { exitStatus: 0, timedOut: false, output: "ok\n" });
    endEscaped(root);
    Deno.removeSync(`${root}/pid`);
    const late = await runCommand(`${ESCAPED}; echo ok; sleep 60`, { root, seconds: 1, signal });
    assert.deepEqual(late, { exitStatus: 124, timedOut: true, output: "ok\n" });
    endEscaped(root);
  }));

Deno.test("runCommand() ends when the user stops us, whatever has left the command's group", {
  ignore: Deno.build.os !== "linux",
}, () =>
  inFolder(async (root) => {
    const stop = new AbortController();
    const running = runCommand(`${ESCAPED}; sleep 60`, { root, seconds: 60, signal: stop.signal });
    while (!await readTextIfAny(`${root}/pid`)) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort(new Error("stopped"));
    await assert.rejects(running, /stopped/);
    endEscaped(root);
  }));
