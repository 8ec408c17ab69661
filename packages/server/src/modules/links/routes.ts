import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../errors.ts';
import { formatEtag, readIfMatch, requireIfMatch } from '../../http/etag.ts';
import { oncePerKey, readIdempotencyKey } from '../../http/idempotency.ts';
import { requireSteward } from '../../http/steward.ts';
import { registerAnchorRoutes } from './anchor-routes.ts';
import { registerBulkRoute } from './bulk/routes.ts';
import type { BulkContext } from './bulk/run-bulk.ts';
import { changeLink, deactivateLink, deleteLink } from './change/change-link.ts';
import { registerHandlerRoutes } from './handlers/routes.ts';
import { presentLink, presentRegistration } from './present.ts';
import { readLinkDetails } from './read-anchor-details.ts';
import { splitAnchor } from './register/read-wish.ts';
import { registerLinksIn } from './register/register-links.ts';
import {
  ChangeLinkBody,
  DeleteLinkQuery,
  IdempotencyHeaders,
  IfMatchHeaders,
  LinkParams,
  LinkSchema,
  OptionalIfMatchHeaders,
  RegisterBody,
  RegistrationSchema,
} from './schema.ts';
import { registerSchemeDeletionRoutes } from './with-scheme/routes.ts';

const tags = ['Links'];

/** `/links`, `/anchors` and `/handlers`, and what of `/schemes` concerns links. The scope must know stewards. */
export async function registerLinkRoutes(instance: FastifyInstance, ctx: BulkContext): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/links',
    {
      schema: {
        operationId: 'registerLinks',
        summary: 'Register links of an identifier',
        description:
          'All of them or none. A link with the target, link type, media types and context of one that is there is ' +
          'written anew in its place; others are added. Default flags are repaired: one default link of the ' +
          'identifier, one default context of each link type, one default media type of each of those.',
        tags,
        headers: IdempotencyHeaders,
        body: RegisterBody,
        response: { 200: RegistrationSchema, 201: RegistrationSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const { anchor, ...rest } = request.body;
      const keyed = {
        actor: steward.key,
        key: readIdempotencyKey(request),
        method: 'POST',
        path: '/api/v1/links',
        body: request.body,
      };
      const answer = await oncePerKey(ctx, keyed, async (tx) => {
        const registration = await registerLinksIn(tx, ctx, steward, {
          ...requireAnchorText(anchor),
          ...rest,
        });
        const added = registration.outcomes.some((each) => each.outcome === 'added');
        const address = `/api/v1/anchors/${encodeURIComponent(registration.anchor.anchor)}`;
        return {
          status: added ? 201 : 200,
          headers: { location: address, etag: formatEtag(registration.anchor.version) },
          body: presentRegistration(registration),
        };
      });
      if (answer.replayed) reply.header('idempotency-replayed', 'true');
      // What was stored under the key is what this route answered the first time.
      const body = answer.body as ReturnType<typeof presentRegistration>;
      return reply
        .code(answer.status === 201 ? 201 : 200)
        .headers(answer.headers)
        .send(body);
    },
  );

  app.get(
    '/links/:id',
    {
      schema: {
        operationId: 'readLink',
        summary: 'One link',
        tags,
        params: LinkParams,
        response: { 200: LinkSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const { anchor, link } = await readLinkDetails(ctx, steward, request.params.id.toLowerCase());
      reply.header('etag', formatEtag(link.version));
      return presentLink(anchor, link);
    },
  );

  app.patch(
    '/links/:id',
    {
      schema: {
        operationId: 'changeLink',
        summary: 'Change a link',
        description: 'By the same rules as registering; what you leave out stays. Needs `If-Match`.',
        tags,
        headers: IfMatchHeaders,
        params: LinkParams,
        body: ChangeLinkBody,
        response: { 200: LinkSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const versions = requireIfMatch(request);
      const id = request.params.id.toLowerCase();
      const { anchor, link } = await changeLink(ctx, steward, id, { versions, change: request.body });
      reply.header('etag', formatEtag(link.version));
      return presentLink(anchor, link);
    },
  );

  app.delete(
    '/links/:id',
    {
      schema: {
        operationId: 'deleteLink',
        summary: 'Take a link out of sight, or delete it for good',
        description:
          'A link that is out of sight keeps its identity reserved, and registering it anew brings it back. With ' +
          '`hard=true` it is deleted for good; its history stays.',
        tags,
        headers: OptionalIfMatchHeaders,
        params: LinkParams,
        querystring: DeleteLinkQuery,
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const id = request.params.id.toLowerCase();
      const versions = readIfMatch(request);
      if (request.query.hard === true) await deleteLink(ctx, steward, id, versions);
      else await deactivateLink(ctx, steward, id, versions);
      return reply.code(204).send();
    },
  );

  registerAnchorRoutes(instance, ctx);
  registerHandlerRoutes(instance, ctx);
  registerSchemeDeletionRoutes(instance, ctx);
  await registerBulkRoute(instance, ctx);
}

/** @throws AppError invalid-input when the percent-encoding is broken */
export function requireAnchorText(text: string): NonNullable<ReturnType<typeof splitAnchor>> {
  const split = splitAnchor(text);
  if (split !== null) return split;
  throw new AppError('invalid-input', 'The identifier cannot be read.', {
    problems: [{ pointer: '/anchor', detail: 'A percent sign is followed by two hexadecimal digits.' }],
  });
}
