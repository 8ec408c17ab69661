import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, type Scope, toEventActor } from '../../../http/actor.ts';
import { TOKEN_PREFIX } from '../authenticate.ts';
import { mayCreateTokens } from '../policy.ts';
import { createSecret, hashSecret } from '../secret.ts';
import { type AccessToken, insertAccessToken } from './store.ts';

export const TOKEN_NAME_LIMIT = 100;
export const TOKEN_LIFE_LIMIT_DAYS = 366;
const DAY_MS = 86_400_000;

/** What someone wants of a token: its name in their list, what it may be used for, and for how many days. */
export type TokenWish = { name: string; scopes: readonly Scope[]; expiresInDays: number };

/**
 * Makes an access token. Its secret is returned this once and not kept.
 * @throws AppError not-allowed when the actor uses an access token
 */
export async function createToken(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: PersonActor,
  wish: TokenWish,
): Promise<{ token: AccessToken; secret: string }> {
  if (!mayCreateTokens(actor)) {
    throw new AppError(
      'not-allowed',
      'An access token cannot make others. Sign in with ORCID in the browser and make one at /app/tokens.',
    );
  }
  const secret = `${TOKEN_PREFIX}${createSecret()}`;
  const now = ctx.now();
  const token: AccessToken = {
    id: randomUUID(),
    name: wish.name,
    scopes: [...new Set(wish.scopes)],
    createdAt: now,
    expiresAt: new Date(now.getTime() + wish.expiresInDays * DAY_MS),
    lastUsedAt: null,
    revokedAt: null,
  };
  await transact(ctx.db, async (tx) => {
    await insertAccessToken(tx, { ...token, accountId: actor.accountId, secretHash: hashSecret(secret) });
    await recordEvent(tx, {
      at: now,
      subject: { type: 'access-token', id: token.id },
      action: 'create',
      actor: toEventActor(actor),
      after: { name: token.name, scopes: token.scopes, expiresAt: token.expiresAt.toISOString() },
    });
  });
  return { token, secret };
}
