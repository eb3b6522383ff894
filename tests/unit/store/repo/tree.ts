/** Folders for the tests of the scan. */
import { inFolder } from "../folder.ts";

/** Makes files by their paths, with the folders that they need. */
export async function makeFiles(dir: string, files: Readonly<Record<string, string>>): Promise<void> {
  const folders = new Set(Object.keys(files).map((path) => path.replace(/\/?[^/]*$/, "")));
  for (const folder of folders) await Deno.mkdir(`${dir}/${folder}`, { recursive: true });
  for (const [path, text] of Object.entries(files)) await Deno.writeTextFile(`${dir}/${path}`, text);
}

/** Runs a test in a folder with some files. */
export async function inProject(
  files: Readonly<Record<string, string>>,
  test: (dir: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (dir) => {
    await makeFiles(dir, files);
    await test(dir);
  });
}

/** Files without content. */
export function empty(...paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, ""]));
}
