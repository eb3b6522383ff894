/**
 * What the release tools share: how one ends, and how it starts other programs.
 * @module
 */
import { fileURLToPath } from "node:url";
import { StoreError, UsageError } from "../../../src/errors.ts";
import { asStoreError } from "../../../src/store/files.ts";

/** The root of this repository. */
export const ROOT: string = fileURLToPath(new URL("../../../", import.meta.url));

/** A part of a release cannot be made, or is not what it must be. */
export class ReleaseError extends Error {
  /** The class, for logs. */
  override readonly name = "ReleaseError";
  /** Makes the error; `hint` says what to do, `problems` are told a line each. */
  constructor(message: string, readonly hint: string, readonly problems: readonly string[] = []) {
    super(message);
  }
}

/** What a program that has ended said. */
export interface Ended {
  /** Its exit code. */
  code: number;
  /** What it printed. */
  stdout: string;
  /** What it said besides. */
  stderr: string;
}

/** Runs a tool and ends the process: 0 done, 1 it could not be done, 2 wrong usage. Anything else is a bug, with its stack. */
export async function endWith(tool: () => Promise<void> | void): Promise<never> {
  try {
    await tool();
  } catch (error) {
    const known = error instanceof ReleaseError || error instanceof StoreError || error instanceof UsageError;
    if (!known) throw error;
    tell(`error: ${error.message}`);
    tell(`  ${error.hint}`);
    if (error instanceof ReleaseError) { for (const problem of error.problems) tell(`  - ${problem}`); }
    Deno.exit(error instanceof UsageError ? 2 : 1);
  }
  Deno.exit(0);
}

/**
 * Makes a folder, where there is none.
 *
 * @throws {StoreError} If it cannot be made.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    throw asStoreError(error, path, "make", "folder ");
  }
}

/** Says a line to whoever runs a tool. */
export function tell(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}

/**
 * Runs a program to its end, with nothing to read.
 *
 * @throws {ReleaseError} If there is no such program, or it may not be run.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd = ROOT, env = {}, signal }: { cwd?: string; env?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Ended> {
  try {
    const { code, stdout, stderr } = await new Deno.Command(program, {
      args: [...args],
      cwd,
      env: { NO_COLOR: "1", ...env },
      stdin: "null",
      ...(signal === undefined ? {} : { signal }),
    }).output();
    const [printed, said] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return { code, stdout: printed ?? "", stderr: said ?? "" };
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such program"
      : error instanceof Deno.errors.NotCapable
      ? "Deno may not run it (--allow-run)"
      : error instanceof Deno.errors.PermissionDenied
      ? "the system does not run it"
      : undefined;
    if (why === undefined) throw error;
    throw new ReleaseError(`Cannot run "${program}": ${why}`, "Check its path, and whether it is installed.");
  }
}

/** The last lines of what a program said, as one. */
export function lastWords({ stdout, stderr }: Ended): string {
  const lines = (stderr.trim() || stdout.trim()).replace(/\n*Stack backtrace:[^]*$/, "").split("\n");
  return lines.slice(-6).map((line) => line.trim()).filter((line) => line !== "").join(" | ");
}
