import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { requireActor, requireScope } from '../../http/actor.ts';
import { answerOnce } from '../../http/answer-once.ts';
import { answerChange } from './changes/answer-change.ts';
import { readChanges } from './changes/read-changes.ts';
import { addCommentWithin } from './comments/add-comment.ts';
import { readComments } from './comments/read-comments.ts';
import { requireRequest } from './find-request.ts';
import { readHistory } from './history.ts';
import { presentChange, presentComment, presentHistoryEntry } from './present.ts';
import type { RequestContext } from './request-context.ts';
import {
  AnswerBody,
  ChangeParams,
  ChangeSchema,
  CommentBody,
  CommentSchema,
  HistoryEntrySchema,
  IdempotencyHeaders,
  listOf,
  RequestParams,
} from './schema.ts';

const shared = { tags: ['Permanent ID requests'], params: RequestParams };

/** What people say to each other about a request: history, comments, wished changes. */
export function registerTalkRoutes(instance: FastifyInstance, ctx: RequestContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/requests/:id/history',
    {
      schema: {
        ...shared,
        operationId: 'readRequestHistory',
        summary: 'What happened to a request, oldest first',
        response: { 200: listOf(HistoryEntrySchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      return { items: (await readHistory(ctx.db, found)).map(presentHistoryEntry), next: null };
    },
  );

  app.get(
    '/requests/:id/comments',
    {
      schema: {
        ...shared,
        operationId: 'listRequestComments',
        summary: 'Comments, oldest first',
        response: { 200: listOf(CommentSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      return { items: (await readComments(ctx.db, found)).map(presentComment), next: null };
    },
  );

  app.post(
    '/requests/:id/comments',
    {
      schema: {
        ...shared,
        headers: IdempotencyHeaders,
        operationId: 'addRequestComment',
        summary: 'Say something about a request, to everybody concerned or among curators',
        body: CommentBody,
        response: { 201: CommentSchema },
      },
    },
    async (request, reply) => {
      const { body, internal = false, replyTo = null, anchor = null } = request.body;
      const comment = await answerOnce(ctx, request, reply, async (tx) =>
        presentComment(
          await addCommentWithin(tx, ctx, requireActor(request), request.params.id, {
            body,
            internal,
            replyTo,
            anchor,
          }),
        ),
      );
      return reply.code(201).send(comment);
    },
  );

  app.get(
    '/requests/:id/changes',
    {
      schema: {
        ...shared,
        operationId: 'listRequestChanges',
        summary: 'What the requester was asked to change, round by round',
        response: { 200: listOf(ChangeSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      return { items: (await readChanges(ctx.db, found)).map(presentChange), next: null };
    },
  );

  app.post(
    '/requests/:id/changes/:change',
    {
      schema: {
        ...shared,
        params: ChangeParams,
        operationId: 'answerRequestChange',
        summary: 'Say what became of one wished change',
        body: AnswerBody,
        response: { 200: ChangeSchema },
      },
    },
    async (request) => {
      const { id, change } = request.params;
      const { state, answer = null } = request.body;
      return presentChange(await answerChange(ctx, requireActor(request), id, change, { state, answer }));
    },
  );
}
