import { anthropicMessages } from "../protocols/anthropic_messages.ts";
import type { HttpProvider } from "../provider.ts";

/** Anthropic's own API. The header `anthropic-version` can be set by `headers`. */
export const anthropic: HttpProvider = {
  name: "anthropic",
  title: "Anthropic",
  protocol: anthropicMessages(),
  baseUrl: "https://api.anthropic.com",
  auth: "x-api-key",
  setup: "Make a key at <https://console.anthropic.com/settings/keys>.",
};
