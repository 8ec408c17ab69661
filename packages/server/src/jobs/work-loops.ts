/** Background work that goes on until it is stopped. */
export type WorkLoops = { wake(): void; stop(): Promise<void> };

/**
 * Works off what is due until stopped: at once when woken, and every so often by itself, so that what another process wrote,
 * or what a crash left open, is found without anyone telling. Stopping waits for what is at hand.
 * @param work.next does the next piece, as far as it goes until `isStopped`; whether there was one. What it throws is no piece
 */
export function startWorkLoops(work: {
  concurrency: number;
  pauseMs: number;
  next: (isStopped: () => boolean) => Promise<boolean>;
  whenFailed: (error: unknown) => void;
}): WorkLoops {
  let stopped = false;
  const sleepers = new Set<() => void>();
  const wake = (): void => {
    for (const sleeper of sleepers) sleeper();
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      // Before looking: who wakes while it looks is heard, too.
      const woken = Promise.withResolvers<void>();
      sleepers.add(woken.resolve);
      const worked = await work
        .next(() => stopped)
        .catch((error: unknown) => {
          work.whenFailed(error);
          return false;
        });
      if (!worked && !stopped) {
        const timer = setTimeout(woken.resolve, work.pauseMs);
        await woken.promise;
        clearTimeout(timer);
      }
      sleepers.delete(woken.resolve);
    }
  };
  const loops = Array.from({ length: work.concurrency }, loop);
  return {
    wake,
    async stop() {
      stopped = true;
      wake();
      await Promise.all(loops);
    },
  };
}
