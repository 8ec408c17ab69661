import { type OrcidLanguage, type SignInRequest, startSignIn } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { createSecret, hashSecret } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { connectContext } from './connect-context.ts';
import { insertConnect } from './store.ts';

/** How long a person may take at ORCID. */
export const CONNECT_LIFE_MS = 10 * 60 * 1000;

/** What a connection under way keeps until the browser comes back, besides its state; what it is bound to stands with it. */
export type KeptConnect = {
  nonce: string;
  codeVerifier: string;
  environment: string;
  language: OrcidLanguage | null;
};

export type ConnectWish = {
  client: OrganisationClient;
  /** Who is signed in; the same must be when the browser comes back. */
  accountId: string | null;
  invitationId: string | null;
  /** Scopes separated by spaces, `openid` among them. */
  scope: string;
  /** A path on this service, checked by `readReturnTo`. */
  returnTo: string;
  prefill: NonNullable<SignInRequest['prefill']>;
  lang: OrcidLanguage | null;
  /** From the browser's cookie; only that browser may finish. */
  browserSecret: string;
};

/**
 * Begins to connect a record: makes state, nonce and code verifier, and keeps them for ten minutes under the hash of the
 * state, bound to browser, organisation's client, registry, account, invitation and the page to go on to.
 * @returns the address at ORCID to send the browser to
 */
export async function beginConnect(
  ctx: Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>,
  wish: ConnectWish,
): Promise<string> {
  const { client, lang } = wish;
  const orcidClient = await openOrcidClient(ctx, client);
  const started = await startSignIn(orcidClient, {
    scope: wish.scope,
    state: createSecret(),
    prefill: wish.prefill,
    ...(lang === null ? {} : { lang }),
  });
  const kept: KeptConnect = {
    nonce: started.nonce,
    codeVerifier: started.codeVerifier,
    environment: client.environment,
    language: lang,
  };
  const stateHash = hashSecret(started.state);
  const now = ctx.now();
  await transact(ctx.db, (tx) =>
    insertConnect(tx, {
      stateHash,
      browserHash: hashSecret(wish.browserSecret),
      clientId: client.id,
      accountId: wish.accountId,
      invitationId: wish.invitationId,
      scope: wish.scope,
      sealed: ctx.secrets.seal(JSON.stringify(kept), connectContext(stateHash)),
      returnTo: wish.returnTo,
      createdAt: now,
      expiresAt: new Date(now.getTime() + CONNECT_LIFE_MS),
    }),
  );
  return started.url;
}
