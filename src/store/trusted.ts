/**
 * What a user has allowed projects, remembered in the user's own configuration folder.
 * @module
 */
import { makeFolders, readTextIfAny, stageText } from "./files.ts";

/** The longest file that is read, in characters: some ten thousand projects. */
const MOST_CHARS = 1024 * 1024;

/** Reads what was allowed before. What cannot be read was not allowed. */
export async function readTrusted(path: string): Promise<ReadonlySet<string>> {
  try {
    const text = await readTextIfAny(path) ?? "{}";
    const data: unknown = text.length > MOST_CHARS ? undefined : JSON.parse(text);
    const list = typeof data === "object" && data !== null && "trusted" in data ? data.trusted : [];
    return new Set(Array.isArray(list) ? list.filter((hash) => typeof hash === "string") : []);
  } catch {
    return new Set();
  }
}

/** Writes down what is allowed. Returns whether that worked. */
export async function writeTrusted(path: string, hashes: Iterable<string>): Promise<boolean> {
  try {
    makeFolders(path.replace(/[/\\][^/\\]*$/, ""), 0o700);
    const text = `${JSON.stringify({ schemaVersion: 1, trusted: [...hashes] }, null, 2)}\n`;
    (await stageText(path, text, { mode: 0o600 })).commit();
    return true;
  } catch {
    return false;
  }
}
