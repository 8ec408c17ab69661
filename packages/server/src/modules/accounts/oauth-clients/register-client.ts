import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { createSecret, hashSecret } from '../secret.ts';
import { insertOauthClient, markOauthClientEnded, type OauthClient, type OauthClientType } from './store.ts';

const LOOPBACK_HOSTS = new Set(['127.0.0.1', '[::1]', 'localhost']);

export type ClientWish = { name: string; type: OauthClientType; redirectUris: readonly string[] };

/**
 * Registers a program. The secret of a confidential one is returned this once and not kept.
 * @throws AppError invalid-input for an address that nothing may be sent to
 */
export async function registerOauthClient(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  wish: ClientWish,
): Promise<{ client: OauthClient; secret: string | null }> {
  const problems = wish.redirectUris.flatMap((uri, index) => findProblem(uri, `/redirectUris/${index}`));
  if (!isStorableText(wish.name)) problems.push({ pointer: '/name', detail: 'Use plain text.' });
  if (problems.length > 0) throw new AppError('invalid-input', 'Some values are wrong.', { problems });
  const now = ctx.now();
  const secret = wish.type === 'confidential' ? `mmc_${createSecret()}` : null;
  const client: OauthClient = { id: randomUUID(), ...wish, createdAt: now };
  await transact(ctx.db, async (tx) => {
    await insertOauthClient(tx, { ...client, secretHash: secret === null ? null : hashSecret(secret) });
    await recordEvent(tx, {
      at: now,
      subject: { type: 'oauth-client', id: client.id },
      action: 'register',
      actor: toEventActor(actor),
      after: { name: client.name, type: client.type, redirectUris: client.redirectUris },
    });
  });
  return { client, secret };
}

/**
 * Ends a program: it can ask nobody any more, and what people allowed it is over.
 * @throws AppError not-found
 */
export async function endOauthClient(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  id: string,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const name = await markOauthClientEnded(tx, id, now);
    if (name === null) throw new AppError('not-found', 'There is no such client.');
    await recordEvent(tx, {
      at: now,
      subject: { type: 'oauth-client', id },
      action: 'end',
      actor: toEventActor(actor),
      before: { name },
    });
  });
}

/** https anywhere, http on the person's own machine (RFC 8252 sections 7.2 and 7.3), and nothing else. */
function findProblem(uri: string, pointer: string): InputProblem[] {
  const url = URL.parse(uri);
  if (url === null || !/^https?:\/\//.test(uri) || !isStorableText(uri)) {
    return [{ pointer, detail: 'Give a whole address that begins with https://.' }];
  }
  if (url.hash !== '' || uri.includes('#'))
    return [{ pointer, detail: 'Leave the fragment (after #) away.' }];
  if (url.username !== '' || url.password !== '')
    return [{ pointer, detail: 'Leave name and password away.' }];
  const isLoopback = LOOPBACK_HOSTS.has(url.hostname);
  if (url.protocol === 'http:' && !isLoopback) {
    return [{ pointer, detail: 'http is for 127.0.0.1, [::1] and localhost only; use https.' }];
  }
  if (url.protocol === 'https:' && isLoopback) {
    return [{ pointer, detail: 'Use http for an address on the same machine.' }];
  }
  return [];
}
