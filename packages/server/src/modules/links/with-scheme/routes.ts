import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { requireSteward } from '../../../http/steward.ts';
import type { LinkContext } from '../register/register-group.ts';
import { OptionalIfMatchHeaders } from '../schema.ts';
import { deleteScheme, undeleteScheme } from './delete-scheme.ts';
import { AffectedSchema, DeleteSchemeQuery, NamespaceParams } from './schema.ts';

const tags = ['Schemes'];

/** Deletion of schemes, which concerns the links under them. */
export function registerSchemeDeletionRoutes(instance: FastifyInstance, ctx: LinkContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.delete(
    '/schemes/:namespace',
    {
      schema: {
        operationId: 'deleteScheme',
        summary: 'Delete a scheme',
        description:
          'Refused while links are registered under it, unless `cascade=true` deletes them with it. ' +
          '`POST /schemes/{namespace}/restore` brings both back.',
        tags,
        headers: OptionalIfMatchHeaders,
        params: NamespaceParams,
        querystring: DeleteSchemeQuery,
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const { namespace } = request.params;
      const cascade = request.query.cascade ?? false;
      await deleteScheme(ctx, steward, namespace, { cascade, versions: readIfMatch(request) });
      return reply.code(204).send();
    },
  );

  app.post(
    '/schemes/:namespace/restore',
    {
      schema: {
        operationId: 'restoreScheme',
        summary: 'Bring a deleted scheme back, with the links that went with it',
        tags,
        headers: OptionalIfMatchHeaders,
        params: NamespaceParams,
        response: { 200: AffectedSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const { namespace } = request.params;
      const { scheme, anchors, links } = await undeleteScheme(ctx, steward, namespace, readIfMatch(request));
      reply.header('etag', formatEtag(scheme.version));
      return { namespace, version: scheme.version, anchors, links };
    },
  );
}
