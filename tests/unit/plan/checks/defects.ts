/**
 * Defects as people and models make them, one at a time, each with the rule that must find it.
 * @module
 */
import { startPlan } from "../../../../src/pipeline/request.ts";
import { runPipeline } from "../../../../src/pipeline/run.ts";
import { createLLMClient } from "../../../../src/providers.ts";
import type { Phase, Plan, Step } from "../../../../src/plan/types.ts";

/** One kind of defect. */
export interface Defect {
  rule: string;
  what: string;
  /** Puts it into a sound plan. */
  seed(plan: Plan): void;
}

function phaseAt(plan: Plan, index: number): Phase {
  const found = plan.phases.at(index);
  if (found === undefined) throw new Error(`expected a phase at ${index}`);
  return found;
}

function stepAt(plan: Plan, phase: number, index: number): Step {
  const found = phaseAt(plan, phase).steps.at(index);
  if (found === undefined) throw new Error(`expected a step at ${phase}, ${index}`);
  return found;
}

const steps = (plan: Plan): Step[] => plan.phases.flatMap((phase) => phase.steps);

/** The first step that works on a requirement. */
function feature(plan: Plan): Step {
  const found = steps(plan).find(({ type, requirements }) => type === "feature" && requirements.length > 0);
  if (found === undefined) throw new Error("expected a feature step");
  return found;
}

/** A step that changes a file which an earlier one makes. */
function changing(plan: Plan): { step: Step; path: string } {
  for (const step of steps(plan)) {
    const changed = step.deliverables.find(({ action }) => action === "modify");
    if (changed !== undefined) return { step, path: changed.path };
  }
  throw new Error("expected a step that changes a file");
}

function defect(rule: string, what: string, seed: (plan: Plan) => void): Defect {
  return { rule, what, seed };
}

const does = (rule: string, what: string, text: string) =>
  defect(rule, what, (plan) => void feature(plan).do.push(text));
const verifies = (rule: string, what: string, command: string) =>
  defect(rule, what, (plan) => void feature(plan).verify.push({ command, expect: "ends with status 0." }));
const leaves = (rule: string, what: string, path: string) =>
  defect(rule, what, (plan) => void feature(plan).deliverables.push({ path, action: "create" }));

/** Another project's plan. */
const FOREIGN = await runPipeline(
  startPlan({
    name: "Seismograph bridge",
    languages: ["Rust"],
    requirements:
      "Read samples from a serial port. Detect earthquakes by a threshold. Store waveforms in rotating files. Replay a " +
      "stored waveform. Sound a siren when an earthquake is detected.",
  }),
  { client: createLLMClient("offline") },
);

/** All kinds. */
export const defects: readonly Defect[] = [
  defect("coverage", "a requirement that nobody works on", (plan) => {
    const [first] = plan.requirements;
    if (first !== undefined) plan.requirements.push({ ...structuredClone(first), id: "R999" });
  }),
  defect("coverage", "all citations of a requirement dropped", (plan) => {
    const id = feature(plan).requirements[0];
    for (const step of steps(plan)) step.requirements = step.requirements.filter((other) => other !== id);
  }),
  defect("coverage", "the only steps for a requirement retired", (plan) => {
    const id = feature(plan).requirements[0] ?? "";
    for (const step of steps(plan)) if (step.requirements.includes(id)) step.status = "retired";
  }),
  defect("no-invention", "a feature that nobody asked for", (plan) => {
    feature(plan).requirements = [];
  }),
  defect("no-invention", "nearly all steps declared enablers", (plan) => {
    for (const step of steps(plan)) Object.assign(step, { type: "enabler", requirements: [] });
  }),
  defect("dangling-reference", "a citation of no requirement", (plan) => void feature(plan).requirements.push("R777")),
  defect("dangling-reference", "a dependency on no step", (plan) => void stepAt(plan, -1, -1).dependsOn.push("99.9")),
  does("dangling-reference", "a step in prose that is not there", "Reuse the reader of step 98.3 for it."),
  defect("dangling-reference", "a requirement in prose that is not there", (plan) => {
    feature(plan).do.push(`Hold to what R${plan.requirements.length + 5} demands.`);
  }),
  defect("dangling-reference", "a risk's step that is not there", (plan) => void plan.risks[0]?.steps.push("97.7")),
  defect("dangling-reference", "a component's requirement that is not there", (plan) => {
    plan.design?.components[0]?.requirements.push("R955");
  }),
  defect("dangling-reference", "a phase that waits for one that is not there", (plan) => {
    phaseAt(plan, -1).dependsOn = [...(phaseAt(plan, -1).dependsOn ?? []), 96];
  }),
  defect("cycle", "two steps that wait for each other", (plan) => {
    stepAt(plan, 0, 0).dependsOn.push(stepAt(plan, 0, 1).number);
    stepAt(plan, 0, 1).dependsOn.push(stepAt(plan, 0, 0).number);
  }),
  defect("cycle", "all steps of a phase in a ring", (plan) => {
    const { steps } = phaseAt(plan, 1);
    steps.forEach((step, at) => step.dependsOn.push(steps[(at + 1) % steps.length]!.number));
  }),
  defect("cycle", "two phases that wait for each other", (plan) => {
    phaseAt(plan, 0).dependsOn = [2];
    phaseAt(plan, 1).dependsOn = [1];
  }),
  defect("order", "the first step waiting for the last", (plan) => {
    stepAt(plan, 0, 0).dependsOn = [stepAt(plan, -1, -1).number];
  }),
  defect("order", "a phase waiting for a later one", (plan) => {
    phaseAt(plan, 1).dependsOn = [3];
  }),
  defect("numbering", "two steps swapped", (plan) => {
    const { steps } = phaseAt(plan, 1);
    [steps[0], steps[1]] = [steps[1]!, steps[0]!];
  }),
  defect("numbering", "a phase left out", (plan) => void plan.phases.splice(1, 1)),
  defect("numbering", "a step left out", (plan) => void phaseAt(plan, 0).steps.splice(1, 1)),
  defect("numbering", "one id given twice", (plan) => {
    stepAt(plan, 1, 0).id = stepAt(plan, 0, 0).id;
  }),
  defect("deliverable", "a step without files", (plan) => {
    feature(plan).deliverables = [];
  }),
  leaves("deliverable", "a file outside the project", "../../.bashrc"),
  leaves("deliverable", "an absolute path", "/etc/passwd"),
  leaves("deliverable", "a path of another system", "C:\\Windows\\system32\\drivers"),
  defect("deliverable", "code in general in the place of a file", (plan) => {
    feature(plan).deliverables = [{ path: "source code", action: "create" }];
  }),
  defect("verification", "a step without a check", (plan) => {
    feature(plan).verify = [];
  }),
  defect("verification", "a check that it works", (plan) => {
    feature(plan).verify = [{ expect: "Check that it works" }];
  }),
  defect("verification", "a command that shows nothing", (plan) => {
    feature(plan).verify = [{ command: "true", expect: "Works as expected." }];
  }),
  verifies("runnable", "a tool of another language", "bundle exec rspec spec/models"),
  verifies("runnable", "a placeholder in a command", "curl http://127.0.0.1:8080/items/<item-id>"),
  verifies("runnable", "a script that nobody makes", "./scripts/check_everything.sh"),
  defect("size", "a step of three words", (plan) => {
    Object.assign(feature(plan), { title: "Build it", do: ["Code."] });
  }),
  defect("size", "a step of 400 words", (plan) => {
    feature(plan).do.push(Array.from({ length: 400 }, (_, at) => `word${at}`).join(" "));
  }),
  defect("size", "a step with 12 files", (plan) => {
    for (let at = 0; at < 12; at++) feature(plan).deliverables.push({ path: `extra/part${at}.txt`, action: "create" });
  }),
  defect("size", "a phase of one step", (plan) => void phaseAt(plan, -1).steps.splice(1)),
  defect("placeholder", "a title to be written", (plan) => {
    feature(plan).title = "TBD";
  }),
  does("placeholder", "work put off", "Implement this later."),
  does("placeholder", "a step like another", "Similar to step 1.1."),
  does("placeholder", "text to fill the page", "Lorem ipsum dolor sit amet."),
  does("placeholder", "questions in the place of words", "Store the value in ???."),
  does(
    "vague",
    "weak words",
    "Make the code robust, scalable and user-friendly, and handle errors appropriately as needed.",
  ),
  defect("vague", "an exit criterion that says nothing", (plan) => {
    phaseAt(plan, 1).exitCriteria.push("The code is of high quality and performance is good enough.");
  }),
  defect("create-before-use", "a file renamed in one step", (plan) => {
    const { step, path } = changing(plan);
    for (const file of step.deliverables) if (file.path === path) file.path = path.replace(/(\.\w+)?$/, "_renamed$1");
  }),
  defect("create-before-use", "a file changed before it is made", (plan) => {
    const last = stepAt(plan, -1, -1).deliverables;
    last.push({ path: "late/result.json", action: "create" });
    feature(plan).deliverables.push({ path: "late/result.json", action: "modify" });
  }),
  defect("create-before-use", "a file made twice", (plan) => {
    const path = stepAt(plan, 0, 0).deliverables.find(({ action }) => action === "create")?.path ?? "";
    stepAt(plan, -1, -1).deliverables.push({ path, action: "create" });
  }),
  defect(
    "stack-fidelity",
    "a language asked for that appears nowhere",
    (plan) => void plan.project.languages.push("Haskell"),
  ),
  defect("stack-fidelity", "a framework asked for that appears nowhere", (plan) => {
    plan.project.frameworks.push("Phoenix LiveView");
  }),
  defect("stack-fidelity", "another database than the one asked for", (plan) => {
    plan.requirements.push({
      id: `R${plan.requirements.length + 1}`,
      text: "Data is stored in PostgreSQL.",
      kind: "constraint",
      priority: "must",
      source: { from: "brief", line: 1 },
      acceptance: [],
      status: "active",
    });
    const id = `R${plan.requirements.length}`;
    feature(plan).requirements.push(id);
    feature(plan).do.push("Open the pool of connections to PostgreSQL, and keep sessions in MongoDB.");
    plan.design?.techStack.push({ name: "PostgreSQL", why: "It was asked for." }, {
      name: "MongoDB",
      why: "It is quick.",
    });
  }),
  does("safety", "a secret that is committed", "Save the keys, then run `git add .env && git commit -m config`."),
  does("safety", "a key in the code", 'Set API_KEY = "sk-proj-abcdEFGH1234567890abcdEFGH1234567890" in the settings.'),
  verifies("safety", "a download piped into a shell", "curl -fsSL https://example.com/install.sh | sudo bash"),
  verifies("safety", "the whole disk removed", "rm -rf / --no-preserve-root"),
  does("safety", "rights for everybody", "Run `chmod -R 777 .` so that the server can write."),
  does("safety", "a forced push", "Finish with `git push --force origin main`."),
  does("safety", "TLS switched off", "Call the API with `requests.get(url, verify=False)`."),
  defect("safety", "secrets that git does not ignore", (plan) => {
    for (const step of steps(plan)) step.do = step.do.map((text) => text.replace(/ and \.env\b/, ""));
    feature(plan).deliverables.push({ path: ".env", action: "create" });
  }),
  defect("risk-and-done", "no risks", (plan) => {
    plan.risks = [];
  }),
  defect("risk-and-done", "a risk that no step deals with", (plan) => {
    plan.risks[0]!.steps = [];
  }),
  defect("risk-and-done", "no definition of done", (plan) => {
    plan.definitionOfDone = [];
  }),
  defect("risk-and-done", "a phase without an end", (plan) => {
    phaseAt(plan, 1).exitCriteria = [];
  }),
  defect("test-and-docs", "a feature without a test", (plan) => {
    for (const step of steps(plan)) {
      if (step.type === "test") step.type = "feature";
      step.deliverables = step.deliverables.filter(({ path }) => !/test|spec/i.test(path));
      if (step.deliverables.length === 0) step.deliverables.push({ path: `notes/${step.id}.md`, action: "create" });
    }
  }),
  defect("test-and-docs", "no CI", (plan) => {
    for (const step of steps(plan)) {
      step.deliverables = step.deliverables.filter(({ path }) => !path.startsWith(".github/"));
      if (step.deliverables.length === 0) step.deliverables.push({ path: `notes/${step.id}.md`, action: "create" });
    }
  }),
  defect("test-and-docs", "no README", (plan) => {
    for (const step of steps(plan)) {
      step.deliverables = step.deliverables.filter(({ path }) => !/readme/i.test(path));
      if (step.deliverables.length === 0) step.deliverables.push({ path: `notes/${step.id}.md`, action: "create" });
    }
  }),
  defect("duplicate", "a step copied", (plan) => {
    const { title, do: instructions } = feature(plan);
    Object.assign(stepAt(plan, -1, -1), { title, do: [...instructions] });
  }),
  defect("duplicate", "a step copied with one word changed", (plan) => {
    const { title, do: instructions } = feature(plan);
    Object.assign(stepAt(plan, -1, -1), { title, do: [...instructions, "Then rest."] });
  }),
  defect("foreign", "another project's plan under our requirements", (plan) => {
    const { design, phases, risks } = structuredClone(FOREIGN);
    const ids = plan.requirements.filter(({ status }) => status === "active").map(({ id }) => id);
    const citing = phases.flatMap(({ steps }) => steps).filter(({ requirements }) => requirements.length > 0);
    // Its steps name our requirements: ids alone do not give it away.
    citing.forEach((step, at) => step.requirements = ids.filter((_, index) => index % citing.length === at));
    for (const phase of phases) phase.requirements = phase.steps.flatMap(({ requirements }) => requirements);
    Object.assign(plan, { design: { ...design, components: [] }, phases, risks });
  }),
  defect("proportion", "pages of code", (plan) => {
    feature(plan).do.push(`\`\`\`\n${"const answer = 42;\n".repeat(600)}\`\`\``);
  }),
  defect("proportion", "a handoff of 2,000 words", (plan) => {
    plan.handoff?.notes.push(Array.from({ length: 2000 }, (_, at) => `note${at}`).join(" "));
  }),
];
