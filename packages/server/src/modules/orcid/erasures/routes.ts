import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireActor } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, GREATEST_LIMIT, toPage } from '../../../http/paging.ts';
import { OrganisationParams } from '../interactions/schema.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { eraseByName, readNamedPerson } from './erase-by-name.ts';
import { erasePerson, REASON_LIMIT } from './erase-person.ts';
import { finishAnyway } from './finish-anyway.ts';
import { type Erasure, erasureStates, listErasures } from './store.ts';

const tags = ['ORCID erasures'];
const HOME = '/organisations/:slug/orcid/erasures';

const ReasonText = Type.String({ minLength: 1, maxLength: REASON_LIMIT, pattern: '\\S' });

const ErasureSchema = Type.Object({
  id: Type.String(),
  connection: Type.Union([
    Type.String({ description: 'Id of the connection' }),
    Type.Null({ description: 'The person had never connected' }),
  ]),
  removesItems: Type.Boolean(),
  reason: Type.String(),
  state: Type.Enum([...erasureStates]),
  detail: Type.Union([Type.String({ description: 'What it waits for' }), Type.Null()]),
  attempts: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  finishedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});

/** `/organisations/{slug}/orcid/erasures`: people whose data an organisation deletes. */
export function registerErasureRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'afterConnectionChange' | 'db' | 'log' | 'now' | 'secrets' | 'wakeConnections'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    HOME,
    {
      schema: {
        operationId: 'listOrcidErasures',
        summary: 'People whose data is deleted, newest first, and what each waits for',
        tags,
        params: OrganisationParams,
        querystring: Type.Object(
          {
            cursor: Type.Optional(Type.String({ maxLength: 500 })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: GREATEST_LIMIT })),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(ErasureSchema),
            next: Type.Union([Type.String(), Type.Null()]),
          }),
        },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [seq] = cursor === undefined ? [] : decodeCursor(cursor, ['number']);
      const before = seq === undefined ? null : Number(seq);
      const erasures = await listErasures(ctx.db, organisation.id, { limit: limit + 1, before });
      return toPage(erasures, limit, present, (erasure) => encodeCursor([erasure.seq]));
    },
  );

  app.post(
    HOME,
    {
      schema: {
        operationId: 'erasePerson',
        summary: 'Delete what the organisation keeps of a person',
        description:
          'For administrators, with the scope `orcid:write`. With `removesItems`, what was written to the record leaves it ' +
          'first. Then every token is revoked; what is kept is deleted once ORCID has confirmed that, and not before. What ' +
          'stays is that somebody was erased, by a digest of the iD that only this service can compute. Give a `connection`, ' +
          'or a `person`: an iD, or the address that somebody was invited at. Of a person who never connected, what is said ' +
          'and every invitation is deleted at once; one with connections at two registries has two erasures in the list.',
        tags,
        params: OrganisationParams,
        body: Type.Object(
          {
            connection: Type.Optional(Type.String({ format: 'uuid' })),
            person: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
            removesItems: Type.Boolean(),
            reason: ReasonText,
          },
          { additionalProperties: false },
        ),
        response: { 202: ErasureSchema },
      },
    },
    async (request, reply) => {
      const { slug } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      const { connection: connectionId, person, removesItems } = request.body;
      const reason = request.body.reason.trim();
      if ((connectionId === undefined) === (person === undefined)) {
        throw new AppError('invalid-input', 'Give either a connection or a person.');
      }
      if (connectionId !== undefined) {
        const erasure = await erasePerson(ctx, actor, organisation, { connectionId, removesItems, reason });
        return reply.code(202).send(present(erasure));
      }
      const wish = { person: readNamedPerson(person ?? ''), removesItems, reason };
      const [erasure] = await eraseByName(ctx, actor, organisation, wish);
      if (erasure === undefined) throw new Error('an erasure has begun nothing');
      return reply.code(202).send(present(erasure));
    },
  );

  app.post(
    `${HOME}/:id/finish`,
    {
      schema: {
        operationId: 'finishErasure',
        summary: 'Finish an erasure without ORCID',
        description:
          'For administrators, with the scope `orcid:write`, after five tries: deletes what is kept though ORCID has not ' +
          'confirmed that every token is revoked, or what was written is still on the record, as when the credentials are ' +
          'gone. The reason is kept, with how many of both were left.',
        tags,
        params: Type.Object({ ...OrganisationParams.properties, id: Type.String({ format: 'uuid' }) }),
        body: Type.Object({ reason: ReasonText }, { additionalProperties: false }),
        response: { 200: ErasureSchema },
      },
    },
    async (request) => {
      const { slug, id } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      const reason = request.body.reason.trim();
      return present(await finishAnyway(ctx, actor, organisation, { id, reason }));
    },
  );
}

function present(erasure: Erasure) {
  const { id, connectionId, removesItems, reason, state, detail, attempts, createdAt, finishedAt } = erasure;
  return {
    id,
    connection: connectionId,
    removesItems,
    reason,
    state,
    detail,
    attempts,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
