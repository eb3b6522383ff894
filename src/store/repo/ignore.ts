/**
 * What version control ignores: the rules of one `.gitignore`, read and applied as git does.
 * @module
 */
import { type Glob, matchesGlob, parseGlob, plainPath, type Work } from "./glob.ts";

/** A line that needs to be matched. */
interface Rule {
  /** Its place in the file: the last that matches decides. */
  line: number;
  glob: Glob;
  /** Matched against the whole path below the file, not only its last name. */
  wholePath: boolean;
  foldersOnly: boolean;
}

/** The rules of one file, and where it lies. */
export interface Ignore {
  /** How many folders lie above it. */
  readonly depth: number;
  readonly rules: readonly Rule[];
  /** Lines that are plain: by name, or by path with a slash before it. */
  readonly plain: ReadonlyMap<string, { folder: number; any: number }>;
  /** The lines that take back what others ignore. */
  readonly negated: ReadonlySet<number>;
}

/** Reads the text of a `.gitignore`. What is no pattern ignores nothing. */
export function parseIgnore(text: string, depth: number): Ignore {
  const rules: Rule[] = [];
  const plain = new Map<string, { folder: number; any: number }>();
  const negated = new Set<number>();
  text.replace(/^\ufeff/, "").split("\n").forEach((written, line) => {
    if (written.startsWith("#")) return;
    let pattern = withoutSpacesAtEnd(written.endsWith("\r") ? written.slice(0, -1) : written);
    if (pattern.startsWith("!")) {
      negated.add(line);
      pattern = pattern.slice(1);
    }
    const foldersOnly = pattern.endsWith("/");
    if (foldersOnly) pattern = pattern.slice(0, -1);
    const wholePath = pattern.includes("/");
    if (pattern.startsWith("/")) pattern = pattern.slice(1);
    const glob = pattern === "" ? undefined : parseGlob(pattern);
    if (glob === undefined) return;
    const path = plainPath(glob);
    if (path === undefined) return void rules.push({ line, glob, wholePath, foldersOnly });
    const key = wholePath ? `/${path}` : path;
    const before = plain.get(key) ?? { folder: -1, any: -1 };
    plain.set(key, { folder: line, any: foldersOnly ? before.any : line });
  });
  return { depth, rules: rules.reverse(), plain, negated };
}

/** Spaces at the end do not count, unless a backslash stands before them. */
function withoutSpacesAtEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === " ") end--;
  let slashes = 0;
  while (line[end - 1 - slashes] === "\\") slashes++;
  return line.slice(0, slashes % 2 === 1 ? Math.min(end + 1, line.length) : end);
}

/** What one file says about a path: ignored, asked for again, or nothing. */
function decide(ignore: Ignore, path: readonly string[], folder: boolean, work: Work): boolean | undefined {
  const kind = folder ? "folder" : "any";
  const name = path.at(-1) ?? "";
  let line = Math.max(
    ignore.plain.get(name)?.[kind] ?? -1,
    ignore.plain.get(`/${path.slice(ignore.depth).join("/")}`)?.[kind] ?? -1,
  );
  for (const rule of ignore.rules) {
    if (rule.line < line || --work.left < 0) break;
    if (rule.foldersOnly && !folder) continue;
    if (!matchesGlob(rule.glob, path, rule.wholePath ? ignore.depth : path.length - 1, work)) continue;
    line = rule.line;
    break;
  }
  return line === -1 ? undefined : !ignore.negated.has(line);
}

/**
 * Whether a path is ignored, if no folder above it is.
 *
 * @param ignores The files that lie above it, the innermost last: that one decides first.
 * @param path Its names from the root of the project on.
 * @param work What may be compared. Where it is used up, the answer means nothing.
 */
export function isIgnored(ignores: readonly Ignore[], path: readonly string[], folder: boolean, work: Work): boolean {
  for (let at = ignores.length - 1; at >= 0; at--) {
    const ignore = ignores[at];
    const decided = ignore === undefined ? undefined : decide(ignore, path, folder, work);
    if (decided !== undefined) return decided;
  }
  return false;
}
