import assert from "node:assert/strict";
import { load } from "../../src/packages/yaml.ts";
import { VERSION } from "../../src/version.ts";
import { TARGETS } from "../tools/release/compile.ts";
import { DENO } from "../tools/release/npm_package.ts";
import { ROOT, runProgram } from "../tools/release/tool.ts";

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

interface Job {
  needs?: string | string[];
  environment?: string;
  permissions?: Record<string, string>;
  strategy?: { matrix: { include: { target: string; os: string }[] } };
  steps: Step[];
}

const text = Deno.readTextFileSync(`${ROOT}.github/workflows/release.yml`);
const workflow = load(text) as { on: unknown; permissions: unknown; jobs: Record<string, Job> };
const jobs = Object.entries(workflow.jobs);

/** All jobs that end before this one begins. */
function before(name: string): string[] {
  const needs = [workflow.jobs[name]?.needs ?? []].flat();
  return [...new Set(needs.flatMap((job) => [job, ...before(job)]))].sort();
}

Deno.test("release.yml runs for tags of versions alone", () => {
  assert.deepEqual(workflow.on, { push: { tags: ["v*"] } });
});

Deno.test("release.yml publishes last: to GitHub when all is made and checked, to the registries after that", () => {
  assert.deepEqual(before("check"), []);
  assert.deepEqual(before("binary"), ["check"]);
  assert.deepEqual(before("package"), ["check"]);
  assert.deepEqual(before("attach"), ["binary", "check", "package"]);
  for (const registry of ["jsr", "npm"]) assert.deepEqual(before(registry), ["attach", "binary", "check", "package"]);
  assert.deepEqual(Object.keys(workflow.jobs).sort(), ["attach", "binary", "check", "jsr", "npm", "package"]);
});

Deno.test("release.yml gives each job the least permissions, and a token to the one step that needs it", () => {
  assert.deepEqual(workflow.permissions, {});
  const expected: Record<string, Record<string, string>> = {
    attach: { contents: "write", "id-token": "write", attestations: "write" },
    jsr: { contents: "read", "id-token": "write" },
    npm: { contents: "read", "id-token": "write" },
  };
  for (const [name, { permissions, environment }] of jobs) {
    assert.deepEqual(permissions, expected[name] ?? { contents: "read" }, name);
    // Who may push a tag does not publish by that alone.
    assert.equal(environment, name in expected ? "release" : undefined, name);
  }
  const secrets = jobs.flatMap(([name, { steps }]) =>
    steps.filter((step) => JSON.stringify(step).includes("secrets.")).map(() => name)
  );
  assert.deepEqual(secrets, ["npm"]);
  for (const { uses, with: given } of jobs.flatMap(([, { steps }]) => steps)) {
    // A tag can be moved; a commit cannot.
    if (uses !== undefined) assert.match(uses, /^actions\/[\w-]+@[0-9a-f]{40}$/);
    if (uses?.startsWith("actions/checkout@")) assert.equal(given?.["persist-credentials"], false);
  }
});

Deno.test("release.yml makes each target's binary where it can be run, and runs it", () => {
  const { strategy, steps } = workflow.jobs["binary"]!;
  const runners = Object.fromEntries(strategy!.matrix.include.map(({ target, os }) => [target, os]));
  assert.deepEqual(Object.keys(runners).sort(), [...TARGETS].sort());
  const systems: Record<string, RegExp> = {
    "x86_64-unknown-linux-gnu": /^ubuntu-(?:latest|[\d.]+)$/,
    "aarch64-unknown-linux-gnu": /^ubuntu-[\d.]+-arm$/,
    "x86_64-apple-darwin": /^macos-\d+-intel$/,
    "aarch64-apple-darwin": /^macos-\d+$/,
    "x86_64-pc-windows-msvc": /^windows-/,
  };
  for (const target of TARGETS) assert.match(runners[target]!, systems[target]!);
  const made = steps.findIndex(({ run }) => run?.includes("task compile --target"));
  const checked = steps.findIndex(({ run }) => run?.includes("check_binary.ts"));
  const kept = steps.findIndex(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
  assert.ok(0 < made && made < checked && checked < kept);
});

Deno.test("release.yml attaches checksums, and publishes with provenance", () => {
  const runs = (job: string) => workflow.jobs[job]!.steps.map(({ run }) => run ?? "").join("\n");
  assert.match(runs("attach"), /sha256sum -- \* > SHA256SUMS\n.*[^]*gh release upload .* files\/\*/);
  assert.ok(workflow.jobs["attach"]!.steps.some(({ uses }) => uses?.startsWith("actions/attest-build-provenance@")));
  assert.match(runs("npm"), /^npm publish \.\/files\/devussy-\*\.tgz --provenance --access public$/m);
  // On GitHub, deno publish asks for provenance by itself.
  assert.match(runs("jsr"), /deno@[\d.]+ publish$/m);
  assert.doesNotMatch(runs("jsr"), /--no-provenance|--allow-dirty/);
});

Deno.test("release.yml uses scripts and tasks that are there, and the Deno that the tests ran with", () => {
  const runs = jobs.flatMap(([, { steps }]) => steps.map(({ run }) => run ?? "")).join("\n");
  const scripts = [...runs.matchAll(/(?:tests|\.ci)\/[\w./]+/g)].map(([path]) => path);
  assert.ok(scripts.length >= 5);
  for (const path of scripts) assert.ok(Deno.statSync(`${ROOT}${path}`).isFile, path);
  const { tasks } = JSON.parse(Deno.readTextFileSync(`${ROOT}deno.json`));
  for (const [, task = ""] of runs.matchAll(/ task (\w+)/g)) assert.ok(task in tasks, task);
  const readme = Deno.readTextFileSync(`${ROOT}README.md`);
  for (const place of [runs, readme]) {
    assert.deepEqual([...new Set([...place.matchAll(/\bdeno@([\d.]*\d)/g)].map(([, version]) => version))], [DENO]);
  }
});

Deno.test("check_tag accepts the tag of this version alone", async () => {
  const check = (...tags: string[]) =>
    runProgram(Deno.execPath(), ["run", "--no-prompt", "tests/tools/release/check_tag.ts", ...tags]);
  const right = await check(`v${VERSION}`);
  assert.equal(right.code, 0, right.stderr);
  for (const tag of [VERSION, `v${VERSION}-rc.1`, "latest"]) {
    const { code, stderr } = await check(tag);
    assert.equal(code, 1);
    assert.match(stderr, /^error: Cannot release ".+": expected v[\d.]+, the version in deno\.json\n {2}\S/);
  }
  assert.equal((await check()).code, 2);
});
