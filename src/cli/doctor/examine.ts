import type { Settings, Who } from "../../config/settings.ts";
import { checkedKey, variableOf } from "../../llm/key.ts";
import type { HttpProvider } from "../../llm/provider.ts";
import { endpointOf } from "../../llm/url.ts";
import { providers } from "../../providers.ts";
import type { Io, Values } from "../command.ts";
import { withProvider } from "../../config/resolve.ts";
import { clientOf } from "../client_options.ts";
import { chooseAmong, findServers, hostOf, keyedProvider } from "../detect.ts";
import { type Check, fail, ok, skip, warn } from "./check.ts";
import { checkConfiguration } from "./configuration.ts";
import { checkEndpoint } from "./endpoint.ts";
import { checkFolders } from "./folders.ts";
import { checkLocal } from "./local.ts";
import { checkPermissions } from "./permissions.ts";
import { checkVersions } from "./versions.ts";

const UNREADABLE = "not looked at: the configuration cannot be read";
const NO_MODEL = "no model is asked";

/** Makes all checks. It asks nobody but for lists of models, and leaves nothing behind. */
export async function examine(values: Values, io: Io): Promise<Check[]> {
  const { settings: given, from, readable, checks } = await checkConfiguration(values, io);
  const servers = values.on("no-detect") ? undefined : await findServers(given, io);
  const { who: chosen, why } = given.provider === "auto"
    ? keyedProvider(given) ?? chooseAmong(servers)
    : { who: given.provider, why: `named by ${from}` };
  const settings = withProvider(given, chosen);
  const who = settings.provider;
  const people = [who, ...Object.values(settings.stages), ...settings.fallback];
  const asked = remoteAmong(readable ? people : []);
  const subjects = [...asked].map(([provider, models]) => ({
    provider,
    models,
    settings,
    options: () => clientOf(settings, { provider: provider.name, ...withModel(models[0]) }, io).options,
  }));
  const endpoints = await Promise.all(subjects.map((subject) => checkEndpoint(subject, io)));
  const models = subjects.length > 0;
  return [
    ...checkVersions(),
    ...checks,
    readable ? checkProvider(who, why) : skip("provider", UNREADABLE),
    ...checkOtherKeys(settings, asked),
    ...(models
      ? endpoints.flat()
      : ["key", "endpoint", "model"].map((name) => skip(name, readable ? NO_MODEL : UNREADABLE))),
    checkLocal(servers),
    ...checkPermissions({ settings, hosts: hostsOf(subjects), models, auto: given.provider === "auto" }, io),
    ...checkFolders(settings, models, io),
  ];
}

function checkProvider({ provider }: Who, why: string): Check {
  return Object.hasOwn(providers, provider)
    ? ok("provider", `${provider}: ${why}`)
    : fail("provider", 2, `${provider}: there is no such provider`, "See: devussy providers");
}

/** Those who are asked over HTTP, each with its models. */
function remoteAmong(all: readonly Who[]): Map<HttpProvider, (string | undefined)[]> {
  const asked = new Map<HttpProvider, (string | undefined)[]>();
  for (const { provider: name, model } of all) {
    const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
    if (provider === undefined || "answer" in provider) continue;
    asked.set(provider, [...(asked.get(provider) ?? []), model]);
  }
  return asked;
}

/** Keys that are set, but hold none, of providers that are not asked now. */
function checkOtherKeys(settings: Settings, asked: ReadonlyMap<HttpProvider, unknown>): Check[] {
  const subjects = [...asked.keys()].map(({ name }) => name);
  return Object.entries(settings.providers).flatMap(([name, { apiKey }]) => {
    if (apiKey === undefined || subjects.includes(name)) return [];
    try {
      checkedKey(apiKey, name);
      return [];
    } catch {
      const variable = variableOf(name);
      return [warn("key", `${name}: ${variable} is set, but holds no key`, `Copy the key again into ${variable}.`)];
    }
  });
}

function hostsOf(subjects: readonly { provider: HttpProvider; settings: Settings }[]): string[] {
  return subjects.flatMap(({ provider, settings }) => {
    try {
      return [hostOf(endpointOf(provider, settings.providers[provider.name]?.baseUrl))];
    } catch {
      // The check of the address says what is wrong with it.
      return [];
    }
  });
}

function withModel(model: string | undefined): { model?: string } {
  return model === undefined ? {} : { model };
}
