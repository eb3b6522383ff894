/**
 * A model whose steps do not pass the checks, as a user sees it: real sockets, the real command.
 * @module
 */
import assert from "node:assert/strict";
import { type HttpProvider, parsePlan, providers } from "../../mod.ts";
import { memorize, type ScriptedModel, serveScripted } from "../pipeline/scripted_model.ts";
import { assertHarmless, inFolder, run, SMALL, TIMEOUT } from "./cli_harness.ts";
import { setupFor } from "./model_harness.ts";

const memory = await memorize({
  name: "URL shortener",
  languages: ["Go"],
  requirements: "Shorten links. Count clicks.",
});
const ARGS = ["run-full-pipeline", ...SMALL, "--provider", "openai"];

/** A model that forgets one error case; `mends`: not when it is asked about it. */
function forgetful(mends: boolean): ScriptedModel {
  return serveScripted(providers["openai"] as HttpProvider, memory, ({ stage, phase, right }) => {
    if (stage === "detailed_devplan" && phase === 1 && "steps" in right) right.steps[0]?.do.push("Error handling: TBD");
    return JSON.stringify(right);
  }, ({ right }) => {
    if (!mends) right.do.push("Error handling: TBD");
    return JSON.stringify(right);
  });
}

Deno.test({
  name: "a step that does not pass is asked for anew, and the score is told before and after",
  timeout: TIMEOUT,
}, () =>
  inFolder(async (dir) => {
    await using server = forgetful(true);
    const setup = setupFor(dir, { openai: server });
    const { code, stderr } = await run(dir, ARGS, setup);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /checks: 1 error, score 92; asking for 1 step anew \(1\)/);
    assert.match(stderr, /checks: 0 errors, score 100 after that \(1\)/);
    assert.match(stderr, /^checks: score 100, 0 errors, 0 warnings$/m);
    assert.equal(server.repairs.length, 1);
    const again = await run(dir, ARGS, setup);
    assert.equal(again.code, 0, again.stderr);
    assert.equal(server.repairs.length, 1, "a repair that was paid for is not asked for again");
  }));

Deno.test(
  { name: "a plan that no repair mends is written, marked, and exits 8", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await using server = forgetful(false);
      const result = await run(dir, ARGS, setupFor(dir, { openai: server }));
      assert.equal(result.code, 8, result.stderr);
      assertHarmless(result);
      assert.equal(server.repairs.length, 2);
      assert.match(result.stderr, /^finding: placeholder, phase 1, step 1\.1: /m);
      const plan = parsePlan(await Deno.readTextFile(`${dir}/docs/plan.json`));
      assert.deepEqual([plan.checks?.score, plan.checks?.findings.map(({ rule }) => rule)], [92, ["placeholder"]]);
      assert.match(
        await Deno.readTextFile(`${dir}/docs/devplan.md`),
        /\*\*This plan does not pass its checks: 1 error, /,
      );
      // The same finding by the command that checks it again.
      const lint = await run(dir, ["lint", "--json"]);
      assert.deepEqual([lint.code, JSON.parse(lint.stdout).score], [8, 92]);
    }),
);
