/** Runs that go on with a journal: who is asked again, and who is not. */
import assert from "node:assert/strict";
import {
  type Completion,
  createLLMClient,
  type HttpProvider,
  type Journal,
  LLMError,
  type PipelineOptions,
  providers,
  runPipeline,
  startPlan,
} from "../../mod.ts";
import { type Script, serveModel } from "../llm/conformance/model_server.ts";
import { memorize, type Question, serveScripted } from "./scripted_model.ts";

const IDEA = { name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." };
const memory = await memorize(IDEA);
const right = ({ right }: Question) => JSON.stringify(right);
const OPENAI = providers["openai"] as HttpProvider;
const ANTHROPIC = providers["anthropic"] as HttpProvider;

/** What a run database does, in memory. */
function journalInMemory(): Journal & { answers: Map<string, Completion> } {
  const answers = new Map<string, Completion>();
  return {
    answers,
    find: (key) => answers.get(key),
    asked: () => {},
    answered: (key, completion) => void answers.set(key, completion),
    failed: () => {},
    rejected: (keys) => keys.forEach((key) => answers.delete(key)),
  };
}

function client(name: string, baseUrl: string) {
  return createLLMClient(name, {
    apiKey: "sk-test-0123456789",
    baseUrl,
    model: `${name}-model`,
    retry: { maxAttempts: 1, baseDelayMs: 1 },
  });
}

/** Passes a request on to a model that knows the answers, for a script that fails only now and then. */
async function pass(origin: string, body: unknown): Promise<Response> {
  const answer = await fetch(`${origin}/v1/chat/completions`, { method: "POST", body: JSON.stringify(body) });
  return new Response(await answer.text(), { headers: answer.headers });
}

function run(options: Partial<PipelineOptions> & Pick<PipelineOptions, "client">) {
  return runPipeline(startPlan(IDEA), { stages: ["project_design"], ...options });
}

Deno.test("what a fallback answered counts, though the first one's answer to be corrected is stored too", async () => {
  let ill = true;
  const first: Script = (_request, number, wire) =>
    number === 0 ? wire.stream(["I would rather talk."]) : ill ? wire.error(500, "oops", "oops") : wire.stream(["No."]);
  await using a = serveModel(OPENAI, first);
  await using b = serveScripted(ANTHROPIC, memory, right);
  const journal = journalInMemory();
  const options = {
    client: client("openai", a.origin),
    fallbacks: [{ client: client("anthropic", b.origin) }],
    journal,
  };
  const plan = await run(options);
  const asked = [a.received.length, b.received.length];
  ill = false;
  assert.deepEqual(await run(options), plan);
  assert.deepEqual([a.received.length, b.received.length], asked);
});

Deno.test("the first provider is asked again where the fallback that had begun to answer fails", async () => {
  await using sound = serveScripted(OPENAI, memory, right);
  let ill = true;
  await using a = serveModel(
    OPENAI,
    ({ body }, _number, wire) => ill ? wire.error(500, "oops", "oops") : pass(sound.origin, body),
  );
  await using b = serveModel(
    ANTHROPIC,
    (_request, number, wire) => number === 0 ? wire.stream(["I would rather talk."]) : wire.error(500, "oops", "oops"),
  );
  const journal = journalInMemory();
  const options = {
    client: client("openai", a.origin),
    fallbacks: [{ client: client("anthropic", b.origin) }],
    journal,
  };
  await assert.rejects(run(options), LLMError);
  ill = false;
  const plan = await run(options);
  assert.equal(plan.design?.generatedBy, "openai/openai-model");
});

Deno.test("a plan in Markdown counts where its correction is refused as too long", async () => {
  await using model = serveModel(OPENAI, (_request, number, wire) =>
    number === 0
      ? wire.stream([
        "# URL shortener\n\nA service that shortens links.\n\n## Objectives\n\n- Shorten links\n- Count clicks\n\n" +
        "## Architecture\n\nA handler shortens links and redirects; a store keeps links and counts clicks.\n\n" +
        "## Tech stack\n\n- Go: asked for\n",
      ])
      : wire.error(400, "context_length_exceeded", "This model's maximum context length is 4096 tokens."));
  const plan = await run({ client: client("openai", model.origin), floor: createLLMClient("offline") });
  assert.equal(plan.design?.generatedBy, "openai/openai-model");
});

Deno.test("nothing waits on for its turn or its retry once another call has failed", async () => {
  const base = await runPipeline(startPlan(IDEA), {
    client: createLLMClient("offline"),
    stages: ["project_design", "basic_devplan"],
  });
  // The first answer pauses all that has not been sent yet: so both are under way before it comes.
  const bothSent = Promise.withResolvers<void>();
  await using model = serveModel(OPENAI, async (_request, number, wire) => {
    if (number === 0) {
      await bothSent.promise;
      return wire.error(503, "busy", "busy", { "retry-after": "30" });
    }
    bothSent.resolve();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return wire.error(400, "bad", "no such field");
  });
  const asking = createLLMClient("openai", { apiKey: "sk-test-0123456789", baseUrl: model.origin, model: "m" });
  await assert.rejects(
    runPipeline(base, { client: asking, stages: ["detailed_devplan"], concurrency: 2, journal: journalInMemory() }),
    (error) => error instanceof LLMError && error.kind === "bad_request",
  );
  assert.equal(model.received.length, 2);
});
