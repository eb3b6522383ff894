/**
 * YAML as a tree that knows its places. What a configuration has no use for (references, tags, a second document) is a
 * problem, not a feature: a file from elsewhere may abuse it.
 * @module
 */
import type { Event, ScalarEvent } from "../packages/yaml.ts";

/** A node; `at` is its place in the text. */
export type YamlNode =
  | { kind: "scalar"; at: number; value: string | number | boolean | null }
  | { kind: "list"; at: number; items: YamlNode[] }
  | { kind: "map"; at: number; entries: YamlEntry[] }
  /** A reference, which is a problem already. */
  | { kind: "reference"; at: number };

/** One key of a mapping with its value. */
export interface YamlEntry {
  key: string;
  at: number;
  value: YamlNode;
}

/** What is wrong with a text as YAML, and where. */
export interface YamlProblem {
  at: number;
  text: string;
}

/** Deeper than any key of ours. */
const MAX_DEPTH = 20;

type Yaml = typeof import("../packages/yaml.ts");

/** Reads YAML. `node` is absent where the text is empty, or so wrong that nothing of it can be used. */
export async function readYaml(text: string): Promise<{ node?: YamlNode; problems: YamlProblem[] }> {
  // A tab looks like indentation and is none.
  const tab = /^ *\t[ \t]*(?=[^\s#])/m.exec(text);
  if (tab !== null) {
    const at = tab.index + tab[0].indexOf("\t");
    return { problems: [{ at, text: "expected spaces before it, got a tab" }] };
  }
  const yaml = await import("../packages/yaml.ts");
  let events: Event[];
  try {
    events = yaml.parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    const known = error instanceof yaml.YAMLException ? error : undefined;
    const reason = known?.reason ?? "this is no YAML";
    return {
      problems: [{
        at: known?.mark?.position ?? 0,
        text: /maxDepth/.test(reason)
          ? `expected at most ${MAX_DEPTH} levels`
          : `expected YAML, got a mistake: ${reason.slice(0, 120)}`,
      }],
    };
  }
  return new Composer(yaml, text, events).document();
}

/** Makes a tree of events. */
class Composer {
  readonly #problems: YamlProblem[] = [];
  #next = 0;
  /** Where the last thing stood: what is empty has no place of its own. */
  #last = 0;

  constructor(readonly yaml: Yaml, readonly text: string, readonly events: readonly Event[]) {}

  document(): { node?: YamlNode; problems: YamlProblem[] } {
    const { DOCUMENT, POP } = this.yaml.EVENT_ID;
    const problems = this.#problems;
    if (this.events[0]?.type !== DOCUMENT) return { problems };
    this.#next = 1;
    if (this.events[1]?.type === POP) return { problems };
    const node = this.#node();
    if (this.events.slice(this.#next).some(({ type }) => type === DOCUMENT)) {
      const mark = /^---(?=\s|$)/gm;
      mark.lastIndex = this.#last;
      const at = mark.exec(this.text)?.index ?? this.#last;
      problems.push({ at, text: "expected one document, got a second one" });
    }
    // An empty document is a file with comments only.
    return node.kind === "scalar" && node.value === null ? { problems } : { node, problems };
  }

  #node(): YamlNode {
    const { SEQUENCE, MAPPING, SCALAR, ALIAS, POP } = this.yaml.EVENT_ID;
    const event = this.events[this.#next++];
    const peek = () => this.events[this.#next]?.type ?? POP;
    switch (event?.type) {
      case SEQUENCE: {
        const at = this.#begin(event.start, event);
        const items: YamlNode[] = [];
        while (peek() !== POP) items.push(this.#node());
        this.#next++;
        return { kind: "list", at, items };
      }
      case MAPPING: {
        const at = this.#begin(event.start, event);
        const entries: YamlEntry[] = [];
        while (peek() !== POP) {
          const { key, at } = this.#key();
          entries.push({ key, at, value: this.#node() });
        }
        this.#next++;
        return { kind: "map", at, entries };
      }
      case SCALAR: {
        const at = this.#begin(this.#startOf(event), event);
        const text = this.yaml.getScalarValue(this.text, event);
        return { kind: "scalar", at, value: event.style === this.yaml.SCALAR_STYLE.PLAIN ? plain(text) : text };
      }
      case ALIAS:
        this.#last = event.anchorStart - 1;
        this.#problems.push({ at: this.#last, text: "expected the value itself, got a reference (*)" });
        return { kind: "reference", at: this.#last };
      default:
        return { kind: "scalar", at: this.#last, value: null };
    }
  }

  /** A key is text, whatever it looks like. */
  #key(): { key: string; at: number } {
    const event = this.events[this.#next];
    if (event?.type === this.yaml.EVENT_ID.SCALAR) {
      this.#next++;
      return {
        at: this.#begin(this.#startOf(event), event),
        key: this.yaml.getScalarValue(this.text, event),
      };
    }
    const { at } = this.#node();
    this.#problems.push({ at, text: "expected a name as key" });
    return { key: "", at };
  }

  /** Where a scalar begins, its quote included. */
  #startOf({ valueStart, style }: ScalarEvent): number {
    const { SINGLE_QUOTED, DOUBLE_QUOTED } = this.yaml.SCALAR_STYLE;
    return style === SINGLE_QUOTED || style === DOUBLE_QUOTED ? valueStart - 1 : valueStart;
  }

  #begin(start: number, { anchorStart, tagStart }: { anchorStart: number; tagStart: number }): number {
    if (anchorStart !== -1) this.#problems.push({ at: anchorStart - 1, text: "expected a value, got an anchor (&)" });
    if (tagStart !== -1) this.#problems.push({ at: tagStart, text: "expected a value, got a tag (!)" });
    if (start !== -1) this.#last = start;
    return this.#last;
  }
}

/** What a scalar without quotes means (YAML 1.2, core schema). */
function plain(text: string): string | number | boolean | null {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|0x[\da-fA-F]+|0o[0-7]+)$/.test(text) ? Number(text) : text;
}

/** Tells places in a text as `LINE:COLUMN`, both from 1. */
export function placesIn(text: string): (at: number) => string {
  const starts = [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (end) => end.index + end[0].length)];
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return `${low + 1}:${at - (starts[low] ?? 0) + 1}`;
  };
}
