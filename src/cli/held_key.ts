import type { Settings } from "../config/settings.ts";

/** Names the provider whose key stands in one of the texts; absent where none does. */
export function heldKey(texts: readonly string[], providers: Settings["providers"]): string | undefined {
  return Object.entries(providers).find(([, { apiKey }]) =>
    // A shorter one may be a word, as local servers have it.
    apiKey !== undefined && apiKey.length >= 12 && texts.some((text) => text.includes(apiKey))
  )?.[0];
}
