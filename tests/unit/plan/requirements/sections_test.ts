import assert from "node:assert/strict";
import { isGenericHeading, sectionKind } from "../../../../src/plan/requirements/sections.ts";

Deno.test("sectionKind() tells what a section is for when the heading is one that is known", () => {
  const kinds = {
    ignore: ["Table of Contents", "License", "Glossary", "Change Log", "Terms/Concepts Explanation"],
    excluded: ["Out of scope", "Non-Goals", "Not included"],
    optional: ["Nice to have", "Nice-to-haves", "Stretch goals", "Bonus", "Future", "Future work", "Optional features"],
    acceptance: ["Acceptance Criteria", "Use Cases", "Definition of Done"],
    quality: ["Non-functional requirements", "Performance", "Security and privacy", "Unit Testing", "Quality"],
    constraint: ["Technical constraints", "Tech stack", "Dependencies"],
    usage: ["Usage", "Getting started", "How to run"],
    context: ["Introduction", "Overview", "Goals and objectives", "Background", "Einleitung", "概述"],
    listed: ["Features", "Core features", "Functional requirements", "User stories", "MVP scope"],
    feature: ["Requirements"],
  };
  for (const [kind, headings] of Object.entries(kinds)) {
    for (const heading of headings) assert.equal(sectionKind(heading), kind, heading);
  }
});

Deno.test("sectionKind() says nothing when the heading names a topic", () => {
  for (const heading of ["Contact form", "Login", "Test center search", "Goal tracking", "Licence plates", "", "文"]) {
    assert.equal(sectionKind(heading), undefined, heading);
  }
});

Deno.test("isGenericHeading() tells headings without a topic from those with one", () => {
  for (const heading of ["Functional Requirements", "Features", "User Stories", "Requirements", "---", ""]) {
    assert.equal(isGenericHeading(heading), true, heading);
  }
  for (const heading of ["Login", "Data Export", "User Login Requirements"]) {
    assert.equal(isGenericHeading(heading), false, heading);
  }
});
