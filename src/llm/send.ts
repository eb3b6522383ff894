import { Fault } from "./fault.ts";
import { shownUrl } from "./url.ts";
import type { Watch } from "./watch.ts";

/** A request as it goes out: a POST, or a GET where it has no body. */
export interface WireRequest {
  url: URL;
  headers: Headers;
  body?: string;
}

/** Sends a request: the only `fetch` of devussy. It follows no redirect, since the key and the prompt would go along. */
export async function send({ url, headers, body }: WireRequest, watch: Watch, own?: typeof fetch): Promise<Response> {
  const what = body === undefined ? { method: "GET" } : { method: "POST", body };
  const init: RequestInit = { ...what, headers, redirect: "manual", signal: watch.signal };
  watch.wait();
  try {
    return await (own === undefined ? fetch(url, init) : unlessAborted(own(url, init), watch.signal));
  } catch (error) {
    throw watch.fault ?? networkFault(error, url);
  } finally {
    watch.arrived(0);
  }
}

/** A caller's own `fetch` may not look at the signal. */
function unlessAborted(response: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    response.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Reasons by the words of the platform's error: it has no codes (DENO.md section 8). */
const REASONS: readonly [RegExp, (host: string) => string, (host: string) => string][] = [
  [
    /dns error|failed to lookup|name or service not known|getaddrinfo/i,
    (host) => `the host ${host} is not known (DNS)`,
    () => "Check the base URL and the network.",
  ],
  [
    /connection refused/i,
    (host) => `the connection to ${host} was refused`,
    (host) => `Is the server at ${host} running? Check the base URL.`,
  ],
  [
    /certificate|UnknownIssuer/i,
    (host) => `the certificate of ${host} is not trusted`,
    () => "Behind a company proxy, name its authority with DENO_CERT=FILE or DENO_TLS_CA_STORE=system.",
  ],
  [
    /corrupt message|tls|ssl|handshake/i,
    (host) => `no secure connection (TLS) to ${host}`,
    () => "Does the server speak https? For a local server write http://.",
  ],
  [
    /tunnel|proxy/i,
    (host) => `the proxy gives no way to ${host}`,
    () => "Check HTTPS_PROXY and NO_PROXY.",
  ],
  [
    /network unreachable|no route|timed out/i,
    (host) => `the host ${host} cannot be reached`,
    () => "Check the network.",
  ],
];

function networkFault(error: unknown, url: URL): Fault {
  const said = error instanceof Error ? `${error.message} ${causesOf(error)}` : String(error);
  // The platform repeats the address, whose query may hold a key.
  const text = said.replaceAll(url.href, shownUrl(url));
  if (error instanceof Error && (error.name === "NotCapable" || /Requires net access/.test(text))) {
    return new Fault({
      kind: "config",
      what: `Deno may not connect to ${url.host}`,
      hint: `Add --allow-net=${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}.`,
    });
  }
  if (/ports? \d* ?(?:is|are)? ?blocked/i.test(text)) {
    return new Fault({
      kind: "config",
      what: `port ${url.port} is one that fetch never uses`,
      hint: "Run the server on another port.",
    });
  }
  const known = REASONS.find(([pattern]) => pattern.test(text));
  return new Fault({
    kind: "network",
    what: known?.[1](url.host) ?? `the connection to ${url.host} broke before an answer: ${text.slice(0, 400)}`,
    hint: known?.[2](url.host) ?? `Try again; the request went to ${shownUrl(url)}.`,
    retry: "always",
  });
}

/** The messages of an error's causes, where alone the reason stands. */
function causesOf(error: Error): string {
  const parts: string[] = [];
  for (let at = error.cause, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    parts.push(at.message);
  }
  return parts.join(": ");
}
