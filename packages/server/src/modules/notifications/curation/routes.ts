import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { requireManagedOrganisation } from '../../accounts/index.ts';
import { ADDRESS_LIMIT } from '../mail/address.ts';
import { putCurationSettings } from './put-curation-settings.ts';
import { readCurationSettings } from './store.ts';

const tags = ['Curation settings'];

const Params = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 63 }) });
const OptionalIfMatch = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 1000 })) });
const description = 'Where mails about requests for the curators go, such as a shared mailbox; null: nowhere';
const CurationSettingsSchema = Type.Object(
  { address: Type.Union([Type.String({ description }), Type.Null()]), version: Type.Integer() },
  { $id: 'CurationSettings' },
);
const PutBody = Type.Object(
  { address: Type.Union([Type.String({ maxLength: ADDRESS_LIMIT, description }), Type.Null()]) },
  { additionalProperties: false },
);

/** `/organisations/{slug}/curation-settings` of Mintmark's own API. */
export function registerCurationSettingsRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/curation-settings',
    {
      schema: {
        operationId: 'readCurationSettings',
        summary: 'Where an organisation’s curators get mails about requests',
        description: 'For its administrators. Version 0 stands for the defaults.',
        tags,
        params: Params,
        response: { 200: CurationSettingsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { id } = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const settings = await readCurationSettings(ctx.db, id);
      reply.header('etag', formatEtag(settings.version));
      return settings;
    },
  );

  app.put(
    '/organisations/:slug/curation-settings',
    {
      schema: {
        operationId: 'putCurationSettings',
        summary: 'Settle where an organisation’s curators get mails about requests',
        description:
          'For its administrators. Once something was settled, `If-Match` with the ETag that you read is needed.',
        tags,
        headers: OptionalIfMatch,
        params: Params,
        body: PutBody,
        response: { 200: CurationSettingsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { id } = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const wish = { organisationId: id, address: request.body.address };
      const settings = await putCurationSettings(ctx, actor, wish, readIfMatch(request));
      reply.header('etag', formatEtag(settings.version));
      return settings;
    },
  );
}
