import type { Provider } from "../llm/provider.ts";
import { urlHint, urlProblem } from "../llm/url.ts";
import { nearest } from "../nearest.ts";
import { oneLine } from "../text.ts";
import type { Value } from "./layer.ts";
import type { Rule } from "./schema.ts";
import type { Who } from "./settings.ts";

/** The providers there are, by name. */
export type Providers = Readonly<Record<string, Provider>>;

/** Why a value cannot be used. */
export interface Wrong {
  expected: string;
  got: string;
  /** What to do, where that is more than to write what is expected. */
  hint?: string;
}

/** What came of a value. */
export type Read = { value: Value } | { wrong: Wrong };

/** The longest text that is a name, an address or a path. */
const MOST = 2000;

/** What others take for true or false: `off: no` must not turn anything off. */
const NO_REASON = /^(?:true|false|yes|no|on|off|y|n|none|null|\P{L}+)$/iu;

/** Reads a value as a file has it: numbers are numbers. `provider` is whose base URL it is. */
export function readValue(rule: Rule, given: unknown, providers: Providers, provider = ""): Read {
  const wrong = (hint?: string): Read => ({
    wrong: { expected: expected(rule, providers), got: shown(given), ...(hint === undefined ? {} : { hint }) },
  });
  switch (rule.kind) {
    case "number": {
      const fits = typeof given === "number" && given >= rule.least && given <= rule.most &&
        (!rule.whole || Number.isInteger(given));
      return fits ? { value: given } : wrong(typeof given === "string" ? "Write a number, without quotes." : undefined);
    }
    case "switch":
      return typeof given === "boolean" ? { value: given } : wrong();
    case "text":
      return isLine(given) ? { value: given } : wrong(typeof given === "number" ? "Put it in quotes." : undefined);
    case "folder": {
      if (!isLine(given)) return wrong();
      return { value: given.replace(/^(?:\.\/+)+(?=.)/, "") };
    }
    case "url":
      return isLine(given) ? readUrl(given, providers, provider) : wrong();
    case "provider":
      if (typeof given !== "string") return wrong();
      if (rule.auto && given === "auto") return { value: given };
      if (Object.hasOwn(providers, given)) return { value: given };
      return wrong(didYouMean(given, names(rule, providers)));
    case "people": {
      if (!Array.isArray(given)) return wrong();
      const people: Who[] = [];
      for (const item of given) {
        const who = readWho(item, providers);
        if ("wrong" in who) return who;
        people.push(who.value);
      }
      return { value: people };
    }
    case "choice":
      if (typeof given !== "string") return wrong();
      return rule.of.includes(given) ? { value: given } : wrong(didYouMean(given, rule.of));
    case "reason":
      return isLine(given) && !NO_REASON.test(given) ? { value: given } : wrong();
  }
}

/** Reads a value as a command line has it: all is text, and a list has commas. */
export function readText(rule: Rule, text: string, providers: Providers, provider?: string): Read {
  if (rule.kind === "number") {
    const form = rule.whole ? /^\d{1,13}$/ : /^\d{1,9}(?:\.\d{1,9})?$/;
    const read = readValue(rule, form.test(text) ? Number(text) : NaN, providers);
    return "wrong" in read ? { wrong: { expected: read.wrong.expected, got: shown(text) } } : read;
  }
  if (rule.kind === "people") {
    return readValue(rule, text.split(",").map((part) => part.trim()).filter((part) => part !== ""), providers);
  }
  return readValue(rule, text, providers, provider);
}

/** Reads `provider` or `provider/model`; the model may have slashes of its own. */
export function readWho(given: unknown, providers: Providers): { value: Who } | { wrong: Wrong } {
  const cut = typeof given === "string" ? given.indexOf("/") : -1;
  const name = typeof given === "string" ? (cut === -1 ? given : given.slice(0, cut)) : undefined;
  const model = typeof given === "string" && cut !== -1 ? given.slice(cut + 1) : undefined;
  const provider = name !== undefined && Object.hasOwn(providers, name) ? providers[name] : undefined;
  const fits = provider !== undefined && name !== undefined &&
    (model === undefined || (isLine(model) && !("answer" in provider)));
  if (fits) return { value: { provider: name, ...(model === undefined ? {} : { model }) } };
  const all = Object.keys(providers);
  const near = name === undefined || provider !== undefined ? undefined : didYouMean(name, all);
  return {
    wrong: {
      expected: `provider or provider/model, with one of ${all.join(", ")}`,
      got: shown(given),
      ...(near === undefined ? {} : { hint: near }),
    },
  };
}

/** A hint that names the nearest of some names, if one is near. */
export function didYouMean(given: string, names: readonly string[]): string | undefined {
  const near = nearest(given, names);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

/** A value as an error shows it. What could be a key is not repeated. */
export function shown(given: unknown): string {
  if (given === null || given === undefined || given === "") return "nothing";
  if (Array.isArray(given)) return "a list";
  if (typeof given === "object") return "keys below it";
  if (typeof given !== "string") return String(given);
  const text = oneLine(given);
  if (text !== given) return "a text with control characters, or spaces around it";
  return text.length > 40 || /^(?:sk|rk|pk|gsk|xai|key)[-_]|^AIza|^(?=[^\s/]*\d)[^\s/.]{20,}$/i.test(text)
    ? `a text of ${text.length} characters`
    : `"${text}"`;
}

function isLine(given: unknown): given is string {
  return typeof given === "string" && given !== "" && given.length <= MOST && oneLine(given) === given;
}

function names(rule: { auto: boolean }, providers: Providers): string[] {
  return [...(rule.auto ? ["auto"] : []), ...Object.keys(providers)];
}

function expected(rule: Rule, providers: Providers): string {
  switch (rule.kind) {
    case "number": {
      const { whole, least, most } = rule;
      const written = (value: number) => whole || !Number.isInteger(value) ? String(value) : value.toFixed(1);
      return `a ${whole ? "whole " : ""}number from ${written(least)} to ${written(most)}`;
    }
    case "switch":
      return "true or false";
    case "text":
      return `${rule.what} on one line`;
    case "folder":
      return "a folder's path";
    case "url":
      return "an address that begins with https:// or http://";
    case "provider":
      return `one of ${names(rule, providers).join(", ")}`;
    case "people":
      return "a list of provider or provider/model";
    case "choice":
      return rule.of.join(" or ");
    case "reason":
      return "a reason in words, on one line";
  }
}

/** A base URL is kept as it was written: where it leads is settled when it is used. */
function readUrl(text: string, providers: Providers, name: string): Read {
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
  const problem = provider === undefined || "answer" in provider ? undefined : urlProblem(text);
  if (provider === undefined || "answer" in provider || problem === undefined) return { value: text };
  const { expected, shown } = problem;
  return { wrong: { expected, got: shown === "" ? "one that is not repeated here" : shown, hint: urlHint(provider) } };
}
