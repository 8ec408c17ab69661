import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { formatEtag, requireIfMatch } from '../../../http/etag.ts';
import { requireNodeOfKind } from '../find-node.ts';
import type { Node } from '../node.ts';
import { presentAttribute } from '../present.ts';
import { AttributesSchema, IfMatchHeaders, NodeParams, PutAttributesBody } from '../schema.ts';
import { readAttributesInput } from './read-input.ts';
import { replaceAttributes } from './replace-attributes.ts';
import { readAttributes } from './store.ts';

type RouteContext = Pick<AppContext, 'db' | 'now'>;

/** `/folders/{id}/attributes` and `/files/{id}/attributes`. */
export function registerAttributeRoutes(
  instance: FastifyInstance,
  ctx: RouteContext,
  { kind, path, tags, one }: { kind: Node['kind']; path: string; tags: string[]; one: string },
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    `${path}/:id/attributes`,
    {
      schema: {
        operationId: `read${one}Attributes`,
        summary: `Metadata attributes of a ${kind}, in their order`,
        tags,
        params: NodeParams,
        response: { 200: AttributesSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:read');
      const { node } = await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'read');
      reply.header('etag', formatEtag(node.version));
      return { attributes: (await readAttributes(ctx.db, node.id)).map(presentAttribute) };
    },
  );

  app.put(
    `${path}/:id/attributes`,
    {
      schema: {
        operationId: `put${one}Attributes`,
        summary: `Replace the metadata attributes of a ${kind}`,
        description: 'Needs `If-Match` with the ETag that you read.',
        tags,
        headers: IfMatchHeaders,
        params: NodeParams,
        body: PutAttributesBody,
        response: { 200: AttributesSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const versions = requireIfMatch(request);
      const { node } = await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'writeAttributes');
      const input = readAttributesInput(request.body.attributes);
      const after = await replaceAttributes(ctx, actor, node.id, input, versions);
      reply.header('etag', formatEtag(after.node.node.version));
      return { attributes: after.attributes.map(presentAttribute) };
    },
  );
}
