import type { Db } from '../db/index.ts';
import { findResolutions, type Resolution } from './store.ts';

/** Finds the resolution of the first of several canonical names that has one, or null. */
export type FindResolution = (names: readonly string[]) => Promise<Resolution | null>;

/** How many requests may share a query; more would make the first of them wait for too many rows. */
const BATCH = 200;

type Waiting = {
  names: readonly string[];
  resolve: (resolution: Resolution | null) => void;
  reject: (reason: unknown) => void;
};

/**
 * Looks names up with one query at a time, for all requests that are waiting when it begins; no answer is older
 * than its question. A query begins once the event loop has read what every socket has for it: the embedded
 * database works inside one turn of that loop, so a query that began at once would never be shared.
 */
export function createResolutionFinder(db: Db): FindResolution {
  const queue: Waiting[] = [];
  let isAsking = false;

  async function workOff(): Promise<void> {
    while (queue.length > 0) await answerBatch(db, queue.splice(0, BATCH));
    isAsking = false;
  }

  return (names) =>
    new Promise((resolve, reject) => {
      queue.push({ names, resolve, reject });
      if (isAsking) return;
      isAsking = true;
      setImmediate(workOff);
    });
}

async function answerBatch(db: Db, batch: readonly Waiting[]): Promise<void> {
  try {
    const rows = await findResolutions(db, [...new Set(batch.flatMap(({ names }) => names))]);
    const byName = new Map(rows.map((row) => [row.pid, row]));
    for (const { names, resolve } of batch) {
      const name = names.find((each) => byName.has(each));
      resolve(name === undefined ? null : (byName.get(name) ?? null));
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
