/** What a call in flight looks at. */
export interface Signals {
  /** Ends it. */
  signal: AbortSignal;
  /** Aborts also when another call has failed. */
  stopped: AbortSignal;
}

/**
 * Maps with at most `limit` calls in flight. The first failure ends the rest: no further call starts, and the failure is
 * thrown when all have ended, so that nothing runs on unseen.
 *
 * @param finish Whether those in flight at a failure may end by themselves; else that ends them too.
 */
export async function mapConcurrent<In, Out>(
  items: readonly In[],
  limit: number,
  signal: AbortSignal | undefined,
  call: (item: In, signals: Signals) => Promise<Out>,
  finish = false,
): Promise<Out[]> {
  const results = new Array<Out>(items.length);
  const stop = new AbortController();
  const user = signal ?? new AbortController().signal;
  const stopped = AbortSignal.any([user, stop.signal]);
  const signals = { signal: finish ? user : stopped, stopped };
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length && !stopped.aborted) {
      const index = next++;
      const item = items[index];
      if (item === undefined) continue;
      try {
        results[index] = await call(item, signals);
      } catch (error) {
        failures.push(error);
        stop.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  user.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results;
}
