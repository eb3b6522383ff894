import type { FaultFacts } from "./fault.ts";
import type { Remedy } from "./provider.ts";

/** What was found out about a model: parameters that it refuses, and what to do instead. One for each client. */
export class Remedies {
  readonly #known: Readonly<Record<string, Remedy>>;
  readonly #fixes = new Map<string, "drop" | { name: string } | { most: number }>();
  readonly #warnings = new Map<string, string>();
  /** Whether a schema is put into words, because the provider refuses it as a parameter. */
  instruct = false;

  constructor(known: Readonly<Record<string, Remedy>>) {
    this.#known = known;
  }

  /** Applies what is known to a body. */
  apply(body: Readonly<Record<string, unknown>>): { body: Record<string, unknown>; warnings: string[] } {
    const healed: Record<string, unknown> = {};
    const warnings = new Set<string>();
    for (const [given, value] of Object.entries(body)) {
      let name = given;
      let kept = value;
      // A parameter may have been renamed, and lowered under its new name.
      for (let fix = this.#fixes.get(name); fix !== undefined; fix = this.#fixes.get(name)) {
        warnings.add(this.#warnings.get(name) ?? name);
        if (fix === "drop") {
          name = "";
          break;
        }
        if ("most" in fix) {
          kept = typeof kept === "number" ? Math.min(kept, fix.most) : kept;
          break;
        }
        name = fix.name;
      }
      if (name !== "") healed[name] = kept;
    }
    return { body: healed, warnings: [...warnings] };
  }

  /**
   * Learns from a refusal of this body; returns whether there is a remedy. It may have been found meanwhile for another
   * call, or change nothing any more: whoever asks compares the next body with this one.
   */
  learn({ kind, status, what, param }: FaultFacts, body: Readonly<Record<string, unknown>>): boolean {
    if (kind !== "bad_request" || (status !== 400 && status !== 422)) return false;
    const sent = Object.keys(this.#known).filter((name) => name in body);
    const name = sent.find((name) => name === param?.split(/[.[]/)[0]) ?? sent.find((name) => names(what, name));
    const remedy = name === undefined ? undefined : this.#known[name];
    if (name === undefined || remedy === undefined) return false;
    if (remedy === "instruct") {
      this.instruct = true;
      return true;
    }
    this.#fix(name, remedy, what);
    return this.#fixes.has(name);
  }

  #fix(name: string, remedy: Exclude<Remedy, "instruct">, what: string): void {
    const known = this.#fixes.get(name);
    const most = remedy === "drop" ? undefined : limitIn(what);
    // A limit only ever falls, so that healing comes to an end.
    if (typeof known === "object" && (!("most" in known) || most === undefined || most >= known.most)) return;
    if (most !== undefined) {
      this.#set(name, { most }, `${name} was lowered to ${most}, the most it takes`);
    } else if (remedy === "lower" || this.#fixes.has(name)) return;
    else if (remedy === "drop" || this.#fixes.has(remedy.rename)) {
      this.#set(name, "drop", `${name} was left out: the provider refuses it for this model`);
    } else this.#set(name, { name: remedy.rename }, `${name} was sent as ${remedy.rename}, which this model wants`);
  }

  #set(name: string, fix: "drop" | { name: string } | { most: number }, warning: string): void {
    this.#fixes.set(name, fix);
    this.#warnings.set(name, warning);
  }
}

/** What providers call a parameter besides its name. */
const ALIASES: Readonly<Record<string, string>> = { response_format: "response_schema" };

/** Whether a refusal names a parameter; some write spaces for its underscores. */
function names(what: string, name: string): boolean {
  return [name, ALIASES[name]].some((alias) =>
    alias !== undefined && new RegExp(`(?<![\\w])${alias.replaceAll("_", "[ _]")}(?![\\w])`).test(what)
  );
}

/** How refusals name the highest value, e.g. in `max_tokens: 64000 > 8192`, `at most 8192`, `range [1, 8192]`. */
const LIMITS: readonly RegExp[] = [
  />\s{0,3}(\d{2,9}) - (\d{1,9})/,
  />\s{0,3}(\d{2,9})/,
  /(?:at most|up to|maximum(?: value)?(?: of| is)?|less than or equal to)\s{0,3}[`'"]?(\d{2,9})/i,
  /\[\s{0,3}\d+,\s{0,3}(\d{2,9})\]/,
];

/** The highest value that a refusal names. */
function limitIn(what: string): number | undefined {
  const found = LIMITS.map((pattern) => pattern.exec(what)).find((match) => match !== null);
  const limit = Number(found?.[1]) - Number(found?.[2] ?? 0);
  return limit > 0 ? limit : undefined;
}
