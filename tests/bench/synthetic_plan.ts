/**
 * Sound plans of any size, for benches: every step is its own, and waits for the one before it and for one long before.
 * @module
 */
import type { Phase, Plan, Requirement, Risk, Step } from "../../mod.ts";

const STEPS_A_REQUIREMENT = 5;
const STEPS_A_PHASE = 10;

const THINGS =
  "invoice meadow orchard parcel ledger voucher harbour lantern museum saddle canvas beacon garden kettle violin anchor basket compass feather glacier hammer island jacket kayak ladder magnet needle oyster pencil quarry ribbon saucer tunnel umbrella valley wagon yarn zebra acorn barrel"
    .split(" ");
const DEEDS =
  "weigh sort paint lend stamp trade borrow count label fold press polish measure archive publish reserve renew merge split rotate freeze thaw rank quote"
    .split(" ");
const SIDES = "northern southern eastern western upper lower inner outer early late narrow broad silver copper amber"
  .split(" ");

/** A word of a list by a number that is spread over it. */
function pick(words: readonly string[], seed: number): string {
  return words[(Math.imul(seed + 1, 0x9e3779b1) >>> 8) % words.length] ?? "";
}

function matterOf(at: number): { deed: string; side: string; thing: string; name: string } {
  const [deed, side, thing] = [pick(DEEDS, at), pick(SIDES, at * 7 + 3), pick(THINGS, at * 13 + 5)];
  return { deed, side, thing, name: `${deed}_${side}_${thing}_${at}` };
}

function requirementAt(at: number): Requirement {
  const { deed, side, thing } = matterOf(at * STEPS_A_REQUIREMENT);
  return {
    id: `R${at + 1}`,
    text: `Users ${deed} the ${side} ${thing} of branch ${at + 1}.`,
    kind: "functional",
    priority: "must",
    source: { from: "brief", line: at + 1 },
    acceptance: [],
    status: "active",
  };
}

function stepAt(at: number, requirements: number): Step {
  const [phase, position] = [Math.floor(at / STEPS_A_PHASE) + 1, at % STEPS_A_PHASE + 1];
  const { deed, side, thing, name } = matterOf(at);
  const other = matterOf(at * 3 + 1);
  const before = (n: number) => `${Math.floor(n / STEPS_A_PHASE) + 1}.${n % STEPS_A_PHASE + 1}`;
  const common = {
    id: `S${at.toString(36).padStart(4, "0")}`,
    number: `${phase}.${position}`,
    dependsOn: at === 0 ? [] : [...new Set([before(Math.floor(at / 2)), before(at - 1)])],
    size: "S" as const,
    status: "todo" as const,
    generatedBy: "offline",
  };
  if (at === 1) {
    return {
      ...common,
      type: "enabler",
      title: "Run the tests in CI",
      do: ["Let the workflow install Go, then run the linter and all tests on each push; a red run blocks the merge."],
      requirements: [],
      deliverables: [{ path: ".github/workflows/ci.yml", action: "create" }],
      verify: [{ expect: "The run of the newest commit is green and lists both commands." }],
    };
  }
  if (at === 2) {
    return {
      ...common,
      type: "docs",
      title: "Write the README",
      do: ["Tell in README.md how to set the program up and how to use each of its commands, with the output of one."],
      requirements: [],
      deliverables: [{ path: "README.md", action: "create" }],
      verify: [{ expect: "Somebody new sees the first result by the README alone." }],
    };
  }
  return {
    ...common,
    type: "feature",
    title: `Let users ${deed} the ${side} ${thing} of branch ${at}`,
    do: [
      `Read the ${side} ${thing} ${at} from its row, and ${deed} it with the ${other.side} ${other.thing} that stands beside it.`,
      `Refuse a ${thing} of more than ${at % 90 + 10} entries with a message that names the ${other.thing}; test both.`,
    ],
    requirements: [`R${Math.floor(at / STEPS_A_REQUIREMENT) % requirements + 1}`],
    deliverables: [
      { path: `internal/p${phase}/${name}.go`, action: "create" },
      { path: `internal/p${phase}/${name}_test.go`, action: "create" },
    ],
    verify: [{
      command: `go test ./internal/p${phase}/...`,
      expect: `passes with ${at % 7 + 2} cases for the ${side} ${thing}.`,
    }],
  };
}

function phaseAt(number: number, steps: Step[]): Phase {
  const { deed, thing } = matterOf(number);
  return {
    number,
    title: `The ${thing} of part ${number}`,
    goal: `Users ${deed} what part ${number} is for.`,
    kind: "feature",
    requirements: [...new Set(steps.flatMap(({ requirements }) => requirements))],
    dependsOn: number === 1 ? [] : [number - 1],
    exitCriteria: [`The tests of part ${number} pass.`],
    steps,
    generatedBy: "offline",
  };
}

function riskAt(at: number): Risk {
  const { side, thing } = matterOf(at);
  return {
    id: `K${at + 1}`,
    text: `The ${side} ${thing} is lost when the program ends.`,
    likelihood: "low",
    impact: "high",
    mitigation: `Write the ${thing} before the answer is sent, as step 1.4 does.`,
    requirements: ["R1"],
    steps: ["1.4"],
  };
}

/** A sound plan of so many steps, at least ten, with a requirement for every five. */
export function syntheticPlan(size: number): Plan {
  const count = Math.max(1, Math.floor(size / STEPS_A_REQUIREMENT));
  const steps = Array.from({ length: size }, (_, at) => stepAt(at, count));
  const phases = Array.from(
    { length: Math.ceil(size / STEPS_A_PHASE) },
    (_, at) => phaseAt(at + 1, steps.slice(at * STEPS_A_PHASE, (at + 1) * STEPS_A_PHASE)),
  );
  return {
    schemaVersion: 1,
    revision: 1,
    project: {
      name: "Branches",
      summary: "A program for the branches of a company.",
      languages: ["Go"],
      frameworks: [],
      apis: [],
    },
    requirements: Array.from({ length: count }, (_, at) => requirementAt(at)),
    assumptions: [{ id: "A1", text: "One server carries the load.", ifWrong: "Add another." }],
    questions: [{ id: "Q1", text: "How long are entries kept?" }],
    design: {
      objectives: ["All branches work with one program."],
      techStack: [{ name: "Go", why: "It was asked for." }],
      architecture: "One program with one package for each part.",
      components: [{ name: "Parts", purpose: "Keeps the entries.", path: "internal/", requirements: ["R1"] }],
      dependencies: [],
      decisions: [{ id: "D1", choice: "One table", alternatives: ["Two"], why: "It is enough." }],
      complexity: "high",
      estimatedPhases: phases.length,
      generatedBy: "offline",
    },
    risks: [riskAt(0), riskAt(1), riskAt(2)],
    commands: { setup: "go mod download", test: "go test ./...", lint: "go vet ./...", run: "go run ." },
    definitionOfDone: ["All tests pass."],
    phases,
    handoff: { instructions: ["Work in order."], stopWhen: ["A test fails."], notes: [], generatedBy: "offline" },
    provenance: { tool: "devussy 0.1.0", runs: [] },
  };
}
