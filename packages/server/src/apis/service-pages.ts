import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../context.ts';
import { errorTable } from '../errors.ts';
import { isOperator, type PersonActor } from '../http/actor.ts';
import { authenticateSession, presentOrcidUrl } from '../modules/accounts/index.ts';
import { queueSeenBy } from '../modules/registration/index.ts';

/** Search engines may read every page about an identifier, and need not read what is not one. */
const ROBOTS = [
  'User-agent: *',
  'Disallow: /api/',
  'Disallow: /app',
  'Disallow: /auth/',
  'Disallow: /manage/',
  '',
].join('\n');

/**
 * Pages about the service itself: start page, console start page, list of refusals, and what browsers and search
 * engines ask every site for.
 */
export function registerServicePages(
  app: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'now' | 'pages'>,
): void {
  const hidden = { schema: { hide: true } };
  const { orcid, datacite, contactEmail } = ctx.config;

  app.get('/', hidden, async (_request, reply) =>
    ctx.pages.send(reply, 200, 'start', {
      title: 'Mintmark: persistent identifiers',
      prefix: datacite.prefix,
      orcidEnvironment: orcid.environment,
      contactEmail,
    }),
  );

  app.get('/app', hidden, async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    return ctx.pages.send(reply, 200, 'console', {
      title: 'Console',
      // Where nobody is known yet, it is they who see it who look for it.
      seesQueue: person === null || queueSeenBy(person).length > 0,
      curates: person?.memberships.some(({ role }) => role !== 'member') ?? false,
      readsMail: ctx.config.mail === null && administers(person),
      administers: administers(person),
      person:
        person === null ? null : { name: person.name, orcidUrl: presentOrcidUrl(ctx.config, person.orcid) },
    });
  });

  app.get('/problems', hidden, async (_request, reply) => {
    const problems = Object.entries(errorTable).map(([code, { status, title }]) => ({ code, status, title }));
    return ctx.pages.send(reply, 200, 'problems', { title: 'What refusals mean', problems });
  });

  app.get('/robots.txt', hidden, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/plain; charset=utf-8').send(ROBOTS),
  );

  app.get('/favicon.svg', hidden, async (_request, reply) => reply.sendFile('favicon.svg'));
}

function administers(person: PersonActor | null): boolean {
  if (person === null) return false;
  return isOperator(person) || person.memberships.some(({ role }) => role === 'admin');
}
