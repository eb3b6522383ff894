/** Small plans and parts of them, for tests. */
import { extractRequirements } from "../../../src/plan/requirements/extract.ts";
import type { Phase, Plan, Requirement, Risk, Step } from "../../../src/plan/types.ts";

/** The requirements of a brief. */
export function fromBrief(text: string): Requirement[] {
  return extractRequirements([{ from: "brief", text }]);
}

/** The texts of the requirements of a brief. */
export function textsOf(text: string): string[] {
  return fromBrief(text).map((requirement) => requirement.text);
}

/** An active requirement of a feature. */
export function requirement(id: string, text: string, more: Partial<Requirement> = {}): Requirement {
  return {
    id,
    text,
    kind: "functional",
    priority: "must",
    source: { from: "brief", line: 1 },
    acceptance: [],
    status: "active",
    ...more,
  };
}

/** What the steps of small plans are about, so that no two are alike. */
const MATTERS = [
  "a new short code for each long address, and refuse addresses over 2000 characters",
  "the lookup of a code, which answers 404 where nobody made it",
  "the count of clicks by day, kept in one row for each code and date",
  "the page of an owner, with the 20 newest codes and their totals",
  "the limit of 10 codes a minute for one caller, told by a Retry-After header",
  "the export of all codes as a file with one line each, in the order of making",
];

/** A sound step; its id and its matter follow from its number. */
export function step(number: string, more: Partial<Step> = {}): Step {
  const [phase = 1, position = 1] = number.split(".").map(Number);
  const name = `part_${number.replace(".", "_")}`;
  return {
    id: `S${number.replace(".", "x")}`,
    number,
    type: "feature",
    title: `Build part ${number.replace(".", " of ")}`,
    do: [`Write ${MATTERS[(phase * 3 + position) % MATTERS.length]}.`, `Test ${name} with an empty and a long input.`],
    requirements: ["R1"],
    dependsOn: [],
    deliverables: [{ path: `${name}.go`, action: "create" }, { path: `${name}_test.go`, action: "create" }],
    verify: [{ command: "go test ./...", expect: "passes with three cases." }],
    size: "S",
    status: "todo",
    generatedBy: "offline",
    ...more,
  };
}

/** A phase around some steps. */
export function phase(number: number, steps: Step[], more: Partial<Phase> = {}): Phase {
  return {
    number,
    title: `Phase ${number}`,
    goal: "Something can be used.",
    kind: "feature",
    requirements: ["R1"],
    exitCriteria: ["The tests pass."],
    steps,
    generatedBy: "offline",
    ...more,
  };
}

/** A plan without findings: two requirements, two phases with three steps each. */
export function goodPlan(more: Partial<Plan> = {}): Plan {
  return {
    schemaVersion: 1,
    revision: 1,
    project: { name: "Link shortener", summary: "It shortens links.", languages: ["Go"], frameworks: [], apis: [] },
    requirements: [requirement("R1", "Users can shorten links."), requirement("R2", "Users can count clicks.")],
    assumptions: [{ id: "A1", text: "One server is enough.", ifWrong: "Add another." }],
    questions: [{ id: "Q1", text: "How long do links live?" }],
    design: {
      objectives: ["Short links"],
      techStack: [{ name: "Go", why: "It was asked for." }],
      architecture: "One program.",
      components: [{ name: "Links", purpose: "Keeps links.", path: "links.go", requirements: ["R1"] }],
      dependencies: [],
      decisions: [{ id: "D1", choice: "One table", alternatives: ["Two"], why: "It is enough." }],
      complexity: "low",
      estimatedPhases: 2,
      generatedBy: "offline",
    },
    risks: [
      risk("K1", "Links are guessed.", "Use random codes."),
      risk("K2", "Clicks are lost when the program ends.", "Write each click before the answer."),
      risk("K3", "A list of codes grows too long to show.", "Show 20 on a page."),
    ],
    commands: { setup: "go mod download", test: "go test ./...", lint: "go vet ./...", run: "go run ." },
    definitionOfDone: ["All tests pass."],
    phases: [
      phase(1, [step("1.1"), step("1.2", { dependsOn: ["1.1"] }), ciStep("1.3", { dependsOn: ["1.2"] })], {
        dependsOn: [],
      }),
      phase(2, [
        step("2.1", { requirements: ["R2"], dependsOn: ["1.2"] }),
        step("2.2", { requirements: ["R2"], dependsOn: ["2.1"] }),
        readmeStep("2.3", { dependsOn: ["2.2"] }),
      ], { requirements: ["R2"], dependsOn: [1] }),
    ],
    handoff: { instructions: ["Work in order."], stopWhen: ["A test fails."], notes: [], generatedBy: "offline" },
    provenance: { tool: "devussy 0.1.0", runs: [] },
    ...more,
  };
}

function risk(id: string, text: string, mitigation: string): Risk {
  return { id, text, likelihood: "low", impact: "high", mitigation, requirements: ["R1"], steps: ["1.1"] };
}

/** A step that sets CI up. */
export function ciStep(number: string, more: Partial<Step> = {}): Step {
  return step(number, {
    type: "enabler",
    title: "Run the tests in CI",
    do: ["Let the workflow install Go, then run the linter and all tests on each push; a red run blocks the merge."],
    requirements: [],
    deliverables: [{ path: ".github/workflows/ci.yml", action: "create" }],
    verify: [{ expect: "The run of the newest commit is green and lists both commands." }],
    ...more,
  });
}

/** A step that writes the README. */
export function readmeStep(number: string, more: Partial<Step> = {}): Step {
  return step(number, {
    type: "docs",
    title: "Write the README",
    do: ["Tell in README.md how to set the program up, how to shorten a link and how to read its clicks, with output."],
    requirements: [],
    deliverables: [{ path: "README.md", action: "create" }],
    verify: [{ expect: "Somebody new shortens a link by the README alone." }],
    ...more,
  });
}

/** A good plan whose first step is changed. */
export function withStep(more: Partial<Step>, plan: Partial<Plan> = {}): Plan {
  const good = goodPlan(plan);
  const first = good.phases[0]?.steps[0];
  if (first === undefined) throw new Error("expected a first step");
  Object.assign(first, more);
  return good;
}
