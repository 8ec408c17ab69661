import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { requireManagedOrganisation } from '../../accounts/index.ts';
import { Nullable, Uuid } from '../containers/schema.ts';
import { OptionalIfMatch, OrganisationParams } from '../filters/schema.ts';
import { defaultItemSettings, type ItemSettings } from './item-settings.ts';
import { putItemSettings } from './put-item-settings.ts';
import { readItemSettings } from './store.ts';

const tags = ['Item settings'];

const FilterName = Nullable(Type.String({ minLength: 1, maxLength: 63 }));

const members = {
  doiShoulder: Nullable(Uuid),
  handleShoulder: Nullable(Uuid),
  nameOnSubmission: Type.Boolean({
    description: 'Whether an item gets a DOI’s name when it is created in the workspace',
  }),
  submissionFilter: FilterName,
  archiveFilter: FilterName,
  registerButton: Type.Boolean({ description: 'Whether DSpace’s pages show a button that registers a DOI' }),
};

const ItemSettingsSchema = Type.Object({ ...members, version: Type.Integer() }, { $id: 'ItemSettings' });
const PutBody = Type.Partial(Type.Object(members), { additionalProperties: false });

/** `/organisations/{slug}/item-settings` of Mintmark's own API. */
export function registerItemSettingsRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/item-settings',
    {
      schema: {
        operationId: 'readItemSettings',
        summary: 'How an organisation’s items are identified',
        description: 'For its administrators. Version 0 stands for the defaults.',
        tags,
        params: OrganisationParams,
        response: { 200: ItemSettingsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { id } = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const settings = await readItemSettings(ctx.db, id);
      reply.header('etag', formatEtag(settings.version));
      return present(settings);
    },
  );

  app.put(
    '/organisations/:slug/item-settings',
    {
      schema: {
        operationId: 'putItemSettings',
        summary: 'Settle how an organisation’s items are identified',
        description:
          'For its administrators. Holds from now on; items that are there stay as they are. Once something was ' +
          'settled, `If-Match` with the ETag that you read is needed. What is left out is as by default.',
        tags,
        headers: OptionalIfMatch,
        params: OrganisationParams,
        body: PutBody,
        response: { 200: ItemSettingsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { id } = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const { doiShoulder = null, handleShoulder = null, ...rest } = request.body;
      const wish = {
        ...defaultItemSettings(id),
        ...rest,
        doiShoulderId: doiShoulder?.toLowerCase() ?? null,
        handleShoulderId: handleShoulder?.toLowerCase() ?? null,
      };
      const settings = await putItemSettings(ctx, actor, wish, readIfMatch(request));
      reply.header('etag', formatEtag(settings.version));
      return present(settings);
    },
  );
}

function present(settings: ItemSettings) {
  const { organisationId: _, doiShoulderId, handleShoulderId, ...rest } = settings;
  return { doiShoulder: doiShoulderId, handleShoulder: handleShoulderId, ...rest };
}
