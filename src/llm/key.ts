import { ConfigError } from "../errors.ts";
import { isLoopback } from "./loopback.ts";
import type { HttpProvider } from "./provider.ts";

/** Headers whose values are secrets. */
const SECRET = /auth|key$|token|secret|cookie|password/i;

/**
 * Trims and checks a key before it gets near a header, since the platform's own error would repeat it.
 *
 * @throws {ConfigError} If it has a line break, or a character that is not printable ASCII. The key is not repeated.
 */
export function checkedKey(key: string | undefined, provider: string): string | undefined {
  if (key !== undefined && key !== null && typeof key !== "string") {
    throw new ConfigError(
      `Cannot use the key of provider "${provider}": expected a string, got ${typeof key}`,
      `Set ${variableOf(provider)} or apiKey to a string.`,
    );
  }
  const trimmed = key?.trim() ?? "";
  if (trimmed === "") return undefined;
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  const what = /[\r\n]/.test(trimmed)
    ? "a line break"
    : /\s/.test(trimmed)
    ? "white space"
    : "a character that is not printable ASCII";
  throw new ConfigError(
    `Cannot use the key of provider "${provider}": expected printable ASCII, got ${what} in it`,
    `Copy the key again into ${variableOf(provider)}, on one line.`,
  );
}

/** Checks headers that a user gives. Their values are not repeated. */
export function checkedHeaders(headers: Readonly<Record<string, string>>, provider: string): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue;
    throw new ConfigError(
      `Cannot use the header "${
        name.split(/[^\w-]/)[0]?.slice(0, 40)
      }" of provider "${provider}": expected one line of Latin letters`,
      "Remove line breaks and other control characters from it.",
    );
  }
}

/** The values of headers that must never be shown. */
export function secretsIn(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).filter(([name]) => SECRET.test(name)).map(([, value]) =>
    value.replace(/^(?:Bearer|Basic)\s+/i, "").trim()
  );
}

/** Whether a provider must be given a key there: not on this machine, nor where its servers are one's own. */
export function needsKey({ keyOptional }: HttpProvider, url: URL | null): boolean {
  return keyOptional !== true && !(url !== null && isLoopback(url.hostname));
}

/** The variable that holds a provider's key. */
export function variableOf(provider: string): string {
  return `${stem(provider)}_API_KEY`;
}

/** The variables that may hold a provider's base URL; the first is the one to name. */
export function urlVariablesOf(provider: string): [string, string] {
  return [`${stem(provider)}_API_BASE_URL`, `${stem(provider)}_BASE_URL`];
}

function stem(provider: string): string {
  return provider.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** Whether a text can be sent as a key. */
export function isKey(text: string | undefined, provider: string): boolean {
  try {
    return checkedKey(text, provider) !== undefined;
  } catch {
    return false;
  }
}
