/**
 * Providers that speak OpenAI Chat Completions and differ from OpenAI in a line. Facts: WIRE.md 1.4.
 * @module
 */
import { openaiChat, type OpenAiChatOptions } from "../protocols/openai_chat.ts";
import type { HttpProvider } from "../provider.ts";

/** Makes a provider that speaks OpenAI Chat Completions. What runs on this machine by default needs no key elsewhere. */
function preset(
  name: string,
  title: string,
  baseUrl: string,
  setup: string,
  options?: OpenAiChatOptions,
): HttpProvider {
  return {
    name,
    title,
    baseUrl,
    setup,
    protocol: openaiChat(options),
    keyOptional: baseUrl.startsWith("http://127.0.0.1"),
  };
}

/** The presets, each in a line. */
export const presets: readonly HttpProvider[] = [
  preset("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "Make a key at <https://openrouter.ai/keys>."),
  // Groq streams no structured outputs (jgravelle/GroqApiLibrary#33).
  preset("groq", "Groq", "https://api.groq.com/openai/v1", "Make a key at <https://console.groq.com/keys>.", {
    schemas: "none",
  }),
  // Mistral refuses parameters that it does not know, and sends the usage without being asked.
  preset("mistral", "Mistral", "https://api.mistral.ai/v1", "Make a key at <https://console.mistral.ai/api-keys>.", {
    streamOptions: false,
  }),
  // DeepSeek knows JSON as a format, but no schema.
  preset(
    "deepseek",
    "DeepSeek",
    "https://api.deepseek.com/v1",
    "Make a key at <https://platform.deepseek.com/api_keys>.",
    {
      schemas: "json",
    },
  ),
  preset("xai", "xAI", "https://api.x.ai/v1", "Make a key at <https://console.x.ai>."),
  preset(
    "gemini",
    "Google Gemini",
    "https://generativelanguage.googleapis.com/v1beta/openai",
    "Make a key at <https://aistudio.google.com/apikey>.",
  ),
  preset("ollama", "Ollama", "http://127.0.0.1:11434/v1", "Install it, `ollama pull` a model and start it; no key."),
  preset("lmstudio", "LM Studio", "http://127.0.0.1:1234/v1", "Load a model and start its local server; no key."),
  preset("llamacpp", "llama.cpp", "http://127.0.0.1:8080/v1", "Start `llama-server -m MODEL.gguf`; no key."),
];
