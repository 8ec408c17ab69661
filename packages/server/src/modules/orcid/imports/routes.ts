import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireActor } from '../../../http/actor.ts';
import { OrganisationParams } from '../interactions/schema.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { importConnections } from './import-connections.ts';
import { FILE_LIMIT, ImportBody } from './schema.ts';

/** `/organisations/{slug}/orcid/imports`: connections from another system that used the same credentials. */
export function registerImportRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'afterConnectionChange' | 'db' | 'log' | 'now' | 'secrets'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/organisations/:slug/orcid/imports',
    {
      bodyLimit: FILE_LIMIT,
      schema: {
        operationId: 'importOrcidConnections',
        summary: 'Take over connections from another system',
        description:
          'For administrators, with the scope `orcid:write`: the JSON of an export with tokens, decrypted. `trial=true` says ' +
          'what would become of each connection and changes nothing. What is here already stays as it is, so that a file ' +
          'may be sent again. Imported iDs count as authenticated once their owners have signed in here.',
        tags: ['ORCID exports'],
        params: OrganisationParams,
        querystring: Type.Object({ trial: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
        body: ImportBody,
        response: {
          200: Type.Object({
            trial: Type.Boolean(),
            items: Type.Array(
              Type.Object({
                orcid: Type.String(),
                outcome: Type.Enum(['imported', 'exists', 'conflict', 'refused']),
                detail: Type.Union([Type.String(), Type.Null()]),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      const { trial = false } = request.query;
      const { connections } = request.body;
      return { trial, items: await importConnections(ctx, actor, organisation, connections, trial) };
    },
  );
}
