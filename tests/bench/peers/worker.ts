/**
 * One client in a process of its own, which does what it is told: a line of JSON in, a line of JSON out. It keeps its
 * compiled code and its heap from one task to the next, and no other client can spoil them.
 * @module
 */
import type { Contender } from "./contender.ts";
import { lines } from "./lines.ts";

/** What to do. */
export interface Task {
  /** Measure one stream, the times to the first text of many, or hash the text. */
  what: "stream" | "first" | "text";
  /** Where. */
  baseUrl: string;
  /** How often. */
  times: number;
}

/** What came of it. */
export interface Outcome {
  /** Characters of the last run. */
  characters: number;
  /** Milliseconds of each run. */
  milliseconds: number[];
  /** SHA-256 of the text, for `text`. */
  hash: string;
}

const { contender }: { contender: Contender } = await import(Deno.args[0] ?? "");

async function perform(task: Task): Promise<Outcome> {
  const run = contender.connect(task.baseUrl);
  const outcome: Outcome = { characters: 0, milliseconds: [], hash: "" };
  for (let at = 0; at < task.times; at++) {
    const texts: string[] = [];
    let first = 0;
    const start = performance.now();
    if (task.what === "stream") outcome.characters = await run();
    else {
      outcome.characters = await run((text) => {
        if (text === "") return;
        if (first === 0) first = performance.now();
        if (task.what === "text") texts.push(text);
      });
    }
    outcome.milliseconds.push((task.what === "first" ? first : performance.now()) - start);
    if (task.what === "text") {
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(texts.join("")));
      outcome.hash = new Uint8Array(digest).toHex();
    }
  }
  return outcome;
}

if (import.meta.main) {
  for await (const line of lines(Deno.stdin.readable)) {
    const outcome = await perform(JSON.parse(line));
    await Deno.stdout.write(new TextEncoder().encode(`${JSON.stringify(outcome)}\n`));
  }
  Deno.exit();
}
