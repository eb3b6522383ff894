/**
 * Briefs from disk or a stream.
 * @module
 */
import { UsageError } from "../errors.ts";
import { asStoreError } from "./files.ts";

/** The largest brief, in bytes. */
const MAX_BYTES = 1024 * 1024;

const REMEDY = "Give a text or Markdown file that says what to build, or - for standard input.";

/** Reads a brief from a file. */
export async function readBrief(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    const info = await Deno.stat(path);
    if (info.isDirectory) {
      throw new UsageError(`Cannot read the brief "${path}": it is a folder, expected a file`, REMEDY);
    }
    if (info.isFile && info.size > MAX_BYTES) throw tooLarge(path, info.size);
    using file = await Deno.open(path);
    bytes = await readAll(file.readable, path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof Deno.errors.NotFound) {
      throw new UsageError(`Cannot read the brief "${path}": there is no such file`, REMEDY);
    }
    throw asStoreError(error, path, "read", "the brief ");
  }
  return decode(bytes, path);
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
  let text: string;
  try {
    text = new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    const at = firstBadByte(bytes);
    throw new UsageError(
      `Cannot read the brief "${name}": byte ${at} is not UTF-8`,
      "Save it as UTF-8, for example with: iconv -f ISO-8859-1 -t UTF-8.",
    );
  }
  if (text.trim() === "") throw new UsageError(`Cannot read the brief "${name}": it is empty`, REMEDY);
  return text;
}

function firstBadByte(bytes: Uint8Array): number {
  const whole = new TextDecoder("utf-8").decode(bytes);
  return new TextEncoder().encode(whole.slice(0, whole.indexOf("\ufffd"))).length;
}
