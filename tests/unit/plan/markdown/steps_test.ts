import assert from "node:assert/strict";
import fc from "fast-check";
import { isSafePath } from "../../../../src/plan/paths.ts";
import { isCommand, isPath } from "../../../../src/plan/markdown/code.ts";
import { markdownSteps } from "../../../../src/plan/markdown/steps.ts";
import { prompts } from "../../../../src/pipeline/prompts/mod.ts";
import { HOSTILE_PIECES, hostileMarkdown, prose, REFUSALS } from "./texts.ts";

const TITLES = ["Create the store", "Import notes", "Search notes"];
const three = (write: (title: string, at: number) => string, between = "\n") => TITLES.map(write).join(between);
const body = "\n- Write `src/a.py`\n  - with a test\n- Run it\n";

const SHAPES: Readonly<Record<string, string>> = {
  "numbered headings": three((title, at) => `### 1.${at + 1} ${title}\n${body}`),
  "headings with numbers and colons": three((title, at) => `### 3.${at + 1}: ${title}\n${body}`),
  "plain lines": three((title, at) => `1.${at + 1}: ${title}\n${body}`),
  "plain lines with points": three((title, at) => `1.${at + 1}. ${title}\n${body}`),
  "boxes with numbers": three((title, at) => `- [ ] 1.${at + 1}: ${title}\n  - do\n`),
  "boxes with numbers and no sign": three((title, at) => `- [ ] 1.${at + 1} ${title}\n  - do\n`),
  "ticked boxes": three((title) => `- [x] ${title}\n  - do\n`),
  "boxes with bold titles": three((title) => `- [ ] **${title}**: do it\n`),
  "numbered boxes": three((title, at) => `${at + 1}. [ ] ${title}\n`),
  "bold numbers": three((title, at) => `**1.${at + 1}** ${title}\n${body}`),
  "bold lines": three((title, at) => `**1.${at + 1}: ${title}**\n${body}`),
  "bold steps": three((title, at) => `**Step ${at + 1}: ${title}**\n${body}`),
  "steps as headings": three((title, at) => `#### Step 3.${at + 1} - ${title}\n${body}`),
  "tasks as headings": three((title, at) => `## Task ${at + 1}: ${title}\n${body}`),
  "entries": three((title, at) => `${at + 1}. ${title}\n   - do this\n`),
  "bare entries": three((title, at) => `${at + 1}. ${title}`),
  "bold entries with text": three((title, at) => `${at + 1}. **${title}**: and how\n   1. one\n   2. two\n`),
  "numbered headings of one level": three((title, at) =>
    `### ${at + 1}. ${title}\n- ${at + 1}.1 do\n- ${at + 1}.2 test\n`
  ),
  "steps under the phase's heading": `## Phase 3: Data\n\nIt is about data.\n\n${
    three((title, at) => `### Step ${at + 1}: ${title}\n${body}`)
  }`,
  "a table": "| Step | Title | Verify |\n|---|---|---|\n" +
    three((title, at) => `| 3.${at + 1} | ${title} | it works |`),
  "a list before": three((title, at) => `- 1.${at + 1}: ${title}`) + "\n\n" +
    three((title, at) => `### 1.${at + 1} ${title}\n${body}`),
  "steps with parts": three((title, at) =>
    `### 1.${at + 1} ${title}\n#### 1.${at + 1}.1 One\n#### 1.${at + 1}.2 Two\n`
  ),
  "code with number signs": three((title, at) =>
    `### 1.${at + 1} ${title}\n\`\`\`sh\n### 1.9 not one\nls -l\n\`\`\`\n`
  ),
  "a fence around": "```markdown\n" + three((title, at) => `### 1.${at + 1} ${title}\n${body}`) + "```",
  "chat around": "Sure, here are the steps:\n\n" + three((title, at) => `${at + 1}. **${title}**\n   - do it well`) +
    "\n\nLet me know!",
  "carriage returns": three((title, at) => `1.${at + 1}: ${title}\r\n\r\n- do\r\n`, "\r\n"),
  "German": three((title, at) => `### Schritt ${at + 1}: ${title}\n- tu es\n`),
  "French": three((title, at) => `### Étape 1.${at + 1} : ${title}\n- fais\n`),
  "Spanish": three((title, at) => `**Paso ${at + 1}: ${title}**\n- haz\n`),
  "Russian": three((title, at) => `### Шаг ${at + 1}. ${title}\n- делай\n`),
  "Chinese": three((title, at) => `### 步骤 ${at + 1}：${title}\n- 做\n`),
  "Japanese": three((title, at) => `### ステップ${at + 1}：${title}\n- する\n`),
  "Arabic": three((title, at) => `### الخطوة ${at + 1}: ${title}\n- افعل\n`),
};

for (const [shape, text] of Object.entries(SHAPES)) {
  Deno.test(`markdownSteps() finds three steps in ${shape}`, () => {
    const steps = markdownSteps(text);
    assert.deepEqual(steps.map(({ title }) => title), TITLES);
    assert.ok(steps.every((step) => step.do.length > 0));
  });
}

Deno.test("markdownSteps() reads what a step says", () => {
  const [first, second, third] = markdownSteps(`### 3.1 Create the store (R4)

Notes are kept in one file.

- Write the store in \`src/store.py\` for R1
  - one line a note
- Run \`pip install -e .\`
- **Files:** tests/test_store.py, src/store.py
- **Verify:** \`pytest tests/test_store.py\` passes
- **Size:** S

### 3.2 Import notes

**Depends on:** 3.1, 2.4 and 9.9

\`\`\`bash
# from the old program
$ python -m notes import old.json
\`\`\`

**Done when:**
- 3 notes are there
- \`notes list\` shows them

### 3.3 Search notes (depends on 3.1 and 3.2)
`);
  assert.deepEqual(first, {
    title: "Create the store (R4)",
    do: [
      "Notes are kept in one file.",
      "Write the store in `src/store.py` for R1",
      "one line a note",
      "Run `pip install -e .`",
    ],
    requirements: ["R4", "R1"],
    paths: ["tests/test_store.py", "src/store.py"],
    commands: ["pytest tests/test_store.py", "pip install -e ."],
    expects: ["`pytest tests/test_store.py` passes"],
    dependsOn: [],
  });
  assert.deepEqual(second, {
    title: "Import notes",
    do: ["Import notes"],
    requirements: [],
    paths: [],
    commands: ["python -m notes import old.json"],
    expects: ["3 notes are there", "`notes list` shows them"],
    dependsOn: [1],
  });
  assert.deepEqual(third?.dependsOn, [1, 2]);
});

Deno.test("markdownSteps() counts positions where numbers begin anew", () => {
  const text = ["A", "B"].map((name) =>
    `## Phase ${name}\n### 1.1 First of ${name}\n### 1.2 Second of ${name}\nDepends on: 1.1\n`
  ).join("\n");
  assert.deepEqual(markdownSteps(text).map(({ title, dependsOn }) => [title, dependsOn]), [
    ["First of A", []],
    ["Second of A", [1]],
    ["First of B", []],
    ["Second of B", [3]],
  ]);
});

const NO_STEPS: Readonly<Record<string, string>> = {
  ...REFUSALS,
  "nothing": "",
  "prose": "This phase is simple. 1.1 of it is the store, 1.2 the search.\n\nStep 1 is hard.",
  "reasons":
    "There is more to say about it, and it has to do with how the team works and what the plan of the year holds:\n\n1. The cost\n2. The time\n\nSo we would have to see.",
  "questions": "1. Which language do you use?\n2. Which database?\n",
  "versions": "- 3.11 or newer of Python\n- 1.5 times as fast\n",
  "checks": "**Acceptance criteria:**\n- [ ] it works\n- [ ] it is fast\n",
  "JSON": JSON.stringify({ steps: [{ title: "1.1 A" }] }, null, 2),
  "the prompt": `Task: detailed_devplan (phase 3)\n\n${Object.values(prompts).map(({ text }) => text).join("\n\n")}`,
};

for (const [name, text] of Object.entries(NO_STEPS)) {
  Deno.test(`markdownSteps() makes up no step: ${name}`, () => assert.deepEqual(markdownSteps(text), []));
}

Deno.test("markdownSteps() makes up no step for any prose", () => {
  fc.assert(fc.property(prose, (text) => assert.deepEqual(markdownSteps(text), [])), { numRuns: 2000 });
});

Deno.test("markdownSteps() throws at nothing, and what it gives holds together", () => {
  fc.assert(
    fc.property(hostileMarkdown, (text) => {
      markdownSteps(text).forEach((step, index) => {
        assert.ok(step.title.trim() !== "" && step.do.length > 0 && step.do.every((entry) => entry !== ""));
        assert.ok(step.dependsOn.every((position) => position >= 1 && position <= index));
        assert.ok(step.paths.every(isSafePath), JSON.stringify(step.paths));
      });
    }),
    { numRuns: 5000 },
  );
});

Deno.test("markdownSteps() ends on hostile lines", () => {
  for (const piece of HOSTILE_PIECES) {
    for (const opening of ["", "### 1.1 ", "**Step 1: T**\nDepends on: "]) {
      markdownSteps(opening + piece.repeat(Math.ceil(100_000 / piece.length)) + "x");
    }
  }
});

Deno.test("isPath() and isCommand() tell files and commands from other code", () => {
  for (
    const path of [
      "src/a.ts",
      "./src/a.ts",
      "README.md",
      "Dockerfile",
      ".env.example",
      "src/",
      "app/[id]/page.tsx",
      "a/b",
      ".github/workflows/ci.yml",
    ]
  ) {
    assert.ok(isPath(path), path);
  }
  for (
    const other of [
      "/etc/passwd",
      "../a.ts",
      "a/../b.ts",
      "https://a.io/b.ts",
      "C:\\a.ts",
      "application/json",
      "Node.js",
      "console.log",
      "GET /a",
      "/api/notes",
      "@scope/pkg",
      "I/O",
      "TCP/IP",
      "and/or",
      "1/2",
      "foo()",
      "a b.ts",
      "~/.ssh/id",
      "origin/main",
      "*.ts",
      "x",
    ]
  ) {
    assert.ok(!isPath(other), other);
  }
  for (
    const command of [
      "npm test",
      "pytest",
      "make",
      "go test ./...",
      "./run.sh",
      "CI=1 npm test",
      "docker compose up -d",
      "curl -s localhost:80",
    ]
  ) {
    assert.ok(isCommand(command), command);
  }
  for (const other of ["go", "node", "python", "src/a.py", "notes", "README.md", "makes sense", "true"]) {
    assert.ok(!isCommand(other), other);
  }
});
