import assert from "node:assert/strict";
import type { CheckedFile } from "../../../../src/output/reports/report.ts";
import { sarifReport } from "../../../../src/output/reports/sarif.ts";
import { rules } from "../../../../src/plan/checks/mod.ts";
import { goodPlan, phase, step } from "../../plan/builders.ts";
import { checked, finding, HOSTILE, UNSAFE } from "./files.ts";
import { assertSarif } from "./sarif_schema.ts";

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation: { artifactLocation: { uri: string }; region?: { startLine: number } };
    logicalLocations: { name: string; fullyQualifiedName: string }[];
  }[];
  partialFingerprints: Record<string, string>;
}

function runOf(files: readonly CheckedFile[]) {
  const log = JSON.parse(sarifReport(files, { rules, version: "1.2.3" }));
  assertSarif(log);
  assert.equal(log.$schema, "https://json.schemastore.org/sarif-2.1.0.json");
  assert.equal(log.runs.length, 1);
  const run = log.runs[0];
  return { driver: run.tool.driver, invocation: run.invocations[0], results: run.results as Result[], run };
}

function fingerprintOf(file: CheckedFile): string | undefined {
  return runOf([file]).results[0]?.partialFingerprints["devussyFinding/v1"];
}

Deno.test("sarifReport() describes every rule with its level and a link into docs/RULES.md", () => {
  const { driver } = runOf([]);
  assert.deepEqual([driver.name, driver.version], ["devussy", "1.2.3"]);
  assert.deepEqual(driver.rules.map(({ id }: { id: string }) => id), rules.map(({ id }) => id));
  const [first] = driver.rules;
  assert.equal(first.helpUri, "https://jsr.io/@devussy/devussy/1.2.3/docs/RULES.md#coverage");
  assert.deepEqual(first.defaultConfiguration, { level: "error" });
  assert.ok(first.help.text.length > 0 && first.fullDescription.text.length > 0);
});

Deno.test("sarifReport() places a result in its file, line and plan", () => {
  const warning = finding({ rule: "vague", severity: "warning", pointer: "" });
  const { results, invocation } = runOf([checked([finding(), warning])]);
  assert.deepEqual(results[0]?.locations, [{
    physicalLocation: { artifactLocation: { uri: "docs/plan.json" }, region: { startLine: 15 } },
    logicalLocations: [{ name: "requirement R1", fullyQualifiedName: "/requirements/0" }],
  }]);
  assert.equal(
    results[0]?.message.text,
    'No step works on R1: "Users can shorten links". Add R1 to the requirements of the step that answers it.',
  );
  assert.deepEqual(results.map(({ ruleId, level }) => [ruleId, level]), [["coverage", "error"], ["vague", "warning"]]);
  assert.deepEqual(results.map(({ ruleId, ruleIndex }) => rules[ruleIndex]?.id === ruleId), [true, true]);
  assert.equal(results[1]?.locations[0]?.physicalLocation.region, undefined);
  assert.equal(invocation.exitCode, 8);
});

Deno.test("sarifReport() tells which rules said nothing and why", () => {
  const unchecked = [
    { rule: "vague", off: true, reason: "the team likes it short" },
    { rule: "order", off: false, reason: "the plan tells no dependencies" },
  ];
  const { invocation, results } = runOf([checked([], { unchecked, score: 90, minScore: 95 })]);
  assert.deepEqual(results, []);
  const notices: { descriptor: { id: string }; associatedRule: { id: string }; message: { text: string } }[] =
    invocation.toolConfigurationNotifications;
  assert.deepEqual(
    notices.map(({ descriptor, associatedRule, message }) => [
      descriptor.id,
      associatedRule.id,
      message.text,
    ]),
    [
      ["rule-off", "vague", "The rule vague is turned off: the team likes it short"],
      ["rule-not-checkable", "order", "The rule order is not checked: the plan tells no dependencies"],
    ],
  );
  assert.equal(invocation.toolExecutionNotifications[0].message.text, "The score 90 is under 95.");
  assert.deepEqual([invocation.executionSuccessful, invocation.exitCode], [true, 8]);
});

Deno.test("sarifReport() writes paths as URI references", () => {
  const uriOf = (path: string) =>
    runOf([{ ...checked([finding({ pointer: "" })]), path }]).results[0]?.locations[0]?.physicalLocation
      .artifactLocation.uri;
  assert.equal(uriOf("./docs/plan.json"), "docs/plan.json");
  assert.equal(uriOf("docs\\my plan#1.json"), "docs/my%20plan%231.json");
  assert.equal(uriOf("a:b/ünï?.json"), "a%3Ab/%C3%BCn%C3%AF%3F.json");
  assert.equal(uriOf("../plan.json"), "../plan.json");
  assert.equal(uriOf("/tmp/plan.json"), "file:///tmp/plan.json");
  assert.equal(uriOf("C:\\tmp\\plan.json"), "file:///C:/tmp/plan.json");
  assert.equal(uriOf("broken\ud800.json"), "broken%EF%BF%BD.json");
});

Deno.test("sarifReport() keeps a fingerprint when steps come before, lines move and numbers change", () => {
  const own = step("1.1", { id: "Sown1" });
  const about = (number: string, pointer: string, words: number) =>
    finding({ rule: "size", message: `Step ${number} has ${words} words`, location: `step ${number}`, pointer });
  const before = checked([about("1.1", "/phases/0/steps/0/do/3", 151)], {
    plan: goodPlan({ phases: [phase(1, [own])] }),
  });
  const after = checked([about("1.2", "/phases/0/steps/1/do/4", 160)], {
    plan: goodPlan({ phases: [phase(1, [step("1.1"), { ...own, number: "1.2" }])] }),
  });
  assert.match(fingerprintOf(before) ?? "", /^[0-9a-f]{16}:1$/);
  assert.equal(fingerprintOf(after), fingerprintOf(before));
  assert.equal(fingerprintOf({ ...before, lineOf: () => undefined }), fingerprintOf(before));
  assert.notEqual(fingerprintOf({ ...before, path: "other.json" }), fingerprintOf(before));
  const elsewhere = { ...before.report, findings: [about("1.1", "/phases/0/steps/0/title", 151)] };
  assert.notEqual(fingerprintOf({ ...before, report: elsewhere }), fingerprintOf(before));
  for (
    const pointer of ["", "/phases", "/phases/0/goal", "/phases/9/steps/9", "/risks/0", "/requirements/99", "/x/y"]
  ) {
    assert.match(fingerprintOf(checked([finding({ pointer })])) ?? "", /^[0-9a-f]{16}:1$/);
  }
});

Deno.test("sarifReport() gives findings that are alike different fingerprints", () => {
  const { results } = runOf([checked([finding(), finding(), finding({ pointer: "/requirements/1" })])]);
  const marks = results.map(({ partialFingerprints }) => partialFingerprints["devussyFinding/v1"] ?? "");
  assert.equal(new Set(marks).size, 3);
  assert.equal(marks[1], marks[0]?.replace(/1$/, "2"));
});

Deno.test("sarifReport() lists each file once, also without findings, with its score", () => {
  const { run } = runOf([checked([]), checked([finding()]), checked([], { path: "b.md", format: "markdown" })]);
  assert.deepEqual(run.artifacts.map(({ location }: { location: { uri: string } }) => location.uri), [
    "docs/plan.json",
    "b.md",
  ]);
  assert.deepEqual(run.properties.files[2], { uri: "b.md", format: "markdown", score: 92 });
});

Deno.test("sarifReport() is a valid log without links or placeholders when texts are hostile", () => {
  const evil = finding({
    message: HOSTILE,
    hint: "[a](b) {0}",
    location: HOSTILE,
    pointer: `/x/${HOSTILE}`,
    rule: HOSTILE,
  });
  const long = finding({ message: "a".repeat(1e6), hint: "{".repeat(1e6), location: "\x1b[".repeat(5e5) });
  const { results } = runOf([
    checked([evil, long], { path: HOSTILE, unchecked: [{ rule: HOSTILE, off: true, reason: HOSTILE }] }),
  ]);
  const { message, locations, ruleIndex } = results[0] ?? {};
  assert.doesNotMatch(message?.text ?? "", /\]\(|(?<!\{)\{(?:\{\{)*(?!\{)/);
  assert.ok(message?.text.endsWith("[a] (b) {{0}}"));
  assert.doesNotMatch(locations?.[0]?.logicalLocations[0]?.name.replaceAll("##", "") ?? "", UNSAFE);
  assert.equal(ruleIndex, undefined);
});
