/**
 * Other people's tools, run as they come from npm by a Deno of their own: kept in Deno's cache, and never in our lock file.
 * @module
 */
import assert from "node:assert/strict";

/** Long enough for a download: after that a process is ended, which only turns a hang into a failure. */
const HANG_MS = 120_000;

/** The most that a test with some of these processes may take. */
export const TIMEOUT: number = 3 * HANG_MS;

/** Why the tools cannot be had here; empty where they can. */
export const absence: string = await reach();

async function reach(): Promise<string> {
  try {
    const answer = await fetch("https://registry.npmjs.org/mermaid", {
      method: "HEAD",
      signal: AbortSignal.timeout(10_000),
    });
    return answer.ok ? "" : `registry.npmjs.org answers ${answer.status}`;
  } catch {
    return "registry.npmjs.org cannot be reached";
  }
}

/** A name for a test that tells why it is skipped, if it is. */
export function named(name: string): { name: string; ignore: boolean } {
  return { name: absence === "" ? name : `${name} (skipped: ${absence})`, ignore: absence !== "" };
}

/** Runs a package's program, or a script with its arguments, in a folder; it must succeed. Returns what it printed. */
export async function runTool(dir: string, args: readonly string[], script?: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--no-lock", "--no-config", "--node-modules-dir=none", ...args],
    cwd: dir,
    env: { OPENSPEC_TELEMETRY: "0", NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  return await outputOf(child, script);
}

/** Runs a program by its path; it must succeed. Returns what it printed. */
export async function runProgram(dir: string, program: string, args: readonly string[]): Promise<string> {
  const child = new Deno.Command(program, {
    args: [...args],
    cwd: dir,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  })
    .spawn();
  return await outputOf(child);
}

async function outputOf(child: Deno.ChildProcess, script = ""): Promise<string> {
  const guard = setTimeout(() => child.kill("SIGKILL"), HANG_MS);
  try {
    const writer = child.stdin.getWriter();
    const [output] = await Promise.all([
      child.output(),
      writer.write(new TextEncoder().encode(script)).then(() => writer.close()).catch(() => {}),
    ]);
    const [stdout, stderr] = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes));
    assert.equal(output.code, 0, `${stderr}\n${stdout}`);
    return stdout ?? "";
  } finally {
    clearTimeout(guard);
  }
}
