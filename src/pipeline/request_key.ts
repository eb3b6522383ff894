import type { Message } from "../llm/types.ts";
import { toJsonSchema } from "../plan/json_schema.ts";
import type { Call } from "./context.ts";
import type { JournalCall } from "./journal.ts";
import type { Asker } from "./stage.ts";

/**
 * A request as the journal knows it: named by all that its answer depends on.
 *
 * @param structured Whether the answer is to fit the schema; the rest of an answer that was cut is not.
 */
export async function journalCallOf(
  { stage, ask }: Call<unknown>,
  { client: { provider, model }, temperature, maxTokens }: Asker,
  messages: readonly Message[],
  structured: boolean,
): Promise<JournalCall> {
  const parameters = {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(structured ? { schemaName: ask.schemaName } : {}),
  };
  const said = messages.map(({ role, content }) => [role, content]);
  const schema = structured ? toJsonSchema(ask.schema) : null;
  const bytes = new TextEncoder().encode(JSON.stringify([provider, model, parameters, said, schema]));
  const key = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  return { key, stage: stage.name, label: ask.label, provider, model, messages, parameters };
}
