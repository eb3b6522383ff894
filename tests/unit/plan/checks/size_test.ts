import assert from "node:assert/strict";
import { type LintOptions, lintPlan } from "../../../../src/plan/checks/lint.ts";
import { countWords } from "../../../../src/plan/checks/words/word_count.ts";
import { linesOfCode } from "../../../../src/plan/checks/words/code_lines.ts";
import type { Plan, Step } from "../../../../src/plan/types.ts";
import { ciStep, goodPlan, phase, readmeStep, requirement, step, withStep } from "../builders.ts";

/** What two rules say, with their places. */
function found(plan: Plan, options: LintOptions = {}): string[] {
  return lintPlan(plan, options).findings.filter(({ rule }) => rule === "size" || rule === "proportion")
    .map(({ rule, pointer, message }) => `${rule} ${pointer} ${message}`);
}

const rulesOf = (plan: Plan) => [...new Set(lintPlan(plan).findings.map(({ rule }) => rule))];

/** So many words, all different. */
function words(count: number, prefix = "w"): string {
  return Array.from({ length: count }, (_, at) => `${prefix}${at}`).join(" ");
}

Deno.test("countWords() counts words, letters of scripts without spaces, and no signs", () => {
  assert.equal(countWords(""), 0);
  assert.equal(countWords("one two\nthree - four & `five`"), 5);
  assert.equal(countWords("编写短链接"), 3);
  assert.equal(countWords("编写 URL 查询"), 3);
  assert.equal(countWords("リストを表示する"), 4);
  assert.equal(countWords("검색어를 입력한다"), 2);
  assert.equal(countWords("Größe prüfen"), 2);
});

Deno.test("lintPlan() finds steps of too few and too many words", () => {
  const short = withStep({ title: "Do it", do: ["Write the lookup."] });
  assert.deepEqual(found(short), ["size /phases/0/steps/0/do Step 1.1 says what to do in 5 words, fewer than 15"]);
  assert.deepEqual(rulesOf(short), ["size"]);
  const long = withStep({ title: "Do it", do: [words(149)] });
  assert.deepEqual(found(long), ["size /phases/0/steps/0/do Step 1.1 has 151 words, more than 150"]);
  assert.deepEqual(found(withStep({ title: "Do it", do: [words(148)] })), []);
  assert.deepEqual(found(withStep({ title: "Do it", do: [words(13)] })), []);
  assert.deepEqual(found(withStep({ title: "Do it", do: [] })), [
    "size /phases/0/steps/0/do Step 1.1 says what to do in 2 words, fewer than 15",
  ]);
});

Deno.test("lintPlan() counts the words of a step by its letters where it is written without spaces", () => {
  assert.deepEqual(
    found(withStep({ title: "短链接", do: ["为每个长地址生成一个短码，并拒绝超过两千个字符的地址，返回一行错误。"] })),
    [],
  );
  assert.equal(found(withStep({ title: "短链接", do: ["生成短码。"] })).length, 1);
  assert.equal(found(withStep({ title: "短链接", do: ["生成短码".repeat(80)] })).length, 1);
});

Deno.test("lintPlan() finds steps of too many files and instructions", () => {
  const files = (count: number, action: "create" | "delete") =>
    Array.from({ length: count }, (_, at) => ({ path: `p${at}_test.go`, action }));
  assert.deepEqual(found(withStep({ deliverables: files(8, "create") })), [
    "size /phases/0/steps/0/deliverables Step 1.1 makes or changes 8 files, more than 7",
  ]);
  assert.deepEqual(found(withStep({ deliverables: files(7, "create") })), []);
  assert.deepEqual(found(withStep({ deliverables: [...files(2, "create"), ...files(20, "delete")] })), []);
  assert.deepEqual(found(withStep({ do: Array.from({ length: 11 }, (_, at) => words(3, `x${at}w`)) })), [
    "size /phases/0/steps/0/do Step 1.1 lists 11 instructions, more than 10",
  ]);
});

/** A plan whose phases have so many steps. */
function phasesOf(...counts: readonly number[]): Plan {
  const phases = counts.map((count, at) =>
    phase(at + 1, Array.from({ length: count }, (_, s) => step(`${at + 1}.${s + 1}`, { requirements: ["R1", "R2"] })))
  );
  phases.at(-1)?.steps.push(ciStep(`${counts.length}.${(counts.at(-1) ?? 0) + 1}`));
  phases.at(-1)?.steps.push(readmeStep(`${counts.length}.${(counts.at(-1) ?? 0) + 2}`));
  return goodPlan({ phases });
}

Deno.test("lintPlan() finds phases of too few and too many steps", () => {
  assert.deepEqual(found(phasesOf(3, 15, 3)), []);
  assert.deepEqual(found(phasesOf(2, 16, 1)), [
    "size /phases/0/steps Phase 1 has 2 steps, fewer than 3",
    "size /phases/1/steps Phase 2 has 16 steps, more than 15",
  ]);
  assert.deepEqual(found(phasesOf(3, 0, 1)), ["size /phases/1/steps Phase 2 has no steps, though others have"]);
});

Deno.test("lintPlan() asks no phase for more steps when it has no other to be joined with, or none is there yet", () => {
  assert.deepEqual(found(phasesOf(1)), []);
  const plan = phasesOf(3, 2, 1);
  for (const [at, kind] of (["skeleton", "feature", "release"] as const).entries()) {
    Object.assign(plan.phases[at] ?? {}, { kind });
  }
  assert.deepEqual(found(plan), []);
  Object.assign(plan.phases[0] ?? {}, { steps: plan.phases[0]?.steps.slice(0, 2) });
  assert.deepEqual(found(plan), ["size /phases/0/steps Phase 1 has 2 steps, fewer than 3"]);
  assert.deepEqual(found(goodPlan({ phases: [phase(1, []), phase(2, [])] })), []);
  assert.deepEqual(found(phasesOf(2, 16, 1), { absent: ["phases"] }), []);
});

Deno.test("lintPlan() counts no retired step", () => {
  const plan = phasesOf(4, 17, 3);
  const retire = (steps: Step[] = [], count: number) => {
    for (const step of steps.slice(0, count)) Object.assign(step, { status: "retired", do: ["Nothing."] });
  };
  retire(plan.phases[0]?.steps, 2);
  retire(plan.phases[1]?.steps, 2);
  retire(plan.phases[2]?.steps, 5);
  assert.deepEqual(found(plan), ["size /phases/0/steps Phase 1 has 2 steps, fewer than 3"]);
});

Deno.test("lintPlan() uses the limits that are set for the size of steps and phases", () => {
  const limits = { min_words: 0, max_words: 10, max_deliverables: 1, max_items: 1, min_steps: 4, max_steps: 5 };
  const messages = found(goodPlan(), { rules: { size: { limits } } });
  for (
    const what of [
      "words, more than 10",
      "2 instructions, more than 1",
      "2 files, more than 1",
      "3 steps, fewer than 4",
    ]
  ) {
    assert.ok(messages.some((message) => message.includes(what)), what);
  }
});

Deno.test("lintPlan() finds a plan that is longer than its requirements and steps need", () => {
  const plan = goodPlan();
  Object.assign(plan.design ?? {}, { architecture: words(2300) });
  const [message, ...others] = found(plan);
  assert.match(message ?? "", /^proportion \/phases The plan has \d+ words for 2 requirements, more than 2240$/);
  assert.deepEqual(others, []);
  assert.deepEqual(rulesOf(plan), ["proportion"]);
  assert.equal(lintPlan(plan).findings[0]?.location, "plan");
});

Deno.test("lintPlan() allows more words for more requirements or more steps, and code, checks and criteria for nothing", () => {
  const plan = goodPlan();
  Object.assign(plan.design ?? {}, { architecture: words(2300) });
  for (let at = 3; at <= 12; at++) plan.requirements.push(requirement(`R${at}`, `Part ${at}.`, { status: "retired" }));
  assert.equal(found(plan).length, 1);
  for (const each of plan.requirements) each.status = "active";
  assert.deepEqual(found(plan), []);
  const many = phasesOf(8, 8);
  Object.assign(many.design ?? {}, { architecture: words(1700) });
  assert.deepEqual(found(many), []);
  const exact = goodPlan({ definitionOfDone: [words(3000)] });
  Object.assign(exact.design ?? {}, { architecture: "`go test ./... -run Links` ".repeat(800) });
  Object.assign(exact.phases[0] ?? {}, { exitCriteria: [words(3000)] });
  Object.assign(exact.phases[0]?.steps[0] ?? {}, { verify: [{ expect: words(3000) }] });
  assert.deepEqual(found(exact), []);
});

const code = (count: number, language = "go") =>
  ["```" + language, ...Array.from({ length: count }, (_, at) => `x${at} := f(${at})`), "```"].join("\n");

Deno.test("lintPlan() finds a plan of much code, at the text that has most of it", () => {
  const plan = goodPlan();
  Object.assign(plan.design ?? {}, { architecture: code(12) });
  Object.assign(plan.phases[1]?.steps[1] ?? {}, {
    do: ["Write the count of clicks by day, one row for each code and date:", code(30)],
  });
  const [message, ...others] = found(plan);
  assert.match(
    message ?? "",
    /^proportion \/phases\/1\/steps\/1\/do\/1 Code fills \d\d % of the plan's \d+ lines, over 25 %$/,
  );
  assert.deepEqual(others, []);
});

Deno.test("lintPlan() takes a little code, diagrams and trees of folders for no code", () => {
  const withArchitecture = (architecture: string) => {
    const plan = goodPlan();
    Object.assign(plan.design ?? {}, { architecture });
    return found(plan);
  };
  assert.equal(withArchitecture(code(40)).length, 1);
  assert.deepEqual(withArchitecture(code(19)), []);
  assert.deepEqual(withArchitecture(code(40, "mermaid")), []);
  assert.deepEqual(withArchitecture(code(40, "text")), []);
  assert.deepEqual(
    withArchitecture(["```", ...Array.from({ length: 40 }, (_, at) => `├── f${at}.go`), "```"].join("\n")),
    [],
  );
  assert.deepEqual(withArchitecture(`${code(40)}\n${"A line of prose.\n".repeat(150)}`), []);
});

Deno.test("linesOfCode() counts lines between fences, and none where a fence is never closed", () => {
  assert.deepEqual(linesOfCode("a\n\n```js\nb\nc\n```\nd"), { lines: 6, code: 2 });
  assert.deepEqual(linesOfCode("~~~\n```\nb\n~~~"), { lines: 4, code: 2 });
  assert.deepEqual(linesOfCode("```js\nb\nc"), { lines: 3, code: 0 });
  assert.deepEqual(linesOfCode(""), { lines: 0, code: 0 });
});

Deno.test("lintPlan() finds a handoff that is too long", () => {
  const plan = goodPlan();
  Object.assign(plan.handoff ?? {}, { notes: [words(800)], instructions: [words(800)] });
  assert.deepEqual(found(plan), [
    "proportion /handoff The handoff has 1603 words, more than 1500",
  ]);
  const { handoff: _, ...without } = goodPlan();
  assert.deepEqual(found(without), []);
});

Deno.test("lintPlan() ends in time when texts are very long", () => {
  for (const part of ["a", "a ", "```\n", "~", "`", "`a` ", "\n", "字", "├ ", "- "]) {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    const plan = withStep({ title: text, do: [text] });
    Object.assign(plan.design ?? {}, { architecture: text });
    const start = performance.now();
    lintPlan(plan);
    assert.ok(performance.now() - start < 5000, JSON.stringify(part));
  }
});
