import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requirePerson } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { nameClient } from '../oauth-clients/clients.ts';
import { Nullable, PageQuery, pageOf, Scopes, Timestamp } from '../schema.ts';
import { revokeAuthorization } from './revoke-authorization.ts';
import { type Authorization, listAuthorizations } from './store.ts';

const AuthorizationSchema = Type.Object(
  {
    id: Type.String(),
    client: Type.Object({ id: Type.String(), name: Type.String() }),
    scopes: Scopes,
    createdAt: Timestamp,
    expiresAt: Timestamp,
    lastUsedAt: Nullable(Timestamp),
  },
  { $id: 'Authorization', description: 'What you allowed a program' },
);

const tags = ['Authorizations'];

/** `/authorizations`: what a person allowed programs. */
export function registerAuthorizationRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/authorizations',
    {
      schema: {
        operationId: 'listAuthorizations',
        summary: 'The programs that you allowed to act for you, newest first',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(AuthorizationSchema) },
      },
    },
    async (request) => {
      const { accountId } = requirePerson(request);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const after = cursor === undefined ? null : { createdAt: String(createdAt), id: String(id) };
      const authorizations = await listAuthorizations(ctx.db, accountId, ctx.now(), {
        limit: limit + 1,
        after,
      });
      return toPage(authorizations, limit, presentAuthorization, (each) =>
        encodeCursor([each.createdAt.toISOString(), each.id]),
      );
    },
  );

  app.delete(
    '/authorizations/:id',
    {
      schema: {
        operationId: 'revokeAuthorization',
        summary: 'End what you allowed a program, with all of its tokens',
        description: 'In a browser session any; a program only its own. Repeating it is harmless.',
        tags,
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      await revokeAuthorization(ctx, requirePerson(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function presentAuthorization(authorization: Authorization): Static<typeof AuthorizationSchema> {
  const { id, clientId, clientName, scopes, createdAt, expiresAt, lastUsedAt } = authorization;
  return {
    id,
    client: { id: clientId, name: nameClient(clientId, clientName) },
    scopes: [...scopes],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
