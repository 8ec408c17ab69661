import type { AppContext } from '../../context.ts';
import { transact } from '../../db/index.ts';
import { createFeeder } from './feeder.ts';
import { releaseAllClaims } from './store.ts';
import type { SyncContext } from './sync.ts';

const PAUSE_MS = 1_000;

/**
 * Works off what is due at this moment, as far as the rate budgets go.
 * @returns how many attempts were made
 */
export async function runRegistrationPass(ctx: SyncContext): Promise<number> {
  const feeder = createFeeder(ctx);
  await feeder.fill();
  return feeder.idle();
}

export type RegistrationWorker = { wake(): void; stop(): Promise<void> };

/**
 * Works off registrations until stopped: at once when woken, and every second, so that what another process
 * wrote, or what a crash left open, is found without anyone telling.
 */
export async function startRegistrationWorker(
  ctx: SyncContext & Pick<AppContext, 'engine'>,
): Promise<RegistrationWorker> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseAllClaims);
  const feeder = createFeeder(ctx);
  let stopped = false;
  let wake = (): void => {};
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await feeder.fill().catch((error: unknown) => {
        ctx.log.error({ err: error }, 'due registrations could not be read');
      });
      if (stopped) return;
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        woken,
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, PAUSE_MS);
        }),
      ]);
      clearTimeout(timer);
    }
  };
  const done = loop();
  return {
    wake: () => wake(),
    async stop() {
      stopped = true;
      wake();
      await done;
      await feeder.stop();
    },
  };
}
