import type { Plan } from "../../plan/types.ts";
import { oneLine } from "../../text.ts";
import { isStanding, type Work, workOf } from "./work.ts";

/** Hours of work, as sizes say them. */
const HOURS = { S: 2, M: 4, L: 8 } as const;

const COLUMNS: readonly (readonly [name: string, cell: (work: Work) => string | readonly string[]])[] = [
  ["id", ({ step }) => step.id],
  ["number", ({ step }) => step.number],
  ["title", ({ step }) => step.title],
  ["description", ({ step }) => [...(step.why === undefined ? [] : [step.why]), ...step.do.map(numbered)]],
  ["status", ({ step }) => step.status],
  ["type", ({ step }) => step.type],
  ["priority", ({ priority }) => priority],
  ["estimate_hours", ({ step }) => String(HOURS[step.size])],
  ["phase", ({ phase }) => `${phase.number} ${phase.title}`],
  ["depends_on", ({ waits }) => waits.map(({ step }) => step.id).join("; ")],
  ["requirements", ({ step }) => step.requirements.join("; ")],
  ["files", ({ step }) => step.deliverables.map(({ path, action }) => `${path} (${action})`).join("; ")],
  [
    "acceptance",
    ({ step }) => step.verify.map(({ command, expect }) => command === undefined ? expect : `${command}: ${expect}`),
  ],
];

/** A record a step, quoted as RFC 4180 says; lines end in LF, as everything here does, and programs take both. */
export function csv(plan: Plan): Record<string, string> {
  const records = workOf(plan).filter(isStanding).map((work) =>
    COLUMNS.map(([, cell]) => quoted(cell(work))).join(",")
  );
  return { "plan.csv": `${[COLUMNS.map(([name]) => name).join(","), ...records].join("\n")}\n` };
}

function numbered(text: string, at: number): string {
  return `${at + 1}. ${text}`;
}

/** A cell that no spreadsheet takes for a formula, in quotes where it must be; of a list, each entry is a line. */
function quoted(said: string | readonly string[]): string {
  const text = (typeof said === "string" ? [said] : said).map(oneLine).join("\n");
  const safe = text.replace(/^(?=[=+\-@＝＋－＠])/, "'");
  return /[",;\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
