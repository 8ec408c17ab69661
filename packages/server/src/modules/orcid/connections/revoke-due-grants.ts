import { isClientRefusal, revokeToken } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import {
  type Grant,
  markGrantRefused,
  markGrantRevoked,
  openGrant,
  postponeRevocation,
  takeDueRevocation,
} from '../../accounts/index.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { readClientOfOrganisation } from '../clients/store.ts';

type RevokeContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>;

/** Longer than one call can take. */
const LEASE_MS = 2 * 60_000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 6 * 60 * 60_000;

/**
 * Asks ORCID to revoke the grants that somebody wants revoked, one after the other. What fails comes again, ever more
 * slowly; only a token of credentials that are no longer there is given up.
 * @returns how many were tried
 */
export async function revokeDueGrants(ctx: RevokeContext, isStopped = () => false): Promise<number> {
  for (let tried = 0; ; tried += 1) {
    if (isStopped()) return tried;
    const now = ctx.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const grant = await transact(ctx.db, (tx) => takeDueRevocation(tx, { now, leaseUntil }));
    if (grant === null) return tried;
    await revoke(ctx, grant);
  }
}

async function revoke(ctx: RevokeContext, grant: Grant): Promise<void> {
  const { organisationId, orcidEnvironment } = grant;
  const client = await readClientOfOrganisation(ctx.db, organisationId, orcidEnvironment);
  if (client === null || client.clientId !== grant.clientId) {
    const detail = 'The credentials that this token belongs to are no longer here, so it cannot be revoked.';
    await transact(ctx.db, async (tx) => {
      await markGrantRefused(tx, grant.id, { detail, now: ctx.now() });
      await postponeRevocation(tx, grant.id, null);
    });
    return;
  }
  // Changed or tested credentials are known by the hour; asking with refused ones would only be refused again.
  if (client.refusedDetail !== null) return postpone(ctx, grant, 60 * 60_000);
  const { accessToken } = openGrant(ctx, grant);
  const orcidClient = await openOrcidClient(ctx, client, { orcid: grant.orcid, secrets: [accessToken] });
  const result = await revokeToken(orcidClient, accessToken);
  if (result.ok) {
    await transact(ctx.db, (tx) => markGrantRevoked(tx, grant.id, ctx.now()));
    return;
  }
  ctx.log.warn({ grantId: grant.id, detail: result.detail }, 'an ORCID token was not revoked');
  if (isClientRefusal(result.error)) {
    const { detail } = result;
    await transact(ctx.db, (tx) => noteClientRefusal(tx, { id: client.id, detail, now: ctx.now() }));
  }
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(grant.revokeAttempts - 1, 20));
  await postpone(ctx, grant, pauseMs);
}

async function postpone(ctx: RevokeContext, grant: Grant, pauseMs: number): Promise<void> {
  const nextAt = new Date(ctx.now().getTime() + pauseMs);
  await transact(ctx.db, (tx) => postponeRevocation(tx, grant.id, nextAt));
}
