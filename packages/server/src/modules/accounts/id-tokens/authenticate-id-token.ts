import { createIdTokenVerifier, createOrcidClient, type VerifiedIdToken } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor, Scope } from '../../../http/actor.ts';
import { createOutsideFetch } from '../../../outside/index.ts';
import { readOrcidEnvironment, redirectUri } from '../sign-in/orcid-client.ts';
import { findAccountByOrcid } from '../store.ts';
import { insertEndedIdToken, isIdTokenEnded } from './store.ts';

/** An id_token says who somebody is, so it mints and describes; what concerns others takes a session or a token of ours. */
const ID_TOKEN_SCOPES: ReadonlySet<Scope> = new Set(['pid:read', 'pid:mint', 'pid:publish']);

export type IdTokenAuthenticator = {
  /**
   * The person whose id_token this is, who must have signed in here before.
   * @throws AppError invalid-token, not-ready when ORCID's keys cannot be had
   */
  authenticate(token: string): Promise<PersonActor>;
  /** Ends an id_token before ORCID's date; what is none, or has ended, stays as it is. */
  end(token: string): Promise<void>;
};

/** Takes id_tokens that ORCID made for this service as bearer tokens, bound to the person by their verified subject. */
export function createIdTokenAuthenticator(
  ctx: Pick<AppContext, 'config' | 'db' | 'log' | 'now'>,
): IdTokenAuthenticator {
  const { clientId, clientSecret, environment } = ctx.config.orcid;
  const verifier = createIdTokenVerifier(
    createOrcidClient({
      environment: readOrcidEnvironment(ctx.config),
      clientId,
      clientSecret,
      redirectUri: redirectUri(ctx.config),
      fetch: createOutsideFetch(ctx, { outside: 'orcid', subject: null, secrets: [clientSecret] }),
    }),
  );

  async function verify(token: string): Promise<VerifiedIdToken> {
    const result = await verifier.verify(token);
    if (result.ok) return result;
    if (result.reason === 'unreachable') throw new AppError('not-ready', `${result.detail}. Try again.`);
    throw refusal(`${result.detail}.`);
  }

  return {
    async authenticate(token) {
      const { orcid, digest, expiresAt } = await verify(token);
      if (await isIdTokenEnded(ctx.db, digest)) {
        throw refusal('This id_token has ended: its owner signed out. Sign in again to get another.');
      }
      const account = await findAccountByOrcid(ctx.db, environment, orcid);
      if (account === null)
        throw refusal('The owner of this id_token has never signed in here. Do that once.');
      if (account.orcid !== orcid) throw refusal('The account of this iD was merged into another one.');
      const { accountId, name, memberships, operator } = account;
      return {
        kind: 'person',
        accountId,
        name,
        orcid,
        orcidEnvironment: environment,
        memberships,
        operator,
        scopes: ID_TOKEN_SCOPES,
        via: { kind: 'id-token', expiresAt },
      };
    },

    async end(token) {
      const result = await verifier.verify(token);
      if (result.ok) await transact(ctx.db, (tx) => insertEndedIdToken(tx, result));
    },
  };
}

function refusal(detail: string): AppError {
  return new AppError('invalid-token', detail, {
    headers: { 'www-authenticate': 'Bearer realm="Mintmark", error="invalid_token"' },
  });
}
