import assert from "node:assert/strict";
import { exportPlan } from "../../src/output/exports/mod.ts";
import { inFolder, write } from "../integration/cli_harness.ts";
import { hostilePlan, workedPlan } from "../unit/output/exports/plans.ts";
import { named, runTool, TIMEOUT } from "./npm_tool.ts";

const OPENSPEC = "npm:@fission-ai/openspec@1.13.2";

Deno.test({
  ...named("OpenSpec itself validates the change strictly, and counts its tasks"),
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const hostile = hostilePlan();
      hostile.project.name = "Hostile";
      await write(dir, { ...exportPlan(workedPlan(), "openspec"), ...exportPlan(hostile, "openspec") });
      const checked = JSON.parse(await runTool(dir, [OPENSPEC, "validate", "--changes", "--strict", "--json"]));
      assert.deepEqual(
        checked.items.map(({ id, valid, issues }: Record<string, unknown>) => ({ id, valid, issues })),
        [{ id: "hostile", valid: true, issues: [] }, { id: "link-shortener", valid: true, issues: [] }],
      );
      const { changes } = JSON.parse(await runTool(dir, [OPENSPEC, "list", "--json"]));
      const counts = changes.map(({ name, completedTasks, totalTasks }: Record<string, unknown>) =>
        `${name} ${completedTasks}/${totalTasks}`
      );
      assert.deepEqual(counts.sort(), ["hostile 0/32", "link-shortener 1/5"]);
      const shown = JSON.parse(await runTool(dir, [OPENSPEC, "show", "link-shortener", "--json"]));
      assert.deepEqual(
        shown.deltas.map(({ spec, operation, requirement }: Record<string, Record<string, unknown>>) =>
          `${operation} ${spec}: ${requirement?.text}`
        ).sort(),
        [
          "ADDED clicks-per-day: The system SHALL meet this demand (should): Users can count clicks.",
          "ADDED link-shortener: The system SHALL meet this demand: A redirect takes less than 50 ms.",
          "ADDED links: The system SHALL meet this demand: Users can shorten links.",
        ],
      );
    }),
});
