import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { authenticateSession, requireOurPages } from '../authenticate.ts';
import { clearSessionCookie, readBrowserSecret, setBrowserCookie, setSessionCookie } from '../cookies.ts';
import { createSecret } from '../secret.ts';
import { completeSignIn, type Finished } from './finish-sign-in.ts';
import { presentOrcidUrl, readOrcidEnvironment } from './orcid-client.ts';
import { explainFailure } from './reasons.ts';
import { readReturnTo } from './return-to.ts';
import { signOut } from './sign-out.ts';
import { beginSignIn } from './start-sign-in.ts';

type PageContext = Pick<AppContext, 'config' | 'db' | 'jobs' | 'log' | 'now' | 'pages' | 'secrets'>;

/** No HEAD beside GET: a link checker must not use up a sign-in. */
const page = { schema: { hide: true }, exposeHeadRoute: false };

/** The way to ORCID and back, and out again. */
export function registerOrcidSignIn(app: FastifyInstance, ctx: PageContext): void {
  app.get('/auth/orcid/login', page, async (request, reply) => {
    const query = readQuery(ctx, request);
    const returnTo = readReturnTo(query.get('return_to'));
    const again = query.get('prompt') === 'login';
    // ORCID sends the browser to PUBLIC_URL; a cookie set under another name of this machine would not be there.
    if (request.host !== new URL(ctx.config.publicUrl).host && !query.has('moved')) {
      return reply.redirect(`${loginUrl(ctx, returnTo)}&moved=1${again ? '&prompt=login' : ''}`, 303);
    }
    return sendToOrcid(ctx, request, reply, {
      returnTo,
      status: 303,
      ...(again ? { prompt: 'login' } : {}),
    });
  });

  app.get('/auth/orcid/callback', page, async (request, reply) => {
    const query = readQuery(ctx, request);
    if (!query.has('code') && !query.has('error')) return sendFragmentPage(ctx, reply);
    const present = await authenticateSession(ctx, request);
    const browserSecret = readBrowserSecret(ctx.config, request);
    return sendFinished(ctx, reply, await completeSignIn(ctx, { query, browserSecret, present }));
  });

  app.get('/auth/orcid/granted', page, async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    const query = readQuery(ctx, request);
    const returnTo = readReturnTo(query.get('return_to'));
    if (person === null) return reply.redirect(loginUrl(ctx, returnTo), 303);
    return sendGrantedPage(ctx, reply, person, { returnTo, replacedOther: query.has('replaced') });
  });

  app.post('/auth/logout', page, async (request, reply) => {
    requireOurPages(ctx, request);
    const person = await authenticateSession(ctx, request);
    if (person !== null) await signOut(ctx, person);
    clearSessionCookie(ctx.config, reply);
    return reply.redirect(`${ctx.config.publicUrl}/`, 303);
  });
}

/**
 * Begins a sign-in in this browser and sends it to ORCID. The request must have come to PUBLIC_URL, where the browser
 * comes back to.
 * @param wish.returnTo a path that `readReturnTo` let through
 */
export async function sendToOrcid(
  ctx: Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>,
  request: FastifyRequest,
  reply: FastifyReply,
  wish: { returnTo: string; status: 302 | 303; prompt?: 'login' },
): Promise<FastifyReply> {
  const browserSecret = readBrowserSecret(ctx.config, request) ?? createSecret();
  const { status, ...rest } = wish;
  const url = await beginSignIn(ctx, { browserSecret, ...rest });
  setBrowserCookie(ctx.config, reply, browserSecret);
  return reply.header('cache-control', 'no-store').redirect(url, status);
}

function readQuery(ctx: PageContext, request: FastifyRequest): URLSearchParams {
  return new URL(request.url, ctx.config.publicUrl).searchParams;
}

/** @param returnTo a path that `readReturnTo` let through */
export function loginUrl(ctx: Pick<AppContext, 'config'>, returnTo: string): string {
  return `${ctx.config.publicUrl}/auth/orcid/login?return_to=${encodeURIComponent(returnTo)}`;
}

function sendFinished(ctx: PageContext, reply: FastifyReply, finished: Finished): FastifyReply {
  switch (finished.kind) {
    case 'signed-in': {
      setSessionCookie(ctx.config, reply, finished.sessionSecret);
      reply.header('cache-control', 'no-store');
      const { firstTime, replacedOther, returnTo } = finished;
      const path =
        firstTime || replacedOther
          ? `/auth/orcid/granted?return_to=${encodeURIComponent(returnTo)}${replacedOther ? '&replaced=1' : ''}`
          : returnTo;
      return reply.redirect(`${ctx.config.publicUrl}${path}`, 303);
    }
    case 'denied':
      return ctx.pages.send(reply, 403, 'sign-in-denied', {
        title: 'You were not signed in',
        loginUrl: loginUrl(ctx, finished.returnTo),
      });
    case 'failed': {
      const { status, what, todo } = explainFailure(finished.reason, finished.error);
      return ctx.pages.send(reply, status, 'sign-in-failed', {
        title: 'The sign-in did not work',
        what,
        todo,
        loginUrl: loginUrl(ctx, finished.returnTo),
        contactEmail: ctx.config.contactEmail,
      });
    }
    default:
      return finished satisfies never;
  }
}

function sendFragmentPage(ctx: PageContext, reply: FastifyReply): FastifyReply {
  return ctx.pages.send(reply, 200, 'sign-in-fragment', {
    title: 'Back from ORCID',
    head: '<script src="/assets/sign-in-fragment.js" defer></script>',
    loginUrl: loginUrl(ctx, '/'),
  });
}

function sendGrantedPage(
  ctx: PageContext,
  reply: FastifyReply,
  person: PersonActor,
  view: { returnTo: string; replacedOther: boolean },
): FastifyReply {
  const environment = readOrcidEnvironment(ctx.config);
  return ctx.pages.send(reply, 200, 'sign-in-granted', {
    title: 'You are signed in',
    name: person.name,
    orcidUrl: presentOrcidUrl(ctx.config, person.orcid),
    organisations: person.memberships.map((each) => each.organisationName),
    // The stand-in has no page for it.
    trustedUrl: environment.name === 'stand-in' ? null : `${environment.idBase}/trusted-parties`,
    ...view,
  });
}
