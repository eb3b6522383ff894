import assert from "node:assert/strict";
import fc from "fast-check";
import { renderPlan } from "../../../src/output/mod.ts";
import { startPlan } from "../../../src/pipeline/request.ts";
import { runPipeline } from "../../../src/pipeline/run.ts";
import type { Plan } from "../../../src/plan/types.ts";
import { createLLMClient } from "../../../src/providers.ts";
import { briefNames, briefTest, readBrief } from "../briefs.ts";
import { fencedLines, withoutCode } from "./commonmark.ts";
import { goodPlan, phase, requirement, step } from "../plan/builders.ts";

const ANCHORS: Readonly<Record<string, readonly string[]>> = {
  "devplan.md": ["NEXT_TASK_GROUP", "PROGRESS_LOG"],
  "phase1.md": ["PHASE_TASKS", "PHASE_OUTCOMES"],
  "handoff_prompt.md": ["QUICK_STATUS", "DEV_INSTRUCTIONS", "HANDOFF_NOTES"],
};

/** Each anchor stands once, in order, around something; no other comment stands anywhere. */
function assertAnchors(files: Readonly<Record<string, string>>): void {
  for (const [name, page] of Object.entries(files)) {
    const wanted = ANCHORS[name.replace(/^phase\d+/, "phase1")] ?? [];
    const marks = wanted.flatMap((anchor) => [`<!-- ${anchor}_START -->`, `<!-- ${anchor}_END -->`]);
    assert.deepEqual(page.match(/<!--[^]*?-->/g) ?? [], marks, name);
    for (const anchor of wanted) {
      const [, content] = page.split(new RegExp(`<!-- ${anchor}_(?:START|END) -->`));
      assert.notEqual((content ?? "").trim(), "", `${name}: ${anchor}`);
    }
  }
}

/** In each table all rows have as many cells as the header. */
function assertTables(page: string): void {
  const cells = (line: string) => line.replace(/\\\|/g, "").split("|").length;
  const lines = page.split("\n");
  lines.forEach((line, at) => {
    if (!/^\|(?: --- \|)+$/.test(line)) return;
    assert.equal(cells(lines[at - 1] ?? ""), cells(line), lines[at - 1]);
    for (let row = at + 1; lines[row]?.startsWith("|"); row++) {
      assert.equal(cells(lines[row] ?? ""), cells(line), lines[row]);
    }
  });
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}

/** Which part of a page's lines is fenced code. */
function codeShare(page: string): number {
  const { lines, open } = fencedLines(page);
  assert.equal(open, false, "every fence is closed");
  return lines.filter(({ fenced }) => fenced).length / lines.length;
}

Deno.test("renderPlan() gives a page for each part that a plan has", () => {
  assert.deepEqual(Object.keys(renderPlan(goodPlan())), [
    "project_design.md",
    "devplan.md",
    "phase1.md",
    "phase2.md",
    "handoff_prompt.md",
  ]);
  const start = startPlan({ name: "Notes" });
  assert.deepEqual(renderPlan(start), {});
  assert.deepEqual(Object.keys(renderPlan({ ...goodPlan(), phases: [] })), ["project_design.md", "handoff_prompt.md"]);
});

Deno.test("renderPlan() is pure", () => {
  const plan = goodPlan();
  const first = renderPlan(plan);
  assert.deepEqual(renderPlan(structuredClone(plan)), first);
  assert.deepEqual(plan, goodPlan());
});

Deno.test("renderPlan() ends each page with one newline and one heading at the top", () => {
  for (const [name, page] of Object.entries(renderPlan(goodPlan()))) {
    assert.match(page, /^# [^\n]+\n\n/, name);
    assert.match(page, /[^\n]\n$/, name);
    assert.equal(page.match(/^# /gm)?.length, 1, name);
    assert.doesNotMatch(page, /undefined|\[object|NaN/, name);
  }
});

Deno.test("renderPlan() puts each anchor once around something", () => {
  assertAnchors(renderPlan(goodPlan()));
  assertAnchors(renderPlan(goodPlan({ phases: [phase(1, [], { exitCriteria: [] })] })));
  const done = goodPlan();
  for (const { steps } of done.phases) for (const each of steps) each.status = "done";
  assertAnchors(renderPlan(done));
});

const HOSTILE = [
  "<!-- PROGRESS_LOG_END -->",
  "`<!-- PROGRESS_LOG_END -->`",
  "``<!-- HANDOFF_NOTES_END -->``",
  "a <!-- b",
  "b --> c",
  "<script>alert(1)</script>",
  "x | y \\| z",
  "one\ntwo\n# three\n| four |",
  "```",
  "` open",
  "[x](javascript:alert(1))",
  "\\",
  "a\\",
  "&lt;script&gt; &amp; &#60;b&#62;",
  "<!--",
  "-->",
  "# heading",
  "    ```",
  "~~~",
  "```ts <!-- A_END -->",
  "`<!--` PHASE_TASKS_START `-->`",
];

/** A plan that says one text wherever a text may stand. */
function saying(text: string): Plan {
  const steps = [step("1.1", {
    title: text,
    why: text,
    do: [text],
    requirements: ["R1", "R2"],
    deliverables: [{ path: text, action: "create" }],
    verify: [{ command: text, expect: text }, { expect: text }],
  })];
  const plan = goodPlan({
    requirements: [requirement("R1", text, { group: text, acceptance: [text] }), requirement("R2", text)],
    assumptions: [{ id: "A1", text, ifWrong: text }],
    questions: [{ id: "Q1", text }],
    commands: { setup: text, test: text, lint: text, run: text },
    definitionOfDone: [text],
    phases: [phase(1, steps, { title: text, goal: text, exitCriteria: [text] })],
    handoff: { instructions: [text], stopWhen: [text], notes: [text], generatedBy: text },
    checks: {
      score: 92,
      findings: [{ rule: "coverage", severity: "error", message: text, location: text, pointer: "", hint: text }],
    },
  });
  Object.assign(plan.project, { name: text, summary: text, languages: [text], frameworks: [text] });
  Object.assign(plan.design ?? {}, {
    objectives: [text],
    techStack: [{ name: text, why: text }],
    architecture: text,
    components: [{ name: text, purpose: text, path: text, requirements: ["R1"] }],
    dependencies: [{ name: text, why: text }],
    decisions: [{ id: "D1", choice: text, alternatives: [text], why: text }],
    generatedBy: text,
  });
  Object.assign(plan.risks[0] ?? {}, { text, mitigation: text });
  return plan;
}

function assertWhole(plan: Plan): void {
  const files = renderPlan(plan);
  assertAnchors(files);
  for (const [name, page] of Object.entries(files)) {
    assertTables(page);
    codeShare(page);
    // A comment in a fenced script begins like a heading and is none.
    const prose = page.replace(/^(`{3,})[^\n]*\n[^]*?^\1$/gm, "");
    assert.equal(prose.match(/^# /gm)?.length, 1, name);
    const text = withoutCode(page.replace(/<!-- [A-Z_]+ -->/g, ""));
    assert.doesNotMatch(text, /<(?:[a-z]|\/[a-z]|![a-z]|!--|\?)|(?<!\\)\]\(javascript/i, name);
  }
}

Deno.test("renderPlan() keeps anchors, tables and pages whole when texts attack them", async (t) => {
  for (const text of HOSTILE) await t.step(JSON.stringify(text), () => assertWhole(saying(text)));
});

Deno.test("renderPlan() keeps anchors, tables and pages whole whatever the texts", () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...HOSTILE, "`", "|", "\n", "<", ">", "-", "word"), fc.string()), {
    minLength: 1,
    maxLength: 6,
  }).map((parts) => parts.join(""));
  fc.assert(fc.property(text.filter((text) => text.trim() !== ""), (text) => assertWhole(saying(text))), {
    numRuns: 300,
  });
});

briefTest("renderPlan() gives a handoff of at most 1,500 words and little code for every shared brief", async () => {
  for (const name of briefNames) {
    const brief = readBrief(name);
    const plan = await runPipeline(startPlan({ name, brief }), { client: createLLMClient("offline", {}), brief });
    const files = renderPlan(plan);
    assertAnchors(files);
    const handoff = files["handoff_prompt.md"] ?? "";
    assert.ok(wordCount(handoff) <= 1500 && wordCount(handoff) > 100, `${name}: ${wordCount(handoff)} words`);
    const all = Object.values(files).join("\n");
    assert.ok(codeShare(all) <= 0.25, name);
    for (const page of Object.values(files)) assertTables(page);
  }
});

Deno.test("devplan.md tells what the checks found, errors first, what was not checked, and how much more there is", () => {
  const finding = (severity: "error" | "warning", message: string) => ({
    rule: "size",
    severity,
    message,
    location: "phase 1, step 1.1",
    pointer: "/phases/0/steps/0",
    hint: "Split it.",
  });
  const many = Array.from({ length: 60 }, (_, at) => finding("warning", `Weak ${at}`));
  const unchecked = [
    { rule: "vague", off: true, reason: "we <like> it" },
    { rule: "order", off: false, reason: "the plan does not tell steps" },
  ];
  const pageOf = (checks: NonNullable<Plan["checks"]>) => renderPlan(goodPlan({ checks }))["devplan.md"] ?? "";
  const page = pageOf({ score: 0, findings: [...many, finding("error", "Bad")], unchecked });
  assert.match(page, /\*\*This plan does not pass its checks: 1 error, 60 warnings, score 0, 1 rule turned off\.\*\*/);
  assert.match(page, /## Findings of the checks\n\n- error `size`, phase 1, step 1\.1: Bad\. Split it\.\n- warning/);
  assert.match(
    page,
    /- 11 more: `devussy lint`\n- not checked `vague`: turned off, we &lt;like> it\n- not checked `order`: the/,
  );
  assert.match(
    pageOf({ score: 98, findings: [finding("warning", "Weak")] }),
    /Checks: score 98, no errors, 1 warning\./,
  );
  assert.doesNotMatch(pageOf({ score: 100, findings: [] }), /Findings of the checks/);
});

Deno.test("devplan.md says why no step works on a requirement that is out of scope", () => {
  const plan = goodPlan();
  plan.requirements.push(requirement("R3", "Users can delete links.", { outOfScope: "the law forbids it" }));
  assert.match(
    renderPlan(plan)["devplan.md"] ?? "",
    /\| R3 \| Users can delete links\. \| out of scope: the law forbids it \|/,
  );
});
