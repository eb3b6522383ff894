import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownDesign } from "../../../../src/plan/markdown/design.ts";
import { prompts } from "../../../../src/pipeline/prompts/mod.ts";
import { HOSTILE_PIECES, hostileMarkdown, prose, REFUSALS } from "./texts.ts";

const DESIGN = `# Notes: project design

## 1. Overview

A small program that keeps notes.

## 2. Objectives
- Notes survive a restart
- Search answers at once

## 3. Tech Stack
- **Go**: one binary
- SQLite - nothing to run beside
- Storage: files

## 4. Architecture

The command line talks to the store.

### Store

1. reads
2. writes

\`\`\`text
cli -> store
\`\`\`

| Part | File |
|---|---|
| store | \`store.go\` |

## 5. Risks
| Risk | Mitigation |
|---|---|
| Data is lost | backups |

## 6. Open Questions
1. Who uses it?
`;

Deno.test("markdownDesign() reads the sections of a design", () => {
  assert.deepEqual(markdownDesign(DESIGN), {
    summary: "A small program that keeps notes.",
    architecture:
      "The command line talks to the store.\n\n**Store**\n\n1. reads\n2. writes\n\n```text\ncli -> store\n```\n\n| Part | File |\n| --- | --- |\n| store | `store.go` |",
    objectives: ["Notes survive a restart", "Search answers at once"],
    techStack: [
      { name: "Go", why: "one binary" },
      { name: "SQLite", why: "nothing to run beside" },
      { name: "Storage", why: "files" },
    ],
    risks: ["Data is lost – backups"],
    questions: ["Who uses it?"],
  });
});

Deno.test("markdownDesign() reads labels, fences around, and other languages", () => {
  const labels = "**Overview**\nA program.\n\n**Architecture:**\n- cli\n- store\n\n**Risks:**\n- loss\n";
  assert.equal(markdownDesign(labels)?.architecture, "- cli\n- store");
  assert.deepEqual(markdownDesign(labels)?.risks, ["loss"]);
  assert.deepEqual(markdownDesign(`Sure!\n\`\`\`markdown\n${DESIGN}\n\`\`\``), markdownDesign(DESIGN));
  assert.deepEqual(markdownDesign(DESIGN.replaceAll("\n", "\r\n")), markdownDesign(DESIGN));
  for (
    const [architecture, risks] of [
      ["Architektur", "Risiken"],
      ["Architecture", "Risques"],
      ["Arquitectura", "Riesgos"],
      ["Архитектура", "Риски"],
      ["架构", "风险"],
      [
        "アーキテクチャ",
        "リスク",
      ],
      ["البنية", "المخاطر"],
    ]
  ) {
    const text = `## ${architecture}\n\nA und B.\n\n## ${risks}\n\n- loss of data\n`;
    assert.deepEqual(markdownDesign(text)?.risks, ["loss of data"], risks);
  }
});

const NO_DESIGNS: Readonly<Record<string, string>> = {
  ...REFUSALS,
  "nothing": "",
  "prose": "The architecture is simple.\n\nThe risks are few.",
  "one section": "## Architecture\n\nA and B.\n",
  "empty sections": "## Architecture\n\n## Risks\n\n## Questions\n",
  "phases": "## Phase 1: Setup\n- a point\n## Phase 2: Release\n- a point\n",
  "other chapters": "## Introduction\n\ntext\n\n## Conclusion\n\ntext\n",
  "JSON": JSON.stringify({ architecture: "a", risks: [] }, null, 2),
  "the prompt": Object.values(prompts).map(({ text }) => text).join("\n\n"),
};

for (const [name, text] of Object.entries(NO_DESIGNS)) {
  Deno.test(`markdownDesign() makes up no design: ${name}`, () => assert.equal(markdownDesign(text), undefined));
}

Deno.test("markdownDesign() makes up no design for any prose", () => {
  fc.assert(fc.property(prose, (text) => assert.equal(markdownDesign(text), undefined)), { numRuns: 2000 });
});

/** Whether all fences of a text are closed. */
function isBalanced(text: string): boolean {
  let open = "";
  for (const line of text.split("\n")) {
    const mark = /^\s*(`{3,})([^`]*)$/.exec(line);
    if (mark === null) continue;
    if (open === "") open = mark[1] ?? "";
    else if ((mark[1] ?? "").length >= open.length && (mark[2] ?? "").trim() === "") open = "";
  }
  return open === "";
}

Deno.test("markdownDesign() gives a bounded architecture with closed fences and no headings", () => {
  const long = `## Architecture\n\n${"A line of text about the store.\n".repeat(200)}\n\`\`\`go\n${
    "func a() {}\n".repeat(500)
  }\`\`\`\n\n## Risks\n- loss\n`;
  const { architecture = "" } = markdownDesign(long) ?? {};
  assert.ok(architecture.length > 6_000 && architecture.length <= 8_000 && isBalanced(architecture));
  fc.assert(
    fc.property(hostileMarkdown, (text) => {
      const design = markdownDesign(`## Architecture\n\n${text}\n\n## Risks\n- loss\n`);
      if (design === undefined) return;
      assert.ok(design.architecture !== "" && design.architecture.length <= 8_000);
      assert.ok(isBalanced(design.architecture), JSON.stringify(design.architecture));
    }),
    { numRuns: 5000 },
  );
});

Deno.test("markdownDesign() ends on hostile lines", () => {
  for (const piece of HOSTILE_PIECES) {
    for (const opening of ["", "## Architecture\n", "## Architecture\na b\n## Risks\n- "]) {
      markdownDesign(opening + piece.repeat(Math.ceil(100_000 / piece.length)) + "x");
    }
  }
});
