import { orcidToUrl } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { listNaming } from '../../items/index.ts';
import type { ConnectionChange } from '../connections/change.ts';
import { readConnection } from '../connections/store.ts';
import { lockCatchUp, noteCatchUp, noteItems, setCatchUp } from './store.ts';

/** Items of one step: short enough that nobody waits for it. */
const CHUNK = 50;

/** Whoever connects finds what was published before on their record, too. In the transaction that connects them. */
export async function catchUpConnection(tx: Tx, { before, after }: ConnectionChange): Promise<void> {
  if (after.state === 'connected' && before?.state !== 'connected') {
    await noteCatchUp(tx, after.id, after.updatedAt);
  }
}

/**
 * Notes the next published items of somebody who has connected. Where a crash ends it, the next step begins where this one
 * did.
 * @returns whether there was anything to do
 */
export async function runNextCatchUp(ctx: Pick<AppContext, 'db' | 'now'>): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    const step = await lockCatchUp(tx);
    if (step === null) return false;
    const connection = await readConnection(tx, step.connectionId);
    const items =
      connection === null
        ? []
        : await listNaming(tx, {
            organisationId: connection.organisationId,
            nameIdentifier: orcidToUrl(connection.orcid),
            afterSeq: step.afterSeq,
            limit: CHUNK,
          });
    await noteItems(
      tx,
      items.map(({ id }) => id),
      ctx.now(),
    );
    const last = items.at(-1);
    const isDone = last === undefined || items.length < CHUNK;
    await setCatchUp(tx, step.connectionId, isDone ? null : last.seq);
    return true;
  });
}
