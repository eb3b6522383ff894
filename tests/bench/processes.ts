/**
 * Processes of the bench: started, waited for, and timed from outside as a user would feel them.
 * @module
 */
import { fileURLToPath } from "node:url";

/** The root of this checkout. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** Something that the bench needs did not work; it ends with code 1. */
export class BenchError extends Error {
  /** The class, for logs. */
  override readonly name = "BenchError";
  /** Makes the error; `hint` says what to do. */
  constructor(message: string, readonly hint: string) {
    super(message);
  }
}

/** A command, and where and how it runs. */
export interface Command {
  program: string;
  args: readonly string[];
  cwd: string;
  /** Added to the environment, or all of it where {@linkcode Command.clear} is set. */
  env?: Readonly<Record<string, string>>;
  /** Leaves out the environment of the bench. */
  clear?: boolean;
  /** The exit codes that are no failure. Default: 0. */
  exits?: readonly number[];
  /** Shows what it says on stderr as it comes. */
  progress?: boolean;
}

/** How a process ended. */
export interface Ended {
  code: number;
  milliseconds: number;
  stdout: string;
  /** Empty where it was shown as it came. */
  stderr: string;
}

/**
 * Runs a command to its end.
 * @throws {BenchError} where it cannot start, or ends with a code that is not one of `exits`.
 */
export function run({ program, args, cwd, env = {}, clear = false, exits = [0], progress = false }: Command): Ended {
  const start = performance.now();
  let output: Deno.CommandOutput;
  try {
    // Waits without the event loop, which would wake up late.
    output = new Deno.Command(program, {
      args: [...args],
      cwd,
      env: { NO_COLOR: "1", ...env },
      clearEnv: clear,
      stdin: "null",
      stderr: progress ? "inherit" : "piped",
    }).outputSync();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BenchError(
      `Cannot run ${program}: expected a program of this name, found none`,
      "Install it, or leave out the peers that need it (--skip, see --help).",
    );
  }
  const milliseconds = performance.now() - start;
  const stdout = new TextDecoder().decode(output.stdout);
  const stderr = progress ? "" : new TextDecoder().decode(output.stderr);
  if (!exits.includes(output.code)) {
    throw new BenchError(
      `Cannot run "${[program, ...args].join(" ")}": expected exit code ${exits.join(" or ")}, got ${output.code}`,
      `It said:\n${(stderr || stdout || (progress ? "see above" : "nothing")).trim().slice(-2000)}`,
    );
  }
  return { code: output.code, milliseconds, stdout, stderr };
}

/** Deno with an empty script: the floor of all that Deno starts. */
export function emptyScript(cwd: string): Command {
  return { program: Deno.execPath(), args: ["run", "--no-prompt", `${ROOT}tests/bench/empty.ts`], cwd };
}

/** Our command, with the permissions that it needs and no more. */
export function devussy(cwd: string, ...args: string[]): Command {
  const flags = ["--no-prompt", "--allow-read=.", "--allow-write=docs,.devussy"];
  return { program: Deno.execPath(), args: ["run", ...flags, `${ROOT}cli.ts`, ...args], cwd };
}

/** The idea of the README, which all parts plan. */
export const IDEA: readonly string[] = [
  "--name",
  "URL shortener",
  "--languages",
  "Go",
  "--requirements",
  "Shorten links. Redirect visitors. Count clicks.",
];
