import { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireActor } from '../../../http/actor.ts';
import { OrganisationParams } from '../interactions/schema.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { exportConnections } from './write-export.ts';

export const mediaTypes = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' };

/** `/organisations/{slug}/orcid/export`: connections without their tokens; with them they leave by the page alone. */
export function registerExportRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'now' | 'secrets'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/orcid/export',
    {
      schema: {
        operationId: 'exportOrcidConnections',
        summary: 'Connections of an organisation, with scopes, dates and put codes, without tokens',
        description:
          'For administrators of the organisation, with the scope `orcid:read`. Tokens are exported on the page of exports ' +
          'alone, encrypted, after a fresh sign-in. That it was made is written into the history.',
        tags: ['ORCID exports'],
        params: OrganisationParams,
        querystring: Type.Object(
          { format: Type.Optional(Type.Enum(['json', 'csv'], { description: 'Default: json' })) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Unsafe<string>({ type: 'string', description: 'JSON or CSV' }) },
      },
    },
    async (request, reply) => {
      const { slug } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:read');
      const { format = 'json' } = request.query;
      reply
        .type(mediaTypes[format])
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="orcid-connections-${slug}.${format}"`);
      return reply.send(Readable.from(exportConnections(ctx, actor, organisation, format)) as never);
    },
  );
}
