import assert from "node:assert/strict";
import fc from "fast-check";
import type { ProjectRequest } from "../../../src/pipeline/request.ts";
import { startPlan } from "../../../src/pipeline/request.ts";
import { runPipeline } from "../../../src/pipeline/run.ts";
import type { Plan } from "../../../src/plan/types.ts";
import { formatPlan } from "../../../src/plan/write.ts";
import { createLLMClient } from "../../../src/providers.ts";
import { renderPlan } from "../../../src/output/mod.ts";
import { briefNames, briefTest, readBrief } from "../briefs.ts";

const client = createLLMClient("offline", {});

function assertSound(plan: Plan): void {
  assert.deepEqual(plan.checks, { score: 100, findings: [] });
  const steps = plan.phases.flatMap((phase) => phase.steps);
  const cited = new Set(steps.flatMap(({ requirements }) => requirements));
  for (const { id, status } of plan.requirements) {
    if (status === "active") assert.ok(cited.has(id), `${id} is not cited`);
  }
  assert.equal(new Set(steps.map(({ id }) => id)).size, steps.length);
  assert.equal(new Set(steps.map(({ number }) => number)).size, steps.length);
  assert.ok(plan.phases.every(({ steps }) => steps.length > 0), "every phase has steps");
  const components = plan.design?.components ?? [];
  assert.equal(new Set(components.map(({ name }) => name)).size, components.length);
}

const subjects = ["Users can", "The system must", "It should", "Admins", "As a reader, I want to", "No", "Without", ""];
const verbs = [
  "search",
  "export",
  "add",
  "create a URL shortener for",
  "log in to",
  "draw",
  "deploy",
  "train",
  "搜索",
  "TBD",
];
const objects = [
  "notes",
  "the TODO list",
  "`src/a.py`",
  "results/report.html",
  "an ML model",
  "a REST API",
  "R2 buckets",
  "step 3.2",
  "1,000 users",
  "<b>bold</b>",
  "笔记",
  "in Go",
  "with PostgreSQL and Redis",
  "within 2 seconds",
  "??? of it",
];
const ends = [".", "!", ", e.g. as CSV.", ": a; b; c.", "。", "\n", "\n\n## Security\n\n- "];

const idea: fc.Arbitrary<ProjectRequest> = fc.record({
  name: fc.constantFrom("Notes", "URL shortener", "笔记", "2048", "TODO app", "test", "A `b` | c <d>", "constructor"),
  languages: fc.uniqueArray(
    fc.constantFrom(
      "Python",
      "Go",
      "Zig",
      "C#",
      "HTML",
      "CSS",
      "JavaScript",
      "易语言",
      "TypeScript",
      "COBOL",
      "Rust",
      "Java",
    ),
    { maxLength: 3 },
  ),
  frameworks: fc.uniqueArray(fc.constantFrom("Django", "React", "Frobnicate", "Spring Boot", "Vue"), { maxLength: 2 }),
  requirements: fc.array(
    fc.tuple(
      fc.constantFrom(...subjects),
      fc.constantFrom(...verbs),
      fc.constantFrom(...objects),
      fc.constantFrom(...ends),
    )
      .map(([subject, verb, object, end]) => `${subject} ${verb} ${object}${end}`),
    { minLength: 1, maxLength: 14 },
  ).map((sentences) => `Users can add notes.\n\n${sentences.join(" ")}`),
});

Deno.test("runPipeline() makes a sound plan offline whatever the idea", async () => {
  await fc.assert(
    fc.asyncProperty(idea, async (idea) => {
      const start = startPlan(idea);
      const before = structuredClone(start);
      const plan = await runPipeline(start, { client });
      assert.deepEqual(start, before, "the given plan is not changed");
      assertSound(plan);
      assert.deepEqual(plan.requirements, start.requirements);
      assert.equal(plan.project.name, idea.name);
      if ((idea.languages ?? []).length > 0) assert.deepEqual(plan.project.languages, idea.languages);
      for (const name of idea.frameworks ?? []) assert.ok(plan.project.frameworks.includes(name), name);
      assert.equal(formatPlan(await runPipeline(startPlan(idea), { client })), formatPlan(plan));
      renderPlan(plan);
    }),
    { numRuns: 150 },
  );
});

Deno.test("runPipeline() makes a sound plan offline when the brief is odd", async () => {
  const odd = fc.array(
    fc.constantFrom(
      "# A\n",
      "- b c d\n",
      "  - e f\n",
      "| g | h |\n|---|---|\n| i | j |\n",
      "`\n",
      "K: l\n",
      "\n",
      "文字。\n",
      "m n o. ",
    ),
    { maxLength: 14 },
  ).map((parts) => "Users add notes.\n\n" + parts.join(""));
  await fc.assert(
    fc.asyncProperty(
      odd,
      async (brief) => assertSound(await runPipeline(startPlan({ name: "Notes", brief }), { client, brief })),
    ),
    { numRuns: 150 },
  );
});

Deno.test("runPipeline() makes a sound plan offline when there is one word of a name", async () => {
  for (const name of ["Snake", "笔记", "x", "2048", "CON", "Tests", "R1"]) {
    assertSound(await runPipeline(startPlan({ name }), { client }));
  }
});

briefTest("runPipeline() makes a sound plan offline for every shared brief", async () => {
  for (const name of briefNames) {
    const brief = readBrief(name);
    const plan = await runPipeline(startPlan({ name, brief }), { client, brief });
    assertSound(plan);
    assert.equal(formatPlan(plan), formatPlan(await runPipeline(startPlan({ name, brief }), { client, brief })), name);
  }
});

Deno.test("runPipeline() makes the same plan when stages run one by one", async () => {
  const request = { name: "Notes", languages: ["Go"], requirements: "Users add notes. Users search them." };
  const whole = await runPipeline(startPlan(request), { client });
  let plan = startPlan(request);
  for (const stage of ["project_design", "basic_devplan", "detailed_devplan", "handoff"] as const) {
    plan = await runPipeline(JSON.parse(JSON.stringify(plan)), { client, stages: [stage] });
  }
  assert.deepEqual({ ...plan, revision: 1 }, whole);
});

Deno.test("runPipeline() plans for hundreds of requirements", async () => {
  const brief = Array.from({ length: 400 }, (_, at) => `- Users export report number ${at} with ${at} columns\n`).join(
    "",
  );
  const plan = await runPipeline(startPlan({ name: "Reports", brief }), { client, brief });
  assertSound(plan);
  assert.equal(plan.requirements.length, 400);
});
