import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { answerOnce } from '../../../http/answer-once.ts';
import { formatEtag } from '../../../http/etag.ts';
import { IdempotencyHeaders, Nullable, Timestamp, UuidParams } from '../containers/schema.ts';
import { listIdentifiersOf } from '../identifiers/list-identifiers.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { rightsOf } from '../policy.ts';
import { presentHeld } from '../present.ts';
import { presentItems, presentOneItem } from '../present-items.ts';
import { HeldIdentifierSchema, ItemSchema } from '../schema.ts';
import { startVersionWithin } from './start-version.ts';
import { listVersions, readWork } from './store.ts';

const tags = ['Works'];

const NewVersionBody = Type.Optional(Nullable(Type.Object({}, { additionalProperties: false })));

const WorkSchema = Type.Object(
  {
    id: Type.String(),
    organisation: Type.String({ description: 'Its short name' }),
    // Its own copy: a schema with a name may be in another one only once.
    concept: Nullable(Type.Object(HeldIdentifierSchema.properties)),
    versions: Type.Array(ItemSchema, { description: 'Those that you may read, by number' }),
    createdAt: Timestamp,
  },
  { $id: 'Work' },
);

/** Versions of items, and the works that they are versions of. */
export function registerWorkRoutes(instance: FastifyInstance, ctx: ItemContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/items/:uuid/versions',
    {
      schema: {
        operationId: 'startItemVersion',
        summary: 'Start the next version of an archived item',
        description:
          'It is an item of the workspace with the same metadata and files, to be changed and archived. The first such ' +
          'call makes a work with a concept DOI, which is registered once there are several versions in the archive ' +
          'and one of them has a DOI.',
        tags,
        headers: IdempotencyHeaders,
        params: UuidParams,
        body: NewVersionBody,
        response: { 201: ItemSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const { uuid } = request.params;
      const body = await answerOnce(ctx, request, reply, async (tx) =>
        presentOneItem(tx, ctx, await startVersionWithin(tx, ctx, actor, uuid)),
      );
      ctx.wakeRegistration();
      return reply
        .code(201)
        .headers({ location: `/api/v1/items/${body.uuid}`, etag: formatEtag(body.version) })
        .send(body);
    },
  );

  app.get(
    '/works/:id',
    {
      schema: {
        operationId: 'readWork',
        summary: 'A work with its concept DOI and the versions that you may read',
        tags,
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 200: WorkSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const work = await readWork(ctx.db, request.params.id);
      const isReadable = (item: Item) => item.state !== 'deleted' && rightsOf(actor, item).read;
      const readable = work === null ? [] : (await listVersions(ctx.db, work.id)).filter(isReadable);
      const shown = await presentItems(ctx.db, ctx, readable);
      const [first] = shown;
      if (work === null || first === undefined) {
        throw new AppError('not-found', 'There is no such work here, or you may not see it.');
      }
      const [concept] = await listIdentifiersOf(ctx.db, work.id);
      return {
        id: work.id,
        organisation: first.organisation,
        concept: concept === undefined ? null : presentHeld(concept, ctx.config.publicUrl),
        versions: shown,
        createdAt: work.createdAt.toISOString(),
      };
    },
  );
}
