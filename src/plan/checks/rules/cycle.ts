import type { Found, Rule } from "../rule.ts";

/** Work that waits for itself never starts. */
export const cycle: Rule = {
  id: "cycle",
  severity: "error",
  demands: "Dependencies of steps and of phases form no cycle.",
  why: "Work that waits for itself never starts. Of each knot of steps the shortest cycle is shown.",
  needs: ["dependencies"],
  check({ plan, all }) {
    const steps = new Map(all.map(({ step, pointer }) => [step.number, { next: step.dependsOn, pointer }]));
    const phases = new Map(
      plan.phases.map((
        phase,
        index,
      ) => [String(phase.number), { next: (phase.dependsOn ?? []).map(String), pointer: `/phases/${index}` }]),
    );
    return [...cycles(steps, "step"), ...cycles(phases, "phase")];
  },
};

type Graph = Map<string, { next: readonly string[]; pointer: string }>;

/** One finding for each knot of nodes that wait for each other, with its shortest cycle. */
function cycles(graph: Graph, what: string): Found[] {
  return knots(graph).map((knot) => {
    const path = shortestCycle(graph, knot);
    const first = path[0] ?? "";
    return {
      message: `These ${what}s wait for each other: ${[...path, first].join(" -> ")}`,
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

/** The shortest cycle through the knot's first node, breadth first. */
function shortestCycle(graph: Graph, knot: readonly string[]): string[] {
  const start = knot[0] ?? "";
  const members = new Set(knot);
  const from = new Map<string, string>();
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? "";
    for (const next of graph.get(node)?.next ?? []) {
      if (next === start) {
        const path = [node];
        for (let back = from.get(node); back !== undefined; back = from.get(back)) path.unshift(back);
        return path;
      }
      if (!members.has(next) || from.has(next)) continue;
      from.set(next, node);
      queue.push(next);
    }
  }
  return [...knot];
}
