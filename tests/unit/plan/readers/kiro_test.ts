import assert from "node:assert/strict";
import { readPlan } from "../../../../src/plan/readers/mod.ts";
import { validatePlan } from "../../../../src/plan/read.ts";
import { lines, lint } from "./samples.ts";

const FOLDER = ".kiro/specs/login/";
const TASKS = `# Implementation Plan

- [ ] 1. Set up the project
  - Create the folders
  - _Requirements: 1.1, 1.2_
- [ ] 2. Implement data models
- [ ] 2.1 Create the interfaces
  - Write \`src/models.ts\`
  - _Requirements: 2.1_
- [x]* 2.2 Write tests
  - _Requirements: Requirement 2_
`;
const REQUIREMENTS = `# Requirements Document

## Introduction

1. WHEN nothing

## Requirements

### Requirement 1: Login

**User Story:** As a user, I want to log in, so that my data is mine

#### Acceptance Criteria

1. WHEN the password fits THEN the system SHALL open a session
2. WHEN it does not THEN the system SHALL say so

### Requirement 2

#### Acceptance Criteria

1. WHEN a session is a day old THEN the system SHALL end it
`;
const tasks = (text = TASKS) => ({ path: `${FOLDER}tasks.md`, text });
const demands = (text = REQUIREMENTS) => ({ path: `${FOLDER}requirements.md`, text });
const cites = (...given: Parameters<typeof readPlan>) =>
  readPlan(...given).plan.phases.flatMap(({ steps }) => steps.map(({ requirements }) => requirements));

Deno.test("readPlan() reads the requirements beside a plan of Kiro's, and what its tasks cite", () => {
  const { plan, format, absent, requirementNames } = readPlan(tasks(), [demands()]);
  assert.deepEqual(validatePlan(plan), plan);
  assert.equal(format, "markdown");
  assert.deepEqual(plan.requirements.map(({ id, text, acceptance }) => [id, text, acceptance.length]), [
    ["R1", "Login: As a user, I want to log in, so that my data is mine", 2],
    ["R2", "WHEN a session is a day old THEN the system SHALL end it", 1],
  ]);
  assert.deepEqual([...requirementNames.values()], ["requirement 1", "requirement 2"]);
  assert.deepEqual(cites(tasks(), [demands()]), [["R1"], ["R2"], ["R2"]]);
  assert.deepEqual(absent.filter((part) => part === "requirements" || part === "citations"), []);
});

Deno.test("lintPlan() finds criteria of Kiro's that are not there, and requirements that no task cites", () => {
  const more = `${REQUIREMENTS}\n### Requirement 3: Export\n\n#### Acceptance Criteria\n\n1. WHEN x THEN y\n`;
  const { report } = lint(tasks(TASKS.replace("2.1_", "2.1, 2.4, 7.1_")), [demands(more)]);
  assert.deepEqual(lines(report).filter((line) => /^(?:coverage|dangling)/.test(line)), [
    `coverage | requirement 3 (${FOLDER}requirements.md:24) | No step works on requirement 3: "Export"`,
    `dangling-reference | 2.1 (${FOLDER}tasks.md:7) | There is no requirement 2.4`,
    `dangling-reference | 2.1 (${FOLDER}tasks.md:7) | There is no requirement 7.1`,
  ]);
});

Deno.test("readPlan() takes numbers behind Requirements for none without Kiro's file", () => {
  assert.deepEqual(cites(tasks()), [[], [], []]);
  assert.deepEqual(cites(tasks(), [demands("# Requirements\n\n- Fast\n")]), [[], [], []]);
  // Requirements without criteria leave nothing to say about them.
  assert.deepEqual(cites(tasks(), [demands("### Requirement 1\nLogin\n### Requirement 2\nEnd\n")]), [
    ["R1"],
    ["R2"],
    ["R2"],
  ]);
});

Deno.test("readPlan() reads the tools of the design beside a plan of Kiro's", () => {
  const design = { path: `${FOLDER}design.md`, text: "# Design\n\n## Tech stack\n\n- TypeScript\n- SQLite\n" };
  const { plan } = readPlan(tasks(), [demands(), design]);
  assert.deepEqual(plan.design?.techStack.map(({ name }) => name), ["TypeScript", "SQLite"]);
});
