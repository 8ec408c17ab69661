import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { listGrantsOfOrcid, wantGrantsRevoked } from '../../accounts/index.ts';
import { lockClient } from '../clients/store.ts';
import type { Connection } from './connection.ts';
import { lockConnection } from './store.ts';
import { writeChange } from './write-change.ts';

/**
 * Ends a connection and wants every token of its iD revoked that the organisation's client has, those of signing in
 * included: ORCID shows an organisation among those that a person trusts until the last one is gone. Nothing is read or
 * written from this moment on; ORCID is told at once, and again until it did. Repeating it changes nothing.
 * @throws AppError not-found
 */
export async function disconnect(
  ctx: Pick<AppContext, 'afterConnectionChange' | 'db' | 'now' | 'wakeConnections'>,
  actor: Actor,
  connection: Pick<Connection, 'id' | 'orcidClientId'>,
  reason: string | null,
): Promise<Connection> {
  const after = await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const client = await lockClient(tx, connection.orcidClientId);
    const before = await lockConnection(tx, connection.id);
    if (client === null || before === null || before.state === 'erased') {
      throw new AppError('not-found', 'There is no such connection.');
    }
    const changed =
      before.state === 'disconnected'
        ? before
        : await writeChange(tx, ctx, before, {
            action: 'disconnect',
            set: { state: 'disconnected', endedAt: now, endedDetail: describeEnd(actor, before) },
            actor: toEventActor(actor),
            now,
            reason,
          });
    await wantAllRevoked(tx, before, client.clientId, now);
    return changed;
  });
  ctx.wakeConnections();
  return after;
}

async function wantAllRevoked(tx: Tx, connection: Connection, clientId: string, now: Date): Promise<void> {
  const { organisationId, environment: orcidEnvironment, orcid } = connection;
  const grants = await listGrantsOfOrcid(tx, { organisationId, orcidEnvironment, clientId, orcid });
  await wantGrantsRevoked(
    tx,
    grants.map((grant) => grant.id),
    now,
  );
}

function describeEnd(actor: Actor, connection: Connection): string {
  const isOwn = actor.kind === 'person' && actor.accountId === connection.accountId;
  return isOwn ? 'The person disconnected it here.' : 'An administrator of the organisation disconnected it.';
}
