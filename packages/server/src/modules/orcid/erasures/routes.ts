import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireActor } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, GREATEST_LIMIT, toPage } from '../../../http/paging.ts';
import { OrganisationParams } from '../interactions/schema.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { erasePerson, REASON_LIMIT } from './erase-person.ts';
import { type Erasure, erasureStates, listErasures } from './store.ts';

const tags = ['ORCID erasures'];
const HOME = '/organisations/:slug/orcid/erasures';

const ErasureSchema = Type.Object({
  id: Type.String(),
  connection: Type.String({ description: 'Id of the connection' }),
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
  ctx: Pick<AppContext, 'afterConnectionChange' | 'db' | 'now' | 'secrets' | 'wakeConnections'>,
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
          'stays is that somebody was erased, by a digest of the iD that only this service can compute.',
        tags,
        params: OrganisationParams,
        body: Type.Object(
          {
            connection: Type.String({ format: 'uuid' }),
            removesItems: Type.Boolean(),
            reason: Type.String({ minLength: 1, maxLength: REASON_LIMIT, pattern: '\\S' }),
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
      const { connection: connectionId, removesItems, reason } = request.body;
      const wish = { connectionId, removesItems, reason: reason.trim() };
      return reply.code(202).send(present(await erasePerson(ctx, actor, organisation, wish)));
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
