/**
 * Real shells for tests, as far as this machine has them.
 * @module
 */
import { send } from "../cli_harness.ts";

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
  command: string,
  lines: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<Typed> {
  const child = new Deno.Command("script", {
    args: ["-qec", `stty cols 200 rows 100; exec ${command}`, "/dev/null"],
    cwd,
    env: { TERM: "xterm", SHELL: "/bin/sh", INPUTRC: "/dev/null", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const guard = setTimeout(() => send(child, "SIGKILL"), 50_000);
  const keyboard = child.stdin.getWriter();
  const answers = () =>
    [...screen.matchAll(/<<<([^]*?)>>>/g)].map(([, answer = ""]) => answer).filter((answer) => answer !== "ready");
  let screen = "";
  let next = 0;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    screen += text;
    if (!screen.includes("<<<ready>>>") || answers().length < next) continue;
    const line = lines[next++];
    await keyboard.write(new TextEncoder().encode(line ?? "exit\r")).catch(() => {});
  }
  clearTimeout(guard);
  await child.status;
  await keyboard.close().catch(() => {});
  return { answers: answers(), screen };
}
