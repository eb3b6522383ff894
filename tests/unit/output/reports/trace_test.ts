import assert from "node:assert/strict";
import { type Trace, tracePlan } from "../../../../src/plan/trace.ts";
import { traceCsv, traceJson, traceMarkdown, traceSummary, traceTable } from "../../../../src/output/reports/trace.ts";
import { goodPlan, phase, readmeStep, requirement, step } from "../../plan/builders.ts";
import { HOSTILE, UNSAFE } from "./files.ts";

/** A matrix with a gap of each kind, orphans, something out of scope and something retired. */
function mixed(text = "Users can shorten links."): Trace {
  return tracePlan(goodPlan({
    requirements: [
      requirement("R1", text),
      requirement("R2", "Users can count clicks."),
      requirement("R3", "Users can export.", { priority: "could" }),
      requirement("R4", "Answers in 50 ms.", { kind: "quality", outOfScope: text }),
      requirement("R5", "Users can chat.", { status: "retired" }),
    ],
    phases: [phase(1, [
      step("1.1", { deliverables: ["a", "b", "c"].map((name) => ({ path: `${name}_test.go`, action: "create" })) }),
      step("1.2", { requirements: ["R2"], deliverables: [{ path: "count.go", action: "create" }] }),
      step("1.3", { requirements: [], title: text }),
      readmeStep("1.4"),
      step("1.5", { requirements: ["R5"], status: "done" }),
    ])],
  }));
}

const empty = tracePlan(goodPlan({ requirements: [], phases: [], risks: [] }));

Deno.test("traceTable() has heads and a row for each requirement, with what is missing", () => {
  assert.deepEqual(traceTable(mixed()), [
    ["id", "requirement", "kind", "priority", "steps", "tests", "risks", "missing"],
    ["R1", "Users can shorten links.", "functional", "must", "1.1", "a_test.go +2", "K1, K2, K3", ""],
    ["R2", "Users can count clicks.", "functional", "must", "1.2", "", "", "test"],
    ["R3", "Users can export.", "functional", "could", "", "", "", "step"],
    ["R4", "Answers in 50 ms.", "quality", "must", "", "", "", "out of scope: Users can shorten links."],
  ]);
  assert.equal(traceTable(empty).length, 1);
});

Deno.test("traceSummary() counts, and names gaps and orphans", () => {
  assert.deepEqual(traceSummary(mixed()), [
    "3 of 4 requirements covered (75 %), 1 of 3 functional ones tested (33 %)",
    "without a step: R3",
    "without a test: R2",
    "steps without a requirement: 1.3",
    "steps that need none: 1.4 (docs)",
    "retired requirements: R5",
  ]);
  assert.deepEqual(traceSummary(empty), [
    "0 of 0 requirements covered (100 %), 0 of 0 functional ones tested (100 %)",
  ]);
});

Deno.test("traceMarkdown() shows the matrix, the gaps, the orphans and what is retired", () => {
  assert.equal(
    traceMarkdown(mixed()),
    `# Traceability

- 3 of 4 requirements covered (75 %), 1 of 3 functional ones tested (33 %)

| Id | Requirement | Kind | Priority | Steps | Tests | Risks | Missing |
| --- | --- | --- | --- | --- | --- | --- | --- |
| R1 | Users can shorten links. | functional | must | 1.1 | \`a_test.go\`, \`b_test.go\`, \`c_test.go\` | K1, K2, K3 |  |
| R2 | Users can count clicks. | functional | must | 1.2 | none | none | test |
| R3 | Users can export. | functional | could | none | none | none | step |
| R4 | Answers in 50 ms. | quality | must | none | none | none | out of scope: Users can shorten links. |

## Gaps

- R2 has no test
- R3 has no step

## Steps without a requirement

- 1.3 Users can shorten links. (feature)
- 1.4 Write the README (docs, which needs none)

## Retired requirements

- R5 Users can chat. (retired; cited by 1.5)`,
  );
  assert.match(traceMarkdown(empty), /No requirement stands\.$/);
});

Deno.test("traceCsv() has a record for each requirement, orphan and retired requirement", () => {
  assert.deepEqual(traceCsv(mixed()).split("\n"), [
    "record,id,text,kind,priority,steps,tests,risks,missing",
    'requirement,R1,Users can shorten links.,functional,must,1.1,"a_test.go; b_test.go; c_test.go","K1; K2; K3",',
    "requirement,R2,Users can count clicks.,functional,must,1.2,,,test",
    "requirement,R3,Users can export.,functional,could,,,,step",
    "requirement,R4,Answers in 50 ms.,quality,must,,,,out of scope: Users can shorten links.",
    "step,1.3,Users can shorten links.,feature,,1.3,,,requirement",
    "step,1.4,Write the README,docs,,1.4,,,",
    "retired,R5,Users can chat.,,,1.5,,,",
  ]);
  assert.equal(traceCsv(empty).split("\n").length, 1);
});

Deno.test("traceCsv() quotes what must be and lets no cell be a formula", () => {
  const textOf = (text: string) =>
    /^requirement,R1,(.*),functional/.exec(traceCsv(mixed(text)).split("\n")[1] ?? "")?.[1];
  assert.equal(textOf('say "yes", please'), '"say ""yes"", please"');
  assert.equal(textOf('=HYPERLINK("http://x","y")'), `"'=HYPERLINK(""http://x"",""y"")"`);
  for (const begin of ["=", "+", "-", "@", "\t=", "\r\n+", " @", "＝"]) {
    assert.match(textOf(`${begin}1`) ?? "", /^'[=+\-@＝]1$/);
  }
});

Deno.test("traceJson() holds the whole matrix with the exit code", () => {
  const trace = mixed();
  assert.deepEqual(JSON.parse(traceJson(trace)), { schemaVersion: 1, exitCode: 0, ...trace });
  assert.equal(JSON.parse(traceJson(trace, 8)).exitCode, 8);
});

Deno.test("the forms of a trace stay what they are when texts are hostile", () => {
  const trace = mixed(HOSTILE);
  for (const line of [...traceTable(trace).flat(), ...traceSummary(trace)]) assert.doesNotMatch(line, UNSAFE);
  assert.equal(JSON.parse(traceJson(trace)).rows[0].text, HOSTILE);
  const csv = traceCsv(trace).split("\n");
  assert.equal(csv.length, traceCsv(mixed()).split("\n").length);
  const page = traceMarkdown(trace).split("\n");
  assert.equal(page.length, traceMarkdown(mixed()).split("\n").length);
  const rows = page.filter((line) => line.startsWith("| R"));
  for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 9, row);
  assert.doesNotMatch(page.join("\n"), /<script|<!--|\]\(/);
});

Deno.test("the forms of a trace shorten texts for people when they are a megabyte long", () => {
  const trace = mixed("a ".repeat(5e5));
  assert.ok(traceTable(trace).flat().every((cell) => cell.length <= 60));
  assert.ok(traceMarkdown(trace).length < 3000);
  assert.ok(traceCsv(trace).length > 1e6);
});
