/**
 * Makes the command one file, which runs from any place with no package to fetch: `deno task bundle`, or with the path of
 * the file to write. The licences of what is in it stand at its end.
 * @module
 */
import { dirname, resolve } from "node:path";
import manifest from "../../../deno.json" with { type: "json" };
import { UsageError } from "../../../src/errors.ts";
import { asStoreError } from "../../../src/store/files.ts";
import { licensesOf } from "./licenses.ts";
import { endWith, lastWords, makeFolder, ReleaseError, ROOT, runProgram, tell } from "./tool.ts";

/**
 * Writes the bundle of `cli.ts`: minified, in ASCII, with the licences.
 *
 * @throws {ReleaseError} If `deno bundle` fails, the bundle cannot be written in ASCII, or a package has no licence.
 * @throws {StoreError} If the file cannot be written.
 */
export async function writeBundle(path: string): Promise<void> {
  const output = resolve(path);
  await makeFolder(dirname(output));
  const ended = await runProgram(Deno.execPath(), ["bundle", "--quiet", "--minify", "--output", output, "cli.ts"]);
  if (ended.code !== 0) {
    throw new ReleaseError(
      `Cannot bundle cli.ts: deno bundle ended with ${ended.code}: ${lastWords(ended)}`,
      "Run: deno check cli.ts. The first bundle also fetches esbuild from registry.npmjs.org.",
    );
  }
  const own = `${manifest.name} ${manifest.version}\n\n${await Deno.readTextFile(`${ROOT}LICENSE`)}`;
  const licenses = [own, ...await licensesOf("cli.ts")].join("\n").replace(/^/gm, "// ").replace(/[ \t]+$/gm, "");
  try {
    await Deno.writeTextFile(output, inAscii(`${(await Deno.readTextFile(output)).trim()}\n${licenses.trim()}\n`));
  } catch (error) {
    throw error instanceof ReleaseError ? error : asStoreError(error, path, "write");
  }
}

/**
 * A script with escapes in the place of what is not ASCII. V8 keeps a script with one letter beyond Latin-1 at two bytes
 * each, which costs a tenth of the start-up. Texts, patterns and names mean the same with escapes; raw texts do not.
 *
 * @throws {ReleaseError} If a raw text holds such a letter.
 */
export function inAscii(script: string): string {
  // deno-lint-ignore no-control-regex -- that is what ASCII is
  const [raw] = /\.raw`[^`]*[^\x00-\x7f][^`]*`/.exec(script) ?? [];
  if (raw !== undefined) {
    throw new ReleaseError(
      `Cannot write the bundle in ASCII: a raw text has other letters: ${raw}`,
      "Write it without String.raw.",
    );
  }
  // deno-lint-ignore no-control-regex -- the same
  return script.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

async function main([path = `${ROOT}dist/devussy.js`, ...others]: readonly string[]): Promise<void> {
  if (path.startsWith("-") || others.length > 0) {
    throw new UsageError("Cannot bundle: expected the path of one file, or nothing", "Run: deno task bundle");
  }
  await writeBundle(path);
  tell(`${path} (${((await Deno.stat(path)).size / 1e6).toFixed(1)} MB)`);
}

if (import.meta.main) await endWith(() => main(Deno.args));
