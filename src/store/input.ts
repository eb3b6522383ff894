/**
 * Texts that the user names, from disk or a stream: briefs and plans.
 * @module
 */
import { UsageError } from "../errors.ts";
import { asStoreError } from "./files.ts";

/** What is read, and how much of it at most. */
export interface InputKind {
  /** For errors: `brief`. */
  what: string;
  /** In MB. */
  most: number;
  /** What to give instead of what cannot be used. */
  remedy: string;
  /** What to do where it is too large. */
  shrink: string;
}

/** What is to be built. */
export const BRIEF: InputKind = {
  what: "brief",
  most: 1,
  remedy: "Give a text or Markdown file that says what to build, or - for standard input.",
  shrink: "Cut it to the parts that say what to build.",
};

/** A plan, ours or another tool's. */
export const PLAN: InputKind = {
  what: "plan",
  most: 64,
  remedy: "Make one with run-full-pipeline, or name a plan.json, a tasks.md, a tasks.json or a plan in Markdown.",
  shrink: "Check plans of a usual size.",
};

const MB = 1024 * 1024;

/** Reads a text from a file. Gives up when the signal aborts, also where the file is a pipe that nobody closes. */
export async function readInput(path: string, kind: InputKind, signal: AbortSignal): Promise<string> {
  if (path === "") throw new UsageError(`Cannot read the ${kind.what}: its path is empty`, kind.remedy);
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return decode(await Promise.race([readFile(path, kind, signal), aborted.promise]), path, kind);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function readFile(path: string, kind: InputKind, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const info = await Deno.stat(path);
    if (info.isDirectory) {
      throw new UsageError(`Cannot read the ${kind.what} "${path}": it is a folder, expected a file`, kind.remedy);
    }
    if (info.isFile && info.size > kind.most * MB) throw tooLarge(path, info.size, kind);
    using file = await Deno.open(path);
    return await readAll(file.readable, path, kind, signal);
  } catch (error) {
    if (error instanceof UsageError || signal.aborted) throw error;
    if (error instanceof Deno.errors.NotFound) {
      throw new UsageError(`Cannot read the ${kind.what} "${path}": there is no such file`, kind.remedy);
    }
    throw asStoreError(error, path, "read", `the ${kind.what} `);
  }
}

/** Reads a text from a stream, such as standard input. Cancels the stream when the signal aborts. */
export async function readInputStream(
  stream: ReadableStream<Uint8Array>,
  name: string,
  kind: InputKind,
  signal: AbortSignal,
): Promise<string> {
  return decode(await readAll(stream, name, kind, signal), name, kind);
}

async function readAll(
  stream: ReadableStream<Uint8Array>,
  name: string,
  kind: InputKind,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", stop);
  try {
    signal?.throwIfAborted();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > kind.most * MB) {
        stop();
        throw tooLarge(name, size, kind);
      }
      chunks.push(next.value);
    }
    signal?.throwIfAborted();
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLarge(name: string, size: number, { what, most, shrink }: InputKind): UsageError {
  return new UsageError(
    `Cannot read the ${what} "${name}": it has ${
      size > most * MB * 2 ? `${(size / MB).toFixed(1)} MB` : `more than ${most} MB`
    }, expected at most ${most} MB`,
    shrink,
  );
}

/** UTF-8, or UTF-16 where a mark says so. Anything else is not text that we could read rightly. */
function decode(bytes: Uint8Array, name: string, { what, remedy }: InputKind): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
    ? "utf-16le"
    : bytes[0] === 0xfe && bytes[1] === 0xff
    ? "utf-16be"
    : undefined;
  if (utf16 === undefined && bytes.subarray(0, 8192).includes(0)) {
    throw new UsageError(`Cannot read the ${what} "${name}": it is a binary file, expected text`, remedy);
  }
  const encoding = utf16 ?? "utf-8";
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(
      `Cannot read the ${what} "${name}": byte ${firstBadByte(bytes, encoding)} is not ${
        utf16 === undefined ? "UTF-8" : "UTF-16"
      }`,
      "Save it as UTF-8, for example with: iconv -f ISO-8859-1 -t UTF-8.",
    );
  }
  if (text.trim() === "") throw new UsageError(`Cannot read the ${what} "${name}": it is empty`, remedy);
  return text;
}

/** How many bytes are good: the longest beginning of whole characters that decodes, found by halving. */
function firstBadByte(bytes: Uint8Array, encoding: string): number {
  const decodes = (length: number, stream: boolean) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(middle, true)) good = middle;
    else bad = middle;
  }
  // A streaming decoder takes the beginning of a character on trust.
  while (good > 0 && !decodes(good, false)) good--;
  return Math.min(good, bytes.length - 1);
}
