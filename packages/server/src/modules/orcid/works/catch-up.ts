import { orcidToUrl } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { type Db, type Tx, transact } from '../../../db/index.ts';
import { listNaming } from '../../items/index.ts';
import type { ConnectionChange } from '../connections/change.ts';
import type { Connection } from '../connections/connection.ts';
import { readConnection } from '../connections/store.ts';
import { listFormerIds } from '../merges/store.ts';
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
    const items = connection === null ? [] : await listNext(tx, connection, step.afterSeq);
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

/** The next items that name the person by their iD, or by one that was merged into it. */
async function listNext(db: Db, connection: Connection, afterSeq: number) {
  const former = (await listFormerIds(db, [connection.id])).get(connection.id) ?? [];
  const found = new Map<number, { id: string; seq: number }>();
  for (const orcid of [connection.orcid, ...former]) {
    const { organisationId } = connection;
    const wish = { organisationId, nameIdentifier: orcidToUrl(orcid), afterSeq, limit: CHUNK };
    for (const item of await listNaming(db, wish)) found.set(item.seq, item);
  }
  return [...found.values()].toSorted((one, other) => one.seq - other.seq).slice(0, CHUNK);
}
