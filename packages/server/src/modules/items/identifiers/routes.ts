import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Tx } from '../../../db/index.ts';
import { type Actor, requireScope } from '../../../http/actor.ts';
import { answerOnce } from '../../../http/answer-once.ts';
import { requireItem } from '../find-item.ts';
import type { HeldIdentifier } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { presentHeld } from '../present.ts';
import {
  HeldIdentifierSchema,
  IdempotencyHeaders,
  IdentifierBody,
  IdentifierParams,
  ItemParams,
} from '../schema.ts';
import { deleteIdentifier } from './delete-identifier.ts';
import { listIdentifiersOf } from './list-identifiers.ts';
import { mintDoiWithin } from './mint-doi.ts';
import { registerDoiWithin } from './register-doi.ts';
import { requireMatch } from './require-match.ts';
import { reserveDoiWithin } from './reserve-doi.ts';

const tags = ['Items'];

type DoiWish = { action: 'mint' | 'reserve' | 'register'; registerOnArchive?: boolean; filter?: string };

/** The identifiers of one item. */
export function registerIdentifierRoutes(instance: FastifyInstance, ctx: ItemContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { publicUrl } = ctx.config;

  app.get(
    '/items/:uuid/identifiers',
    {
      schema: {
        operationId: 'listItemIdentifiers',
        summary: 'Identifiers of an item: DOIs first, then Handles, then others',
        tags,
        params: ItemParams,
        response: { 200: Type.Object({ items: Type.Array(HeldIdentifierSchema), next: Type.Null() }) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const item = await requireItem(ctx.db, actor, request.params.uuid, 'read');
      const held = await listIdentifiersOf(ctx.db, item.id);
      return { items: held.map((each) => presentHeld(each, publicUrl)), next: null };
    },
  );

  app.post(
    '/items/:uuid/identifiers',
    {
      schema: {
        operationId: 'identifyItem',
        summary: 'Give an item a DOI, or take the one that it has a step further',
        description:
          '`mint` gives a name that nobody hears of, `reserve` asks the registrar to hold it as a draft, `register` ' +
          'announces it. An item has one DOI; a second one is refused with 409.',
        tags,
        headers: IdempotencyHeaders,
        params: ItemParams,
        body: IdentifierBody,
        response: { 201: HeldIdentifierSchema },
      },
    },
    async (request, reply) => {
      const { action } = request.body;
      const actor = requireScope(request, action === 'register' ? 'pid:publish' : 'pid:mint');
      const body = await answerOnce(ctx, request, reply, async (tx) =>
        presentHeld(await takeStep(tx, actor, request.params.uuid, request.body), publicUrl),
      );
      ctx.wakeRegistration();
      return reply
        .code(201)
        .header('location', `/api/v1/pids/${encodeURIComponent(body.pid)}`)
        .send(body);
    },
  );

  app.delete(
    '/items/:uuid/identifiers/:pid',
    {
      schema: {
        operationId: 'deleteItemIdentifier',
        summary: 'Take an identifier away from an item',
        description:
          'A name that nobody has heard of is given back at once; a draft is deleted at the registrar; what was announced ' +
          'is hidden there and leads to a tombstone. The item may get another one.',
        tags,
        params: IdentifierParams,
        response: { 200: HeldIdentifierSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:publish');
      const { uuid, pid } = request.params;
      return presentHeld(await deleteIdentifier(ctx, actor, uuid, pid), publicUrl);
    },
  );

  async function takeStep(tx: Tx, actor: Actor, id: string, wish: DoiWish): Promise<HeldIdentifier> {
    const { action, registerOnArchive = false, filter } = wish;
    if (filter !== undefined) await requireMatch(tx, actor, id, filter);
    switch (action) {
      case 'mint':
        return mintDoiWithin(tx, ctx, actor, id, { registerOnArchive });
      case 'reserve':
        return reserveDoiWithin(tx, ctx, actor, id);
      case 'register':
        return registerDoiWithin(tx, ctx, actor, id, { evenReserved: true });
      default:
        return action satisfies never;
    }
  }
}
