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

/** A project of some files, as a scan would tell it. */
function projectOf(files: string[], more: Partial<Existing>): Existing {
  return { ...EMPTY, ...more, files: files.toSorted() };
}

function actionsOf(plan: Plan): string[] {
  return stepsOf(plan).flatMap(({ deliverables }) => deliverables.map(({ path, action }) => `${action} ${path}`));
}

const PACKAGE = projectOf(
  [
    ".github/workflows/ci.yml",
    "History.md",
    "Readme.md",
    "index.js",
    "lib/response.js",
    "package.json",
    "test/res.redirect.js",
    "test/app.js",
  ],
  {
    languages: ["JavaScript"],
    manifests: ["package.json"],
    commands: { setup: "npm install", test: "npm test", testOne: "npx mocha {test}", lint: "npm run lint" },
    layout: { entry: "index.js", unit: "lib/{name}.js", unitTest: "test/{name}.js" },
    ci: ".github/workflows/ci.yml",
  },
);

Deno.test("a library is started by its tests, and its texts are found by the names that they have", async () => {
  const plan = await planned(PACKAGE, "Add a method that answers with YAML. Add a cache of templates.", "web");
  assert.equal(plan.commands?.run, "npm test");
  const text = Object.values(renderPlan(plan)).join("\n");
  assert.doesNotMatch(text, /`npm test` starts|starts it with|node index\.js/);
  const actions = actionsOf(plan);
  assert.ok(actions.includes("modify Readme.md") && actions.includes("modify History.md"), actions.join("\n"));
  assert.ok(!actions.some((action) => /README|CHANGELOG/.test(action)), actions.join("\n"));
  const after = await replan(plan, { add: ["Answers can be compressed."] }, { client: createLLMClient("offline") });
  assert.ok(!actionsOf(after).some((action) => /README|CHANGELOG/.test(action)), actionsOf(after).join("\n"));
});

Deno.test("work on what is there makes no new unit: it changes the file, or says that it must be found", async () => {
  const wishes =
    "Fix res.redirect so that it refuses line breaks. Fix the crash on empty bodies. Speed up the response.";
  const plan = await planned(PACKAGE, wishes, "web");
  const actions = actionsOf(plan);
  assert.ok(actions.includes("modify test/res.redirect.js") && actions.includes("modify lib/response.js"));
  assert.ok(!actions.some((action) => action.startsWith("create lib/")), actions.join("\n"));
  const crash = stepsOf(plan).find(({ title }) => title.includes("crash"))!;
  assert.match(crash.do.join("\n"), /Find the code that this is about/);
  assert.deepEqual(crash.deliverables, [{ path: "test/crash-empty-bodies.js", action: "create" }]);
  assert.deepEqual(lintPlan(plan).findings, []);
});

Deno.test("no name of a test that is there gets into a command that a shell would read in its own way", async () => {
  const existing = { ...PACKAGE, files: [...PACKAGE.files, "test/crash;reboot.js"].toSorted() };
  const plan = await planned(existing, "Fix the crash on reboot.", "web");
  assert.ok(actionsOf(plan).includes("modify test/crash;reboot.js"), actionsOf(plan).join("\n"));
  const commands = stepsOf(plan).flatMap(({ verify }) => verify.flatMap(({ command }) => command ?? []));
  assert.deepEqual(commands.filter((command) => command.includes("reboot")), []);
});

Deno.test("a version is changed in the manifest, and what is to be explained goes into a page", async () => {
  const existing = { ...PACKAGE, frameworks: ["Express"], files: [...PACKAGE.files, "docs/routing.md"].toSorted() };
  const wishes = "Upgrade Express to 5. Document routing. The README must explain plugins. Fix: bodies are cut.";
  const plan = await planned(existing, wishes, "web");
  const files = (part: string) =>
    stepsOf(plan).find(({ title }) => title.includes(part))?.deliverables.map(({ path, action }) =>
      `${action} ${path}`
    );
  assert.deepEqual(files("Upgrade Express"), ["modify package.json"]);
  assert.deepEqual(files("Document routing"), ["modify docs/routing.md"]);
  assert.deepEqual(files("explain plugins"), ["modify Readme.md"]);
  assert.ok(stepsOf(plan).some(({ title }) => title === "Bodies are cut"), "the kind of work is no title");
  assert.deepEqual(wrongActions(plan), []);
});

Deno.test("what names tell of several files is left to whoever looks into them", async () => {
  const existing = projectOf(["src/cli/lint.ts", "src/checks/lint.ts", "src/main.ts", "tests/cart_test.ts"], {
    languages: ["TypeScript"],
    layout: { entry: "src/main.ts", unit: "src/{name}.ts", unitTest: "tests/{name}_test.ts", naming: "snake" },
  });
  const plan = await planned(existing, "The lint reads several plans at once.");
  assert.ok(!actionsOf(plan).some((action) => action.startsWith("create src/")), actionsOf(plan).join("\n"));
  assert.match(
    stepsOf(plan).flatMap((step) => step.do).join("\n"),
    /Look first at `src\/cli\/lint\.ts`, `src\/checks\/lint/,
  );
});

Deno.test("only what is new is reached from the entry, where a framework does not find it by itself", async () => {
  const reached = async (existing: Existing, wish: string) =>
    stepsOf(await planned(existing, wish)).flatMap((step) => step.do).some((line) => line.startsWith("Reach "));
  assert.equal(await reached(SHOP, "Add gift cards."), true);
  assert.equal(await reached(SHOP, "The cart shows its weight."), false);
  const site = projectOf(["manage.py", "shop/models.py", "shop/tests.py", "requirements.txt"], {
    languages: ["Python"],
    manifests: ["requirements.txt"],
    commands: { test: "python manage.py test" },
    layout: { entry: "manage.py", unit: "shop/{name}.py", unitTest: "shop/tests.py" },
  });
  assert.equal(await reached(site, "Add gift cards."), false);
  assert.ok(actionsOf(await planned(site, "Add gift cards.")).includes("modify shop/tests.py"));
});

Deno.test("tests lie where the tests of the project lie", async () => {
  const tests = async (files: string[], layout: Existing["layout"], wish: string) => {
    const existing = projectOf(files, { languages: ["Python"], commands: { test: "python -m pytest" }, layout });
    return actionsOf(await planned(existing, wish)).filter((action) =>
      action.includes("test") && !/smoke/.test(action)
    );
  };
  const apart = { unit: "web/{name}.py", unitTest: "tests/test_{name}.py" };
  const wish = "The client follows redirects.";
  const files = ["web/_client.py", "web/_urls.py", "tests/client/test_client.py", "tests/test_urls.py"];
  assert.deepEqual(await tests(files, apart, wish), ["modify tests/client/test_client.py"]);
  const deep = ["web/http/client.py", "web/urls.py", "tests/test_urls.py"];
  assert.deepEqual(await tests(deep, apart, wish), ["create tests/test_client.py"]);
  assert.deepEqual(await tests([...deep, "tests/http/test_pool.py"], apart, wish), [
    "create tests/http/test_client.py",
  ]);
  const beside = { unit: "web/{name}.py", unitTest: "web/test_{name}.py" };
  assert.deepEqual(await tests(["web/http/client.py", "web/test_urls.py"], beside, wish), [
    "create web/http/test_client.py",
  ]);
});

Deno.test("a package below src/ is started by its own name, as it is imported", async () => {
  const run = async (framework: string, entry: string) => {
    const files = ["pyproject.toml", "src/shop/__init__.py", "src/shop/cart.py", entry, "tests/test_cart.py"];
    const plan = await planned(
      projectOf(files, {
        languages: ["Python"],
        frameworks: [framework],
        manifests: ["pyproject.toml"],
        commands: { test: "python -m pytest" },
        layout: { entry, unit: "src/shop/{name}.py", unitTest: "tests/test_{name}.py" },
      }),
      "Add gift cards.",
    );
    return plan.commands?.run;
  };
  assert.equal(await run("FastAPI", "src/shop/main.py"), "python -m uvicorn shop.main:app --reload");
  assert.equal(await run("Flask", "src/shop/app.py"), "python -m flask --app shop.app run");
  assert.equal(await run("Flask", "src/shop/__main__.py"), "python -m shop");
});

Deno.test("a project without tests gets its first, and what runs it is declared", async () => {
  const plan = await planned(
    projectOf(["package.json", "index.html", "src/App.jsx", "src/main.jsx"], {
      languages: ["JavaScript"],
      frameworks: ["React", "Vite"],
      manifests: ["package.json"],
      commands: { setup: "npm install", run: "npm run dev" },
      layout: { entry: "src/main.jsx", unit: "src/{name}.jsx", naming: "pascal" },
    }),
    "Add a dark mode.",
  );
  const [first] = stepsOf(plan);
  assert.match(first!.title, /^Give Shop its first test$/);
  assert.ok(first!.deliverables.some(({ path, action }) => path === "package.json" && action === "modify"));
  assert.match(first!.do.join("\n"), /declare in `package\.json` what `npx vitest run` needs/);
});

Deno.test("no command is given that the project must have named: targets, programs, installs", async () => {
  const files = ["Makefile", "list.c", "main.c"];
  const plan = await planned(
    projectOf(files, {
      languages: ["C"],
      manifests: ["Makefile"],
      commands: { test: "make test" },
      layout: { entry: "main.c", unit: "{name}.c" },
    }),
    "Add a hash map.",
  );
  assert.deepEqual([...new Set(Object.values(plan.commands ?? {}))], ["make test"]);
  assert.ok(actionsOf(plan).filter((action) => action === "modify Makefile").length >= 2, "what is new is built");
  const pages = await planned(
    projectOf(["index.html", "script.js", "style.css"], { languages: ["HTML/CSS/JavaScript"] }),
    "Add a contact form.",
  );
  assert.equal(pages.commands?.setup, "node --test");
  const crate = await planned(
    projectOf(["Cargo.toml", "src/lib.rs"], {
      languages: ["Rust"],
      manifests: ["Cargo.toml"],
      commands: { setup: "cargo fetch", test: "cargo test" },
      layout: { entry: "src/lib.rs" },
    }),
    "Add a parser.",
  );
  assert.equal(crate.commands?.run, "cargo test");
});

Deno.test("what is asked for in a language that the project has no file in is set up beside it", async () => {
  const client = createLLMClient("offline");
  const idea = { name: "Shop", requirements: "Add a script that imports old logs.", languages: ["Python"] };
  const plan = await runPipeline(startPlan({ ...idea, existing: SHOP }), { client });
  assert.match(plan.commands?.test ?? "", /pytest/);
  assert.ok(actionsOf(plan).includes("create pyproject.toml"));
  assert.deepEqual(lintPlan(plan).findings.filter(({ severity }) => severity === "error"), []);
  for (const language of ["TypeScript", "Node.js", "JavaScript"]) {
    const same = await runPipeline(startPlan({ ...idea, languages: [language], existing: SHOP }), { client });
    assert.equal(same.commands?.test, "npm test", language);
    assert.ok(!actionsOf(same).includes("create package.json"), language);
  }
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

const PARTS: Existing = {
  files: [
    "Makefile",
    "backend/app/__init__.py",
    "backend/app/main.py",
    "backend/app/votes.py",
    "backend/requirements.txt",
    "backend/tests/test_votes.py",
    "cli/main.go",
    "web/package.json",
    "web/src/VoteList.test.tsx",
    "web/src/VoteList.tsx",
  ],
  languages: ["Python", "TypeScript", "Go"],
  frameworks: ["FastAPI", "React"],
  manifests: ["backend/requirements.txt", "web/package.json", "Makefile"],
  commands: { test: "make test" },
  layout: { entry: "backend/app/main.py", unit: "backend/app/{name}.py", unitTest: "backend/tests/test_{name}.py" },
};

Deno.test("in a project of several languages, the file that a demand names is changed whichever it is in", async () => {
  const plan = await planned(PARTS, "The vote list shows the newest first. The API returns the winner.");
  const step = stepsOf(plan).find(({ title }) => /newest/.test(title));
  const paths = step?.deliverables.map(({ path, action }) => `${action} ${path}`);
  assert.deepEqual(paths?.slice(0, 2), ["modify web/src/VoteList.tsx", "modify web/src/VoteList.test.tsx"]);
  assert.equal(step?.verify[0]?.command, "make test");
  assert.deepEqual(wrongActions(plan), []);
  assert.ok(
    plan.assumptions.some(({ text }) => /Python.*TypeScript and Go/.test(text)),
    JSON.stringify(plan.assumptions),
  );
});

Deno.test("a project without a manifest at its root is not installed from there, nor started by a module of the plan's name", async () => {
  const { setup, run } = (await planned(PARTS, WISHES)).commands ?? {};
  assert.equal(setup, "make test");
  assert.doesNotMatch(run ?? "", /shop/i);
});

Deno.test("a project in a language without a table gets the Makefile that its commands go through", async () => {
  const elixir: Existing = {
    files: ["lib/votes.ex", "mix.exs", "test/votes_test.exs"],
    languages: ["Elixir"],
    frameworks: [],
    manifests: [],
    commands: {},
    layout: { unit: "lib/{name}.ex", unitTest: "test/{name}_test.exs", naming: "snake" },
  };
  const plan = await planned(elixir, "Votes can be taken back.");
  assert.ok(stepsOf(plan)[0]?.deliverables.some(({ path, action }) => path === "Makefile" && action === "create"));
  assert.equal(lintPlan(plan).findings.length, 0, JSON.stringify(lintPlan(plan).findings));
});

const SERVICE: Existing = {
  files: ["cmd/api/main.go", "go.mod", "internal/orders/orders.go", "internal/orders/orders_test.go"],
  languages: ["Go"],
  frameworks: [],
  manifests: ["go.mod"],
  commands: { test: "go test ./..." },
  layout: {
    entry: "cmd/api/main.go",
    unit: "internal/{name}/{name}.go",
    unitTest: "internal/{name}/{name}_test.go",
    naming: "flat",
  },
};

Deno.test("a step in Go is checked by the tests of its own folder", async () => {
  const step = stepsOf(await planned(SERVICE, "Orders can be cancelled.")).find(({ title }) => /cancel/.test(title));
  assert.deepEqual(step?.deliverables.slice(0, 2).map(({ path }) => path), [
    "internal/orders/orders.go",
    "internal/orders/orders_test.go",
  ]);
  assert.equal(step?.verify[0]?.command, "go test ./internal/orders");
});

Deno.test("a part in another language is not checked by the tests of the main one", async () => {
  const { test: _test, ...commands } = PARTS.commands;
  const plan = await planned({ ...PARTS, commands }, "The vote list shows the newest first. Votes can be taken back.");
  const [list] = stepsOf(plan).filter(({ title }) => /newest/.test(title)).flatMap(({ verify }) => verify);
  assert.equal(list?.command, undefined);
  assert.match(list?.expect ?? "", /^The test of `web\/src\/VoteList\.tsx`, run by the commands of its part, passes/);
  assert.equal(plan.commands?.test, "cd backend && python -m pytest");
  assert.doesNotMatch(renderPlan(plan)["handoff_prompt.md"] ?? "", /(?:Lint|Set up|Run): `cd backend/);
});

Deno.test("what is to be changed is found by a common word, which else says nothing", async () => {
  const existing = { ...SHOP, files: [...SHOP.files, "src/users.ts"].sort() };
  const paths = async (wish: string) =>
    stepsOf(await planned(existing, wish)).flatMap(({ deliverables }) => deliverables.map(({ path }) => path));
  assert.ok((await paths("Delete a user.")).includes("src/users.ts"));
  assert.ok(!(await paths("Users can export a list of offers.")).includes("src/users.ts"));
});
