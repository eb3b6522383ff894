import assert from "node:assert/strict";
import fc from "fast-check";
import { createLLMClient, type Plan, runPipeline, startPlan } from "../../../../mod.ts";
import { demandsIn, isUndecided, type Settled } from "../../../../src/plan/requirements/answer.ts";
import {
  assumedQuestion,
  questionKey,
  settledBy,
  withoutSettled,
  writeSettled,
} from "../../../../src/plan/requirements/settled.ts";
import { openPoints } from "../../../../src/plan/requirements/summary.ts";

const WHO = "Who uses it, how many people at a time, and on which devices?";

for (
  const [question, answer, expected] of [
    [WHO, "About 500 people, on phones", [["constraint", "Who uses it: about 500 people, on phones"]]],
    ["How many records are there?", "10,000", [["constraint", "How many records are there: 10,000"]]],
    ["May anyone create links?", "only staff", [["constraint", "May anyone create links: only staff"]]],
    ["What is left out of the first version on purpose?", "Payments", [["excluded", "Payments"]]],
    ["What is left out of the first version on purpose?", "nothing", []],
    ["What must it keep between two runs, and for how long?", "all links", [
      ["feature", "It must keep between two runs: all links"],
    ]],
    ["May links expire?", "Owners can set a day. Expired links must answer 410.", [
      ["feature", "Owners can set a day."],
      ["feature", "Expired links must answer 410."],
    ]],
    ["May links expire?", "They can, after 30 days", [["constraint", "May links expire: They can, after 30 days"]]],
    ["How much data may be lost after a crash: none, an hour, a day?", "None", [
      ["constraint", "How much data may be lost after a crash: none"],
    ]],
    ["Is there a design, style guide or site to follow?", "No. Use Bootstrap.", [
      ["constraint", "Is there a design, style guide or site to follow: no. Use Bootstrap."],
    ]],
    ["May anyone create links, or only staff?", "no", [["constraint", "May anyone create links: no"]]],
    ["Who uses it?", "I don't know yet.", []],
    ["Is there a style guide?", "n/a", []],
    [assumedQuestion("Roles are a fixed list; nobody edits it."), "whatever", []],
    [assumedQuestion("Roles are a fixed list; nobody edits it."), "No.", [
      ["constraint", "Does not hold: Roles are a fixed list; nobody edits it."],
    ]],
    ["Do you need accounts?", "No.", [["excluded", "Out of scope: Do you need accounts? No."]]],
    [assumedQuestion("Roles are a fixed list; nobody edits it."), "yes", [
      ["constraint", "Roles are a fixed list; nobody edits it."],
    ]],
    [assumedQuestion("Roles are a fixed list; nobody edits it."), "No, admins edit it", [
      ["constraint", "Roles are a fixed list: no, admins edit it"],
    ]],
  ] as const
) {
  Deno.test(`demandsIn() makes ${expected.length} of "${question}" with "${answer}"`, () => {
    assert.deepEqual(demandsIn({ question, answer }).map(({ section, text }) => [section, text]), expected);
  });
}

Deno.test("isUndecided() knows who has decided nothing", () => {
  const open =
    "I don't know|I don’t know yet.|idk|no idea|I have no idea|We're not sure yet|Keine Ahnung|Weiß ich nicht|" +
    "ich weiß es noch nicht|I don't care|it's up to you|Doesn't matter.|whatever|je ne sais pas|no lo sé|TBD|?|???";
  const said = "no|none|any|open source|later versions|not sure users may edit|I don't know all, about 50|0|it|-|Noto";
  assert.deepEqual(open.split("|").filter((answer) => !isUndecided(answer, "Who uses it?")), []);
  assert.deepEqual(said.split("|").filter((answer) => isUndecided(answer, "Who uses it?")), []);
  assert.equal(isUndecided("Open.", "Is it open to everybody, or for members?"), false);
});

Deno.test("what nobody has decided stays open, and is no demand", async () => {
  const question = "Who uses it, how many people at a time, and on which devices?";
  const plan = await planOf(`Shorten links.\n\n${writeSettled([{ question, answer: "I don't know" }])}`);
  assert.deepEqual(plan.requirements.map(({ text }) => text), ["Shorten links."]);
  assert.ok(plan.questions.some(({ text }) => text === question));
});

Deno.test("an assumption that is denied is decided the other way", async () => {
  const question = assumedQuestion("Shortening the same address twice gives two different codes.");
  const plan = await planOf(
    `Shorten links.\n\n${writeSettled([{ question, answer: "No, the same address gives the existing code" }])}`,
  );
  assert.ok(plan.design?.decisions.some(({ choice }) => /returns the existing code/.test(choice)));
});

Deno.test("startPlan() reads answers in a list of their own, wrapped or not, and no other list so", () => {
  const brief = "# Shop\n\nUsers can sell books.\n\n## Answers\n\n- Who pays,\n  and how? The buyer,\n  by card.\n" +
    "- Users can post answers.\n\n## Search\n\n- Is it fast? Search must be fast.\n";
  const { requirements } = startPlan({ name: "Shop", brief });
  assert.deepEqual(requirements.map(({ text, source }) => [source.from === "brief" ? source.line : 0, text]), [
    [3, "Users can sell books."],
    [7, "Who pays, and how: The buyer, by card."],
    [10, "Users can post answers."],
    [14, "Is it fast? Search must be fast."],
  ]);
});

Deno.test("openPoints() leaves out what a brief answers, wherever it asks", () => {
  const brief =
    "Should links expire? Which colours?\n\n## Answers\n\n- Should LINKS expire? After a year\n- Who pays?\n";
  assert.deepEqual(openPoints(brief), ["Which colours?", "Who pays?"]);
});

Deno.test("withoutSettled() takes answered questions out and keeps all other lines at their numbers", () => {
  const brief = "a\n\n## Answers\n\n- Is it\n  so? Yes\n- Open?\n\n# Next\n\n- Is this? It is.\n";
  assert.equal(withoutSettled(brief), "a\n\n## Answers\n\n\n\n- Open?\n\n# Next\n\n- Is this? It is.\n");
});

Deno.test("writeSettled() writes what settledBy() reads, whatever was asked and answered", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.constantFrom("# a", "- b", "```", "<!-- c", "| d |", "1. e", "> f", "Assumed: g", "h? i? j"),
  );
  fc.assert(fc.property(fc.array(fc.tuple(text, text), { maxLength: 6 }), (pairs) => {
    const settled = pairs.map(([a, b], at): Settled => ({
      question: `Question ${at} ${a}`,
      answer: `answer ${at} ${b}`,
    }));
    const read = settledBy(`# Title\n\nUsers can write.\n\n${writeSettled(settled)}`);
    assert.deepEqual(
      read.map(({ question }) => questionKey(question)),
      settled.map(({ question }) => questionKey(question)),
    );
    read.forEach(({ answer }, at) => assert.ok(answer.startsWith(`answer ${at}`), answer));
  }));
});

/** Ideas of five kinds. */
const IDEAS: Readonly<Record<string, string>> = {
  "a service": "Shorten links. Redirect visitors. Count clicks.",
  "a page": "An editor for Markdown in the browser with a live preview.",
  "a tool": "A command line tool in Python that reads a CSV file, removes duplicate rows and writes a report as JSON.",
  "a model": "Train a model in Python that predicts heart disease from patient data, and report its accuracy.",
  "a team's board": "Teams create projects, assign tasks, comment and move tasks between columns of a Kanban board.",
};

const planOf = async (brief: string): Promise<Plan> =>
  await runPipeline(startPlan({ name: "Thing", brief }), { client: createLLMClient("offline", {}), brief });

for (const [what, brief] of Object.entries(IDEAS)) {
  Deno.test(`a plan of ${what} whose open points are all answered is sound, and leaves none of them open`, async () => {
    const open = await planOf(brief);
    const assumed = open.assumptions.filter(({ text }) => !/no language|GitHub Actions/.test(text));
    const settled: Settled[] = [
      ...open.questions.map(({ text }) => ({ question: text, answer: "about 500, on phones" })),
      ...assumed.map(({ text }, at) => ({ question: assumedQuestion(text), answer: at % 2 === 0 ? "yes" : "no" })),
    ];
    const plan = await planOf(`${brief}\n\n${writeSettled(settled)}`);
    assert.equal(plan.checks?.score, 100, JSON.stringify(plan.checks?.findings));
    const texts = plan.requirements.slice(open.requirements.length).map(({ text }) => text);
    assert.equal(texts.length, settled.length, texts.join("\n"));
    const before = new Set([...open.questions.map(({ text }) => text), ...assumed.map(({ text }) => text)]);
    const after = [...plan.questions, ...plan.assumptions].map(({ text }) => text);
    assert.deepEqual(after.filter((text) => before.has(text)), []);
    // What nobody was asked does not turn up behind the answers.
    assert.deepEqual(after.filter((text) => !/GitHub Actions|no language/.test(text)), []);
    // What was asked chooses no other stack.
    assert.deepEqual(plan.project.languages, open.project.languages);
    // Every answer is worked on: each is cited by a step.
    const cited = new Set(plan.phases.flatMap(({ steps }) => steps.flatMap(({ requirements }) => requirements)));
    assert.deepEqual(plan.requirements.filter(({ id }) => !cited.has(id)).map(({ text }) => text), []);
  });
}

Deno.test("what is left out on purpose is no reason to plan for it", async () => {
  const brief = `Shorten links.\n\n${
    writeSettled([{ question: "What is left out of the first version on purpose?", answer: "Payments and refunds" }])
  }`;
  const plan = await planOf(brief);
  assert.deepEqual(plan.requirements.at(-1)?.text, "Out of scope: Payments and refunds");
  assert.doesNotMatch(JSON.stringify([plan.questions, plan.assumptions, plan.risks]), /payment|refund|currenc/i);
});
