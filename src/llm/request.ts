import type { Protocol, WireCall } from "./provider.ts";
import type { Target } from "./target.ts";
import type { GenerateOptions, JsonSchema, Message } from "./types.ts";

/** Builds the body of a request: the protocol's, the user's own fields, and what the model was found to refuse. */
export function buildBody(
  { model, protocol, extraBody, remedies }: Target,
  messages: readonly Message[],
  { temperature, maxTokens, schema, schemaName = "answer" }: GenerateOptions,
): { body: Record<string, unknown>; warnings: string[] } {
  const native = protocol.schemas === "native" && !remedies.instruct;
  const call: WireCall = {
    model,
    messages: schema === undefined || native ? messages : withInstruction(messages, schema),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined || "max_tokens" in extraBody || "max_completion_tokens" in extraBody
      ? {}
      : { maxTokens }),
    ...formatOf(protocol, native, remedies.instruct, schema, schemaName),
  };
  const { body, warnings } = remedies.apply({ ...protocol.body(call), ...extraBody });
  if (schema !== undefined && remedies.instruct) {
    warnings.push("the provider takes no schema for this model: it was asked for in words");
  }
  return { body, warnings };
}

function formatOf(
  protocol: Protocol,
  native: boolean,
  refused: boolean,
  schema: JsonSchema | undefined,
  name: string,
): Pick<WireCall, "format"> {
  if (schema === undefined) return {};
  // Providers take letters, digits, "_" and "-", at most 64 of them.
  const safe = name.replace(/[^\w-]/g, "_").slice(0, 64) || "answer";
  if (native) return { format: { type: "schema", name: safe, schema } };
  return protocol.schemas === "json" && !refused ? { format: { type: "json" } } : {};
}

/** Puts a schema into words, at the end of what the user says last. */
function withInstruction(messages: readonly Message[], schema: JsonSchema): Message[] {
  const words = `Answer with one JSON value that fits this JSON Schema, and with nothing else:\n${
    JSON.stringify(schema)
  }`;
  const at = messages.findLastIndex(({ role }) => role === "user");
  if (at === -1) return [...messages, { role: "user", content: words }];
  return messages.map((message, index) =>
    index === at ? { ...message, content: `${message.content}\n\n${words}` } : message
  );
}

/** A rough count of a call's tokens, for limits a minute: four bytes of English are a token. */
export function estimateTokens(body: string, maxTokens: number | undefined): number {
  return Math.ceil(body.length / 4) + (maxTokens ?? 0);
}
