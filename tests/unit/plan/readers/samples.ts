/** Plans as other tools write them, made by hand: each sound, to be broken by the tests. */
import { lintPlan, type LintReport } from "../../../../src/plan/checks/lint.ts";
import { placed, type PlanFile, type ReadPlan, readPlan } from "../../../../src/plan/readers/mod.ts";
import type { Finding } from "../../../../src/plan/types.ts";

/** Reads and checks a plan, with the names and lines of its own files. */
export function lint(file: PlanFile, companions: readonly PlanFile[] = []): { read: ReadPlan; report: LintReport } {
  const read = readPlan(file, companions);
  return { read, report: placed(lintPlan(read.plan, { absent: read.absent }), read) };
}

/** The findings of some rules as one line each; rules that are still to come may find more. */
export function lines({ findings }: LintReport, rules: readonly string[] = OWN): string[] {
  return findings.filter(({ rule }) => rules.includes(rule)).map(line);
}

/** The errors of all rules as one line each. */
export function errors({ findings }: LintReport): string[] {
  return findings.filter(({ severity }) => severity === "error").map(line);
}

function line({ rule, location, message }: Finding): string {
  return `${rule} | ${location} | ${message}`;
}

/** The rules that these tests state all findings of. */
const OWN = [
  "coverage",
  "dangling-reference",
  "cycle",
  "order",
  "numbering",
  "deliverable",
  "verification",
  "placeholder",
];

/** A text with some lines changed; each must be there. */
export function changed(text: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`expected "${from}" in the sample`);
    return now.replace(from, () => to);
  }, text);
}

export const SPEC_KIT_TASKS = `---

description: "Task list for the photo albums feature"
---

# Tasks: Photo albums

**Input**: Design documents from \`/specs/004-photo-albums/\`
**Prerequisites**: plan.md (required), spec.md (required for user stories)

## Format: \`[ID] [P?] [Story] Description\`

- **[P]**: Can run in parallel (different files, no dependencies)
- **[Story]**: Which user story this task belongs to (e.g., US1, US2)

<!--
- [ ] T000 A sample task of the template
-->

## Phase 1: Setup (Shared Infrastructure)

**Purpose**: Project initialization and basic structure

- [x] T001 Create the project with FastAPI and pytest in pyproject.toml
- [ ] T002 [P] Configure ruff for linting and formatting in ruff.toml

---

## Phase 2: Foundational (Blocking Prerequisites)

**Purpose**: What every story stands on

- [ ] T003 Create the PostgreSQL schema for albums and photos in migrations/001_albums.sql
- [ ] T004 Implement the database session in src/db/session.py (depends on T003)

**Checkpoint**: The schema is there and a session opens

---

## Phase 3: User Story 1 - Create an album (Priority: P1) 🎯 MVP

**Goal**: People create albums and see them listed

**Independent Test**: Create two albums and see both on the main page

### Tests for User Story 1

- [ ] T005 [P] [US1] Contract test for POST /albums in tests/contract/test_albums_post.py

### Implementation for User Story 1

- [ ] T006 [P] [US1] Create the Album model in src/models/album.py
- [ ] T007 [US1] Implement AlbumService in src/services/album_service.py (depends on T004, T006)
- [ ] T008 [US1] Add the POST /albums endpoint in src/api/albums.py

**Checkpoint**: User Story 1 works on its own

---

## Phase 4: User Story 2 - Add photos (Priority: P2)

**Goal**: People add photos to an album

**Independent Test**: Add three photos to one album and see all of them

- [ ] T009 [P] [US2] Integration test for uploads in tests/integration/test_upload.py
- [ ] T010 [P] [US2] Create the Photo model in src/models/photo.py
- [ ] T011 [US2] Implement uploads of at most 10 MB in src/services/upload_service.py

---

## Phase 5: Polish & Cross-Cutting Concerns

- [ ] T012 [P] Describe the API in docs/api.md
- [ ] T013 Run the steps of quickstart.md

---

## Dependencies & Execution Order

### Phase Dependencies

- **Setup (Phase 1)**: No dependencies - can start immediately
- **Foundational (Phase 2)**: Depends on Setup completion - BLOCKS all user stories
- **User Stories (Phase 3+)**: All depend on Foundational phase completion
  - User stories can then proceed in parallel (if staffed)
- **Polish (Final Phase)**: Depends on all desired user stories being complete

### User Story Dependencies

- **User Story 1 (P1)**: Can start after Foundational (Phase 2) - No dependencies on other stories
- **User Story 2 (P2)**: Can start after Foundational (Phase 2) - May integrate with US1 but should be independently testable

### Task Dependencies

- T008 depends on T007 (the endpoint calls the service)
- T010 → T011

## Parallel Example: User Story 1

\`\`\`bash
Task: "Contract test for POST /albums in tests/contract/test_albums_post.py"
\`\`\`

## Notes

- [P] tasks = different files, no dependencies
`;

export const SPEC_KIT_SPEC = `# Feature Specification: Photo albums

**Feature Branch**: \`004-photo-albums\`
**Input**: User description: "Albums of photos that people sort by date"

## User Scenarios & Testing *(mandatory)*

### User Story 1 - Create an album (Priority: P1)

People create an album with a title.

**Why this priority**: Nothing works without albums.

**Acceptance Scenarios**:

1. **Given** no albums, **When** a person creates one, **Then** it is listed

### User Story 2 - Add photos (Priority: P2)

People add photos to an album.

**Acceptance Scenarios**:

1. **Given** an album, **When** a person adds a photo, **Then** it is shown

## Requirements *(mandatory)*

### Functional Requirements

- **FR-001**: System MUST keep albums with a title and a date
- **FR-002**: System MUST refuse photos of more than 10 MB
- **FR-003**: System MUST authenticate people via [NEEDS CLARIFICATION: SSO or password?]

## Success Criteria *(mandatory)*

- **SC-001**: An album with 500 photos opens within 2 seconds
`;

export const SPEC_KIT_PLAN = `# Implementation Plan: Photo albums

## Summary

Albums are kept in one database and shown on one page.

## Technical Context

**Language/Version**: Python 3.11
**Primary Dependencies**: FastAPI, SQLAlchemy 2.0
**Storage**: PostgreSQL
**Testing**: pytest
**Target Platform**: Linux server
**Constraints**: NEEDS CLARIFICATION
`;

export const OPENSPEC_TASKS = `## 1. Database Setup

- [x] 1.1 Add a column for the OTP secret to the users table in \`migrations/012_otp.sql\`
- [ ] 1.2 Create the table of recovery codes in \`migrations/013_recovery.sql\`

## 2. Two-factor authentication

- [ ] 2.1 Add the endpoint that creates an OTP secret in \`src/auth/otp.ts\` (depends on 1.1)
- [ ] 2.2 Ask for the code at login in \`src/auth/login.ts\` (depends on 2.1)
  - Accept the codes of 30 seconds before and after
  - Refuse a code that was used already
- [ ] 2.3 Write unit tests in \`tests/auth/otp.test.ts\`

## 3. Recovery codes

- [ ] 3.1 Give ten recovery codes at enrolment in \`src/auth/recovery.ts\` (depends on 1.2, 2.1)
- [ ] 3.2 Let a recovery code stand for an OTP once, in \`src/auth/recovery.ts\` (depends on 3.1)

## 4. Session lifetime

- [ ] 4.1 End sessions after 12 hours in \`src/auth/session.ts\`
- [ ] 4.2 Say why a session ended on the login page in \`src/pages/login.ts\` (depends on 4.1)

## 5. Verification

- [ ] 5.1 Describe the login in \`docs/login.md\`
- [ ] 5.2 Write the upgrade notes in \`CHANGELOG.md\`
`;

export const OPENSPEC_SPEC = `# Delta for Auth

## ADDED Requirements

### Requirement: Two-factor authentication
The system MUST require a second factor during login.

#### Scenario: OTP required
- **WHEN** a user submits valid credentials
- **THEN** an OTP challenge is required

### Requirement: Recovery codes
The system SHALL give ten codes that each stand for an OTP once.

#### Scenario: Code is used
- **WHEN** a code is used twice
- **THEN** the second login is refused

## MODIFIED Requirements

### Requirement: Session lifetime
Sessions MUST end after 12 hours.

#### Scenario: Old session
- **WHEN** a session is 12 hours old
- **THEN** the user logs in anew

## REMOVED Requirements

### Requirement: Security questions
**Reason**: Recovery codes replace them.

## RENAMED Requirements

- FROM: \`### Requirement: Login\`
- TO: \`### Requirement: User Authentication\`
`;

const TASKS = [
  ["Set up the project", "Node project with TypeScript and a test runner.", []],
  ["Model of bookmarks", "A bookmark has an address, a title and tags.", [1]],
  ["Store bookmarks in SQLite", "One table of bookmarks and one of tags.", [2]],
  ["Command that adds a bookmark", "It takes an address and any number of tags.", ["3"]],
  ["Command that lists bookmarks", "Newest first, 20 on a page.", [3]],
  ["Search by tag", "All bookmarks that have every given tag.", [5]],
  ["Fetch the title of a page", "At most 5 seconds; the address stands in where there is none.", [4]],
  ["Import from a browser", "The HTML file that browsers export.", [4, 7]],
  ["Export as JSON", "The same file can be imported again.", [3]],
  ["Document all commands", "One example for each command, with its output.", [6, 8, 9]],
] as const;

/** Tasks of Task Master, with fields changed by id. */
export function taskMaster(changes: Readonly<Record<number, Record<string, unknown>>> = {}): Record<string, unknown>[] {
  return TASKS.map(([title, description, dependencies], at) => ({
    id: at + 1,
    title,
    description,
    details: `- Write the code for it first\n- Keep the ${title.toLowerCase()} in a module of its own`,
    testStrategy: `Test the ${title.toLowerCase()} with an empty and a usual input.`,
    priority: "medium",
    status: at === 0 ? "done" : "pending",
    dependencies: [...dependencies],
    subtasks: at === 2
      ? [{ id: 1, title: "Create the tables", description: "With an index on tags", dependencies: [] }, {
        id: 2,
        title: "Write the queries",
        description: "No more than one for each command",
        dependencies: [1],
      }]
      : [],
    ...changes[at + 1],
  }));
}

/** A `tasks.json` with one tag. */
export function taskFile(tasks: readonly Record<string, unknown>[], tag = "master"): string {
  return JSON.stringify({ [tag]: { tasks, metadata: { projectName: "Bookmarks", version: "1.0.0" } } }, null, 2);
}

export const MARKDOWN = `# Recipe box: development plan

A place for recipes.

## Requirements

- R1: People add recipes with ingredients
- R2: People find recipes by ingredient
- R3: Recipes can be printed

## Tech stack

- **Go** – one binary
- **SQLite** – one file

## Phase 1: Skeleton

Goal: A page that shows one recipe.

- [x] 1.1 Set up the module in \`go.mod\`
  - Verify: \`go build ./...\` succeeds
- [ ] 1.2 Show one recipe in \`cmd/server/main.go\` (R1, after 1.1)
  - Serve the page on port 8080
  - Verify: the page shows the title and three ingredients

## Phase 2: Recipes

Depends on: Phase 1

- [ ] 2.1 **Store recipes** in \`internal/store/store.go\` (R1)
  - Depends on: 1.2
  - Verify: \`go test ./internal/store\` passes
- [ ] 2.2 **Search by ingredient** in \`internal/store/search.go\` (R2, after 2.1)
  - [ ] One ingredient
  - [ ] Several ingredients
  - Verify: a search for "egg" finds two of three recipes
- [ ] 2.3 **Print view** in \`web/print.css\` (R3)
  - Verify: a printed page holds one recipe

## Risks

- Searches get slow → an index on ingredients
- The file is damaged → a copy each night

## Definition of done

- [ ] All tests pass
- [ ] The README tells how to start
`;
