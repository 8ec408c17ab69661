import { Gauge } from 'prom-client';
import type { AppContext } from '../../context.ts';
import { listRegistrarAccounts } from './accounts/store.ts';
import { registrationStatuses, settledStatuses } from './queue/status.ts';
import { countOpen } from './queue/store.ts';
import type { RegistrarAccount } from './registration.ts';
import { countPending, readNextAttempts } from './store.ts';
import { type Wanted, WISHES_BY_URGENCY } from './wanted.ts';

type MetricsContext = Pick<AppContext, 'db' | 'metrics' | 'now' | 'log'>;

/** Shows in `/metrics` how much waits for registrars, read from the index of the queue at each scrape. */
export function registerQueueMetrics(ctx: MetricsContext): void {
  showByWish(
    ctx,
    'mintmark_registrations_pending',
    'Registrations that a registrar has not acknowledged yet',
    async () => {
      const counts = await countPending(ctx.db);
      return (wish) => counts.get(wish) ?? 0;
    },
  );
  showByWish(
    ctx,
    'mintmark_registrations_oldest_due_seconds',
    'How long the registration that waits longest has been due',
    async () => {
      const now = ctx.now().getTime();
      const next = await readNextAttempts(ctx.db);
      return (wish) => Math.max(0, now - (next.get(wish)?.getTime() ?? now)) / 1000;
    },
  );
  const open = registrationStatuses.filter((status) => !settledStatuses.includes(status));
  show(
    ctx,
    'mintmark_registrations_open',
    'Registrations that wait or were refused, by status in the words of DSpace',
    ['status'],
    async (set) => {
      const counts = await countOpen(ctx.db, open);
      for (const status of open) set([status], counts.get(status) ?? 0);
    },
  );
  const showOfAccounts = (name: string, help: string, value: (account: RegistrarAccount) => boolean): void =>
    show(ctx, name, help, ['account', 'repository'], async (set) => {
      for (const account of await listRegistrarAccounts(ctx.db, 'all')) {
        set([account.id, account.repositoryId], value(account) ? 1 : 0);
      }
    });
  showOfAccounts(
    'mintmark_registrar_account_paused',
    'Whether a registrar account is paused',
    ({ pause }) => pause !== null,
  );
  showOfAccounts(
    'mintmark_registrar_account_out',
    'Whether the registrar of an account is taken to be out of order',
    ({ outage }) => outage !== null,
  );
}

function showByWish(
  ctx: MetricsContext,
  name: string,
  help: string,
  read: () => Promise<(wish: Wanted['state']) => number>,
): void {
  show(ctx, name, `${help}, by wish`, ['wish'], async (set) => {
    const valueFor = await read();
    for (const wish of WISHES_BY_URGENCY) set([wish], valueFor(wish));
  });
}

function show(
  ctx: MetricsContext,
  name: string,
  help: string,
  labelNames: readonly string[],
  read: (set: (labels: readonly string[], value: number) => void) => Promise<void>,
): void {
  new Gauge({
    name,
    help: `${help}; every process of a service says the same`,
    labelNames,
    registers: [ctx.metrics.registry],
    async collect() {
      this.reset();
      try {
        await read((labels, value) => this.labels(...labels).set(value));
      } catch (error) {
        // The other numbers are worth most when the database is away.
        ctx.log.warn({ err: error }, 'the registration queue could not be read for the metrics');
      }
    },
  });
}
