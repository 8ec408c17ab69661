import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { requireScope } from '../../http/actor.ts';
import { answerOnce } from '../../http/answer-once.ts';
import { formatEtag } from '../../http/etag.ts';
import { checkRequest } from './creating/check-request.ts';
import { createRequestWithin } from './creating/create-request.ts';
import { requireRequest } from './find-request.ts';
import { registerListRoute } from './list-route.ts';
import { registerMoveRoutes } from './moving/routes.ts';
import type { PipelineContext } from './pipelines/pipeline-context.ts';
import { stageAtOnce } from './pipelines/stage-at-once.ts';
import { presentProblem } from './present.ts';
import { presentOneRequest } from './present-requests.ts';
import type { RequestContext } from './request-context.ts';
import { registerReviewRoutes } from './review-routes.ts';
import {
  CheckQuery,
  CreateBody,
  IdempotencyHeaders,
  listOf,
  ProblemsSchema,
  RequestParams,
  RequestSchema,
  StatusCodeSchema,
} from './schema.ts';
import { registerRequestSettingsRoutes } from './settings/routes.ts';
import { listStatusCodes } from './status-codes/list-status-codes.ts';
import { registerTalkRoutes } from './talk-routes.ts';

const tags = ['Permanent ID requests'];

/** `/requests` of Mintmark's own API. */
export function registerRequestRoutes(
  instance: FastifyInstance,
  ctx: RequestContext & PipelineContext,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/requests',
    {
      schema: {
        operationId: 'createRequest',
        summary: 'Request a permanent identifier for a folder',
        description:
          'The folder is sealed at once and moved into staging: most often before this is answered, within two seconds; ' +
          'else while `state` is `staging`. Everything that speaks against the request is told at ' +
          'once: `GET /requests/check` tells it without making one.',
        tags,
        headers: IdempotencyHeaders,
        body: CreateBody,
        response: { 201: RequestSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const { folder, type, comment = null } = request.body;
      const { id } = await answerOnce(ctx, request, reply, async (tx) => {
        const made = await createRequestWithin(tx, ctx, actor, { folderId: folder, type, comment });
        return { id: made.id };
      });
      await stageAtOnce(ctx, id);
      // As it is now, for a repeat, too: by then the folder has moved on.
      const found = await requireRequest(ctx.db, actor, id);
      const body = await presentOneRequest(ctx.db, found.request);
      return reply
        .code(201)
        .header('location', `/api/v1/requests/${body.id}`)
        .header('etag', formatEtag(body.version))
        .send(body);
    },
  );

  registerListRoute(instance, ctx);

  app.get(
    '/requests/check',
    {
      schema: {
        operationId: 'checkRequest',
        summary: 'Everything that speaks against a request for a folder',
        tags,
        querystring: CheckQuery,
        response: { 200: ProblemsSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const { folder, type = 'DOI' } = request.query;
      const problems = await checkRequest(ctx.db, actor, folder, type, ctx.now());
      return { folder, type, problems: problems.map(presentProblem) };
    },
  );

  app.get(
    '/requests/status-codes',
    {
      schema: {
        operationId: 'listRequestStatusCodes',
        summary: 'Status codes: the service’s own, then those that curators of your organisations made up',
        tags,
        response: { 200: listOf(StatusCodeSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const memberships = actor.kind === 'operator' ? [] : actor.memberships;
      const items = await listStatusCodes(
        ctx.db,
        memberships.map((each) => each.organisationId),
      );
      return { items, next: null };
    },
  );

  app.get(
    '/requests/:id',
    {
      schema: {
        operationId: 'readRequest',
        summary: 'One request',
        tags,
        params: RequestParams,
        response: { 200: RequestSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      reply.header('etag', formatEtag(found.request.version));
      return presentOneRequest(ctx.db, found.request);
    },
  );

  registerMoveRoutes(instance, ctx);
  registerReviewRoutes(instance, ctx);
  registerTalkRoutes(instance, ctx);
  registerRequestSettingsRoutes(instance, ctx);
}
