import assert from "node:assert/strict";
import { codeOf, importsOf, layerOf, modulesOf, SRC, targetsOf } from "./tools/imports.ts";

/** The layers, lowest first; a module may import its own layer and those listed for it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  packages: [],
  errors: [],
  version: [],
  nearest: [],
  text: [],
  plan: ["errors", "packages", "nearest", "text"],
  llm: ["errors", "packages", "text", "version"],
  config: ["llm", "plan", "errors", "packages", "nearest", "text"],
  store: ["llm", "plan", "errors", "nearest", "text"],
  output: ["plan", "errors", "nearest", "text"],
  planner: ["plan", "llm", "errors", "text"],
  pipeline: ["llm", "plan", "errors", "packages", "text", "version"],
  providers: ["llm", "planner", "config", "errors", "nearest"],
  clients: ["providers", "planner", "llm", "errors"],
  cli: [
    "providers",
    "pipeline",
    "output",
    "store",
    "planner",
    "config",
    "llm",
    "plan",
    "packages",
    "errors",
    "text",
    "version",
    "nearest",
  ],
};

Deno.test("imports point down: no layer of src imports from one above it", () => {
  const wrong: string[] = [];
  for (const path of modulesOf(SRC)) {
    const layer = layerOf(path);
    assert.ok(layer in MAY_IMPORT, `src/${path} belongs to no layer; add it to the table of this test and to DESIGN`);
    for (const target of targetsOf(path)) {
      if (layerOf(target) !== layer && !MAY_IMPORT[layer]!.includes(layerOf(target))) {
        wrong.push(`${path} imports ${target}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("imports form no circle between the modules of src", () => {
  const graph = new Map(modulesOf(SRC).map((path) => [path, targetsOf(path)]));
  // Commands are loaded lazily: help lists them, and they are loaded through it.
  const lazy = new Set(["cli/commands/mod.ts"]);
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === "done") return;
    assert.notEqual(state.get(path), "open", `circle: ${[...trail, path].join(" -> ")}`);
    state.set(path, "open");
    if (!lazy.has(path)) { for (const next of graph.get(path) ?? []) visit(next, [...trail, path]); }
    state.set(path, "done");
  };
  for (const path of graph.keys()) visit(path, []);
});

Deno.test("packages are imported in one module each, by an exact version", () => {
  const found = new Map<string, string[]>();
  for (const path of modulesOf(SRC)) {
    for (const specifier of importsOf(path)) {
      if (!/^(?:npm|jsr|https?):/.test(specifier)) {
        assert.ok(
          /^(?:\.|node:)/.test(specifier),
          `${path}: the bare specifier "${specifier}" does not resolve from a URL`,
        );
        continue;
      }
      assert.match(specifier, /^npm:[@\w/-]+@\d+\.\d+\.\d+(?:\/[\w-]+)?$/);
      found.set(specifier, [...(found.get(specifier) ?? []), path]);
    }
  }
  for (const [specifier, paths] of found) {
    assert.equal(paths.length, 1, `${specifier} is imported by ${paths.join(", ")}`);
  }
});

Deno.test("effects stay at the edge: terminal and environment in cli, files in store and config", () => {
  for (const path of modulesOf(SRC)) {
    // Tables hold commands and paths of other languages, which may look like anything.
    if (/^planner\/(?:stacks|archetypes)\//.test(path)) continue;
    const text = codeOf(path).replace(/https?:\/\/[^\s">]+/g, "");
    const layer = layerOf(path);
    if (layer !== "cli") assert.doesNotMatch(text, /\bconsole\.|\bDeno\.(?:exit|env|std(?:in|out|err)|args)\b/, path);
    if (layer !== "store" && layer !== "config") {
      assert.doesNotMatch(
        text,
        /\bDeno\.(?:open|readFile|readTextFile|writeFile|writeTextFile|rename|remove|mkdir)\b/,
        path,
      );
    }
    const fetches = text.match(/(?<![.\w])fetch\(/g)?.length ?? 0;
    assert.equal(fetches, path === "llm/send.ts" ? 1 : 0, `${path}: the only fetch is in llm/send.ts`);
  }
});
