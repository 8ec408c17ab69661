import type { FastifyInstance, FastifyReply } from 'fastify';
import { type PersonActor, scopes } from '../../../http/actor.ts';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { scopeMeanings } from '../authorization-server/scopes.ts';
import { revokeAuthorization } from '../authorizations/revoke-authorization.ts';
import { type Authorization, listAuthorizations } from '../authorizations/store.ts';
import { nameClient } from '../oauth-clients/clients.ts';
import { presentTime } from '../present.ts';
import { presentOrcidUrl } from '../sign-in/orcid-client.ts';
import { createSignedInPages, goTo, type PageContext, page, readPageId } from '../signed-in-pages.ts';
import { createToken } from './create-token.ts';
import { revokeAccessToken } from './revoke-token.ts';
import { type AccessToken, listAccessTokens } from './store.ts';
import { emptyTokenForm, OFFERED_LIVES_DAYS, readTokenForm, type TokenForm } from './token-form.ts';

const { signedIn, formTokenOf } = createSignedInPages({
  about: 'tokens',
  home: '/app/tokens',
  signedOut: { view: 'tokens-signed-out', title: 'Sign in to see your access tokens' },
});

/** The page where people make, see and revoke their access tokens. It works without JavaScript. */
export function registerTokenPages(app: FastifyInstance, ctx: PageContext): void {
  app.get(
    '/app/tokens',
    page,
    signedIn(ctx, async (_request, reply, person) => {
      return sendTokensPage(ctx, reply, 200, person, emptyTokenForm);
    }),
  );

  app.post(
    '/app/tokens',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const read = readTokenForm(request.body);
      if (!read.ok) return sendTokensPage(ctx, reply, 400, person, read.form);
      const { token, secret } = await createToken(ctx, person, read.wish);
      // The answer to the form itself, and no redirect: the secret is kept nowhere that a next request could read it from.
      return ctx.pages.send(reply, 201, 'token-created', {
        title: 'Your new access token',
        name: token.name,
        secret,
        expiresAt: presentTime(token.expiresAt),
        publicUrl: ctx.config.publicUrl,
      });
    }),
  );

  app.post(
    '/app/tokens/:id/revoke',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request, 'You have no such access token.');
      await revokeAccessToken(ctx, person, id);
      return goTo(ctx, reply, '/app/tokens');
    }),
  );

  app.post(
    '/app/authorizations/:id/revoke',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request, 'You have no such authorization.');
      await revokeAuthorization(ctx, person, id);
      return goTo(ctx, reply, '/app/tokens');
    }),
  );
}

async function sendTokensPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  form: TokenForm,
): Promise<FastifyReply> {
  const now = ctx.now();
  const all = { limit: GREATEST_LIMIT, after: null };
  const tokens = await listAccessTokens(ctx.db, person.accountId, all);
  const authorizations = await listAuthorizations(ctx.db, person.accountId, now, all);
  return ctx.pages.send(reply, status, 'tokens', {
    title: 'Access tokens',
    person: { name: person.name, orcidUrl: presentOrcidUrl(ctx.config, person.orcid) },
    formToken: formTokenOf(ctx, person),
    form,
    scopes: scopes.map((scope) => ({
      scope,
      meaning: scopeMeanings[scope],
      chosen: form.scopes.includes(scope),
    })),
    lives: OFFERED_LIVES_DAYS.map((days) => ({ days, chosen: form.expiresInDays === String(days) })),
    tokens: tokens.map((token) => ({
      id: token.id,
      name: token.name,
      scopes: token.scopes.join(' '),
      expiresAt: presentTime(token.expiresAt),
      lastUsedAt: token.lastUsedAt === null ? null : presentTime(token.lastUsedAt),
      state: stateOf(token, now),
    })),
    authorizations: authorizations.map(presentAuthorization),
  });
}

function presentAuthorization({ id, clientId, clientName, scopes, createdAt, lastUsedAt }: Authorization) {
  return {
    id,
    client: nameClient(clientId, clientName),
    meanings: scopes.map((scope) => scopeMeanings[scope]),
    createdAt: presentTime(createdAt),
    lastUsedAt: lastUsedAt === null ? null : presentTime(lastUsedAt),
  };
}

function stateOf(token: AccessToken, now: Date): 'active' | 'expired' | 'revoked' {
  if (token.revokedAt !== null) return 'revoked';
  return token.expiresAt <= now ? 'expired' : 'active';
}
