import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { requireActor } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { PutAttributesBody, readAttributesInput } from '../../data/index.ts';
import { presentOneRequest } from '../present-requests.ts';
import { MoveHeaders, RequestParams, RequestSchema } from '../schema.ts';
import { type ChangeMetadataContext, changePublishedMetadata } from './change-metadata.ts';

/** What curators may change of a package once it is published. */
export function registerPublishedRoutes(instance: FastifyInstance, ctx: ChangeMetadataContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.put(
    '/requests/:id/metadata',
    {
      schema: {
        operationId: 'putPublishedMetadata',
        summary: 'Change the metadata of a published package',
        description:
          'For curators. The attributes of the folder are replaced; its item and the record of its identifier change with ' +
          'them, or nothing does, and the registrar is told. Identifier, year and date of publication stay as they are.',
        tags: ['Permanent ID requests'],
        headers: MoveHeaders,
        params: RequestParams,
        body: PutAttributesBody,
        response: { 200: RequestSchema },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request);
      const changed = await changePublishedMetadata(ctx, actor, request.params.id, {
        attributes: readAttributesInput(request.body.attributes),
        versions: readIfMatch(request),
      });
      reply.header('etag', formatEtag(changed.version));
      return presentOneRequest(ctx.db, changed);
    },
  );
}
