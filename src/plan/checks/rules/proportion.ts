import { linesOfCode } from "../words/code_lines.ts";
import { type Found, type Rule, ruleWith } from "../rule.ts";
import type { PlacedText, PlanView } from "../view.ts";
import { countWords } from "../words/word_count.ts";

/** So many lines of code are too few to be the plan's main matter. */
const FEW_LINES = 20;

/** A plan is read again with every step: what is long without need costs each time. */
export const proportion: Rule = ruleWith({
  id: "proportion",
  severity: "warning",
  demands:
    "The plan has at most 40 words for each requirement and 2,000 besides, code fills at most 25 % of its lines, and the handoff is of at most 1,500 words.",
  why:
    "A plan is read again with every step, and long overviews make coding agents slower and no better. What counts is prose: objectives, architecture, components, reasons and instructions of steps, goals of phases, mitigations and the handoff; commands, paths and other code between backticks, expected results and criteria are free. Where a few requirements need many steps, each step counts like a requirement. Diagrams and trees of folders are no code, nor are fewer than 20 lines.",
  limits: {
    words_per_requirement: {
      value: 40,
      least: 0,
      most: 10_000,
      help: "words of prose for each active requirement or step",
    },
    base_words: { value: 2000, least: 0, most: 1_000_000, help: "words of prose that any plan may have" },
    max_code_percent: { value: 25, least: 0, most: 100, help: "share of code among the lines of prose, in percent" },
    max_handoff_words: { value: 1500, least: 0, most: 1_000_000, help: "words of the handoff, at most" },
  },
  needs: ["steps", "requirements"],
  check(view, { words_per_requirement, base_words, max_code_percent, max_handoff_words }) {
    const prose = proseOf(view);
    const found: Found[] = [];
    const report = (message: string, location: string, pointer: string, hint: string) =>
      found.push({ message, location, pointer, hint });

    const active = view.plan.requirements.filter(({ status }) => status === "active").length;
    const allowed = base_words + words_per_requirement * Math.max(active, view.steps.length);
    const words = prose.reduce((sum, { text }) => sum + countWords(withoutCode(text)), 0);
    if (words > allowed) {
      const hint = "Say each thing once and where it is needed; leave out what any developer knows.";
      report(`The plan has ${words} words for ${active} requirements, more than ${allowed}`, "plan", "/phases", hint);
    }
    const counts = prose.map((placed) => ({ placed, ...linesOfCode(placed.text) }));
    const lines = counts.reduce((sum, { lines }) => sum + lines, 0);
    const code = counts.reduce((sum, { code }) => sum + code, 0);
    if (code >= FEW_LINES && code * 100 > max_code_percent * lines) {
      const most = counts.reduce((a, b) => b.code > a.code ? b : a).placed;
      const message = `Code fills ${
        Math.round(code * 100 / lines)
      } % of the plan's ${lines} lines, over ${max_code_percent} %`;
      const hint = "Name the functions with their inputs and results, and leave the code to the steps.";
      report(message, most.location, most.pointer, hint);
    }
    const { instructions = [], stopWhen = [], notes = [] } = view.plan.handoff ?? {};
    const handoff = countWords([...instructions, ...stopWhen, ...notes].join("\n"));
    if (handoff > max_handoff_words) {
      const hint = "Leave out what the plan says already.";
      report(`The handoff has ${handoff} words, more than ${max_handoff_words}`, "handoff", "/handoff", hint);
    }
    return found;
  },
});

/** Titles, expected results, criteria, and lists of what was asked, decided or is open are no prose: they make a plan exact. */
const EXACT =
  /\/(?:title|expect|name)$|\/exitCriteria\/\d+$|^\/(?:definitionOfDone|requirements|assumptions|questions)\/|^\/risks\/\d+\/text$|^\/design\/(?:decisions|techStack|dependencies)\//;

function proseOf({ texts }: PlanView): PlacedText[] {
  return texts.filter(({ pointer }) => !EXACT.test(pointer));
}

function withoutCode(text: string): string {
  return text.includes("`") ? text.replace(/(?<!`)`[^`\n]{1,200}`(?!`)/g, " ") : text;
}
