import assert from "node:assert/strict";
import { githubReport } from "../../../../src/output/reports/github.ts";
import { checked, finding, HOSTILE, UNSAFE } from "./files.ts";

/** Reads a line as the runner does. */
function read(line: string): { name: string; properties: Record<string, string>; data: string } {
  const [, name = "", rest = "", data = ""] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const plain = (text: string) => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  const properties = Object.fromEntries(
    rest.split(",").map((part) => {
      const [key = "", ...value] = part.split("=");
      return [key, plain(value.join("=").replaceAll("%3A", ":").replaceAll("%2C", ","))];
    }),
  );
  return { name, properties, data: plain(data) };
}

Deno.test("githubReport() writes a command for each finding, errors first, and a notice for the file", () => {
  const warning = finding({
    severity: "warning",
    rule: "vague",
    message: "Too vague.",
    pointer: "",
    hint: "Say more.",
  });
  assert.deepEqual(githubReport([checked([warning, finding()], { path: "./docs\\plan.json" })]), [
    '::error file=docs/plan.json,line=15,title=coverage::requirement R1: No step works on R1: "Users can shorten links". Add R1 to the requirements of the step that answers it.',
    "::warning file=docs/plan.json,title=vague::requirement R1: Too vague. Say more.",
    "::notice file=docs/plan.json,title=devussy::score 92, 1 error, 1 warning",
  ]);
});

Deno.test("githubReport() names a low score and the rules that were not checked", () => {
  const unchecked = [{ rule: "order", off: false, reason: "x" }, { rule: "cycle", off: false, reason: "x" }];
  assert.deepEqual(githubReport([checked([], { score: 90, minScore: 95, unchecked })]), [
    "::error file=docs/plan.json,title=score::The score 90 is under 95.",
    "::notice file=docs/plan.json,title=devussy::score 90, 0 errors, 0 warnings; not checked: order (x), cycle (x)",
  ]);
  assert.deepEqual(githubReport([]), []);
});

Deno.test("githubReport() points to the file that holds the place", () => {
  const file = { ...checked([finding()]), lineOf: () => ({ path: "specs/1/spec.md", line: 7 }) };
  assert.equal(read(githubReport([file])[0] ?? "").properties.file, "specs/1/spec.md");
});

Deno.test("githubReport() lets no text begin a command, end a property or break a line", () => {
  const evil = finding({ message: HOSTILE, hint: "50% of a%0Ab::x", location: "::error::", rule: "a:b,line=9\n::c" });
  const long = finding({ message: "::".repeat(5e5) });
  const lines = githubReport([checked([evil, long], { path: `a,b:c%0A\n::error::${HOSTILE}` })]);
  assert.equal(lines.length, 3);
  for (const line of lines) {
    assert.doesNotMatch(line, UNSAFE);
    assert.match(line, /^::(?:error|notice) file=[^,:]*(?:,line=15)?,title=[^,:]*::/);
  }
  const { properties, data } = read(lines[0] ?? "");
  assert.deepEqual(Object.keys(properties), ["file", "line", "title"]);
  assert.equal(properties.title, "a:b,line=9 ::c");
  assert.ok(data.endsWith("50% of a%0Ab::x"));
});
