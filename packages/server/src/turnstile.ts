import { AppError } from './errors.ts';

/** Does work whose turn it is; others wait. @throws AppError too-many-requests when too many wait already */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets a few in at a time, in the order in which they came.
 * @param bounds.refusal what those are told who come when `waiting` others wait already
 */
export function createTurnstile(bounds: {
  atOnce: number;
  waiting: number;
  refusal: string;
  retryAfterSeconds: number;
}): Turnstile {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= bounds.atOnce) {
      if (waiting.length >= bounds.waiting) {
        throw new AppError('too-many-requests', bounds.refusal, {
          headers: { 'retry-after': String(bounds.retryAfterSeconds) },
        });
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      inside += 1;
    }
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
