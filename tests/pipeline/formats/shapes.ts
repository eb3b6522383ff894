/**
 * The shapes in which models write phases and steps as Markdown. Adding one: one entry.
 * @module
 */
import { cell, checksOf, filesOf, type Shape } from "../markdown_of.ts";

const ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
const WORDS = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven"];
const CHINESE = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** The usual shape: headings of the second and third order. */
const headings: Shape = {
  name: "## Phase 1: T",
  phase: (number, title) => `## Phase ${number}: ${title}`,
  step: (phase, step, title) => `### ${phase}.${step} ${title}`,
};

/** A shape that differs from the usual one. */
function like(name: string, differences: Partial<Shape>): Shape {
  return { ...headings, name, ...differences };
}

/** The shapes; the first is the usual one. */
export const shapes: readonly Shape[] = [
  headings,
  like("**Phase 1: T**", {
    phase: (number, title) => `**Phase ${number}: ${title}**`,
    step: (phase, step, title) => `**${phase}.${step} ${title}**`,
  }),
  like("**Phase 1:** T", {
    phase: (number, title) => `**Phase ${number}:** ${title}`,
    step: (phase, step, title) => `**Step ${phase}.${step}:** ${title}`,
  }),
  like("### Phase 1 - T", {
    phase: (number, title) => `### Phase ${number} - ${title}`,
    step: (phase, step, title) => `#### ${phase}.${step} - ${title}`,
  }),
  like("# **Phase 1 — T** with hashes at the end", {
    phase: (number, title) => `# **Phase ${number} — ${title}** #`,
    step: (phase, step, title) => `## **Step ${phase}.${step} – ${title}** ##`,
  }),
  like("underlined headings", {
    phase: (number, title) => `Phase ${number}: ${title}\n${"-".repeat(20)}`,
    step: (phase, step, title) => `Step ${phase}.${step}: ${title}\n${"-".repeat(20)}`,
  }),
  like("1. **Phase 1: T** with lists below", {
    phase: (number, title) => `${number}. **Phase ${number}: ${title}**`,
    step: (_phase, step, title) => `${step}. **${title}**`,
    nested: true,
  }),
  like("1. **T**", {
    phase: (number, title) => `${number}. **${title}**`,
    step: (phase, step, title) => `- **${phase}.${step}: ${title}**`,
    nested: true,
  }),
  like("- [ ] 1.1: T", { step: (phase, step, title) => `- [ ] ${phase}.${step}: ${title}`, nested: true }),
  like("- [ ] **1.1 T**", {
    phase: (number, title) => `- [ ] **Phase ${number}: ${title}**`,
    step: (phase, step, title) => `- [x] **${phase}.${step} ${title}**`,
    nested: true,
  }),
  like("tables", {
    phases: (phases) =>
      `| # | Phase | Goal | Requirements |\n|---|:------|------|--------------|\n${
        phases.map(({ title, goal, requirements }, at) =>
          `| ${at + 1} | ${cell(title)} | ${cell(goal)} | ${requirements.join(", ")} |`
        ).join("\n")
      }`,
    steps: (steps, phase) =>
      `| Step | Title | Details | Files | Verify | Requirements |\n| --- | --- | --- | --- | --- | --- |\n${
        steps.map((step, at) =>
          `| ${phase}.${at + 1} | ${cell(step.title)} | ${cell(step.do.join("<br>"))} | ${cell(filesOf(step))} | ${
            cell(checksOf(step))
          } | ${step.requirements.join(", ")} |`
        ).join("\n")
      }`,
  }),
  like("a table of contents first", {
    before: (titles) =>
      `# The plan\n\n## Contents\n\n${
        titles.map((title, at) => `${at + 1}. [Phase ${at + 1}: ${title}](#phase-${at + 1})`).join("\n")
      }\n\n---`,
  }),
  like("an overview first that counts the same phases", {
    before: (titles) => `# Overview\n\n${titles.map((title, at) => `- **Phase ${at + 1}:** ${title}`).join("\n")}\n`,
  }),
  like("fences with # comments below", {
    after: "\n\n```bash\n# Phase 9: not a phase\n## 9.9 not a step\n- [ ] 9.8: neither\nmake all\n```\n",
  }),
  like("all in one fence", { before: () => "```markdown", end: "```" }),
  like("Roman numbers", {
    phase: (number, title) => `## Phase ${ROMAN[number]}: ${title}`,
    step: (_phase, step, title) => `### Step ${ROMAN[step]}: ${title}`,
  }),
  like("numbers in words", {
    phase: (number, title) => `## Phase ${WORDS[number]}: ${title}`,
    step: (_phase, step, title) => `### Step ${WORDS[step]}: ${title}`,
  }),
  like("every phase numbered 1", { phase: (_number, title) => `## Phase 1: ${title}` }),
  like("numbers with gaps", {
    phase: (number, title) => `## Phase ${number * number}: ${title}`,
    step: (phase, step, title) => `### ${phase}.${step * 10} ${title}`,
  }),
  like("numbers from 0", {
    phase: (number, title) => `## Phase ${number - 1}: ${title}`,
    step: (phase, step, title) => `### ${phase - 1}.${step - 1} ${title}`,
  }),
  like("numbers that fall", { phase: (number, title, count) => `## Phase ${count + 1 - number}: ${title}` }),
  like("steps that begin at 1.1 in every phase", { step: (_phase, step, title) => `### 1.${step} ${title}` }),
  like("steps that begin at 1 in every phase", { step: (_phase, step, title) => `### Step ${step}: ${title}` }),
  like("German", {
    step: (phase, step, title) => `### Schritt ${phase}.${step}: ${title}`,
    words: {
      goal: "Ziel",
      requirements: "Anforderungen",
      after: "Hängt ab von",
      exit: "Abnahmekriterien",
      files: "Dateien",
      done: "Prüfung",
    },
  }),
  like("French", {
    phase: (number, title) => `## Phase ${number} : ${title}`,
    step: (phase, step, title) => `### Étape ${phase}.${step} : ${title}`,
    words: { goal: "Objectif", requirements: "Exigences", exit: "Critères", files: "Fichiers", done: "Vérification" },
  }),
  like("Russian", {
    phase: (number, title) => `## Этап ${number}: ${title}`,
    step: (phase, step, title) => `### Шаг ${phase}.${step}: ${title}`,
    words: { goal: "Цель", requirements: "Требования", exit: "Критерии", files: "Файлы", done: "Проверка" },
  }),
  like("Chinese", {
    phase: (number, title) => `## 第${CHINESE[number]}阶段：${title}`,
    step: (phase, step, title) => `### 步骤 ${phase}.${step}：${title}`,
    words: { goal: "目标", requirements: "需求", exit: "验收标准", files: "文件", done: "验证" },
  }),
  like("Japanese", {
    phase: (number, title) => `## フェーズ${number}：${title}`,
    step: (phase, step, title) => `### ステップ ${phase}.${step}：${title}`,
    words: { goal: "目標", requirements: "要件", exit: "完了条件", files: "ファイル", done: "検証" },
  }),
  like("Arabic", {
    phase: (number, title) => `## المرحلة ${number}: ${title}`,
    step: (phase, step, title) => `### الخطوة ${phase}.${step}: ${title}`,
    words: { goal: "الهدف", requirements: "المتطلبات", files: "الملفات", done: "التحقق" },
  }),
  like("titles and instructions only", { sparse: true }),
];
