import assert from "node:assert/strict";
import { UsageError } from "../../../../src/errors.ts";
import { type ExportFormat, exportFormatOf, exportPlan, exports } from "../../../../src/output/exports/mod.ts";
import { isSafePath } from "../../../../src/plan/paths.ts";
import { goodPlan, phase, step } from "../../plan/builders.ts";
import { syntheticPlan } from "../../../bench/synthetic_plan.ts";
import { hostilePlan, workedPlan } from "./plans.ts";

const FORMATS = Object.keys(exports) as ExportFormat[];

for (const format of FORMATS) {
  Deno.test(`exportPlan() gives ${format} as it is kept`, async (t) => {
    const files = exportPlan(workedPlan(), format);
    await t.assertSnapshot(Object.entries(files).map(([path, text]) => `--- ${path}\n${text}`).join("\n"));
  });
}

Deno.test("exportPlan() gives the same bytes for the same plan", () => {
  for (const format of FORMATS) {
    assert.deepEqual(exportPlan(workedPlan(), format), exportPlan(workedPlan(), format), format);
  }
});

Deno.test("exportPlan() gives paths that fit every usual system, whatever the titles are", () => {
  const long = goodPlan({
    phases: [phase(1, [step("1.1", { title: "ü".repeat(500) }), step("1.2", { title: "..." })])],
  });
  long.project.name = "CON";
  for (const plan of [workedPlan(), hostilePlan(), long]) {
    for (const format of FORMATS) {
      const paths = Object.keys(exportPlan(plan, format));
      assert.equal(new Set(paths.map((path) => path.toLowerCase())).size, paths.length, format);
      for (const path of paths) {
        assert.ok(isSafePath(path), path);
        for (const part of path.split("/")) {
          assert.ok(new TextEncoder().encode(part).length <= 80, part);
          assert.doesNotMatch(part, /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
          assert.match(part, /^[\p{L}\p{M}\p{N}._ -]+$/u);
        }
      }
    }
  }
});

Deno.test("exportPlan() refuses a plan without steps and a format that there is not", () => {
  for (const phases of [[], [phase(1, [step("1.1", { status: "retired" })])]]) {
    assert.throws(
      () => exportPlan(goodPlan({ phases }), "csv"),
      (error) =>
        error instanceof UsageError &&
        /^Cannot export the plan of Link shortener: expected steps/.test(error.message) &&
        /generate-devplan/.test(error.hint),
    );
  }
  assert.throws(
    () => exportFormatOf("task-master"),
    (error) =>
      error instanceof UsageError && /expected one of mermaid, gantt, csv/.test(error.message) &&
      error.hint === 'Did you mean "taskmaster"?',
  );
  assert.throws(() => exportFormatOf("constructor"), UsageError);
  assert.throws(
    () => exportFormatOf("\x1b[31mx"),
    (error) => error instanceof UsageError && !error.message.includes("\x1b"),
  );
});

Deno.test("exportPlan() grows no faster than the plan", () => {
  const small = syntheticPlan(1_000);
  const large = syntheticPlan(10_000);
  // Phases of many steps that do not wait for each other must not give an arrow for each pair.
  const flat = goodPlan({
    phases: [1, 2].map((number) =>
      phase(number, Array.from({ length: 2_000 }, (_, at) => step(`${number}.${at + 1}`)), {
        dependsOn: number > 1 ? [1] : [],
      })
    ),
  });
  const sizeOf = (files: Record<string, string>) => Object.values(files).reduce((sum, text) => sum + text.length, 0);
  for (const format of FORMATS) {
    const ratio = sizeOf(exportPlan(large, format)) / sizeOf(exportPlan(small, format));
    assert.ok(ratio < 11, `${format}: ${ratio}`);
    assert.ok(sizeOf(exportPlan(flat, format)) < 8_000_000, format);
  }
});

Deno.test("mermaid and gantt say where a diagram is larger than Mermaid draws", () => {
  for (const format of ["mermaid", "gantt"] as const) {
    const notice = (steps: number) => exports[format].notice?.(exportPlan(syntheticPlan(steps), format));
    assert.equal(notice(100), undefined);
    assert.match(
      notice(1_000) ?? "",
      /^the diagram has \d+ characters and \d+ arrows; Mermaid draws at most 50000 and 500/,
    );
  }
});
