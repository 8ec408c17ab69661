import { isClientRefusal, type OrcidTokens, refreshTokens, type TokenFailure } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import {
  type Grant,
  hasExpired,
  isUsable,
  listGrantsOfConnection,
  openGrant,
  postponeRenewal,
} from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { createPacedTokens } from '../pace/call-in-turn.ts';
import type { Connection } from './connection.ts';
import { noteProblem } from './note-problem.ts';
import { lockConnection } from './store.ts';
import { storeRenewed } from './store-renewed.ts';
import { writeChange } from './write-change.ts';

export type RenewContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'log' | 'now' | 'pause' | 'secrets'
>;

export type Renewed =
  /** There is a new token, for all that the old one was for or for less. */
  | { kind: 'renewed'; grantId: string; accessToken: string; scope: string }
  /** It could not be renewed, and the old one still works. */
  | { kind: 'kept' }
  | { kind: 'ended'; reason: 'not-connected' | 'expired' | 'later' | 'client-refused' };

type Held = { connection: Connection; client: OrganisationClient; grant: Grant };

const HOUR_MS = 60 * 60 * 1000;
/** A token is renewed this long before it runs out, while the old one still works if ORCID cannot be asked. */
const RENEW_AHEAD_MS = 7 * 24 * HOUR_MS;

/** Whether a token is to be renewed before it is used. */
export function isDueForRenewal(grant: Grant, now: Date): boolean {
  const { expiresAt, renewAfter } = grant;
  if (expiresAt === null || expiresAt.getTime() - now.getTime() > RENEW_AHEAD_MS) return false;
  return hasExpired(grant, now) || renewAfter === null || renewAfter <= now;
}

/**
 * Renews a token. ORCID keeps the old one until the new one is stored: were it to revoke the old one at once, a crash before
 * the answer is stored would lose the permission. The old one is revoked afterwards, as every token is that a newer one covers.
 */
export async function renewGrant(ctx: RenewContext, held: Held): Promise<Renewed> {
  const { connection, client, grant } = held;
  const { refreshToken, accessToken } = openGrant(ctx, grant);
  if (refreshToken === null) return stillWorks(ctx, grant) ? { kind: 'kept' } : expire(ctx, held);
  const orcidClient = await openOrcidClient(ctx, client, {
    orcid: connection.orcid,
    secrets: [refreshToken, accessToken],
  });
  const result = await createPacedTokens(
    ctx,
    client,
  )<({ ok: true } & OrcidTokens) | TokenFailure>(() =>
    refreshTokens(orcidClient, refreshToken, { revokeOld: false }),
  );
  if (!result.ok) return noteFailure(ctx, held, result);
  const stored = await storeRenewed(ctx, held, result);
  switch (stored.kind) {
    case 'stored':
      return { ...stored, kind: 'renewed', accessToken: result.accessToken };
    case 'not-theirs':
      return wait(ctx, grant);
    case 'over':
    case 'erased':
      return { kind: 'ended', reason: 'not-connected' };
    default:
      return stored satisfies never;
  }
}

function stillWorks(ctx: RenewContext, grant: Grant): boolean {
  return !hasExpired(grant, ctx.now());
}

/** ORCID gave no token that could take its place; it is asked again in an hour, or once the old one has run out. */
async function wait(ctx: RenewContext, grant: Grant): Promise<Renewed> {
  if (!stillWorks(ctx, grant)) return { kind: 'ended', reason: 'later' };
  const renewAfter = new Date(ctx.now().getTime() + HOUR_MS);
  await transact(ctx.db, (tx) => postponeRenewal(tx, grant.id, renewAfter));
  return { kind: 'kept' };
}

async function noteFailure(ctx: RenewContext, held: Held, failure: TokenFailure): Promise<Renewed> {
  const { connection, client, grant } = held;
  const { detail } = failure;
  ctx.log.warn({ connectionId: connection.id, detail }, 'an ORCID token was not renewed');
  switch (failure.reason) {
    case 'unreachable':
      return wait(ctx, grant);
    case 'grant-revoked':
      if (!stillWorks(ctx, grant)) return expire(ctx, held);
      await noteRevoked(ctx, held, detail);
      return { kind: 'ended', reason: 'not-connected' };
    case 'refused':
      if (isClientRefusal(failure.error)) {
        await transact(ctx.db, (tx) => noteClientRefusal(tx, { client, detail, now: ctx.now() }));
        return { kind: 'ended', reason: 'client-refused' };
      }
      return stillWorks(ctx, grant) ? wait(ctx, grant) : expire(ctx, held);
    default:
      return failure.reason satisfies never;
  }
}

async function noteRevoked(ctx: RenewContext, held: Held, detail: string): Promise<void> {
  const { connection, grant } = held;
  await transact(ctx.db, (tx) =>
    noteProblem(tx, ctx, {
      connectionId: connection.id,
      grantId: grant.id,
      problem: {
        kind: 'grant-revoked',
        status: null,
        code: null,
        detail,
        putCode: null,
        movedTo: null,
        retryAfterMs: null,
      },
      now: ctx.now(),
    }),
  );
}

/** The permission ran out, unless another one came meanwhile. */
async function expire(ctx: RenewContext, { connection, grant }: Held): Promise<Renewed> {
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
  return { kind: 'ended', reason: 'expired' };
}
