import type { Settings } from "../../config/settings.ts";
import { LLMError } from "../../errors.ts";
import { duration } from "../../llm/duration.ts";
import { checkedKey, needsKey, variableOf } from "../../llm/key.ts";
import { listModels } from "../../llm/models.ts";
import type { HttpProvider } from "../../llm/provider.ts";
import type { ClientOptions } from "../../llm/types.ts";
import { endpointOf, shownUrl } from "../../llm/url.ts";
import { failureOf } from "../failure.ts";
import { hostOf } from "../detect.ts";
import type { Io } from "../command.ts";
import { type Check, fail, ok, skip, warn } from "./check.ts";
import { checkModel } from "./model.ts";

/** How long a list of models may take, at most. */
const MOST_MS = 10_000;

/** Who is checked, with what is set for it. */
export interface Subject {
  provider: HttpProvider;
  /** The models that a run will ask; absent: the provider's own. */
  models: readonly (string | undefined)[];
  settings: Settings;
  /** Settles the options of a client, as a run would. */
  options: () => ClientOptions;
}

/** Checks the key, the address and the model of one provider, by asking it for its models. */
export async function checkEndpoint(subject: Subject, io: Io): Promise<Check[]> {
  const { provider, settings } = subject;
  const { name } = provider;
  const { apiKey, baseUrl } = settings.providers[name] ?? {};
  const unknown = skip("model", `${name}: not looked up`);
  let key = skip("key", `${name}: not looked at`);
  try {
    const url = endpointOf(provider, baseUrl);
    key = checkKey(provider, apiKey, url, io);
    const host = hostOf(url);
    const why = key.status === "fail"
      ? "since its key is missing"
      : io.mayConnect(host)
      ? undefined
      : `since Deno may not connect to ${host}`;
    if (why !== undefined) return [key, skip("endpoint", `${name}: not asked, ${why}`), unknown];
    return await checkAnswer(subject, subject.options(), url, key, io);
  } catch (error) {
    return [key, failed("endpoint", name, error, io), unknown];
  }
}

/** Asks, and says what the answer tells of key, address and models. */
async function checkAnswer(
  { provider, models, settings }: Subject,
  options: ClientOptions,
  url: URL,
  key: Check,
  io: Io,
): Promise<Check[]> {
  const { name, protocol } = provider;
  const started = performance.now();
  const answer = await ask(provider, options, io.signal);
  const time = duration(performance.now() - started);
  const answers = `${name}: ${shownUrl(url).slice(0, -protocol.path.length)} answers in ${time}`;
  const listed = answer instanceof LLMError ? undefined : answer;
  const own = settings.providers[name]?.model ?? provider.defaultModel;
  const asked = [...new Set(models.map((model) => model ?? own))].map((model) =>
    checkModel(provider, url, model, listed)
  );
  if (!(answer instanceof LLMError)) {
    const tried = options.apiKey === undefined ? key : ok("key", `${key.message} and not refused`);
    return [tried, ok("endpoint", answers), ...asked];
  }
  if (answer.kind === "auth" || answer.kind === "billing") {
    return [failed("key", name, answer, io), ok("endpoint", answers), ...asked];
  }
  // Some servers list no models.
  const listless = ["not_found", "bad_request", "rate_limit"].includes(answer.kind) ||
    (answer.kind === "bad_response" && answer.code !== "html_page");
  const status = answer.status === undefined ? "" : ` (HTTP ${answer.status})`;
  const endpoint = listless
    ? warn("endpoint", `${answers}, but gives no list of models${status}`, answer.hint)
    : failed("endpoint", name, answer, io);
  return [key, endpoint, ...asked];
}

/** Checks that a key is there; never says what it is. */
function checkKey(provider: HttpProvider, apiKey: string | undefined, url: URL, io: Io): Check {
  const { name } = provider;
  const variable = variableOf(name);
  try {
    if (checkedKey(apiKey, name) !== undefined) return ok("key", `${name}: ${variable} is set`);
  } catch (error) {
    return failed("key", name, error, io);
  }
  // Before all else: a host that only this project names is not asked, though it may need no key.
  if (io.env(variable) !== undefined && io.env(variable) !== "") {
    const why = "is kept back, since this project would send it to another host than the provider's own";
    return fail("key", 2, `${name}: ${variable} ${why}`, "If you trust that host, add --trust-project.");
  }
  if (!needsKey(provider, url)) return ok("key", `${name}: needs none there`);
  return io.mayRead(variable)
    ? fail(
      "key",
      2,
      `${name}: ${variable} is not set`,
      `Set it. ${(provider.setup ?? "").replace(/[<>`]/g, "")}`.trim(),
    )
    : fail(
      "key",
      2,
      `${name}: Deno may not read ${variable}`,
      `Add --allow-env=${variable.replace("_API_KEY", "_*")}.`,
    );
}

async function ask(provider: HttpProvider, options: ClientOptions, signal: AbortSignal): Promise<string[] | LLMError> {
  const { firstByteMs = MOST_MS, totalMs = MOST_MS } = options.timeouts ?? {};
  const timeouts = { firstByteMs: Math.min(firstByteMs, MOST_MS), totalMs: Math.min(totalMs, MOST_MS) };
  try {
    return await listModels(provider, { ...options, timeouts: { ...options.timeouts, ...timeouts } }, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LLMError) return error;
    throw error;
  }
}

/** An error as a check that fails as a run would. */
function failed(check: string, provider: string, error: unknown, io: Io): Check {
  io.signal.throwIfAborted();
  const { exitCode, message, hint } = failureOf(error, io.signal);
  // A bug stays one.
  if (exitCode === 1) throw error;
  return fail(check, exitCode, `${provider}: ${message.replace(/^Cannot list the models of "[^"]*": /, "")}`, hint);
}
