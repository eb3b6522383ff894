import assert from "node:assert/strict";
import { placesIn, readYaml, type YamlNode } from "../../../src/config/yaml.ts";

/** A tree as plain data, mappings as lists of pairs. */
function data(node: YamlNode | undefined): unknown {
  switch (node?.kind) {
    case "map":
      return node.entries.map(({ key, value }) => [key, data(value)]);
    case "list":
      return node.items.map(data);
    case "scalar":
      return node.value;
    default:
      return undefined;
  }
}

async function problemsOf(text: string): Promise<string[]> {
  return (await readYaml(text)).problems.map((problem) => `${placesIn(text)(problem.at)} ${problem.text}`);
}

Deno.test("readYaml() reads mappings, lists and scalars of the core schema", async () => {
  const text = `# a comment
a: 1
b: [x, "2", 'three', 0x10, 1.5, -2, .5, 1e3]
c: {d: true, e: ~, f: no}
g:
  - plain words
h: |
  two
  lines
`;
  const { node, problems } = await readYaml(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(data(node), [
    ["a", 1],
    ["b", ["x", "2", "three", 16, 1.5, -2, 0.5, 1000]],
    ["c", [["d", true], ["e", null], ["f", "no"]]],
    ["g", ["plain words"]],
    ["h", "two\nlines\n"],
  ]);
});

Deno.test("readYaml() knows where things stand, whatever ends a line", async () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const text = ["a: 1", "b:", "  c: x", "  dd: [1, 22]"].join(end);
    const { node } = await readYaml(text);
    const places: string[] = [];
    const visit = (node: YamlNode): void => {
      places.push(placesIn(text)(node.at));
      if (node.kind === "map") node.entries.forEach(({ value }) => visit(value));
      if (node.kind === "list") node.items.forEach(visit);
    };
    if (node !== undefined) visit(node);
    assert.deepEqual(places, ["1:1", "1:4", "3:3", "3:6", "4:7", "4:8", "4:11"]);
  }
});

Deno.test("readYaml() finds nothing in an empty text", async () => {
  for (const text of ["", "\n", "# only words\n", "---\n", "--- \n...\n", "~\n"]) {
    assert.deepEqual(await readYaml(text), { problems: [] }, JSON.stringify(text));
  }
});

Deno.test("readYaml() refuses what a configuration has no use for, with its place", async () => {
  const cases: [string, RegExp][] = [
    ["a:\n\tb: 1\n", /^2:1 expected spaces/],
    ["a:\n  \tb: 1\n", /^2:3 expected spaces/],
    ["a: &x 1\n", /^1:4 .*anchor/],
    ["a: &x [1]\nb: *x\n", /^2:4 .*reference/m],
    ["a: !!str 1\n", /^1:4 .*tag/],
    ["a: !<tag:yaml.org,2002:js/function> f\n", /tag/],
    ["a: 1\n---\nb: 2\n", /^2:1 .*second/],
    ["--- \na: 1\n...\n---\nb: 2\n", /^4:1 .*second/],
    ["? [a, b]\n: 1\n", /^1:3 .*name as key/],
    ["a: [1\n", /mistake/],
    ["a: 'x\n", /mistake/],
    ["a: b: c\n", /^1:5 .*mistake/],
    ["a: 1\n  b: 2\n", /mistake/],
    ["{a: 1}}\n", /mistake/],
    ["a: \x00\n", /mistake/],
    ["[".repeat(5000), /^1:\d+ .*at most 20 levels/],
    ["a: ".repeat(5000), /1:\d+ /],
    ["- ".repeat(5000), /^1:\d+ .*at most 20 levels/],
  ];
  for (const [text, said] of cases) {
    assert.match((await problemsOf(text)).join("\n"), said, text.slice(0, 40));
  }
});

Deno.test("readYaml() does not follow references: a bomb stays as small as its text", async () => {
  const levels = Array.from({ length: 9 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(9)}]`);
  const text = `a: &a-1 [x]\n${levels.join("\n")}\n`.replaceAll("a-1", "z");
  const problems = await problemsOf(text);
  assert.equal(problems.length, 1 + 9 + 81);
});
