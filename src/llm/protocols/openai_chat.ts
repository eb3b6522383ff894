import { isObject, type Json } from "../json.ts";
import { readError, saysError } from "../error_body.ts";
import type { Delta, Finish, Protocol, Remedy, UsageFacts, WireCall } from "../provider.ts";
import { amount } from "../usage.ts";
import { isStrict } from "./strict_schema.ts";

/** In what a provider differs from OpenAI. */
export interface OpenAiChatOptions {
  /** What it does with a schema. Default: `native`. */
  schemas?: Protocol["schemas"];
  /** The name of the limit for a model. Default: `max_tokens`. */
  maxTokensName?: (model: string) => "max_tokens" | "max_completion_tokens";
  /** Whether `stream_options` may be sent, which asks for the usage. Default: true. */
  streamOptions?: boolean;
}

const REMEDIES: Readonly<Record<string, Remedy>> = {
  temperature: "drop",
  top_p: "drop",
  top_k: "drop",
  stream_options: "drop",
  reasoning_effort: "drop",
  response_format: "instruct",
  max_tokens: { rename: "max_completion_tokens" },
  max_completion_tokens: { rename: "max_tokens" },
};

const FINISHES = new Map<string, Finish>(Object.entries({
  stop: "stop",
  eos: "stop",
  length: "length",
  model_length: "length",
  max_tokens: "length",
  content_filter: "filter",
  safety: "filter",
  recitation: "filter",
  blocklist: "filter",
  prohibited_content: "filter",
  spii: "filter",
  sensitive: "filter",
  abort: "error",
  aborted: "error",
  cancelled: "error",
  network_error: "error",
  tool_calls: "tool",
  function_call: "tool",
  insufficient_system_resource: "overloaded",
  error: "error",
}));

/**
 * OpenAI Chat Completions, which most providers speak: `POST {base}/chat/completions`. Facts: WIRE.md 1.1 and 1.4.
 *
 * @example
 * ```ts
 * import { createLLMClient, openaiChat } from "@devussy/devussy";
 * const protocol = openaiChat({ maxTokensName: () => "max_completion_tokens" });
 * const client = createLLMClient(
 *   { name: "acme", protocol, baseUrl: "https://llm.acme.example/v1", defaultModel: "acme-large" },
 *   { apiKey: "acme-..." },
 * );
 * if (client.provider !== "acme") throw new Error("expected a client of acme");
 * ```
 */
export function openaiChat(options: OpenAiChatOptions = {}): Protocol {
  return {
    name: "openai-chat",
    path: "/chat/completions",
    version: "without-path",
    schemas: options.schemas ?? "native",
    remedies: REMEDIES,
    body: (call) => bodyOf(call, options),
    reader: makeReader,
    readBody: (body) => Array.isArray(body["choices"]) ? readChoices(body, "message", "delta") : undefined,
  };
}

function bodyOf({ model, messages, temperature, maxTokens, format }: WireCall, options: OpenAiChatOptions): Json {
  const limit = options.maxTokensName?.(model) ?? "max_tokens";
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    ...(options.streamOptions === false ? {} : { stream_options: { include_usage: true } }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { [limit]: maxTokens }),
    ...(format === undefined ? {} : {
      response_format: format.type === "json" ? { type: "json_object" } : {
        type: "json_schema",
        json_schema: { name: format.name, schema: format.schema, strict: isStrict(format.schema) },
      },
    }),
  };
}

function makeReader(): (chunk: Json) => Delta | string {
  let named = false;
  let spoken = false;
  return (chunk) => {
    if (saysError(chunk)) return { error: readError(chunk) };
    const text = named ? textAlone(chunk) : undefined;
    if (text !== undefined) return text;
    // Some send the whole answer as the only event; MiniMax repeats it after the last.
    const delta = spoken ? readChoices(chunk, "delta") : readChoices(chunk, "delta", "message");
    named ||= delta.model !== undefined;
    spoken ||= delta.text !== undefined && delta.text !== "";
    return delta;
  };
}

/** The text of a chunk that says nothing else, as nearly all do. */
function textAlone({ choices, usage }: Json): string | undefined {
  const choice: unknown = Array.isArray(choices) && choices.length === 1 && !usage ? choices[0] : undefined;
  if (!isObject(choice) || choice["finish_reason"] || (choice["index"] ?? 0) !== 0) return undefined;
  const { delta } = choice;
  if (!isObject(delta) || delta["reasoning_content"] || delta["reasoning"] || delta["reasoning_details"]) {
    return undefined;
  }
  return typeof delta["content"] === "string" && !delta["refusal"] ? delta["content"] : undefined;
}

/** Reads the first choice of a chunk or of a whole answer. Several are not asked for; some send them all the same. */
function readChoices(data: Json, field: "delta" | "message", other?: "delta" | "message"): Delta {
  const delta: Delta = {};
  const choices = data["choices"];
  if (Array.isArray(choices)) {
    for (const choice of choices) {
      if (!isObject(choice) || (choice["index"] ?? 0) !== 0) continue;
      const part = choice[field] ?? (other === undefined ? undefined : choice[other]);
      if (isObject(part)) readPart(part, delta);
      else if (typeof choice["text"] === "string") delta.text = choice["text"];
      const reason = choice["finish_reason"];
      if (typeof reason === "string" && reason !== "") delta.finish = finishOf(reason);
      break;
    }
  }
  const usage = data["usage"];
  if (isObject(usage)) delta.usage = readUsage(usage);
  else if (isObject(data["x_groq"]) && isObject(data["x_groq"]["usage"])) {
    delta.usage = readUsage(data["x_groq"]["usage"]);
  }
  if (typeof data["model"] === "string" && data["model"] !== "") delta.model = data["model"];
  if (typeof data["id"] === "string" && data["id"] !== "") delta.id = data["id"];
  return delta;
}

function readPart(part: Json, delta: Delta): void {
  const content = part["content"];
  if (typeof content === "string") delta.text = content;
  else if (Array.isArray(content)) readParts(content, delta);
  const reasoning = part["reasoning_content"] || part["reasoning"];
  if (typeof reasoning === "string") {
    if (reasoning !== "") delta.reasoning = (delta.reasoning ?? "") + reasoning;
  } else if (Array.isArray(part["reasoning_details"])) {
    const details = part["reasoning_details"].map((detail) => textOf(detail, ["text", "summary"])).join("");
    if (details !== "") delta.reasoning = (delta.reasoning ?? "") + details;
  }
  if (typeof part["refusal"] === "string") delta.refusal = part["refusal"];
}

/** Gemini writes `content_filter: RECITATION`, vLLM `abort`, z.ai `sensitive`: none of them is a whole answer. */
function finishOf(reason: string): Finish {
  return FINISHES.get(reason.toLowerCase().split(":")[0] ?? "") ?? "other";
}

/** Content as an array of typed parts, as Mistral's reasoning models send it. */
function readParts(parts: readonly unknown[], delta: Delta): void {
  for (const part of parts) {
    if (!isObject(part)) continue;
    if (part["type"] === "thinking" || part["type"] === "reasoning") {
      const inner = part["thinking"] ?? part["reasoning"] ?? part["text"];
      const text = Array.isArray(inner)
        ? inner.map((entry) => textOf(entry, ["text"])).join("")
        : typeof inner === "string"
        ? inner
        : "";
      delta.reasoning = (delta.reasoning ?? "") + text;
    } else if (part["type"] === "refusal") delta.refusal = textOf(part, ["refusal", "text"]);
    else delta.text = (delta.text ?? "") + textOf(part, ["text"]);
  }
}

function textOf(value: unknown, names: readonly string[]): string {
  if (!isObject(value)) return "";
  const found = names.map((name) => value[name]).find((entry) => typeof entry === "string");
  return typeof found === "string" ? found : "";
}

function readUsage(usage: Json): UsageFacts {
  const input = isObject(usage["prompt_tokens_details"]) ? usage["prompt_tokens_details"] : {};
  const output = isObject(usage["completion_tokens_details"]) ? usage["completion_tokens_details"] : {};
  const cost = isObject(usage["cost"]) ? usage["cost"]["total_cost"] : usage["cost"];
  return {
    input: amount(usage["prompt_tokens"]),
    output: amount(usage["completion_tokens"]),
    total: amount(usage["total_tokens"]),
    cached: amount(input["cached_tokens"]) ?? amount(usage["prompt_cache_hit_tokens"]),
    reasoning: amount(output["reasoning_tokens"]) ?? amount(usage["reasoning_tokens"]),
    cost: amount(cost),
  };
}
