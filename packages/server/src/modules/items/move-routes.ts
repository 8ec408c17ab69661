import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../../db/index.ts';
import { requireScope } from '../../http/actor.ts';
import { answerOnce } from '../../http/answer-once.ts';
import { formatEtag, readIfMatch } from '../../http/etag.ts';
import { archiveItemWithin } from './archive-item.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';
import { type PresentedItem, presentOneItem } from './present-items.ts';
import { reinstateItemWithin } from './reinstate-item.ts';
import { revertItemWithin } from './revisions/revert-item.ts';
import { ItemParams, ItemSchema, MoveBody, MoveHeaders, RevertBody, WithdrawItemBody } from './schema.ts';
import { withdrawItemWithin } from './withdraw-item.ts';

const shared = {
  tags: ['Items'],
  headers: MoveHeaders,
  params: ItemParams,
  response: { 200: ItemSchema },
};

/** Moves of an item from state to state, and back to what it said earlier. */
export function registerMoveRoutes(instance: FastifyInstance, ctx: ItemContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/items/:uuid/archive',
    {
      schema: {
        ...shared,
        operationId: 'archiveItem',
        summary: 'Put an item of the workspace into the archive',
        description:
          'Its metadata must be complete by now. It gets a Handle, and the DOI that its organisation asks for.',
        body: MoveBody,
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:publish');
      const versions = readIfMatch(request) ?? 'any';
      return move(request, reply, (tx) =>
        archiveItemWithin(tx, ctx, actor, request.params.uuid, { versions }),
      );
    },
  );

  app.post(
    '/items/:uuid/withdraw',
    {
      schema: {
        ...shared,
        operationId: 'withdrawItem',
        summary: 'Withdraw an archived item; its identifiers lead to a tombstone with the reason',
        body: WithdrawItemBody,
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:publish');
      const wish = { versions: readIfMatch(request) ?? 'any', reason: request.body.reason };
      return move(request, reply, (tx) => withdrawItemWithin(tx, ctx, actor, request.params.uuid, wish));
    },
  );

  app.post(
    '/items/:uuid/reinstate',
    {
      schema: {
        ...shared,
        operationId: 'reinstateItem',
        summary: 'Show a withdrawn item again, and its identifiers',
        body: MoveBody,
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:publish');
      const versions = readIfMatch(request) ?? 'any';
      return move(request, reply, (tx) =>
        reinstateItemWithin(tx, ctx, actor, request.params.uuid, { versions }),
      );
    },
  );

  app.post(
    '/items/:uuid/revert',
    {
      schema: {
        ...shared,
        operationId: 'revertItem',
        summary: 'Write metadata and files of an earlier revision once more',
        body: RevertBody,
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const wish = { versions: readIfMatch(request) ?? 'any', revision: request.body.revision };
      return move(request, reply, (tx) => revertItemWithin(tx, ctx, actor, request.params.uuid, wish));
    },
  );

  async function move(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (tx: Tx) => Promise<Item>,
  ): Promise<PresentedItem> {
    const body = await answerOnce(ctx, request, reply, async (tx) => presentOneItem(tx, ctx, await work(tx)));
    ctx.wakeRegistration();
    reply.header('etag', formatEtag(body.version));
    return body;
  }
}
