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
   * Learns from a refusal of this body; returns whether the next one will differ. It may have been learned meanwhile
   * from another call with the same body: that helps as well.
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
    return JSON.stringify(this.apply(body).body) !== JSON.stringify(body);
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

/** Whether a refusal names a parameter. */
function names(what: string, name: string): boolean {
  return new RegExp(`(?<![\\w])${name}(?![\\w])`).test(what);
}

/** The highest value that a refusal names, e.g. in `max_tokens: 64000 > 8192` or `at most 8192 tokens`. */
function limitIn(what: string): number | undefined {
  const found = />\s*(\d{2,9})/.exec(what) ??
    /(?:at most|up to|maximum(?: value)?(?: of| is)?)\s*(\d{2,9})/i.exec(what);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
