import type { OrcidTokens } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { deleteInteractionsAbout } from '../../../outside/index.ts';
import { discardToken, type Grant, storeGrant, wantGrantsRevoked } from '../../accounts/index.ts';
import { lockClient } from '../clients/store.ts';
import { coversScope } from '../connecting/scopes.ts';
import type { Connection } from './connection.ts';
import { lockConnection } from './store.ts';
import { writeChange } from './write-change.ts';

type StoreContext = Pick<AppContext, 'afterConnectionChange' | 'db' | 'log' | 'now' | 'secrets'>;

export type StoredRenewal =
  | { kind: 'stored'; grantId: string; scope: string }
  /** Who disconnected meanwhile disconnected this one, too. */
  | { kind: 'over' }
  /** The token is for another iD, or for more than the person allowed. */
  | { kind: 'not-theirs' }
  /** The person was erased while ORCID was asked. */
  | { kind: 'erased' };

/**
 * Stores a token that took the place of another one, for what it was really given, and wants the other one revoked. One that
 * is not the person's, or whose person was erased meanwhile, is not kept: it is revoked, and nothing else of it stays.
 */
export async function storeRenewed(
  ctx: StoreContext,
  held: { connection: Connection; grant: Grant },
  tokens: OrcidTokens,
): Promise<StoredRenewal> {
  const { connection, grant } = held;
  const { organisationId, orcidEnvironment, clientId } = grant;
  // RFC 6749 section 5.1: a scope that is not named is the one that was there.
  const scope = tokens.scope === '' ? grant.scope : tokens.scope;
  const isTheirs = (tokens.orcid ?? connection.orcid) === connection.orcid && coversScope(grant.scope, scope);
  return transact<StoredRenewal>(ctx.db, async (tx) => {
    await lockClient(tx, connection.orcidClientId);
    const current = await lockConnection(tx, connection.id);
    const discard = () => discardToken(tx, ctx, grant, tokens.accessToken);
    if (current === null || current.state === 'erased') {
      await discard();
      // The call that brought the token was written down after the others about the person had gone.
      await deleteInteractionsAbout(tx, organisationId, connection.orcid);
      ctx.log.warn(
        { connectionId: connection.id },
        'a token came for somebody who was erased; it is revoked',
      );
      return { kind: 'erased' };
    }
    if (!isTheirs) {
      await discard();
      ctx.log.error(
        { connectionId: connection.id, scope },
        'a renewed token is for another iD, or for more than was allowed; it is revoked and not stored',
      );
      return { kind: 'not-theirs' };
    }
    const grantId = await storeGrant(
      tx,
      ctx,
      { ...tokens, scope, orcid: connection.orcid },
      {
        accountId: current.accountId,
        connectionId: connection.id,
        organisationId,
        orcidEnvironment,
        clientId,
        refreshedFrom: grant.id,
        now: ctx.now(),
      },
    );
    const isOver = current.state !== 'connected' && current.state !== 'imported';
    await wantGrantsRevoked(tx, isOver ? [grant.id, grantId] : [grant.id], ctx.now());
    if (isOver) return { kind: 'over' };
    if (!coversScope(scope, grant.scope)) await noteLess(tx, ctx, current, { grant, scope });
    return { kind: 'stored', grantId, scope };
  });
}

/** What needs more than ORCID gave waits for the person from now on; the history says why. */
async function noteLess(
  tx: Tx,
  ctx: StoreContext,
  connection: Connection,
  { grant, scope }: { grant: Grant; scope: string },
): Promise<void> {
  ctx.log.warn({ connectionId: connection.id, scope }, 'an ORCID token was renewed for less than before');
  await writeChange(tx, ctx, connection, {
    action: 'scope-narrowed',
    set: {},
    actor: { kind: 'service' },
    now: ctx.now(),
    told: { scope, formerScope: grant.scope },
    reason: `ORCID renewed the permission for less than before: ${scope}.`,
  });
}
