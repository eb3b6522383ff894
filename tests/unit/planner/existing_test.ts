import assert from "node:assert/strict";
import {
  createLLMClient,
  formatPlan,
  lintPlan,
  parsePlan,
  renderPlan,
  replan,
  runPipeline,
  startPlan,
} from "../../../mod.ts";
import type { Existing, Plan, Step } from "../../../mod.ts";
import { briefNames, briefTest, readBrief } from "../briefs.ts";

const SHOP: Existing = {
  files: [
    ".github/workflows/ci.yml",
    "README.md",
    "package-lock.json",
    "package.json",
    "src/cart.ts",
    "src/product-list.ts",
    "src/server.ts",
    "test/cart.test.ts",
    "test/product-list.test.ts",
    "tsconfig.json",
  ],
  languages: ["TypeScript"],
  frameworks: ["Express"],
  manifests: ["package.json"],
  commands: { setup: "npm ci", test: "npm test", lint: "npm run lint", run: "npm start" },
  layout: { entry: "src/server.ts", unit: "src/{name}.ts", unitTest: "test/{name}.test.ts", naming: "kebab" },
  ci: ".github/workflows/ci.yml",
};

const LIBRARY: Existing = {
  files: ["Makefile", "pyproject.toml", "slugs/__init__.py", "slugs/slug.py", "tests/test_slug.py"],
  languages: ["Python"],
  frameworks: [],
  manifests: ["pyproject.toml", "Makefile"],
  commands: { test: "make test" },
  layout: { unit: "slugs/{name}.py", unitTest: "tests/test_{name}.py", naming: "snake" },
};

const EMPTY: Existing = { files: [], languages: [], frameworks: [], manifests: [], commands: {}, layout: {} };

async function planned(existing: Existing, requirements: string, name = "Shop"): Promise<Plan> {
  return await runPipeline(startPlan({ name, requirements, existing }), { client: createLLMClient("offline") });
}

function stepsOf(plan: Plan): Step[] {
  return plan.phases.flatMap(({ steps }) => steps);
}

/** What a plan does to files that are there, and to files that are not. */
function wrongActions(plan: Plan): string[] {
  const there = new Set(plan.existing?.files);
  return stepsOf(plan).flatMap(({ number, deliverables }) =>
    deliverables.flatMap(({ path, action }) => {
      const wrong = (action === "create") === there.has(path);
      there.add(path);
      return wrong && !path.endsWith("/") ? [`${number} ${action} ${path}`] : [];
    })
  );
}

const WISHES =
  "The product list can be filtered by price. Add coupons to the cart. Customers get an e-mail when an order ships.";

Deno.test("a plan for a project that is there changes the files that the demands are about", async () => {
  const plan = await planned(SHOP, WISHES);
  const files = stepsOf(plan).flatMap(({ deliverables }) =>
    deliverables.map(({ path, action }) => `${action} ${path}`)
  );
  assert.ok(files.includes("modify src/product-list.ts"), files.join("\n"));
  assert.ok(files.includes("modify src/cart.ts"));
  assert.ok(files.includes("modify test/cart.test.ts"));
  assert.deepEqual(wrongActions(plan), []);
  assert.equal(lintPlan(plan).score, 100);
});

Deno.test("a plan for a project that is there uses its commands, languages and layout", async () => {
  const plan = await planned(SHOP, WISHES);
  assert.deepEqual(plan.commands, { setup: "npm ci", test: "npm test", lint: "npm run lint", run: "npm start" });
  assert.deepEqual(plan.project.languages, ["TypeScript"]);
  assert.deepEqual(plan.project.frameworks, ["Express"]);
  const made = stepsOf(plan).flatMap(({ deliverables }) =>
    deliverables.filter(({ action }) => action === "create").map(({ path }) => path)
  );
  for (const path of made) assert.match(path, /^(?:src\/[a-z-]+\.ts|test\/[a-z-]+\.test\.ts|CHANGELOG\.md)$/);
  const commands = stepsOf(plan).flatMap(({ verify }) => verify.flatMap(({ command }) => command ?? []));
  assert.deepEqual(commands.filter((command) => !/^npm (?:ci|test|run lint|start)$/.test(command)), []);
});

Deno.test("a plan for a project that is there begins with its own checks and sets nothing up anew", async () => {
  const plan = await planned(SHOP, WISHES);
  const titles = stepsOf(plan).map(({ title }) => title);
  assert.match(titles[0] ?? "", /pass its own checks/);
  assert.equal(titles.filter((title) => /^Set up|Check every push|0\.1\.0/.test(title)).length, 0, titles.join("\n"));
  const rest = plan.phases[0]!.steps.slice(1);
  assert.ok(rest.length > 0 && rest.every(({ dependsOn }) => dependsOn.length > 0));
});

Deno.test("a plan for a project without CI adds the check of every push", async () => {
  const { ci: _ci, ...without } = SHOP;
  const titles = stepsOf(await planned(without, WISHES)).map(({ title }) => title);
  assert.ok(titles.some((title) => /^Check every push/.test(title)), titles.join("\n"));
});

Deno.test("a library that is entered at no file is not reached from one", async () => {
  const plan = await planned(
    LIBRARY,
    "A slug can be cut at a length. Slugs of other scripts are transliterated.",
    "slugs",
  );
  assert.deepEqual(wrongActions(plan), []);
  assert.ok(stepsOf(plan).some(({ deliverables }) => deliverables.some(({ path }) => path === "slugs/slug.py")));
  assert.equal(plan.commands?.test, "make test");
  assert.equal(lintPlan(plan).findings.filter(({ severity }) => severity === "error").length, 0);
});

Deno.test("a folder with nothing in it is planned without an error", async () => {
  const plan = await planned(EMPTY, WISHES);
  assert.deepEqual(lintPlan(plan).findings.filter(({ severity }) => severity === "error"), []);
});

Deno.test("what is there stays in plan.json", async () => {
  assert.deepEqual(parsePlan(formatPlan(await planned(SHOP, WISHES))).existing, SHOP);
});

Deno.test("project_design.md tells what is there", async () => {
  const files = renderPlan(await planned(SHOP, WISHES));
  assert.match(files["project_design.md"] ?? "", /Goes into a project that is there: 10 files; TypeScript, Express; /);
});

Deno.test("replan goes on changing what is there", async () => {
  const plan = await planned(SHOP, WISHES);
  const after = await replan(plan, { add: ["The cart shows how much the coupon saves."] }, {
    client: createLLMClient("offline"),
  });
  assert.deepEqual(wrongActions(after), []);
  assert.equal(lintPlan(after, { earlier: plan }).findings.filter(({ severity }) => severity === "error").length, 0);
});

for (const name of briefNames) {
  briefTest(`the brief ${name} is planned into each project without an error`, async () => {
    const brief = readBrief(name);
    for (const existing of [SHOP, LIBRARY]) {
      const plan = await runPipeline(startPlan({ name, brief, existing }), {
        client: createLLMClient("offline"),
        brief,
      });
      assert.deepEqual(wrongActions(plan), []);
      assert.deepEqual(lintPlan(plan).findings.filter(({ severity }) => severity === "error"), []);
    }
  });
}
