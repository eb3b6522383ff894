/**
 * Reading the files of a configuration, and no more of them than a configuration can have.
 * @module
 */
import { ConfigError } from "../errors.ts";

/** The largest file that is read. */
const MAX_BYTES = 64 * 1024;
/** The largest index of git that is looked through. */
const MAX_INDEX = 10 * 1024 * 1024;

/** Says whether a path may be looked at without asking anybody. */
export type MayRead = (path: string) => boolean;

/**
 * Reads a configuration file; absent where there is none. `chosen`: the user named it, so it must be there.
 *
 * @throws {ConfigError} If it is missing, or cannot be read as text.
 */
export async function readConfigFile(
  path: string,
  { chosen, mayRead }: { chosen: boolean; mayRead: MayRead },
): Promise<string | undefined> {
  if (!chosen && !mayRead(path)) return undefined;
  const cannot = (why: string, hint: string) =>
    new ConfigError(`Cannot read the configuration "${path}": ${why}`, hint);
  let bytes: Uint8Array;
  try {
    const info = await Deno.stat(path);
    if (info.isDirectory) throw cannot("expected a file, got a folder", "Name a YAML file, or remove the folder.");
    // A pipe that the user names is read like a file; one that came with a project might never end.
    if (!info.isFile && !chosen) throw cannot("expected a file, got something else", "Remove it.");
    bytes = await readUpTo(path, MAX_BYTES + 1);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof Deno.errors.NotFound) {
      if (!chosen) return undefined;
      throw cannot(
        "there is no such file",
        "Check the path behind --config; devussy init writes a file to begin with.",
      );
    }
    if (error instanceof Deno.errors.NotCapable) {
      if (!chosen) return undefined;
      throw cannot("Deno may not read it", `Add --allow-read=${path} before the script.`);
    }
    // `config` is a file: then there is no configuration in it.
    if (!chosen && error instanceof Deno.errors.NotADirectory) return undefined;
    const why = error instanceof Deno.errors.PermissionDenied ? "the system denies it" : "the system cannot read it";
    throw cannot(why, "Check the file's owner and mode.");
  }
  if (bytes.length > MAX_BYTES) throw cannot("expected at most 64 KB, got more", "Name a configuration of devussy.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw cannot(`${placeOfBadByte(bytes)} is not UTF-8`, "Save it as UTF-8.");
  }
}

/** A `.env` as text, with what is to be said about the file. Absent where there is none that may be read. */
export async function readEnvText(
  path: string,
  mayRead: MayRead,
): Promise<{ text: string; open: boolean; warning?: string } | undefined> {
  if (!mayRead(path)) return undefined;
  try {
    const { isFile, mode } = await Deno.stat(path);
    if (!isFile) return undefined;
    const bytes = await readUpTo(path, MAX_BYTES + 1);
    const open = Deno.build.os !== "windows" && ((mode ?? 0) & 0o044) !== 0;
    if (bytes.length <= MAX_BYTES) return { text: new TextDecoder().decode(bytes), open };
    return { text: "", open, warning: `${path} is not read: expected at most 64 KB, got more` };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return undefined;
    return { text: "", open: false, warning: `${path} is not read: the system cannot read it` };
  }
}

/** Reads git's index of the working directory, where there is one of a common size that may be read. */
export async function readIndex(mayRead: MayRead): Promise<Uint8Array> {
  const path = ".git/index";
  if (!mayRead(path)) return new Uint8Array();
  try {
    const { isFile, size } = await Deno.stat(path);
    return isFile && size <= MAX_INDEX ? await readUpTo(path, size) : new Uint8Array();
  } catch {
    // No repository, or one that keeps its index elsewhere: then nothing is said.
    return new Uint8Array();
  }
}

/**
 * Whether a path below the working directory, or what there is of it, is a link that leads out of it. Where nothing on the
 * way is a link, the path alone need be read; for a link the working directory must be, too, or it counts as one that does.
 */
export function isLinkOut(path: string, mayRead: MayRead): boolean {
  const parts = path.split("/");
  // What may not be read is not written either.
  const links = parts.map((_, at) => parts.slice(0, at + 1).join("/")).filter((part) => part !== "" && mayRead(part))
    .filter(isLink);
  return links.some((link) => {
    try {
      const [real, root] = [Deno.realPathSync(link), Deno.realPathSync(".")];
      return real !== root &&
        !real.startsWith(root.endsWith("/") || root.endsWith("\\") ? root : `${root}${SEPARATOR}`);
    } catch {
      return true;
    }
  });
}

function isLink(path: string): boolean {
  try {
    return Deno.lstatSync(path).isSymlink;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound);
  }
}

const SEPARATOR = Deno.build.os === "windows" ? "\\" : "/";

/** Whether two paths lead to one file. */
export async function isSameFile(a: string, b: string, mayRead: MayRead): Promise<boolean> {
  if (a === b) return true;
  if (!mayRead(a) || !mayRead(b)) return a.replace(/^(?:\.\/+)+/, "") === b;
  try {
    return await Deno.realPath(a) === await Deno.realPath(b);
  } catch {
    return a.replace(/^(?:\.\/+)+/, "") === b;
  }
}

async function readUpTo(path: string, most: number): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(most);
  let length = 0;
  while (length < most) {
    const read = await file.read(bytes.subarray(length));
    if (read === null) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** `line N`, for a text that is good until there. */
function placeOfBadByte(bytes: Uint8Array): string {
  const lenient = new TextDecoder().decode(bytes);
  const at = lenient.indexOf("\ufffd");
  return `line ${lenient.slice(0, Math.max(at, 0)).split(/\r\n?|\n/).length}`;
}
