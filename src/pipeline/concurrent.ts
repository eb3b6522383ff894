/**
 * Maps with at most `limit` calls in flight. The first failure ends the rest: no further call starts, and the failure is
 * thrown when all have ended, so that nothing runs on unseen.
 *
 * @param finish Whether those in flight at a failure end by themselves; else they get the signal.
 */
export async function mapConcurrent<In, Out>(
  items: readonly In[],
  limit: number,
  signal: AbortSignal | undefined,
  call: (item: In, signal: AbortSignal) => Promise<Out>,
  finish = false,
): Promise<Out[]> {
  const results = new Array<Out>(items.length);
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const given = finish && signal !== undefined ? signal : finish ? new AbortController().signal : both;
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length && !both.aborted) {
      const index = next++;
      const item = items[index];
      if (item === undefined) continue;
      try {
        results[index] = await call(item, given);
      } catch (error) {
        failures.push(error);
        stop.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (signal?.aborted === true) throw signal.reason;
  if (failures.length > 0) throw failures[0];
  return results;
}
