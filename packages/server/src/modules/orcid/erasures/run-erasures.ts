import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { deleteInteractionsAbout } from '../../../outside/index.ts';
import { deleteGrantsOfConnection, listGrantsOfConnection } from '../../accounts/index.ts';
import type { Connection } from '../connections/connection.ts';
import { disconnect } from '../connections/disconnect.ts';
import { lockConnection, lockConnectionOf, readConnection, wipeConnection } from '../connections/store.ts';
import { writeChange } from '../connections/write-change.ts';
import { deleteDepositsOfConnection, listDepositsOfConnections } from '../deposits/store.ts';
import { deleteFormerIdsOf, listFormerIds } from '../merges/store.ts';
import { type Erasure, takeDueErasure, updateErasure } from './store.ts';

type ErasureContext = Pick<
  AppContext,
  'afterConnectionChange' | 'db' | 'log' | 'now' | 'wakeConnections' | 'wakeDeposits'
>;

const PAUSE_MS = 60_000;
/** Attempts after which it is an error that somebody should look at. */
const PATIENCE = 5;

/**
 * Brings erasures forward. Each step looks at how things are and does what is left, so a crash between any two only repeats
 * one; nothing is deleted here before ORCID has confirmed that the tokens are revoked.
 * @returns how many went on
 */
export async function runErasurePass(ctx: ErasureContext): Promise<number> {
  for (let moved = 0; ; ) {
    const now = ctx.now();
    const nextAt = new Date(now.getTime() + PAUSE_MS);
    const erasure = await transact(ctx.db, (tx) => takeDueErasure(tx, { now, nextAt }));
    if (erasure === null) return moved;
    if (await goOn(ctx, erasure)) moved += 1;
  }
}

/** The same until it is stopped. @param isHeldBack says whether nothing may be sent, as from a copy of the database */
export function startErasureWorker(ctx: ErasureContext, isHeldBack: () => Promise<boolean>): WorkLoops {
  return startWorkLoops({
    concurrency: 1,
    pauseMs: 10_000,
    next: async () => !(await isHeldBack()) && (await runErasurePass(ctx)) > 0,
    whenFailed: (error) => ctx.log.error({ err: error }, 'an erasure could not go on'),
  });
}

async function goOn(ctx: ErasureContext, erasure: Erasure): Promise<boolean> {
  const connection = await readConnection(ctx.db, erasure.connectionId);
  if (connection === null) throw new Error('an erasure has no connection');
  const waitsFor =
    erasure.state === 'removing'
      ? await finishRemoving(ctx, erasure, connection)
      : await finishRevoking(ctx, erasure, connection);
  if (waitsFor === null) return true;
  await transact(ctx.db, (tx) => updateErasure(tx, erasure.id, { detail: waitsFor }));
  if (erasure.attempts >= PATIENCE) {
    ctx.log.error({ erasureId: erasure.id, detail: waitsFor }, 'an erasure waits');
  }
  return false;
}

/** @returns what it waits for; null when our items are off the record */
async function finishRemoving(
  ctx: ErasureContext,
  erasure: Erasure,
  connection: Connection,
): Promise<string | null> {
  const deposits = await listDepositsOfConnections(ctx.db, [connection.id]);
  const left = deposits.filter(({ state }) => state !== 'removed' && state !== 'deleted-by-user');
  if (left.length > 0) {
    ctx.wakeDeposits();
    const why = left.find(({ detail }) => detail !== null)?.detail;
    return `${left.length} of our items still have to leave the record.${why === undefined ? '' : ` ${why}`}`;
  }
  await transact(ctx.db, (tx) =>
    updateErasure(tx, erasure.id, { state: 'revoking', detail: null, nextAt: ctx.now() }),
  );
  return null;
}

/** @returns what it waits for; null when nothing of the person is left */
async function finishRevoking(
  ctx: ErasureContext,
  erasure: Erasure,
  connection: Connection,
): Promise<string | null> {
  const grants = await listGrantsOfConnection(ctx.db, connection.id);
  const open = grants.filter(({ revokedAt }) => revokedAt === null);
  if (open.length > 0) {
    if (open.some(({ revokeWantedAt }) => revokeWantedAt === null)) {
      await disconnect(ctx, { kind: 'operator' }, connection, erasure.reason);
    }
    ctx.wakeConnections();
    const why = open.find(({ refusedDetail }) => refusedDetail !== null)?.refusedDetail;
    return `ORCID has not confirmed yet that ${open.length === 1 ? 'the token is' : `${open.length} tokens are`} revoked.${why === undefined ? '' : ` ${why}`}`;
  }
  await wipe(ctx, erasure);
  return null;
}

/** Deletes all of it in one transaction, if nobody has connected the record again in between. */
async function wipe(ctx: ErasureContext, erasure: Erasure): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const connection = await lockConnection(tx, erasure.connectionId);
    if (connection === null) return;
    const grants = await listGrantsOfConnection(tx, connection.id);
    if (grants.some(({ revokedAt }) => revokedAt === null)) return;
    await deleteGrantsOfConnection(tx, connection.id);
    await deleteDepositsOfConnection(tx, connection.id);
    const former = (await listFormerIds(tx, [connection.id])).get(connection.id) ?? [];
    for (const orcid of [connection.orcid, ...former]) {
      await deleteInteractionsAbout(tx, connection.organisationId, orcid);
    }
    await wipeTombstones(tx, connection, former);
    await writeChange(tx, ctx, connection, {
      action: 'erased',
      set: { state: 'erased', name: null, accountId: null, language: null, endedAt: now, endedDetail: null },
      actor: { kind: 'service' },
      now,
    });
    await wipeConnection(tx, connection.id);
    await deleteFormerIdsOf(tx, connection.id);
    await updateErasure(tx, erasure.id, { state: 'done', detail: null, finishedAt: now });
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-erasure', id: erasure.id },
      action: 'finish',
      actor: { kind: 'service' },
    });
  });
}

/** Connections of records that were merged into this one still know their iDs. */
async function wipeTombstones(tx: Tx, connection: Connection, former: readonly string[]): Promise<void> {
  for (const orcid of former) {
    const tombstone = await lockConnectionOf(tx, connection.orcidClientId, orcid);
    if (tombstone?.state === 'erased') await wipeConnection(tx, tombstone.id);
  }
}
