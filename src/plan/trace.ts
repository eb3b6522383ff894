import { testsOf } from "./test_paths.ts";
import type { Plan, Priority, Requirement, RequirementKind, Step, StepType } from "./types.ts";

/** One requirement that stands, with what answers it. */
export interface TraceRow {
  /** Its id. */
  id: string;
  /** The demand. */
  text: string;
  /** What kind of demand it is. */
  kind: RequirementKind;
  /** How much it matters. */
  priority: Priority;
  /** Why no step works on it though it stands. */
  outOfScope?: string;
  /** The numbers of the steps that cite it; retired steps do not count. */
  steps: string[];
  /**
   * What tests it, by path: the tests that these steps leave behind or run by name, and all files of a step of type
   * `test` (`step 2.3` where it names none). At most 200.
   */
  tests: string[];
  /** The risks that name it, by id; a risk that names no requirement belongs to those of its steps. At most 200. */
  risks: string[];
}

/** What a requirement lacks. Where the step is missing the test is too, and only the step is told. */
export interface TraceGap {
  /** The requirement's id. */
  requirement: string;
  /** What is missing; tests are demanded of functional requirements only. */
  missing: "step" | "test";
}

/** A step that cites no requirement that stands; what is done already may cite one that stood. */
export interface TraceOrphan {
  /** Its number. */
  step: string;
  /** What it achieves. */
  title: string;
  /** What it is for. */
  type: StepType;
  /** Whether a step of this type may: all may but features and tests, as in the rule `no-invention`. */
  allowed: boolean;
}

/** The matrix of requirements, steps, tests and risks, with what is missing in it. */
export interface Trace {
  /** The requirements that stand, in the plan's order. */
  rows: TraceRow[];
  /** Those that do not, with the steps that still cite them. */
  retired: { id: string; text: string; status: "superseded" | "retired"; steps: string[] }[];
  /** What is missing, in the order of the requirements. */
  gaps: TraceGap[];
  /** Steps that serve no requirement, in order. */
  orphans: TraceOrphan[];
  /** How many of the requirements that stand have a step, or say why they are out of scope. */
  covered: number;
  /** How many stand. */
  total: number;
  /** `covered` of `total` in percent, rounded down: 100 only where all are; 100 where there are none. */
  percent: number;
  /** How many of the functional requirements in scope have a test. */
  tested: number;
  /** How many functional requirements are in scope. */
  testable: number;
  /** `tested` of `testable` in percent, counted like `percent`. */
  testedPercent: number;
}

/** At most this many tests or risks of a requirement are listed, so that no matrix outgrows its plan. */
const MOST = 200;

/**
 * Works out which step, test and risk belongs to which requirement. All of it comes from what the plan cites; nothing
 * is guessed from words, and no model is asked.
 *
 * @param plan The plan, complete or in part.
 * @returns The matrix, its gaps, and the steps that serve no requirement.
 *
 * @example
 * ```ts
 * import { createLLMClient, runPipeline, startPlan, tracePlan } from "@devussy/devussy";
 * const idea = startPlan({ name: "Notes", requirements: "Save notes. Find notes by word." });
 * const plan = await runPipeline(idea, { client: createLLMClient("offline", {}) });
 * const { rows, gaps, percent } = tracePlan(plan);
 * if (rows[1]?.steps.length === 0 || gaps.length > 0 || percent < 100) throw new Error("expected a step for each");
 * ```
 */
export function tracePlan(plan: Plan): Trace {
  const steps = plan.phases.flatMap((phase) => phase.steps).filter(({ status }) => status !== "retired");
  const cited = citations(steps);
  const tests = new Map(steps.map((step) => [step, testsOf(step).slice(0, MOST)]));
  const risks = risksOf(plan);
  const statuses = new Map(plan.requirements.map(({ id, status }) => [id, status]));
  const rows = plan.requirements.filter(({ status }) => status === "active").map((requirement) => {
    const citing = cited.get(requirement.id) ?? [];
    const named = [
      risks.byRequirement.get(requirement.id) ?? [],
      ...citing.map(({ number }) => risks.byStep.get(number) ?? []),
    ];
    return rowOf(requirement, {
      steps: citing.map(({ number }) => number),
      tests: first(citing.map((step) => tests.get(step) ?? [])),
      risks: first(named),
    });
  });
  const gaps = rows.flatMap(gapsOf);
  const testable = rows.filter(isTestable);
  const covered = rows.filter((row) => row.steps.length > 0 || isOut(row)).length;
  const tested = testable.filter((row) => row.tests.length > 0).length;
  return {
    rows,
    retired: plan.requirements.flatMap(({ id, text, status }) =>
      status === "active" ? [] : [{ id, text, status, steps: (cited.get(id) ?? []).map(({ number }) => number) }]
    ),
    gaps,
    orphans: steps.filter((step) => !serves(step, statuses)).map(({ number, title, type }) => ({
      step: number,
      title,
      type,
      allowed: type !== "feature" && type !== "test",
    })),
    covered,
    total: rows.length,
    percent: percentOf(covered, rows.length),
    tested,
    testable: testable.length,
    testedPercent: percentOf(tested, testable.length),
  };
}

function serves({ requirements, status }: Step, statuses: ReadonlyMap<string, Requirement["status"]>): boolean {
  return requirements.some((id) => statuses.get(id) === "active" || status === "done" && statuses.has(id));
}

/** The steps by the requirements that they cite. */
function citations(steps: readonly Step[]): Map<string, Step[]> {
  const cited = new Map<string, Step[]>();
  for (const step of steps) for (const id of new Set(step.requirements)) add(cited, id, step);
  return cited;
}

/** The risks by what they name: requirements where they name any, else steps. */
function risksOf({ risks }: Plan): Record<"byRequirement" | "byStep", Map<string, string[]>> {
  const byRequirement = new Map<string, string[]>();
  const byStep = new Map<string, string[]>();
  for (const { id, requirements = [], steps } of risks) {
    const names = requirements.length > 0;
    for (const name of new Set(names ? requirements : steps)) add(names ? byRequirement : byStep, name, id, MOST);
  }
  return { byRequirement, byStep };
}

function rowOf(
  { id, text, kind, priority, outOfScope }: Requirement,
  found: Pick<TraceRow, "steps" | "tests" | "risks">,
): TraceRow {
  return { id, text, kind, priority, ...(outOfScope === undefined ? {} : { outOfScope }), ...found };
}

function gapsOf(row: TraceRow): TraceGap[] {
  if (isOut(row)) return [];
  if (row.steps.length === 0) return [{ requirement: row.id, missing: "step" }];
  return isTestable(row) && row.tests.length === 0 ? [{ requirement: row.id, missing: "test" }] : [];
}

function isTestable(row: TraceRow): boolean {
  return row.kind === "functional" && !isOut(row);
}

/** Out of scope is what says why. */
function isOut({ outOfScope = "" }: TraceRow): boolean {
  return outOfScope.trim() !== "";
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value, most = Infinity): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else if (values.length < most) values.push(value);
}

/** The first of all lists, each entry once. */
function first(lists: readonly (readonly string[])[]): string[] {
  const found = new Set<string>();
  for (const list of lists) {
    for (const entry of list) if (found.size < MOST) found.add(entry);
  }
  return [...found];
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor(100 * part / whole);
}
