import type { JsonSchema, Message } from "../llm/types.ts";
import type { Call } from "./context.ts";
import type { JournalCall } from "./journal.ts";
import type { Asker } from "./stage.ts";

/**
 * A request as the journal knows it: named by all that its answer depends on.
 *
 * @param schema What the answer is to fit; absent for the rest of an answer that was cut.
 */
export async function journalCallOf(
  { stage, ask }: Call<unknown>,
  { client: { provider, model }, temperature, maxTokens }: Asker,
  messages: readonly Message[],
  schema: JsonSchema | undefined,
): Promise<JournalCall> {
  const parameters = {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(schema === undefined ? {} : { schemaName: ask.schemaName }),
  };
  const said = messages.map(({ role, content }) => [role, content]);
  const bytes = new TextEncoder().encode(JSON.stringify([provider, model, parameters, said, schema ?? null]));
  const key = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  return { key, stage: stage.name, label: ask.label, provider, model, messages, parameters };
}
