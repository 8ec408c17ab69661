import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../../context.ts';
import { type Actor, requireScope } from '../../../../http/actor.ts';
import { answerOnce } from '../../../../http/answer-once.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../../http/paging.ts';
import { IdempotencyHeaders, PageQuery, pageOf } from '../../schema.ts';
import { requireManagedShoulder } from '../change-shoulder.ts';
import { ShoulderParams } from '../schema.ts';
import { advancePast } from './advance-past.ts';
import { holdNamesOf, releaseHold } from './hold-names.ts';
import { importMinterState } from './import-minter-state.ts';
import { queueNamesOf, takeBackName } from './queue-names.ts';
import { readMinterState } from './read-minter-state.ts';
import {
  AdvanceAnswer,
  AdvanceBody,
  HeldNameSchema,
  HoldAnswer,
  HoldBody,
  ImportAnswer,
  ImportBody,
  NameParams,
  QueueAnswer,
  QueueBody,
  QueuedNameSchema,
} from './schema.ts';
import { listHeldNames, listQueuedNames } from './store.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now'>;

const tags = ['Names of shoulders'];
const NoContent = Type.Null({ description: 'Done' });
/** A long-lived minter has many names to tell of. */
const IMPORT_LIMIT_BYTES = 16 * 1024 * 1024;

/** Single names of a shoulder: held back, let out again, minted elsewhere. For administrators. */
export function registerNameRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/shoulders/:id/holds',
    {
      schema: {
        operationId: 'listHeldNames',
        summary: 'Names that a shoulder holds back',
        tags,
        params: ShoulderParams,
        querystring: PageQuery,
        response: { 200: pageOf(HeldNameSchema) },
      },
    },
    async (request) => {
      const shoulder = await requireManagedShoulder(ctx.db, requireAdministrator(request), request.params.id);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const names = await listHeldNames(ctx.db, shoulder.id, {
        limit: limit + 1,
        afterName: readCursor(cursor),
      });
      return toPage(
        names,
        limit,
        ({ name, reason, heldAt }) => ({ name, reason, heldAt: heldAt.toISOString() }),
        ({ name }) => encodeCursor([name]),
      );
    },
  );

  app.post(
    '/shoulders/:id/holds',
    {
      schema: {
        operationId: 'holdNames',
        summary: 'Hold names back',
        description: 'All or none. A name that was given out already is refused.',
        tags,
        headers: IdempotencyHeaders,
        params: ShoulderParams,
        body: HoldBody,
        response: { 200: HoldAnswer },
      },
    },
    async (request, reply) => {
      const actor = requireAdministrator(request);
      const { names, reason = null } = request.body;
      return answerOnce(ctx, request, reply, (tx) =>
        holdNamesOf(tx, actor, request.params.id, { names, reason }, ctx.now()),
      );
    },
  );

  app.delete(
    '/shoulders/:id/holds/:name',
    {
      schema: {
        operationId: 'releaseHold',
        summary: 'Lift the hold of a name',
        tags,
        params: NameParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await releaseHold(ctx, requireAdministrator(request), request.params.id, request.params.name);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/shoulders/:id/queue',
    {
      schema: {
        operationId: 'listQueuedNames',
        summary: 'Names that are let out again before new ones',
        tags,
        params: ShoulderParams,
        querystring: PageQuery,
        response: { 200: pageOf(QueuedNameSchema) },
      },
    },
    async (request) => {
      const shoulder = await requireManagedShoulder(ctx.db, requireAdministrator(request), request.params.id);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const names = await listQueuedNames(ctx.db, shoulder.id, {
        limit: limit + 1,
        afterName: readCursor(cursor),
      });
      return toPage(
        names,
        limit,
        ({ name, dueAt }) => ({ name, dueAt: dueAt.toISOString() }),
        ({ name }) => encodeCursor([name]),
      );
    },
  );

  app.post(
    '/shoulders/:id/queue',
    {
      schema: {
        operationId: 'queueNames',
        summary: 'Let names out again that were given back unused',
        description: 'All or none. Only names that were reserved, never announced, and given back.',
        tags,
        headers: IdempotencyHeaders,
        params: ShoulderParams,
        body: QueueBody,
        response: { 200: QueueAnswer },
      },
    },
    async (request, reply) => {
      const actor = requireAdministrator(request);
      const { names, dueAt = null } = request.body;
      const due = dueAt === null ? null : new Date(dueAt);
      return answerOnce(ctx, request, reply, (tx) =>
        queueNamesOf(tx, actor, request.params.id, { names, dueAt: due }, ctx.now()),
      );
    },
  );

  app.delete(
    '/shoulders/:id/queue/:name',
    {
      schema: {
        operationId: 'takeBackName',
        summary: 'Take a name back from the queue',
        tags,
        params: NameParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await takeBackName(ctx, requireAdministrator(request), request.params.id, request.params.name);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/shoulders/:id/advance-past',
    {
      schema: {
        operationId: 'advancePast',
        summary: 'See to it that names minted elsewhere never come again here',
        description:
          'Holds them back; where the template counts up, the counter moves past the farthest of them, too.',
        tags,
        headers: IdempotencyHeaders,
        params: ShoulderParams,
        body: AdvanceBody,
        response: { 200: AdvanceAnswer },
      },
    },
    async (request, reply) => {
      const actor = requireAdministrator(request);
      return answerOnce(ctx, request, reply, (tx) =>
        advancePast(tx, actor, request.params.id, request.body.names, ctx.now()),
      );
    },
  );

  app.post(
    '/shoulders/:id/import',
    {
      bodyLimit: IMPORT_LIMIT_BYTES,
      schema: {
        operationId: 'importMinterState',
        summary: 'Go on where another minter stands',
        description:
          'The template and what stands before it must be those of the shoulder. A counter never goes back.',
        tags,
        headers: IdempotencyHeaders,
        params: ShoulderParams,
        body: ImportBody,
        response: { 200: ImportAnswer },
      },
    },
    async (request, reply) => {
      const actor = requireAdministrator(request);
      const state = readMinterState(request.body);
      return answerOnce(ctx, request, reply, (tx) =>
        importMinterState(tx, ctx, actor, request.params.id, state),
      );
    },
  );
}

function requireAdministrator(request: FastifyRequest): Actor {
  return requireScope(request, 'org:admin');
}

function readCursor(cursor: string | undefined): string | null {
  return cursor === undefined ? null : String(decodeCursor(cursor, ['string'])[0]);
}
