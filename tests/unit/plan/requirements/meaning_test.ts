import assert from "node:assert/strict";
import { extractRequirements } from "../../../../src/plan/requirements/extract.ts";
import { fromBrief, textsOf } from "../builders.ts";

Deno.test("extractRequirements() reads the priority from the verb", () => {
  const brief =
    "- The system SHALL store notes\n- Users must log in\n- Search should ignore case\n- Themes could be added\n- Users may share notes\n- Users add tags\n";
  assert.deepEqual(fromBrief(brief).map(({ priority }) => priority), [
    "must",
    "must",
    "should",
    "could",
    "could",
    "must",
  ]);
});

Deno.test("extractRequirements() takes user stories", () => {
  const brief = "## User Stories\n\n- As a reader, I want to search notes so that I find them again.\n";
  assert.deepEqual(textsOf(brief), ["As a reader, I want to search notes so that I find them again."]);
  assert.equal(fromBrief(brief)[0]?.kind, "functional");
});

Deno.test("extractRequirements() makes GIVEN, WHEN, THEN a condition of the requirement before", () => {
  const brief =
    "## Search\n\nUsers search notes by title.\n\n- **GIVEN** a note called plan\n- **WHEN** a user searches plan\n- **THEN** the note is listed\n";
  assert.deepEqual(fromBrief(brief).map(({ text, acceptance }) => [text, acceptance]), [[
    "Users search notes by title.",
    ["GIVEN a note called plan, WHEN a user searches plan, THEN the note is listed"],
  ]]);
});

Deno.test("extractRequirements() makes GIVEN, WHEN, THEN a requirement when none stands before", () => {
  const brief = "Given a note\nWhen it is deleted\nThen it is gone\n";
  assert.deepEqual(textsOf(brief), ["Given a note, When it is deleted, Then it is gone"]);
});

Deno.test("extractRequirements() takes plain sentences", () => {
  assert.deepEqual(textsOf("Users add notes. They search them. Build it in Go."), [
    "Users add notes.",
    "They search them.",
    "Build it in Go.",
  ]);
});

Deno.test("extractRequirements() tells qualities and limits from features", () => {
  const brief =
    "- Users add notes\n- Pages load within 2 seconds\n- It must be written in Go\n- Passwords must be encrypted\n- No external libraries\n";
  assert.deepEqual(fromBrief(brief).map(({ kind }) => kind), [
    "functional",
    "quality",
    "constraint",
    "quality",
    "constraint",
  ]);
});

Deno.test("extractRequirements() takes no title, contents, licence or glossary", () => {
  const brief = [
    "# Notes",
    "## Table of Contents",
    "- [Features of the product](#features)",
    "- [License of the product](#license)",
    "## Features",
    "- Users add notes",
    "## Glossary",
    "- **Note**: a piece of text that users must keep",
    "## License",
    "This must be published under the MIT licence.",
  ].join("\n\n");
  assert.deepEqual(textsOf(brief), ["Users add notes"]);
});

Deno.test("extractRequirements() takes only what demands outright when a section tells how to use it", () => {
  const brief =
    "## Features\n\n- Users add notes\n\n## Usage\n\nOpen a terminal there. The port must be configurable.\n";
  assert.deepEqual(textsOf(brief), ["Users add notes", "The port must be configurable."]);
});

Deno.test("extractRequirements() reads a brief that only tells its context", () => {
  assert.deepEqual(textsOf("# Notes\n\n## Overview\n\nA program that keeps notes in files.\n"), [
    "A program that keeps notes in files.",
  ]);
});

Deno.test("extractRequirements() makes limits of what is out of scope", () => {
  const brief =
    "## Features\n\n- Users add notes\n\n## Out of scope\n\n- Mobile apps for phones\n- No payment at all\n";
  assert.deepEqual(fromBrief(brief).map(({ text, kind }) => [text, kind]), [
    ["Users add notes", "functional"],
    ["Out of scope: Mobile apps for phones", "constraint"],
    ["Out of scope: No payment at all", "constraint"],
  ]);
});

Deno.test("extractRequirements() gives optional sections the priority could", () => {
  for (const heading of ["Nice to have", "Stretch goals", "Future enhancements", "Optional features"]) {
    const found = fromBrief(`## Features\n\n- Users add notes\n\n## ${heading}\n\n- Users add drawings\n`);
    assert.deepEqual(found.map(({ priority }) => priority), ["must", "could"], heading);
  }
});

Deno.test("extractRequirements() gives acceptance criteria to their requirement", () => {
  const brief =
    "## Features\n\n- Users export notes as a PDF file\n- Users share notes by link\n\n## Acceptance criteria\n\n- The exported PDF file of notes opens in a reader\n";
  assert.deepEqual(fromBrief(brief).map(({ text, acceptance }) => [text, acceptance]), [
    ["Users export notes as a PDF file", ["The exported PDF file of notes opens in a reader"]],
    ["Users share notes by link", []],
  ]);
});

Deno.test("extractRequirements() keeps acceptance criteria that belong to none", () => {
  const brief =
    "## Features\n\n- Users export notes\n\n## Acceptance criteria\n\n- Payments reach the bank overnight\n";
  assert.deepEqual(textsOf(brief), ["Users export notes", "Payments reach the bank overnight"]);
});

Deno.test("extractRequirements() merges near doubles", () => {
  assert.deepEqual(textsOf("- Users can export all notes\n- The user must export all the notes\n"), [
    "Users can export all notes",
  ]);
});

Deno.test("extractRequirements() keeps demands apart when they name other files or numbers", () => {
  for (
    const [a, b] of [
      ["Save the figure as `results/a.png`", "Save the figure as `results/b.png`"],
      ["Save the figure under out/a.png", "Save the figure under out/b.png"],
      ["Lists show 10 entries a page", "Lists show 20 entries a page"],
    ]
  ) assert.deepEqual(textsOf(`- ${a}\n- ${b}\n`), [a, b]);
});

Deno.test("extractRequirements() merges doubles of several sources and numbers on", () => {
  const found = extractRequirements([
    { from: "flag", text: "Users export notes. Users add tags." },
    { from: "brief", text: "- Users export notes\n- Users add drawings\n" },
  ]);
  assert.deepEqual(found.map(({ id, text, source }) => [id, text, source]), [
    ["R1", "Users export notes.", { from: "flag" }],
    ["R2", "Users add tags.", { from: "flag" }],
    ["R3", "Users add drawings", { from: "brief", line: 2 }],
  ]);
});

Deno.test("extractRequirements() leaves out entries that give reasons", () => {
  const brief = "- **Export**: Users export notes\n- **Rationale**: Notes belong to their users\n";
  assert.deepEqual(textsOf(brief), ["Export: Users export notes"]);
});

Deno.test("extractRequirements() leaves out talk about the document", () => {
  const brief =
    "This document describes notes. The following features are planned:\n\n- Users add notes\n\nSee also the wiki.\n";
  assert.deepEqual(textsOf(brief), ["Users add notes"]);
});

Deno.test("extractRequirements() takes the first line for a title only when it demands nothing", () => {
  assert.deepEqual(textsOf("My notes\n\nUsers add notes.\n\nUsers edit notes.\n"), [
    "Users add notes.",
    "Users edit notes.",
  ]);
  assert.deepEqual(textsOf("Users add notes. Users edit notes\n\n## Security\n\n- Passwords are hashed\n"), [
    "Users add notes.",
    "Users edit notes",
    "Passwords are hashed",
  ]);
  const demands = ["Users must add notes", "Users can edit notes", "Users should share notes"];
  assert.deepEqual(textsOf(demands.join("\n\n")), demands);
});

Deno.test("extractRequirements() finds nothing when a text demands nothing", () => {
  for (const text of ["", "   \n\t\n", "---\n\n***\n", "# Title only\n", "```\ncode\n```\n", "<!-- all of it -->"]) {
    assert.deepEqual(fromBrief(text), [], JSON.stringify(text));
  }
});
