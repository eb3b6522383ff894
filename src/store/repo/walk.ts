/**
 * The files of a project, found breadth first so that its top is there whatever lies below.
 * @module
 */
import type { Work } from "./glob.ts";
import { type Ignore, isIgnored, parseIgnore } from "./ignore.ts";
import { isMade, isPlainPath, isSecret } from "./left_out.ts";
import { LIMITS } from "./limits.ts";
import { mayNotRead, readPlain } from "./read_plain.ts";

/** What a walk found. */
export interface Walked {
  /** The files of each folder, by their paths from the root, the upper folders first. */
  folders: string[][];
  /** What was not looked at, and why. */
  notes: string[];
}

interface Folder {
  /** Names from the root on. */
  path: readonly string[];
  /** What is ignored in it, the innermost rules last. */
  ignores: readonly Ignore[];
}

/**
 * Walks through a folder. What is ignored, secret, built, linked or no plain file is left out, and so is what vanishes
 * meanwhile.
 *
 * @param isFirst Which files of a folder are looked at before all others.
 * @throws What the system says about the folder itself.
 */
export async function walk(root: string, isFirst: (name: string) => boolean, signal?: AbortSignal): Promise<Walked> {
  const notes = new Notes();
  const ignoreFiles = new IgnoreFiles(root, notes);
  const work: Work = { left: LIMITS.comparisons };
  const queue: Folder[] = [{ path: [], ignores: await ignoreFiles.ofRepository() }];
  const folders: string[][] = [];
  let looked = 0;
  for (const folder of queue) {
    signal?.throwIfAborted();
    const entries = await entriesOf(root, folder.path, isFirst, notes);
    const ignores = entries.some(({ name }) => name === ".gitignore")
      ? [...folder.ignores, ...await ignoreFiles.read(folder.path)]
      : folder.ignores;
    const isBeside = (pattern: RegExp) => entries.some(({ name, isFile }) => isFile && pattern.test(name));
    const files: string[] = [];
    folders.push(files);
    for (const entry of entries) {
      if (++looked > LIMITS.looked) {
        return {
          folders,
          notes: [`it has more than ${LIMITS.looked} entries: the rest was not looked at`, ...notes.all()],
        };
      }
      const path = [...folder.path, entry.name];
      if (isLeftOut(entry, isBeside) || isIgnored(ignores, path, entry.isDirectory, work)) continue;
      if (work.left < 0) {
        return { folders, notes: ["its .gitignore files take too long: the rest was not looked at", ...notes.all()] };
      }
      if (!isPlainPath(path.join("/"))) notes.count("unusual");
      else if (entry.isFile) files.push(path.join("/"));
      else if (path.length >= LIMITS.depth) notes.count("deep");
      else queue.push({ path, ignores });
    }
  }
  return { folders, notes: notes.all() };
}

/** Links, pipes and the like, secrets, and what tools fetch or make. */
function isLeftOut(
  { name, isDirectory, isFile }: Deno.DirEntry,
  isBeside: (pattern: RegExp) => boolean,
): boolean {
  return !isFile && !isDirectory || isSecret(name, isDirectory) || name === ".git" ||
    isDirectory && isMade(name, isBeside);
}

/** What a folder holds, in an order that does not depend on the disk. */
async function entriesOf(
  root: string,
  path: readonly string[],
  isFirst: (name: string) => boolean,
  notes: Notes,
): Promise<Deno.DirEntry[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir([root, ...path].join("/")));
    entries.sort((one, other) => one.name < other.name ? -1 : 1);
    const first = new Set(entries.filter(({ name, isFile }) => isFile && isFirst(name)));
    return [...first, ...entries.filter((entry) => !first.has(entry))];
  } catch (error) {
    // Nothing to be told without the folder itself; below it, something is better than nothing.
    if (path.length === 0) throw error;
    if (mayNotRead(error)) notes.add(`"${path.join("/")}" may not be read: what is in it was left out`);
    return [];
  }
}

/** Reads the rules of version control, within bounds for all of them. */
class IgnoreFiles {
  #left: number = LIMITS.ignoreBytes;

  constructor(private readonly root: string, private readonly notes: Notes) {}

  /** Rules that are not shared, `.git/info/exclude`; reached through no link. */
  async ofRepository(): Promise<Ignore[]> {
    for (const folder of [".git", ".git/info"]) {
      try {
        if (!(await Deno.lstat(`${this.root}/${folder}`)).isDirectory) return [];
      } catch {
        return [];
      }
    }
    return await this.#readFile(".git/info/exclude", 0);
  }

  async read(folder: readonly string[]): Promise<Ignore[]> {
    return await this.#readFile([...folder, ".gitignore"].join("/"), folder.length);
  }

  async #readFile(path: string, depth: number): Promise<Ignore[]> {
    if (this.#left < 0) {
      this.notes.count("ignoreFiles");
      return [];
    }
    const found = await readPlain(`${this.root}/${path}`);
    if (found === undefined) return [];
    if ("wrong" in found) {
      this.notes.add(`"${path}" is not followed: ${found.wrong}`);
      return [];
    }
    this.#left -= found.bytes.length;
    const text = new TextDecoder().decode(found.bytes);
    if (!found.cut) return [parseIgnore(text, depth)];
    this.notes.add(`"${path}" is larger than ${LIMITS.bytes / 1024} KB: the rest of it is not followed`);
    // The line that was cut could mean anything.
    return [parseIgnore(text.slice(0, text.lastIndexOf("\n") + 1), depth)];
  }
}

/** What is counted and told in one line. */
const COUNTED = {
  unusual: "with unusual characters or very long paths were left out",
  deep: `below more than ${LIMITS.depth} folders were left out`,
  ignoreFiles: ".gitignore files were not read, since the others are large",
};
/** More lines than these tell nothing new. */
const MOST_NOTES = 20;

class Notes {
  readonly #lines: string[] = [];
  readonly #counts = new Map<keyof typeof COUNTED, number>();

  add(line: string): void {
    if (this.#lines.length < MOST_NOTES) this.#lines.push(line);
  }

  count(what: keyof typeof COUNTED): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  all(): string[] {
    return [...this.#lines, ...[...this.#counts].map(([what, number]) => `${number} ${COUNTED[what]}`)];
  }
}
