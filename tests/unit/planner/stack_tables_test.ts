import assert from "node:assert/strict";
import fc from "fast-check";
import { isSafePath } from "../../../src/plan/paths.ts";
import { chooseStack, fillTemplate, type Stack } from "../../../src/planner/stack.ts";
import { stacks, technologies } from "../../../src/planner/stacks/mod.ts";
import { unknownStack } from "../../../src/planner/stacks/unknown.ts";

/** What remains when all templates are filled; `%{...}` of curl and `${...}` of a shell are not ours. */
const OPEN = /(?<![$%])\{(?:app|name|test)\}/;

function stackOf(id: string, name: string, frameworks: readonly string[] = []): Stack {
  const profile = stacks.find((other) => other.id === id);
  assert.ok(profile !== undefined);
  return chooseStack({
    name,
    languages: [profile.name],
    frameworks,
    apis: [],
    text: "",
    fallback: profile.id,
  });
}

function textsOf(stack: Stack): string[] {
  const { layout, commands, scaffold } = stack;
  const names = { app: "", name: "store", test: "tests/store_test.x" };
  return [...Object.values(layout), ...Object.values(commands), ...scaffold].map((text) =>
    fillTemplate(String(text), names)
  );
}

function pathsOf(stack: Stack): string[] {
  return [...Object.values(stack.layout), ...stack.scaffold].map((path) =>
    fillTemplate(String(path), { app: "", name: "store" })
  );
}

Deno.test("stacks have ids and names of their own", () => {
  assert.equal(new Set(stacks.map(({ id }) => id)).size, stacks.length);
  for (const { id, name, aliases } of stacks) {
    assert.match(id, /^[a-z][a-z-]*$/);
    assert.notEqual(name, "");
    for (const alias of aliases) assert.equal(alias, alias.toLowerCase(), `${id}: ${alias}`);
  }
});

Deno.test("stacks share no alias", () => {
  const owners = new Map<string, string>();
  const shared = stacks.flatMap(({ id, name, aliases }) =>
    [...new Set([name.toLowerCase(), ...aliases])].flatMap((alias) => {
      const other = owners.get(alias);
      owners.set(alias, id);
      return other === undefined ? [] : [`${alias}: ${other}, ${id}`];
    })
  );
  // Deno and Node.js are both written in TypeScript or JavaScript; nothing else may be claimed twice.
  assert.deepEqual(shared.filter((line) => !/^(?:typescript|javascript|ts|js):/.test(line)), []);
});

Deno.test("frameworks have names of their own in their stack, and aliases in lower case", () => {
  for (const { id, frameworks } of stacks) {
    assert.equal(new Set(frameworks.map(({ name }) => name)).size, frameworks.length, id);
    for (const { name, aliases, why } of frameworks) {
      assert.notEqual(why, "");
      for (const alias of aliases ?? []) assert.equal(alias, alias.toLowerCase(), `${id}, ${name}: ${alias}`);
    }
  }
});

Deno.test("frameworks replace only what their stack has", () => {
  const problems = stacks.flatMap(({ id, frameworks, tools, scaffold }) => {
    const known = new Set([
      ...tools.map(({ name }) => name),
      ...frameworks.map(({ name }) => name),
      ...scaffold,
      ...frameworks.flatMap((framework) => framework.scaffold ?? []),
    ]);
    return frameworks.flatMap(({ name, replaces }) =>
      (replaces ?? []).filter((other) => !known.has(other)).map((other) => `${id}, ${name}: ${other}`)
    );
  });
  assert.deepEqual(problems, []);
});

Deno.test("technologies have names of their own", () => {
  assert.equal(new Set(technologies.map(({ name }) => name)).size, technologies.length);
  for (const { name, aliases, why } of technologies) {
    assert.notEqual(why, "", name);
    for (const alias of aliases) assert.equal(alias, alias.toLowerCase(), name);
  }
});

Deno.test("chooseStack() fills all templates of every stack and framework", async (t) => {
  for (const { id, frameworks } of stacks) {
    await t.step(`${id}`, () => {
      for (const asked of [[], ...frameworks.map(({ name }) => [name]), frameworks.map(({ name }) => name)]) {
        const stack = stackOf(id, "URL shortener 2", asked);
        for (const text of textsOf(stack)) assert.doesNotMatch(text, OPEN, `${asked}: ${text}`);
        for (const path of pathsOf(stack)) {
          assert.ok(isSafePath(path), `${asked}: ${path}`);
          assert.doesNotMatch(path, /[{}]/, `${asked}: ${path}`);
        }
        assert.doesNotMatch(fillTemplate(stack.profile.release, { app: "x", name: "y", test: "z" }), OPEN);
      }
    });
  }
});

Deno.test("chooseStack() gives each stack distinct files and commands that are not empty", () => {
  for (const { id } of stacks) {
    const stack = stackOf(id, "Notes");
    for (const text of textsOf(stack)) assert.equal(text.trim(), text);
    const { manifest, entry, unit, unitTest, smokeTest } = stack.layout;
    const paths = [manifest, entry, fillTemplate(unit, { app: "", name: "store" }), smokeTest];
    assert.equal(new Set(paths).size, paths.length, id);
    assert.match(`${unitTest}${unit}`, /\{name\}/, id);
    assert.equal(new Set(stack.scaffold).size, stack.scaffold.length, id);
  }
});

Deno.test("chooseStack() gives safe paths whatever the project's name", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary", minLength: 1 }),
    fc.constantFrom("../x", "CON", "笔记", "{name}", "$&"),
  );
  fc.assert(fc.property(name, fc.constantFrom(...stacks.map(({ id }) => id)), (name, id) => {
    for (const path of pathsOf(stackOf(id, name.toWellFormed()))) assert.ok(isSafePath(path), `${name}: ${path}`);
  }));
});

Deno.test("chooseStack() chooses each stack by its own name", () => {
  for (const { id, name } of stacks) assert.equal(stackOf(id, "Notes").profile.id, id, name);
});

Deno.test("unknownStack() gives a Makefile and the four commands whatever the name", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", minLength: 1 }), (name) => {
    const { layout, commands } = unknownStack(name.toWellFormed());
    assert.equal(layout.manifest, "Makefile");
    assert.match(commands.test, /^make /);
    for (const path of Object.values(layout)) assert.ok(isSafePath(fillTemplate(path, { app: "", name: "a" })), path);
  }));
});

Deno.test("fillTemplate() puts names in and leaves other braces alone", () => {
  assert.equal(fillTemplate("{app}/{name}.x {other} ${HOME}", { app: "a", name: "b" }), "a/b.x {other} ${HOME}");
  assert.equal(fillTemplate("{name}", { app: "a" }), "{name}");
  assert.equal(fillTemplate("{name}", { app: "a", name: "$&" }), "$&");
});
