/** Reads one value by its key, or null. */
export type BatchReader<V> = (key: string) => Promise<V | null>;

/**
 * Joins look-ups that wait at the same moment into one query: one for all that came in the same turn of the event loop,
 * and while it runs, one for all that come meanwhile. Nothing is kept: each look-up is answered by a query that began
 * after it was asked for.
 * @param readMany answers for the keys that it finds, each key once
 */
export function createBatchReader<V>(
  readMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): BatchReader<V> {
  let waiting = new Map<string, PromiseWithResolvers<V | null>>();
  let running = false;

  async function run(): Promise<void> {
    while (waiting.size > 0) {
      const asked = waiting;
      waiting = new Map();
      try {
        const found = await readMany([...asked.keys()]);
        for (const [key, answer] of asked) answer.resolve(found.get(key) ?? null);
      } catch (error) {
        for (const answer of asked.values()) answer.reject(error);
      }
    }
    running = false;
  }

  return (key) => {
    const answer = waiting.get(key) ?? Promise.withResolvers<V | null>();
    waiting.set(key, answer);
    if (!running) {
      running = true;
      setImmediate(run);
    }
    return answer.promise;
  };
}
