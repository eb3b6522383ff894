import assert from "node:assert/strict";
import { layerOf, modulesOf, SRC, targetsOf } from "../tools/imports.ts";

/** What anybody may use and what uses nobody: the drawing leaves it out, and says so. */
const LEAVES: readonly string[] = ["errors", "text", "nearest", "version", "packages"];

const PAGE = await Deno.readTextFile(new URL("../../docs/ARCHITECTURE.md", import.meta.url));

/** The imports between layers of `src`, each as `from --> to`. */
function importsBetweenLayers(): string[] {
  const found = modulesOf(SRC).flatMap((path) =>
    targetsOf(path).map((target) => [layerOf(path), layerOf(target)] as const)
  );
  const between = found.filter(([from, to]) => from !== to && !LEAVES.includes(from) && !LEAVES.includes(to));
  return [...new Set(between.map(([from, to]) => `${from} --> ${to}`))].sort();
}

/** The lines of a drawing: its edges. Anything else in it is an error. */
function edgesOf(page: string): string[] {
  const drawing = /^```mermaid\ngraph TD\n([^]*?)^```$/m.exec(page)?.[1];
  assert.ok(drawing !== undefined, "docs/ARCHITECTURE.md has no drawing");
  const lines = drawing.trim().split("\n").map((line) => line.trim());
  for (const line of lines) assert.match(line, /^\w+ --> \w+$/);
  return lines;
}

/** What is wrong with a drawing. */
function faultsOf(page: string): string[] {
  const drawn = edgesOf(page);
  const real = importsBetweenLayers();
  return [
    ...real.filter((edge) => !drawn.includes(edge)).map((edge) => `not drawn: ${edge}`),
    ...drawn.filter((edge) => !real.includes(edge)).map((edge) => `nothing imports so: ${edge}`),
    ...drawn.filter((edge, at) => drawn.indexOf(edge) !== at).map((edge) => `drawn twice: ${edge}`),
  ];
}

Deno.test("the drawing of the architecture has each import between layers once, and no other", () => {
  assert.deepEqual(faultsOf(PAGE), []);
  assert.deepEqual(faultsOf(PAGE.replace("  output --> plan\n", "")), ["not drawn: output --> plan"]);
  assert.deepEqual(faultsOf(PAGE.replace("  output --> plan\n", "  output --> plan\n  plan --> llm\n")), [
    "nothing imports so: plan --> llm",
  ]);
});

Deno.test("the page of the architecture draws and explains each layer, and names what it leaves out", () => {
  const layers = new Set(modulesOf(SRC).map(layerOf));
  const drawn = new Set(edgesOf(PAGE).flatMap((edge) => edge.split(" --> ")));
  assert.deepEqual([...layers].filter((layer) => !LEAVES.includes(layer)).sort(), [...drawn].sort());
  const explained = [...PAGE.matchAll(/^- \*\*(\w+)\*\*: /gm)].map(([, layer]) => layer);
  assert.deepEqual(explained.sort(), [...drawn].sort());
  const [before = ""] = PAGE.split("```mermaid");
  for (const leaf of LEAVES) {
    assert.ok(layers.has(leaf) && before.includes(`\`${leaf}\``), leaf);
    const used = modulesOf(SRC).filter((path) => layerOf(path) === leaf).flatMap(targetsOf).map(layerOf);
    assert.deepEqual(used.filter((layer) => layer !== leaf), [], `${leaf} is no leaf`);
  }
});

Deno.test("the modules that the page of the architecture names are there", () => {
  const modules = new Set(modulesOf(SRC));
  const named = [...PAGE.matchAll(/`(?:src\/)?([\w/]+\.ts)`/g)].map(([, path = ""]) => path)
    .filter((path) => !["cli.ts", "mod.ts"].includes(path));
  assert.ok(named.length >= 10);
  // In a chain the first one names the folder.
  const missing = named.filter((path) =>
    ![...modules].some((module) => module === path || module.endsWith(`/${path}`))
  );
  assert.deepEqual(missing, []);
});
