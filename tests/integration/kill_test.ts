/**
 * Runs that are ended at random moments, again and again, and then continued: nothing that was stored is asked for
 * twice, and what comes out is what an undisturbed run makes.
 */
import assert from "node:assert/strict";
import {
  assertFiles,
  assertHarmless,
  done,
  filesIn,
  inFolder,
  type Result,
  run,
  send,
  type Setup,
  start,
} from "./cli_harness.ts";
import { answeredIn, argsOf, labelOf, LARGE, memorizeLarge, serveAfter, setupFor } from "./model_harness.ts";

const KILLS = 100;
const STOPS = 30;
/** Longer than any machine needs for some hundred starts of the command. */
const TIMEOUT = 400_000;

/** The same sequence in every run, so that a red run stays red. */
function randomly(seed: number): () => number {
  return () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

/** Starts the command and sends it a signal after a time. */
async function interrupted(dir: string, args: readonly string[], setup: Setup, signal: Deno.Signal, ms: number) {
  const child = start(dir, args, setup);
  const timer = setTimeout(() => send(child, signal), ms);
  const [output] = await Promise.all([child.output(), child.stdin.close()]);
  clearTimeout(timer);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code: output.code, signal: output.signal, stdout: text(output.stdout), stderr: text(output.stderr) };
}

/**
 * Runs the command again and again until it was ended as often as wanted; each time that it comes to its end, the plan
 * is compared with the undisturbed one and the next begins in a folder of its own.
 */
async function endAgainAndAgain(
  signal: Deno.Signal,
  times: number,
  check: (result: Result) => void,
): Promise<{ runs: number }> {
  const memory = await memorizeLarge();
  assert.equal(memory.plan.phases.length, 8);
  const random = randomly(20261122);
  const args = argsOf(LARGE);
  let runs = 0;
  let expected: Record<string, string> = {};
  /** How long an undisturbed run takes on this machine, now. */
  let whole = 0;
  await using model = serveAfter("openai", memory, () => 5 + random() * 40);
  await inFolder(async (dir) => {
    const began = performance.now();
    const result = await done(dir, args, setupFor(dir, { openai: model }));
    whole = performance.now() - began;
    assert.match(result.stderr, /calls: 11, /);
    expected = await filesIn(`${dir}/docs`);
  });
  for (let ended = 0; ended < times;) {
    await inFolder(async (dir) => {
      const setup = setupFor(dir, { openai: model });
      let from = model.questions.length;
      for (;;) {
        const stored = new Set(await answeredIn(dir));
        // Most of the time is the start of the process: moments all over the run are wanted.
        const result = await interrupted(dir, args, setup, signal, 60 + random() * Math.max(500, whole));
        for (const question of model.questions.slice(from)) {
          assert.ok(!stored.has(labelOf(question)), `${labelOf(question)} was stored, and asked again`);
        }
        from = model.questions.length;
        if (result.signal === null && result.code === 0) break;
        ended++;
        check(result);
      }
      runs++;
      await assertFiles(`${dir}/docs`, expected);
    });
  }
  return { runs };
}

Deno.test({
  name: `run-full-pipeline loses nothing that was stored when it is killed at ${KILLS} random moments`,
  ignore: Deno.build.os === "windows",
  timeout: TIMEOUT,
  async fn() {
    const { runs } = await endAgainAndAgain("SIGKILL", KILLS, ({ signal }) => assert.equal(signal, "SIGKILL"));
    assert.ok(runs >= 2, `${runs} runs`);
  },
});

Deno.test({
  name: `run-full-pipeline stops and continues when SIGINT comes at ${STOPS} random moments`,
  ignore: Deno.build.os === "windows",
  timeout: TIMEOUT,
  async fn() {
    await endAgainAndAgain("SIGINT", STOPS, (result) => {
      // Before the script has begun, Deno itself ends at the signal.
      if (result.stderr === "") return;
      assert.equal(result.code, 130, result.stderr);
      assertHarmless(result);
      assert.match(result.stderr, /error: Stopped by Ctrl-C/);
      assert.match(result.stderr, /^ {2}continue: devussy run-full-pipeline --name Notebook/m);
    });
  },
});

Deno.test("a second SIGINT ends a run at once, and what was stored is there", async () => {
  const memory = await memorizeLarge();
  let hang = true;
  await using model = serveAfter("openai", memory, () => hang && model.questions.length > 1 ? 3_000 : 5);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    const child = start(dir, argsOf(LARGE), setup);
    while (model.questions.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    send(child, "SIGINT");
    send(child, "SIGINT");
    const [{ code }] = await Promise.all([child.output(), child.stdin.close()]);
    assert.equal(code, 130);
    assert.deepEqual(await answeredIn(dir), ["project_design (design)"]);
    hang = false;
    const { stderr } = await run(dir, argsOf(LARGE), setup);
    assert.match(stderr, /continuing run-\w+: 1 answer is stored \(design\)/);
    assert.match(stderr, /checks: score \d+, 0 errors/);
  });
});
