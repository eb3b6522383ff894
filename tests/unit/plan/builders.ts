/** Small plans and parts of them, for tests. */
import { extractRequirements } from "../../../src/plan/requirements/extract.ts";
import type { Phase, Plan, Requirement, Step } from "../../../src/plan/types.ts";

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

/** A sound step; its id follows from its number. */
export function step(number: string, more: Partial<Step> = {}): Step {
  return {
    id: `S${number.replace(".", "x")}`,
    number,
    type: "feature",
    title: `Build part ${number.replace(".", " of ")}`,
    do: ["Write the function and its test."],
    requirements: ["R1"],
    dependsOn: [],
    deliverables: [{ path: `src/part_${number.replace(".", "_")}.ts`, action: "create" }],
    verify: [{ command: "deno test", expect: "passes with three cases." }],
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

/** A plan without findings: two requirements, two phases, three steps. */
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
    risks: [{
      id: "K1",
      text: "Links are guessed.",
      likelihood: "low",
      impact: "high",
      mitigation: "Use random ids.",
      requirements: ["R1"],
      steps: ["1.1"],
    }],
    commands: { setup: "go mod download", test: "go test ./...", lint: "go vet ./...", run: "go run ." },
    definitionOfDone: ["All tests pass."],
    phases: [
      phase(1, [step("1.1"), step("1.2", { dependsOn: ["1.1"] })], { dependsOn: [] }),
      phase(2, [step("2.1", { requirements: ["R2"], dependsOn: ["1.2"] })], { requirements: ["R2"], dependsOn: [1] }),
    ],
    handoff: { instructions: ["Work in order."], stopWhen: ["A test fails."], notes: [], generatedBy: "offline" },
    provenance: { tool: "devussy 0.1.0", runs: [] },
    ...more,
  };
}

/** A good plan whose first step is changed. */
export function withStep(more: Partial<Step>, plan: Partial<Plan> = {}): Plan {
  const good = goodPlan(plan);
  const first = good.phases[0]?.steps[0];
  if (first === undefined) throw new Error("expected a first step");
  Object.assign(first, more);
  return good;
}
