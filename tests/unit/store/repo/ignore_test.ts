import assert from "node:assert/strict";
import fc from "fast-check";
import { matchesGlob, parseGlob } from "../../../../src/store/repo/glob.ts";
import { isIgnored, parseIgnore } from "../../../../src/store/repo/ignore.ts";
import { scanRepo } from "../../../../src/store/repo/scan.ts";
import { inFolder } from "../folder.ts";
import { makeFiles } from "./tree.ts";

/** Whether git is there to be compared with. */
async function git(dir: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { stdout, success } = await new Deno.Command("git", {
      args,
      cwd: dir,
      env: { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", LC_ALL: "C" },
    }).output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch {
    return undefined;
  }
}
const hasGit = await git(".", "--version") !== undefined;

/** Whether a path is ignored by one file at the root, its folders left aside. */
function ignored(rules: string, path: string): boolean {
  const folder = path.endsWith("/");
  return isIgnored([parseIgnore(rules, 0)], path.replace(/\/$/, "").split("/"), folder, { left: 10_000 });
}

Deno.test("isIgnored() follows the rules of gitignore: places, folders, negation, escapes, sets", () => {
  const cases: readonly [rules: string, ignored: readonly string[], kept: readonly string[]][] = [
    ["*.log", ["a.log", "x/y/b.log", ".log"], ["a.logs", "log"]],
    ["/build/", ["build/"], ["build", "x/build/"]],
    ["docs/*.md", ["docs/a.md"], ["a/docs/a.md", "docs/b/a.md"]],
    ["**/tmp", ["tmp", "a/tmp", "a/b/tmp/"], ["tmps"]],
    ["a/**", ["a/b", "a/b/c"], ["a/", "b/a/c"]],
    ["a/**/z", ["a/z", "a/b/c/z"], ["a/b", "az"]],
    ["*\n!keep\n!/in/", ["x", "keeps"], ["keep", "a/keep", "in/"]],
    ["a\n!a\na", ["a"], []],
    ["\\#x\n\\!y", ["#x", "!y"], ["x"]],
    ["# a\n\n  \n/", [], ["a", " "]],
    ["s \nt\\ \r\nu\\\\ \n", ["s", "t ", "u\\"], ["s ", "t", "u\\ "]],
    ["a\\/b", ["a/b"], ["c/a/b", "b"]],
    ["[ab]?[!c-e]", ["axf", "bxa"], ["axd", "cxf", "ax"]],
    ["[]x]\n[[:digit:]-]k\n[a", ["]", "x", "7k", "-k"], ["[a", "ak"]],
    ["\ufeffbom", ["bom"], []],
    ["é?\n日*", ["éa", "日本"], ["é"]],
    ["__proto__\nconstructor/", ["__proto__", "constructor/"], ["toString", "constructor"]],
  ];
  for (const [rules, yes, no] of cases) {
    for (const path of yes) assert.equal(ignored(rules, path), true, `${JSON.stringify(rules)} ignores ${path}`);
    for (const path of no) assert.equal(ignored(rules, path), false, `${JSON.stringify(rules)} keeps ${path}`);
  }
});

Deno.test("isIgnored() asks the innermost file first", () => {
  const work = { left: 1000 };
  const files = [parseIgnore("*.md\n/a/b/x", 0), parseIgnore("!*.md\n/y", 1)];
  assert.equal(isIgnored(files, ["a", "r.md"], false, work), false);
  assert.equal(isIgnored(files, ["a", "y"], false, work), true);
  assert.equal(isIgnored(files, ["a", "b", "y"], false, work), false);
  assert.equal(isIgnored(files, ["a", "b", "x"], false, work), true);
});

Deno.test("matchesGlob() compares at most pattern times path, whatever the pattern", () => {
  const names = ["a".repeat(250), `${"ab".repeat(120)}c`];
  for (const pattern of ["*a*a*a*a*a*a*b", "*".repeat(200) + "b", "(a+)+$", "?*?*?*?*[!a]", "**/**/**/**/a/**/b"]) {
    const glob = parseGlob(pattern);
    assert.ok(glob);
    for (const path of [names, Array(60).fill("a")]) {
      const work = { left: 1e9 };
      assert.equal(matchesGlob(glob, path, 0, work), false);
      const chars = path.join("/").length;
      assert.ok(1e9 - work.left <= (pattern.length + 1) * chars + 100, `${pattern}: ${1e9 - work.left}`);
    }
  }
});

const names = ["a", "b", "ab", "a b"];
const leaves = ["c", "ac", "b.c", "#c", "!c", "a*c", "]", "c ", "A"];
const segment = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names, ...leaves) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("*", "**", "?", "a*", "*c", "*.c", "?c", "*b*", "a?b", "a\\*c", "\\a", "\\]"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "[ab]",
      "[!a]",
      "[^b]*",
      "[a-c]",
      "[[:upper:]]",
      "[]]",
      "[a",
      "[[:no:]]",
      "[a-]c",
      "c\\",
      "[]-b]",
      "***",
    ),
  },
);
const line = fc.tuple(
  fc.constantFrom("", "", "", "!", "\\!", "#", "\\#"),
  fc.constantFrom("", "", "/"),
  fc.array(segment, { minLength: 1, maxLength: 3 }),
  fc.constantFrom("", "", "/"),
  fc.constantFrom("", "", "", " ", "\\ ", "  ", "\r"),
).map(([sign, start, segments, end, space]) => sign + start + segments.join("/") + end + space);
const rules = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n"));

Deno.test({
  name: "scanRepo() lists what git lists, whatever the .gitignore files say",
  ignore: !hasGit,
  async fn() {
    await inFolder(async (dir) => {
      await git(dir, "init", "-q");
      const paths: string[] = [];
      const fill = (folder: string, depth: number) => {
        for (const name of leaves) paths.push(folder + name);
        if (depth < 3) { for (const name of names) fill(`${folder}${name}/`, depth + 1); }
      };
      fill("", 0);
      await makeFiles(dir, Object.fromEntries(paths.map((path) => [path, ""])));
      await fc.assert(
        fc.asyncProperty(rules, rules, rules, async (root, inner, exclude) => {
          Deno.writeTextFileSync(`${dir}/.gitignore`, root);
          Deno.writeTextFileSync(`${dir}/a/.gitignore`, inner);
          Deno.writeTextFileSync(`${dir}/.git/info/exclude`, exclude);
          const listed = await git(dir, "ls-files", "--others", "--exclude-standard", "-z");
          // Names that no plan can hold are left out of a scan by another rule.
          const expected = (listed ?? "").split("\0").filter((path) => path !== "" && !/\*|[ .]$|[ .]\//.test(path))
            .sort();
          assert.deepEqual((await scanRepo(dir)).files, expected);
        }),
        { numRuns: 150 },
      );
    });
  },
});
