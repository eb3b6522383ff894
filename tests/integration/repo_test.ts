import assert from "node:assert/strict";
import { type HttpProvider, parsePlan, type Plan, providers } from "../../mod.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { done, filesIn, inFolder, run } from "./cli_harness.ts";
import { setupFor } from "./model_harness.ts";

const PROJECT: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    name: "shop",
    type: "module",
    scripts: { test: "node --test", lint: "eslint .", start: "node src/server.ts" },
    dependencies: { express: "^5.0.0" },
    devDependencies: { typescript: "^5.9.0" },
  }),
  "package-lock.json": "{}",
  "tsconfig.json": "{}",
  "src/server.ts": "import './cart.ts';\n",
  "src/cart.ts": "export const cart = [];\n",
  "src/product-list.ts": "export const products = [];\n",
  "test/cart.test.ts": "",
  "test/product-list.test.ts": "",
  ".github/workflows/ci.yml": "on: push\n",
  ".gitignore": "node_modules/\ncoverage/\n",
  ".env.local": "OPENAI_API_KEY=sk-never-read-0123456789\n",
  "node_modules/express/index.js": "",
  "coverage/report.ts": "",
};

const WISHES = "The product list can be filtered by price. Add coupons to the cart.";

async function withProject(test: (dir: string) => Promise<void>): Promise<void> {
  await inFolder(async (dir) => {
    for (const [path, text] of Object.entries(PROJECT)) {
      await Deno.mkdir(`${dir}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${dir}/${path}`, text);
    }
    await test(dir);
  });
}

function planIn(dir: string, path = "docs/plan.json"): Plan {
  return parsePlan(Deno.readTextFileSync(`${dir}/${path}`));
}

function deliverables(plan: Plan): string[] {
  return plan.phases.flatMap(({ steps }) =>
    steps.flatMap(({ deliverables }) => deliverables.map(({ path, action }) => `${action} ${path}`))
  );
}

const IDEA = ["--name", "Shop", "--repo", ".", "--requirements", WISHES];

Deno.test("run-full-pipeline --repo plans changes of what is there, by its own commands", async () => {
  await withProject(async (dir) => {
    const { stderr } = await done(dir, ["run-full-pipeline", ...IDEA]);
    assert.match(
      stderr,
      /^project: 10 files; TypeScript, .*Express.*test "npm test", lint "npm run lint", run "npm run start"$/m,
    );
    const plan = planIn(dir);
    assert.equal(plan.checks?.score, 100);
    assert.deepEqual(plan.commands, {
      setup: "npm install",
      test: "npm test",
      lint: "npm run lint",
      run: "npm run start",
    });
    const files = deliverables(plan);
    for (const path of ["src/cart.ts", "src/product-list.ts", "test/cart.test.ts"]) {
      assert.ok(files.includes(`modify ${path}`), files.join("\n"));
    }
    assert.ok(!files.includes("create package.json"));
    assert.ok(!files.includes("modify src/server.ts"), "what is there is reached already");
    assert.deepEqual(plan.existing?.files.filter((path) => /env|node_modules|coverage|docs\//.test(path)), []);
    assert.doesNotMatch(Deno.readTextFileSync(`${dir}/docs/plan.json`), /sk-never-read/);
  });
});

Deno.test("the same command again gives the same bytes, though its own files lie in the project now", async () => {
  await withProject(async (dir) => {
    await done(dir, ["run-full-pipeline", ...IDEA]);
    const before = await filesIn(`${dir}/docs`);
    await done(dir, ["run-full-pipeline", ...IDEA]);
    assert.deepEqual(await filesIn(`${dir}/docs`), before);
  });
});

Deno.test("the later stages know what is there from plan.json alone", async () => {
  await withProject(async (dir) => {
    await done(dir, ["run-full-pipeline", ...IDEA]);
    const whole = planIn(dir);
    await done(dir, ["generate-design", ...IDEA, "--output-dir", "docs/other"]);
    for (const command of ["generate-devplan", "generate-handoff"]) {
      await done(dir, [command, "--plan", "docs/other/plan.json"]);
    }
    assert.deepEqual(planIn(dir, "docs/other/plan.json").phases, whole.phases);
  });
});

Deno.test("lint --repo knows the files that a plan does not name", async () => {
  await withProject(async (dir) => {
    await done(dir, ["run-full-pipeline", ...IDEA]);
    const { existing: _existing, checks: _checks, provenance, ...plan } = planIn(dir);
    const { files: _files, ...rest } = provenance;
    await Deno.writeTextFile(`${dir}/docs/bare.json`, JSON.stringify({ ...plan, provenance: rest }));
    const without = await run(dir, ["lint", "docs/bare.json"]);
    assert.match(without.stdout, /create-before-use/);
    const { stdout } = await done(dir, ["lint", "docs/bare.json", "--repo", "."]);
    assert.match(stdout, /score 100/);
  });
});

Deno.test("interactive --repo assumes what the project shows", async () => {
  await withProject(async (dir) => {
    await Deno.writeTextFile(`${dir}/answers.yaml`, `name: Shop\nrequirements: ${WISHES}\n`);
    await done(dir, ["interactive", "--answers", "answers.yaml", "--repo", "."]);
    assert.equal(planIn(dir).commands?.test, "npm test");
    assert.ok(deliverables(planIn(dir)).includes("modify src/cart.ts"));
  });
});

Deno.test("a model is told what is there, and its commands do not replace the project's own", async () => {
  await withProject(async (dir) => {
    const memory = await memorize({ name: "Shop", languages: ["TypeScript"], requirements: WISHES }, "openai");
    const asked: string[] = [];
    await using model = serveScripted(providers["openai"] as HttpProvider, memory, (question) => {
      asked.push(question.user);
      return Promise.resolve(JSON.stringify(question.right));
    });
    const args = ["run-full-pipeline", ...IDEA, "--languages", "TypeScript", "--provider", "openai"];
    const { code, stderr } = await run(dir, args, setupFor(dir, { openai: model }));
    assert.ok([0, 8].includes(code), stderr);
    assert.ok(asked.length >= 3);
    for (const text of asked.slice(0, 2)) assert.match(text, /<existing-[\s\S]*src\/product-list\.ts/);
    assert.equal(planIn(dir).commands?.lint, "npm run lint");
    assert.doesNotMatch(asked.join(""), /sk-never-read/);
  });
});

for (
  const [what, value, code, said] of [
    ["is not there", "nowhere", 2, /Cannot scan the project "nowhere": there is no such folder/],
    ["is a file", "package.json", 2, /it is a file, expected a folder/],
    ["is empty", "", 2, /its path is empty/],
    ["may not be read", "/proc", 6, /--allow-read/],
  ] as const
) {
  Deno.test(`--repo is refused when it ${what}`, async () => {
    await withProject(async (dir) => {
      for (
        const args of [["run-full-pipeline", "--name", "Shop", "--repo", value], ["lint", "x.json", "--repo", value]]
      ) {
        const { code: got, stderr } = await run(dir, args);
        assert.equal(got, code, stderr);
        assert.match(stderr, said);
      }
      assert.equal((await filesIn(dir))["docs/plan.json"], undefined);
    });
  });
}
