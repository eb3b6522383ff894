import assert from "node:assert/strict";
import { type HttpProvider, offline, parsePlan, type Plan, providers, runPipeline, startPlan } from "../../mod.ts";
import { createLLMClient } from "../../mod.ts";
import { serveModel } from "../llm/conformance/model_server.ts";
import { done, inFolder } from "./cli_harness.ts";

const IDEA = { name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." };
const ARGS = ["--name", IDEA.name, "--languages", "Go", "--requirements", IDEA.requirements];

/** What the embedded planner answers to each question of a run: a model that knows the answers by heart. */
async function answersByQuestion(name: string): Promise<{ answers: Map<string, string>; plan: Plan }> {
  const answers = new Map<string, string>();
  const client = createLLMClient({
    // Under the model's name: who made a part is told to those who make the next.
    name,
    defaultModel: String(providers[name]?.defaultModel),
    async answer(messages, options) {
      const text = await offline.answer(messages, options);
      answers.set(messages.at(-1)?.content ?? "", text);
      return text;
    },
  });
  const plan = await runPipeline(startPlan(IDEA), { client });
  return { answers, plan };
}

for (const name of ["openai", "anthropic"]) {
  Deno.test(`run-full-pipeline --provider ${name}: from idea to files through a real socket`, async () => {
    const { answers, plan } = await answersByQuestion(name);
    const provider = providers[name] as HttpProvider;
    await using server = serveModel(provider, ({ body }, _number, wire) => {
      const text = answers.get(wire.userText(body));
      if (text === undefined) return wire.error(400, "unknown_question", "nobody asked that before");
      // In pieces, as a model says it.
      return wire.stream(text.match(/[^]{1,50}/g) ?? []);
    });
    await inFolder(async (dir) => {
      const host = new URL(server.origin).host;
      const { stdout, stderr } = await done(dir, ["run-full-pipeline", ...ARGS, "--provider", name], {
        env: {
          [`${name.toUpperCase()}_API_KEY`]: "sk-run-0123456789abcdef",
          [`${name.toUpperCase()}_API_BASE_URL`]: server.origin,
        },
        flags: [
          `--allow-read=${dir}`,
          `--allow-write=${dir}/docs,${dir}/.devussy`,
          `--allow-env=${name.toUpperCase()}_*`,
          `--allow-net=${host}`,
        ],
      });
      assert.match(stderr, /checks: score 100, 0 errors/);
      assert.match(stdout, /docs\/plan\.json/);
      assert.equal(server.received.length, answers.size, "each question was asked once");
      for (const { body } of server.received) assert.ok("response_format" in body || "output_config" in body);
      const made = parsePlan(await Deno.readTextFile(`${dir}/docs/plan.json`));
      const titles = ({ phases }: Plan) =>
        phases.flatMap(({ title, steps }) => [title, ...steps.map((step) => step.title)]);
      assert.deepEqual(titles(made), titles(plan));
      assert.match(made.phases[0]?.steps[0]?.generatedBy ?? "", new RegExp(`^${name}/`));
      assert.ok(made.provenance.runs.every((entry) => entry.provider === name && entry.outputTokens > 0));
    });
  });
}
