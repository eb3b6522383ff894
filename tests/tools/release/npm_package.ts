/**
 * Makes the npm package: `deno run ... tests/tools/release/npm_package.ts [--output-dir DIR]`. Prints the tarball's path.
 * @module
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../../src/errors.ts";
import { VERSION } from "../../../src/version.ts";
import { writeBundle } from "./bundle.ts";
import { writeLicenses } from "./licenses.ts";
import { permissions } from "./permissions.ts";
import { endWith, lastWords, makeFolder, ReleaseError, ROOT, runProgram } from "./tool.ts";

/** The Deno that the package starts: the one that all tests run with. */
export const DENO = "2.9.5";

/** The packages of npm that hold Deno's executable, one for each system. */
const SYSTEMS = ["linux-x64-glibc", "linux-arm64-glibc", "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64"];

/** The files of the package, and where each comes from; the others are made. */
const COPIED: Readonly<Record<string, string>> = {
  "README.md": "tests/tools/release/npm/README.md",
  "launcher.mjs": "tests/tools/release/npm/launcher.mjs",
  LICENSE: "LICENSE",
};

/** The manifest. Provenance wants the repository that the package is built in. */
export function manifestFor(repository: string | undefined): Record<string, unknown> {
  return {
    name: "devussy",
    version: VERSION,
    description: "Turns a project idea into a design, a development plan with checked steps, and a handoff prompt",
    license: "MIT",
    type: "module",
    bin: { devussy: "launcher.mjs" },
    files: ["devussy.js", "launcher.mjs", "permissions.json", "THIRD_PARTY_LICENSES.txt"],
    engines: { node: ">=18" },
    // Not `deno` itself, whose install script npm warns of: these have none, and npm installs the one that fits.
    optionalDependencies: Object.fromEntries(SYSTEMS.map((system) => [`@deno/${system}`, DENO])),
    ...(repository === undefined
      ? {}
      : { repository: { type: "git", url: `git+https://github.com/${repository}.git` } }),
  };
}

/**
 * Makes the tarball in a folder and returns its path.
 *
 * @throws {ReleaseError} If a part of it cannot be made, or npm packs other files.
 */
export async function packNpm(folder: string, repository?: string): Promise<string> {
  await makeFolder(folder);
  const staging = await Deno.makeTempDir({ dir: folder, prefix: "staging-" });
  try {
    await writeBundle(`${staging}/devussy.js`);
    await writeLicenses(`${staging}/THIRD_PARTY_LICENSES.txt`);
    for (const [name, from] of Object.entries(COPIED)) await Deno.copyFile(`${ROOT}${from}`, `${staging}/${name}`);
    await Deno.writeTextFile(`${staging}/permissions.json`, JSON.stringify(permissions, null, 2));
    await Deno.writeTextFile(`${staging}/package.json`, `${JSON.stringify(manifestFor(repository), null, 2)}\n`);
    const wanted = [...Deno.readDirSync(staging)].map(({ name }) => name).sort();
    const ended = await runProgram("npm", ["pack", "--json", "--pack-destination", folder], { cwd: staging });
    if (ended.code !== 0) {
      throw new ReleaseError(
        `Cannot pack: npm pack ended with ${ended.code}: ${lastWords(ended)}`,
        "Use npm 10 or later.",
      );
    }
    const { filename, files } = packed(ended.stdout);
    if (files.join() !== wanted.join()) {
      throw new ReleaseError(
        `Cannot accept ${filename}: expected ${wanted.join(", ")}, got ${files.join(", ")}`,
        "Bring the list of files in manifestFor() up to date.",
      );
    }
    return `${folder}/${filename}`;
  } finally {
    await Deno.remove(staging, { recursive: true });
  }
}

/** What `npm pack --json` says: a list, or since npm 11 an object by name. */
function packed(json: string): { filename: string; files: string[] } {
  const [one] = Object.values(JSON.parse(json) as Record<string, { filename: string; files: { path: string }[] }>);
  if (one === undefined) {
    throw new ReleaseError("Cannot read what npm packed: it names no package", "Run npm pack by hand.");
  }
  return { filename: one.filename, files: one.files.map(({ path }) => path).sort() };
}

/** The folder that the command line names. */
function folderOf(args: readonly string[]): string {
  try {
    const { values } = parseArgs({ args: [...args], options: { "output-dir": { type: "string" } } });
    return resolve(values["output-dir"] ?? `${ROOT}dist/npm`);
  } catch (error) {
    const said = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new UsageError(`Cannot make the npm package: ${said}`, "Write: npm_package.ts [--output-dir DIR]");
  }
}

if (import.meta.main) {
  await endWith(async () => {
    // Set on GitHub alone.
    const mayKnow = Deno.permissions.querySync({ name: "env", variable: "GITHUB_REPOSITORY" }).state === "granted";
    const repository = mayKnow ? Deno.env.get("GITHUB_REPOSITORY") : undefined;
    const path = await packNpm(folderOf(Deno.args), repository);
    Deno.stdout.writeSync(new TextEncoder().encode(`${path}\n`));
  });
}
