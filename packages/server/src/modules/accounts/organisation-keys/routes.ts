import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireManagedOrganisation } from '../organisations/change-member.ts';
import { Nullable, OrganisationParams, PageQuery, pageOf, Timestamp } from '../schema.ts';
import { createKey, KEY_LIFE_LIMIT_DAYS, KEY_NAME_LIMIT } from './create-key.ts';
import { revokeKey } from './revoke-key.ts';
import { type ListedKey, listKeys } from './store.ts';

const members = {
  id: Type.String(),
  name: Type.String(),
  createdBy: Nullable(Type.Object({ name: Nullable(Type.String()), orcid: Type.String() })),
  createdAt: Timestamp,
  expiresAt: Nullable(Timestamp),
  lastUsedAt: Nullable(Timestamp),
  revokedAt: Nullable(Timestamp),
};

const OrganisationKeySchema = Type.Object(members, {
  $id: 'OrganisationKey',
  description: 'A credential of a machine that acts for an organisation',
});

const NewOrganisationKeySchema = Type.Object(
  { ...members, key: Type.String({ description: 'The secret: shown this once, not kept' }) },
  { $id: 'NewOrganisationKey' },
);

const CreateKeyBody = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: KEY_NAME_LIMIT,
      pattern: '\\S',
      description: 'The machine it is for',
    }),
    expiresInDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: KEY_LIFE_LIMIT_DAYS,
        description: 'Without it the key works until it is revoked',
      }),
    ),
  },
  { additionalProperties: false },
);

const KeyParams = Type.Object({
  ...OrganisationParams.properties,
  keyId: Type.String({ format: 'uuid' }),
});

const tags = ['Organisation keys'];

/** `/organisations/{slug}/keys`: credentials of machines, for the administrators of the organisation and operators. */
export function registerOrganisationKeyRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/keys',
    {
      schema: {
        operationId: 'listOrganisationKeys',
        summary: 'Keys of an organisation, newest first',
        description: 'For its administrators and for operators.',
        tags,
        params: OrganisationParams,
        querystring: PageQuery,
        response: { 200: pageOf(OrganisationKeySchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const after = cursor === undefined ? null : { createdAt: String(createdAt), id: String(id) };
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const keys = await listKeys(ctx.db, organisation.id, { limit: limit + 1, after });
      return toPage(keys, limit, presentKey, (key) => encodeCursor([key.createdAt.toISOString(), key.id]));
    },
  );

  app.post(
    '/organisations/:slug/keys',
    {
      schema: {
        operationId: 'createOrganisationKey',
        summary: 'Make a key of an organisation',
        description:
          'For its administrators and for operators. A machine sends it as `Authorization: Bearer …` and may change ' +
          'all schemes and links of the organisation, and nothing else. The secret is shown this once. An organisation ' +
          'can have several, so that one can be replaced by the next without a pause.',
        tags,
        params: OrganisationParams,
        body: CreateKeyBody,
        response: { 201: NewOrganisationKeySchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const { name, expiresInDays = null } = request.body;
      const { key, secret } = await createKey(ctx, actor, organisation, { name: name.trim(), expiresInDays });
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...presentKey(key), key: secret });
    },
  );

  app.delete(
    '/organisations/:slug/keys/:keyId',
    {
      schema: {
        operationId: 'revokeOrganisationKey',
        summary: 'Revoke a key of an organisation',
        description: 'For its administrators and for operators. Repeating it is harmless.',
        tags,
        params: KeyParams,
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, keyId } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      await revokeKey(ctx, actor, organisation, keyId);
      return reply.code(204).send(null);
    },
  );
}

function presentKey(key: ListedKey): Static<typeof OrganisationKeySchema> {
  return {
    id: key.id,
    name: key.name,
    createdBy: key.createdBy,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}
