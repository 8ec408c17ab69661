import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { listGrantsOfConnection } from '../../accounts/index.ts';
import { lockClient } from '../clients/store.ts';
import type { Connection } from '../connections/connection.ts';
import { disconnect } from '../connections/disconnect.ts';
import { explainGrant } from '../connections/present.ts';
import { lockConnection, readConnection } from '../connections/store.ts';
import { listDepositsOfConnections } from '../deposits/store.ts';
import { isWebhookAtOrcid } from '../webhooks/store.ts';
import { alertAdministrators } from './alert-administrators.ts';
import { type Erasure, lockErasure, PATIENCE, takeDueErasure, updateErasure } from './store.ts';
import { takeItemsOff } from './take-items-off.ts';
import { wipe } from './wipe.ts';

type ErasureContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'log' | 'now' | 'wakeConnections' | 'wakeDeposits'
>;

const PAUSE_MS = 60_000;

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
  const connection =
    erasure.connectionId === null ? null : await readConnection(ctx.db, erasure.connectionId);
  if (connection === null) throw new Error('an erasure has no connection');
  const waitsFor =
    erasure.state === 'removing'
      ? await finishRemoving(ctx, erasure, connection)
      : await finishRevoking(ctx, erasure, connection);
  if (waitsFor === null) return true;
  const isStuck = erasure.attempts >= PATIENCE;
  await transact(ctx.db, async (tx) => {
    await updateErasure(tx, erasure.id, { detail: waitsFor });
    if (isStuck) await alertAdministrators(tx, ctx, erasure, waitsFor);
  });
  if (isStuck) ctx.log.error({ erasureId: erasure.id, detail: waitsFor }, 'an erasure waits');
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
    // An item or an entry that changed in between has said again what it wants.
    if (left.some(({ wanted }) => wanted !== null)) {
      await transact(ctx.db, async (tx) => {
        await lockConnection(tx, connection.id);
        await takeItemsOff(tx, ctx, connection.id);
      });
    }
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
    const why = open.map(explainGrant).find((each) => each !== null);
    return `ORCID has not confirmed yet that ${open.length === 1 ? 'the token is' : `${open.length} tokens are`} revoked.${why == null ? '' : ` ${why}`}`;
  }
  if (await isWebhookAtOrcid(ctx.db, connection.id)) {
    return 'ORCID has not forgotten yet the address that it calls when the record changes.';
  }
  await wipeRevoked(ctx, erasure, connection);
  return null;
}

/** Deletes all of it in one transaction, if nobody has connected the record again in between. */
async function wipeRevoked(ctx: ErasureContext, erasure: Erasure, known: Connection): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const locked = await lockErasure(tx, erasure.id);
    if (locked === null || locked.state === 'done') return;
    await lockClient(tx, known.orcidClientId);
    const connection = await lockConnection(tx, known.id);
    if (connection === null) return;
    const grants = await listGrantsOfConnection(tx, connection.id);
    if (grants.some(({ revokedAt }) => revokedAt === null)) return;
    await wipe(tx, ctx, erasure, connection, { action: 'finish', actor: { kind: 'service' }, reason: null });
  });
}
