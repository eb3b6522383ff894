import { StageError } from "../errors.ts";
import type { Completion, Message } from "../llm/types.ts";
import { toJsonSchema } from "../plan/json_schema.ts";
import { oneLine, shorten } from "../text.ts";
import { readJson } from "./read_json.ts";
import type { Ask, PipelineEvent, PipelineOptions, Stage } from "./stage.ts";

/** How many places of a wrong answer are named. */
const MOST_PROBLEMS = 12;

/**
 * Makes one call of a stage. An answer that cannot be used is asked for again, with what was wrong with it; one that was
 * cut at the token limit is not, since it would be cut again.
 *
 * @returns The answer, and all completions that it took.
 * @throws {StageError} If no answer can be used; it keeps the last one.
 */
export async function askFor<Answer>(
  stage: Stage<Answer>,
  ask: Ask<Answer>,
  options: PipelineOptions,
  signal: AbortSignal,
  emit: (event: PipelineEvent) => Promise<void>,
): Promise<{ answer: Answer; completions: Completion[] }> {
  const { temperature, maxTokens, repairRounds = 2 } = options;
  const about = { stage: stage.name, label: ask.label };
  const completions: Completion[] = [];
  let messages = ask.messages;
  for (let round = 1;; round++) {
    const told: Promise<void>[] = [];
    const completion = await options.client.complete(messages, {
      // Made only for a provider that looks at it: the embedded planner does not.
      get schema() {
        return toJsonSchema(ask.schema);
      },
      schemaName: ask.schemaName,
      task: { name: stage.name, input: ask.input },
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      onEvent(event) {
        if (event.type !== "retry") return;
        const telling = emit({ ...event, ...about });
        // Whoever is told may fail: that ends the call below, and not the process here.
        telling.catch(() => {});
        told.push(telling);
      },
      signal,
    });
    await Promise.all(told);
    completions.push(completion);
    for (const text of completion.warnings) await emit({ type: "warning", ...about, text });
    const read = await readAnswer(ask, completion);
    if ("answer" in read) return { answer: read.answer, completions };
    if (completion.truncated || round > repairRounds) {
      throw new StageError(
        `Cannot use the answer for ${ask.label}: ${read.problem}`,
        stage.name,
        completion.truncated
          ? "Raise maxTokens (--max-tokens), or use a model that answers longer."
          : "Run the same command again, or let another provider answer.",
        completion.text,
      );
    }
    await emit({ type: "repair", ...about, round, problem: read.problem });
    messages = [...ask.messages, ...correction(completion.text, read.problem)];
  }
}

/** Reads an answer by its schema; an answer that was cut is never read as if whole. */
async function readAnswer<Answer>(
  ask: Ask<Answer>,
  { text, truncated }: Completion,
): Promise<{ answer: Answer } | { problem: string }> {
  if (truncated) return { problem: "it was cut at the token limit" };
  const data = await readJson(text, (value) => ask.schema.safeParse(value).success);
  if (data === undefined) return { problem: `expected JSON, got "${shorten(oneLine(text), 120)}"` };
  const result = ask.schema.safeParse(data);
  if (result.success) return { answer: result.data };
  const problems = result.error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }) =>
    `${path.map(String).join(".") || "the whole"}: ${message}`
  );
  return { problem: `it does not fit the schema: ${problems.join("; ")}` };
}

/** What is said to whoever gave an answer that cannot be used. */
function correction(answer: string, problem: string): Message[] {
  return [
    { role: "assistant", content: answer },
    {
      role: "user",
      content:
        `This answer cannot be used: ${problem}. Give the whole answer again, corrected, as one JSON object that fits the schema, and nothing else.`,
    },
  ];
}
