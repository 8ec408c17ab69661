import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { listEvents } from '../../../events.ts';
import { requireScope } from '../../../http/actor.ts';
import { answerOnce } from '../../../http/answer-once.ts';
import { formatEtag, requireIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { readOrganisationNames } from '../../accounts/index.ts';
import { shouldersSeenBy } from '../policy.ts';
import { presentEvent } from '../present.ts';
import { EventSchema, IdempotencyHeaders, IfMatchHeaders, PageQuery, pageOf } from '../schema.ts';
import { listShoulders } from '../store.ts';
import { changeShoulder, requireManagedShoulder, requireSeenShoulder } from './change-shoulder.ts';
import { createShoulder } from './create-shoulder.ts';
import { registerNameRoutes } from './names/routes.ts';
import { chooseManagedOrganisation } from './organisation-of.ts';
import { presentShoulder } from './present.ts';
import { readShoulderDetails } from './read-details.ts';
import { registerRequestRoutes } from './requests/routes.ts';
import {
  ChangeShoulderBody,
  CreateShoulderBody,
  ShoulderDetailsSchema,
  ShoulderParams,
  ShoulderSchema,
} from './schema.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now' | 'noidSequences'>;

const tags = ['Shoulders'];

/** `/shoulders` and `/shoulder-requests` of Mintmark's own API. */
export function registerShoulderRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/shoulders',
    {
      schema: {
        operationId: 'listShoulders',
        summary: 'Shoulders of your organisations, and those that name you',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(ShoulderSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const afterId = cursor === undefined ? null : String(decodeCursor(cursor, ['uuid'])[0]);
      const shoulders = await listShoulders(ctx.db, shouldersSeenBy(actor), { limit: limit + 1, afterId });
      const names = await readOrganisationNames(
        ctx.db,
        shoulders.map((each) => each.organisationId),
      );
      return toPage(
        shoulders,
        limit,
        (each) => presentShoulder(each, { actor, organisation: names.get(each.organisationId) ?? '' }),
        (each) => encodeCursor([each.id]),
      );
    },
  );

  app.post(
    '/shoulders',
    {
      schema: {
        operationId: 'createShoulder',
        summary: 'Make a shoulder',
        description:
          'For administrators of the organisation and for operators. Type, prefix and shoulder stay as they are; the ' +
          'template can change until the first name is given out.',
        tags,
        headers: IdempotencyHeaders,
        body: CreateShoulderBody,
        response: { 201: ShoulderDetailsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { organisation: slug, shoulder = '', template = null, ...rest } = request.body;
      const organisation = await chooseManagedOrganisation(ctx.db, actor, slug);
      const body = await answerOnce(
        ctx,
        request,
        reply,
        async (tx) => {
          const made = await createShoulder(tx, ctx, actor, organisation, { ...rest, shoulder, template });
          return readShoulderDetails({ ...ctx, db: tx }, actor, made);
        },
        '/api/v1/shoulders',
      );
      return reply
        .code(201)
        .headers({ location: `/api/v1/shoulders/${body.id}`, etag: formatEtag(body.version) })
        .send(body);
    },
  );

  app.get(
    '/shoulders/:id',
    {
      schema: {
        operationId: 'readShoulder',
        summary: 'One shoulder with its settings and counts',
        tags,
        params: ShoulderParams,
        response: { 200: ShoulderDetailsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:read');
      const shoulder = await requireSeenShoulder(ctx.db, actor, request.params.id);
      reply.header('etag', formatEtag(shoulder.version));
      return readShoulderDetails(ctx, actor, shoulder);
    },
  );

  app.patch(
    '/shoulders/:id',
    {
      schema: {
        operationId: 'changeShoulder',
        summary: 'Change the settings of a shoulder',
        description:
          'For administrators. Needs `If-Match` with the ETag that you read; what you leave out stays.',
        tags,
        headers: IfMatchHeaders,
        params: ShoulderParams,
        body: ChangeShoulderBody,
        response: { 200: ShoulderDetailsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const versions = requireIfMatch(request);
      const after = await changeShoulder(ctx, actor, request.params.id, { versions, change: request.body });
      reply.header('etag', formatEtag(after.version));
      return readShoulderDetails(ctx, actor, after);
    },
  );

  app.get(
    '/shoulders/:id/events',
    {
      schema: {
        operationId: 'listShoulderEvents',
        summary: 'What happened to a shoulder, oldest first',
        description: 'For administrators.',
        tags,
        params: ShoulderParams,
        querystring: PageQuery,
        response: { 200: pageOf(EventSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { id } = await requireManagedShoulder(ctx.db, actor, request.params.id);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const afterId = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const events = await listEvents(ctx.db, { type: 'shoulder', id }, { afterId, limit: limit + 1 });
      return toPage(events, limit, presentEvent, (event) => encodeCursor([event.id]));
    },
  );

  registerNameRoutes(instance, ctx);
  registerRequestRoutes(instance, ctx);
}
