import { ConfigError } from "../errors.ts";
import { VERSION } from "../version.ts";
import { Remedies } from "./heal.ts";
import { checkedHeaders, checkedKey, needsKey, secretsIn, variableOf } from "./key.ts";
import { createLimiter } from "./limiter.ts";
import type { HttpProvider, Protocol } from "./provider.ts";
import { redactor } from "./redact.ts";
import { type RetryPolicy, retryPolicy } from "./retry.ts";
import { checkNumbers, type Settled, withDefaults } from "./settings.ts";
import type { AnswerLimits, ClientOptions, Limiter, Price, RetryQuota, Timeouts } from "./types.ts";
import { isLoopback } from "./loopback.ts";
import { endpointOf } from "./url.ts";
import { timeoutsOf } from "./watch.ts";

/** All that is settled about a provider before the first call. It holds the key: it stays inside the client. */
export interface Target {
  provider: string;
  model: string;
  protocol: Protocol;
  url: URL;
  headers: Readonly<Record<string, string>>;
  extraBody: Readonly<Record<string, unknown>>;
  /** What must never be shown, least of all in an answer. */
  secrets: readonly string[];
  /** Statuses that mean "no money left" besides 402. */
  billingStatuses: readonly number[];
  price: Price | undefined;
  redact: (text: string) => string;
  /** The same for a model's own text. */
  redactText: (text: string) => string;
  timeouts: Settled<Timeouts>;
  retry: RetryPolicy;
  retryQuota: RetryQuota;
  limits: Settled<AnswerLimits>;
  limiter: Limiter;
  remedies: Remedies;
  /** About the settings; they go with each answer. */
  warnings: readonly string[];
  fetch: typeof fetch | undefined;
  now: () => number;
  random: () => number;
}

/** Not a number, so that both must be given. */
const NO_PRICE: Price = { inputPerMillion: NaN, outputPerMillion: NaN };

/**
 * Settles a provider and the options of a client.
 *
 * @throws {ConfigError} If something is missing or cannot be used; the key is never repeated.
 */
export function targetOf(provider: HttpProvider, options: ClientOptions): Target {
  const { name, protocol } = provider;
  const url = endpointOf(provider, options.baseUrl);
  const key = checkedKey(options.apiKey, name);
  const own = options.headers ?? {};
  checkedHeaders(own, name);
  const model = options.model ?? provider.defaultModel ?? "";
  if (model.trim() === "") {
    throw new ConfigError(
      `Cannot use provider "${name}": it needs a model, got none`,
      "Pass model; on the command line --model.",
    );
  }
  const secrets = [...(key === undefined ? [] : [key]), ...secretsIn({ ...provider.headers, ...own })];
  // A key in the address is no key to send, but no less a secret.
  const hidden = [...url.searchParams].filter(([name]) => name !== "api-version").map(([, value]) => value);
  if (secrets.length === 0 && needsKey(provider, url)) {
    throw new ConfigError(
      `Cannot use provider "${name}": it needs a key, got none`,
      `Set ${variableOf(name)}, or pass apiKey where you call it. A server on this machine needs none.`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && secrets.length > 0 && options.allowHttp !== true) {
    throw new ConfigError(
      `Cannot send the key of provider "${name}" to ${url.host}: expected https, got http, which anybody between can read`,
      "Write https://, or allow it (allowHttp, --allow-http) within a network that you trust.",
    );
  }
  const limits = withDefaults(
    { wireBytes: 32_000_000, answerChars: 4_000_000, lineChars: 1_000_000 },
    options.limits,
  );
  const timeouts = timeoutsOf(options.timeouts);
  const retry = retryPolicy(options.retry);
  checkNumbers("limits", limits, 1);
  checkNumbers("timeouts", timeouts, 0);
  checkNumbers("retry", retry, 0);
  if (options.price !== undefined) checkNumbers("price", withDefaults({ ...NO_PRICE }, options.price), 0);
  const warning = provider.checkModel?.(model);
  return {
    provider: name,
    model,
    protocol,
    url,
    headers: headersOf(provider, key, own),
    extraBody: options.extraBody ?? {},
    secrets,
    billingStatuses: provider.billingStatuses ?? [],
    price: options.price,
    redact: redactor([...secrets, ...hidden]),
    redactText: redactor([...secrets, ...hidden], []),
    timeouts,
    retry,
    retryQuota: options.retryQuota ?? { left: Infinity },
    limits,
    limiter: options.limiter ?? createLimiter(options.rate),
    remedies: new Remedies(protocol.remedies),
    warnings: warning === undefined ? [] : [warning],
    fetch: options.fetch,
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
  };
}

/** The headers of every request; the user's win. Names are compared without case. */
function headersOf(
  { auth = "bearer", headers, protocol }: HttpProvider,
  key: string | undefined,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const all: Record<string, string> = {
    "content-type": "application/json",
    accept: "text/event-stream, application/json",
    "user-agent": `devussy/${VERSION}`,
  };
  const keyed = key === undefined ? {} : auth === "bearer" ? { authorization: `Bearer ${key}` } : { [auth]: key };
  for (const [name, value] of Object.entries({ ...protocol.headers, ...headers, ...keyed, ...own })) {
    all[name.toLowerCase()] = value;
  }
  return all;
}
