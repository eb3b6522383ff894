import { openaiChat } from "../protocols/openai_chat.ts";
import type { HttpProvider } from "../provider.ts";

/** Any server that speaks OpenAI Chat Completions: vLLM, LiteLLM, Azure, a company's gateway. A schema goes into words. */
export const generic: HttpProvider = {
  name: "generic",
  title: "Any OpenAI-compatible server",
  protocol: openaiChat({ schemas: "none" }),
  keyOptional: true,
  setup: "Set `GENERIC_API_BASE_URL` and name a model; a key is needed only where the server asks for one.",
};
