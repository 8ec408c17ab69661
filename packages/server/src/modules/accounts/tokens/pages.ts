import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { type PersonActor, type Scope, scopes } from '../../../http/actor.ts';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { authenticateSession } from '../authenticate.ts';
import { isSameSecret } from '../secret.ts';
import { presentOrcidUrl } from '../sign-in/orcid-client.ts';
import { loginUrl } from '../sign-in/pages.ts';
import { createToken } from './create-token.ts';
import { revokeAccessToken } from './revoke-token.ts';
import { type AccessToken, listAccessTokens } from './store.ts';
import {
  emptyTokenForm,
  OFFERED_LIVES_DAYS,
  readField,
  readTokenForm,
  type TokenForm,
} from './token-form.ts';

type PageContext = Pick<AppContext, 'config' | 'db' | 'now' | 'pages' | 'secrets'>;

const page = { schema: { hide: true } };

const scopeMeanings: Record<Scope, string> = {
  'pid:read': 'see your identifiers and what the registrar said about them',
  'pid:mint': 'reserve identifiers, and edit those of yours',
  'pid:publish': 'make identifiers public, and withdraw them',
  'org:admin': 'manage members, where you are an administrator',
};

/** The page where people make, see and revoke their access tokens. It works without JavaScript. */
export function registerTokenPages(app: FastifyInstance, ctx: PageContext): void {
  app.get('/app/tokens', page, async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    if (person === null) return sendSignedOutPage(ctx, reply);
    return sendTokensPage(ctx, reply, 200, person, emptyTokenForm);
  });

  app.post('/app/tokens', page, async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    if (person === null) return sendSignedOutPage(ctx, reply);
    requireFormToken(ctx, person, request);
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
  });

  app.post<{ Params: { id: string } }>('/app/tokens/:id/revoke', page, async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    if (person === null) return sendSignedOutPage(ctx, reply);
    requireFormToken(ctx, person, request);
    const { id } = request.params;
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
      throw new AppError('not-found', 'You have no such access token.');
    }
    await revokeAccessToken(ctx, person, id);
    return reply.redirect(`${ctx.config.publicUrl}/app/tokens`, 303);
  });
}

/** A value that only pages shown to this session hold: a second wall behind the check of where a request comes from. */
function createFormToken(ctx: PageContext, person: PersonActor): string {
  const session = person.via.kind === 'session' ? person.via.sessionId : '';
  return ctx.secrets.mac(`form token|${session}`).toString('base64url');
}

/** @throws AppError cross-site */
function requireFormToken(ctx: PageContext, person: PersonActor, request: FastifyRequest): void {
  if (!isSameSecret(readField(request.body, 'form_token'), createFormToken(ctx, person))) {
    throw new AppError(
      'cross-site',
      'The form is not from a page of your present session. Open /app/tokens again.',
    );
  }
}

function sendSignedOutPage(ctx: PageContext, reply: FastifyReply): FastifyReply {
  reply.header('www-authenticate', 'Bearer realm="Mintmark"');
  return ctx.pages.send(reply, 401, 'tokens-signed-out', {
    title: 'Sign in to see your access tokens',
    loginUrl: loginUrl(ctx, '/app/tokens'),
  });
}

async function sendTokensPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  form: TokenForm,
): Promise<FastifyReply> {
  const tokens = await listAccessTokens(ctx.db, person.accountId, { limit: GREATEST_LIMIT, after: null });
  const now = ctx.now();
  return ctx.pages.send(reply, status, 'tokens', {
    title: 'Access tokens',
    person: { name: person.name, orcidUrl: presentOrcidUrl(ctx.config, person.orcid) },
    formToken: createFormToken(ctx, person),
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
  });
}

function stateOf(token: AccessToken, now: Date): 'active' | 'expired' | 'revoked' {
  if (token.revokedAt !== null) return 'revoked';
  return token.expiresAt <= now ? 'expired' : 'active';
}

function presentTime(at: Date): { iso: string; text: string } {
  const iso = at.toISOString();
  return { iso, text: `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` };
}
