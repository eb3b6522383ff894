import type { Plan, Step } from "../../plan/types.ts";
import { mermaidIds, mermaidText } from "./mermaid_text.ts";
import { standingByPhase } from "./work.ts";

/** Looks that can be read on white and on black. */
const LOOKS: Readonly<Record<Exclude<Step["status"], "retired">, string>> = {
  todo: "fill:#eef2f7,stroke:#5b6b7f,color:#16202c",
  doing: "fill:#fff3c4,stroke:#a67c00,color:#2e2400",
  done: "fill:#d9f2e0,stroke:#2e7d46,color:#0f2e19",
};

/** The graph of a plan's steps: a box a phase, an arrow from each step to those that wait for it, a colour a status. */
export function mermaid(plan: Plan): Record<string, string> {
  const phases = standingByPhase(plan);
  const works = phases.flatMap(({ works }) => works);
  const ids = mermaidIds(works);
  const lines = ["flowchart TD"];
  phases.forEach(({ phase, works }, at) => {
    lines.push(`  subgraph P${at + 1}["${mermaidText(`Phase ${phase.number}, ${phase.title}`)}"]`);
    for (const work of works) {
      lines.push(`    ${ids.get(work)}["${mermaidText(`${work.step.number} ${work.step.title}`)}"]`);
    }
    lines.push("  end");
  });
  for (const work of works) {
    for (const needed of work.after) lines.push(`  ${ids.get(needed)} --> ${ids.get(work)}`);
  }
  // Where a phase waits for another, and its steps do not say so themselves.
  const places = new Map(phases.map(({ phase }, at) => [phase, at + 1]));
  for (const { works } of phases) {
    const said = works.flatMap(({ phase, after, waits }) =>
      waits.filter((needed) => !after.includes(needed)).map((needed) =>
        `  P${places.get(needed.phase)} --> P${places.get(phase)}`
      )
    );
    lines.push(...new Set(said));
  }
  for (const [status, look] of Object.entries(LOOKS)) {
    const own = works.filter(({ step }) => step.status === status).map((work) => ids.get(work));
    if (own.length > 0) lines.push(`  classDef ${status} ${look}`, `  class ${own.join(",")} ${status}`);
  }
  return { "plan.mmd": `${lines.join("\n")}\n` };
}
