/**
 * Briefs from disk or a stream.
 * @module
 */
import { UsageError } from "../errors.ts";
import { asStoreError } from "./files.ts";

/** The largest brief, in bytes. */
const MAX_BYTES = 1024 * 1024;

const REMEDY = "Give a text or Markdown file that says what to build, or - for standard input.";

/** Reads a brief from a file. Gives up when the signal aborts, also where the file is a pipe that nobody closes. */
export async function readBrief(path: string, signal: AbortSignal): Promise<string> {
  if (path === "") throw new UsageError("Cannot read the brief: its path is empty", REMEDY);
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return decode(await Promise.race([readFile(path, signal), aborted.promise]), path);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function readFile(path: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const info = await Deno.stat(path);
    if (info.isDirectory) {
      throw new UsageError(`Cannot read the brief "${path}": it is a folder, expected a file`, REMEDY);
    }
    if (info.isFile && info.size > MAX_BYTES) throw tooLarge(path, info.size);
    using file = await Deno.open(path);
    return await readAll(file.readable, path, signal);
  } catch (error) {
    if (error instanceof UsageError || signal.aborted) throw error;
    if (error instanceof Deno.errors.NotFound) {
      throw new UsageError(`Cannot read the brief "${path}": there is no such file`, REMEDY);
    }
    throw asStoreError(error, path, "read", "the brief ");
  }
}

/** Reads a brief from a stream, such as standard input. Cancels the stream when the signal aborts. */
export async function readBriefStream(
  stream: ReadableStream<Uint8Array>,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  return decode(await readAll(stream, name, signal), name);
}

async function readAll(stream: ReadableStream<Uint8Array>, name: string, signal?: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", stop);
  try {
    signal?.throwIfAborted();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > MAX_BYTES) {
        stop();
        throw tooLarge(name, size);
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

function tooLarge(name: string, size: number): UsageError {
  return new UsageError(
    `Cannot read the brief "${name}": it has ${size > MAX_BYTES * 2 ? "" : "at least "}${
      (size / MAX_BYTES).toFixed(1)
    } MB, expected at most 1 MB`,
    "Cut it to the parts that say what to build.",
  );
}

/** UTF-8, or UTF-16 where a mark says so. Anything else is not text that we could read rightly. */
function decode(bytes: Uint8Array, name: string): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
    ? "utf-16le"
    : bytes[0] === 0xfe && bytes[1] === 0xff
    ? "utf-16be"
    : undefined;
  if (utf16 === undefined && bytes.subarray(0, 8192).includes(0)) {
    throw new UsageError(`Cannot read the brief "${name}": it is a binary file, expected text`, REMEDY);
  }
  const encoding = utf16 ?? "utf-8";
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(
      `Cannot read the brief "${name}": byte ${firstBadByte(bytes, encoding)} is not ${
        utf16 === undefined ? "UTF-8" : "UTF-16"
      }`,
      "Save it as UTF-8, for example with: iconv -f ISO-8859-1 -t UTF-8.",
    );
  }
  if (text.trim() === "") throw new UsageError(`Cannot read the brief "${name}": it is empty`, REMEDY);
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
