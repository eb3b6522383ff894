import assert from "node:assert/strict";
import { readPlan } from "../../../../src/plan/readers/mod.ts";
import { validatePlan } from "../../../../src/plan/read.ts";
import { renderPlan } from "../../../../src/output/mod.ts";
import { goodPlan } from "../builders.ts";
import { changed, errors, lines, lint, MARKDOWN } from "./samples.ts";

const read = (text: string, path = "PLAN.md") => {
  const found = readPlan({ path, text });
  assert.deepEqual(validatePlan(found.plan), found.plan);
  return found;
};
const titles = (text: string) =>
  read(text).plan.phases.map(({ title, steps }) => [title, ...steps.map(({ title }) => title)]);

Deno.test("readPlan() reads phases, steps, demands and checks of a Markdown plan", () => {
  const { plan, format, absent } = read(MARKDOWN);
  assert.equal(format, "markdown");
  assert.equal(plan.project.name, "Recipe box");
  assert.deepEqual(plan.phases.map(({ title, goal, dependsOn }) => [title, goal, dependsOn]), [
    ["Skeleton", "A page that shows one recipe.", undefined],
    ["Recipes", "Recipes", [1]],
  ]);
  const steps = plan.phases.flatMap(({ steps }) => steps);
  assert.deepEqual(steps.map(({ id, requirements, dependsOn }) => [id, ...requirements, ...dependsOn]), [
    ["1.1"],
    ["1.2", "R1", "1.1"],
    ["2.1", "R1", "1.2"],
    ["2.2", "R2", "2.1"],
    ["2.3", "R3"],
  ]);
  assert.deepEqual(steps[3]?.do, ["One ingredient", "Several ingredients"]);
  assert.deepEqual(steps[2]?.verify, [{ command: "go test ./internal/store", expect: "passes" }]);
  assert.deepEqual(plan.definitionOfDone, ["All tests pass", "The README tells how to start"]);
  assert.deepEqual(plan.risks.map(({ mitigation }) => mitigation), ["an index on ingredients", "a copy each night"]);
  assert.deepEqual(plan.design?.techStack.map(({ name }) => name), ["Go", "SQLite"]);
  assert.deepEqual([...absent].sort(), ["actions", "details", "numbers", "project", "risks", "types"]);
});

Deno.test("lintPlan() finds no error in a sound Markdown plan, with any line ends", () => {
  assert.deepEqual(errors(lint({ path: "PLAN.md", text: MARKDOWN }).report), []);
  const { read: other } = lint({
    path: "PLAN.md",
    text: "\ufeff" + MARKDOWN.replaceAll("\n", "\r\n").replaceAll("  -", "\t-"),
  });
  assert.deepEqual(other, read(MARKDOWN));
});

Deno.test("lintPlan() finds what is wrong in a Markdown plan by its own lines", () => {
  const { report } = lint({
    path: "PLAN.md",
    text: changed(
      MARKDOWN,
      ["- R3:", "- R4: Recipes can be shared\n- R3:"],
      ["(R1, after 1.1)", "(R7, after 1.9)"],
      ["  - Depends on: 1.2", "  - Depends on: 2.2"],
      ["  - Verify: a printed page holds one recipe", "  - Verify: it works"],
      ["in `web/print.css`", "in `../print.css`, details TBD"],
    ),
  });
  assert.deepEqual(lines(report), [
    'coverage | R4 (PLAN.md:9) | No step works on R4: "Recipes can be shared"',
    "dangling-reference | 1.2 (PLAN.md:23) | There is no requirement R7",
    "dangling-reference | 1.2 (PLAN.md:23) | There is no step 1.9",
    "cycle | 2.1 (PLAN.md:31) | These steps wait for each other: 2.1 -> 2.2 -> 2.1",
    "order | 2.1 (PLAN.md:31) | 2.1 depends on 2.2, which comes later",
    "deliverable | 2.3 (PLAN.md:38) | 2.3 leaves nothing behind",
    'verification | 2.3 (PLAN.md:38) | The check of 2.3 names nothing to see: "it works"',
    "placeholder | 2.3 (PLAN.md:38) | 2.3 holds a placeholder (TBD)",
  ]);
});

Deno.test("readPlan() reads our own phaseN.md and devplan.md as Markdown", () => {
  const files = renderPlan(goodPlan());
  const phase = read(files["phase1.md"] ?? "", "phase1.md");
  assert.deepEqual(
    phase.plan.phases.map(({ steps }) =>
      steps.map(({ number, title, type, dependsOn }) => [number, title, type, ...dependsOn])
    ),
    [[
      ["1.1", "Build part 1 of 1", "feature"],
      ["1.2", "Build part 1 of 2", "feature", "1.1"],
      ["1.3", "Run the tests in CI", "enabler", "1.2"],
    ]],
  );
  assert.deepEqual(phase.plan.phases[0]?.steps[0]?.verify, [{
    command: "go test ./...",
    expect: "passes with three cases.",
  }]);
  assert.deepEqual(errors(lint({ path: "phase1.md", text: files["phase1.md"] ?? "" }).report), []);
  assert.equal(read(files["devplan.md"] ?? "", "devplan.md").plan.phases[0]?.steps.length, 3);
});

Deno.test("readPlan() reads steps in the usual shapes of Markdown", () => {
  assert.deepEqual(titles("# TODO\n\n## Doing\n- [ ] Fix login\n  - [ ] by mail\n## Done\n- [x] Set up CI\n"), [
    ["Doing", "Fix login"],
    ["Done", "Set up CI"],
  ]);
  assert.deepEqual(titles("- [ ] a task\n* [ ] another\n+ [X] third\n1. [ ] fourth\n"), [
    ["Tasks", "a task", "another", "third", "fourth"],
  ]);
  assert.deepEqual(
    titles("# Plan\n- [ ] 1. Types\n- [ ] 2. Login\n  - [ ] 2.1 Endpoint\n    - with hashing\n  - [ ]* 2.2 Tests\n"),
    [["Plan", "Types", "Endpoint", "Tests"]],
  );
  assert.deepEqual(
    titles("# X\n### Task 1: Model\n- [ ] **Step 1: Write the test**\n### Task 2: View\n- [ ] **Step 1: Write it**\n"),
    [["X", "Model", "View"]],
  );
  assert.deepEqual(
    titles(
      "# X\n## Phase 1: A\n### Goals\n- a goal\n### Tasks\n- one\n- two\n## Phase 2: B\n**Tasks:**\n1. three\n2. four\n",
    ),
    [["A", "one", "two"], ["B", "three", "four"]],
  );
  assert.deepEqual(
    titles(
      "# X\n## Phase 1: A\n### 1.1 Parser\nWrite it.\n**Acceptance criteria:**\n- [ ] reads numbers\n### 1.2 Printer\n",
    ),
    [["A", "Parser", "Printer"]],
  );
  assert.deepEqual(titles("# Plan\n1. **Parser** – reads\n2. **Printer** – writes\n"), [["Plan", "Parser", "Printer"]]);
});

Deno.test("readPlan() keeps the commands of a step, so that what does harm is found", () => {
  const { plan } = read("- [ ] Commit it\n\n  ```bash\n  git add .env\n  ```\n- [ ] Push with `git push --force`\n");
  assert.deepEqual(plan.phases[0]?.steps.map(({ title, do: instructions }) => [title, ...instructions]), [
    ["Commit it", "`git add .env`"],
    ["Push with `git push --force`"],
  ]);
});

Deno.test("readPlan() takes counts and versions for no steps when it looks for what a step waits for", () => {
  const needs = (text: string) =>
    read(`## Phase 1: A\n- [ ] 1.1 a\n- [ ] 1.2 b\n- [ ] 1.3 ${text}\n`).plan.phases[0]?.steps[2]?.dependsOn;
  assert.deepEqual(needs("c after 1.1 seconds, needs 2 files, requires Python 3.11, depends on 2 services"), []);
  assert.deepEqual(needs("c (after 1.1)"), ["1.1"]);
  assert.deepEqual(needs("c, depends on step 1.1 and 1.2"), ["1.1", "1.2"]);
  assert.deepEqual(needs("c, blocked by 1.1-1.2"), ["1.1", "1.2"]);
  assert.deepEqual(needs("c (R2, after 1.2)"), ["1.2"]);
});

Deno.test("readPlan() tells files and checks of a Markdown plan only where most steps or a label do", () => {
  const absent = (text: string) => read(text).absent;
  assert.ok(absent("- [ ] a in `src/a.ts`\n- [ ] b\n- [ ] c\n").includes("deliverables"));
  assert.ok(!absent("- [ ] a in `src/a.ts`\n".repeat(4) + "- [ ] b\n").includes("deliverables"));
  assert.ok(!absent("- [ ] a\n  - Files: `src/a.ts`\n- [ ] b\n- [ ] c\n").includes("deliverables"));
  assert.ok(absent("- [ ] Run `npm test`\n- [ ] b\n- [ ] c\n").includes("verification"));
  assert.ok(!absent("- [ ] a\n  - Verify: it prints 3\n- [ ] b\n- [ ] c\n").includes("verification"));
  assert.deepEqual(
    ["phases", "dependencies", "requirements", "citations", "stack", "risks"].filter((part) =>
      !absent("- [ ] a\n").some((other) => other === part)
    ),
    [],
  );
});

/** What the steps of a plan wait for, by phases. */
const waits = (text: string) => read(text).plan.phases.map(({ steps }) => steps.map(({ dependsOn }) => dependsOn));

Deno.test("readPlan() takes numbers for places where boxes have none of their own", () => {
  assert.deepEqual(
    waits(
      "# P\n## Phase 1: A\n- [ ] a\n- [ ] b\n- [ ] c (depends on 1.2)\n## Phase 2: B\n- [ ] d, depends on step 1.2\n- [ ] e (after 2.1, 1.3)\n",
    ),
    [[[], [], ["1.2"]], [["1.2"], ["2.1", "1.3"]]],
  );
  // By the phases' own numbers, and by those of their lists.
  assert.deepEqual(
    waits("# P\n## Phase 0: A\n1. a\n2. b\n## Phase 1: B\n1. c, depends on 0.2\n2. d (after 1.1)\n"),
    [[[], []], [["1.2"], ["2.1"]]],
  );
  assert.deepEqual(waits("- [ ] a\n- [ ] b (depends on step 1)\n"), [[[], ["1.1"]]]);
  assert.deepEqual(waits("# P\n- [ ] 1. a\n  - [ ] 1.1 b\n  - [ ] 1.2 c\n- [ ] 2. d (depends on 1)\n"), [[
    [],
    [],
    ["1.2"],
  ]]);
});

Deno.test("lintPlan() finds steps that are not there in plans without numbers, in the words of the file", () => {
  const said = (text: string) => lines(lint({ path: "PLAN.md", text }).report, ["dangling-reference"]);
  assert.deepEqual(said("# P\n## Phase 1: A\n- [ ] a\n- [ ] b (depends on 1.9, 2.1)\n"), [
    'dangling-reference | "b" (PLAN.md:4) | There is no step 1.9',
    'dangling-reference | "b" (PLAN.md:4) | There is no step 2.1',
  ]);
  const { report } = lint({
    path: "PLAN.md",
    text: "# P\n## Phase 1: A\n- [ ] 1.1 a\n## Phase 3: B\n- [ ] 3.1 b\n- [ ] 3.2 c (depends on 2.1)\n",
  });
  assert.deepEqual(report.findings.map(({ message, hint }) => `${message}. ${hint}`), [
    'There is no step "2.1". Name a step that exists, or take the reference out.',
  ]);
});

Deno.test("readPlan() takes issues, and phases that stand in another file, for no steps of this one", () => {
  assert.deepEqual(waits("- [ ] a\n- [ ] b, blocked by #231, #232\n- [ ] c (depends on #1)\n"), [[[], [], ["1.1"]]]);
  assert.deepEqual(
    waits("# P\n## Phase 4: A\n- [ ] 4.1 a (after 3.2)\n- [ ] 4.2 b (depends on 4.1, 3.9)\n- [ ] 4.3 c (after 4.9)\n"),
    [[[], ["1.1"], ["4.9"]]],
  );
  const { "phase2.md": text = "" } = renderPlan(goodPlan());
  assert.deepEqual(errors(lint({ path: "phase2.md", text }).report), []);
});

Deno.test("readPlan() takes headings for steps where only a few boxes stand elsewhere", () => {
  const end = "## Testing\n- [ ] All tests pass\n";
  assert.deepEqual(titles(`# X\n## Phase 1: A\n### Step 1: Model\nText.\n### Step 2: View\nText.\n${end}`), [
    ["A", "Model", "View"],
  ]);
  assert.deepEqual(titles(`# X\n## 1. A\n### 1.1 Model\nText.\n### 1.2 View\nText.\n${end}`), [
    ["A", "Model", "View"],
  ]);
  assert.deepEqual(titles("# X\n### 1.1 Model\n- [ ] a\n- [ ] b\n### 1.2 View\n- [ ] c\n"), [
    ["1.1 Model", "a", "b"],
    ["1.2 View", "c"],
  ]);
  assert.deepEqual(waits("# X\n### 1.1 Model\n- [ ] a\n- [ ] b\n### 1.2 View\n- [ ] c (depends on 1.1)\n"), [
    [[], []],
    [["1.2"]],
  ]);
});

Deno.test("readPlan() takes boxes that only lead to others for no steps", () => {
  assert.deepEqual(
    titles("# X\n- [ ] 1. A\n  - Do it\n- [ ] 2. B\n- [ ] 2.1 C\n- [ ] 2.2 D\n- [ ] 3. E\n- [ ] 4.1 F\n"),
    [["X", "A", "C", "D", "E", "F"]],
  );
});

Deno.test("readPlan() takes numbered headings for the steps where boxes only tick them off", () => {
  const body = "# Todo\n\n## Overview\nA list.\n\n### 1. Set up the project\n- Create `package.json`\n\n" +
    "### 2. Add the API\nFiles: `src/server.js`\n- GET /todos\n\n";
  const steps = (text: string) =>
    read(text).plan.phases.flatMap(({ steps }) =>
      steps.map(({ title, status, deliverables, do: told }) => [
        title,
        status,
        told.length,
        ...deliverables.map(({ path }) => path),
      ])
    );
  const own = [["Set up the project", "todo", 1, "package.json"], ["Add the API", "todo", 1, "src/server.js"]];
  assert.deepEqual(steps(`${body}### To-dos\n- [ ] setup\n- [ ] api\n`), own);
  assert.deepEqual(steps(body), own);
  assert.deepEqual(steps(`${body}## Track\n- [x] Set up project\n- [ ] Add API\n`), [
    ["Set up the project", "done", 1, "package.json"],
    own[1],
  ]);
  // Chapters of a document with a number are no steps.
  assert.deepEqual(
    titles("# X\n## 1. Overview\nText.\n## 2. Architecture\nText.\n## To-dos\n- [ ] Model\n- [ ] View\n"),
    [["To-dos", "Model", "View"]],
  );
  assert.deepEqual(titles("# X\n## 1. Base\n- [ ] Model\n- [ ] View\n## 2. Shop\n- [ ] Cart\n"), [
    ["Base", "Model", "View"],
    ["Shop", "Cart"],
  ]);
});

Deno.test("readPlan() takes what stands below Verification for when the whole is done", () => {
  const done = (text: string) => read(text).plan.definitionOfDone;
  const end = "\n## Verification\n- `npm test`\n";
  assert.deepEqual(done(`# X\n\n## Steps\n1. **Store** in \`src/a.ts\`\n2. **Toggle** it\n${end}`), ["`npm test`"]);
  assert.deepEqual(titles(`# X\n- [ ] Model\n- [ ] View\n${end}`), [["X", "Model", "View"]]);
  assert.deepEqual(
    done(`# X\n## Phase 1: A\n- [ ] Model\n### Verification\n- \`npm test\`\n## Phase 2: B\n- [ ] C\n`),
    [],
  );
  assert.deepEqual(titles("# X\n## Work\n- [ ] Model\n## Verification\n- [ ] Run the tests\n"), [
    ["Work", "Model"],
    ["Verification", "Run the tests"],
  ]);
});

Deno.test("readPlan() reads what German steps wait for", () => {
  const waits = (text: string) =>
    read(`# X\n## Schritt 1: A\nBau A.\n## Schritt 2: B\nBau B.\n## Schritt 3: C\n${text}\n`).plan.phases[0]?.steps[2]
      ?.dependsOn;
  assert.deepEqual(waits("Bau C, hängt ab von Schritt 1."), ["1.1"]);
  assert.deepEqual(waits("Abhängig von den Schritten, die nach 5 Minuten enden."), []);
  assert.deepEqual(waits("Hängt ab von Schritt 1 und Schritt 2."), ["1.1", "1.2"]);
  assert.deepEqual(waits("Nach 2 Tagen, nach Schritt 2."), ["1.2"]);
});
