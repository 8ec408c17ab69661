import { type MirrorContext, syncNextMirror } from './sync.ts';

type MirrorWorker = { stop(): Promise<void> };

const PAUSE_MS = 2_000;

/**
 * Keeps object storage equal to the schemes until stopped.
 * @param isHeldBack says whether nothing may be written at the moment, as from a copy of the database
 */
export function startMirrorWorker(ctx: MirrorContext, isHeldBack: () => Promise<boolean>): MirrorWorker {
  let stopped = false;
  let wake = (): void => {};
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        if (!(await isHeldBack()) && (await syncNextMirror(ctx))) continue;
      } catch (error) {
        ctx.log.error({ err: error }, 'the mirror of a scheme could not be worked off');
      }
      if (stopped) return;
      const timer = setTimeout(() => wake(), PAUSE_MS);
      await woken;
      clearTimeout(timer);
    }
  };
  const done = loop();
  return {
    async stop() {
      stopped = true;
      wake();
      await done;
    },
  };
}
