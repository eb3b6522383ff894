import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Commands, Deliverable, Finding, Plan, Step } from "../../../../src/plan/types.ts";
import { goodPlan } from "../builders.ts";

const ID = "create-before-use";

function foundIn(plan: Plan, files: readonly string[] = []): Finding[] {
  return lintPlan(plan, { files }).findings.filter(({ rule }) => rule === ID);
}

/** "+a.go ~b.go -c.go": made, changed, deleted. */
function deliverables(text: string): Deliverable[] {
  const actions = { "+": "create", "~": "modify", "-": "delete" } as const;
  return text.split(" ").map((part) => ({ path: part.slice(1), action: actions[part[0] as keyof typeof actions] }));
}

/** A plan whose first steps have these deliverables. */
function planWith(lists: readonly string[], more: Partial<Plan> = {}, step: Partial<Step> = {}): Plan {
  const plan = goodPlan(more);
  lists.forEach((list, index) => {
    const target = plan.phases.flatMap(({ steps }) => steps)[index];
    if (target === undefined) throw new Error("expected a step");
    target.deliverables = deliverables(list);
  });
  Object.assign(plan.phases[0]?.steps[0] ?? {}, step);
  return plan;
}

function running(run: string): Partial<Plan> {
  const commands: Commands = { setup: "go mod download", test: "go test ./...", lint: "go vet ./...", run };
  return { commands };
}

Deno.test("lintPlan() finds a change of a path that no step creates", () => {
  const plan = planWith(["+go.mod +links.go +links_test.go", "~link.go"]);
  const [finding, ...others] = lintPlan(plan).findings;
  assert.deepEqual(others, []);
  assert.equal(finding?.rule, ID);
  assert.equal(finding.severity, "error");
  assert.equal(finding.message, "Step 1.2 changes link.go, which no step creates");
  assert.equal(finding.pointer, "/phases/0/steps/1/deliverables/0/path");
  assert.equal(finding.hint, "Did you mean links.go? Otherwise let an earlier step create it.");
});

Deno.test("lintPlan() finds a change of a path that only a later step creates", () => {
  const plan = planWith(["+go.mod ~links.go", "+links.go +links_test.go"]);
  const findings = lintPlan(plan).findings;
  assert.deepEqual(findings.map(({ rule, message }) => [rule, message]), [
    [ID, "Step 1.1 changes links.go, which only step 1.2 creates"],
  ]);
  assert.match(findings[0]?.hint ?? "", /behind step 1\.2/);
  assert.equal(foundIn(planWith(["+go.mod ~links.go +links.go"])).length, 1);
});

Deno.test("lintPlan() finds a path that is created twice, and one that is deleted though nobody made it", () => {
  const twice = foundIn(planWith(["+go.mod +links.go", "+links.go"]));
  assert.deepEqual(twice.map(({ severity, message, pointer }) => [severity, message, pointer]), [
    ["warning", "Step 1.2 creates links.go, which step 1.1 creates already", "/phases/0/steps/1/deliverables/0/path"],
  ]);
  const deleted = foundIn(planWith(["+go.mod", "-old.go"]));
  assert.deepEqual(deleted.map(({ severity, message }) => [severity, message]), [
    ["warning", "Step 1.2 deletes old.go, which no step creates"],
  ]);
});

Deno.test("lintPlan() finds a change of what an earlier step deletes", () => {
  for (const lists of [["+go.mod +a.go", "-a.go", "~a.go"], ["+go.mod +src/a.go", "-src/", "~src/a.go"]]) {
    assert.match(
      foundIn(planWith(lists))[0]?.message ?? "",
      /^Step 1\.3 changes .*a\.go, which an earlier step deletes$/,
    );
  }
});

Deno.test("lintPlan() accepts paths that are there", () => {
  const cases: readonly (readonly [lists: readonly string[], files?: readonly string[]])[] = [
    [["+go.mod +links.go", "~links.go", "~links.go"]],
    [["+go.mod +links.go ~links.go"]],
    [["+go.mod +./links.go", "~links.go"]],
    [["+go.mod +src//links.go", "~./src/links.go"]],
    [["+go.mod +src/", "~src/a/b.go"]],
    [["+go.mod +src/links.go", "~src/"]],
    [["+go.mod +src/links.go", "~src"]],
    [["+go.mod +a.go", "-a.go", "+a.go"]],
    [["+go.mod +a/b.go", "-a/", "+a/b.go"]],
    [["+go.mod", "~README.md"], ["README.md"]],
    [["+go.mod", "~src/a.go"], ["src/"]],
    [["+go.mod", "-old.go"], ["old.go"]],
    [["+package.json", "~package-lock.json"]],
    [["+package.json", "~dist/app.js"]],
    [["+go.mod", "~go.sum"]],
    [["+go.mod +文/笔记.md", "~文/笔记.md"]],
    [["+go.mod +src/[id]/page.tsx", "~src/[id]/page.tsx"]],
  ];
  assert.ok(cases.length >= 15);
  for (const [lists, files] of cases) assert.deepEqual(foundIn(planWith(lists, {}), files), [], lists.join(" | "));
});

Deno.test("lintPlan() counts no retired step as the one that creates a path", () => {
  const plan = planWith(["+go.mod +a.go", "~a.go"]);
  Object.assign(plan.phases[0]?.steps[0] ?? {}, { status: "retired" });
  assert.equal(foundIn(plan).length, 1);
});

Deno.test("lintPlan() accepts what a generator makes, but not what a later step creates", () => {
  const generated = (command: string) => ({
    do: [`Start the project by \`${command}\`.`, "Then write the first page, with a heading and a list."],
  });
  for (
    const command of [
      "npx create-next-app@latest .",
      "npm create vite@latest web",
      "rails new .",
      "django-admin startproject site .",
      "dotnet new webapi",
      "flutter create .",
      "ng new shop",
      "composer create-project laravel/laravel .",
      "mix phx.new notes",
    ]
  ) {
    assert.deepEqual(foundIn(planWith(["+package.json", "~app/page.tsx"], {}, generated(command))), [], command);
    assert.equal(foundIn(planWith(["+package.json ~app/page.tsx", "+app/page.tsx"], {}, generated(command))).length, 0);
  }
  // What each project has is made by "init"; nothing else is.
  assert.deepEqual(foundIn(planWith(["+a.rs", "~Cargo.toml ~src/main.rs"], {}, generated("cargo init"))), []);
  assert.equal(foundIn(planWith(["+Cargo.toml", "~src/links.rs"], {}, generated("cargo init"))).length, 1);
});

Deno.test("lintPlan() warns once when a plan continues a project whose files nobody told", () => {
  const plan = planWith(["~src/a.go", "~src/b.go +src/c.go", "~src/d.go"]);
  for (const { steps } of plan.phases.slice(1)) {
    for (const step of steps) step.deliverables = deliverables("~src/a.go");
  }
  const findings = foundIn(plan);
  assert.deepEqual(findings.map(({ severity, message }) => [severity, message]), [
    ["warning", "The plan changes 6 files that no step creates, such as src/a.go"],
  ]);
  assert.deepEqual(foundIn(plan, ["src/a.go", "src/b.go", "src/d.go"]), []);
  // A path that a later step creates stays an error.
  plan.phases[0]?.steps[0]?.deliverables.push({ path: "src/c.go", action: "modify" });
  assert.deepEqual(foundIn(plan).map(({ severity }) => severity), ["error", "warning"]);
});

Deno.test("lintPlan() finds a program that is started by a file which no step creates", () => {
  const plan = planWith(["+pyproject.toml +src/main.py"], { ...running("python src/app.py"), project: python() });
  assert.deepEqual(foundIn(plan).map(({ severity, pointer, message }) => [severity, pointer, message]), [
    ["error", "/commands/run", "The command that starts the program runs src/app.py, which no step creates"],
  ]);
  for (
    const run of [
      "python src/main.py",
      "python -m main",
      "python -m flask --app app run",
      "PORT=1 python3 -u ./src/main.py --port 1",
      "node dist/index.js",
      "./gradlew run",
      "./bin/notes",
      "npm start",
      "cd src && python main.py",
      "uvicorn app.main:app",
      "docker compose up",
    ]
  ) {
    assert.deepEqual(foundIn(planWith(["+pyproject.toml +src/main.py"], running(run))), [], run);
  }
  assert.deepEqual(foundIn(planWith(["+go.mod"], running("node server.js")), ["server.js"]), []);
});

Deno.test("lintPlan() finds checks that start the program by another file than the plan's command", () => {
  const plan = planWith(["+pyproject.toml +src/main.py +src/app.py"], running("python src/main.py"), {
    verify: [{ command: "python src/app.py --help", expect: "prints three commands." }],
  });
  assert.deepEqual(foundIn(plan).map(({ severity, pointer, message }) => [severity, pointer, message]), [
    [
      "warning",
      "/phases/0/steps/0/verify/0/command",
      "A check of step 1.1 starts the program by src/app.py, but the plan's command by src/main.py",
    ],
  ]);
});

Deno.test("lintPlan() takes several programs of one project for no other entry point", () => {
  for (
    const [made, run, check] of [
      ["+src/main.py", "python src/main.py", "python src/main.py --help"],
      ["+src/notes/__main__.py", "PYTHONPATH=src python -m notes", "python src/notes/__main__.py"],
      ["+manage.py +main.py", "python main.py", "python manage.py check"],
      ["+src/server.py +src/cli.py", "python src/server.py", "python src/cli.py list"],
      ["+api/index.js +worker/index.js", "node api/index.js", "node worker/index.js"],
      ["+src/main.py +src/import_links.py", "python src/main.py", "python src/import_links.py"],
      ["+src/main.py +web/index.js", "python src/main.py", "node web/index.js"],
      ["+a/server.js +a/worker.js", "node a/server.js & node a/worker.js", "node a/worker.js"],
    ] as const
  ) {
    const plan = planWith([`+pyproject.toml ${made}`], running(run), {
      verify: [{ command: check, expect: "ends with 0." }],
    });
    assert.deepEqual(foundIn(plan), [], check);
  }
});

Deno.test("lintPlan() says nothing of paths when the plan does not tell what happens to them", () => {
  const { findings, unchecked } = lintPlan(planWith(["+go.mod +a_test.go", "~a.go"]), { absent: ["actions"] });
  assert.deepEqual(findings, []);
  assert.ok(unchecked.some(({ rule }) => rule === ID));
});

Deno.test("lintPlan() ends on hostile paths and commands, and on thousands of steps", () => {
  for (const part of ["a", "/", "a/", "./", "`", "|", "$("]) {
    const long = part.repeat(Math.ceil(1_000_000 / part.length));
    foundIn(planWith([`+${long.replaceAll(" ", "")}`, `~${long}`], running(long)));
  }
  const many = goodPlan();
  const [first] = many.phases[0]?.steps ?? [];
  if (first === undefined) throw new Error("expected a step");
  first.deliverables = Array.from(
    { length: 20_000 },
    (_, at) => ({ path: `src/f${at % 9000}/x${at}.go`, action: at % 2 === 0 ? "create" : "modify" }),
  );
  const start = performance.now();
  foundIn(many);
  assert.ok(performance.now() - start < 15_000);
});

function python(): Plan["project"] {
  return { ...goodPlan().project, languages: ["Python"] };
}
