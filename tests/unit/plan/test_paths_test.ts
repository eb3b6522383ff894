import assert from "node:assert/strict";
import { isTestPath, testsOf } from "../../../src/plan/test_paths.ts";
import type { Step } from "../../../src/plan/types.ts";
import { step } from "./builders.ts";

const TESTS = `
  links_test.go internal/links/links_test.go test_links.py tests/test_links.py src/links.test.ts src/links.spec.js
  src/Links.test.tsx src/__tests__/links.js src/test/java/app/LinksTest.java LinksTests.cs LinksIT.java TestLinks.java
  Tests/LinksTests/StoreTests.swift test/links_test.exs spec/models/link_spec.rb spec/rails_helper.rb
  src/LinksSpec.scala cypress/e2e/links.cy.ts e2e/links.ts app/src/androidTest/kotlin/Links.kt t/links.t
  tests/links.rs tests/App.Tests/LinksTests.cs App.UnitTests/Links.cs tests/ spec/ integration-tests/ test/links.bats
  features/links.feature links_unittest.cc links_SUITE.erl checkoutE2E.ts e2e/checkout.e2e-spec.ts tests/cases.json
  tests\\links.py smoke.test.mjs tests.py test/dune test/links.html scripts/smoke-test.sh test
  src/data/tests/links.py uitests/Links.swift cypress/integration/links.js LinksTestCase.php src/links.it.ts
`.trim().split(/\s+/);

const OTHERS = `
  links.go src/latest.ts src/contest/entries.ts src/testimonials.tsx README.md docs/test-plan.md tests/README.md
  .github/workflows/test.yml api.spec.json spec/openapi.yaml contests/links.go specs/links.proto specs/ src/attest/sign.go test.config.js
  vitest.config.ts tests/vitest.config.ts tests/App.Tests/App.Tests.csproj tests/__init__.py tests/conftest.py
  tests/fixtures/links.json src/test/resources/application.yml test-utils.ts testHelpers.ts src/ src/testing/clock.go
  testdata/links.txt requirements-test.txt tests/.gitkeep specs/001-links/plan.md
`.trim().split(/\s+/);

for (const path of TESTS) {
  Deno.test(`isTestPath() takes ${path}`, () => assert.equal(isTestPath(path), true));
}

for (const path of [...OTHERS, "", "/", "."]) {
  Deno.test(`isTestPath() leaves ${JSON.stringify(path)}`, () => assert.equal(isTestPath(path), false));
}

Deno.test("isTestPath() ends soon when a path is a megabyte long", () => {
  const began = performance.now();
  for (const unit of ["a", "A", "/", ".", "aB", "test/", "_", "0IT."]) isTestPath(unit.repeat(1e6 / unit.length));
  assert.ok(performance.now() - began < 5000);
});

function testsIn(more: Partial<Step>, ...paths: string[]): string[] {
  return testsOf(step("2.3", { deliverables: paths.map((path) => ({ path, action: "create" })), verify: [], ...more }));
}

Deno.test("testsOf() gives the tests that a step leaves behind", () => {
  assert.deepEqual(testsIn({}, "a.go", "a_test.go"), ["a_test.go"]);
  assert.deepEqual(testsIn({}, "a.go"), []);
  assert.deepEqual(testsIn({ deliverables: [{ path: "a_test.go", action: "delete" }] }), []);
});

Deno.test("testsOf() gives all files of a test step when their names tell nothing, and the step when it has none", () => {
  assert.deepEqual(testsIn({ type: "test" }, "load/shorten.js"), ["load/shorten.js"]);
  assert.deepEqual(testsIn({ type: "test" }, "a.go", "a_test.go"), ["a_test.go"]);
  assert.deepEqual(testsIn({ type: "test" }), ["step 2.3"]);
});

Deno.test("testsOf() gives the tests that a check runs by name", () => {
  const runs = (command: string) => testsIn({ verify: [{ command, expect: "passes" }] }, "a.py");
  assert.deepEqual(runs("pytest ./tests/test_a.py::test_one tests/test_a.py"), ["tests/test_a.py"]);
  assert.deepEqual(runs("pytest tests/"), []);
  assert.deepEqual(runs("go test ./..."), []);
});

Deno.test("testsOf() gives sources when the language keeps tests there and a check runs them", () => {
  const runs = (command: string) => testsIn({ verify: [{ command, expect: "passes" }] }, "src/lib.rs", "README.md");
  assert.deepEqual(runs("cargo test links"), ["src/lib.rs"]);
  assert.deepEqual(runs("cargo run"), []);
});
