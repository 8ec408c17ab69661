import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../../errors.ts';
import { sendProblem } from '../../http/problem.ts';
import type { TypedLinkContext } from './answer.ts';
import type { SchemeCatalogue } from './catalogue.ts';
import { CONTEXT_PATH, LINKSET_CONTEXT } from './json-ld-context.ts';
import { describeGs1Resolver, describeResolver } from './well-known.ts';

const DESCRIPTION_CACHING = 'public, max-age=300';

/** The descriptions of the resolver for machines, and the context that makes JSON-LD of its linksets. */
export function registerResolverDescriptions(
  app: FastifyInstance,
  ctx: TypedLinkContext,
  schemes: SchemeCatalogue,
): void {
  const { publicUrl } = ctx.config;
  const send = (reply: FastifyReply, type: string, body: string): FastifyReply =>
    reply
      .headers({ 'cache-control': DESCRIPTION_CACHING, 'access-control-allow-origin': '*' })
      .type(type)
      .send(Buffer.from(body));
  const options = { schema: { hide: true }, exposeHeadRoute: true };
  app.get('/.well-known/gs1resolver', options, async (_request, reply) => {
    const description = describeGs1Resolver(await schemes.latest(), publicUrl);
    if (description !== null) return send(reply, 'application/json', JSON.stringify(description));
    const refusal = new AppError('not-found', 'GS1 identifiers are not resolved here.');
    return sendProblem(reply, refusal, publicUrl);
  });
  app.get('/.well-known/resolver', options, async (_request, reply) =>
    send(reply, 'application/json', JSON.stringify(describeResolver(await schemes.latest(), publicUrl))),
  );
  app.get(CONTEXT_PATH, options, async (_request, reply) =>
    send(reply, 'application/ld+json', LINKSET_CONTEXT),
  );
}
