import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { showRefusals } from '../../../http/pages.ts';
import { toAppError } from '../../../http/problem.ts';
import { registerConsentPage } from './consent-page.ts';
import { registerDevicePage } from './device-page.ts';
import { presentMetadata } from './metadata.ts';
import { createProvider, paths, type ServerContext } from './provider.ts';

/** As for signing in: strangers get this many requests a minute from one address. */
const REQUESTS_PER_MINUTE = 600;

const page = { schema: { hide: true }, exposeHeadRoute: false };

/** The authorization server for programs: its endpoints, its pages, and where they are. */
export function registerAuthorizationServer(app: FastifyInstance, ctx: ServerContext): void {
  const provider = createProvider(ctx);

  app.get('/.well-known/oauth-authorization-server', page, async (_request, reply) =>
    reply.header('access-control-allow-origin', '*').send(presentMetadata(ctx.config)),
  );

  app.register(async (endpoints) => {
    await endpoints.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' });
    // What goes wrong before the library has the request, in its shape (RFC 6749 section 5.2).
    endpoints.setErrorHandler((error, request, reply) => {
      const refusal = toAppError(error);
      if (refusal.code === 'internal-error') request.log.error({ err: error }, 'request failed');
      const code = refusal.status === 429 ? 'temporarily_unavailable' : 'invalid_request';
      return reply
        .code(refusal.status)
        .headers({ ...refusal.headers, 'cache-control': 'no-store' })
        .send({
          error: refusal.status >= 500 ? 'server_error' : code,
          error_description: refusal.message,
        });
    });
    // The library reads bodies itself, 56 kB at most.
    endpoints.removeAllContentTypeParsers();
    endpoints.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const handle = provider.callback();
    const pass = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      speakAsPublicUrl(request, ctx.config.publicUrl);
      reply.hijack();
      // What the hooks of all routes set, such as the content security policy.
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      await handle(request.raw, reply.raw);
    };
    endpoints.get(paths.authorization, page, pass);
    endpoints.get(`${paths.authorization}/:uid`, page, pass);
    for (const path of [paths.token, paths.revocation, paths.deviceAuthorization]) {
      endpoints.post(path, page, pass);
    }
  });

  app.register(async (pages) => {
    await pages.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' });
    showRefusals(pages, ctx, 'oauth-problem', { code: null });
    registerConsentPage(pages, ctx, provider);
    registerDevicePage(pages, ctx);
  });
}

/**
 * The library builds addresses and cookies from the request. Whatever the way here, it sees PUBLIC_URL, so that no
 * header that a caller or a proxy sends decides where a code goes.
 */
function speakAsPublicUrl(request: FastifyRequest, publicUrl: string): void {
  const { protocol, host } = new URL(publicUrl);
  request.raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  request.raw.headers['x-forwarded-host'] = host;
  request.raw.headers.host = host;
}
