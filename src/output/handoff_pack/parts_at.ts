import type { Design } from "../../plan/types.ts";
import { inline } from "../markdown.ts";

/** The parts of the design that a path holds, or belongs to, each in a line. */
export type PartsAt = (path: string) => string[];

/** Prepares to find parts of the design by the paths of files and folders. */
export function partsAt(design: Design | undefined): PartsAt {
  const own = new Map<string, string[]>();
  const below = new Map<string, string[]>();
  for (const { name, purpose, path } of design?.components ?? []) {
    if (path === undefined) continue;
    const line = `${inline(name)}: ${inline(purpose)}`;
    const place = withoutSlash(path);
    add(own, place, line);
    for (const folder of foldersOf(place)) add(below, folder, line);
  }
  return (path) => {
    const place = withoutSlash(path);
    // A folder that is made holds the parts below it; a file in a part's folder belongs to that part.
    const inFolder = path.endsWith("/") ? below.get(place) ?? [] : [];
    const around = foldersOf(place).flatMap((folder) => own.get(folder) ?? []);
    return [...new Set([...own.get(place) ?? [], ...inFolder, ...around])];
  };
}

function add(lines: Map<string, string[]>, key: string, line: string): void {
  const there = lines.get(key);
  if (there === undefined) lines.set(key, [line]);
  else there.push(line);
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, "");
}

/** The folders around a path, the outermost first. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}
