import type { AppContext } from '../../../context.ts';
import { type Db, transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { deleteInteractionsBefore, deleteInteractionsOf } from '../../../outside/index.ts';
import { putKeptDays, readKeptDays } from './store.ts';

/** How long calls are kept where nobody said otherwise. */
const DEFAULT_DAYS = 180;
export const keptDaysLimits = { least: 7, most: 3650 };
const DAY_MS = 86_400_000;

/** For how many days an organisation keeps its calls to ORCID. */
export async function readRetention(db: Db, organisationId: string): Promise<number> {
  return (await readKeptDays(db, [organisationId])).get(organisationId) ?? DEFAULT_DAYS;
}

/** Says for how many days an organisation keeps its calls; the next upkeep forgets what is older. */
export async function setRetention(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  organisationId: string,
  keptDays: number,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const before = await readRetention(tx, organisationId);
    if (before === keptDays) return;
    const now = ctx.now();
    await putKeptDays(tx, organisationId, keptDays, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-log', id: organisationId },
      action: 'set-retention',
      actor: toEventActor(actor),
      before: { keptDays: before },
      after: { keptDays },
    });
  });
}

/** Forgets calls to outside systems that are older than they are kept. */
export async function clearInteractions(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const kept = await readKeptDays(ctx.db);
  const daysAgo = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);
  for (const [organisationId, days] of kept) {
    await transact(ctx.db, (tx) => deleteInteractionsOf(tx, organisationId, daysAgo(days)));
  }
  await transact(ctx.db, (tx) => deleteInteractionsBefore(tx, daysAgo(DEFAULT_DAYS), [...kept.keys()]));
}
