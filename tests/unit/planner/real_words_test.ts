/**
 * How people really write: letters, deferred wishes, two-sided stacks. Each case once went wrong.
 * @module
 */
import assert from "node:assert/strict";
import { createLLMClient, type Plan, runPipeline, startPlan } from "../../../mod.ts";

async function planOf(brief: string, name = "Roster"): Promise<Plan> {
  return await runPipeline(startPlan({ name, brief }), { client: createLLMClient("offline", {}), brief });
}

const asked = (plan: Plan) => plan.requirements.map(({ text, kind, priority }) => `${kind} ${priority}: ${text}`);
const steps = (plan: Plan) => plan.phases.flatMap((phase) => phase.steps);

Deno.test("a letter: greeting, small talk and signature demand nothing; what comes later could, what is out is out", async () => {
  const plan = await planOf(
    "Hi Tom,\n\nhope you had a good weekend! Managers publish shifts.\nLater we will add GraphQL. Out of scope: billing.\n\nThanks!\nBob",
  );
  assert.deepEqual(asked(plan), [
    "functional must: Managers publish shifts.",
    "functional could: Later we will add GraphQL.",
    "constraint must: Out of scope: billing.",
  ]);
  assert.doesNotMatch(plan.project.summary, /weekend/);
  const excluded = steps(plan).filter(({ requirements }) => requirements.includes("R3"));
  assert.deepEqual(excluded.map(({ type }) => type), ["docs"]);
  assert.match(excluded[0]!.do.join("\n"), /build none of it: billing/);
});

Deno.test("headings and tables set priorities, people and dates are no features", async () => {
  const plan = await planOf(
    "# App\n\n*Author: Dana K.*\n\n## Should have\n\n- Export to PDF\n\n## Could have\n\n- Dark mode\n\n## Team\n\n- Anna, Bob\n\n" +
      "## Timeline\n\n- Alpha: May 1\n\n## Features\n\n| Feature | Prio |\n|---|---|\n| Search | High |\n| Bidding | Won't |\n",
  );
  assert.deepEqual(asked(plan), [
    "functional should: Export to PDF",
    "functional could: Dark mode",
    "functional must: Search",
    "constraint must: Out of scope: Bidding",
  ]);
});

const STACKS: readonly (readonly [brief: string, languages: string, run: RegExp])[] = [
  ["Port our old PHP shop to Elixir and Phoenix. Customers search products.", "Elixir", /^make run$/],
  ["A React front end and a Spring Boot backend. Users book rooms.", "Java, TypeScript", /spring-boot:run/],
  ["A ruby costs 5 coins. Players react to hits. A browser game in TypeScript.", "TypeScript", /tsx/],
  [
    "Shop with Django.\n\n- Users pay.\n\n```\npython manage.py runserver\n```",
    "Python",
    /^python manage\.py runserver$/,
  ],
  ["Query papers. Run `python ./query.py`.", "Python", /^python query\.py$/],
  ["Query papers. Run `python ../../query.py`.", "Python", /^python -m roster$/],
  ["Balance the nodes of a tree in Python.", "Python", /^python /],
  ["A tool written in COBOL that prints invoices.", "COBOL", /^make run$/],
];
for (const [brief, languages, run] of STACKS) {
  Deno.test(`the stack of "${brief.slice(0, 50)}" is ${languages}`, async () => {
    const plan = await planOf(brief);
    assert.equal(plan.project.languages.join(", "), languages);
    assert.match(plan.commands?.run ?? "", run);
    assert.deepEqual(plan.checks?.findings, []);
  });
}

Deno.test("every stack's first step creates the file that later steps change", async () => {
  for (
    const language of [
      "Deno",
      "Python",
      "Go",
      "Rust",
      "C#",
      "Java",
      "Kotlin",
      "C++",
      "Ruby",
      "PHP",
      "Swift",
      "TypeScript",
      "JavaScript",
      "HTML",
      "Zig",
    ]
  ) {
    for (
      const frameworks of [[], ["React"], ["Django"], ["Rails"], ["Laravel"], ["Vue"], ["Next.js"], ["ASP.NET Core"]]
    ) {
      const idea = startPlan({
        name: "Roster",
        languages: [language],
        frameworks,
        requirements: "Managers publish shifts. Staff swap shifts.",
      });
      const plan = await runPipeline(idea, { client: createLLMClient("offline", {}) });
      const made = new Set<string>();
      for (const { number, deliverables } of steps(plan)) {
        for (const { path, action } of deliverables) {
          assert.ok(
            action === "create" || made.has(path),
            `${language} ${frameworks}: step ${number} changes ${path}, which nobody made`,
          );
          made.add(path);
        }
      }
    }
  }
});

Deno.test("a requirement behind a long list of actions is planned too", async () => {
  const plan = await planOf(
    "## Recipes\n\n- Users can add, edit, delete, share, export, import, rate, sort and print recipes\n" +
      "- Admins can review, approve, archive and restore them\n",
  );
  // The step that makes things fail on purpose cites it as well: a feature step must.
  assert.ok(steps(plan).some(({ type, requirements }) => type === "feature" && requirements.includes("R2")));
});
