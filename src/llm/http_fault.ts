import { readStart } from "./body.ts";
import { hintFor, kindOf, mayRetry } from "./classify.ts";
import { readErrorText } from "./error_body.ts";
import { Fault } from "./fault.ts";
import { retryAfterOf } from "./retry.ts";
import type { Target } from "./target.ts";
import { shownUrl } from "./url.ts";
import type { Watch } from "./watch.ts";

/** The most of an error's body that is read. */
const MOST_CHARS = 65_536;

/** The provider's id of a request. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of ["x-request-id", "request-id", "x-generation-id"]) {
    const value = headers.get(name);
    if (value !== null && value !== "") return value.slice(0, 200);
  }
  return undefined;
}

/** Makes the fault of an answer whose status is not a success. */
export async function httpFault(response: Response, target: Target, watch: Watch): Promise<Fault> {
  const { status, headers } = response;
  const requestId = requestIdOf(headers);
  if (status >= 300 && status < 400) return redirectFault(response, target, requestId);
  // The status says enough: for the words beside it, nobody waits long.
  watch.finishing();
  const facts = readErrorText(await readStart(response, watch, MOST_CHARS));
  if (watch.fault?.facts.kind === "aborted") return watch.fault;
  const kind = kindOf(status, facts, target.billingStatuses);
  const asked = Math.max(retryAfterOf(headers, target.now()) ?? -1, facts.retryAfterMs ?? -1);
  const retryAfterMs = asked < 0 ? undefined : asked;
  const keyless = status === 401 && target.secrets.length === 0;
  const said = facts.message === undefined ? "" : `, "${facts.message}"`;
  return new Fault({
    kind,
    what: `HTTP ${status}${keyless ? " (no key was sent)" : nameOf(status)}${said}`,
    hint: hintFor(kind, target),
    retry: retryOf(kind, headers.get("x-should-retry")),
    status,
    code: facts.code ?? facts.type,
    param: facts.param,
    requestId,
    retryAfterMs,
  });
}

/** What the server says about trying again wins, but not over an empty account or a wrong key. */
function retryOf(kind: Fault["facts"]["kind"], said: string | null): "always" | "never" {
  if (kind === "billing" || kind === "auth" || said === "false") return "never";
  return said === "true" || mayRetry(kind) ? "always" : "never";
}

/** A redirect is never followed: the key and the prompt would go along. */
function redirectFault({ status, headers }: Response, { url }: Target, requestId: string | undefined): Fault {
  const location = headers.get("location") ?? "";
  const to = URL.parse(location, url);
  // Within a host the path tells where to; to another one its name is enough.
  const where = to === null ? "nowhere" : to.host === "" ? to.protocol : to.host === url.host ? shownUrl(to) : to.host;
  return new Fault({
    kind: "config",
    what: `HTTP ${status}: the server redirects to ${where}; nothing was sent there`,
    hint: `If ${where} is right, set the base URL to it.`,
    status,
    requestId,
  });
}

function nameOf(status: number): string {
  const names: Readonly<Record<number, string>> = {
    401: " (the key is refused)",
    402: " (no credit)",
    403: " (not allowed)",
    404: " (not found)",
    413: " (request too large)",
    429: " (too many requests)",
    502: " (bad gateway)",
    503: " (unavailable)",
    504: " (gateway timeout)",
    529: " (overloaded)",
  };
  return names[status] ?? "";
}
