import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import type { Organisation } from '../../accounts/index.ts';
import { lockClient } from '../clients/store.ts';
import { lockConnection, readConnection } from '../connections/store.ts';
import { writeChange } from '../connections/write-change.ts';
import { type Erasure, insertErasure, readErasureOf } from './store.ts';
import { takeItemsOff } from './take-items-off.ts';
import { makeTombstone } from './tombstones/tombstone.ts';

export const REASON_LIMIT = 500;

/**
 * Begins to delete what an organisation keeps of a person: on demand our items leave the record first, then every token is
 * revoked, and when ORCID has confirmed that, all of it is deleted. From this moment on nothing more is written. Repeating
 * it changes nothing.
 * @throws AppError not-found when the organisation has no such connection
 */
export async function erasePerson(
  ctx: Pick<AppContext, 'afterConnectionChange' | 'db' | 'log' | 'now' | 'secrets'>,
  actor: Actor,
  organisation: Organisation,
  wish: { connectionId: string; removesItems: boolean; reason: string },
): Promise<Erasure> {
  const known = await readConnection(ctx.db, wish.connectionId);
  if (known === null || known.organisationId !== organisation.id) throw noConnection();
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    await lockClient(tx, known.orcidClientId);
    const connection = await lockConnection(tx, wish.connectionId);
    if (connection === null) throw noConnection();
    const begun = await readErasureOf(tx, connection.id);
    if (begun !== null) return begun;
    const id = randomUUID();
    const erasure = await insertErasure(tx, {
      id,
      organisationId: organisation.id,
      connectionId: connection.id,
      tombstone: await makeTombstone(tx, ctx, organisation.id, connection),
      removesItems: wish.removesItems,
      reason: wish.reason,
      state: wish.removesItems ? 'removing' : 'revoking',
      detail: null,
      attempts: 0,
      createdAt: now,
      finishedAt: null,
    });
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-erasure', id },
      action: 'begin',
      actor: toEventActor(actor),
      after: { connectionId: connection.id, removesItems: wish.removesItems },
      reason: wish.reason,
    });
    await writeChange(tx, ctx, connection, {
      action: 'erase',
      set: { preference: 'never' },
      actor: toEventActor(actor),
      now,
    });
    if (wish.removesItems) await takeItemsOff(tx, ctx, connection.id);
    return erasure;
  });
}

function noConnection(): AppError {
  return new AppError('not-found', 'The organisation has no such connection.');
}
