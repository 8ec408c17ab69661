import type { AppContext } from '../../../context.ts';
import type { Actor } from '../../../http/actor.ts';
import type { KeptAlert } from '../alerts.ts';
import { readHoldBack } from '../guard.ts';
import type { Registration } from '../registration.ts';
import { queueSeenBy } from './policy.ts';
import { listSeenAccounts, type NamedAccount } from './select-queue.ts';
import { type RegistrationStatus, registrationStatuses, settledStatuses } from './status.ts';
import { countQueue, readNextAttemptsOf } from './store.ts';

type Counts = {
  statuses: Record<RegistrationStatus, number>;
  states: Record<Registration['state'], number>;
};

export type QueueSummary = Counts & {
  /** Why nothing is sent at all; null: nothing holds it back. */
  heldBack: string | null;
  accounts: (NamedAccount & Counts & { nextAttemptAt: Date | null })[];
  /** Newest first, with the short name of the organisation. */
  alerts: (KeptAlert & { organisation: string })[];
};

const ALERTS_SHOWN = 20;

/** How the queue stands, for each account that somebody sees and in all. @throws AppError not-allowed */
export async function summarizeQueue(
  ctx: Pick<AppContext, 'alerts' | 'config' | 'db'>,
  actor: Actor,
): Promise<QueueSummary> {
  const seen = await listSeenAccounts(ctx.db, actor);
  const ids = seen.map(({ account }) => account.id);
  const rows = await countQueue(ctx.db, ids);
  const next = await readNextAttemptsOf(ctx.db, ids);
  const slugs = new Map(seen.map((each) => [each.account.organisationId, each.organisation]));
  const alerts = await ctx.alerts.list(ctx.db, queueSeenBy(actor), ALERTS_SHOWN);
  return {
    ...count(rows),
    heldBack: await readHoldBack(ctx.db, ctx.config.publicUrl),
    accounts: seen.map((each) => ({
      ...each,
      ...count(rows.filter(({ accountId }) => accountId === each.account.id)),
      nextAttemptAt: next.get(each.account.id) ?? null,
    })),
    alerts: alerts.map((alert) => ({ ...alert, organisation: slugs.get(alert.organisationId) ?? '' })),
  };
}

function count(rows: Awaited<ReturnType<typeof countQueue>>): Counts {
  const of = (wanted: string): number =>
    rows.reduce((sum, each) => sum + (each.status === wanted ? each.count : 0), 0);
  const statuses = Object.fromEntries(registrationStatuses.map((status) => [status, of(status)])) as Record<
    RegistrationStatus,
    number
  >;
  const all = registrationStatuses.reduce((sum, status) => sum + statuses[status], 0);
  const acknowledged = settledStatuses.reduce((sum, status) => sum + statuses[status], 0);
  const refused = of('refused');
  return { statuses, states: { pending: all - acknowledged - refused, acknowledged, refused } };
}
