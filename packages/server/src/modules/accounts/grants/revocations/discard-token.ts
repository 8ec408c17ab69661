import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../../context.ts';
import type { Tx } from '../../../../db/index.ts';
import { discardedContext, type TokenClient } from './discarded-token.ts';
import { insertDiscardedToken } from './store.ts';

/**
 * Wants a token revoked that is not kept: it must not live on at ORCID, where the organisation would stay among those that
 * the person trusts. ORCID is asked until it has done so; whose it is, is not written down.
 */
export async function discardToken(
  tx: Tx,
  ctx: Pick<AppContext, 'now' | 'secrets'>,
  client: TokenClient,
  accessToken: string,
): Promise<void> {
  const { organisationId, orcidEnvironment, clientId } = client;
  const binding = { id: randomUUID(), organisationId, orcidEnvironment, clientId };
  const sealedAccessToken = ctx.secrets.seal(accessToken, discardedContext(binding));
  await insertDiscardedToken(tx, { ...binding, sealedAccessToken, now: ctx.now() });
}
