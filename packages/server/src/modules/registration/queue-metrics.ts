import { Gauge } from 'prom-client';
import type { AppContext } from '../../context.ts';
import { countPending, readNextAttempts } from './store.ts';
import { type Wanted, WISHES_BY_URGENCY } from './wanted.ts';

/** Shows in `/metrics` how much waits for registrars, read from the index of the queue at each scrape. */
export function registerQueueMetrics(ctx: Pick<AppContext, 'db' | 'metrics' | 'now' | 'log'>): void {
  const show = (name: string, help: string, read: () => Promise<(wish: Wanted['state']) => number>): void => {
    new Gauge({
      name,
      help: `${help}, by wish; every process of a service says the same`,
      labelNames: ['wish'],
      registers: [ctx.metrics.registry],
      async collect() {
        this.reset();
        try {
          const valueFor = await read();
          for (const wish of WISHES_BY_URGENCY) this.set({ wish }, valueFor(wish));
        } catch (error) {
          // The other numbers are worth most when the database is away.
          ctx.log.warn({ err: error }, 'the registration queue could not be read for the metrics');
        }
      },
    });
  };
  show(
    'mintmark_registrations_pending',
    'Registrations that a registrar has not acknowledged yet',
    async () => {
      const counts = await countPending(ctx.db);
      return (wish) => counts.get(wish) ?? 0;
    },
  );
  show(
    'mintmark_registrations_oldest_due_seconds',
    'How long the registration that waits longest has been due',
    async () => {
      const now = ctx.now().getTime();
      const next = await readNextAttempts(ctx.db);
      return (wish) => Math.max(0, now - (next.get(wish)?.getTime() ?? now)) / 1000;
    },
  );
}
