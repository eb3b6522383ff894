import { Fault, tooLarge } from "./fault.ts";
import type { Watch } from "./watch.ts";

/**
 * The decoded text of a body, read by read. One decoder for the whole: a character may be split over reads. Nothing is
 * read before somebody asks, and so a slow reader bounds memory. The watch closes it.
 */
export class BodyText {
  readonly #reader: BodyReader | undefined;
  readonly #watch: Watch;
  readonly #mostBytes: number;
  // Deno's decoder drops a U+FEFF at the start of any piece, not only of the first; whoever reads drops the first.
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #bytes = 0;
  #ended = false;

  constructor(response: Response, watch: Watch, mostBytes: number) {
    this.#reader = response.body === null ? undefined : readerOf(response.body);
    this.#watch = watch;
    this.#mostBytes = mostBytes;
    // A cancelled body may still fail; nobody is interested any more.
    watch.onEnd(() => void this.#reader?.cancel().catch(() => {}));
  }

  /**
   * The next piece; undefined at the end.
   *
   * @throws {Fault} If the connection breaks, the body is too large, or the watch ends it.
   */
  async next(): Promise<string | undefined> {
    const watch = this.#watch;
    while (!this.#ended && this.#reader !== undefined) {
      watch.wait();
      let read: { done: boolean; value?: Uint8Array | undefined };
      try {
        read = await this.#reader.read();
      } catch (error) {
        throw watch.fault ?? broken(error);
      }
      watch.arrived(read.value?.length ?? 0);
      if (watch.fault !== undefined) throw watch.fault;
      this.#ended = read.done || watch.over;
      const text = this.#decode(this.#ended ? undefined : read.value);
      if (text !== "") return text;
    }
    return undefined;
  }

  #decode(bytes: Uint8Array | undefined): string {
    if (bytes === undefined) return this.#decoder.decode();
    this.#bytes += bytes.length;
    if (this.#bytes > this.#mostBytes) throw tooLarge(`the answer is larger than ${this.#mostBytes / 1_000_000} MB`);
    return this.#decoder.decode(bytes, { stream: true });
  }
}

/** Reads a body; what it gives is valid until the next read. */
interface BodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/** How much is read at once. */
const BUFFER = 65_536;

/**
 * Reads into one buffer again and again. A plain reader makes a new one of 64 KiB for each read, be it for one token,
 * which costs three quarters of the time where tokens come one by one (measured, tests/bench/README.md).
 */
function readerOf(body: ReadableStream<Uint8Array>): BodyReader {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: "byob" });
  } catch {
    // A stream that somebody made, not the network.
    return body.getReader();
  }
  let buffer = new ArrayBuffer(BUFFER);
  return {
    async read() {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (value !== undefined) buffer = value.buffer;
      return { done, value };
    },
    cancel: () => reader.cancel(),
  };
}

/** The first characters of a body, however it ends: for errors, whose body may be anything. */
export async function readStart(response: Response, watch: Watch, mostChars: number): Promise<string> {
  const body = new BodyText(response, watch, Infinity);
  let text = "";
  try {
    for (let piece = await body.next(); piece !== undefined; piece = await body.next()) {
      text += piece;
      if (text.length >= mostChars) break;
    }
  } catch {
    // What came before is what there is to say.
  }
  return text.slice(0, mostChars);
}

function broken(error: unknown): Fault {
  return new Fault({
    kind: "incomplete_stream",
    what: `the connection broke within the answer: ${error instanceof Error ? error.message : String(error)}`,
    hint: "Try again.",
    retry: "always",
  });
}
