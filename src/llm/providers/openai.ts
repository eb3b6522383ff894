import { openaiChat } from "../protocols/openai_chat.ts";
import type { HttpProvider } from "../provider.ts";

/** OpenAI's own API. Its reasoning models (o1 and later, GPT-5 and later) know the limit only as `max_completion_tokens`. */
export const openai: HttpProvider = {
  name: "openai",
  title: "OpenAI",
  protocol: openaiChat({ maxTokensName: (model) => isReasoning(model) ? "max_completion_tokens" : "max_tokens" }),
  baseUrl: "https://api.openai.com/v1",
  setup: "Make a key at <https://platform.openai.com/api-keys>.",
};

function isReasoning(model: string): boolean {
  const version = /^(?:ft:)?gpt-(\d+)/.exec(model)?.[1];
  return /^(?:ft:)?o\d/.test(model) || (version !== undefined && Number(version) >= 5 && !/-chat\b/.test(model));
}
