import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Finding, Plan } from "../../../../src/plan/types.ts";
import { goodPlan, requirement, withStep } from "../builders.ts";

function foundIn(plan: Plan, files: readonly string[] = []): Finding[] {
  return lintPlan(plan, { files }).findings.filter(({ rule }) => rule === "runnable");
}

/** A plan in Go whose first step is checked by this. */
function checking(command: string, more: Partial<Plan> = {}): Plan {
  return withStep({ verify: [{ command, expect: "passes with three cases." }] }, more);
}

function withFile(plan: Plan, path: string): Plan {
  plan.phases[0]?.steps[0]?.deliverables.push({ path, action: "create" });
  return plan;
}

const project = (...languages: string[]): Partial<Plan> => ({
  project: { ...goodPlan().project, languages },
});

Deno.test("lintPlan() finds a check by a tool of another stack", () => {
  const cases: readonly [command: string, tool: string, home: string][] = [
    ["npm test", "npm", "Node.js"],
    ["npx playwright test", "npx", "Node.js"],
    ["pytest", "pytest", "Python"],
    ["python -m pytest", "python", "Python"],
    ["cargo test", "cargo", "Rust"],
    ["dotnet test", "dotnet", ".NET"],
    ["mvn -q test", "mvn", "Maven"],
    ["./gradlew test", "./gradlew", "Gradle"],
    ["bundle exec rspec", "bundle", "Ruby"],
    ["composer test", "composer", "PHP"],
    ["flutter test", "flutter", "Dart"],
    ["mix test", "mix", "Elixir"],
    ["make test", "make", "Makefile"],
    ["docker compose up -d", "docker", "Docker"],
    ["kubectl get pods", "kubectl", "Kubernetes"],
    ["psql -c 'select 1'", "psql", "PostgreSQL"],
    ["CI=1 npm test", "npm", "Node.js"],
    ["cd web && npm test", "npm", "Node.js"],
    ["go build ./... && npm test", "npm", "Node.js"],
    ["sudo -E time npm test | tee log.txt", "npm", "Node.js"],
    ["(cd web; npm test)", "npm", "Node.js"],
    ['test -n "$(npm ls)"', "npm", "Node.js"],
    ["if true; then npm test; fi", "npm", "Node.js"],
    [".venv/bin/pytest tests", "pytest", "Python"],
  ];
  for (const [command, tool, home] of cases) {
    const [finding, ...others] = lintPlan(checking(command)).findings;
    assert.equal(finding?.rule, "runnable", command);
    assert.equal(finding.severity, "warning");
    assert.equal(finding.message, `The check of step 1.1 runs ${tool}, but the plan has no ${home}`);
    assert.equal(finding.pointer, "/phases/0/steps/0/verify/0/command");
    assert.deepEqual(others, [], command);
  }
});

Deno.test("lintPlan() takes tools of everyday, of the stack, and the project's own program for runnable", () => {
  for (
    const command of [
      "go test ./...",
      "golangci-lint run",
      "git diff --exit-code",
      "curl -s http://localhost:8080/health | jq .status",
      "curl -s http://localhost:8080/links | python3 -m json.tool",
      "grep -q npm README.md",
      "echo 'npm test' > notes.txt",
      "test -f go.mod && ls -la | wc -l",
      "shortener add https://example.org",
      "./shortener --version",
      "go build -o bin/shortener . && bin/shortener --help",
      "sh -c 'go vet ./...'",
      "# npm test",
      "cat <<'EOF' | go run .\nnpm test\nEOF",
      "k6 run load.js",
      "sleep 1; kill %1",
      "diff <(go run . list) expected.txt",
      'go run . add "npm | cargo && make"',
      "[ -s out.csv ]",
      "hyperfine 'go run .'",
      "for f in a b; do go run . $f; done",
    ]
  ) assert.deepEqual(foundIn(checking(command)).map(({ message }) => message), [], command);
});

Deno.test("lintPlan() knows the stack by what the plan says and makes", () => {
  const design = goodPlan().design;
  const naming = (name: string): Partial<Plan> =>
    design === undefined ? {} : { design: { ...design, techStack: [...design.techStack, { name, why: "It fits." }] } };
  const cases: readonly (readonly [plan: Plan, what: string])[] = [
    [withFile(checking("make test"), "Makefile"), "Makefile"],
    [withFile(checking("npm test"), "web/package.json"), "package.json"],
    [withFile(checking("docker build ."), "Dockerfile"), "Dockerfile"],
    [withFile(checking("docker compose up"), "compose.yml"), "compose.yml"],
    [withFile(checking("terraform validate"), "infra/main.tf"), "main.tf"],
    [withFile(checking("./gradlew test"), "build.gradle.kts"), "gradle"],
    [checking("psql -c 'select 1'", naming("PostgreSQL 16")), "PostgreSQL"],
    [checking("psql -c 'select 1'", naming("Supabase")), "Supabase"],
    [checking("npm test", naming("React")), "React"],
    [checking("npm test", project("Go", "TypeScript")), "TypeScript"],
    [checking("deno test", project("TypeScript")), "TypeScript"],
    [checking("pytest", { ...project("Python"), ...naming("Django") }), "Python"],
    [checking("mvn test", project("Java")), "Java"],
    [checking("gradle test", project("Kotlin")), "Kotlin"],
    [checking("cmake --build build && ctest", project("C++")), "C++"],
    [checking("make", project("C")), "C"],
    [checking("zig build test && npm test", project("Gleam")), "an unknown language"],
    [
      checking("redis-cli ping", {
        requirements: [
          ...goodPlan().requirements,
          requirement("R3", "Counts of clicks are kept in Redis.", { outOfScope: "later" }),
        ],
      }),
      "a requirement",
    ],
  ];
  assert.ok(cases.length >= 15);
  for (const [plan, what] of cases) assert.deepEqual(foundIn(plan).map(({ message }) => message), [], what);
});

Deno.test("lintPlan() finds a tool of packages in a Python plan that has pages but no package.json", () => {
  const good = goodPlan();
  const python = (command: string, commands = good.commands): Plan =>
    checking(command, {
      project: { ...good.project, languages: ["Python"], frameworks: ["FastAPI"] },
      ...(commands === undefined ? {} : { commands }),
      ...(good.design === undefined
        ? {}
        : { design: { ...good.design, techStack: [{ name: "FastAPI", why: "It was asked for." }] } }),
    });
  const ofChecks = (plan: Plan, files: readonly string[] = []) =>
    foundIn(plan, files).filter(({ location }) => location !== "commands").map(({ message }) => message);
  for (const command of ["npm test", "npm run test:e2e", "yarn test", "npx vitest run"]) {
    const plan = withFile(withFile(python(command), "static/app.js"), "templates/page.html");
    assert.equal(ofChecks(plan).length, 1, command);
    assert.deepEqual(ofChecks(withFile(plan, "web/package.json")), [], command);
    assert.deepEqual(ofChecks(python(command), ["package.json"]), [], command);
  }
  // A page's script may be checked without packages.
  assert.deepEqual(ofChecks(withFile(python("node --check static/app.js"), "static/app.js")), []);
  const begun = python("npm test");
  begun.phases[0]?.steps[0]?.do.push("Run `npm init -y` in web.");
  assert.deepEqual(ofChecks(begun), []);
});

Deno.test("lintPlan() finds a tool of another stack in the plan's own commands, which vouch for nothing", () => {
  const commands = { setup: "go mod download", test: "npm test && npm run lint", lint: "make lint", run: "go run ." };
  const plan = checking("npm test", { commands });
  assert.deepEqual(foundIn(plan).map(({ message, location, pointer }) => [message, location, pointer]), [
    [`The plan's command "test" runs npm, but the plan has no Node.js`, "commands", "/commands/test"],
    [`The plan's command "lint" runs make, but the plan has no Makefile`, "commands", "/commands/lint"],
    [
      "The check of step 1.1 runs npm, but the plan has no Node.js",
      "phase 1, step 1.1",
      "/phases/0/steps/0/verify/0/command",
    ],
  ]);
  assert.deepEqual(foundIn(plan, ["package.json", "Makefile"]), []);
  // Whose files are not told, what is there only the commands tell.
  const { findings } = lintPlan(plan, { absent: ["deliverables", "actions"] });
  assert.deepEqual(findings.filter(({ rule }) => rule === "runnable"), []);
});

Deno.test("lintPlan() finds a runtime or build tool beside the one that the plan shows", () => {
  const deno = withFile(checking("npm test", project("TypeScript")), "deno.json");
  assert.match(foundIn(deno)[0]?.message ?? "", /npm, but the plan has no Node\.js/);
  const gradle = withFile(checking("mvn test", project("Java")), "build.gradle");
  assert.match(foundIn(gradle)[0]?.message ?? "", /mvn, but the plan has no Maven/);
});

Deno.test("lintPlan() finds placeholders in commands", () => {
  for (
    const [command, shown] of [
      ["curl http://localhost:8080/links/<id>", "<id>"],
      ["curl -H 'Authorization: Bearer <token>' http://localhost:8080", "<token>"],
      ["go run . --file <your file>", "<your file>"],
      ["go test -run Test<name>", "<name>"],
      ["git clone https://github.com/<owner>/<repo>.git", "<owner>, <repo>"],
      ["go run . YOUR_API_KEY", "YOUR_API_KEY"],
      ["go run . path/to/links.csv", "path/to/links.csv"],
    ] as const
  ) {
    const findings = lintPlan(checking(command)).findings;
    assert.deepEqual(findings.map(({ rule, message }) => [rule, message]), [
      ["runnable", `The check of step 1.1 holds a placeholder: ${shown}`],
    ], command);
  }
  const plan = goodPlan({
    commands: { setup: "go mod download", test: "go test ./...", lint: "go vet ./...", run: "go run . <port>" },
  });
  assert.deepEqual(foundIn(plan).map(({ pointer }) => pointer), ["/commands/run"]);
});

Deno.test("lintPlan() takes redirections, generics and elements of pages for no placeholders", () => {
  for (
    const command of [
      "go run . < links.txt > out.txt",
      "sort <in.txt>out.txt",
      "go run . <<EOF\na\nEOF",
      "diff <(go run . list) want.txt",
      "curl -s http://localhost:8080 | grep -q '<title>Links</title>'",
      'curl -s http://localhost:8080 | grep "<h1 class=top>"',
      "go test -run 'TestList<String>'",
      "grep -c '<li>' page.html",
      "go vet ./... 2>&1 | tail -1",
      "go run . 2> errors.txt",
    ]
  ) assert.deepEqual(foundIn(checking(command)).map(({ message }) => message), [], command);
});

Deno.test("lintPlan() finds a script or test that nobody makes by then", () => {
  const python = project("Python");
  for (
    const [command, path] of [
      ["./scripts/smoke.sh", "scripts/smoke.sh"],
      ["bash scripts/smoke.sh", "scripts/smoke.sh"],
      ["python scripts/load.py --rows 10", "scripts/load.py"],
      ["python -m pytest tests/test_links.py -q", "tests/test_links.py"],
      ["pytest tests/test_links.py::test_empty", "tests/test_links.py"],
      ["uv run pytest tests/test_links.py:12", "tests/test_links.py"],
      ["cd tools && python make.py", "tools/make.py"],
      ["PYTHONPATH=. python -u scripts/load.py", "scripts/load.py"],
    ] as const
  ) {
    const plan = checking(command, python);
    const findings = foundIn(plan);
    assert.deepEqual(findings.map(({ message }) => message), [
      `The check of step 1.1 runs ${path}, which no step makes`,
    ], command);
    assert.equal(findings[0]?.pointer, "/phases/0/steps/0/verify/0/command");
    assert.deepEqual(foundIn(withFile(checking(command, python), path)), [], command);
    assert.deepEqual(foundIn(plan, [path]), [], command);
    const later = checking(command, python);
    later.phases[1]?.steps[0]?.deliverables.push({ path, action: "create" });
    assert.match(foundIn(later)[0]?.message ?? "", /which only step 2\.1 makes$/, command);
  }
});

Deno.test("lintPlan() names no script that tools make, that is not named exactly, or whose plan tells no files", () => {
  const node = { project: { ...goodPlan().project, languages: ["JavaScript", "Python", "PHP", "Ruby"] } };
  for (
    const command of [
      "node dist/main.js",
      "node node_modules/x/cli.js",
      "python .venv/bin/x.py",
      "npx jest tests/*.test.js",
      "node --test",
      "npm test",
      "pytest tests/",
      "pytest -k links",
      "python -c 'import app'",
      "python -m app.main",
      "node -e 'require(\"./a.js\")'",
      "python /usr/share/x.py",
      "python $FILE.py",
      "php -S localhost:8000 -t public",
      "ruby -e 'puts 1'",
      "vendor/bin/phpunit",
      "go run ./cmd/links",
    ]
  ) assert.deepEqual(foundIn(checking(command, node)).map(({ message }) => message), [], command);
  const { findings } = lintPlan(checking("python scripts/a.py", node), { absent: ["deliverables", "actions"] });
  assert.deepEqual(findings.filter(({ rule }) => rule === "runnable"), []);
  // What the stack is, such a plan does not tell.
  assert.deepEqual(
    lintPlan(checking("npm test"), { absent: ["stack"] }).findings.filter(({ rule }) => rule === "runnable"),
    [],
  );
});

Deno.test("lintPlan() ends on hostile commands", () => {
  for (
    const part of ["a", '"', "'", "`", "|", "<a", "$(", "\\", "<<", "a=", "cd a;", "npx ", "sudo ", "(", "python -"]
  ) {
    const command = part.repeat(Math.ceil(1_000_000 / part.length));
    const start = performance.now();
    foundIn(checking(command));
    assert.ok(performance.now() - start < 10_000, part);
  }
});
