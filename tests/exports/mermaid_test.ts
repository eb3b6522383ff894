import assert from "node:assert/strict";
import { exportPlan } from "../../src/output/exports/mod.ts";
import { workOf } from "../../src/output/exports/work.ts";
import { oneLine, shorten } from "../../src/text.ts";
import { inFolder } from "../integration/cli_harness.ts";
import { hostilePlan, workedPlan } from "../unit/output/exports/plans.ts";
import { WITH_MERMAID } from "./mermaid_page.ts";
import { named, runTool, TIMEOUT } from "./npm_tool.ts";

/** Parses diagrams with Mermaid itself and prints what it found in them. */
const SCRIPT = `
${WITH_MERMAID}
const found = [];
for (const name of ["plan.mmd", "gantt.mmd", "hostile.mmd", "hostile_gantt.mmd"]) {
  const text = Deno.readTextFileSync(name);
  const { diagramType } = await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const shown = (text) => text.replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";")
    .replace(/&#(\\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  found.push(name.includes("gantt")
    ? { diagramType, tasks: db.getTasks().map(({ id, task, section, startTime, endTime, done, active, milestone }) => ({
        id, task: shown(task).trim(), section: shown(section), milestone: milestone === true, done: done === true, active: active === true,
        hours: [startTime, endTime].map((time) => time.getTime() / 3600000 + time.getTimezoneOffset() * -1 / 60) })) }
    : { diagramType, nodes: [...db.getVertices().values()].map(({ id, text, classes }) => ({ id, text: shown(text ?? ""), classes })),
        edges: db.getEdges().map(({ start, end }) => [start, end]),
        phases: db.getSubGraphs().map(({ title, nodes }) => ({ title: shown(title), nodes: nodes.length })) });
}
console.log(JSON.stringify(found));
`;

interface Graph {
  diagramType: string;
  nodes: { id: string; text: string; classes: string[] }[];
  edges: [string, string][];
  phases: { title: string; nodes: number }[];
}
interface Gantt {
  diagramType: string;
  tasks: {
    id: string;
    task: string;
    section: string;
    milestone: boolean;
    done: boolean;
    active: boolean;
    hours: number[];
  }[];
}

Deno.test({
  ...named("Mermaid itself reads the graph and the Gantt chart, and takes hostile texts for texts"),
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const [plan, hostile] = [workedPlan(), hostilePlan()];
      await Deno.writeTextFile(`${dir}/plan.mmd`, exportPlan(plan, "mermaid")["plan.mmd"] ?? "");
      await Deno.writeTextFile(`${dir}/gantt.mmd`, exportPlan(plan, "gantt")["gantt.mmd"] ?? "");
      await Deno.writeTextFile(`${dir}/hostile.mmd`, exportPlan(hostile, "mermaid")["plan.mmd"] ?? "");
      await Deno.writeTextFile(`${dir}/hostile_gantt.mmd`, exportPlan(hostile, "gantt")["gantt.mmd"] ?? "");
      const found = JSON.parse(await runTool(dir, ["-"], SCRIPT)) as [Graph, Gantt, Graph, Gantt];
      const [graph, gantt, hostileGraph, hostileGantt] = found;
      assert.deepEqual(graph, {
        diagramType: "flowchart-v2",
        nodes: [
          { id: "S1x1", text: '1.1 Store "links" & codes, <fast>', classes: ["done"] },
          { id: "S1x2", text: "1.2 Build part 1 of 2", classes: ["doing"] },
          { id: "S2x1", text: "2.1 Build part 2 of 1", classes: ["todo"] },
          { id: "S2x2", text: "2.2 Build part 2 of 2", classes: ["todo"] },
          { id: "S2x3", text: "2.3 Write the README", classes: ["todo"] },
        ],
        edges: [["S1x1", "S1x2"], ["S1x2", "S2x1"], ["S2x1", "S2x2"], ["S2x2", "S2x3"]],
        phases: [{ title: "Phase 1, Phase 1", nodes: 2 }, { title: "Phase 2, Phase 2", nodes: 3 }],
      });
      assert.deepEqual(gantt.tasks.map(({ id, hours }) => [id, ...hours]), [
        ["S1x1", 0, 6],
        ["S1x2", 6, 12],
        ["P1", 12, 12],
        ["S2x1", 12, 36],
        ["S2x2", 36, 42],
        ["S2x3", 42, 48],
      ]);
      assert.deepEqual(gantt.tasks.filter(({ done }) => done).map(({ id }) => id), ["S1x1"]);
      assert.deepEqual(gantt.tasks.filter(({ active }) => active).map(({ id }) => id), ["S1x2"]);
      const titles = workOf(hostile).map(({ step }) => shorten(oneLine(`${step.number} ${step.title}`), 80));
      assert.deepEqual(hostileGraph.nodes.map(({ text }) => text), titles);
      assert.deepEqual(hostileGraph.phases.map(({ nodes }) => nodes), [8, 8, 8, 8]);
      assert.equal(hostileGraph.edges.length, titles.length - 1);
      const tasks = hostileGantt.tasks.filter(({ milestone }) => !milestone);
      assert.deepEqual(tasks.map(({ task }) => task), titles);
    }),
});
