import assert from "node:assert/strict";
import fc from "fast-check";
import { ciOf } from "../../../../src/plan/existing/ci.ts";
import { ecosystems } from "../../../../src/plan/existing/ecosystems/mod.ts";
import { isForeign } from "../../../../src/plan/existing/foreign.ts";
import { readJson } from "../../../../src/plan/existing/json.ts";
import { languagesIn } from "../../../../src/plan/existing/languages.ts";
import { layoutOf } from "../../../../src/plan/existing/layout.ts";
import { readExisting } from "../../../../src/plan/existing/mod.ts";
import { readToml, stringsIn } from "../../../../src/plan/existing/toml.ts";
import { stacks } from "../../../../src/planner/stacks/mod.ts";

Deno.test("ecosystems name languages and frameworks as the stacks do", () => {
  const known = new Set(stacks.flatMap((stack) => stack.frameworks.map(({ name }) => name)));
  const unknown = ecosystems.flatMap(({ frameworks }) => Object.values(frameworks)).filter((name) => !known.has(name));
  assert.deepEqual(unknown, []);
  const languages = new Set(ecosystems.flatMap(({ languages }) => languages));
  for (const { name } of stacks) assert.ok(languages.has(name) || name === "HTML/CSS/JavaScript", name);
});

Deno.test("readExisting() leaves aside what tests bring along, and believes a package manager that is named", () => {
  const read = (manifests: Record<string, string>, ...files: string[]) =>
    readExisting({ files: [...files, ...Object.keys(manifests)].sort(), omitted: 3, manifests });
  const found = read({ "tests/fixtures/package.json": '{"dependencies":{"react":"1"}}' }, "a.py", "b.js");
  assert.deepEqual([found.frameworks, found.commands, found.omitted], [[], {}, 3]);
  const { setup } = read({ "package.json": '{"packageManager":"yarn@4.1.0"}' }, "a.js", "package-lock.json").commands;
  assert.equal(setup, "yarn install");
  const bun = read({ "package.json": '{"scripts":{"test":"bun test","dev":"x"}}' }, "a.ts", "bun.lock");
  assert.deepEqual(bun.frameworks, ["Bun"]);
  assert.deepEqual(bun.commands, {
    setup: "bun install",
    test: "bun run test",
    testOne: "bun test {test}",
    run: "bun run dev",
  });
});

Deno.test("languagesIn() counts the project's own code, the most first", () => {
  const names = (...files: string[]) => [...languagesIn(files).keys()];
  assert.deepEqual(names("a.py", "b.py", "c.ts", "README.md", "x.json"), ["Python", "TypeScript"]);
  assert.deepEqual(names("a.ts", "eslint.config.js", ".prettierrc.cjs", "tests/fixtures/a.rb", "tests/fixtures/b.rb"), [
    "TypeScript",
  ]);
  assert.deepEqual(names("examples/a.rb"), ["Ruby"]);
  assert.deepEqual(names("a.h", "a.c"), ["C"]);
  assert.deepEqual(names("a.h", "a.cpp", "b.c"), ["C++", "C"]);
  assert.deepEqual(names("App.vue", "main.ts"), ["TypeScript"]);
  assert.deepEqual(names("App.vue", "main.js"), ["JavaScript"]);
  assert.deepEqual(names("run.sh", "a.py"), ["Python"]);
  assert.deepEqual(names("run.sh", "b.sh", "a.sql"), ["Shell", "SQL"]);
  assert.deepEqual(names(...Array.from({ length: 30 }, (_, at) => `${at}.go`), "one.lua"), ["Go"]);
  assert.deepEqual(names(".ts", "ts", "a.", "a.constructor", "a.__proto__"), []);
});

Deno.test("layoutOf() tells where units and their tests lie", () => {
  const of = (files: string[], language = "TypeScript") => layoutOf(files, language);
  assert.deepEqual(of(["src/a/b/one-two.ts", "src/a/b/__tests__/one-two.spec.ts", "src/index.ts"]), {
    entry: "src/index.ts",
    unit: "src/a/b/{name}.ts",
    unitTest: "src/a/b/__tests__/{name}.spec.ts",
    naming: "kebab",
  });
  assert.deepEqual(of(["cmd/a/main.go", "cmd/b/main.go", "pkg/x.go"], "Go"), { unit: "pkg/{name}.go" });
  assert.deepEqual(of(["{name}/a.ts", "{name}/b.ts"]), {});
  assert.deepEqual(of([]), {});
  assert.deepEqual(of(["index.ts", "src/types.d.ts"]), { entry: "index.ts" });
});

Deno.test("layoutOf() knows folders of one kind, tests of one file, and what only looks like a test", () => {
  const rails = layoutOf(
    [
      ..."application posts comments users".split(" ").map((name) => `app/controllers/${name}_controller.rb`),
      ..."post comment user".split(" ").map((name) => `app/models/${name}.rb`),
      ..."post comment user".split(" ").map((name) => `test/models/${name}_test.rb`),
      "test/controllers/posts_controller_test.rb",
    ],
    "Ruby",
  );
  assert.deepEqual([rails.unit, rails.unitTest], ["app/models/{name}.rb", "test/models/{name}_test.rb"]);
  const django = layoutOf(["manage.py", "shop/forms.py", "shop/models.py", "shop/tests.py", "shop/views.py"], "Python");
  assert.equal(django.unitTest, "shop/tests.py");
  const crate = layoutOf(["src/lib.rs", "src/hex_dump.rs", "src/tests.rs", "src/test_helpers/client.rs"], "Rust");
  assert.equal(crate.unitTest, undefined);
  const mono = layoutOf(
    ["api/order.ts", "api/user.ts", "api/price.ts", "ui/Button.tsx", "ui/DialogBox.tsx"],
    "TypeScript",
  );
  assert.deepEqual(mono, { unit: "api/{name}.ts" });
  const next = layoutOf(["app/page.tsx", "app/layout.tsx"], "TypeScript");
  assert.deepEqual(next, { entry: "app/page.tsx" });
});

Deno.test("readExisting() gives commands that run as they stand", () => {
  const read = (manifests: Record<string, string>, ...files: string[]) =>
    readExisting({ files: [...files, ...Object.keys(manifests)].sort(), omitted: 0, manifests });
  const make = { "Makefile": "all: prog\nprog: main.c\n\tcc main.c\ntest: prog\n\t./prog\n" };
  assert.deepEqual(read(make, "main.c").commands, { setup: "make all", test: "make test" });
  assert.deepEqual(read(make, "main.py").commands, { test: "make test" });
  assert.equal(read({ "go.mod": "module x\n" }, "a.go", "a_test.go", "b/b_test.go").commands.testOne, "go test ./...");
  const python = { "pyproject.toml": '[tool.mypy]\nfiles = ["src"]\n' };
  assert.equal(read(python, "a.py").commands.lint, "python -m mypy");
  const php = { "composer.json": '{"require-dev":{"phpstan/phpstan":"1"}}' };
  assert.equal(read(php, "src/A.php").commands.lint, "vendor/bin/phpstan analyse src");
  assert.equal(read(php, "src/A.php", "phpstan.neon").commands.lint, "vendor/bin/phpstan analyse");
  const django = read({ "requirements.txt": "Django==5\n" }, "manage.py", "shop/models.py");
  assert.equal(django.commands.test, "python manage.py test");
  const library = { "package.json": '{"main":"./fastify"}' };
  assert.equal(read(library, "fastify.js", "lib/a.js").layout.entry, "fastify.js");
  assert.equal(read(library, "lib/a.js").layout.entry, undefined);
  assert.equal(read({ "package.json": '{"main":"../../x.js"}' }, "lib/a.js").layout.entry, undefined);
});

Deno.test("isForeign() knows languages by their families, and takes no unknown one for foreign", () => {
  const project = (...languages: string[]) => ({
    ...readExisting({ files: [], omitted: 0, manifests: {} }),
    languages,
  });
  assert.equal(isForeign(project("Python"), ["TypeScript"]), true);
  assert.equal(isForeign(project("Python"), ["Python 3.12"]), false);
  assert.equal(isForeign(project("Deno", "TypeScript"), ["JavaScript"]), false);
  assert.equal(isForeign(project("Go"), ["Golang"]), false);
  assert.equal(isForeign(project("Python"), ["Cobra", "TypeScript"]), false);
  assert.equal(isForeign(project("Python"), []), false);
  assert.equal(isForeign(project(), ["Python"]), false);
});

Deno.test("ciOf() takes what tests before what releases", () => {
  assert.equal(
    ciOf([".github/workflows/deploy.yml", ".github/workflows/unit-test.yaml"]),
    ".github/workflows/unit-test.yaml",
  );
  assert.equal(ciOf([".github/workflows/codeql.yml", ".github/workflows/gin.yml"]), ".github/workflows/gin.yml");
  assert.equal(ciOf([".github/workflows/deploy.yml", ".travis.yml"]), ".travis.yml");
  assert.equal(ciOf([".github/workflows/deploy.yml"]), ".github/workflows/deploy.yml");
  assert.equal(ciOf(["Jenkinsfile"]), "Jenkinsfile");
  assert.equal(ciOf(["docs/.github/workflows/ci.yml"]), undefined);
});

Deno.test("readJson() reads JSON with comments and commas too much, and nothing into what is no object", () => {
  const text = '\ufeff{ // a "comment"\n "a//b": "/* x */", /* , */ "c": [1, 2,], "d": "\\",}", }';
  assert.deepEqual([...readJson(text)], [["a//b", "/* x */"], ["c", [1, 2]], ["d", '",}']]);
  for (const wrong of ["", "[]", "null", "1", '"x"', "{", "{/*", '{"a":"', "//"]) {
    assert.equal(readJson(wrong).size, 0, wrong);
  }
  assert.deepEqual([...readJson('{"__proto__":1}')], [["__proto__", 1]]);
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
    const plain = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
    const commented = JSON.stringify(plain, null, 1).replace(/\n/g, " // x\n").replace(/\n(?=\s*\})/, "/* y */,\n");
    assert.deepEqual([...readJson(JSON.stringify(plain))], Object.entries(plain));
    if (Object.keys(plain).length > 0) assert.deepEqual([...readJson(commented)], Object.entries(plain));
  }));
});

Deno.test("readToml() reads tables, keys and lists over lines, and skips long texts", () => {
  const tables = readToml(
    "top = 1\r\n[a]\nlist = [ # one\n  \"x[\", 'y#',\n] # end\n\"quoted key\" = { b = [1] }\nlong = '''\n[not]\n'''\nlast = 'z'\n[[b.c]]\nx = 1\n[ a ]\nmore = 2\n",
  );
  assert.deepEqual([...tables.keys()], ["", "a", "b.c"]);
  assert.deepEqual([...tables.get("a")?.keys() ?? []], ["list", "quoted key", "last", "more"]);
  assert.deepEqual(stringsIn(tables.get("a")?.get("list")), ["x[", "y#"]);
  assert.deepEqual(stringsIn('["a\\"b", \'c\\\', # "d"\n"e"]'), ['a\\"b', "c\\", "e"]);
  assert.deepEqual(stringsIn(undefined), []);
});
