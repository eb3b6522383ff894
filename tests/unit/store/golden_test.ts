import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { answerOf, callOf, inFolder, spentOf, startOf, withRuns } from "./folder.ts";

/**
 * `format1.db` was written by the first version that had a database: a run with three requests, of which one was answered, one rejected, one failed.
 * What has been released is never written anew; a new format gets a file of its own.
 */
const GOLDEN = fileURLToPath(new URL("format1.db", import.meta.url));

const USAGE = { inputTokens: 10, outputTokens: 20, totalTokens: 30, costUsd: 0.5 };
const ANSWER = answerOf("a", { reasoning: "I think", usage: USAGE, model: "small-2026", warnings: ["one"] });

Deno.test("a database of format 1 can be read and gone on with", () =>
  inFolder(async (dir) => {
    await Deno.copyFile(GOLDEN, `${dir}/runs.db`);
    await withRuns(dir, (runs) => {
      const [info] = runs.list();
      assert.deepEqual([info?.id, info?.status, info?.note], ["run-et53zfhz", "stopped", "Ctrl-C"]);
      const run = runs.begin(startOf("golden"));
      assert.equal(run.id, info?.id);
      assert.deepEqual(run.resumed, { answers: 1, labels: ["phase a"], models: ["generic/small"] });
      assert.deepEqual(run.find("a"), ANSWER);
      assert.equal(run.find("b"), undefined);
      assert.equal(run.find("c"), undefined);
      assert.deepEqual(spentOf(run), { inputTokens: 20, outputTokens: 40, costUsd: 1 });
      run.asked(callOf("b"));
      run.answered("b", answerOf("b"), 1);
      assert.deepEqual(run.find("b"), answerOf("b"));
      assert.deepEqual(runs.show(run.id).calls.map(({ state }) => state), [
        "answered",
        "rejected",
        "failed",
        "answered",
      ]);
    });
  }));
