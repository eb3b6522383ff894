import assert from "node:assert/strict";
import { LLMError, PlanError, StageError, UsageError } from "../../../src/errors.ts";
import type { EmbeddedProvider } from "../../../src/llm/provider.ts";
import type { GenerateOptions, LLMClient } from "../../../src/llm/types.ts";
import { startPlan } from "../../../src/pipeline/request.ts";
import { runPipeline } from "../../../src/pipeline/run.ts";
import type { PipelineEvent, StageName } from "../../../src/pipeline/stage.ts";
import type { BasicPlanAnswer, DesignAnswer, HandoffAnswer, PhaseStepsAnswer } from "../../../src/plan/answers.ts";
import type { Plan } from "../../../src/plan/types.ts";
import { offline } from "../../../src/planner/offline.ts";
import { createLLMClient } from "../../../src/providers.ts";
import { renderPlan } from "../../../src/output/mod.ts";

const STAGES: readonly StageName[] = ["project_design", "basic_devplan", "detailed_devplan", "handoff"];
const idea = () =>
  startPlan({ name: "Notes", languages: ["Go"], requirements: "Users add notes. Users search them. Users log in." });

/** Runs with a model that answers a stage with a text of its own, and the others as the embedded planner does. */
function runWith(stage: StageName, answer: (sound: string, options: GenerateOptions) => string): Promise<Plan> {
  const provider: EmbeddedProvider = {
    name: "own",
    defaultModel: "v1",
    async answer(messages, options) {
      const sound = await offline.answer(messages, options);
      return options.task?.name === stage ? answer(sound, options) : sound;
    },
  };
  return runPipeline(idea(), { client: createLLMClient(provider, {}) });
}

/** Runs with an answer that is changed as data. */
function changed<Answer>(stage: StageName, change: (answer: Answer) => void): Promise<Plan> {
  return runWith(stage, (sound) => {
    const answer = JSON.parse(sound) as Answer;
    change(answer);
    return JSON.stringify(answer);
  });
}

function rulesOf(plan: Plan): string[] {
  return [...new Set(plan.checks?.findings.map(({ rule }) => rule))];
}

Deno.test("runPipeline() throws a StageError that keeps the answer when it is not JSON", async () => {
  for (const stage of STAGES) {
    for (const answer of ["Sure! Here is the plan.", "{", "```json\n{}\n```", "{}{}", "undefined"]) {
      await assert.rejects(runWith(stage, () => answer), (error) => {
        assert.ok(error instanceof StageError, String(error));
        assert.equal(error.stage, stage);
        assert.equal(error.answer, answer);
        const what = answer.includes("{}") ? /it does not fit the schema: / : /expected JSON, got ".*"$/;
        assert.match(error.message, what);
        return true;
      });
    }
  }
});

Deno.test("runPipeline() throws a StageError that names the places when the answer does not fit the schema", async () => {
  for (const stage of STAGES) {
    for (const answer of ["null", "[]", "{}", '"plan"', "42", '{"phases":[],"steps":[]}', '{"__proto__":{"a":1}}']) {
      await assert.rejects(runWith(stage, () => answer), (error) => {
        assert.ok(error instanceof StageError, String(error));
        assert.match(error.message, /it does not fit the schema: (?:the whole|\w+)/);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      });
    }
  }
});

Deno.test("runPipeline() throws an LLMError when the answer is empty", async () => {
  for (const stage of STAGES) {
    for (const answer of ["", "  \n"]) {
      await assert.rejects(
        runWith(stage, () => answer),
        (error) => error instanceof LLMError && error.kind === "empty_response",
      );
    }
  }
});

Deno.test("runPipeline() drops citations of requirements that the plan does not have", async () => {
  const design = await changed<DesignAnswer>("project_design", ({ components, risks }) => {
    components[0]?.requirements.push("R99", "__proto__");
    risks[0]?.requirements.push("R99");
  });
  const phases = await changed<BasicPlanAnswer>("basic_devplan", ({ phases }) => phases[0]?.requirements.push("R99"));
  const steps = await changed<PhaseStepsAnswer>(
    "detailed_devplan",
    ({ steps }) => steps[0]?.requirements.push("R99", "r1"),
  );
  for (const plan of [design, phases, steps]) {
    assert.deepEqual(rulesOf(plan), []);
    assert.doesNotMatch(JSON.stringify(plan), /R99/);
  }
});

/** The problems for which an answer was refused after all corrections. */
async function problemsOf(plan: Promise<Plan>): Promise<string> {
  const error = await plan.then(() => assert.fail("expected a StageError"), (error) => error);
  assert.ok(error instanceof StageError, String(error));
  assert.ok(error.answer !== undefined);
  return error.message;
}

Deno.test("runPipeline() takes no steps of which none works on a requirement of their phase", async () => {
  const problems = await problemsOf(changed<PhaseStepsAnswer>("detailed_devplan", ({ steps }) => {
    for (const step of steps) step.requirements = [];
  }));
  assert.match(problems, /^Cannot use the answer for phase \d: No step works on R\d/);
});

Deno.test("runPipeline() takes no phases to which a requirement does not belong", async () => {
  const problems = await problemsOf(changed<BasicPlanAnswer>("basic_devplan", ({ phases }) => {
    for (const phase of phases) phase.requirements = phase.requirements.filter((id) => id !== "R2");
  }));
  assert.match(problems, /these requirements belong to no phase: R2$/);
});

Deno.test("runPipeline() makes no cycle whatever dependsOn says", async () => {
  const steps = await changed<PhaseStepsAnswer>("detailed_devplan", ({ steps }) => {
    steps.forEach((step) => step.dependsOn = steps.map((_, at) => at + 1).concat(999));
  });
  const phases = await changed<BasicPlanAnswer>("basic_devplan", ({ phases }) => {
    phases.forEach((phase) => phase.dependsOn = phases.map((_, at) => at + 1).concat(999));
  });
  for (const plan of [steps, phases]) {
    assert.ok(
      !rulesOf(plan).some((rule) => ["cycle", "order", "dangling-reference"].includes(rule)),
      rulesOf(plan).join(),
    );
  }
});

Deno.test("runPipeline() leaves no escape sequence, control or bidirectional character of an answer in the plan", async () => {
  const evil = "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x9b2J \u202egnp.exe \x00\ud800";
  const evils = [
    changed<DesignAnswer>("project_design", (answer) => {
      answer.summary = answer.architecture = evil;
      Object.assign(answer.components[0] ?? {}, { name: evil, purpose: evil });
      answer.questions.push(evil);
    }),
    changed<BasicPlanAnswer>(
      "basic_devplan",
      ({ phases }) => void Object.assign(phases[0] ?? {}, { title: evil, goal: evil }),
    ),
    changed<PhaseStepsAnswer>(
      "detailed_devplan",
      ({ steps }) =>
        void Object.assign(steps[0] ?? {}, {
          title: evil,
          do: [evil],
          verify: [{ command: `echo ${evil}`, expect: evil }],
        }),
    ),
    changed<HandoffAnswer>("handoff", (answer) => void answer.notes.push(evil)),
  ];
  for (const plan of await Promise.all(evils)) {
    const all = [JSON.stringify(plan), ...Object.values(renderPlan(plan))].join("\n");
    // deno-lint-ignore no-control-regex -- control characters are what this test is about
    assert.doesNotMatch(all, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\\u00(?:1b|9b|00)/);
    assert.doesNotMatch(all, /evil\.example/);
  }
});

Deno.test("runPipeline() throws a StageError when nothing of a text is left but escape sequences", async () => {
  await assert.rejects(
    changed<PhaseStepsAnswer>(
      "detailed_devplan",
      ({ steps }) => void Object.assign(steps[0] ?? {}, { title: "\x1b[31m" }),
    ),
    StageError,
  );
});

Deno.test("runPipeline() marks paths that leave the project, and drops those of components", async () => {
  const paths = ["../../.bashrc", "/etc/passwd", "C:\\Windows\\x", "~/.ssh/id_rsa", "a/../../b"];
  const plan = await changed<PhaseStepsAnswer>("detailed_devplan", ({ steps }) => {
    steps[0]?.deliverables.push(...paths.map((path) => ({ path, action: "create" as const })));
  });
  const messages = plan.checks?.findings.map(({ message }) => message) ?? [];
  for (const path of paths) assert.ok(messages.includes(`The path "${path}" does not stay inside the project`), path);
  for (const path of paths) {
    const design = await changed<DesignAnswer>("project_design", ({ components }) => {
      Object.assign(components.at(-1) ?? {}, { path });
    });
    assert.ok(!design.design?.components.some((component) => component.path === path), path);
    assert.deepEqual(rulesOf(design), [], path);
  }
});

Deno.test("runPipeline() keeps HTML of an answer out of the pages", async () => {
  const html = '<script>alert(1)</script><img src=x onerror="alert(1)"><!-- PHASE_TASKS_END -->';
  const plan = await changed<PhaseStepsAnswer>(
    "detailed_devplan",
    ({ steps }) =>
      void Object.assign(steps[0] ?? {}, { title: html, why: html, do: [html], verify: [{ expect: html }] }),
  );
  for (const [name, page] of Object.entries(renderPlan(plan))) {
    assert.doesNotMatch(page.replace(/<!-- [A-Z_]+ -->/g, ""), /<(?:script|img|!--)/, name);
    assert.ok((page.match(/<!-- PHASE_TASKS_END -->/g) ?? []).length <= 1, name);
  }
});

Deno.test("runPipeline() marks steps with placeholders and empty checks", async () => {
  const plan = await changed<PhaseStepsAnswer>("detailed_devplan", ({ steps }) => {
    steps[0]?.do.push("TBD");
    Object.assign(steps[0] ?? {}, { verify: [{ expect: "Check that it works" }] });
  });
  const messages = plan.checks?.findings.map(({ message }) => message).join("\n") ?? "";
  assert.match(messages, /names nothing to see: "Check that it works"[^]*holds a placeholder \(TBD\)/);
});

Deno.test("runPipeline() gives each step an id of its own when all have one title", async () => {
  const plan = await changed<PhaseStepsAnswer>("detailed_devplan", ({ steps }) => {
    for (const step of steps) step.title = "The same";
  });
  assert.ok(!rulesOf(plan).includes("numbering"));
});

Deno.test("runPipeline() keeps what was asked for whatever the design says", async () => {
  const plan = await changed<DesignAnswer>("project_design", (answer) => {
    answer.languages = ["COBOL"];
    answer.frameworks = ["Frobnicate"];
  });
  assert.deepEqual([plan.project.name, plan.project.languages], ["Notes", ["Go"]]);
});

Deno.test("runPipeline() keeps one of two components when they have one name", async () => {
  const plan = await changed<DesignAnswer>("project_design", ({ components }) => {
    for (const component of components) component.name = "Core";
  });
  assert.equal(plan.design?.components.length, 1);
  assert.deepEqual(rulesOf(plan), []);
});

Deno.test("runPipeline() survives answers of great depth and size", async () => {
  const deep = '{"a":'.repeat(20_000) + "1" + "}".repeat(20_000);
  await assert.rejects(
    runWith("handoff", () => deep),
    (error) => error instanceof StageError || error instanceof PlanError,
  );
  const plan = await changed<HandoffAnswer>("handoff", (answer) =>
    void answer.notes.push(
      Array.from({ length: 100_000 }, (_, at) => `word${at}`).join(" "),
    ));
  assert.ok((renderPlan(plan)["handoff_prompt.md"] ?? "").split(/\s+/).length <= 1500);
});

Deno.test("runPipeline() asks again with what was wrong, and takes the corrected answer", async () => {
  for (const wrong of ["Sure! Here it comes.", '{"phases": 1, "steps": 1}', "{"]) {
    for (const stage of STAGES) {
      const asked: string[] = [];
      const events: PipelineEvent[] = [];
      const provider: EmbeddedProvider = {
        name: "own",
        defaultModel: "v1",
        answer(messages, options) {
          if (options.task?.name !== stage) return offline.answer(messages, options);
          asked.push(messages.at(-1)?.content ?? "");
          return messages.at(-2)?.role === "assistant" ? offline.answer(messages, options) : wrong;
        },
      };
      const onEvent = (event: PipelineEvent) => void events.push(event);
      const plan = await runPipeline(idea(), { client: createLLMClient(provider), onEvent });
      assert.deepEqual(rulesOf(plan), []);
      const corrections = asked.filter((text) =>
        /^Task: .*\nThis answer cannot be used \(correction 1\):\n/.test(text)
      );
      assert.equal(corrections.length, asked.length / 2);
      assert.match(corrections[0] ?? "", /expected JSON|does not fit the schema/);
      assert.equal(events.filter(({ type }) => type === "repair").length, corrections.length);
    }
  }
});

Deno.test("runPipeline() asks for a correction as often as it may", async () => {
  let calls = 0;
  const client = createLLMClient({ name: "own", defaultModel: "v1", answer: () => `no JSON ${++calls}` });
  for (const [repairRounds, expected] of [[0, 1], [1, 2], [undefined, 3]] as const) {
    calls = 0;
    const error = await runPipeline(idea(), { client, ...(repairRounds === undefined ? {} : { repairRounds }) })
      .catch((error) => error);
    assert.ok(error instanceof StageError);
    assert.equal(error.answer, `no JSON ${expected}`, "the last answer is kept");
    assert.equal(error.label, "design");
    assert.equal(calls, expected);
  }
});

/** A model whose answers are cut after so many characters, and which goes on from there when it is asked to. */
function cutting(chars: number): { client: LLMClient; calls: string[] } {
  const calls: string[] = [];
  const sound = createLLMClient({ ...offline, name: "own" });
  const client: LLMClient = {
    ...sound,
    async complete(messages, call) {
      const first = messages.filter(({ role }) => role !== "assistant").slice(0, 2);
      const whole = await sound.complete(first, call);
      const said = messages.at(-2)?.role === "assistant" && /Your answer was cut/.test(messages.at(-1)?.content ?? "")
        ? messages.at(-2)?.content.length ?? 0
        : 0;
      calls.push(`${call?.task?.name} ${said}`);
      const text = whole.text.slice(said, said + chars);
      const truncated = said + chars < whole.text.length;
      return { ...whole, text, truncated, finish: truncated ? "length" : "stop" };
    },
  };
  return { client, calls };
}

Deno.test("runPipeline() asks for the rest of an answer that was cut, and takes the whole", async () => {
  const { client, calls } = cutting(3_000);
  const plan = await runPipeline(idea(), { client });
  assert.deepEqual(rulesOf(plan), []);
  assert.ok(calls.includes("project_design 3000"), calls.join());
  const whole = await runPipeline(idea(), { client: createLLMClient({ ...offline, name: "own" }) });
  assert.deepEqual(plan.phases, whole.phases);
});

Deno.test("runPipeline() never takes an answer that stays cut, and does not ask for its rest for ever", async () => {
  const { client, calls } = cutting(100);
  await assert.rejects(
    runPipeline(idea(), { client }),
    (error) => error instanceof StageError && /it was cut at the token limit/.test(error.message),
  );
  assert.equal(calls.length, 6, "three more pieces, and two answers anew");
});

Deno.test("runPipeline() throws what its listener throws, also when it is told of a retry", async () => {
  const sound = createLLMClient("offline");
  const client: LLMClient = {
    ...sound,
    provider: "own",
    async complete(messages, call) {
      call?.onEvent?.({ type: "retry", attempt: 2, delayMs: 5, reason: "busy" });
      // Long enough for a rejection that nobody looks at to end the process.
      await new Promise((resolve) => setTimeout(resolve, 5));
      return await sound.complete(messages, call);
    },
  };
  const told: string[] = [];
  await assert.rejects(
    runPipeline(idea(), {
      client,
      onEvent(event) {
        if (event.type !== "retry") return;
        told.push(event.reason);
        throw new Error("the listener failed");
      },
    }),
    /the listener failed/,
  );
  assert.deepEqual(told, ["busy"]);
});

Deno.test("runPipeline() throws what an asynchronous listener rejects with, whatever it is told of", async () => {
  const client = createLLMClient({ ...offline, name: "own" });
  for (const type of ["call-text", "part", "call-start", "call-answer"] as const) {
    await assert.rejects(
      runPipeline(idea(), {
        client,
        onEvent: (event) => event.type === type ? Promise.reject(new Error(`no ${type}`)) : undefined,
      }),
      new RegExp(`no ${type}`),
    );
  }
});

Deno.test("runPipeline() refuses a concurrency and rounds that are no whole numbers", async () => {
  const client = createLLMClient("offline");
  for (const options of [{ concurrency: 0 }, { concurrency: NaN }, { repairRounds: NaN }, { repairRounds: Infinity }]) {
    await assert.rejects(runPipeline(idea(), { client, ...options }), UsageError);
  }
});

Deno.test("runPipeline() takes the plan in Markdown of an earlier answer where the later ones are of no use", async () => {
  const markdown = "## Phase 1: Set up notes\n\nAdd notes.\n\n## Phase 2: Search notes\n\nUsers search them.\n\n" +
    "## Phase 3: Log in\n\nUsers log in.\n";
  let asked = 0;
  const client = createLLMClient({
    name: "own",
    defaultModel: "v1",
    answer: (messages, options) =>
      options.task?.name !== "basic_devplan"
        ? offline.answer(messages, options)
        : ++asked === 1
        ? markdown
        : `I cannot ${asked}.`,
  });
  const stages = ["project_design", "basic_devplan"] as const;
  const plan = await runPipeline(idea(), { client, floor: createLLMClient("offline"), stages });
  assert.deepEqual(plan.phases.map(({ title }) => title), ["Set up notes", "Search notes", "Log in"]);
});

Deno.test("runPipeline() sends nothing more once a call has failed, and lets end what is under way", async () => {
  const sound = createLLMClient({ ...offline, name: "own" });
  const log: string[] = [];
  const client: LLMClient = {
    ...sound,
    async complete(messages, call) {
      if (call?.task?.name !== "detailed_devplan") return await sound.complete(messages, call);
      const { phase } = call.task.input as { phase: number };
      log.push(`asked ${phase}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (phase === 1) throw new LLMError("no key", { kind: "auth", provider: "own", hint: "" });
      await new Promise((resolve) => setTimeout(resolve, 20));
      log.push(`ended ${phase}`);
      // Would be corrected, if the run went on.
      return { ...await sound.complete(messages, call), text: "no plan" };
    },
  };
  const stored = new Map<string, string>();
  const journal = {
    find: () => undefined,
    asked: () => {},
    answered: (key: string, { text }: { text: string }) => void stored.set(key, text),
    failed: () => {},
    rejected: () => assert.fail("nothing of the others is of no use"),
  };
  await assert.rejects(runPipeline(idea(), { client, journal, concurrency: 2 }), /no key/);
  assert.deepEqual(log.toSorted(), ["asked 1", "asked 2", "ended 2"]);
  assert.ok([...stored.values()].includes("no plan"), "what was under way is kept");
});
