import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../../../db/index.ts';
import { requireActor } from '../../../http/actor.ts';
import { answerOnce } from '../../../http/answer-once.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { requireRequest } from '../find-request.ts';
import { type PresentedRequest, presentOneRequest } from '../present-requests.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { RequestContext } from '../request-context.ts';
import {
  AssignBody,
  MoveHeaders,
  RejectBody,
  RequestParams,
  RequestSchema,
  ResubmitBody,
  ReturnBody,
  SaidBody,
  StatusBody,
} from '../schema.ts';
import { setStatusWithin } from '../status-codes/set-status.ts';
import type { ActWithin } from './act.ts';
import { approveRequestWithin } from './approve-request.ts';
import { assignRequestWithin } from './assign-request.ts';
import { findAssigneeId } from './find-assignee.ts';
import type { Said } from './lock-for-actor.ts';
import { publishRequestWithin, startPublishingWithin } from './publish-request.ts';
import { reopenRequestWithin } from './reopen-request.ts';
import { resubmitRequestWithin } from './resubmit-request.ts';
import { retryRequestWithin } from './retry-request.ts';
import { returnRequestWithin } from './return-request.ts';
import { rejectRequestWithin, withdrawRequestWithin } from './turn-back-request.ts';

const shared = {
  tags: ['Permanent ID requests'],
  headers: MoveHeaders,
  params: RequestParams,
  response: { 200: RequestSchema },
};

/** Moves that take a comment and nothing else. */
const plain: readonly { path: string; operationId: string; summary: string; act: ActWithin<Said> }[] = [
  {
    path: 'approve',
    operationId: 'approveRequest',
    summary: 'Approve a request; its folder changes no more from here',
    act: approveRequestWithin,
  },
  {
    path: 'publish',
    operationId: 'publishRequest',
    summary: 'Publish an approved request',
    act: publishRequestWithin,
  },
  {
    path: 'doi',
    operationId: 'approveAndPublishRequest',
    summary: 'Approve a request where it is not, and publish it',
    act: startPublishingWithin,
  },
  {
    path: 'reopen',
    operationId: 'reopenRequest',
    summary: 'Look at a request again: returned, approved, or failed in publication',
    act: reopenRequestWithin,
  },
  {
    path: 'withdraw',
    operationId: 'withdrawRequest',
    summary: 'Take a request of one’s own back; the folder returns to where it was',
    act: withdrawRequestWithin,
  },
  {
    path: 'retry',
    operationId: 'retryRequest',
    summary: 'Go on with what failed, at the step that failed',
    act: retryRequestWithin,
  },
];

export function registerMoveRoutes(instance: FastifyInstance, ctx: RequestContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  for (const { path, operationId, summary, act } of plain) {
    app.post(
      `/requests/:id/${path}`,
      { schema: { ...shared, operationId, summary, body: SaidBody } },
      async (request, reply) => {
        const comment = request.body?.comment ?? null;
        return move(request, reply, (tx, said) =>
          act(tx, ctx, requireActor(request), request.params.id, { ...said, comment }),
        );
      },
    );
  }

  app.post(
    '/requests/:id/assign',
    {
      schema: {
        ...shared,
        operationId: 'assignRequest',
        summary: 'Give a request to a curator, oneself or another one, or back into the queue',
        body: AssignBody,
      },
    },
    async (request, reply) => {
      const actor = requireActor(request);
      const { assignee, comment = null } = request.body;
      const { id } = request.params;
      return move(request, reply, async (tx, said) => {
        const found = await requireRequest(tx, actor, id);
        const assigneeId = assignee === null ? null : await findAssigneeId(tx, ctx, actor, found, assignee);
        return assignRequestWithin(tx, ctx, actor, id, { ...said, comment, assigneeId });
      });
    },
  );

  app.post(
    '/requests/:id/return',
    {
      schema: {
        ...shared,
        operationId: 'returnRequest',
        summary: 'Ask the requester for changes',
        body: ReturnBody,
      },
    },
    async (request, reply) => {
      const { comment = null, changes = [] } = request.body;
      return move(request, reply, (tx, said) =>
        returnRequestWithin(tx, ctx, requireActor(request), request.params.id, {
          ...said,
          comment,
          changes: changes.map(({ text, anchor = null }) => ({ text, anchor })),
        }),
      );
    },
  );

  app.post(
    '/requests/:id/resubmit',
    {
      schema: {
        ...shared,
        operationId: 'resubmitRequest',
        summary: 'Hand a returned request in again, each wished change answered',
        body: ResubmitBody,
      },
    },
    async (request, reply) => {
      const { comment = null, answers = [] } = request.body ?? {};
      return move(request, reply, (tx, said) =>
        resubmitRequestWithin(tx, ctx, requireActor(request), request.params.id, {
          ...said,
          comment,
          answers: answers.map(({ change, state, answer = null }) => ({ changeId: change, state, answer })),
        }),
      );
    },
  );

  app.post(
    '/requests/:id/reject',
    {
      schema: {
        ...shared,
        operationId: 'rejectRequest',
        summary: 'Turn a request down; the folder returns to where it was',
        body: RejectBody,
      },
    },
    async (request, reply) => {
      const { comment } = request.body;
      return move(request, reply, (tx, said) =>
        rejectRequestWithin(tx, ctx, requireActor(request), request.params.id, { ...said, comment }),
      );
    },
  );

  app.post(
    '/requests/:id/status',
    {
      schema: {
        ...shared,
        operationId: 'setRequestStatus',
        summary: 'Set a status code: one of the service’s own is the move of that name, any other a label',
        body: StatusBody,
      },
    },
    async (request, reply) => {
      const { status, comment = null } = request.body;
      return move(request, reply, (tx, said) =>
        setStatusWithin(tx, ctx, requireActor(request), request.params.id, {
          ...said,
          comment,
          ...(status === undefined ? {} : { label: status }),
        }),
      );
    },
  );

  async function move(
    request: FastifyRequest,
    reply: FastifyReply,
    act: (tx: Tx, said: Pick<Said, 'versions'>) => Promise<PermanentIdRequest>,
  ): Promise<PresentedRequest> {
    const versions = readIfMatch(request);
    const body = await answerOnce(ctx, request, reply, async (tx) =>
      presentOneRequest(tx, await act(tx, { versions })),
    );
    ctx.wakeRequests();
    reply.header('etag', formatEtag(body.version));
    return body;
  }
}
