import { isClientRefusal, type OrcidTokens, refreshTokens, type TokenFailure } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import {
  type Grant,
  hasExpired,
  isUsable,
  listGrantsOfConnection,
  openGrant,
  storeGrant,
  wantGrantsRevoked,
} from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { lockClient, readClient } from '../clients/store.ts';
import { coversScope } from '../connecting/scopes.ts';
import type { Connection } from './connection.ts';
import { noteProblem } from './note-problem.ts';
import { lockConnection, readConnection } from './store.ts';
import { writeChange } from './write-change.ts';

type TokenContext = Pick<AppContext, 'afterConnectionChange' | 'config' | 'db' | 'log' | 'now' | 'secrets'>;

export type OpenedToken =
  | { ok: true; accessToken: string; grantId: string }
  | {
      ok: false;
      /**
       * `not-connected`: there is no permission, or no more; `scope-missing`: there is one, for less; `expired`: it ran out and
       * could not be renewed; `later`: it ran out, and ORCID could not be asked to renew it; `client-refused`: ORCID refuses the
       * organisation's credentials.
       */
      reason: 'not-connected' | 'scope-missing' | 'expired' | 'later' | 'client-refused';
    };

/** A token is renewed this long before it runs out, while the old one still works if ORCID cannot be asked. */
const REFRESH_AHEAD_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Opens the newest live token of a connection that covers a scope; one that runs out is renewed first.
 * @param options.evenIfRevoked to delete our own items, which ORCID allows with a token that was taken back, too
 */
export async function openToken(
  ctx: TokenContext,
  connectionId: string,
  scope: string,
  options: { evenIfRevoked?: boolean } = {},
): Promise<OpenedToken> {
  const connection = await readConnection(ctx.db, connectionId);
  if (connection === null || connection.state === 'erased') return { ok: false, reason: 'not-connected' };
  const client = await readClient(ctx.db, connection.orcidClientId);
  if (client === null) return { ok: false, reason: 'not-connected' };
  if (client.refusedDetail !== null) return { ok: false, reason: 'client-refused' };
  const grants = (await listGrantsOfConnection(ctx.db, connectionId)).filter(
    // A token of a record that was merged into this one is refused there.
    (grant) => grant.clientId === client.clientId && grant.orcid === connection.orcid,
  );
  const covering = grants.filter((grant) => coversScope(grant.scope, scope));
  const opened = await openLiveToken(ctx, { connection, client, grants, covering });
  if (opened.ok || options.evenIfRevoked !== true) return opened;
  const [newest] = covering;
  return newest === undefined ? opened : open(ctx, newest);
}

async function openLiveToken(
  ctx: TokenContext,
  held: { connection: Connection; client: OrganisationClient; grants: Grant[]; covering: Grant[] },
): Promise<OpenedToken> {
  const { connection, client, grants, covering } = held;
  if (connection.state === 'expired') return { ok: false, reason: 'expired' };
  if (connection.state !== 'connected' && connection.state !== 'imported') {
    return { ok: false, reason: 'not-connected' };
  }
  const usable = covering.find(isUsable);
  if (usable === undefined) {
    return { ok: false, reason: grants.some(isUsable) ? 'scope-missing' : 'not-connected' };
  }
  const { expiresAt } = usable;
  const now = ctx.now();
  if (expiresAt === null || expiresAt.getTime() - now.getTime() > REFRESH_AHEAD_MS) return open(ctx, usable);
  return refresh(ctx, connection, client, usable);
}

function open(ctx: TokenContext, grant: Grant): OpenedToken {
  return { ok: true, accessToken: openGrant(ctx, grant).accessToken, grantId: grant.id };
}

/**
 * Renews a token. ORCID keeps the old one until the new one is stored: were it to revoke the old one at once, a crash before
 * the answer is stored would lose the permission. The old one is revoked afterwards, as every token is that a newer one covers.
 */
async function refresh(
  ctx: TokenContext,
  connection: Connection,
  client: OrganisationClient,
  grant: Grant,
): Promise<OpenedToken> {
  const stillWorks = !hasExpired(grant, ctx.now());
  const { refreshToken, accessToken } = openGrant(ctx, grant);
  if (refreshToken === null) return stillWorks ? open(ctx, grant) : expire(ctx, connection, grant);
  const orcidClient = await openOrcidClient(ctx, client, {
    orcid: connection.orcid,
    secrets: [refreshToken, accessToken],
  });
  const result = await refreshTokens(orcidClient, refreshToken, { revokeOld: false });
  if (!result.ok) return noteFailedRefresh(ctx, { connection, client, grant, stillWorks }, result);
  if (result.orcid !== null && result.orcid !== connection.orcid) {
    ctx.log.error({ connectionId: connection.id }, 'a refreshed token names another iD; it is not stored');
    return stillWorks ? open(ctx, grant) : { ok: false, reason: 'later' };
  }
  const grantId = await storeRefreshed(ctx, connection, grant, { ...result, orcid: connection.orcid });
  return { ok: true, accessToken: result.accessToken, grantId };
}

async function storeRefreshed(
  ctx: TokenContext,
  connection: Connection,
  grant: Grant,
  tokens: OrcidTokens & { orcid: string },
): Promise<string> {
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    await lockClient(tx, connection.orcidClientId);
    const current = await lockConnection(tx, connection.id);
    const id = await storeGrant(tx, ctx, tokens, {
      accountId: current?.accountId ?? null,
      connectionId: connection.id,
      organisationId: connection.organisationId,
      orcidEnvironment: connection.environment,
      clientId: grant.clientId,
      refreshedFrom: grant.id,
      now,
    });
    // Who disconnected meanwhile disconnected this one, too.
    const isOver = current?.state !== 'connected' && current?.state !== 'imported';
    await wantGrantsRevoked(tx, isOver ? [grant.id, id] : [grant.id], now);
    return id;
  });
}

async function noteFailedRefresh(
  ctx: TokenContext,
  held: { connection: Connection; client: OrganisationClient; grant: Grant; stillWorks: boolean },
  failure: TokenFailure,
): Promise<OpenedToken> {
  const { connection, client, grant, stillWorks } = held;
  ctx.log.warn({ connectionId: connection.id, detail: failure.detail }, 'an ORCID token was not renewed');
  switch (failure.reason) {
    case 'unreachable':
      return stillWorks ? open(ctx, grant) : { ok: false, reason: 'later' };
    case 'grant-revoked':
      if (!stillWorks) return expire(ctx, connection, grant);
      await transact(ctx.db, (tx) =>
        noteProblem(tx, ctx, {
          connectionId: connection.id,
          grantId: grant.id,
          problem: {
            kind: 'grant-revoked',
            status: null,
            code: null,
            detail: failure.detail,
            putCode: null,
            movedTo: null,
            retryAfterMs: null,
          },
          now: ctx.now(),
        }),
      );
      return { ok: false, reason: 'not-connected' };
    case 'refused':
      if (isClientRefusal(failure.error)) {
        await transact(ctx.db, (tx) =>
          noteClientRefusal(tx, { id: client.id, detail: failure.detail, now: ctx.now() }),
        );
        return { ok: false, reason: 'client-refused' };
      }
      return stillWorks ? open(ctx, grant) : expire(ctx, connection, grant);
    default:
      return failure.reason satisfies never;
  }
}

/** The permission ran out, unless another one came meanwhile. */
async function expire(ctx: TokenContext, connection: Connection, grant: Grant): Promise<OpenedToken> {
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const current = await lockConnection(tx, connection.id);
    if (current === null || (current.state !== 'connected' && current.state !== 'imported')) return;
    const grants = await listGrantsOfConnection(tx, connection.id);
    if (grants.some((each) => each.id !== grant.id && isUsable(each) && !hasExpired(each, now))) return;
    await writeChange(tx, ctx, current, {
      action: 'expired',
      set: {
        state: 'expired',
        endedAt: now,
        endedDetail: 'The permission ran out and could not be renewed.',
      },
      actor: { kind: 'service' },
      now,
    });
  });
  return { ok: false, reason: 'expired' };
}
