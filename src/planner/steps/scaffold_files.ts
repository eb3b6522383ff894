/** The files of the first commit, shared out between the first steps. */
import type { Context } from "../context.ts";

/** A step leaves at most this many files behind. */
const MOST_FILES = 7;
/** The step that first starts the program has an entry and a test of its own besides. */
const MOST_LATER = 5;

/** What the first step makes, and what the first step that starts the program adds. */
export function scaffoldFiles({ stack, entry }: Context): { first: string[]; later: string[]; folded: string[] } {
  const files = [...new Set([stack.layout.manifest, entry, ...stack.scaffold])]
    .filter((path) => path !== stack.layout.smokeTest);
  if (files.length > MOST_FILES) buildFirst(files);
  const later = files.slice(MOST_FILES).filter((path) => path !== ".prettierignore");
  let folded = later;
  // Many files of one folder are named by the folder.
  while (folded.length > MOST_LATER) {
    const fuller = fullest(folded);
    if (fuller === undefined) break;
    const at = folded.findIndex((path) => path.startsWith(fuller));
    folded = folded.flatMap((path, index) => path.startsWith(fuller) ? index === at ? [fuller] : [] : [path]);
  }
  // What must be left out is a single file; the settings of tools come last.
  const kept = [...folded.filter((path) => path.includes("/")), ...folded.filter((path) => !path.includes("/"))];
  const inOrder = folded.length > MOST_LATER ? kept.slice(0, MOST_LATER) : folded;
  return { first: files.slice(0, MOST_FILES), later, folded: inOrder };
}

/** What the first commands run by comes first; the wrapper's files are one folder. */
function buildFirst(files: string[]): void {
  const isBuild = (path: string) => /gradle|^\.gitignore$/.test(path) && !path.endsWith(".bat");
  const wrapped = files.map((path) => path.startsWith("gradle/wrapper/") ? "gradle/wrapper/" : path);
  const [manifest = "", entry = "", ...rest] = [...new Set(wrapped)];
  files.splice(0, files.length, manifest, entry, ...rest.filter(isBuild), ...rest.filter((path) => !isBuild(path)));
}

/** The folder with most of some files, the deepest of equals; absent where each has but one. */
function fullest(paths: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const path of paths) {
    for (let at = path.indexOf("/"); at > 0 && at < path.length - 1; at = path.indexOf("/", at + 1)) {
      const folder = path.slice(0, at + 1);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  // The root of all sources says nothing.
  const [best] = [...counts].filter(([folder, count]) => count > 1 && !/^(?:src|app|tests?)\/$/.test(folder))
    .sort(([a, m], [b, n]) => n - m || b.length - a.length);
  return best?.[0];
}
