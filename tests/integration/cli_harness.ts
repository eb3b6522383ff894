/**
 * Starts the real command in a folder of its own and looks at what it left behind.
 * @module
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** The command's script. */
export const CLI: string = fileURLToPath(new URL("../../cli.ts", import.meta.url));

/** Long enough for any machine: after that a process is ended, which only turns a hang into a failure. */
const HANG = 60_000;

/** The most a test may take, with some processes that hang. */
export const TIMEOUT: number = 3 * HANG;

/** A small idea, enough for a plan of a few phases. */
export const SMALL: readonly string[] = [
  "--name",
  "URL shortener",
  "--languages",
  "Go",
  "--requirements",
  "Shorten links. Count clicks.",
];

/** What a finished process said. */
export interface Result {
  code: number;
  signal: Deno.Signal | null;
  stdout: string;
  stderr: string;
}

/** How to start the command, where it differs from the usual way. */
export interface Setup {
  /** What standard input holds. Default: nothing. */
  stdin?: string | Uint8Array;
  env?: Record<string, string>;
  /** Permission flags. Default: read and write in the folder. */
  flags?: readonly string[];
}

/** Runs a test in a fresh folder and removes it. */
export async function inFolder(test: (dir: string) => Promise<void>): Promise<void> {
  // Permissions are checked on real paths; a temporary folder may lie behind a link.
  const dir = await Deno.realPath(await Deno.makeTempDir({ prefix: "devussy-" }));
  try {
    await test(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Starts the command with all its streams open. */
export function start(dir: string, args: readonly string[], { env, flags }: Setup = {}): Deno.ChildProcess {
  const allowed = flags ?? [`--allow-read=${dir}`, `--allow-write=${dir}`];
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...allowed, CLI, ...args],
    cwd: dir,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    ...(env === undefined ? {} : { env }),
  }).spawn();
  const guard = setTimeout(() => child.kill("SIGKILL"), HANG);
  child.status.finally(() => clearTimeout(guard));
  return child;
}

/** Sends a signal to a process that may have ended already. */
export function send(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // Both say that it is gone: what it ended with is looked at elsewhere.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Runs the command to its end. */
export async function run(dir: string, args: readonly string[], setup: Setup = {}): Promise<Result> {
  const child = start(dir, args, setup);
  const [output] = await Promise.all([child.output(), feed(child, setup.stdin ?? "")]);
  return {
    code: output.code,
    signal: output.signal,
    stdout: new TextDecoder().decode(output.stdout),
    stderr: new TextDecoder().decode(output.stderr),
  };
}

async function feed(child: Deno.ChildProcess, content: string | Uint8Array): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(typeof content === "string" ? new TextEncoder().encode(content) : content);
    await writer.close();
  } catch {
    // Whoever does not read its input to the end breaks this pipe: its exit code tells whether that was right.
  }
}

/** Runs the command and expects it to succeed. */
export async function done(dir: string, args: readonly string[], setup: Setup = {}): Promise<Result> {
  const result = await run(dir, args, setup);
  assert.equal(result.code, 0, result.stderr);
  assertHarmless(result);
  return result;
}

/** What no run may ever show: stack frames, bytes that control a terminal, a bug, an end by force. */
export function assertHarmless(result: Result): void {
  for (const text of [result.stdout, result.stderr]) {
    assert.doesNotMatch(text, /^\s*at .*:\d+:\d+|\n\s+at /);
    // deno-lint-ignore no-control-regex -- they are what must not be there
    assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  }
  assert.notEqual(result.code, 1, result.stderr);
  assert.equal(result.signal, null);
}

/** All files below a folder with their bytes, links with their targets. Empty folders do not count. */
export async function filesIn(dir: string, prefix = ""): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const entry of Deno.readDir(dir)) {
    const path = `${dir}/${entry.name}`;
    const name = prefix + entry.name;
    if (entry.isDirectory) Object.assign(found, await filesIn(path, `${name}/`));
    else if (entry.isFile) found[name] = new TextDecoder("latin1").decode(await Deno.readFile(path));
    else found[name] = entry.isSymlink ? `-> ${await Deno.readLink(path)}` : "neither file nor folder";
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => a < b ? -1 : 1));
}

/** Checks that a folder holds just these files; names those that differ, for their texts are long. */
export async function assertFiles(dir: string, expected: Record<string, string>): Promise<void> {
  const found = await filesIn(dir);
  assert.deepEqual(Object.keys(found), Object.keys(expected).sort());
  assert.deepEqual(Object.keys(found).filter((name) => found[name] !== expected[name]), [], "these differ");
}

/** The file names that a plan of so many phases has, in the order of reading. */
export function planFiles(phases: number): string[] {
  const each = Array.from({ length: phases }, (_, at) => `phase${at + 1}.md`);
  return ["project_design.md", "devplan.md", ...each, "handoff_prompt.md", "plan.json"];
}

/** A failure that a person can cause. */
export interface Failure {
  /** Completes the test's name: `... when WHEN`. */
  when: string;
  args: readonly string[];
  code: number;
  /** What the `error:` line says. */
  cause: RegExp;
  /** What the line below it says. */
  hint: RegExp;
  command?: string;
  /** Files that are there before, by path. */
  files?: Record<string, string | Uint8Array>;
  /** Whatever else must be there before. */
  prepare?(dir: string): Promise<void>;
  stdin?: string | Uint8Array;
  flags?(dir: string): string[];
}

/** Checks that a process failed as it must: exit code, cause, remedy, JSON where asked for, and nothing else. */
export function assertFailure(result: Result, expected: Pick<Failure, "code" | "cause" | "hint">, json: boolean): void {
  assert.equal(result.code, expected.code, result.stderr);
  assertHarmless(result);
  const lines = result.stderr.split("\n");
  const at = lines.findIndex((line) => line.startsWith("error: "));
  assert.equal(lines.filter((line) => line.startsWith("error:")).length, 1, result.stderr);
  assert.match(lines[at] ?? "", expected.cause);
  assert.match(lines[at + 1] ?? "", /^ {2}\S/);
  assert.match(lines[at + 1] ?? "", expected.hint);
  if (!json) return assert.equal(result.stdout, "");
  const document = JSON.parse(result.stdout);
  assert.equal(document.schemaVersion, 1);
  assert.equal(document.exitCode, expected.code);
  assert.match(document.error.message, expected.cause);
  assert.match(document.error.hint, expected.hint);
}

/** Declares a test of a failure: told to a person and, with `--json`, to a program; no file may change either way. */
export function testFailure(failure: Failure): void {
  const { command = "run-full-pipeline", args, stdin, flags } = failure;
  Deno.test({
    name: `${command} exits ${failure.code} when ${failure.when}`,
    timeout: TIMEOUT,
    fn: () =>
      inFolder(async (dir) => {
        await write(dir, failure.files ?? {});
        await failure.prepare?.(dir);
        const before = await filesIn(dir);
        const setup = {
          ...(stdin === undefined ? {} : { stdin }),
          ...(flags === undefined ? {} : { flags: flags(dir) }),
        };
        for (const json of [false, true]) {
          const result = await run(dir, [command, ...args, ...(json ? ["--json"] : [])], setup);
          assertFailure(result, failure, json);
          await assertFiles(dir, before);
        }
      }),
  });
}

/** Writes files, by path below a folder. */
export async function write(dir: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await Deno.mkdir(`${dir}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await (typeof content === "string" ? Deno.writeTextFile : Deno.writeFile)(`${dir}/${path}`, content as never);
  }
}
