import assert from "node:assert/strict";
import { existingFor } from "../../../src/pipeline/stages/existing_data.ts";
import type { Existing } from "../../../src/plan/types.ts";
import { goodPlan } from "../plan/builders.ts";

/** A project with these files. */
function projectOf(files: string[], omitted?: number): Existing {
  const counted = omitted === undefined ? {} : { omitted };
  return { files, ...counted, languages: ["Go"], frameworks: [], manifests: ["go.mod"], commands: {}, layout: {} };
}

Deno.test("existingFor() tells a model of at most 300 paths, those nearest to the root, and how many it leaves out", () => {
  const deep = Array.from({ length: 400 }, (_, at) => `a/b/file${at}.go`);
  const { existing } = existingFor({ ...goodPlan(), existing: projectOf([...deep, "z.go", "y/x.go"], 7) });
  assert.equal(existing?.files.length, 300);
  assert.ok(existing.files.includes("z.go") && existing.files.includes("y/x.go"));
  assert.deepEqual(existing.files, existing.files.toSorted());
  assert.equal(existing.omitted, 402 - 300 + 7);
  assert.deepEqual(existing.manifests, ["go.mod"]);
});

Deno.test("existingFor() tells a small project whole, and nothing where there is none", () => {
  const existing = projectOf(["go.mod", "main.go"]);
  assert.deepEqual(existingFor({ ...goodPlan(), existing }), { existing });
  assert.deepEqual(existingFor(goodPlan()), {});
});
