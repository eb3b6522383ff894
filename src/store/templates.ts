import { UsageError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { cleanText } from "../text.ts";
import { asStoreError } from "./files.ts";

/** The longest template, in bytes. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a user's prompts from a folder: `NAME.md` replaces the prompt of that name. Other files are left alone, but a
 * folder without any prompt is a mistake.
 *
 * @param names The prompts that there are.
 * @param warn Is told of files that look like prompts and are none.
 * @throws {UsageError} If there is no prompt in it, or one that cannot be used.
 */
export async function readTemplates(
  folder: string,
  names: readonly string[],
  warn: (text: string) => void,
): Promise<Record<string, string>> {
  const wanted = `expected ${names.map((name) => `${name}.md`).join(", ")}`;
  const wrong = (path: string, what: string) =>
    new UsageError(`Cannot use the prompt "${path}": ${what}`, "See docs/GUIDE.md, under Runs with a model.");
  const found: Record<string, string> = {};
  for (const name of await namesIn(folder)) {
    const prompt = name.replace(/\.md$/, "");
    if (prompt === name) continue;
    if (!names.includes(prompt)) {
      const near = nearest(prompt, names);
      warn(
        `"${folder}/${name}" replaces no prompt${near === undefined ? `; ${wanted}` : `; did you mean "${near}.md"?`}`,
      );
      continue;
    }
    const path = `${folder}/${name}`;
    let bytes: Uint8Array;
    try {
      const { size, isFile } = await Deno.lstat(path);
      // A link could lead to anything of the user's, which would then be sent.
      if (!isFile) throw wrong(path, "it is no plain file");
      if (size > MAX_BYTES) throw wrong(path, `it has ${size} bytes, expected at most ${MAX_BYTES}`);
      bytes = await Deno.readFile(path);
    } catch (error) {
      throw error instanceof UsageError ? error : asStoreError(error, path, "read", "the prompt ");
    }
    found[prompt] = decode(bytes) ?? "";
    if (found[prompt] === "") throw wrong(path, "it is empty, or not UTF-8");
  }
  if (Object.keys(found).length === 0) {
    throw new UsageError(`Cannot use "--templates ${folder}": it holds no prompt, ${wanted}`, "Leave it out for ours.");
  }
  return found;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UsageError(`Cannot use "--templates ${folder}": there is no such folder`, "Leave it out for ours.");
    }
    throw asStoreError(error, folder, "read", "the folder of prompts ");
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return cleanText(new TextDecoder("utf-8", { fatal: true }).decode(bytes)).trim();
  } catch {
    return undefined;
  }
}
