/**
 * This package as a stranger gets it: published from a copy of the tree, used from a folder with an empty cache.
 * @module
 */
import assert from "node:assert/strict";
import { type Ended, ROOT, runProgram } from "../tools/release/tool.ts";
import type { Registry } from "./registry.ts";

/** The token that the loopback registry knows. */
export const TOKEN = "loopback-token";

/** Long enough for type checks and downloads on any machine; after that a process is ended. */
const HANG = 120_000;

/** The most that a test may take. */
export const TIMEOUT: number = 3 * HANG;

/** What of the tree publishing reads. */
const TREE = [
  ".gitignore",
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "cli.ts",
  "config",
  "deno.json",
  "deno.lock",
  "docs",
  "mod.ts",
  "src",
];

/** Runs Deno in a folder, with variables besides those of this process. */
export function deno(dir: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return runProgram(Deno.execPath(), args, {
    cwd: dir,
    // Deno itself asks now and then whether there is a newer one.
    env: { DENO_NO_UPDATE_CHECK: "1", ...env },
    signal: AbortSignal.timeout(HANG),
  });
}

/** Runs Deno and expects success; what it printed on standard output. */
export async function denoDone(
  dir: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { code, stdout, stderr } = await deno(dir, args, env);
  assert.equal(code, 0, `deno ${args.join(" ")}\n${stderr}\n${stdout}`);
  return stdout;
}

/** Copies what publishing reads to a folder, which is made if it is not there. */
export async function copyTree(dir: string): Promise<void> {
  await Deno.mkdir(dir, { recursive: true });
  for (const name of TREE) await copy(`${ROOT}${name}`, `${dir}/${name}`);
}

async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) await copy(`${from}/${name}`, `${to}/${name}`);
}

/** Publishes a copy of the tree with the real command. */
export function publish(dir: string, { url }: Pick<Registry, "url">, ...flags: readonly string[]): Promise<Ended> {
  return deno(dir, ["publish", "--allow-dirty", "--token", TOKEN, ...flags], { JSR_URL: url });
}
