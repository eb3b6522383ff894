import type { Step, StepStatus } from "../../plan/types.ts";
import { shorten } from "../../text.ts";
import type { Lookup } from "./lookup.ts";
import { shareOf, STATUSES } from "./words.ts";

/** A box of the graph: a step or a phase. */
export interface Node {
  band: number;
  after: number[];
  anchor: string;
  number: string;
  title: string;
  status: StepStatus;
  /** What it is, for whoever does not see it. */
  name: string;
}

/** The steps, with their phases as bands. */
export function nodesOfSteps({ plan, steps, anchor }: Lookup): Node[] {
  const places = new Map<string, number>();
  steps.forEach(({ number }, at) => places.has(number) || places.set(number, at));
  const bands = plan.phases.flatMap(({ steps }, band) => steps.map(() => band));
  return steps.map((step, at) => ({
    band: bands[at] ?? 0,
    after: [...new Set(step.dependsOn)].flatMap((number) => places.get(number) ?? []).filter((other) => other !== at),
    anchor: anchor(step),
    number: step.number,
    title: step.title,
    status: step.status,
    name: nameOf(step),
  }));
}

function nameOf({ number, title, status, dependsOn }: Step): string {
  const after = dependsOn.length === 0 ? "" : `, after ${shorten(dependsOn.join(", "), 80)}`;
  return `${number} ${shorten(title, 100)}, ${STATUSES[status]}${after}`;
}

/** The phases: one comes after another where it says so, or one of its steps waits for one of the other. */
export function nodesOfPhases({ plan: { phases }, status, steps, step, anchor }: Lookup): Node[] {
  const places = new Map(phases.map(({ number }, at) => [number, at]));
  const phaseOf = new Map(phases.flatMap(({ steps }, at) => steps.map((step) => [step, at])));
  const before = phases.map(({ dependsOn = [] }) => new Set(dependsOn.flatMap((number) => places.get(number) ?? [])));
  for (const each of steps) {
    const own = phaseOf.get(each) ?? -1;
    for (const number of each.dependsOn) {
      const found = step(number);
      const other = found === undefined ? undefined : phaseOf.get(found);
      if (other !== undefined && other !== own) before[own]?.add(other);
    }
  }
  return phases.map((phase, at) => {
    const counts = status.phases[at] ?? { done: 0, doing: 0, total: 0 };
    const begun = counts.done + counts.doing > 0;
    return {
      band: 0,
      after: [...before[at] ?? []].filter((other) => other !== at),
      anchor: anchor(phase),
      number: `Phase ${phase.number}`,
      title: phase.title,
      status: counts.total > 0 && counts.done === counts.total ? "done" : begun ? "doing" : "todo",
      name: `Phase ${phase.number}: ${shorten(phase.title, 100)}, ${shareOf(counts)}`,
    };
  });
}

/**
 * What each box comes after, but for what follows from the rest. Only what stands earlier in the list implies anything, so
 * that of a circle nothing is left out.
 */
export function withoutImplied(nodes: readonly Node[]): number[][] {
  const above: Set<number>[] = [];
  return nodes.map(({ after }, at) => {
    const earlier = after.filter((other) => other < at);
    above[at] = new Set(earlier.flatMap((other) => [other, ...above[other] ?? []]));
    return after.filter((other) => !earlier.some((between) => above[between]?.has(other)));
  });
}
