/**
 * Cost by the size of a brief: each has twice the requirements of the one before; the cost should double with it.
 * @module
 */
import { createLLMClient, renderPlan, runPipeline, startPlan } from "../../mod.ts";
import type { Setting, Table } from "./part.ts";
import { figure, inRounds, repeated, times } from "./rounds.ts";

const SIZES = [250, 500, 1_000, 2_000];
const TURN_MS = 200;

/** A brief of some requirements under headings of ten. */
function briefOf(requirements: number): string {
  return Array.from(
    { length: requirements },
    (_, at) =>
      (at % 10 === 0 ? `\n## Area ${at / 10}\n\n` : "") +
      `- Users can change item ${at} of area ${Math.floor(at / 10)} and export report ${at % 7}`,
  ).join("\n");
}

/** Measures the way from a brief to all pages, checks included, in one process. */
export async function size({ rounds, quick }: Setting): Promise<Table[]> {
  const client = createLLMClient("offline", {});
  const sizes = SIZES.slice(0, quick ? 2 : undefined);
  const timings = await inRounds(
    sizes.map((requirements) => {
      const brief = briefOf(requirements);
      return repeated(async () => {
        renderPlan(await runPipeline(startPlan({ name: "Big", brief }), { client, brief }));
      }, quick ? 0 : TURN_MS);
    }),
    rounds,
  );
  const each = (at: number) => (timings[at]?.best ?? NaN) / (sizes[at] ?? NaN);
  return [{
    heads: ["Requirements of the brief", "Best, ms", "µs a requirement", "One, times one of 250"],
    rows: sizes.map((requirements, at) => [
      requirements.toLocaleString("en"),
      figure(timings[at]?.best ?? NaN),
      figure(each(at) * 1000),
      times(each(at), each(0)),
    ]),
  }];
}
