import type { LintReport } from "../checks/lint.ts";
import type { Finding } from "../types.ts";
import type { Place, ReadPlan } from "./types.ts";

/**
 * Where a part of the plan stands in the files that it was read from: its own place, or that of the nearest part above.
 *
 * @param pointer A JSON pointer into the plan, such as a finding has.
 */
export function placeOf(pointer: string, { places }: Pick<ReadPlan, "places">): Place | undefined {
  for (let at = pointer;; at = at.slice(0, at.lastIndexOf("/"))) {
    const place = places.get(at);
    if (place !== undefined || at === "") return place;
    if (!at.includes("/")) return places.get("");
  }
}

/**
 * Gives findings the names and lines of the files that the plan was read from: `T014 (tasks.md:31)` for what the model
 * calls step 2.3. Our own format keeps its own names.
 */
export function placed(report: LintReport, read: ReadPlan): LintReport {
  if (read.format === "devussy") return report;
  const names = namesOf(read);
  return { ...report, findings: report.findings.map((finding) => withPlace(finding, read, names)) };
}

interface Names {
  steps: ReadonlyMap<string, string>;
  phases: ReadonlyMap<string, string>;
  requirements: ReadonlyMap<string, string>;
  risks: ReadonlyMap<string, string>;
}

function namesOf({ plan, places, requirementNames }: ReadPlan): Names {
  const steps = new Map<string, string>();
  const phases = new Map<string, string>();
  plan.phases.forEach((phase, p) => {
    const own = places.get(`/phases/${p}`)?.name;
    if (own !== undefined) phases.set(String(phase.number), own);
    phase.steps.forEach(({ number }, s) => {
      const name = places.get(`/phases/${p}/steps/${s}`)?.name;
      if (name !== undefined) steps.set(number, name);
    });
  });
  const risks = new Map(plan.risks.flatMap(({ id }, index) => {
    const name = places.get(`/risks/${index}`)?.name;
    return name === undefined ? [] : [[id, name] as const];
  }));
  return { steps, phases, requirements: requirementNames, risks };
}

function withPlace(finding: Finding, read: ReadPlan, names: Names): Finding {
  const place = placeOf(finding.pointer, read);
  const rename = (text: string) => renamed(text, names, finding.rule === "cycle");
  const location = place?.name ?? rename(finding.location);
  return {
    ...finding,
    message: startOf(rename(finding.message)),
    hint: startOf(rename(finding.hint)),
    location: place === undefined ? location : `${location} (${place.path}:${place.line})`,
  };
}

const STEPS =
  /\b(?:phase \d{1,6}, )?steps? (\d{1,6}\.\d{1,6}(?:(?:, and |, | and | or | to |-)\d{1,6}\.\d{1,6}){0,60})/gi;
const NUMBER = /\d{1,6}\.\d{1,6}/g;

/** Our names replaced by the file's own; what stands in quotes is the file's already. */
function renamed(text: string, { steps, phases, requirements, risks }: Names, bare: boolean): string {
  return text.split(/("[^"]*")/).map((part, index) => {
    if (index % 2 === 1) return part;
    const named = part.replace(
      STEPS,
      (whole, list: string) =>
        (list.match(NUMBER) ?? []).every((number) => steps.has(number))
          ? list.replace(NUMBER, (number) => steps.get(number) ?? number)
          : whole,
    );
    // A cycle lists numbers with nothing around them: "1.1 -> 1.4 -> 1.1".
    const listed = bare
      ? named.replace(/(?<![\w.#])\d{1,6}\.\d{1,6}(?![\w.]*\d)/g, (number) => steps.get(number) ?? number)
      : named;
    // What a reference may have meant is said as "this one is 1.2".
    return listed.replace(
      /\b(this one is )(\d{1,6}\.\d{1,6})\b/g,
      (whole, lead: string, number: string) => lead + (steps.get(number) ?? whole.slice(lead.length)),
    ).replace(/\bphases? (\d{1,6})\b(?!\.\d)/gi, (whole, number: string) => phases.get(number) ?? whole)
      .replace(/\b(?:risk )?(K[1-9]\d{0,5})\b/gi, (whole, id: string) => risks.get(id) ?? whole)
      .replace(/\bR[1-9]\d{0,5}\b(?![-/.]?\w)/g, (id) => requirements.get(id) ?? id);
  }).join("");
}

/** A sentence begins with a capital, also where a name such as "task 7" has come to stand there. */
function startOf(text: string): string {
  return /^(?:task|step|requirement|the) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
