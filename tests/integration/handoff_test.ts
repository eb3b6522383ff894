import assert from "node:assert/strict";
import { renderHandoffPack } from "../../src/output/handoff_pack/mod.ts";
import type { Plan } from "../../src/plan/types.ts";
import { formatPlan } from "../../src/plan/write.ts";
import { printHandoffPack } from "../../src/cli/handoff_pack.ts";
import { type Io, Values } from "../../src/cli/command.ts";
import { UsageError } from "../../src/errors.ts";
import { goodPlan, phase, step } from "../unit/plan/builders.ts";
import { done, filesIn, inFolder, testFailure, TIMEOUT, write } from "./cli_harness.ts";

const PLAN = formatPlan(goodPlan());

Deno.test(
  "handoff prints a prompt for the next step, a named step or a phase, and only reads",
  { timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, { "docs/plan.json": PLAN });
      const flags = [`--allow-read=${dir}`];
      const next = await done(dir, ["handoff"], { flags });
      assert.equal(next.stdout, renderHandoffPack(goodPlan(), "1.1").text);
      assert.equal(next.stderr, "step 1.1, Build part 1 of 1: the next that can start\n");

      const small = renderHandoffPack(goodPlan(), "2", { budget: 400 });
      assert.notDeepEqual(small.leftOut, []);
      const json = await done(dir, ["handoff", "phase", "2", "--budget", "400", "--json"], { flags });
      assert.deepEqual(JSON.parse(json.stdout), { schemaVersion: 1, exitCode: 0, budget: 400, ...small });

      const named = await done(dir, ["handoff", "s2X1", "--plan=docs/plan.json"], { flags });
      assert.equal(named.stdout, renderHandoffPack(goodPlan(), "2.1", { planFile: "docs/plan.json" }).text);
      assert.deepEqual(await filesIn(dir), { "docs/plan.json": PLAN });
    }),
);

testFailure({
  when: "the plan has no such step",
  command: "handoff",
  args: ["2.33"],
  files: { "docs/plan.json": PLAN },
  code: 2,
  cause: /Cannot find the step "2\.33": the plan of Link shortener has none/,
  hint: /Did you mean 2\.3, "Write the README"\?/,
});

testFailure({
  when: "the budget is too small",
  command: "handoff",
  args: ["1", "--budget", "200"],
  files: { "docs/plan.json": PLAN },
  code: 2,
  cause: /Cannot fit phase 1 into 200 tokens: its work, files, checks and stops alone take \d{3}/,
  hint: /Give it \d{3} tokens or more; .* Or take one step: devussy handoff 1\.1/,
});

testFailure({
  when: "the plan is damaged",
  command: "handoff",
  args: ["--budget", "200"],
  files: { "docs/plan.json": PLAN.replace('"revision": 1,', '"revision": 1') },
  code: 2,
  cause: /"docs\/plan\.json".* at line 4, column 3/,
  hint: /./,
});

/** What the command says on stderr, or the error that it ends with, for a plan; nothing is started. */
async function told(
  plan: Plan,
  words: readonly string[] = [],
  options: readonly [string, string][] = [],
): Promise<string> {
  let said = "";
  const io: Io = {
    out: () => {},
    say: (line) => said += line,
    stdin: () => new Blob([formatPlan(plan)]).stream(),
    interactive: false,
    signal: new AbortController().signal,
    env: () => undefined,
    mayRead: () => false,
    mayConnect: () => false,
    mayReadPath: () => false,
    mayWrite: () => false,
  };
  const given = new Map([["plan", "-"] as [string, string], ...options].map(([name, value]) => [name, [value]]));
  try {
    assert.equal(await printHandoffPack(new Values(given), words, io), 0);
    return said;
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return `${error.message}. ${error.hint}`;
  }
}

Deno.test("handoff without a name tells which step it chose, or why none can be", async () => {
  const plan = goodPlan();
  const [first, second] = plan.phases.flatMap(({ steps }) => steps);
  first!.status = "doing";
  assert.equal(await told(plan), "step 1.1, Build part 1 of 1: in work already, and no other can start");
  first!.status = "done";
  assert.match(await told(plan), /^step 1\.2, .*: the next that can start$/);
  second!.dependsOn = ["1.3"];
  assert.match(await told(plan), /^Cannot choose a step: each open one waits for another\. .*devussy status/);
  for (const each of plan.phases.flatMap(({ steps }) => steps)) each.status = "done";
  assert.match(await told(plan), /^Cannot choose a step: all 6 steps are done\. .*devussy handoff 2\.3$/);
  plan.phases = [phase(1, [step("1.1", { status: "done" }), step("1.2", { status: "retired" })])];
  assert.match(await told(plan), /^Cannot choose a step: the only one is done\. .*devussy handoff 1\.1$/);
  plan.phases = [phase(1, [])];
  assert.match(await told(plan), /^Cannot choose a step: the plan has none yet\. .*devussy generate-devplan/);
});

Deno.test("handoff refuses budgets that are no whole number from 200 to 1000000", async () => {
  for (const budget of ["199", "1000001", "2e3", "400.5", "-400", "", "many"]) {
    assert.match(
      await told(goodPlan(), ["1.1"], [["budget", budget]]),
      /^Cannot use a budget of ".*" tokens: expected/,
    );
  }
  assert.equal(await told(goodPlan(), ["1.1"], [["budget", "1000"]]), "");
});
