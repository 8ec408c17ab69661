import { parsePid } from '@mintmark/identifiers';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../errors.ts';
import {
  authenticateSession,
  clearSessionCookie,
  type IdTokenAuthenticator,
  openSessionIdToken,
  sendToOrcid,
  signOut,
} from '../../modules/accounts/index.ts';
import { readIdToken } from './authenticate.ts';
import type { IsamplesContext } from './register.ts';

/** No HEAD beside GET: a link checker must not begin or end a session. */
const page = { schema: { hide: true }, exposeHeadRoute: false };

/** `/login`, `/auth`, `/logout`, `/userinfo` and `/hypothesis_jwt`. */
export function registerSignInRoutes(
  app: FastifyInstance,
  ctx: IsamplesContext,
  idTokens: IdTokenAuthenticator,
): void {
  const { publicUrl } = ctx.config;

  app.get('/login', page, async (request, reply) => {
    const query = readQuery(ctx, request);
    // ORCID sends the browser to PUBLIC_URL; a cookie set under another name of this machine would not be there.
    if (request.host !== new URL(publicUrl).host && !query.has('moved')) {
      query.set('moved', '1');
      return reply.redirect(`${publicUrl}/manage/login?${query}`, 302);
    }
    const flags = readFlags(query);
    return sendToOrcid(ctx, request, reply, { returnTo: `/manage/auth${flags}`, status: 302 });
  });

  /** The end of a sign-in. ORCID itself answers to `/auth/orcid/callback`; no code of its ever comes here. */
  app.get('/auth', page, async (request, reply) => {
    const query = readQuery(ctx, request);
    const person = await authenticateSession(ctx, request);
    if (person === null) {
      throw new AppError(
        'malformed-request',
        'Nobody has signed in in this browser; begin at /manage/login.',
      );
    }
    if (query.get('raw_jwt') === 'true') {
      const kept = await openSessionIdToken(ctx.db, ctx, person);
      if (kept === null) return reply.redirect(`${publicUrl}/manage/login?raw_jwt=true`, 302);
      return reply
        .header('cross-origin-resource-policy', 'same-origin')
        .type('text/plain; charset=utf-8')
        .send(kept.token);
    }
    const thing = parsePid(query.get('thing') ?? '');
    return reply.redirect(`${publicUrl}/${thing.ok ? encodeURI(thing.value.canonical) : 'app'}`, 302);
  });

  app.get('/logout', page, async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    if (person !== null) await signOut(ctx, person);
    const idToken = readIdToken(request);
    if (idToken !== null) await idTokens.end(idToken);
    clearSessionCookie(ctx.config, reply);
    return reply.redirect(`${publicUrl}/`, 307);
  });

  app.get('/userinfo', { schema: { hide: true } }, async (request, reply) => {
    const { actor } = request;
    if (actor?.kind !== 'person' || actor.via.kind !== 'session') {
      throw new AppError('not-found', 'There is no session; with a token, ask GET /api/v1/me.');
    }
    const kept = await openSessionIdToken(ctx.db, ctx, actor);
    return reply.header('cross-origin-resource-policy', 'same-origin').send({
      name: actor.name,
      orcid: actor.orcid,
      id_token: kept?.token ?? null,
      expires_at: toSeconds(kept?.expiresAt),
      auth_time: toSeconds(kept?.signedInAt),
      // ORCID's access token opens the person's record at ORCID, which no script needs to mint.
      access_token: null,
    });
  });

  app.post('/hypothesis_jwt', page, async (): Promise<never> => {
    throw new AppError('not-found', 'This service has no Hypothesis authority and makes no tokens for one.');
  });
}

function readQuery(ctx: IsamplesContext, request: FastifyRequest): URLSearchParams {
  return new URL(request.url, ctx.config.publicUrl).searchParams;
}

/** The flag of a sign-in, of which iSamples minds the first in this order. */
function readFlags(query: URLSearchParams): string {
  const thing = query.get('thing');
  if (query.get('annotation') === 'true') return '?annotation=true';
  if (thing !== null && thing.length <= 1000) return `?${new URLSearchParams({ thing })}`;
  return query.get('raw_jwt') === 'true' ? '?raw_jwt=true' : '';
}

function toSeconds(date: Date | null | undefined): number | null {
  return date === null || date === undefined ? null : Math.floor(date.getTime() / 1000);
}
