import assert from "node:assert/strict";
import fc from "fast-check";
import { PlanError } from "../../../../src/errors.ts";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { companionsOf, placed, placeOf, readPlan } from "../../../../src/plan/readers/mod.ts";
import { formatPlan } from "../../../../src/plan/write.ts";
import { validatePlan } from "../../../../src/plan/read.ts";
import { goodPlan, withStep } from "../builders.ts";
import { MARKDOWN, OPENSPEC_TASKS, SPEC_KIT_SPEC, SPEC_KIT_TASKS, taskFile, taskMaster } from "./samples.ts";

/** The error of a file that is no plan. */
function refusal(path: string, text: string): string {
  try {
    readPlan({ path, text });
  } catch (error) {
    assert.ok(error instanceof PlanError, String(error));
    assert.match(error.hint, /\.$/);
    return error.message;
  }
  throw new Error("expected a PlanError");
}

Deno.test("readPlan() reads our own plan with the line of each part, and changes no finding", () => {
  const plan = withStep({ dependsOn: ["9.9"] });
  const text = formatPlan(plan);
  const read = readPlan({ path: "plan.json", text });
  assert.deepEqual([read.format, read.absent, read.plan], ["devussy", [], plan]);
  const rows = text.split("\n");
  const line = (pointer: string) => rows[(placeOf(pointer, read)?.line ?? 0) - 1]?.trim();
  assert.equal(line("/phases/1/steps/0/number"), '"number": "2.1",');
  assert.equal(line("/project/name"), '"name": "Link shortener",');
  assert.equal(line("/risks/0/text"), '"text": "Links are guessed.",');
  assert.equal(line("/phases/0/steps/0/dependsOn/0"), '"9.9"');
  // What is not there itself stands where the nearest part above it does.
  assert.equal(line("/risks/0/steps/7"), '"steps": [');
  const report = lintPlan(read.plan, { absent: read.absent });
  assert.equal(report.findings[0]?.location, "phase 1, step 1.1");
  assert.equal(placed(report, read), report);
});

Deno.test("readPlan() finds each part of our own plan on its own line", () => {
  const plan = withStep({
    why: "It comes first.",
    evidence: { exitStatus: 0, note: "seen" },
    verify: [{ command: "go test ./...", expect: "ok" }, { command: "go vet ./...", expect: "no output" }],
  });
  const text = formatPlan(plan);
  const read = readPlan({ path: "plan.json", text });
  const rows = text.split("\n");
  const lines = new Set<number>();
  let count = 0;
  const walk = (value: unknown, pointer: string) => {
    const place = read.places.get(pointer);
    assert.ok(place !== undefined, pointer);
    const row = rows[place.line - 1]?.trim() ?? "";
    const key = pointer.slice(pointer.lastIndexOf("/") + 1);
    if (typeof value !== "object" || value === null) {
      const own = JSON.stringify(value);
      assert.ok([`"${key}": ${own}`, own].includes(row.replace(/,$/, "")), `${pointer}: ${row}`);
    }
    count++;
    lines.add(place.line);
    if (typeof value !== "object" || value === null) return;
    for (const [name, part] of Object.entries(value)) walk(part, `${pointer}/${name}`);
  };
  walk(JSON.parse(text), "");
  assert.equal(lines.size, count);
  assert.equal(
    rows[(placeOf("/phases/0/steps/0/verify/1/command", read)?.line ?? 0) - 1]?.trim().slice(0, 19),
    '"command": "go vet ',
  );
});

Deno.test("readPlan() says where damaged JSON is damaged", () => {
  assert.equal(
    refusal("plan.json", '{\n  "schemaVersion": 1,\n  "x": [1, 2,]\n}'),
    'Cannot read plan.json: expected a value at line 3, column 14, got "]"',
  );
  assert.equal(
    refusal("p.json", '\ufeff{"tasks": [{"id": 1}'),
    'Cannot read p.json: expected "," or "]" at line 1, column 21, got the end of the file',
  );
  assert.equal(
    refusal("p.json", '{"a": "x\ny"}'),
    "Cannot read p.json: expected a string that ends on its line at line 1, column 9, got the end of the line",
  );
  assert.equal(
    refusal("p.json", "{'a': 1}"),
    'Cannot read p.json: expected a name in quotes or "}" at line 1, column 2, got "\'"',
  );
  assert.equal(
    refusal("p.json", "{} x"),
    "Cannot read p.json: expected the end of the file at line 1, column 4, got a word",
  );
  const secret = "hunter2-hunter2";
  for (
    const [text, kind] of [[`{"a": 1 ${secret}`, "a word"], [`{"a" "${secret}"}`, "a text"], ["{} 12", "a number"]]
  ) {
    const message = refusal("p.json", text ?? "");
    assert.ok(message.endsWith(`got ${kind}`) && !message.includes("hunter"), message);
  }
  assert.match(refusal("p.json", "# Plan\n- [ ] a"), /expected a value at line 1, column 1/);
});

Deno.test("readPlan() agrees with JSON.parse on what is JSON", () => {
  const damaged = fc.tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom("", ",", "]", '"', "x", "\n", "\\u00g"));
  fc.assert(fc.property(damaged, ([json, at, by]) => {
    const text = `{"a": ${json.slice(0, at % json.length)}${by}${json.slice(at % json.length)}}`;
    let sound = true;
    try {
      JSON.parse(text);
    } catch {
      sound = false;
    }
    const message = refusal("x.json", text);
    assert.equal(/ at line \d+, column \d+, got /.test(message), !sound, `${text}: ${message}`);
  }));
});

Deno.test("readPlan() refuses what is no plan, and says what it expected", () => {
  assert.equal(refusal("a.md", " \n\ufeff"), "Cannot read a.md: expected a plan, got an empty file");
  assert.equal(
    refusal("a.md", "# Hello\n\nText.\n\n- one\n- two\n"),
    'Cannot read a.md as a plan: expected steps such as "- [ ] Write the parser", got none',
  );
  assert.equal(refusal("spec.md", SPEC_KIT_SPEC), "Cannot read spec.md as a plan: expected tasks, got a specification");
  assert.equal(
    refusal("x.json", '{"name": "x", "scripts": {}}'),
    'Cannot read x.json as a plan: expected devussy\'s plan.json or Task Master\'s tasks.json, got an object with "name", "scripts"',
  );
  assert.match(refusal("x.json", "[1]"), /got a list$/);
  assert.match(refusal("plan.json", '{"schemaVersion": 1}'), /does not fit the schema/);
  assert.match(refusal("plan.json", '{"schemaVersion": 2}'), /this devussy reads 1/);
});

Deno.test("readPlan() knows formats by what they hold, and by their path only where that leaves a choice", () => {
  const format = (path: string, text: string) => readPlan({ path, text }).format;
  assert.equal(format("anything.md", SPEC_KIT_TASKS), "spec-kit");
  assert.equal(format("openspec/changes/x/tasks.md", SPEC_KIT_TASKS), "spec-kit");
  assert.equal(format("anything.txt", taskFile(taskMaster())), "task-master");
  assert.equal(format("anything", formatPlan(goodPlan())), "devussy");
  assert.equal(format("tasks.md", OPENSPEC_TASKS), "openspec");
  assert.equal(format("notes.md", OPENSPEC_TASKS), "markdown");
  assert.equal(format("openspec/changes/x/tasks.md", "- [ ] one\n- [ ] two\n"), "openspec");
  assert.equal(format("tasks.md", MARKDOWN), "markdown");
});

Deno.test("companionsOf() names the files beside a plan, with at most one folder left open", () => {
  assert.deepEqual(companionsOf("specs/001-x/tasks.md"), ["specs/001-x/spec.md", "specs/001-x/plan.md"]);
  assert.deepEqual(companionsOf("/w/openspec/changes/add-x/tasks.md"), [
    "/w/openspec/changes/add-x/proposal.md",
    "/w/openspec/changes/add-x/design.md",
    "/w/openspec/changes/add-x/specs/*/spec.md",
  ]);
  assert.deepEqual(companionsOf("tasks.md"), [
    "spec.md",
    "plan.md",
    "proposal.md",
    "design.md",
    "specs/*/spec.md",
    "requirements.md",
  ]);
  assert.deepEqual(companionsOf("specs\\001-x\\tasks.md"), ["specs/001-x/spec.md", "specs/001-x/plan.md"]);
  assert.deepEqual(companionsOf(".kiro/specs/x/tasks.md"), [
    ".kiro/specs/x/requirements.md",
    ".kiro/specs/x/design.md",
  ]);
  assert.deepEqual(["plan.json", "tasks.json", "PLAN.md", "a/spec.md"].flatMap(companionsOf), []);
});

Deno.test("placed() changes no words that a message quotes", () => {
  const text = "## 4. A\n- [ ] 4.1 Say step 1.1 of R1 TBD\n- [ ] 4.2 x (depends on 4.1)\n## 5. B\n- [ ] 5.1 y\n";
  const read = readPlan({ path: "tasks.md", text });
  const finding = {
    rule: "r",
    severity: "error" as const,
    message: 'Steps 1.1 and 1.2 say "step 1.1", phase 1, step 1.1 and phase 2 do not; Python 3.11 stays',
    location: "phase 1, step 1.1",
    pointer: "/phases/0/steps/0/title",
    hint: "See step 2.1.",
  };
  assert.deepEqual(placed({ score: 92, findings: [finding], unchecked: [] }, read).findings[0], {
    ...finding,
    message: '4.1 and 4.2 say "step 1.1", 4.1 and "B" do not; Python 3.11 stays',
    location: "4.1 (tasks.md:2)",
    hint: "See 5.1.",
  });
});

Deno.test("readPlan() cleans what it reads", () => {
  const evil = "\u001b[31mred\u001b[0m \u202etxet\u200b \ud800";
  for (
    const [path, text] of [["p.md", `- [ ] ${evil}\n`], ["tasks.md", `- [ ] T001 ${evil}\n`], [
      "tasks.json",
      JSON.stringify({ tasks: [{ id: 1, title: evil, details: evil, testStrategy: evil }] }),
    ]] as const
  ) {
    assert.doesNotMatch(JSON.stringify(readPlan({ path, text }).plan), /\\u001b|\u202e|\u200b|\\ud800/, path);
  }
});

Deno.test("readPlan() gives a plan that fits the schema, or a PlanError, for any Markdown", () => {
  const piece = fc.constantFrom(
    "# T\n",
    "## Phase 1: A\n",
    "### Step 2: B\n",
    "## Requirements\n",
    "- R1: x\n",
    "- [ ] a\n",
    "  - [x] b\n",
    "- [ ] T001 [US1] c\n",
    "- [ ] 1.1 d (depends on 9.9)\n",
    "1. **e** f\n",
    "```\n",
    "<!--",
    "-->",
    "---\n",
    "| a | b |\n|---|---|\n| R1 | 2 |\n",
    "\n",
    "Verify: `x`\n",
    "**Goal**: g\n",
    "> q\n",
    "\t- h\n",
    "## Risks\n",
    "- r → m\n",
    "## Dependencies\n",
    "- T001 → T002\n",
    "## Tech stack\n",
    "- [ ]\n",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom("tasks.md", "openspec/changes/x/tasks.md"),
      (pieces, path) => {
        try {
          const { plan, places } = readPlan({ path, text: pieces.join("") }, [{
            path: "spec.md",
            text: pieces.join(""),
          }]);
          validatePlan(plan);
          const lines = pieces.join("").split("\n").length;
          assert.ok([...places.values()].every(({ line }) => line >= 1 && line <= lines));
        } catch (error) {
          assert.ok(error instanceof PlanError && error.problems.length === 0, String(error));
        }
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("readPlan() takes no more than linear time for large and hostile files", () => {
  const tasks = (count: number) =>
    Array.from(
      { length: count },
      (_, at) =>
        `${at % 100 === 0 ? `\n## Phase ${at / 100 + 1}: P\n` : ""}- [ ] T${
          at + 1
        } [US1] Write src/a${at}.ts (depends on T${at})`,
    ).join("\n");
  const hostile: [string, string][] = [
    ["tasks.md", tasks(10_000)],
    ["p.md", `- [ ] ${"a".repeat(1_000_000)}`],
    ["p.md", `- [ ] ${"(".repeat(1_000_000)}`],
    ["p.md", "- [ ] x\n" + "after step ".repeat(300_000)],
    ["p.md", "## Phase 1: a\n- [ ] b\n".repeat(5_000)],
    ["p.md", "- [ ] 1. x\n" + "  - [ ] 1.1 a\n".repeat(10_000)],
    ["p.md", Array.from({ length: 3_000 }, (_, at) => " ".repeat(at) + "- [ ] a").join("\n")],
    ["p.md", "<!--".repeat(200_000) + "\n- [ ] x"],
    ["p.md", ("- [ ] " + "`a".repeat(500) + "\n").repeat(500)],
    ["tasks.md", ("- [ ] T001 " + "FR-001 to FR-200 ".repeat(200) + "\n").repeat(100)],
    ["x.json", '{"tasks":' + "[".repeat(1_000_000)],
    ["x.json", `{"${"k".repeat(300_000)}": [${"0,".repeat(300_000)}0]}`],
    [
      "x.json",
      JSON.stringify({ tasks: [{ id: 1, subtasks: Array(50_000).fill({ id: 1, dependencies: [1, 2, 3] }) }] }),
    ],
    ["p.md", "## Phase 1: a\n- [ ] b (depends on 1.2, 9.9, #4)\n".repeat(5_000)],
    ["x.json", '{"tasks": [' + "[".repeat(100_000) + "]".repeat(100_000) + "]}"],
    ["x.json", JSON.stringify({ tasks: [{ id: 1, title: "x".repeat(1e6), details: "after 1 ".repeat(2e5) }] })],
  ];
  for (const [path, text] of hostile) {
    const start = performance.now();
    try {
      readPlan({ path, text });
    } catch (error) {
      assert.ok(error instanceof PlanError, String(error));
    }
    const took = performance.now() - start;
    assert.ok(took < 5_000, `${path} ${text.slice(0, 30)}: ${Math.round(took)} ms`);
  }
});
