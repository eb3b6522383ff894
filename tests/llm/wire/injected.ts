/**
 * A `fetch` that answers at once, for the tests that ask thousands of times: so many sockets would take minutes.
 * The same answers go over real sockets too, fewer of them.
 * @module
 */

/** The next answer of {@linkcode injectedFetch}. */
export interface Injected {
  /** Its body. */
  body: Uint8Array<ArrayBuffer>;
  /** The sizes of the pieces, used in turn, again and again. */
  sizes: readonly number[];
  /** Its content type. */
  contentType: string;
}

/** Makes a `fetch` that always gives what `next` holds. */
export function injectedFetch(next: () => Injected): typeof fetch {
  return () => {
    const { body, sizes, contentType } = next();
    const pieces = cutInTurn(body, sizes);
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        const { value, done } = pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    });
    return Promise.resolve(new Response(stream, { headers: { "content-type": contentType } }));
  };
}

/** Cuts bytes into pieces whose sizes are used in turn. */
export function* cutInTurn(
  bytes: Uint8Array<ArrayBuffer>,
  sizes: readonly number[],
): Generator<Uint8Array<ArrayBuffer>, undefined> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    // A copy, as from a network: a stream may not share its buffers.
    yield bytes.slice(at, at + size);
    at += size;
  }
}
