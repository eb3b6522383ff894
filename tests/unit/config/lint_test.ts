import assert from "node:assert/strict";
import { parseConfig } from "../../../src/config/parse.ts";
import { rowsOf } from "../../../src/config/rows.ts";
import { ruleKeys, Schema } from "../../../src/config/schema.ts";
import { readValue } from "../../../src/config/value.ts";
import { lintPlan } from "../../../src/plan/checks/lint.ts";
import { rules } from "../../../src/plan/checks/mod.ts";
import { ruleWith } from "../../../src/plan/checks/rule.ts";
import { providers } from "../../../src/providers.ts";
import { goodPlan } from "../plan/builders.ts";
import { fileLayer, flags, mergedOf, parsed, settled } from "./given.ts";

/** A file that says something of one rule. */
const of = (rule: string, text: string) => `lint:\n  rules:\n    ${rule}: ${text}`;

/** The limits that rules declare, with their rules. */
const LIMITS = rules.flatMap(({ id, limits = {} }) =>
  Object.entries(limits).map(([name, limit]) => ({ id, name, ...limit }))
);

Deno.test("parseConfig() names what is wrong with settings of the plan's checks", async () => {
  const cases: [text: string, problem: RegExp][] = [
    ["lint:", /^c\.yaml:1:1 lint: expected keys below it \(min_score, rules\), got nothing$/],
    ["lint: strict", /^c\.yaml:1:7 lint: expected keys below it.*got a value$/],
    ["lint: [vague]", /lint: expected keys below it.*got a list$/],
    ["lint: {rule: {}}", /^c\.yaml:1:8 lint\.rule: unknown key; did you mean "rules"\?$/],
    ["lint: {min_score: 101}", /^c\.yaml:1:19 lint\.min_score: expected a whole number from 0 to 100, got 101$/],
    ["lint: {min_score: -1}", /got -1$/],
    ["lint: {min_score: 79.5}", /whole number.*got 79\.5$/],
    ['lint: {min_score: "80"}', /got "80"$/],
    ["lint: {rules: [vague]}", /^c\.yaml:1:15 lint\.rules: expected keys below it \(coverage, .*\), got a list$/],
    [of("vage", "{severity: error}"), /^c\.yaml:3:5 lint\.rules\.vage: unknown key; did you mean "vague"\?$/],
    [of("no_invention", "{}"), /no_invention: unknown key; did you mean "no-invention"\?$/],
    [of("zzz", "{}"), /lint\.rules\.zzz: unknown key, expected one of coverage, .*vague/],
    [of("__proto__", "{off: why}"), /__proto__: unknown key/],
    [of("vague", "error"), /^c\.yaml:3:12 lint\.rules\.vague: expected keys below it \(severity, off.*got a value$/],
    [of("vague", "[error]"), /lint\.rules\.vague: expected keys below it \(severity, off.*got a list$/],
    [of("vague", ""), /^c\.yaml:3:5 lint\.rules\.vague: expected keys below it.*got nothing$/],
    [of("vague", "{severty: error}"), /lint\.rules\.vague\.severty: unknown key; did you mean "severity"\?$/],
    [of("vague", "{max_zzz: 5}"), /lint\.rules\.vague\.max_zzz: unknown key, expected one of severity, off/],
    [of("vague", "{severity: off}"), /vague\.severity: expected error or warning, got "off"$/],
    [of("vague", "{severity: warn}"), /expected error or warning, got "warn"; did you mean "warning"\?$/],
    [of("vague", "{severity: 2}"), /expected error or warning, got 2$/],
    [of("vague", "{severity: [error]}"), /expected error or warning, got a list$/],
    [of("vague", "{off: true}"), /^c\.yaml:3:18 lint\.rules\.vague\.off: expected a reason in words.*got true$/],
    [of("vague", "{off: false}"), /expected a reason in words.*got false$/],
    [of("vague", "{off: no}"), /expected a reason in words.*got "no"$/],
    [of("vague", '{off: ""}'), /expected a reason in words.*got nothing$/],
    [of("vague", '{off: " "}'), /expected a reason in words/],
    [of("vague", '{off: "-"}'), /expected a reason in words.*got "-"$/],
    [of("vague", '{off: "1"}'), /expected a reason in words.*got "1"$/],
    [of("vague", '{off: "two\\nlines"}'), /expected a reason in words, on one line, got a text with control/],
    [of("vague", "{off: {why: short}}"), /expected a reason in words.*got keys below it$/],
    [of("vague", "{off: why}\n    vague: {off: why}"), /^c\.yaml:4:5 lint\.rules\.vague: .*twice$/],
  ];
  for (const [text, problem] of cases) assert.match((await parsed(text)).problems.join("\n"), problem, text);
});

Deno.test("parseConfig() reports all that is wrong with lint at once", async () => {
  const { problems } = await parsed(
    "lint:\n  min_score: 101\n  rules:\n    vage: {}\n    vague: {severity: off, off: true}\n    cycle: [a]\n",
  );
  assert.deepEqual(problems.map((text) => text.split(" ", 2).join(" ")), [
    "c.yaml:2:14 lint.min_score:",
    "c.yaml:4:5 lint.rules.vage:",
    "c.yaml:5:23 lint.rules.vague.severity:",
    "c.yaml:5:33 lint.rules.vague.off:",
    "c.yaml:6:12 lint.rules.cycle:",
  ]);
});

Deno.test("parseConfig() says how a rule is turned off, and where rules are listed", async () => {
  const hint = async (text: string) =>
    (await parseConfig({ path: "c.yaml", text, project: false }, providers)).problems[0]?.hint ?? "";
  for (const text of ["{severity: off}", "{severity: false}", "{off: true}", '{off: ""}']) {
    assert.match(await hint(of("vague", text)), /off: "the reason"/, text);
  }
  assert.match(await hint(of("zzz", "{}")), /devussy lint --rules/);
  assert.match(await hint(of("vague", "{max_zzz: 1}")), /devussy lint --rules/);
});

Deno.test("settingsOf() gives what is set for the plan's checks", async () => {
  assert.deepEqual(settled().lint, { rules: {} });
  const text = `lint:
  min_score: 80
  rules:
    vague: { severity: error }
    cycle: { severity: warning, off: "error" }
    no-invention: { off: "dieser Plan hat keine Vorgabe" }
    order: { off: "分期交付" }
`;
  for (const project of [false, true]) {
    const { lint } = settled(await fileLayer(text, project));
    assert.deepEqual(lint, {
      minScore: 80,
      rules: {
        vague: { severity: "error" },
        cycle: { severity: "warning", off: "error" },
        "no-invention": { off: "dieser Plan hat keine Vorgabe" },
        order: { off: "分期交付" },
      },
    });
    const { unchecked } = lintPlan(goodPlan(), lint);
    assert.deepEqual(unchecked.filter(({ off }) => off).map(({ rule }) => rule).sort(), [
      "cycle",
      "no-invention",
      "order",
    ]);
  }
  const file = await fileLayer(text);
  assert.equal(settled(file, flags([["lint", "min_score"], 95])).lint.minScore, 95);
  assert.deepEqual(settled(await fileLayer("lint: {rules: {vague: {}}}")).lint, { rules: {} });
});

Deno.test("rowsOf() shows the lowest score always, and of rules what is set", async () => {
  const rows = (layer: Awaited<ReturnType<typeof fileLayer>>) =>
    rowsOf(mergedOf(layer), providers).filter(({ path }) => path.startsWith("lint"));
  assert.deepEqual(rows([]), [{ path: "lint.min_score", value: "0", from: "default" }]);
  assert.deepEqual(rows(await fileLayer(of("no-invention", "{severity: error, off: no brief here}"))), [
    { path: "lint.min_score", value: "0", from: "default" },
    { path: "lint.rules.no-invention.severity", value: "error", from: "c.yaml:3:30" },
    { path: "lint.rules.no-invention.off", value: "no brief here", from: "c.yaml:3:42" },
  ]);
});

Deno.test("ruleKeys() takes limits from the rules: counts are whole numbers, shares are not", () => {
  const rule = ruleWith({
    id: "own",
    severity: "warning",
    demands: "",
    why: "",
    needs: [],
    limits: {
      max_words: { value: 200, least: 20, most: 2000, help: "words of a step" },
      max_share: { value: 0.4, least: 0, most: 1, help: "the largest share of a phase" },
    },
    check: () => [],
  });
  const keys = ruleKeys([rule]);
  const schema = new Schema(keys);
  assert.deepEqual(schema.below("lint.rules.own"), ["severity", "off", "max_words", "max_share"]);
  assert.equal(schema.at("lint.rules.own.max_words")?.help, "words of a step");
  const read = (name: string, given: unknown) => {
    const key = schema.at(`lint.rules.own.${name}`);
    assert.ok(key);
    const read = readValue(key.rule, given, providers);
    return "value" in read ? read.value : read.wrong.expected;
  };
  assert.deepEqual([20, 2000, 19, 2001, 20.5, "20"].map((given) => read("max_words", given)), [
    20,
    2000,
    ...Array(4).fill("a whole number from 20 to 2000"),
  ]);
  assert.deepEqual([0, 0.25, 1, 1.01, -0.1].map((given) => read("max_share", given)), [
    0,
    0.25,
    1,
    ...Array(2).fill("a number from 0.0 to 1.0"),
  ]);
});

Deno.test("every limit of every rule can be set within its range, and no further", async () => {
  for (const { id, name, value, least, most } of LIMITS) {
    const path = `${id}.${name}`;
    assert.match(name, /^[a-z]+(?:_[a-z]+)*$/, path);
    assert.ok(!["severity", "off"].includes(name), path);
    for (const given of [least, value, most]) {
      const { lint } = settled(await fileLayer(of(id, `{${name}: ${given}}`)));
      assert.deepEqual(lint.rules, { [id]: { limits: { [name]: given } } }, path);
      lintPlan(goodPlan(), lint);
    }
    for (const given of [least - 1, most + 1, "many", "[1]", "true", '"5"']) {
      const { problems } = await parsed(of(id, `{${name}: ${given}}`));
      assert.equal(problems.length, 1, `${path}: ${given}`);
      assert.ok(
        problems[0]?.startsWith(`c.yaml:3:${id.length + 10 + name.length} lint.rules.${path}: expected a `),
        path,
      );
    }
    const { problems } = await parsed(of(id, `{${name}x: 1}`));
    assert.match(problems[0] ?? "", new RegExp(`${name}x: unknown key; did you mean "${name}"\\?$`));
  }
});
