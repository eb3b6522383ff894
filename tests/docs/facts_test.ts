import assert from "node:assert/strict";
import { tools } from "../../src/cli/mcp/tools/mod.ts";
import { rules } from "../../src/plan/checks/mod.ts";
import { takeApart, textOf } from "./pages.ts";

const WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

/** What pages count, and how many there are. */
const COUNTS: readonly [what: RegExp, count: number][] = [
  [/(\w+) rules\b/g, rules.length],
  [/(?<=MCP[^.]*?)\b(\w+) tools\b/g, tools.length],
];

Deno.test("what README and guide count is as much as there is", () => {
  const seen = new Set<RegExp>();
  for (const page of ["README.md", "docs/GUIDE.md"]) {
    const prose = takeApart(page).prose.replace(/\s+/g, " ").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    for (const [what, count] of COUNTS) {
      for (const [said, word = ""] of prose.matchAll(what)) {
        const number = WORDS.includes(word) ? WORDS.indexOf(word) : Number(word);
        if (Number.isNaN(number)) continue;
        seen.add(what);
        assert.equal(number, count, `${page}: "${said}"`);
      }
    }
  }
  assert.equal(seen.size, COUNTS.length);
});

Deno.test("docs/MCP.md has each tool with what it takes", () => {
  const rows = [...textOf("docs/MCP.md").matchAll(/^\| `(\w+)` +\| (.*?) +\|/gm)].map(([, name, takes = ""]) =>
    [name, [...takes.matchAll(/`(\w+)`/g)].map(([, input = ""]) => input).sort()] as const
  );
  const real = tools.map((tool) => {
    const { name, inputSchema } = tool.listing();
    return [name, Object.keys(inputSchema.properties ?? {}).sort()] as const;
  });
  assert.deepEqual(Object.fromEntries(rows), Object.fromEntries(real));
  assert.equal(rows.length, real.length);
});
