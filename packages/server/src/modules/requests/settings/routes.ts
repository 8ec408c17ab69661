import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { requireManagedOrganisation } from '../../accounts/index.ts';
import { putRequestSettings } from './put-request-settings.ts';
import { readRequestSettings } from './store.ts';

const tags = ['Permanent ID requests'];
export const REQUESTS_PER_YEAR_LIMIT = 100_000;

const Params = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 63 }) });
const OptionalIfMatch = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 1000 })) });
const description = 'How many requests each person may make in a calendar year; null: as many as they like';
const RequestSettingsSchema = Type.Object(
  { requestsPerYear: Type.Union([Type.Integer({ description }), Type.Null()]), version: Type.Integer() },
  { $id: 'RequestSettings' },
);
const PutBody = Type.Object(
  {
    requestsPerYear: Type.Union([
      Type.Integer({ minimum: 0, maximum: REQUESTS_PER_YEAR_LIMIT, description }),
      Type.Null(),
    ]),
  },
  { additionalProperties: false },
);

/** `/organisations/{slug}/request-settings` of Mintmark's own API. */
export function registerRequestSettingsRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/request-settings',
    {
      schema: {
        operationId: 'readRequestSettings',
        summary: 'How many requests the people of an organisation may make',
        description: 'For its administrators. Version 0 stands for the defaults.',
        tags,
        params: Params,
        response: { 200: RequestSettingsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { id } = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const settings = await readRequestSettings(ctx.db, id);
      reply.header('etag', formatEtag(settings.version));
      return settings;
    },
  );

  app.put(
    '/organisations/:slug/request-settings',
    {
      schema: {
        operationId: 'putRequestSettings',
        summary: 'Settle how many requests the people of an organisation may make',
        description:
          'For its administrators. What is over the limit can still be requested: the check `entitlement` fails then, and ' +
          'a curator waives it or not. Once something was settled, `If-Match` with the ETag that you read is needed.',
        tags,
        headers: OptionalIfMatch,
        params: Params,
        body: PutBody,
        response: { 200: RequestSettingsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { id } = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const wish = { organisationId: id, requestsPerYear: request.body.requestsPerYear };
      const settings = await putRequestSettings(ctx, actor, wish, readIfMatch(request));
      reply.header('etag', formatEtag(settings.version));
      return settings;
    },
  );
}
