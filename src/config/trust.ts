/**
 * Where a user's key may go. A project's own files must not choose it: who fetches a project of somebody else's would
 * send that person the key with the first run.
 * @module
 */
import { ConfigError } from "../errors.ts";
import { variableOf } from "../llm/key.ts";
import { endpointOf } from "../llm/url.ts";
import { remote } from "./environment.ts";
import { type Merged, settingAt } from "./resolve.ts";
import type { Providers } from "./value.ts";

/** A key of the process environment that a project's file would send elsewhere. */
export interface Doubt {
  provider: string;
  /** Where it would go: scheme, host and port. */
  origin: string;
  host: string;
  /** Where the provider is by itself, if anywhere. */
  ownHost?: string;
  /** The variable that holds the key. */
  variable: string;
  /** The file that says so, and where in it. */
  file: string;
  from: string;
}

/** Who would get a key that was not meant for them: also on this machine, where anybody may listen. */
export function doubtsOf(merged: Merged, providers: Providers): Doubt[] {
  return remote(providers).flatMap((name): Doubt[] => {
    const url = settingAt(merged, "llm_providers", name, "base_url");
    const key = settingAt(merged, "llm_providers", name, "api_key");
    const provider = providers[name];
    if (provider === undefined || "answer" in provider || key?.source !== "environment") return [];
    if (typeof url?.value !== "string" || (url.source !== "project" && url.source !== ".env")) return [];
    const target = targetOf(() => endpointOf(provider, String(url.value)));
    const own = provider.baseUrl === undefined ? undefined : URL.parse(provider.baseUrl);
    // The scheme counts as well: over http anybody on the way is another host.
    if (target === undefined || target.origin === own?.origin) return [];
    return [{
      provider: name,
      origin: target.origin,
      host: target.host,
      ...(own === undefined || own === null ? {} : { ownHost: own.host }),
      variable: variableOf(name),
      file: url.source === ".env" ? ".env" : url.from.replace(/:\d+:\d+$/, ""),
      from: url.from,
    }];
  });
}

function targetOf(endpoint: () => URL): URL | undefined {
  try {
    return endpoint();
  } catch (error) {
    // An address that cannot be used gets no key.
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** What is remembered of a doubt: nothing that tells where somebody works. Absent where the file has no path to know it by. */
export async function hashOf({ file, provider, origin }: Doubt): Promise<string | undefined> {
  let path: string;
  try {
    path = await Deno.realPath(file);
  } catch {
    return undefined;
  }
  const bytes = new TextEncoder().encode(JSON.stringify([path, provider, origin]));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
