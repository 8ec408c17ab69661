import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../../context.ts';
import type { Tx } from '../../../../db/index.ts';
import { requirePerson, requireScope } from '../../../../http/actor.ts';
import { answerOnce } from '../../../../http/answer-once.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../../http/paging.ts';
import { requestsSeenBy } from '../../policy.ts';
import { IdempotencyHeaders, pageOf } from '../../schema.ts';
import { ShoulderParams } from '../schema.ts';
import { cancelRequest, grantRequest, refuseRequest, requireSeenRequest } from './decide-request.ts';
import { type PresentedRequest, presentRequest, presentRequests } from './present.ts';
import { requestShoulder } from './request-shoulder.ts';
import { CancelBody, GrantBody, RefuseBody, RequestBody, RequestListQuery, RequestSchema } from './schema.ts';
import { listRequests, type ShoulderRequest } from './store.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now'>;

const tags = ['Shoulder requests'];

/** Members ask for shoulders, administrators answer. */
export function registerRequestRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/shoulder-requests',
    {
      schema: {
        operationId: 'listShoulderRequests',
        summary: 'Your requests, and those of the organisations that you administer; newest first',
        tags,
        querystring: RequestListQuery,
        response: { 200: pageOf(RequestSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor, state = null } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const requests = await listRequests(ctx.db, requestsSeenBy(actor), {
        state,
        limit: limit + 1,
        after: createdAt === undefined ? null : { createdAt: String(createdAt), id: String(id) },
      });
      const page = toPage(
        requests,
        limit,
        (each) => each,
        (each) => encodeCursor([each.createdAt.toISOString(), each.id]),
      );
      return { items: await presentRequests(ctx.db, page.items), next: page.next };
    },
  );

  app.post(
    '/shoulder-requests',
    {
      schema: {
        operationId: 'requestShoulder',
        summary: 'Ask for a shoulder of your own',
        description:
          'The administrators of your organisation are told. Prefix, shoulder and template are wishes.',
        tags,
        headers: IdempotencyHeaders,
        body: RequestBody,
        response: { 201: RequestSchema },
      },
    },
    async (request, reply) => {
      requireScope(request, 'pid:mint');
      const person = requirePerson(request);
      const { prefix = null, shoulder = null, template = null, ...rest } = request.body;
      const body = await answerWithRequest(request, reply, (tx) =>
        requestShoulder(tx, ctx, person, { ...rest, prefix, shoulder, template }),
      );
      return reply.code(201).header('location', `/api/v1/shoulder-requests/${body.id}`).send(body);
    },
  );

  app.get(
    '/shoulder-requests/:id',
    {
      schema: {
        operationId: 'readShoulderRequest',
        summary: 'One request',
        tags,
        params: ShoulderParams,
        response: { 200: RequestSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      return presentRequest(ctx.db, await requireSeenRequest(ctx.db, actor, request.params.id));
    },
  );

  app.post(
    '/shoulder-requests/:id/grant',
    {
      schema: {
        operationId: 'grantShoulderRequest',
        summary: 'Grant a request, as wished or changed',
        description:
          'For administrators. Makes the shoulder, with the requester among its minters; nobody else mints under it ' +
          'unless you say so.',
        tags,
        headers: IdempotencyHeaders,
        params: ShoulderParams,
        body: GrantBody,
        response: { 200: RequestSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      return answerWithRequest(request, reply, (tx) =>
        grantRequest(tx, ctx, actor, request.params.id, request.body),
      );
    },
  );

  app.post(
    '/shoulder-requests/:id/refuse',
    {
      schema: {
        operationId: 'refuseShoulderRequest',
        summary: 'Refuse a request with a reason',
        description: 'For administrators.',
        tags,
        headers: IdempotencyHeaders,
        params: ShoulderParams,
        body: RefuseBody,
        response: { 200: RequestSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      return answerWithRequest(request, reply, (tx) =>
        refuseRequest(tx, ctx, actor, request.params.id, request.body.reason),
      );
    },
  );

  app.post(
    '/shoulder-requests/:id/cancel',
    {
      schema: {
        operationId: 'cancelShoulderRequest',
        summary: 'Take your own request back',
        tags,
        headers: IdempotencyHeaders,
        params: ShoulderParams,
        body: CancelBody,
        response: { 200: RequestSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      return answerWithRequest(request, reply, (tx) => cancelRequest(tx, ctx, actor, request.params.id));
    },
  );

  function answerWithRequest(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (tx: Tx) => Promise<ShoulderRequest>,
  ): Promise<PresentedRequest> {
    return answerOnce(ctx, request, reply, async (tx) => presentRequest(tx, await work(tx)));
  }
}
