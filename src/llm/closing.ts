/**
 * An iterator whose `return` closes at once, also while a `next` is under way: a generator's own would wait for that. So
 * a stream made of it can be cancelled in the middle of a wait.
 *
 * @param make Makes the generator when the first entry is asked for; the signal aborts when the iterator is closed or the caller aborts.
 */
export function closing<Entry>(
  make: (signal: AbortSignal) => AsyncGenerator<Entry>,
  caller: AbortSignal | undefined,
): AsyncGenerator<Entry> {
  const controller = new AbortController();
  const signal = caller === undefined ? controller.signal : AbortSignal.any([caller, controller.signal]);
  let inner: AsyncGenerator<Entry> | undefined;
  const close = () => controller.abort(new Error("the iterator was closed"));
  return {
    next() {
      if (inner === undefined && controller.signal.aborted) return Promise.resolve({ done: true, value: undefined });
      try {
        inner ??= make(signal);
      } catch (error) {
        return Promise.reject(error);
      }
      return inner.next();
    },
    return(value) {
      close();
      return inner === undefined ? Promise.resolve({ done: true, value }) : inner.return(value);
    },
    throw(error) {
      close();
      return inner === undefined ? Promise.reject(error) : inner.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return(undefined);
    },
  };
}
