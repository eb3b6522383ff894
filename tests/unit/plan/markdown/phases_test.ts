import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownDesign } from "../../../../src/plan/markdown/design.ts";
import { markdownPhases } from "../../../../src/plan/markdown/phases.ts";
import { markdownSteps } from "../../../../src/plan/markdown/steps.ts";
import { messagesOf } from "../../../../src/pipeline/messages.ts";
import { stages } from "../../../../src/pipeline/stages/mod.ts";
import { prompts } from "../../../../src/pipeline/prompts/mod.ts";
import { renderPlan } from "../../../../src/output/mod.ts";
import { startPlan } from "../../../../src/pipeline/request.ts";
import { runPipeline } from "../../../../src/pipeline/run.ts";
import { createLLMClient } from "../../../../src/providers.ts";
import { briefNames, briefTest, readBrief } from "../../briefs.ts";
import { cleanText } from "../../../../src/text.ts";
import { HOSTILE_PIECES, hostileMarkdown, prose, REFUSALS } from "./texts.ts";

const TITLES = ["Walking skeleton", "Import of notes", "Search", "Export as CSV", "Release"];
const ROMAN = ["I", "II", "III", "IV", "V"];
const ENGLISH = ["One", "Two", "Three", "Four", "Five"];
const CHINESE = ["一", "二", "三", "四", "五"];
const ARABIC = ["الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة"];

/** Five phases, each written by a function of its title and place. */
const five = (write: (title: string, at: number) => string, between = "\n") => TITLES.map(write).join(between);
const body = "\nIt holds.\n\n- first point\n- second point\n";

const SHAPES: Readonly<Record<string, string>> = {
  "bold lines": five((title, at) => `**Phase ${at + 1}: ${title}**\n${body}`),
  "bold marks": five((title, at) => `**Phase ${at + 1}:** ${title}\n${body}`),
  "headings with a dash": five((title, at) => `## Phase ${at + 1} - ${title}\n${body}`),
  "headings with a long dash, bold": five((title, at) => `### **Phase ${at + 1} — ${title}**\n${body}`),
  "headings without a sign": five((title, at) => `# Phase ${at + 1} ${title}\n${body}`),
  "headings with closing marks": five((title, at) => `## Phase ${at + 1}: ${title} ##\n${body}`),
  "a heading without its space": five((title, at) => `##Phase ${at + 1}: ${title}\n${body}`),
  "numbers in words": five((title, at) => `# Phase ${ENGLISH[at]}: ${title}\n${body}`),
  "Roman numbers": five((title, at) => `## PHASE ${ROMAN[at]}. ${title}\n${body}`),
  "ordinals before": five((title, at) =>
    `## ${["First", "Second", "Third", "4th", "5th"][at]} phase: ${title}\n${body}`
  ),
  "out of a whole": five((title, at) => `## Phase ${at + 1}/5: ${title}\n${body}`),
  "numbered bold phases": five((title, at) =>
    `${at + 1}. **Phase ${at + 1}: ${title}**\n   1. **first** point\n   2. second\n`
  ),
  "numbered bold titles": five((title, at) => `${at + 1}. **${title}**\n   1. **first** point\n   2. second\n`),
  "numbered bold titles with text": "Here is the plan:\n\n" +
    five((title, at) => `${at + 1}. **${title}**: what it is`),
  "numbered headings": five((title, at) => `### ${at + 1}. ${title}\n1. one\n2. two\n`),
  "numbered headings with steps": five((title, at) =>
    `## ${at + 1} ${title}\n### ${at + 1}.1 Do\n### ${at + 1}.2 Test\n`
  ),
  "numbered bold lines": five((title, at) => `**${at + 1}. ${title}**\n${body}`),
  "entries": five((title, at) => `- **Phase ${at + 1}** ${title}\n  - nested\n`),
  "plain entries": five((title, at) => `* Phase ${at + 1}: ${title}\n  * nested\n`),
  "plain lines": five((title, at) => `Phase ${at + 1}: ${title}`),
  "plain lines with entries": five((title, at) => `Phase ${at + 1}: ${title}\n- point\n`),
  "underlined headings": five((title, at) => `Phase ${at + 1}: ${title}\n----------\n${body}`),
  "a table": "| Phase | Title | Goal |\n|---|:-:|---|\n" + five((title, at) => `| ${at + 1} | ${title} | it holds |`),
  "a table of marks": "| Phase | Duration |\n|---|---|\n" +
    five((title, at) => `| **Phase ${at + 1}: ${title}** | 2 weeks |`),
  "a table of contents before": "## Contents\n" +
    five((title, at) => `${at + 1}. [Phase ${at + 1}: ${title}](#phase-${at})`) +
    "\n\n" + five((title, at) => `## Phase ${at + 1}: ${title}\n${body}`),
  "a summary behind": five((title, at) => `## Phase ${at + 1}: ${title}\n${body}`) + "\n## Summary\n" +
    five((title, at) => `- **Phase ${at + 1}**: ${title} and more`),
  "the same plan twice": `${five((title, at) => `## Phase ${at + 1}: ${title}\n${body}`)}\n# Again\n${
    five((title, at) => `## Phase ${at + 1}: ${title}\n`)
  }`,
  "the same plan twice, short first": `${five((title, at) => `**Phase ${at + 1}: ${title}**`)}\n\n# In detail\n${
    five((title, at) => `**Phase ${at + 1}: ${title}**\n${body}`)
  }`,
  "steps within": five((title, at) =>
    `## Phase ${at + 1}: ${title}\n### Phase ${at + 1} Tasks\n### ${at + 1}.1 Do\n- [ ] ${
      at + 1
    }.1.1: x\n\n**Dependencies**: Phase ${at}\n`
  ),
  "parts within": five((title, at) =>
    `## Phase ${at + 1}: ${title}\n### Phase ${at + 1}.1: Do\ntext\n### Phase ${at + 1}.2: Test\n`
  ),
  "code with number signs": five((title, at) =>
    `## Phase ${at + 1}: ${title}\n\n\`\`\`bash\n# Phase 9: not one\n## Phase 8: nor this\nnpm ci\n\`\`\`\n`
  ),
  "a fence around": "```markdown\n" + five((title, at) => `## Phase ${at + 1}: ${title}\n${body}`) + "\n```",
  "a fence around fences": "Sure!\n\n```markdown\n" +
    five((title, at) => `## Phase ${at + 1}: ${title}\n\n\`\`\`bash\n# Phase 9: no\n\`\`\`\n`) + "```\n\nLet me know!",
  "a bare fence around": "```\n" + five((title, at) => `## Phase ${at + 1}: ${title}\n- point`) + "\n```",
  "a fence that is never closed": five((title, at) =>
    `## Phase ${at + 1}: ${title}\n\n${at === 1 ? "```bash\nnpm ci\n" : ""}`
  ),
  "chat around": "Certainly! Below is a plan in 5 phases.\n\n" +
    five((title, at) => `**Phase ${at + 1}: ${title}**\n- point\n`) +
    "\nLet me know if you would like me to go on with Phase 1!",
  "a thought before": "<think>\n## Phase 1: wrong\n## Phase 2: wrong\n</think>\n" +
    five((title, at) => `## Phase ${at + 1}: ${title}\n${body}`),
  "carriage returns": five((title, at) => `**Phase ${at + 1}: ${title}**\r\n\r\n- point\r\n`, "\r\n"),
  "emoji": five((title, at) => `## 🚀 Phase ${at + 1}: ${title}\n${body}`),
  "HTML": five((title, at) => `<h2 id="p">Phase ${at + 1}: ${title}</h2>\n<ul>\n<li>point</li>\n</ul>\n`),
  "comments": five((title, at) =>
    `<!-- PHASE_${at + 1}_START -->\n## Phase ${at + 1}: ${title}\n<!--\n## Phase 7: no\n-->\n`
  ),
  "gaps": five((title, at) => `## Phase ${at * 3 + 2}: ${title}\n${body}`),
  "zero first": five((title, at) => `## Phase ${at}: ${title}\n${body}`),
  "one number for all": five((title) => `## Phase 1: ${title}\n${body}`),
  "numbers that fall": five((title, at) => `## Phase ${5 - at}: ${title}\n${body}`),
  "letters": five((title, at) => `## Phase ${"ABCDE"[at]}: ${title}\n${body}`),
  "milestones": five((title, at) => `## Milestone ${at + 1}: ${title}\n${body}`),
  "titles below": five((title, at) => `## Phase ${at + 1}\n\n**${title}**\n\n- point\n`),
  "German": five((title, at) => `## Phase ${ROMAN[at]}: ${title}\n\nZiel: es gilt.\n`),
  "French": five((title, at) => `## Étape ${at + 1} : ${title}\n\nObjectif : cela vaut.\n`),
  "Spanish": five((title, at) => `## ${["Primera", "Segunda", "Tercera", "Cuarta", "Quinta"][at]} fase: ${title}\n`),
  "Italian": five((title, at) => `**Fase ${at + 1}: ${title}**\n`),
  "Portuguese": five((title, at) => `### Etapa ${at + 1} – ${title}\n`),
  "Dutch": five((title, at) => `## Fase ${["een", "twee", "drie", "vier", "vijf"][at]}: ${title}\n`),
  "Russian": five((title, at) => `## Этап ${at + 1}. ${title}\n\nЦель: так и есть.\n`),
  "Chinese": five((title, at) => `## 第${CHINESE[at]}阶段：${title}\n\n目标：成立\n`),
  "Chinese, number behind": five((title, at) => `**阶段${CHINESE[at]}：${title}**\n`),
  "Japanese": five((title, at) => `## フェーズ${at + 1}：${title}\n`),
  "Arabic": five((title, at) => `## المرحلة ${ARABIC[at]}: ${title}\n`),
};

for (const [shape, text] of Object.entries(SHAPES)) {
  Deno.test(`markdownPhases() finds five phases in ${shape}`, () => {
    assert.deepEqual(markdownPhases(text).map(({ title }) => title), TITLES);
  });
}

Deno.test("markdownPhases() reads goal, notes and requirements", () => {
  const [first, second, ...others] = markdownPhases(`# Plan

## Phase 1 (Week 1-2): Data (R3)

- **Goal:** Notes are kept.
- Write the store for R1 and R12
  - nested
- Effort: 2 days

**Exit criteria:**
- notes survive a restart (R1)

## Phase 2: Search

Users find what they wrote.

1. Index
2. Query

## Risks
- none of R9
`);
  assert.deepEqual(first, {
    title: "Data (R3) (Week 1-2)",
    goal: "Notes are kept.",
    notes: ["notes survive a restart (R1)", "Write the store for R1 and R12", "nested"],
    requirements: ["R3", "R1", "R12"],
  });
  assert.deepEqual(second, {
    title: "Search",
    goal: "Users find what they wrote.",
    notes: ["Index", "Query"],
    requirements: [],
  });
  assert.deepEqual(others, []);
});

Deno.test("markdownPhases() keeps phases of one name, and titles in their script", () => {
  const same = "## Phase 1: Setup\n- a point\n## Phase 2: Setup\n- a point\n## Phase 3: setup\n";
  assert.deepEqual(markdownPhases(same).map(({ title }) => title), ["Setup", "Setup", "setup"]);
  const odd = ["🎨 UI", "データ取り込み", "`src/` und .NET", "A | B", "Suche & Export", "../../etc/passwd", "CON"];
  const text = odd.map((title, at) => `## Phase ${at + 1}: ${title}\n`).join("\n");
  assert.deepEqual(markdownPhases(text).map(({ title }) => title), odd);
});

Deno.test("markdownPhases() takes one phase and two hundred, and no more", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => `## Phase ${at + 1}: Part ${at}\n- do it\n`).join("\n");
  assert.equal(markdownPhases(many(1)).length, 1);
  assert.equal(markdownPhases(many(200)).length, 200);
  assert.equal(markdownPhases(many(201)).length, 0);
  assert.equal(markdownPhases("Phase 1: All of it\n- do it").length, 1);
});

const NO_PLANS: Readonly<Record<string, string>> = {
  ...REFUSALS,
  "nothing": "",
  "white space": " \n\t\n",
  "prose":
    "I would begin with the data. Phase 1 of such a project is always hard.\n\nThen comes Phase 2: the rest. We will see.",
  "a sentence that begins so": "Phase 1: the hard part, as everybody says",
  "a document": "# Notes\n## 1. Introduction\ntext\n## 2. Architecture\ntext\n## 3. Timeline\ntext\n## 4. Conclusion\n",
  "questions": "I need to know more:\n1. **Language**: which one?\n2. **Database**: which one?\n",
  "principles": "## Design principles\n1. **Simple**: as it can be\n2. **Fast**: at once\n",
  "a brief":
    "## Input\n1. **Text**: from files\n2. **Keys**: typed\n## Output\n1. **Table**: as CSV\n2. **Image**: as PNG\n## Risks\n",
  "a numbered list": "To do:\n1. Setup\n2. Search\n3. Export\n",
  "the shape of a plan":
    "Use this format:\n**Phase 1: [Title]**\n- ...\n**Phase 2: <title>**\n- ...\n## Phase 3: ...\n",
  "only a thought": "<think>## Phase 1: A\n## Phase 2: B",
  "JSON": JSON.stringify({ phases: [{ title: "Phase 1: A" }, { title: "Phase 2: B" }] }, null, 2),
  "code": "```yaml\n## Phase 1: A\n## Phase 2: B\n```",
  "quoted": "> ## Phase 1: A\n> ## Phase 2: B\n",
  "the prompt": Object.values(prompts).map(({ text }) => text).join("\n\n"),
  "the data of the prompt": "<data-1a2b>\n## Phase 1: A\n## Phase 2: B\n</data-1a2b>\n\nTask: basic_devplan (phases)\n",
};

for (const [name, text] of Object.entries(NO_PLANS)) {
  Deno.test(`markdownPhases() makes up no phase: ${name}`, () => assert.deepEqual(markdownPhases(text), []));
}

Deno.test("markdownPhases(), markdownSteps() and markdownDesign() read what the plan is written as", async () => {
  const idea = {
    name: "Notes",
    languages: ["Go"],
    requirements: "Users add notes. They search them. They export them as CSV.",
  };
  const plan = await runPipeline(startPlan(idea), { client: createLLMClient("offline", {}) });
  const files = renderPlan(plan);
  assert.deepEqual(
    markdownPhases(files["devplan.md"] ?? "").map(({ title }) => title),
    plan.phases.map(({ title }) => title),
  );
  for (const { number, steps } of plan.phases) {
    const read = markdownSteps(files[`phase${number}.md`] ?? "");
    assert.deepEqual(read.map(({ title }) => title), steps.map(({ title }) => title));
  }
  const design = markdownDesign(files["project_design.md"] ?? "");
  assert.deepEqual(design?.objectives, plan.design?.objectives);
  assert.equal(design?.risks.length, plan.risks.length);
});

Deno.test("markdownPhases(), markdownSteps() and markdownDesign() take no prompt that is given back for an answer", async () => {
  const brief =
    "# Notes\n\n## Features\n1. **Add**: users add notes\n2. **Search**: users search notes\n\n## Risks\n- loss of data\n";
  const plan = await runPipeline(startPlan({ name: "Notes", brief }), {
    client: createLLMClient("offline", {}),
    brief,
  });
  for (const stage of Object.values(stages)) {
    for (const ask of stage.asks(plan, brief)) {
      const echo = messagesOf(stage.name, ask, {}).map(({ content }) => content).join("\n\n");
      assert.deepEqual(
        [markdownPhases(echo), markdownSteps(echo), markdownDesign(echo)],
        [[], [], undefined],
        ask.label,
      );
    }
  }
});

briefTest("markdownPhases() takes no brief for a plan", () => {
  for (const name of briefNames) assert.deepEqual(markdownPhases(readBrief(name)), [], name);
});

Deno.test("markdownPhases() makes up no phase for any prose", () => {
  fc.assert(fc.property(prose, (text) => assert.deepEqual(markdownPhases(text), [])), { numRuns: 2000 });
});

Deno.test("markdownPhases() finds what any shapes say, with anything around", () => {
  const title = fc.stringMatching(/^[A-Z][a-z]{2,9} [a-z]{3,9}$/);
  const shape = fc.constantFrom<(title: string, number: number) => string>(
    (title, number) => `## Phase ${number}: ${title}\n`,
    (title, number) => `**Phase ${number} - ${title}**\n`,
    (title, number) => `- **Phase ${number}:** ${title}\n`,
    (title, number) => `${number}. **Phase ${number}: ${title}**\n`,
  );
  fc.assert(
    fc.property(fc.uniqueArray(title, { minLength: 2, maxLength: 8 }), shape, prose, prose, (titles, write, a, b) => {
      const text = `${a}\n\n${
        titles.map((title, at) => `${write(title, at + 1)}\n- a point\n`).join("\n")
      }\n# End\n\n${b}`;
      assert.deepEqual(markdownPhases(text).map(({ title }) => title), titles);
    }),
  );
});

Deno.test("markdownPhases() throws at nothing, and every phase has a title", () => {
  fc.assert(
    fc.property(hostileMarkdown, (text) => {
      const phases = markdownPhases(text);
      assert.ok(phases.length <= 200);
      for (const { title, goal, notes } of phases) {
        assert.ok(
          title.trim() !== "" && title.length <= 200 && cleanText(title) === title && !title.includes("\n"),
          JSON.stringify(title),
        );
        assert.ok(goal !== "" && notes.length <= 60);
      }
    }),
    { numRuns: 5000 },
  );
});

Deno.test("markdownPhases() ends on hostile lines", () => {
  for (const piece of HOSTILE_PIECES) {
    for (const opening of ["", "**Phase 1: ", "| Phase | Title |\n|---|---|\n"]) {
      markdownPhases(opening + piece.repeat(Math.ceil(100_000 / piece.length)) + "x");
    }
  }
});
