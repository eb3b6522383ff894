import assert from "node:assert/strict";
import { exportCommand } from "../../src/cli/commands/exchange.ts";
import { exportPlan } from "../../src/output/exports/mod.ts";
import { inFolder, write } from "../integration/cli_harness.ts";
import { hostilePlan } from "../unit/output/exports/plans.ts";
import { runProgram, TIMEOUT } from "./npm_tool.ts";

/** Whether jq is here: the loop of the help needs it. */
const jq = await new Deno.Command("jq", { args: ["--version"], stdout: "null", stderr: "null" }).output()
  .then(({ success }) => success, () => false);

/** What stands between the single quotes of a line of the help. */
function filterOf(program: string): string {
  const line = exportCommand.examples.find((example) => example.startsWith(program)) ?? "";
  return /'([^']+)'/.exec(line)?.[1] ?? "";
}

Deno.test({
  name: `the loop of export's help makes only the issues that are not there yet${
    jq ? "" : " (skipped: there is no jq)"
  }`,
  ignore: !jq,
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const text = exportPlan(hostilePlan(), "github")["issues.json"] ?? "";
      const issues: { title: string; body: string }[] = JSON.parse(text);
      // What GitHub answers: an issue of somebody, one without a body, and every second of ours, with words behind it.
      const there = issues.filter((_, at) => at % 2 === 0).map(({ body }) => ({ body: `${body}\r\nDone in #7.` }));
      await write(dir, {
        "issues.json": text,
        "answer.json": JSON.stringify([{ body: null }, { body: "It fails." }, ...there]),
      });
      const marks = await runProgram(dir, "jq", ["-r", filterOf("gh api --paginate"), "answer.json"]);
      await write(dir, { "there.txt": marks });
      const left = await runProgram(dir, "jq", ["-c", "--rawfile", "t", "there.txt", filterOf("jq -c"), "issues.json"]);
      assert.deepEqual(
        left.trimEnd().split("\n").map((line) => JSON.parse(line)),
        issues.filter((_, at) => at % 2 === 1),
      );
    }),
});
