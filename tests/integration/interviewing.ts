/**
 * An interview in this process: the real command with real files, and lines for somebody who types.
 * @module
 */
import { main } from "../../src/cli/main.ts";
import type { Result } from "./cli_harness.ts";

/** How somebody answers. */
export interface Typing {
  /** What is typed; the input ends behind it. Absent: nobody sits there. */
  typed?: string;
  /** What standard input holds where nobody sits there. */
  stdin?: string;
  env?: Readonly<Record<string, string>>;
  /** Default: `.devussy` in the folder. */
  stateDir?: string;
  /** Ends it, as a signal does. */
  signal?: AbortSignal;
}

/** Runs `devussy interactive` with its files in a folder. */
export async function interviewing(
  dir: string,
  args: readonly string[],
  { typed, stdin = "", env = {}, stateDir = `${dir}/.devussy`, signal = new AbortController().signal }: Typing = {},
): Promise<Omit<Result, "signal">> {
  const config = `${dir}/empty.yaml`;
  Deno.writeTextFileSync(config, "concurrency: 5\n");
  const folders = ["--output-dir", `${dir}/docs`, "--state-dir", stateDir, "--config", config, "--no-detect"];
  const input = new Blob([typed ?? stdin]).stream();
  let [stdout, stderr] = ["", ""];
  const code = await main(["interactive", ...args, ...folders], {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    stdin: () => input,
    interactive: typed !== undefined,
    colour: false,
    signal,
    env: (name) => env[name],
    mayRead: () => true,
    mayConnect: () => true,
    mayReadPath: () => true,
    mayWrite: () => true,
  });
  return { code, stdout, stderr };
}

/** The stored interview of a folder. */
export function storedIn(dir: string): { state: string; answers: { id: string; question: string; answer: string }[] } {
  return JSON.parse(Deno.readTextFileSync(`${dir}/.devussy/interview.json`));
}

/** The questions that came up, in order. */
export function askedIn(stderr: string): string[] {
  return Array.from(stderr.matchAll(/^\[\d+ of \d+\] (.*)$/gm), ([, question = ""]) => question);
}
