/**
 * Real shells for tests, as far as this machine has them.
 * @module
 */
import { onTerminal } from "../../terminal.ts";

/** Whether a program is there, and says so. */
export function has(program: string): boolean {
  try {
    return new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

/** Declares a test that needs some programs; its name says what is missing where it is skipped. */
export function testWith(programs: readonly string[], name: string, fn: () => Promise<void>): void {
  const missing = programs.filter((program) => !has(program));
  const why = missing.length === 0 ? "" : ` (skipped: this machine has no ${missing.join(" and no ")})`;
  Deno.test({ name: name + why, ignore: missing.length > 0, timeout: 60_000, fn });
}

/** Runs a program to its end and returns what it printed. */
export async function printed(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<{ stdout: string; stderr: string }> {
  const { stdout, stderr } = await new Deno.Command(program, { args: [...args], cwd, env }).output();
  return { stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

/** What a shell answered to what was typed. */
export interface Typed {
  /** What stood in `<<<...>>>`. */
  answers: string[];
  /** All that came over the terminal. */
  screen: string;
}

/**
 * Types lines into a shell on a terminal of its own. It must write `<<<ready>>>` once it reads, and an answer in `<<<...>>>`
 * after each line: nothing is typed before it can be read.
 */
export async function typeInto(
  command: readonly string[],
  lines: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<Typed> {
  const talk = onTerminal(command, { cwd, env: { INPUTRC: "/dev/null", ...env }, columns: 200, rows: 100 });
  const answers: string[] = [];
  await talk.until("<<<ready>>>");
  for (const line of lines) {
    await talk.type(line);
    // A shell may say again that it is ready.
    const [, answer = ""] = await talk.until(/<<<(?!ready>>>)([^]*?)>>>/);
    answers.push(answer);
  }
  await talk.type("exit\r");
  return { answers, screen: (await talk.end()).screen };
}
