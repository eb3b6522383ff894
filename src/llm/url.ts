import { ConfigError } from "../errors.ts";
import { oneLine } from "../text.ts";
import { urlVariablesOf } from "./key.ts";
import type { HttpProvider } from "./provider.ts";

/** Why a base URL cannot be used; `shown` is as much of it as may be shown. */
export interface UrlProblem {
  expected: string;
  shown: string;
}

/** What is wrong with a base URL; undefined: nothing. */
export function urlProblem(text: string): UrlProblem | undefined {
  const url = URL.parse(text.trim());
  // What may hold a password or a key is not repeated.
  const shown = text.includes("@") ? "" : `"${oneLine(text.split(/[?#]/)[0] ?? "").slice(0, 100)}"`;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    return { expected: "an address that begins with https:// or http://", shown };
  }
  if (url.username !== "" || url.password !== "") return { expected: "no user name or password in it", shown };
  if (!isInside(url.hostname)) return undefined;
  return { expected: "a server, not an address of the cloud's own machinery", shown };
}

/** How a provider's base URL is to be written. */
export function urlHint({ name, baseUrl = "http://127.0.0.1:8000/v1" }: HttpProvider): string {
  return `Write it like ${baseUrl} (baseUrl; on the command line --base-url or ${urlVariablesOf(name)[0]}).`;
}

/**
 * The address that requests go to. A base URL may end with or without a slash, with `/v1`, with `/v1` twice, or be the
 * full address; an origin alone gets the path of the provider's own base URL.
 *
 * @throws {ConfigError} If it is no `http:` or `https:` URL, or has a user name in it.
 */
export function endpointOf(provider: HttpProvider, given: string | undefined): URL {
  const { name, protocol, baseUrl: own } = provider;
  const text = (given ?? own ?? "").trim();
  if (text === "") {
    throw new ConfigError(
      `Cannot use provider "${name}": it needs a base URL, got none`,
      `Pass baseUrl, such as http://127.0.0.1:8000/v1; on the command line --base-url or ${urlVariablesOf(name)[0]}.`,
    );
  }
  const problem = urlProblem(text);
  if (problem !== undefined) {
    const shown = problem.shown === "" ? "" : ` ${problem.shown}`;
    throw new ConfigError(
      `Cannot use the base URL${shown} of provider "${name}": expected ${problem.expected}`,
      urlHint(provider),
    );
  }
  const url = new URL(text);
  url.hash = "";
  const path = url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "").replace(/(\/v\d+)\1$/, "$1");
  const full = path.endsWith(protocol.path);
  const versioned = /\/v\d[^/]*$/.test(path);
  const base = path === "" ? pathOf(own) : protocol.version === "always" && !versioned ? `${path}/v1` : path;
  url.pathname = full ? path.replace(/(\/v\d+)\1\//, "$1/") : `${base}${protocol.path}`;
  return url;
}

/** Whether a host is link-local or a cloud's metadata service, which hands out credentials to whoever asks. */
function isInside(hostname: string): boolean {
  return /^(?:169\.254\.|\[fe[89ab][\da-f]:|\[::ffff:a9fe:|\[fd00:ec2::254\]$|100\.100\.100\.200$|metadata\.google\.internal\.?$)/i
    .test(hostname);
}

/** The path of the provider's own base URL; `/v1` where it has none. */
function pathOf(own: string | undefined): string {
  const path = own === undefined ? "" : new URL(own).pathname.replace(/\/$/, "");
  return path === "" ? "/v1" : path;
}

/** An address that is safe to show: without its query. */
export function shownUrl(url: URL): string {
  return url.origin + url.pathname;
}
