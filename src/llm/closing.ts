/**
 * An iterator whose `return` closes at once, also while a `next` is under way: a generator's own would wait for that. So
 * a stream made of it can be cancelled in the middle of a wait.
 *
 * @param make Makes the generator; the signal aborts when the iterator is closed or the caller aborts.
 */
export function closing<Entry>(
  make: (signal: AbortSignal) => AsyncGenerator<Entry>,
  caller: AbortSignal | undefined,
): AsyncGenerator<Entry> {
  const controller = new AbortController();
  const inner = make(caller === undefined ? controller.signal : AbortSignal.any([caller, controller.signal]));
  const close = () => controller.abort(new Error("the iterator was closed"));
  return {
    next: () => inner.next(),
    return(value) {
      close();
      return inner.return(value);
    },
    throw(error) {
      close();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return(undefined);
    },
  };
}
