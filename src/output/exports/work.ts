import type { Phase, Plan, Priority, Step } from "../../plan/types.ts";

/** A step as exports need it: with its place in the whole plan, and with what it waits for. */
export interface Work {
  step: Step;
  phase: Phase;
  /**
   * The number of its task in tools that count tasks: 206 for step 2.6. Steps keep theirs while the plan grows, and when
   * others are retired.
   */
  position: number;
  /** The steps that must be done before: those that are there and not retired, each once. */
  after: Work[];
  /** Those, and what its phase waits for as far as that does not follow: for tools that know no phases. */
  waits: Work[];
  /** How much it matters: as the most important requirement that it works on. */
  priority: Priority;
}

/** All steps of a plan in order, the retired ones too. Names in `dependsOn` that lead nowhere are left out. */
export function workOf({ phases, requirements }: Plan): Work[] {
  const priorities = new Map(
    requirements.filter(({ status }) => status === "active").map(({ id, priority }) => [id, priority]),
  );
  const byNumber = new Map<string, Work>();
  const all: Work[] = [];
  // 2.100 is 300, and 3.1 is 301: only larger phases need more room.
  let room = 100;
  while (phases.some(({ steps }) => steps.length > room)) room *= 10;
  for (const [phaseAt, phase] of phases.entries()) {
    for (const [at, step] of phase.steps.entries()) {
      const cited = new Set(step.requirements.map((id) => priorities.get(id)));
      const priority = RANKS.find((rank) => cited.has(rank)) ?? "should";
      const after: Work[] = [];
      const work: Work = { step, phase, position: (phaseAt + 1) * room + at + 1, after, waits: after, priority };
      all.push(work);
      if (!byNumber.has(step.number)) byNumber.set(step.number, work);
    }
  }
  for (const work of all) {
    for (const number of new Set(work.step.dependsOn)) {
      const needed = byNumber.get(number);
      if (needed !== undefined && needed !== work && isStanding(needed)) work.after.push(needed);
    }
  }
  addPhases(all);
  return all;
}

/** More pairs between two phases would make the export longer than the plan; then the last step stands for its phase. */
const MOST_PAIRS = 1_000;

/** A phase waits for others: its first steps wait for the last ones of those, and the rest follows. */
function addPhases(all: readonly Work[]): void {
  const ends = new Map<number, Work[]>();
  for (const works of byPhase(all.filter(isStanding))) {
    const own = new Set(works);
    const first = new Set(works.filter(({ after }) => !after.some((needed) => own.has(needed))));
    const before = [...new Set(works[0]?.phase.dependsOn ?? [])].flatMap((number) => {
      const last = ends.get(number) ?? [];
      return first.size * last.length > MOST_PAIRS ? last.slice(-1) : last;
    });
    for (const work of first) work.waits = [...new Set([...work.after, ...before])];
    const needed = new Set(works.flatMap(({ after }) => after));
    const { phase: { number } } = works[0] ?? { phase: { number: 0 } };
    ends.set(number, works.filter((work) => !needed.has(work)));
  }
}

function byPhase(works: readonly Work[]): Work[][] {
  const phases = new Map<Phase, Work[]>();
  for (const work of works) {
    const own = phases.get(work.phase);
    if (own === undefined) phases.set(work.phase, [work]);
    else own.push(work);
  }
  return [...phases.values()];
}

const RANKS: readonly Priority[] = ["must", "should", "could"];

/** Whether there is, or was, something to do: not retired. */
export function isStanding({ step }: Work): boolean {
  return step.status !== "retired";
}

/** The steps of a plan that stand, phase by phase; phases without any are left out. */
export function standingByPhase(plan: Plan): { phase: Phase; works: Work[] }[] {
  return byPhase(workOf(plan).filter(isStanding)).flatMap((works) =>
    works[0] ? [{ phase: works[0].phase, works }] : []
  );
}
