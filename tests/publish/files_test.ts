import assert from "node:assert/strict";
import { inFolder, write } from "../integration/cli_harness.ts";
import { ROOT } from "../tools/release/tool.ts";
import { copyTree, denoDone, publish, TIMEOUT, TOKEN } from "./package.ts";
import { serveRegistry } from "./registry.ts";

const { name: NAME, version: VERSION } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));

/** What may lie about in a working tree, and is nobody's business. */
const PRIVATE = [
  ".env",
  ".env.local",
  ".devussy/runs.db",
  ".github/workflows/ci.yml",
  "config/.env",
  "config/local.yaml",
  "docs/notes.txt",
  "docs/plan.json",
  "notes/todo.md",
  "plan/plan.json",
  "src/.env",
  "src/.env.local",
  "src/.devussy/runs.db",
  "src/notes.md",
  "tests/unit/text_test.ts",
];

/** What stands at the top of the package, besides the code. */
const BESIDES = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "cli.ts",
  "config/config.yaml",
  "config/plan.schema.json",
  "deno.json",
  "mod.ts",
];

/** The files of a folder with one of some endings, by their paths from the root. */
function filesOf(folder: string, ending: RegExp): string[] {
  return [...Deno.readDirSync(`${ROOT}${folder}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesOf(`${folder}/${name}`, ending) : ending.test(name) ? [`${folder}/${name}`] : []
  );
}

/** What modules of the tree import from it, directly or not. */
async function importedBy(...doors: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const door of doors) {
    const { modules } = JSON.parse(await denoDone(ROOT, ["info", "--json", door]));
    for (const { specifier } of modules) {
      const path = specifier.startsWith("file://") ? decodeURIComponent(new URL(specifier).pathname) : "";
      if (path.startsWith(ROOT)) found.add(path.slice(ROOT.length));
    }
  }
  return [...found];
}

Deno.test({
  name: "what is uploaded: the code, what it imports, and what users read; nothing else that lies in the tree",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await copyTree(dir);
      await write(dir, Object.fromEntries(PRIVATE.map((path) => [path, "OPENAI_API_KEY=sk-secret\n"])));
      await using registry = serveRegistry(NAME, TOKEN);
      const { code, stderr } = await publish(dir, registry, "--no-check");
      assert.equal(code, 0, stderr);
      const files = [...registry.versions.get(VERSION)?.files.keys() ?? []].map((path) => path.slice(1)).sort();
      assert.deepEqual(PRIVATE.filter((path) => files.includes(path)), [], "these must stay at home");
      const expected = [...BESIDES, ...filesOf("docs", /\.md$/), ...filesOf("src", /\.(?:ts|json)$/)].sort();
      assert.deepEqual(files, expected);
      const imported = await importedBy("mod.ts", "cli.ts");
      assert.deepEqual(imported.filter((path) => !files.includes(path)), [], "these are imported");
      // What nobody imports would be dead weight.
      const doors = await importedBy("src/clients.ts");
      assert.deepEqual(
        files.filter((path) => path.startsWith("src/") && !imported.includes(path) && !doors.includes(path)),
        [],
        "nobody needs these",
      );
    }),
});
