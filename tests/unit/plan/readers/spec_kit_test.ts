import assert from "node:assert/strict";
import { readPlan } from "../../../../src/plan/readers/mod.ts";
import { validatePlan } from "../../../../src/plan/read.ts";
import { changed, errors, lines, lint, SPEC_KIT_PLAN, SPEC_KIT_SPEC, SPEC_KIT_TASKS } from "./samples.ts";

const FOLDER = "specs/004-photo-albums/";
const spec = { path: `${FOLDER}spec.md`, text: SPEC_KIT_SPEC };
const plan = { path: `${FOLDER}plan.md`, text: SPEC_KIT_PLAN };
const tasks = (...changes: [string, string][]) => ({ path: "tasks.md", text: changed(SPEC_KIT_TASKS, ...changes) });
const beside = [{ ...spec, path: "spec.md" }, { ...plan, path: "plan.md" }];

Deno.test("readPlan() reads a feature of spec-kit with its stories, order and stack", () => {
  const { plan: read, format, absent, requirementNames } = readPlan(
    { path: `${FOLDER}tasks.md`, text: SPEC_KIT_TASKS },
    [
      spec,
      plan,
    ],
  );
  assert.equal(format, "spec-kit");
  assert.deepEqual(validatePlan(read), read);
  assert.deepEqual(read.phases.map(({ steps }) => steps.map(({ id }) => id).join(" ")), [
    "T001 T002",
    "T003 T004",
    "T005 T006 T007 T008",
    "T009 T010 T011",
    "T012 T013",
  ]);
  assert.deepEqual(read.phases.map(({ dependsOn }) => dependsOn), [undefined, [1], [2], [2], [3, 4]]);
  const step = read.phases[2]?.steps[2];
  assert.deepEqual([step?.requirements, step?.dependsOn, step?.deliverables.map(({ path }) => path)], [
    ["R1"],
    ["2.2", "3.2"],
    ["src/services/album_service.py"],
  ]);
  assert.deepEqual([read.phases[2]?.steps[3]?.dependsOn, read.phases[3]?.steps[2]?.dependsOn], [["3.3"], ["4.2"]]);
  assert.deepEqual(read.phases[2]?.steps.map(({ type }) => type), ["test", "feature", "feature", "feature"]);
  assert.ok(read.phases.slice(0, 2).every(({ steps }) => steps.every(({ type }) => type === "enabler")));
  assert.equal(read.phases[0]?.steps[0]?.status, "done");
  assert.deepEqual(read.phases[2]?.exitCriteria, [
    "Create two albums and see both on the main page",
    "User Story 1 works on its own",
  ]);
  assert.deepEqual([...requirementNames], [["R1", "US1"], ["R2", "US2"]]);
  assert.deepEqual(read.requirements.map(({ priority, source }) => [priority, source.line]), [["must", 8], [
    "should",
    18,
  ]]);
  assert.deepEqual(read.requirements[0]?.acceptance, ["no albums, a person creates one, it is listed"]);
  assert.equal(read.project.summary, "Albums of photos that people sort by date");
  assert.deepEqual([read.project.languages, read.project.frameworks], [["Python"], ["FastAPI", "SQLAlchemy"]]);
  assert.deepEqual(read.design?.techStack.map(({ name }) => name), [
    "Python",
    "FastAPI",
    "SQLAlchemy",
    "PostgreSQL",
    "pytest",
  ]);
  assert.deepEqual(read.questions.map(({ text }) => text), ["SSO or password?"]);
  assert.deepEqual([...absent].sort(), ["actions", "details", "numbers", "project", "risks", "verification"]);
});

Deno.test("lintPlan() finds no error in a sound feature of spec-kit, with and without what stands beside it", () => {
  assert.deepEqual(errors(lint(tasks(), beside).report), []);
  assert.deepEqual(errors(lint(tasks()).report), []);
  const unchecked = lint(tasks(), beside).report.unchecked.map(({ rule }) => rule);
  assert.ok(unchecked.includes("verification") && !unchecked.includes("coverage"), unchecked.join());
});

Deno.test("lintPlan() finds what is wrong in a feature of spec-kit by its own names and lines", () => {
  const { report } = lint(
    tasks(
      ["(depends on T004, T006)", "(depends on T004, T042)"],
      ["T008 [US1] Add", "T006 [US1] Add"],
      ["- T008 depends on T007 (the endpoint calls the service)", "- T003 depends on T004"],
      ["of at most 10 MB", "of TBD size"],
      [" in ruff.toml", ""],
    ),
    [{
      path: "spec.md",
      text: changed(SPEC_KIT_SPEC, [
        "## Requirements *",
        "### User Story 3 - Share an album (Priority: P3)\n\n## Requirements *",
      ]),
    }],
  );
  assert.deepEqual(lines(report), [
    'coverage | US3 (spec.md:26) | No step works on US3: "Share an album"',
    "dangling-reference | T007 (tasks.md:53) | There is no step T042",
    "cycle | T003 (tasks.md:33) | These steps wait for each other: T003 -> T004 -> T003",
    "order | T003 (tasks.md:33) | T003 depends on T004, which comes later",
    "numbering | T006 (tasks.md:54) | The id T006 is given twice",
    "deliverable | T002 (tasks.md:25) | T002 leaves nothing behind",
    "placeholder | T011 (tasks.md:68) | T011 holds a placeholder (TBD)",
  ]);
  const hint = report.findings.find(({ rule }) => rule === "coverage")?.hint ?? "";
  assert.match(hint, /\bUS3\b/);
  assert.doesNotMatch(hint, /\bR\d/);
});

Deno.test("readPlan() traces demands only where the tasks of spec-kit name them", () => {
  const none = readPlan(tasks(), beside);
  assert.ok([...none.requirementNames.values()].every((name) => name.startsWith("US")));
  const one = readPlan(tasks(["Create the Album model in", "Create the Album model (FR-001) in"]), beside);
  assert.deepEqual([...one.requirementNames.values()], ["US1", "US2", "FR-001"]);
  const most = lint(
    tasks(["Create the Album model in", "Create the Album model (FR-001) in"], [
      "of at most 10 MB",
      "of at most 10 MB (FR-002, FR-004)",
    ]),
    [{
      path: "spec.md",
      text: changed(SPEC_KIT_SPEC, ["## Success", "- **FR-004**: System MUST keep photos\n\n## Success"]),
    }],
  );
  assert.deepEqual(lines(most.report), [
    'coverage | FR-003 (spec.md:32) | No step works on FR-003: "System MUST authenticate people via [NEEDS CLARIFICATION: SSO or password?]"',
  ]);
  const range = readPlan(tasks(["Run the steps of", "Validate FR-001 through FR-003 by the steps of"]), beside);
  assert.deepEqual(range.plan.phases[4]?.steps[1]?.requirements, ["R3", "R4", "R5"]);
});

Deno.test("lintPlan() finds a story that is not there when a task of spec-kit has its label", () => {
  assert.deepEqual(lines(lint(tasks(["T011 [US2]", "T011 [US9]"]), beside).report), [
    "dangling-reference | T011 (tasks.md:68) | There is no requirement US9",
  ]);
  // Without a specification nobody can say which stories there are.
  assert.deepEqual(lines(lint(tasks(["T011 [US2]", "T011 [US9]"])).report), []);
});

Deno.test("readPlan() reads tasks of spec-kit in other shapes: bold ids, wrapped lines, no stories, other languages", () => {
  const read = readPlan({
    path: "tasks.md",
    text: [
      "# Tasks: X",
      "## Phase 3.1: Setup",
      "- [X] **T001** [P] Create the project",
      "      in `go.mod`",
      "- [~] T002: Write the loader in",
      "  src/load.go, after T001",
      "  - reads YAML",
      "## Phase 3.2: 用户故事 1 - 登录 (Priority: P1)",
      "- [ ] T003 实现登录，依赖数据库 `src/login.go`",
    ].join("\n"),
  });
  const steps = read.plan.phases.flatMap(({ steps }) => steps);
  assert.deepEqual(steps.map(({ title }) => title), [
    "Create the project in `go.mod`",
    "Write the loader in src/load.go, after T001",
    "实现登录，依赖数据库 `src/login.go`",
  ]);
  assert.deepEqual(steps.map(({ status }) => status), ["done", "doing", "todo"]);
  assert.deepEqual([steps[1]?.dependsOn, steps[1]?.do], [["1.1"], ["reads YAML"]]);
  assert.deepEqual(steps[2]?.requirements, ["R1"]);
  assert.deepEqual(read.places.get("/phases/0"), { path: "tasks.md", line: 2, name: "Phase 3.1" });
});

Deno.test("readPlan() keeps the ids of the template where nobody filled them in", () => {
  const { report } = lint(tasks(["T012 [P]", "TXXX [P]"], ["T013 Run", "TXXX Run"]), beside);
  assert.deepEqual(lines(report), ["numbering | TXXX (tasks.md:75) | The id TXXX is given twice"]);
});

Deno.test("readPlan() reads what the phases of spec-kit say they wait for", () => {
  const text = [
    "## Phase 1: User Story 1 - A (P1)",
    "- [ ] T001 [US1] Write a.ts",
    "## Phase 2: User Story 2 - B (P1)",
    "> **Goal**: B works",
    "> **Depends on**: US1 (needs its model)",
    "- [ ] T002 [US2] Write b.ts",
    "## Phase 3: Polish",
    "- [ ] T003 Deploy the whole",
    "- [ ] T004 Validate the whole",
    "## Dependencies",
    "1. **Polish** - Requires US1, US2",
    "- T001-T002 must complete before T003",
  ].join("\n");
  const { phases } = readPlan({ path: "tasks.md", text }).plan;
  assert.deepEqual(phases.map(({ goal, dependsOn }) => [goal, dependsOn]), [
    ["User Story 1 - A (P1)", undefined],
    ["B works", [1]],
    ["Polish", [1, 2]],
  ]);
  assert.deepEqual(phases[2]?.steps.map(({ type, dependsOn }) => [type, ...dependsOn]), [["ops", "1.1", "2.1"], [
    "ops",
  ]]);
});
