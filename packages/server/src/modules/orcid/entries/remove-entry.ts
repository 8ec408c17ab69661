import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import { wantDeposits } from '../deposits/want-deposits.ts';
import { lockAfterConnections } from './hold-connections.ts';
import { lockEntry, readEntry, updateEntry } from './store.ts';
import { describe, wishesOf } from './write-entry.ts';

/**
 * Takes an entry back: what was put on the record is taken off it. The entry stays to be read until that is done, and its
 * key can be used again. Repeating it is harmless.
 * @throws AppError not-found, version-mismatch
 */
export async function removeEntry(
  ctx: Pick<AppContext, 'db' | 'now' | 'wakeDeposits'>,
  actor: Actor,
  wish: { organisationId: string; id: string; versions: Versions | null },
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const known = await readEntry(tx, wish.id);
    const before = await lockAfterConnections(tx, { known, toId: null }, () => lockEntry(tx, wish.id));
    if (before === null || before.organisationId !== wish.organisationId) throw noEntry();
    requireVersion(before.version, wish.versions);
    if (before.deletedAt !== null) return;
    const now = ctx.now();
    const entry = { ...before, deletedAt: now, updatedAt: now, version: before.version + 1 };
    await updateEntry(tx, entry);
    await wantDeposits(tx, ctx, wishesOf(before, entry));
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-entry', id: entry.id },
      action: 'entry-remove',
      actor: toEventActor(actor),
      before: describe(before),
      after: describe(entry),
    });
  });
  ctx.wakeDeposits();
}

export function noEntry(): AppError {
  return new AppError('not-found', 'The organisation has no such entry.');
}
