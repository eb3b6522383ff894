import type { Found, Rule } from "../rule.ts";

/** Work that waits for itself never starts. */
export const cycle: Rule = {
  id: "cycle",
  severity: "error",
  demands: "Dependencies of steps and of phases form no cycle.",
  why:
    "Work that waits for itself never starts. Of each knot the shortest cycle is shown; in knots of thousands of steps, a short one. Retired steps wait for nothing.",
  needs: ["dependencies"],
  check({ plan, steps: active }) {
    const steps = new Map(active.map(({ step, pointer }) => [step.number, { next: step.dependsOn, pointer }]));
    const phases = new Map(
      plan.phases.map((
        phase,
        index,
      ) => [String(phase.number), { next: (phase.dependsOn ?? []).map(String), pointer: `/phases/${index}` }]),
    );
    return [...cycles(steps, "step"), ...cycles(phases, "phase")];
  },
};

/** So many of a cycle's members are shown. */
const SHOWN = 12;
/** The search for the shortest cycle looks at so many dependencies, and so often at each. */
const LEAST_WORK = 100_000;
const MOST_PASSES = 20;

type Graph = Map<string, { next: readonly string[]; pointer: string }>;

/** One finding for each knot of nodes that wait for each other, with its shortest cycle. */
function cycles(graph: Graph, what: string): Found[] {
  const positions = new Map([...graph.keys()].map((node, position) => [node, position]));
  return knots(graph).map((knot) => {
    const path = shortestCycle(graph, knot.sort((a, b) => (positions.get(a) ?? 0) - (positions.get(b) ?? 0)));
    const first = path[0] ?? "";
    const shown = path.length <= SHOWN
      ? path
      : [...path.slice(0, SHOWN - 2), `(${path.length - SHOWN + 1} more)`, path.at(-1) ?? ""];
    return {
      message: `These ${what}s wait for each other: ${[...shown, first].join(" -> ")}`,
      location: `${what} ${first}`,
      pointer: `${graph.get(first)?.pointer ?? ""}/dependsOn`,
      hint: `Take out the dependency of ${path.at(-1)} on ${first}, or split one of them.`,
    };
  });
}

/** Tarjan's strongly connected components, without recursion: a plan may be thousands of steps deep. */
function knots(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const found: string[][] = [];
  for (const root of graph.keys()) {
    if (order.has(root)) continue;
    const work: { node: string; at: number }[] = [{ node: root, at: 0 }];
    while (work.length > 0) {
      const top = work[work.length - 1];
      if (top === undefined) break;
      const { node } = top;
      if (top.at === 0) {
        order.set(node, order.size);
        low.set(node, order.get(node) ?? 0);
        stack.push(node);
        onStack.add(node);
      }
      const next = graph.get(node)?.next ?? [];
      const child = next[top.at++];
      if (child !== undefined) {
        if (!graph.has(child)) continue;
        if (!order.has(child)) work.push({ node: child, at: 0 });
        else if (onStack.has(child)) low.set(node, Math.min(low.get(node) ?? 0, order.get(child) ?? 0));
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0));
      if (low.get(node) !== order.get(node)) continue;
      const knot: string[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack.delete(member);
        knot.push(member);
        if (member === node) break;
      }
      if (knot.length > 1 || next.includes(node)) found.push(knot.reverse());
    }
  }
  return found;
}

/**
 * The shortest cycle of a knot: breadth first from each node, never farther than the shortest that is known. In a large knot
 * without short cycles that would take too long, so that the search ends after so many dependencies for each that there is.
 */
function shortestCycle(graph: Graph, knot: readonly string[]): string[] {
  const members = new Map(knot.map((node) => [node, graph.get(node)?.next ?? []]));
  let budget = LEAST_WORK;
  for (const next of members.values()) budget += MOST_PASSES * next.length;
  let best: string[] | undefined;
  for (const start of knot) {
    const { path, work } = cycleThrough(start, members, { under: best?.length ?? Infinity, budget });
    best = path ?? best;
    budget -= work;
    if (budget <= 0 || best?.length === 1) break;
  }
  return best ?? [...knot];
}

/** The shortest cycle through a node, breadth first, if it is shorter than the one known. */
function cycleThrough(
  start: string,
  members: ReadonlyMap<string, readonly string[]>,
  { under, budget }: { under: number; budget: number },
): { path?: string[]; work: number } {
  const from = new Map<string, { node: string; length: number }>();
  const queue = [{ node: start, length: 1 }];
  let work = 0;
  for (let at = 0; at < queue.length && work < budget; at++) {
    const step = queue[at];
    if (step === undefined || step.length >= under) break;
    for (const next of members.get(step.node) ?? []) {
      work++;
      if (next === start) return { path: pathTo(step.node, from), work };
      if (!members.has(next) || from.has(next)) continue;
      from.set(next, step);
      queue.push({ node: next, length: step.length + 1 });
    }
  }
  return { work };
}

function pathTo(end: string, from: ReadonlyMap<string, { node: string }>): string[] {
  const path = [end];
  for (let back = from.get(end); back !== undefined; back = from.get(back.node)) path.push(back.node);
  return path.reverse();
}
