import assert from "node:assert/strict";
import { alignedTable, sentence, wrapped } from "../../../tools/markdown_layout.ts";
import { rulesJson, rulesList } from "../../../../src/output/reports/rules.ts";
import { measuredIn, rulesPage } from "../../../tools/rules_page.ts";
import { rules } from "../../../../src/plan/checks/mod.ts";
import { type Rule, ruleWith } from "../../../../src/plan/checks/rule.ts";

/** Fails where `deno fmt` would change a page. */
async function assertFormatted(page: string): Promise<void> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "md", "--line-width", "120", "--no-config", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(page));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  // Its --check says nothing by its exit code when it reads from standard input.
  assert.equal(new TextDecoder().decode(stdout), page);
}

const long = ruleWith({
  id: "long-one",
  severity: "warning",
  demands: "No <placeholders>, *stars*, __lines__ or `a|b` | pipes; see [this](x) and *.ts.",
  why: "Lists of 1. one - two + three and 4) four stay text, as `code with several words in it` stays whole. ".repeat(
    9,
  ),
  limits: { max_share: { value: 0.5, least: 0, most: 1, help: "share of `x|y`, from 0 to 1" } },
  needs: ["steps", "types"],
  check: () => [],
});

Deno.test("rulesPage() is laid out as deno fmt does it", async () => {
  await assertFormatted(rulesPage(rules));
  await assertFormatted(rulesPage([...rules, long], "| Rule | Found |\n| ---- | ----- |\n| x    | 5     |"));
});

Deno.test("rulesPage() has a row and a section with a stable anchor for each rule", () => {
  const page = rulesPage(rules);
  const headings = page.split("\n").filter((line) => /^#+ /.test(line)).map((line) =>
    line.replace(/^#+ /, "").toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-")
  );
  assert.equal(new Set(headings).size, headings.length, "anchors are unique");
  for (const { id } of rules) {
    assert.ok(headings.includes(id), id);
    assert.ok(page.includes(`[${id}](#${id})`), id);
  }
});

Deno.test("rulesPage() shows what a rule demands, why, what it needs and its limits", () => {
  const section = rulesPage([long]).split("\n## long-one\n")[1] ?? "";
  assert.match(section, /^\nWarning\. No &lt;placeholders>, \\\*stars\\\*, \\_\\_lines\\_\\_ or `a\|b`/);
  assert.match(section, /\n\nNeeds: steps, types\.\n/);
  assert.match(section, /\| `max_share` \| 0\.5 {5}\| 0 to 1 \| share of `x\\\|y`, from 0 to 1 \|/);
});

Deno.test("rulesPage() shows an example that names rules and limits that there are", () => {
  const example = /```yaml\n([^]*?)\n```/.exec(rulesPage([long, ...rules]))?.[1] ?? "";
  assert.match(example, /^lint:\n {2}min_score: 90\n {2}rules:\n {4}long-one:\n {6}max_share: 0\.75 # 0\.5 where/);
  for (const [, id] of example.matchAll(/^ {4}([\w-]+):$/gm)) {
    assert.ok([long, ...rules].some((rule) => rule.id === id), id);
  }
});

Deno.test("rulesPage() keeps what was measured between marks, so that it can be read back", () => {
  const measured = "| Rule | Found |\n| ---- | ----- |\n| x    | 5     |";
  assert.equal(measuredIn(rulesPage(rules, `\n${measured}\n`)), measured);
  assert.equal(measuredIn(rulesPage(rules)), undefined);
  assert.doesNotMatch(rulesPage(rules, " \n"), /MEASURED/);
  assert.equal(measuredIn("<!-- MEASURED_END --><!-- MEASURED_START -->"), undefined);
});

Deno.test("rulesList() has a line for each rule, with its limits below", () => {
  assert.deepEqual(rulesList([long]), [
    "long-one  warning  No <placeholders>, *stars*, __lines__ or `a|b` | pipes; see [this](x) and *.ts.",
    "                   max_share 0.5 (0 to 1): share of `x|y`, from 0 to 1",
  ]);
  const lines = rulesList(rules).filter((line) => !line.startsWith(" "));
  assert.deepEqual(lines.map((line) => line.split(" ")[0]), rules.map(({ id }) => id));
  assert.deepEqual(rulesList([]), []);
});

Deno.test("rulesJson() has all that the rules say of themselves", () => {
  const { schemaVersion, exitCode, rules: told } = JSON.parse(rulesJson([...rules, long]));
  assert.deepEqual([schemaVersion, exitCode, told.length], [1, 0, rules.length + 1]);
  assert.deepEqual(Object.keys(told[0]), ["id", "severity", "demands", "why", "limits", "needs"]);
  assert.deepEqual(told.at(-1).limits, [
    { name: "max_share", default: 0.5, least: 0, most: 1, help: "share of `x|y`, from 0 to 1" },
  ]);
});

Deno.test("wrapped() breaks no code and begins no line with a mark", () => {
  const text = "Take `one two three` - and 1. then + more # of > it. ".repeat(40);
  const lines = wrapped(text).split("\n");
  assert.equal(lines.join(" "), text.trim());
  for (const line of lines) {
    assert.ok(line.length <= 120);
    assert.match(line, /^(?![-+*#>] |\d+\. )/);
    assert.equal((line.match(/`/g)?.length ?? 0) % 2, 0);
  }
  assert.equal(wrapped("- \n\n a"), "- a");
  assert.equal(wrapped("  "), "");
});

Deno.test("sentence() and alignedTable() leave texts text", () => {
  assert.equal(sentence("a *b* _c_ d_e `*f*` \\*"), "a \\*b\\* \\_c\\_ d_e `*f*` \\\\\\*");
  assert.equal(alignedTable(["A"], [["x|y"], []]), "| A    |\n| ---- |\n| x\\|y |\n|  |");
});

Deno.test("every rule says what it demands and why", () => {
  const silent = rules.filter(({ demands, why }: Rule) => demands === "" || why === "").map(({ id }) => id);
  assert.deepEqual(silent, []);
});
