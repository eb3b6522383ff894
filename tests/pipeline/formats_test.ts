import assert from "node:assert/strict";
import {
  createLLMClient,
  formatPlan,
  type HttpProvider,
  lintPlan,
  LLMError,
  parsePlan,
  type PipelineEvent,
  type Plan,
  providers,
  renderPlan,
  runPipeline,
  StageError,
  startPlan,
} from "../../mod.ts";
import { failureOf } from "../../src/cli/failure.ts";
import { type Format, STAGES } from "./formats/format.ts";
import { formatsOf } from "./formats/mod.ts";
import { memorize, type ScriptedModel, serveScripted } from "./scripted_model.ts";

const memory = await memorize({
  name: "Short links",
  languages: ["Go"],
  requirements:
    "Shorten a link with a code or an alias. Redirect visitors of a short link to its target. Show a QR code for each " +
    "link. Users log in with email and password. Users see and delete only their own links. Count the clicks on each " +
    "link per day. Export the statistics as CSV. Send a weekly summary by email. Import links from a CSV file. " +
    "Redirects answer within 50 ms at 100 requests per second. Passwords are stored as hashes only.",
});
const foreign = await memorize({
  name: "Seismograph bridge",
  languages: ["Rust"],
  requirements:
    "Read samples from a serial port. Detect earthquakes by a threshold. Store waveforms in rotating files. Replay a " +
    "stored waveform. Sound a siren when an earthquake is detected.",
});
const formats = formatsOf(memory, foreign);

/** What came of a run. */
interface Outcome {
  plan?: Plan;
  error?: unknown;
  events: PipelineEvent[];
  server: ScriptedModel;
}

/** Runs the whole pipeline with a model that answers in a format, through a real socket. */
async function runWith(format: Format, name: string): Promise<Outcome> {
  await using server = serveScripted(providers[name] as HttpProvider, memory, format.answer);
  const events: PipelineEvent[] = [];
  const client = createLLMClient(name, {
    apiKey: "sk-formats-0123456789abcdef",
    baseUrl: server.origin,
    retry: { baseDelayMs: 1 },
  });
  const options = {
    client,
    floor: createLLMClient("offline"),
    onEvent: (event: PipelineEvent) => void events.push(event),
  };
  try {
    return { plan: await runPipeline(startPlan(memory.idea), options), events, server };
  } catch (error) {
    return { error, events, server };
  }
}

for (const format of formats) {
  for (const name of ["openai", "anthropic"]) {
    const { end, orFails } = format.expected;
    Deno.test({
      name: `runPipeline() with ${name} ends with ${end === "plan" ? "a plan" : end}: ${format.name}`,
      // Long enough for any machine; only what hangs takes so long.
      timeout: 60_000,
      async fn(t) {
        const outcome = await runWith(format, name);
        assert.equal(({} as { polluted?: unknown }).polluted, undefined);
        assertRequests(format, outcome, name);
        if (end === "plan" && !(orFails === true && outcome.error instanceof StageError)) {
          if (outcome.plan === undefined) throw outcome.error;
          const files = renderPlan(outcome.plan);
          assertSound(outcome.plan, files, format.expected.finds);
          assertKept(format, outcome.plan);
          assertTold(format, outcome);
          format.expected.check?.(outcome.plan, memory.plan, files);
          // The same for both protocols: one snapshot is enough.
          if (format.expected.snapshot === true && name === "openai") {
            await t.assertSnapshot(`${files["devplan.md"]}\n${files["phase1.md"]}`);
          }
        } else assertFailed(format, outcome);
      },
    });
  }
}

Deno.test("the scripted model has at least 30 formats, each with a name of its own", () => {
  assert.ok(formats.length >= 30);
  assert.deepEqual(formats.map(({ name }) => name), [...new Set(formats.map(({ name }) => name))]);
  assert.ok(formats.filter(({ expected }) => expected.snapshot).length >= 6);
});

/** Each question was asked by schema, no more often than it may be, and nothing was asked after a failure. */
function assertRequests({ expected }: Format, { server, error, events }: Outcome, name: string): void {
  const { stages = STAGES, requests = 1, named } = expected;
  const schemas = { project_design: "project_design", basic_devplan: "basic_devplan", detailed_devplan: "phase_steps" };
  const asked = server.questions.length + server.repairs.length;
  assert.equal(asked, server.received.length, "every request has its Task: line");
  for (const { stage, label, asked, schema, added } of server.questions) {
    const most = stages.includes(stage) ? requests : 1;
    assert.ok(asked < most, `${stage} (${label}) was asked ${asked + 1} times, expected ${most}: ${why(events)}`);
    if (asked === 0) {
      assert.equal(schema, name === "openai" ? { ...schemas, handoff: "handoff" }[stage] : "", "asked by schema");
    } else if (named !== undefined && stages.includes(stage)) assert.match(added, named);
  }
  if (error === undefined) return;
  const reached = Math.max(...server.questions.map(({ stage }) => STAGES.indexOf(stage)));
  assert.ok(stages.includes(STAGES[reached]!), "a failed stage is the last");
}

/** Why answers were not used. */
function why(events: readonly PipelineEvent[]): string {
  return events.flatMap((event) => event.type === "repair" ? [event.problem] : []).join("; ").slice(0, 400);
}

/** The plan passes its checks, and its files are what readers and agents rely on. */
function assertSound(plan: Plan, files: Readonly<Record<string, string>>, finds?: string): void {
  const errors = lintPlan(plan).findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  assert.deepEqual([...new Set(errors)], finds === undefined ? [] : [finds]);
  const cited = new Set(plan.phases.flatMap(({ steps }) => steps.flatMap(({ requirements }) => requirements)));
  for (const { id, status } of plan.requirements) assert.ok(status !== "active" || cited.has(id), `${id} is uncovered`);
  plan.phases.forEach(({ number, steps }, at) => {
    assert.equal(number, at + 1);
    assert.deepEqual(steps.map((step) => step.number), steps.map((_, place) => `${number}.${place + 1}`));
    assert.notEqual(steps.length, 0);
  });
  assert.deepEqual(parsePlan(formatPlan(plan)), plan);
  assert.deepEqual(Object.keys(files), [
    "project_design.md",
    "devplan.md",
    ...plan.phases.map(({ number }) => `phase${number}.md`),
    "handoff_prompt.md",
  ]);
  for (const [file, text] of Object.entries(files)) {
    // deno-lint-ignore no-control-regex -- they are what must not be there
    assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff]/, file);
    assert.ok(text.isWellFormed(), file);
    assert.doesNotMatch(text.replace(/`[^`\n]*`/g, ""), /<(?:script|img|iframe)/i, file);
    const anchors = text.match(/<!-- \w+_(?:START|END)/g) ?? [];
    assert.deepEqual(anchors.sort(), anchorsOf(file).sort(), file);
  }
}

/** The anchors of a file, each of which stands there once. */
function anchorsOf(file: string): string[] {
  const names = file === "devplan.md"
    ? ["NEXT_TASK_GROUP", "PROGRESS_LOG"]
    : file === "handoff_prompt.md"
    ? ["QUICK_STATUS", "DEV_INSTRUCTIONS", "HANDOFF_NOTES"]
    : file.startsWith("phase")
    ? ["PHASE_TASKS", "PHASE_OUTCOMES"]
    : [];
  return names.flatMap((name) => [`<!-- ${name}_START`, `<!-- ${name}_END`]);
}

/** What the model said stands in the plan. */
function assertKept({ expected }: Format, plan: Plan): void {
  const { keeps = "files", phases = memory.plan.phases.length } = expected;
  assert.equal(plan.phases.length, phases, "as many phases as the model gave");
  if (keeps === "nothing") return;
  assert.deepEqual(titlesOf(plan), titlesOf(memory.plan));
  if (keeps === "titles") return;
  memory.plan.phases.forEach((phase, at) =>
    phase.steps.forEach(({ number, deliverables }, place) => {
      const paths = plan.phases[at]!.steps[place]!.deliverables.map(({ path }) => path);
      const right = deliverables.map(({ path }) => path);
      const found = keeps === "files" ? paths : right.filter((path) => paths.includes(path));
      assert.deepEqual(found, right, `files of step ${number}`);
    })
  );
}

function titlesOf({ phases }: Plan): string[] {
  return phases.flatMap((
    { number, title, steps },
  ) => [`Phase ${number}: ${title}`, ...steps.map((step) => step.title)]);
}

/** What had to be done about the answers was told. */
function assertTold({ expected }: Format, { events, server }: Outcome): void {
  for (const type of expected.told ?? []) assert.ok(events.some((event) => event.type === type), `no event: ${type}`);
  if (expected.leaves === true) assert.ok(server.left > 0, "the client hears an endless answer to its end");
}

/** The run failed in the way that it must, with the answer where there is one. */
function assertFailed({ expected }: Format, { error, plan, server }: Outcome): void {
  // Not compared: the whole plan would be printed.
  assert.ok(plan === undefined, "a plan was made of nothing");
  assert.equal(failureOf(error, new AbortController().signal).exitCode, 5, String(error));
  assert.doesNotMatch(String(error), /\n/);
  if (error instanceof StageError) {
    assert.equal(expected.orFails === true ? "StageError" : expected.end, "StageError");
    if (expected.orFails !== true) assert.equal(error.stage, (expected.stages ?? STAGES)[0]);
    assert.ok((error.answer ?? "") !== "" || expected.leaves === true, "the answer is kept");
  } else assert.equal(error instanceof LLMError && error.kind, expected.end);
  if (expected.leaves === true) assert.ok(server.left > 0, "the client hears an endless answer to its end");
}
