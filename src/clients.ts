/**
 * The clients of model providers alone, for who wants no plans: they load in a quarter of the time of all of devussy.
 *
 * @example Whoever answers, the call is the same
 * ```ts
 * import { createLLMClient, LLMError } from "@devussy/devussy/llm";
 *
 * const client = createLLMClient("ollama", { baseUrl: "http://127.0.0.1:65000", retry: { maxAttempts: 1 } });
 * try {
 *   console.log(await client.generate([{ role: "user", content: "Name a colour." }]));
 * } catch (error) {
 *   // Nobody listens on that port, or Deno may not ask it.
 *   if (!(error instanceof LLMError) || !["network", "config"].includes(error.kind)) throw error;
 * }
 * ```
 * @module
 */
export * from "./errors.ts";
export type { Json } from "./llm/json.ts";
export type * from "./llm/provider.ts";
export type * from "./llm/types.ts";
export { createLimiter } from "./llm/limiter.ts";
export { anthropicMessages } from "./llm/protocols/anthropic_messages.ts";
export { openaiChat, type OpenAiChatOptions } from "./llm/protocols/openai_chat.ts";
export { offline } from "./planner/offline.ts";
export { createLLMClient, providers } from "./providers.ts";
