/**
 * Cost by size: each brief has twice the requirements of the one before; the cost should double with it.
 * @module
 */
import { createLLMClient, lintPlan, renderPlan, runPipeline, startPlan } from "../../mod.ts";

const client = createLLMClient("offline", {});

/** A brief of some requirements under headings of ten. */
function briefOf(requirements: number): string {
  return Array.from(
    { length: requirements },
    (_, at) =>
      (at % 10 === 0 ? `\n## Area ${at / 10}\n\n` : "") +
      `- Users can change item ${at} of area ${Math.floor(at / 10)} and export report ${at % 7}`,
  ).join("\n");
}

for (const size of [250, 500, 1000, 2000]) {
  const brief = briefOf(size);
  Deno.bench(
    { name: `${size} requirements`, group: "idea to files", baseline: size === 250, n: 5, warmup: 2 },
    async () => {
      renderPlan(await runPipeline(startPlan({ name: "Big", brief }), { client, brief }));
    },
  );
  const plan = await runPipeline(startPlan({ name: "Big", brief }), { client, brief });
  Deno.bench({ name: `${size} requirements`, group: "checks", baseline: size === 250, n: 20, warmup: 5 }, () => {
    lintPlan(plan);
  });
}
