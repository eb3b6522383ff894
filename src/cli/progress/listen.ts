/** More of an output is not kept: the end tells what went wrong. */
const MOST_BYTES = 1 << 20;

/** What is listened to. */
export interface Listening {
  /** Gives the end of what was said, as it came. Streams that others still hold open are left after so long. */
  text(patienceMs: number): Promise<string>;
}

/** Listens to the streams of a command until they end. */
export function listen(...streams: readonly ReadableStream<Uint8Array>[]): Listening {
  const heard: Uint8Array[] = [];
  let size = 0;
  const readers = streams.map((stream) => stream.getReader());
  const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      heard.push(next.value);
      size += next.value.length;
      while (size - (heard[0]?.length ?? 0) > MOST_BYTES) size -= heard.shift()?.length ?? 0;
    }
  };
  const ended = Promise.all(readers.map(read));
  return {
    async text(patienceMs) {
      const timer = setTimeout(() => {
        for (const reader of readers) reader.cancel().catch(() => {});
      }, patienceMs);
      try {
        await ended;
      } finally {
        clearTimeout(timer);
      }
      const bytes = new Uint8Array(await new Blob(heard as BlobPart[]).arrayBuffer());
      return new TextDecoder().decode(bytes.slice(-MOST_BYTES));
    },
  };
}
