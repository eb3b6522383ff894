/**
 * A brief that changes while its plan is worked on, through the real command.
 * @module
 */
import assert from "node:assert/strict";
import { type HttpProvider, parsePlan, type Plan, providers } from "../../mod.ts";
import type { StepAnswer } from "../../src/plan/answers.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { assertFiles, done, filesIn, inFolder, run, SMALL, testFailure, TIMEOUT } from "./cli_harness.ts";
import { setupFor } from "./model_harness.ts";

const IDEA = ["--name", "Notes", "--languages", "Go", "--brief", "brief.md", "--provider", "offline"];
const BRIEF = [
  "# Notes",
  "",
  "- Users can add notes with a title.",
  "- Users can search notes by word.",
  "- Users can print notes.",
  "- Users can share notes by a link.",
  "- Pages load within 3 seconds.",
].join("\n");

async function planIn(dir: string): Promise<Plan> {
  return parsePlan(await Deno.readTextFile(`${dir}/docs/plan.json`));
}

function stepsOf({ phases }: Plan) {
  return phases.flatMap(({ steps }) => steps);
}

Deno.test(
  { name: "a brief that changes is followed, and what people did and wrote stays", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await Deno.writeTextFile(`${dir}/brief.md`, BRIEF);
      await done(dir, ["run-full-pipeline", ...IDEA]);
      await done(dir, ["done", "1.1", "--force"]);
      await Deno.writeTextFile(`${dir}/docs/phase2.md`, "A note of mine.\n", { append: true });
      const before = await planIn(dir);
      await Deno.writeTextFile(
        `${dir}/brief.md`,
        BRIEF.replace("by word", "by word and by date").replace(
          "- Users can print notes.\n",
          "- Notes expire after a year.\n",
        ),
      );

      const untouched = await filesIn(dir);
      const dry = JSON.parse((await done(dir, ["replan", "--brief", "brief.md", "--dry-run", "--json"])).stdout);
      await assertFiles(dir, untouched);
      const ids = (list: { id: string }[]) => list.map(({ id }) => id);
      const { requirements } = dry.replan;
      assert.deepEqual([ids(requirements.added), ids(requirements.changed), ids(requirements.retired)], [
        ["R6"],
        ["R2"],
        ["R3"],
      ]);
      assert.deepEqual([dry.dryRun, dry.revision, dry.replan.steps.frozen], [true, 2, 1]);

      const { stdout, stderr } = await done(dir, ["replan", "--brief", "brief.md", "--provider", "offline"]);
      assert.match(stdout, /^docs\/phase2\.md$/m);
      assert.match(stderr, /^requirements: 1 added, 1 changed, 1 retired, 3 unchanged$/m);
      assert.match(stderr, /^ {2}~ R2 Users can search notes by word and by date\.$/m);
      assert.match(stderr, /^steps: 1 done and left as they are, \d+ changed, \d+ new, [1-9]\d* retired$/m);
      const after = await planIn(dir);
      assert.deepEqual([after.revision, after.checks?.score], [2, 100]);
      const first = (plan: Plan) => JSON.stringify(stepsOf(plan)[0]);
      assert.equal(first(after), first(before));
      const page = await Deno.readTextFile(`${dir}/docs/phase2.md`);
      assert.match(page, /A note of mine\.\n$/);
      assert.match(page, /by word and by date/);
      assert.match(page, /Notes expire after a year/);

      const written = await filesIn(dir);
      const again = await done(dir, ["replan", "--brief", "brief.md", "--provider", "offline"]);
      assert.match(again.stderr, /nothing to change: the plan follows its requirements; nothing was written/);
      await assertFiles(dir, written);
    }),
);

Deno.test(
  { name: "a replan over its budget writes nothing; one that is stored is not asked for twice", timeout: TIMEOUT },
  async () => {
    const memory = await memorize({
      name: "URL shortener",
      languages: ["Go"],
      requirements: "Shorten links. Count clicks.",
    });
    await using server = serveScripted(providers["openai"] as HttpProvider, memory, ({ label, user }) => {
      if (label === "new steps") {
        const step: StepAnswer = {
          type: "feature",
          title: "Let links expire",
          do: ["Let each short link expire 30 days after it was made, and answer a visit after that with status 410."],
          requirements: ["R3"],
          dependsOn: [],
          deliverables: [{ path: "internal/expiry/expiry.go", action: "create" }, {
            path: "internal/expiry/expiry_test.go",
            action: "create",
          }],
          verify: [{ command: "go test ./...", expect: "passes, with a case for a link of 31 days." }],
          size: "S",
        };
        return JSON.stringify({ steps: [step] });
      }
      const [, json = "{}"] = /<step-\w+>\n([^\n]*)\n<\/step-/.exec(user) ?? [];
      return json;
    });
    await inFolder(async (dir) => {
      await done(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline"]);
      const before = await Deno.readTextFile(`${dir}/docs/plan.json`);
      const setup = setupFor(dir, { openai: server });
      const args = ["replan", "--add", "Links expire after 30 days, not before.", "--provider", "openai"];
      const stopped = await run(dir, [...args, "--budget-tokens", "10"], setup);
      assert.equal(stopped.code, 9, stopped.stderr);
      assert.equal(await Deno.readTextFile(`${dir}/docs/plan.json`), before);
      assert.equal(server.questions.length, 0);
      const { stderr } = await done(dir, args, setup);
      assert.match(stderr, /\[1\/1\] Changed and new steps/);
      assert.deepEqual(server.questions.map(({ label }) => label), ["new steps"], "no other step is concerned");
      const plan = await planIn(dir);
      assert.ok(
        stepsOf(plan).some(({ title, generatedBy }) =>
          title === "Let links expire" && generatedBy.startsWith("openai")
        ),
      );
      assert.deepEqual([plan.requirements.at(-1)?.text, plan.checks?.score], [
        "Links expire after 30 days, not before.",
        100,
      ]);
      assert.deepEqual(plan.provenance.runs.map(({ stage }) => stage).at(-1), "replan");
      // The plan of another revision is another run; the same one that is put back is answered by what is stored.
      await Deno.writeTextFile(`${dir}/docs/plan.json`, before);
      const again = await done(dir, args, setup);
      assert.equal(server.questions.length, 1, again.stderr);
    });
  },
);

testFailure({
  command: "replan",
  when: "nothing is said to change",
  args: ["--plan", "plan.json", "--provider", "offline"],
  files: { "plan.json": JSON.stringify(aPlan()) },
  code: 2,
  cause: /Cannot replan without a change/,
  hint: /--add/,
});

testFailure({
  command: "replan",
  when: "the plan has no steps yet",
  args: ["--plan", "plan.json", "--retire", "R1", "--provider", "offline"],
  files: { "plan.json": JSON.stringify(aPlan()) },
  code: 2,
  cause: /the plan has no design yet/,
  hint: /generate-devplan/,
});

function aPlan() {
  const requirement = {
    kind: "functional",
    priority: "must",
    source: { from: "flag" },
    acceptance: [],
    status: "active",
  };
  return {
    schemaVersion: 1,
    revision: 1,
    project: { name: "Notes", summary: "Notes.", languages: [], frameworks: [], apis: [] },
    requirements: [{ id: "R1", text: "Save notes.", ...requirement }, {
      id: "R2",
      text: "Find notes.",
      ...requirement,
    }],
    assumptions: [],
    questions: [],
    risks: [],
    definitionOfDone: [],
    phases: [],
    provenance: { tool: "devussy 0.1.0", runs: [] },
  };
}
