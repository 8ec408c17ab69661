import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireActor } from '../../../http/actor.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { OrganisationParams } from '../schema.ts';
import type { Dossier } from './dossier.ts';
import { readDossier } from './read-dossier.ts';
import { DossierQuery, DossierSettingsSchema } from './schema.ts';
import { setSettings } from './set-settings.ts';
import { readSettings } from './store.ts';
import { writeMarkdown } from './write-markdown.ts';

const tags = ['ORCID'];
const PATH = '/organisations/:slug/orcid/dossier';

/** `/organisations/{slug}/orcid/dossier`: what ORCID asks to be told before it reviews an integration. */
export function registerDossierRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    PATH,
    {
      schema: {
        operationId: 'readOrcidDossier',
        summary: 'What ORCID asks to be told of the integration, ready to be sent',
        description:
          'For administrators of the organisation, with the scope `orcid:read`. System, credentials without secrets, scopes ' +
          'with their reasons, what is stored, how it helps to collect and connect, pages to look at, evidence for each requirement, ' +
          'contacts, documentation.',
        tags,
        params: OrganisationParams,
        querystring: DossierQuery,
        response: {
          200: Type.Unsafe<Dossier>({ description: 'The dossier; as Markdown with `format=markdown`' }),
        },
      },
    },
    async (request, reply) => {
      const { slug } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const dossier = await readDossier(ctx, organisation);
      reply.header('cache-control', 'no-store');
      if (request.query.format !== 'markdown') return dossier;
      reply
        .type('text/markdown; charset=utf-8')
        .header('content-disposition', `attachment; filename="orcid-dossier-${slug}.md"`);
      return reply.serializer((text) => String(text)).send(writeMarkdown(dossier) as never);
    },
  );

  app.put(
    `${PATH}/settings`,
    {
      schema: {
        operationId: 'setOrcidDossierSettings',
        summary: 'Say who developed the system, where it can be tried, and whom ORCID may write to',
        tags,
        params: OrganisationParams,
        body: DossierSettingsSchema,
        response: { 200: DossierSettingsSchema },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      await setSettings(ctx, actor, organisation.id, request.body);
      return readSettings(ctx.db, organisation.id);
    },
  );
}
