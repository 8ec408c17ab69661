import { startSignIn } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { SIGN_IN_LIFE_MS } from '../cookies.ts';
import { createSecret, hashSecret } from '../secret.ts';
import { createSignInClient } from './orcid-client.ts';
import { sealContext } from './seal-context.ts';
import { insertSignIn } from './store.ts';

/** All that is asked of ORCID: to prove who the person is. */
const SCOPE = 'openid';

/** What a sign-in keeps until the browser comes back, besides its state. */
export type KeptSecrets = { nonce: string; codeVerifier: string };

/**
 * Begins a sign-in: makes state, nonce and code verifier, and keeps them for ten minutes under the hash of the state.
 * @param wish.browserSecret from the browser's cookie; only that browser may finish
 * @param wish.returnTo a path that `readReturnTo` let through
 * @param wish.prompt `login`: ORCID is to ask for the password again, whoever is signed in there
 * @returns the address at ORCID to send the browser to
 */
export async function beginSignIn(
  ctx: Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>,
  wish: { browserSecret: string; returnTo: string; prompt?: 'login' },
): Promise<string> {
  const started = await startSignIn(createSignInClient(ctx, []), {
    scope: SCOPE,
    state: createSecret(),
    ...(wish.prompt === undefined ? {} : { prompt: wish.prompt }),
  });
  const kept: KeptSecrets = { nonce: started.nonce, codeVerifier: started.codeVerifier };
  const stateHash = hashSecret(started.state);
  const now = ctx.now();
  await transact(ctx.db, (tx) =>
    insertSignIn(tx, {
      stateHash,
      browserHash: hashSecret(wish.browserSecret),
      orcidEnvironment: ctx.config.orcid.environment,
      sealed: ctx.secrets.seal(JSON.stringify(kept), sealContext(stateHash)),
      returnTo: wish.returnTo,
      createdAt: now,
      expiresAt: new Date(now.getTime() + SIGN_IN_LIFE_MS),
    }),
  );
  return started.url;
}
