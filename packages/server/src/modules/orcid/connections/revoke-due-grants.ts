import { isClientRefusal, type OrcidClient, revokeToken } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { listClientsToRevoke, type TokenClient } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { readClientOfOrganisation } from '../clients/store.ts';
import { callInTurn } from '../pace/call-in-turn.ts';
import { takeWaitingRevocation, type WaitingRevocation } from './waiting-revocation.ts';

type RevokeContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pause' | 'secrets'>;

/** Longer than waiting for a turn and one call can take. */
const LEASE_MS = 2 * 60_000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 6 * 60 * 60_000;
/** What somebody here has to mend, such as refused credentials or a key that is missing, is looked at again after this. */
const MENDING_MS = 60 * 60_000;

/**
 * Asks ORCID to revoke the tokens that are to be revoked, one of each client in turn and at its rate, so that many of one
 * organisation keep no other waiting. What fails comes again, ever more slowly; only a token of credentials that are no longer
 * there is given up.
 * @returns how many were tried
 */
export async function revokeDueGrants(ctx: RevokeContext, isStopped = () => false): Promise<number> {
  for (let tried = 0; ; ) {
    const triedBefore = tried;
    for (const client of await listClientsToRevoke(ctx.db, ctx.now())) {
      if (isStopped()) return tried;
      const now = ctx.now();
      const leaseUntil = new Date(now.getTime() + LEASE_MS);
      const waiting = await takeWaitingRevocation(ctx, { client, now, leaseUntil });
      if (waiting === null) continue;
      await revoke(ctx, client, waiting);
      tried += 1;
    }
    if (tried === triedBefore) return tried;
  }
}

async function revoke(
  ctx: RevokeContext,
  tokenClient: TokenClient,
  waiting: WaitingRevocation,
): Promise<void> {
  const { organisationId, orcidEnvironment, clientId } = tokenClient;
  const client = await readClientOfOrganisation(ctx.db, organisationId, orcidEnvironment);
  if (client === null || client.clientId !== clientId) {
    const detail = 'The credentials that this token belongs to are no longer here, so it cannot be revoked.';
    await transact(ctx.db, (tx) => waiting.giveUp(tx, { now: ctx.now(), detail }));
    ctx.log.error({ ...waiting.name, detail }, 'an ORCID token is never revoked');
    return;
  }
  // Changed or tested credentials are known by the hour; asking with refused ones would only be refused again.
  if (client.refusedDetail !== null) {
    return postpone(ctx, waiting, MENDING_MS, 'ORCID refuses the credentials of the organisation.');
  }
  const opened = await openAll(ctx, client, waiting);
  if (opened === null) {
    return postpone(
      ctx,
      waiting,
      MENDING_MS,
      'The token, or the secret of the credentials, is sealed with a key that this service does not have. Its operator sees the key with `mintmark secrets status`.',
    );
  }
  const { orcidClient, accessToken } = opened;
  const turn = await callInTurn(ctx, client, () => revokeToken(orcidClient, accessToken));
  if (turn.none === null) return noteAnswer(ctx, client, waiting, turn.answer);
  await postpone(ctx, waiting, turn.none.retryAfterMs ?? FIRST_PAUSE_MS, turn.none.detail);
}

async function noteAnswer(
  ctx: RevokeContext,
  client: OrganisationClient,
  waiting: WaitingRevocation,
  result: Awaited<ReturnType<typeof revokeToken>>,
): Promise<void> {
  if (result.ok) {
    await transact(ctx.db, (tx) => waiting.settle(tx, ctx.now()));
    return;
  }
  const { detail } = result;
  ctx.log.warn({ ...waiting.name, detail }, 'an ORCID token was not revoked');
  if (isClientRefusal(result.error)) {
    await transact(ctx.db, (tx) => noteClientRefusal(tx, { client, detail, now: ctx.now() }));
  }
  const pauseMs = FIRST_PAUSE_MS * 2 ** Math.min(waiting.attempts - 1, 20);
  await postpone(ctx, waiting, Math.min(LONGEST_PAUSE_MS, pauseMs), `${detail}.`);
}

/** Null: something cannot be opened. The others go on. */
async function openAll(
  ctx: RevokeContext,
  client: OrganisationClient,
  waiting: WaitingRevocation,
): Promise<{ orcidClient: OrcidClient; accessToken: string } | null> {
  try {
    const accessToken = waiting.open();
    const subject = waiting.orcid === null ? {} : { orcid: waiting.orcid };
    return {
      accessToken,
      orcidClient: await openOrcidClient(ctx, client, { ...subject, secrets: [accessToken] }),
    };
  } catch (error) {
    ctx.log.error({ err: error, ...waiting.name }, 'an ORCID token that is to be revoked cannot be opened');
    return null;
  }
}

async function postpone(
  ctx: RevokeContext,
  waiting: WaitingRevocation,
  pauseMs: number,
  detail: string,
): Promise<void> {
  const nextAt = new Date(ctx.now().getTime() + pauseMs);
  await transact(ctx.db, (tx) => waiting.postpone(tx, { nextAt, detail }));
}
