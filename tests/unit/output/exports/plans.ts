/** Plans for the tests of exports. */
import fc from "fast-check";
import type { Plan, Step, StepStatus } from "../../../../src/plan/types.ts";
import { goodPlan, phase, requirement, step } from "../../plan/builders.ts";

/** A plan with a step in each state, a retired one that another waited for, and requirements of each kind. */
export function workedPlan(): Plan {
  const plan = goodPlan({
    requirements: [
      requirement("R1", "Users can shorten links.", {
        group: "Links",
        acceptance: ["A link of 2000 characters is refused."],
      }),
      requirement("R2", "Users can count clicks.", { group: "Clicks: per day", priority: "should" }),
      requirement("R3", "A redirect takes less than 50 ms.", { kind: "quality" }),
      requirement("R4", "Users can pay.", { status: "retired" }),
    ],
  });
  const [first, second, third] = plan.phases[0]?.steps ?? [];
  Object.assign(first ?? {}, { status: "done", why: "It comes first.", title: 'Store "links" & codes, <fast>' });
  Object.assign(second ?? {}, { status: "doing" });
  Object.assign(third ?? {}, { status: "retired" });
  Object.assign(plan.phases[1]?.steps[0] ?? {}, { dependsOn: ["1.2", "1.3", "9.9"], size: "L" });
  Object.assign(plan.phases[1]?.steps[2] ?? {}, { requirements: ["R3", "R4"] });
  return plan;
}

/** Texts that mean something in one format or another, or that no careless writer survives. */
export const HOSTILE: readonly string[] = [
  'quoted "] end',
  "end",
  "a\nb\n--- \n- [x] 9.9 injected\n## 9. More",
  "--> <!-- devussy:S0000 --> <script>alert(1)</script>",
  "`open and ``more",
  "%% comment %%{init: {}}%%",
  "style: x; classDef y; click z",
  "=HYPERLINK(1)",
  "  @SUM(A1)",
  "+1",
  "-2,3;4",
  "'quote' and ''two''",
  "title: {a: b} [c] # d & e | f",
  "[P] [US9] T001 text",
  "1. item",
  "# heading",
  "> quote",
  "* star",
  "~~~",
  "ends with a backslash \\",
  "שלום עולם",
  "👩‍👩‍👧‍👦 family \u{1f680}",
  "ﬁ ǅ İ",
  "CON",
  "../../etc/passwd",
  "nul.txt",
  "...",
  "@octocat closes #1 and octo/repo#2, GH-3 `@not` ` @yes",
  "</details> &lt; &#35; #35;",
  "SECTION:PLAN:END --> <!-- AC:BEGIN -->",
  "x".repeat(3_000),
  "😀".repeat(200),
];

/** A plan in which all texts are hostile. */
export function hostilePlan(): Plan {
  const at = (index: number) => HOSTILE[index % HOSTILE.length] ?? "";
  const steps = HOSTILE.map((title, index): Step =>
    step(`${Math.floor(index / 8) + 1}.${index % 8 + 1}`, {
      id: index % 3 === 0 ? `S${index}ab` : `${at(index + 5)}${index}`,
      title,
      why: at(index + 1),
      do: [at(index + 2), at(index + 3)],
      requirements: ["R1", at(index + 4)],
      dependsOn: index === 0 ? [] : [`${Math.floor((index - 1) / 8) + 1}.${(index - 1) % 8 + 1}`, at(index)],
      deliverables: [{ path: at(index + 6), action: "create" }],
      verify: [{ command: at(index + 7), expect: at(index + 8) }, { expect: at(index + 9) }],
    })
  );
  const plan = goodPlan({
    requirements: HOSTILE.map((text, index) =>
      requirement(`R${index + 1}`, text, { group: at(index + 1), acceptance: [at(index + 2)] })
    ),
    definitionOfDone: [...HOSTILE],
    questions: HOSTILE.map((text, index) => ({ id: `Q${index + 1}`, text })),
    phases: [0, 1, 2, 3].map((index) =>
      phase(index + 1, steps.slice(index * 8, index * 8 + 8), {
        title: at(index * 5),
        goal: at(index + 3),
        exitCriteria: [at(index + 4)],
        dependsOn: index === 0 ? [] : [index],
      })
    ),
  });
  plan.project.name = HOSTILE.join(" ").slice(0, 500);
  plan.project.summary = at(3);
  return plan;
}

const WORDS = [
  "Store",
  "links",
  "(fast)",
  "under",
  "codes,",
  "größer",
  "読み込み",
  '"all"',
  "users'",
  "R1",
  "50%",
  "count: ten",
  "A/B",
  "x-y",
  "[draft]",
];
const title = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
const status = fc.constantFrom<StepStatus>("todo", "todo", "doing", "done", "done", "retired");

/** Small plans with every state, in which steps wait for some of those before them. */
export const plans: fc.Arbitrary<Plan> = fc.array(
  fc.record({
    title,
    waits: fc.boolean(),
    steps: fc.array(fc.record({ title, status, needs: fc.array(fc.nat(20), { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 5,
    }),
  }),
  { minLength: 1, maxLength: 4 },
).map((drafts) => {
  const before: string[] = [];
  const all = drafts.map((draft, p) =>
    phase(
      p + 1,
      draft.steps.map((one, s) => {
        const number = `${p + 1}.${s + 1}`;
        const dependsOn = [...new Set(one.needs.flatMap((need) => before[need] ?? []))];
        before.push(number);
        return step(number, { title: `Make ${one.title} ${number.replace(".", "of")}`, status: one.status, dependsOn });
      }),
      { title: `Part ${draft.title} ${p + 1}`, dependsOn: draft.waits && p > 0 ? [p] : [] },
    )
  );
  return goodPlan({ phases: all });
}).filter(({ phases }) => phases.some(({ steps }) => steps.some(({ status }) => status !== "retired")));
