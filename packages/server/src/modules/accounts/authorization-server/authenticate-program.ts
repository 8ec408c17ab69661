import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { findProgramToken, touchAuthorization } from '../authorizations/store.ts';
import { nameClient } from '../oauth-clients/clients.ts';
import { hashSecret, SECRET_PATTERN } from '../secret.ts';
import { PROGRAM_TOKEN_PREFIX } from './provider.ts';

/** Use is noted at most this often; see authenticate.ts. */
const TOUCH_INTERVAL_MS = 60_000;

/** Whether a bearer token is one that our authorization server gives out. */
export function isProgramToken(token: string): boolean {
  return token.startsWith(PROGRAM_TOKEN_PREFIX);
}

/** Who allowed the program that sends this access token; null when it is unknown, over or revoked. */
export async function authenticateProgram(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  token: string,
): Promise<PersonActor | null> {
  if (!SECRET_PATTERN.test(token.slice(PROGRAM_TOKEN_PREFIX.length))) return null;
  const now = ctx.now();
  const found = await findProgramToken(ctx.db, hashSecret(token), ctx.config.orcid.environment, now);
  if (found === null) return null;
  const noted = new Date(now.getTime() - TOUCH_INTERVAL_MS);
  if (found.lastUsedAt === null || found.lastUsedAt < noted) {
    await transact(ctx.db, (tx) => touchAuthorization(tx, found.authorizationId, now, noted));
  }
  const { accountId, name, orcid, orcidEnvironment, memberships, operator } = found;
  return {
    kind: 'person',
    accountId,
    name,
    orcid,
    orcidEnvironment,
    memberships,
    operator,
    scopes: new Set(found.scopes),
    via: {
      kind: 'authorization',
      authorizationId: found.authorizationId,
      clientName: nameClient(found.clientId, found.clientName),
      expiresAt: found.expiresAt,
    },
  };
}
