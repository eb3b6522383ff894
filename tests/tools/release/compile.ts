/**
 * Makes the binaries: `deno task compile [--target NAME] [--output-dir DIR] [--plan]`.
 *
 * Before Deno's runtime archive is asked for, the plan of the compilation is verified: all that `deno compile` would embed,
 * on a small program in the runtime's place. Every binary is verified in the same way. `--plan` stops after the plan.
 * @module
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../../src/errors.ts";
import { VERSION } from "../../../src/version.ts";
import { writeBundle } from "./bundle.ts";
import { problemsOf, readCompiled } from "./compiled.ts";
import { writeLicenses } from "./licenses.ts";
import { flagsOf, permissions } from "./permissions.ts";
import { endWith, lastWords, makeFolder, ReleaseError, ROOT, runProgram, tell } from "./tool.ts";

/** The systems that a release has a binary for. */
export const TARGETS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
] as const;

/** One of them. */
export type Target = typeof TARGETS[number];

/** The one embedded file. */
const MODULE = "devussy.js";

/** Set while compiling, under the name of a key: found in a binary, it would mean that the environment is baked in. */
const CANARY = `canary-${crypto.randomUUID()}`;

/** What stands in the runtime's place in a plan: any small program of this system, never started. */
const STAND_IN = "/bin/true";

/** The file name of a target's binary. */
export function binaryOf(target: Target): string {
  return `devussy-${VERSION}-${target}${target.includes("windows") ? ".exe" : ""}`;
}

/** What the command line asks for. */
interface Request {
  targets: readonly Target[];
  folder: string;
  plan: boolean;
}

/** Reads the command line. */
function requestOf(args: readonly string[]): Request {
  let values: { target?: string; "output-dir"?: string; plan?: boolean };
  try {
    const options = {
      target: { type: "string" },
      "output-dir": { type: "string" },
      plan: { type: "boolean" },
    } as const;
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const said = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new UsageError(
      `Cannot compile: ${said}`,
      "Write: deno task compile [--target NAME] [--output-dir DIR] [--plan]",
    );
  }
  const { target, plan = false, "output-dir": folder = `${ROOT}dist` } = values;
  const known = TARGETS.filter((name) => target === undefined || name === target);
  if (known.length === 0) {
    throw new UsageError(`Cannot compile for "${target}": expected a target`, `Name one of ${TARGETS.join(", ")}.`);
  }
  return { targets: known, folder: resolve(folder), plan };
}

/** Makes what was asked for. */
async function compile({ targets, folder, plan }: Request): Promise<void> {
  await makeFolder(folder);
  await writeBundle(`${folder}/${MODULE}`);
  await writeLicenses(`${folder}/THIRD_PARTY_LICENSES.txt`);
  tell(`made: ${folder}/${MODULE}`);
  // Elsewhere there is no stand-in: a binary itself shows what is in it.
  if (Deno.build.os === "linux") await verifyPlan(folder);
  else if (plan) throw new ReleaseError("Cannot verify the plan here: it needs Linux", "Leave out --plan.");
  if (plan) return tell(`no binary was made (--plan); targets: ${targets.join(", ")}`);
  for (const target of targets) {
    const path = `${folder}/${binaryOf(target)}`;
    const ended = await compileTo(path, folder, ["--target", target]);
    if (ended.code !== 0) {
      throw new ReleaseError(
        `Cannot make the binary for ${target}: deno compile ended with ${ended.code}: ${lastWords(ended)}`,
        "Missing is Deno's runtime for that target (denort): run it where https://dl.deno.land can be reached, as " +
          ".github/workflows/release.yml does, or name the file in DENORT_BIN.",
      );
    }
    await verify(path);
  }
}

/** Compiles onto the stand-in, and takes the result away again: it does not run. */
async function verifyPlan(folder: string): Promise<void> {
  const path = `${folder}/compile-plan`;
  try {
    const ended = await compileTo(path, folder, [], { DENORT_BIN: STAND_IN });
    if (ended.code !== 0) {
      throw new ReleaseError(
        `Cannot plan the compilation: deno compile ended with ${ended.code}: ${lastWords(ended)}`,
        "Run: deno check cli.ts",
      );
    }
    await verify(path);
  } finally {
    await Deno.remove(path).catch(() => {});
  }
}

function compileTo(path: string, folder: string, args: readonly string[], env: Record<string, string> = {}) {
  // The bundle is all there is: no configuration, lock file or package of the folder has a say.
  const alone = ["--no-config", "--no-lock", "--no-npm", "--no-remote", "--no-check"];
  const all = [
    "compile",
    ...alone,
    ...flagsOf(permissions),
    "--app-name",
    "devussy",
    ...args,
    "--output",
    path,
    MODULE,
  ];
  return runProgram(Deno.execPath(), all, { cwd: folder, env: { ...env, OPENAI_API_KEY: CANARY } });
}

/** Looks at what is in a compiled file. */
async function verify(path: string): Promise<void> {
  const bytes = await Deno.readFile(path);
  const found = readCompiled(bytes, path);
  const problems = problemsOf(found, permissions, MODULE);
  if (new TextDecoder("latin1").decode(bytes).includes(CANARY)) problems.push("a value of the environment is in it");
  if (problems.length > 0) {
    const hint = "Do not publish it. See tests/tools/release/permissions.ts and compile.ts.";
    throw new ReleaseError(`Cannot accept ${path}: it is not what it must be`, hint, problems);
  }
  const what = path.endsWith("/compile-plan") ? "the compile plan" : path;
  const held = `${MODULE} alone is embedded (${megabytes(found.bytes)}), nothing of the environment`;
  tell(`verified: ${what}: ${held}, and the permissions are ${flagsOf(permissions).join(" ")}`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

if (import.meta.main) await endWith(() => compile(requestOf(Deno.args)));
