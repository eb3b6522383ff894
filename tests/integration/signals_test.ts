import assert from "node:assert/strict";
import {
  assertFailure,
  assertHarmless,
  filesIn,
  inFolder,
  planFiles,
  type Result,
  send,
  SMALL,
  start,
  TIMEOUT,
} from "./cli_harness.ts";

const BRIEFED = ["run-full-pipeline", "--name", "Large", "--brief", "-"];
/** Enough work that a stage does not end in the moment between its line and the signal. */
const BRIEF = Array.from(
  { length: 800 },
  (_, at) =>
    `- Users can archive records of kind ${at}${" with colour, weight, origin, batch, shelf and owner".repeat(5)}.\n`,
).join("");
const STOPPED = { code: 130, cause: /Stopped by Ctrl-C/, hint: /again/ };
const TERMINATED = { code: 143, cause: /Stopped by a signal/, hint: /again/ };

/** Declares a test that runs in a folder of its own; Windows has no signals to send. */
function test(name: string, fn: (dir: string) => Promise<void>): void {
  Deno.test({ name, ignore: Deno.build.os === "windows", timeout: TIMEOUT, fn: () => inFolder(fn) });
}

/** Sends a signal until the process is gone. Signals that come together count as one, so each gets a turn of its own. */
async function sendAll(child: Deno.ChildProcess, signal: Deno.Signal): Promise<void> {
  let gone = false;
  child.status.then(() => gone = true);
  while (!gone) {
    send(child, signal);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Writes to standard input; resolves when the process has read most of it, for a pipe holds far less. */
async function feed(child: Deno.ChildProcess, text: string, close: boolean): Promise<void> {
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  if (close) await writer.close();
  else writer.releaseLock();
}

/** Reads all that a process says; calls `seen` once, when `marker` has come up on standard error. */
async function listen(child: Deno.ChildProcess, marker?: string, seen?: () => void): Promise<Result> {
  const stdout = new Response(child.stdout).text();
  let stderr = "";
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    stderr += text;
    if (marker === undefined || !stderr.includes(marker)) continue;
    marker = undefined;
    seen?.();
  }
  const { code, signal } = await child.status;
  return { code, signal, stdout: await stdout, stderr };
}

/** Checks that a folder holds a whole plan or no file; only a run that was hurried may have written all and fail. */
async function assertAllOrNothing(folder: string, { code }: Result, hurried: boolean): Promise<void> {
  const names = Object.keys(await filesIn(folder));
  const nothing = code !== 0 && (!hurried || names.length === 0);
  assert.deepEqual(names, nothing ? [] : planFiles(names.length - 4).sort());
}

/** Closes what is left of a process, whatever the test found. */
async function clear(child: Deno.ChildProcess): Promise<void> {
  send(child, "SIGKILL");
  await child.status;
  await child.stdin.close().catch(() => {});
}

for (const [signal, expected] of [["SIGINT", STOPPED], ["SIGTERM", TERMINATED]] as const) {
  for (const json of [false, true]) {
    const name = `run-full-pipeline exits ${expected.code} and writes nothing when ${signal} comes while it reads`;
    test(`${name} standard input${json ? " and --json is given" : ""}`, async (dir) => {
      const child = start(dir, [...BRIEFED, ...(json ? ["--json"] : [])]);
      try {
        // Reading has begun when this resolves, so the signal is awaited by then.
        await feed(child, "Users can archive records.\n".repeat(20_000), false);
        send(child, signal);
        assertFailure(await listen(child), expected, json);
        assert.deepEqual(await filesIn(dir), {});
      } finally {
        await clear(child);
      }
    });
  }
}

const MOMENTS = [
  "provider:",
  "[1/4] Project design",
  "[2/4] Basic devplan",
  "[3/4] Detailed devplan",
  "[4/4] Handoff prompt",
  "checks:",
];
const ENDINGS = [["SIGINT", STOPPED, false], ["SIGTERM", TERMINATED, false], ["SIGINT", STOPPED, true]] as const;
for (const marker of MOMENTS) {
  for (const [signal, expected, again] of ENDINGS) {
    const what = again ? `one ${signal} after another` : signal;
    test(`run-full-pipeline writes all files or none when ${what} comes after "${marker}"`, async (dir) => {
      // Where the work was finished first, all must be there; then another try may come in time.
      for (let tries = 0; tries < 5; tries++) {
        const folder = `docs${tries}`;
        const child = start(dir, [...BRIEFED, "--output-dir", folder]);
        try {
          await Deno.mkdir(`${dir}/${folder}`);
          await feed(child, BRIEF, true);
          let sent = Promise.resolve();
          const result = await listen(child, marker, () => {
            if (again) sent = sendAll(child, signal);
            else send(child, signal);
          });
          await sent;
          assertHarmless(result);
          await assertAllOrNothing(`${dir}/${folder}`, result, again);
          if (result.code === 0) continue;
          // The second signal may end it before it has said a word.
          return again ? assert.equal(result.code, expected.code) : assertFailure(result, expected, false);
        } finally {
          await clear(child);
        }
      }
    });
  }
}

/** Resolves when a file of that kind is in the folder, or the process has ended without one. */
async function appears(folder: string, child: Deno.ChildProcess, kind: RegExp): Promise<void> {
  let gone = false;
  child.status.then(() => gone = true);
  while (!gone && !(await Array.fromAsync(Deno.readDir(folder))).some(({ name }) => kind.test(name)));
}

for (
  const [what, kind, again] of [
    ["SIGINT comes while it prepares the files", /\.tmp$/, false],
    ["SIGINT comes while it puts the files in place", /\.md$/, false],
    ["one SIGINT after another comes while it prepares the files", /\.tmp$/, true],
    ["one SIGINT after another comes while it puts the files in place", /\.md$/, true],
  ] as const
) {
  test(`run-full-pipeline writes all files or none when ${what}`, async (dir) => {
    await Deno.mkdir(`${dir}/docs`);
    const child = start(dir, BRIEFED);
    try {
      const ended = listen(child);
      await feed(child, BRIEF, true);
      await appears(`${dir}/docs`, child, kind);
      await (again ? sendAll(child, "SIGINT") : send(child, "SIGINT"));
      const result = await ended;
      assertHarmless(result);
      assert.ok(result.code === 0 || result.code === 130, `exit code ${result.code}`);
      await assertAllOrNothing(`${dir}/docs`, result, again);
    } finally {
      await clear(child);
    }
  });
}

test("run-full-pipeline ends at SIGINT when its brief comes from a pipe that nobody closes", async (dir) => {
  const { success } = await new Deno.Command("mkfifo", { args: [`${dir}/brief`] }).output();
  assert.ok(success);
  const child = start(dir, ["run-full-pipeline", "--name", "Large", "--brief", "brief"]);
  try {
    // Opening a pipe waits for the other side, writing more than it holds for somebody who reads.
    using pipe = await Deno.open(`${dir}/brief`, { write: true });
    const writer = pipe.writable.getWriter();
    await writer.write(new TextEncoder().encode("Users can archive records.\n".repeat(20_000)));
    send(child, "SIGINT");
    assertFailure(await listen(child), STOPPED, false);
    writer.releaseLock();
    assert.deepEqual(Object.keys(await filesIn(dir)), ["brief"]);
  } finally {
    await clear(child);
  }
});

test("run-full-pipeline ends quietly with all files written when nobody reads standard output", async (dir) => {
  for (const args of [[], ["--json"]]) {
    const child = start(dir, ["run-full-pipeline", ...SMALL, ...args]);
    // The first byte that it prints finds the pipe closed.
    await child.stdout.cancel();
    await child.stdin.close();
    const stderr = await new Response(child.stderr).text();
    const { code, signal } = await child.status;
    assertHarmless({ code, signal, stdout: "", stderr });
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /^error/m);
    assert.ok("docs/plan.json" in await filesIn(dir));
  }
});

test("run-full-pipeline claims no success without files when nobody reads standard error", async (dir) => {
  const child = start(dir, ["run-full-pipeline", ...SMALL]);
  await child.stderr.cancel();
  await child.stdin.close();
  const paths = (await new Response(child.stdout).text()).split("\n").slice(0, -1);
  const { code } = await child.status;
  assert.notEqual(code, 1);
  assert.deepEqual(Object.keys(await filesIn(dir)), paths.toSorted());
  if (code === 0) assert.ok(paths.includes("docs/plan.json"), "exit code 0, but no file was written");
});
