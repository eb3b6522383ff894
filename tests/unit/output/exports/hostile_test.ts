import assert from "node:assert/strict";
import { exportPlan } from "../../../../src/output/exports/mod.ts";
import { githubMark } from "../../../../src/output/exports/github.ts";
import { load } from "../../../../src/packages/yaml.ts";
import { withoutCode } from "../commonmark.ts";
import { goodPlan, step } from "../../plan/builders.ts";
import { HOSTILE, hostilePlan } from "./plans.ts";

/** The records of a CSV text, as RFC 4180 says. */
function records(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\n") rows.push([]);
  }
  assert.deepEqual(rows.pop(), [], "ends with a line's end");
  return rows;
}

const count = (text: string, part: string) => text.split(part).length - 1;

Deno.test("csv: every record has every column, and no cell is a formula", () => {
  const [head, ...rows] = records(exportPlan(hostilePlan(), "csv")["plan.csv"] ?? "");
  assert.equal(head?.length, 13);
  assert.equal(rows.length, HOSTILE.length);
  for (const row of rows) {
    assert.equal(row.length, 13, row[2]);
    for (const cell of row) assert.doesNotMatch(cell, /^\s*[=+\-@\t]/);
  }
  const titles = rows.map((row) => row[2] ?? "");
  assert.ok(titles.includes("'=HYPERLINK(1)") && titles.includes("'@SUM(A1)") && titles.includes('quoted "] end'));
});

Deno.test("mermaid: hostile texts stay inside their labels", () => {
  const lines = (exportPlan(hostilePlan(), "mermaid")["plan.mmd"] ?? "").trimEnd().split("\n");
  const label = String.raw`"(?:[^"#&<>;:%{}[\]|\`\\$@~^*]|#\d{2,3};)*"`;
  const known = [
    /^flowchart TD$/,
    new RegExp(`^ {2}subgraph P\\d+\\[${label}\\]$`),
    new RegExp(`^ {4}S\\w*\\[${label}\\]$`),
    /^ {2}end$/,
    /^ {2}[SP]\w* --> [SP]\w*$/,
    /^ {2}classDef todo [\w#:,]+$/,
    /^ {2}class S\w*(?:,S\w*)* todo$/,
  ];
  for (const line of lines) assert.ok(known.some((pattern) => pattern.test(line)), line);
  const ids = lines.flatMap((line) => /^ {4}(\w+)\[/.exec(line)?.[1] ?? []);
  assert.equal(new Set(ids).size, HOSTILE.length);
});

Deno.test("gantt: hostile texts stay inside their names", () => {
  const lines = (exportPlan(hostilePlan(), "gantt")["gantt.mmd"] ?? "").trimEnd().split("\n");
  const name = String.raw`(?:[^"#&<>;:%{}[\]|\`\\$@~^*]|#\d{2,3};)+`;
  const known = [
    new RegExp(`^ {2}\\d\\.\\d+ ${name} :S\\w*, (?:1970-01-01|after [SP]\\w*(?: [SP]\\w*)*), (?:6|12|24)h$`),
    new RegExp(`^ {2}section Phase \\d ${name}$`),
    /^ {2}Phase \d ends :milestone, P\d, after S\w*(?: S\w*)*, 0d$/,
  ];
  for (const line of lines.slice(6)) assert.ok(known.some((pattern) => pattern.test(line)), line);
  assert.match(lines[1] ?? "", new RegExp(`^ {2}title ${name}$`));
});

Deno.test("github: each body has one mark, its own, and calls nobody", () => {
  const plan = hostilePlan();
  const issues: { title: string; body: string; labels: string[] }[] = JSON.parse(
    exportPlan(plan, "github")["issues.json"] ?? "",
  );
  const ids = plan.phases.flatMap(({ steps }) => steps.map(({ id }) => id));
  assert.equal(new Set(issues.map(({ body }) => body.split("\n")[0])).size, HOSTILE.length);
  issues.forEach(({ title, body, labels }, at) => {
    assert.ok(title.length <= 256 && !title.includes("\n"));
    assert.ok(body.length < 65_536);
    assert.equal(body.split("\n")[0], githubMark(ids[at] ?? ""));
    assert.match(body, /^<!-- devussy:[\w.%]+ -->\n/);
    assert.equal(count(body, "<!--"), 1, body);
    assert.doesNotMatch(withoutCode(body), /(?<![\w\\])@\w|(?<!&)#\d|GH-\d|<script/);
    assert.ok(labels.every((label) => label.length <= 50));
  });
});

Deno.test("backlog: the front matter is what YAML says, and each section has its two marks", () => {
  const files = Object.values(exportPlan(hostilePlan(), "backlog"));
  assert.equal(files.length, HOSTILE.length);
  files.forEach((text, at) => {
    const [, head = "", body = ""] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];
    const facts = load(head) as Record<string, unknown>;
    const task = (place: number) => `TASK-${100 * (Math.floor(place / 8) + 1) + place % 8 + 1}`;
    assert.equal(facts.id, task(at));
    assert.equal(facts.status, "To Do");
    assert.deepEqual(facts.dependencies, at === 0 ? [] : [task(at - 1)]);
    assert.ok(String(facts.title).startsWith(`${Math.floor(at / 8) + 1}.${at % 8 + 1} `));
    for (const mark of ["SECTION:DESCRIPTION", "AC", "SECTION:PLAN"]) {
      for (const side of ["BEGIN", "END"]) assert.equal(count(body, `<!-- ${mark}:${side} -->`), 1, text);
    }
  });
});

Deno.test("openspec and speckit: no text opens a heading, a list with boxes or HTML of its own", () => {
  for (const format of ["openspec", "speckit"] as const) {
    for (const [path, text] of Object.entries(exportPlan(hostilePlan(), format))) {
      assert.doesNotMatch(
        withoutCode(text),
        /<script|<!--|^\s*[-*] \[x\]|^#+ (?:heading|9\. More)/m,
        path,
      );
    }
  }
});

Deno.test("tools that know no phases are told what a phase waits for, and retired steps hold nothing up", () => {
  const plan = goodPlan();
  const [, second] = plan.phases;
  if (second !== undefined) second.steps = [step("2.1"), step("2.2", { dependsOn: ["2.1"] })];
  Object.assign(plan.phases[0]?.steps[2] ?? {}, { status: "retired" });
  const { master } = JSON.parse(exportPlan(plan, "taskmaster")["tasks.json"] ?? "");
  assert.deepEqual(
    master.tasks.map(({ id, status, dependencies }: Record<string, unknown>) => [id, status, dependencies]),
    [
      [101, "pending", []],
      [102, "pending", [101]],
      [103, "cancelled", [102]],
      [201, "pending", [102]],
      [202, "pending", [201]],
    ],
  );
  assert.match(exportPlan(plan, "mermaid")["plan.mmd"] ?? "", /\n {2}P1 --> P2\n/);
});

Deno.test("a step keeps the number of its task when a phase before it grows", () => {
  const plan = goodPlan();
  const idsOf = () =>
    new Map(
      (JSON.parse(exportPlan(plan, "taskmaster")["tasks.json"] ?? "").master.tasks as { id: number; title: string }[])
        .map(({ id, title }) => [title, id]),
    );
  const before = idsOf();
  plan.phases[0]?.steps.push(step("1.4", { title: "A new one" }));
  const after = idsOf();
  for (const [title, id] of before) assert.equal(after.get(title), id, title);
  // However many steps a phase has, no two have one number.
  plan.phases[0]?.steps.push(...Array.from({ length: 150 }, (_, at) => step(`1.${at + 5}`, { title: `Step ${at}` })));
  const many = idsOf();
  assert.equal(new Set(many.values()).size, many.size);
});
