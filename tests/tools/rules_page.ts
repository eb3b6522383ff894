import type { Part } from "../../src/plan/checks/part.ts";
import type { Limit, Rule } from "../../src/plan/checks/rule.ts";
import { page } from "../../src/output/markdown.ts";
import { alignedTable, sentence, wrapped } from "./markdown_layout.ts";

/** Where the measured table stands, so that whoever makes the page anew can keep it. */
const START = "<!-- MEASURED_START -->";
const END = "<!-- MEASURED_END -->";

/** What a plan tells where it has a part. */
const PARTS: Readonly<Record<Part, string>> = {
  project: "it is the plan of a whole project, not of one change",
  steps: "it has steps",
  details: "some steps say more than their title",
  sizes: "a step is what is done in one sitting, not a list of smaller tasks",
  requirements: "it lists requirements",
  citations: "steps say which requirements they work on",
  dependencies: "steps say what must be done before",
  deliverables: "steps name the files that they leave behind",
  actions: "it says whether a file is made, changed or deleted",
  verification: "steps say how to see that they are done",
  numbers: "steps have numbers",
  phases: "steps are in phases",
  stack: "it names languages or tools",
  types: "steps say what they are for",
  risks: "it lists risks",
};

/**
 * `docs/RULES.md`: what is checked, why, and how to change it, from the rules themselves. Laid out as `deno fmt` lays it
 * out. The section of a rule has the rule's id as its anchor.
 *
 * @param rules All rules.
 * @param measured What was measured of them, as Markdown: how many seeded defects they find, false alarms, time.
 */
export function rulesPage(rules: readonly Rule[], measured?: string): string {
  const sections = rules.flatMap(sectionOf);
  const note = measured?.trim() ?? "";
  return page(
    "# The rules of the plan checker",
    wrapped(
      "`devussy lint` checks a plan with the rules below, and so does each command that writes one. The same plan always gets the same findings: no model is asked, and nothing is read but the plan, its settings and, with `--repo`, the names of the files that are there. `devussy lint --rules` lists the rules in the terminal, with `--json` for programs.",
    ),
    "## Score and exit code",
    wrapped(
      "Each finding is an error or a warning. Errors make a plan unsound; warnings are worth a look. The score is 100 less 8 for each error and 2 for each warning, and never under 0. `devussy lint` ends with exit code 8 when an error stands, or when the score is under `--min-score` or `lint.min_score`; else with 0.",
    ),
    "## How to configure it",
    wrapped(
      "In the configuration, `lint.rules` takes settings by rule: another severity, other limits, or `off`. A rule that is off needs a reason, which stands in every report. A name that no rule or limit has, or a number out of range, is refused.",
    ),
    "```yaml\n" + exampleOf(rules) + "\n```",
    "## What is not checked",
    wrapped(
      "A plan of another tool may not tell what a rule needs: a task list without files says nothing of deliverables. Such a rule says nothing rather than something wrong, and reports list it as not checked, with the reason. What a rule needs stands in its section:",
    ),
    alignedTable(
      ["Part", "A plan has it when"],
      Object.entries(PARTS).map(([part, help]) => [part, help]),
    ),
    ...(note === "" ? [] : ["## How well they find defects", START, note, END]),
    "## All rules",
    alignedTable(
      ["Rule", "Severity", "Demands"],
      rules.map(({ id, severity, demands }) => [`[${id}](#${id})`, severity, sentence(demands)]),
    ),
    ...sections,
  );
}

/** What stands between the marks of a page, to be put into the next one. */
export function measuredIn(page: string): string | undefined {
  const from = page.indexOf(START);
  const to = page.indexOf(END);
  return from === -1 || to < from ? undefined : page.slice(from + START.length, to).trim();
}

function sectionOf({ id, severity, demands, why, limits = {}, needs }: Rule): string[] {
  const rows = Object.entries(limits).map(([name, { value, least, most, help }]) => [
    `\`${name}\``,
    `${value}`,
    `${least} to ${most}`,
    sentence(help),
  ]);
  return [
    `## ${id}`,
    wrapped(`${severity === "error" ? "Error" : "Warning"}. ${sentence(demands)}`),
    wrapped(sentence(why)),
    ...(needs.length === 0 ? [] : [wrapped(`Needs: ${needs.join(", ")}.`)]),
    ...(rows.length === 0 ? [] : [alignedTable(["Limit", "Default", "Range", "What it limits"], rows)]),
  ];
}

/** Settings of rules that there are, so that the example can be copied. */
function exampleOf(rules: readonly Rule[]): string {
  const limited = rules.find(({ limits = {} }) => Object.keys(limits).length > 0);
  const [name, limit] = Object.entries(limited?.limits ?? {})[0] ?? [];
  const [off, other] = rules.filter((rule) => rule.severity === "warning" && rule !== limited);
  return [
    "lint:",
    "  min_score: 90",
    "  rules:",
    ...(limited === undefined || limit === undefined ? [] : [
      `    ${limited.id}:`,
      `      ${name}: ${between(limit)} # ${limit.value} where nothing is set`,
    ]),
    ...(off === undefined ? [] : [`    ${off.id}:`, '      off: "the reason, for whoever reads the report"']),
    ...(other === undefined ? [] : [`    ${other.id}:`, "      severity: error"]),
  ].join("\n");
}

/** A number that may be set and is not the one that holds anyway. */
function between({ value, most }: Limit): number {
  return most > 10 ? Math.round((value + most) / 2) : (value + most) / 2;
}
