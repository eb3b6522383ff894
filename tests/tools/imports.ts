/**
 * What the modules of `src` import from each other, read from their code.
 * @module
 */

/** The folder of the modules. */
export const SRC: URL = new URL("../../src/", import.meta.url);

/** All modules below a folder, as paths relative to `src`. */
export function modulesOf(folder: URL, prefix = ""): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) =>
    entry.isDirectory
      ? modulesOf(new URL(`${entry.name}/`, folder), `${prefix}${entry.name}/`)
      : entry.name.endsWith(".ts")
      ? [prefix + entry.name]
      : []
  );
}

/** The specifiers that a module imports or exports from, also lazily. */
export function importsOf(path: string): string[] {
  const text = codeOf(path);
  return [...text.matchAll(/(?:^(?:import|export)\b[^"]*?\bfrom\s+|\bimport\(|^import\s+)"([^"]+)"/gm)].map((match) =>
    match[1]!
  );
}

/** The modules of `src` that a module imports, as paths relative to `src`. */
export function targetsOf(path: string): string[] {
  return importsOf(path).filter((specifier) => /^\..*\.ts$/.test(specifier)).map((specifier) =>
    new URL(specifier, new URL(path, SRC)).href.slice(SRC.href.length)
  );
}

/** A module's text without its comments. */
export function codeOf(path: string): string {
  return Deno.readTextFileSync(new URL(path, SRC)).replace(/\/\*\*[^]*?\*\/|^\s*\/\/.*/gm, "");
}

/** The layer of a module: its first folder, or its own name at the top of `src`. */
export function layerOf(path: string): string {
  return path.split("/")[0]!.replace(/\.ts$/, "");
}
