import { isObject, type Json } from "../json.ts";
import { readError, saysError } from "../error_body.ts";
import type { Delta, Finish, Protocol, Remedy, UsageFacts, WireCall } from "../provider.ts";
import type { Message } from "../types.ts";
import { amount } from "../usage.ts";
import { plainSchema } from "./plain_schema.ts";

/** Anthropic wants a limit. Thinking counts against it, so a small one would cut answers. */
const MAX_TOKENS = 32_000;

const REMEDIES: Readonly<Record<string, Remedy>> = {
  temperature: "drop",
  top_p: "drop",
  top_k: "drop",
  max_tokens: "lower",
  output_config: "instruct",
};

const FINISHES = new Map<string, Finish>(Object.entries({
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  refusal: "filter",
  tool_use: "tool",
}));

/**
 * Anthropic Messages: `POST {base}/v1/messages`. Facts: WIRE.md 1.3.
 *
 * @example
 * ```ts
 * import { anthropicMessages, createLLMClient } from "@devussy/devussy";
 * const client = createLLMClient(
 *   {
 *     name: "gateway",
 *     protocol: anthropicMessages(),
 *     baseUrl: "https://llm.acme.example",
 *     defaultModel: "claude-sonnet-5-5",
 *     auth: "x-api-key",
 *   },
 *   { apiKey: "acme-..." },
 * );
 * if (client.provider !== "gateway") throw new Error("expected a client of the gateway");
 * ```
 */
export function anthropicMessages(): Protocol {
  return {
    name: "anthropic-messages",
    path: "/messages",
    version: "always",
    headers: { "anthropic-version": "2023-06-01" },
    schemas: "native",
    remedies: REMEDIES,
    body: bodyOf,
    reader: makeReader,
    readBody: (body) => Array.isArray(body["content"]) ? readMessage(body) : undefined,
  };
}

function bodyOf({ model, messages, temperature, maxTokens = MAX_TOKENS, format }: WireCall): Json {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content).join("\n\n");
  return {
    model,
    max_tokens: maxTokens,
    ...(system === "" ? {} : { system }),
    messages: messages.filter(({ role }) => role !== "system").map(toTurn),
    stream: true,
    ...(temperature === undefined ? {} : { temperature }),
    ...(format?.type !== "schema" ? {} : {
      output_config: { format: { type: "json_schema", schema: plainSchema(format.schema) } },
    }),
  };
}

/** A message as it is sent; what other calls share is a block of its own, up to which Anthropic then caches. */
function toTurn({ role, content, sharedChars = 0 }: Message): Json {
  const shared = content.slice(0, sharedChars);
  if (shared.trim() === "" || shared === content) return { role, content };
  return {
    role,
    content: [
      { type: "text", text: shared, cache_control: { type: "ephemeral" } },
      { type: "text", text: content.slice(sharedChars) },
    ],
  };
}

/** Reads by `data.type`: gateways drop the event's name. Unknown events and deltas are not looked at, as documented. */
function makeReader(): (data: Json) => Delta | string {
  // Only blocks of type "text" hold the answer; these are the others.
  const others = new Set<unknown>();
  return (data) => {
    if (data["type"] === "content_block_delta" && !data["error"]) {
      return readDelta(data["delta"], !others.has(data["index"]));
    }
    if (saysError(data)) return { error: readError(data) };
    switch (data["type"]) {
      case "message_start":
        return isObject(data["message"]) ? readHead(data["message"]) : {};
      case "content_block_start": {
        const block = data["content_block"];
        if (!isObject(block)) return {};
        if (block["type"] === "text") others.delete(data["index"]);
        else others.add(data["index"]);
        return readBlock(block);
      }
      case "message_delta": {
        const delta = isObject(data["delta"]) ? data["delta"] : {};
        return { ...readEnd(delta), ...(isObject(data["usage"]) ? { usage: readUsage(data["usage"]) } : {}) };
      }
      case "message_stop":
        return { done: true };
      default:
        return {};
    }
  };
}

function readHead(message: Json): Delta {
  return {
    ...(isObject(message["usage"]) ? { usage: readUsage(message["usage"]) } : {}),
    ...(typeof message["model"] === "string" ? { model: message["model"] } : {}),
    ...(typeof message["id"] === "string" ? { id: message["id"] } : {}),
    ...readEnd(message),
  };
}

function readBlock(block: Json): Delta {
  if (block["type"] === "text" && typeof block["text"] === "string") return { text: block["text"] };
  if (block["type"] === "thinking" && typeof block["thinking"] === "string") return { reasoning: block["thinking"] };
  return {};
}

function readDelta(delta: unknown, inText: boolean): Delta | string {
  if (!isObject(delta)) return {};
  if (delta["type"] === "text_delta" && inText && typeof delta["text"] === "string") return delta["text"];
  if (delta["type"] === "thinking_delta" && typeof delta["thinking"] === "string") {
    return { reasoning: delta["thinking"] };
  }
  return {};
}

function readEnd(message: Json): Delta {
  const reason = message["stop_reason"];
  if (typeof reason !== "string" || reason === "") return {};
  const details = isObject(message["stop_details"]) ? message["stop_details"] : {};
  const why = [details["explanation"], details["category"]].find((value) => typeof value === "string" && value !== "");
  return { finish: FINISHES.get(reason) ?? "other", ...(typeof why === "string" ? { explanation: why } : {}) };
}

function readMessage(body: Json): Delta {
  const blocks = (Array.isArray(body["content"]) ? body["content"] : []).filter(isObject).map(readBlock);
  return {
    text: blocks.map(({ text = "" }) => text).join(""),
    reasoning: blocks.map(({ reasoning = "" }) => reasoning).join(""),
    ...readHead(body),
  };
}

function readUsage(usage: Json): UsageFacts {
  const details = isObject(usage["output_tokens_details"]) ? usage["output_tokens_details"] : {};
  return {
    input: amount(usage["input_tokens"]),
    cacheRead: amount(usage["cache_read_input_tokens"]),
    cacheWrite: amount(usage["cache_creation_input_tokens"]),
    output: amount(usage["output_tokens"]),
    reasoning: amount(details["thinking_tokens"]),
    cost: amount(usage["cost"]),
  };
}
