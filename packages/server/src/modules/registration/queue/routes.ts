import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor } from '../../../http/paging.ts';
import type { SyncContext } from '../sync.ts';
import { type AttemptWish, attemptNow } from './attempt-now.ts';
import { listQueue } from './list-queue.ts';
import { presentEntry, presentSummary } from './present.ts';
import { requeue, requeueAll } from './requeue.ts';
import {
  ATTEMPTS_LIMIT,
  AttemptsAnswer,
  AttemptsBody,
  QueuePage,
  QueueQuery,
  QueueSummarySchema,
  RequeueAnswer,
  RequeueBody,
} from './schema.ts';
import { summarizeQueue } from './summarize-queue.ts';

export type QueueContext = SyncContext & Pick<AppContext, 'wakeRegistration'>;

const tags = ['Registration queue'];

/** `/queue` of Mintmark's own API. */
export function registerQueueRoutes(instance: FastifyInstance, ctx: QueueContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/queue',
    {
      schema: {
        operationId: 'listQueue',
        summary: 'What registrars are still to be told, and what they refused',
        description:
          'For curators and administrators of the organisation, and operators. In the order of the identifiers. Name a ' +
          'status or a state to see others: `state=acknowledged` is what is done. `action` stands for the statuses ' +
          "that DSpace's doi-organiser works off with it.",
        tags,
        querystring: QueueQuery,
        response: { 200: QueuePage },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor, ...selection } = request.query;
      const page = await listQueue(ctx, actor, selection, { after: readCursor(cursor), limit });
      return { items: page.items.map(presentEntry), next: writeCursor(page.next) };
    },
  );

  app.get(
    '/queue/summary',
    {
      schema: {
        operationId: 'summarizeQueue',
        summary: 'How many registrations are in which status, and what is wrong with which account',
        tags,
        response: { 200: QueueSummarySchema },
      },
    },
    async (request) => presentSummary(await summarizeQueue(ctx, requireScope(request, 'pid:read'))),
  );

  app.post(
    '/queue/requeue',
    {
      schema: {
        operationId: 'requeueRegistrations',
        summary: 'Queue registrations again',
        description:
          'What was refused is attempted anew, and what waits is due at once. Either `pids`, or a `filter`: an empty one ' +
          'is all that is open. What the registrar has acknowledged is sent again only if it is named and `force` is true. ' +
          'What is being attempted at this moment is left alone.',
        tags,
        body: RequeueBody,
        response: { 200: RequeueAnswer },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:publish');
      const { pids, filter, force = false } = request.body;
      if ((pids === undefined) === (filter === undefined)) throw refuseBoth('pids', 'filter');
      if (filter !== undefined && force) {
        throw new AppError('invalid-input', 'What is acknowledged is sent again only if it is named.', {
          problems: [{ pointer: '/force', detail: 'Use it with `pids`.' }],
        });
      }
      const requeued =
        pids === undefined
          ? await requeueAll(ctx, actor, filter ?? {})
          : await requeue(ctx, actor, { pids, force });
      return { requeued };
    },
  );

  app.post(
    '/queue/attempts',
    {
      schema: {
        operationId: 'attemptRegistrations',
        summary: 'Attempt registrations now',
        description:
          "Works off one of DSpace's queues (`action`), or named identifiers (`pids`; with `action` only those of its " +
          'queue), whatever their next attempt time. Each is attempted once: go on with `next` as the `cursor` until it ' +
          'is null. Where `retryAt` of the answer is set the rate budget is used up; wait until then. Nothing is sent ' +
          'while the account is paused or its registrar is out of order, and the answer says so. With ' +
          '`"action": "update"`, what is in UPDATE_BEFORE_REGISTRATION is updated as a draft and then is ' +
          'TO_BE_REGISTERED.',
        tags,
        body: AttemptsBody,
        response: { 200: AttemptsAnswer },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:publish');
      const answer = await attemptNow(ctx, actor, readWish(request.body));
      return {
        items: answer.items.map((each) => ({ ...each, retryAt: each.retryAt?.toISOString() ?? null })),
        next: writeCursor(answer.next),
        retryAt: answer.retryAt?.toISOString() ?? null,
      };
    },
  );
}

function readWish(body: {
  action?: 'register' | 'reserve' | 'update' | 'delete';
  pids?: string[];
  account?: string;
  organisation?: string;
  cursor?: string;
  limit?: number;
}): AttemptWish {
  const { action, pids, cursor, limit = ATTEMPTS_LIMIT, ...selection } = body;
  if (pids !== undefined) {
    if (cursor !== undefined) throw refuseBoth('pids', 'cursor');
    return { pids, ...(action === undefined ? {} : { action }) };
  }
  if (action === undefined) throw refuseBoth('pids', 'action');
  return { action, selection, after: readCursor(cursor), limit };
}

function refuseBoth(one: string, other: string): AppError {
  return new AppError('invalid-input', `Send either “${one}” or “${other}”.`, {
    problems: [{ pointer: `/${other}`, detail: `This goes without “${one}”, and one of the two is needed.` }],
  });
}

function readCursor(cursor: string | undefined): string {
  return cursor === undefined ? '' : String(decodeCursor(cursor, ['string'])[0]);
}

function writeCursor(last: string | null): string | null {
  return last === null ? null : encodeCursor([last]);
}
