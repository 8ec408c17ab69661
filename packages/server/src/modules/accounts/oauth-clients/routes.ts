import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireOperator } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { Nullable, PageQuery, pageOf, Timestamp } from '../schema.ts';
import { endOauthClient, registerOauthClient } from './register-client.ts';
import { listOauthClients, type OauthClient } from './store.ts';

const ClientType = Type.Enum(['public', 'confidential']);

const members = {
  id: Type.String({ description: 'The client_id' }),
  name: Type.String(),
  type: ClientType,
  redirectUris: Type.Array(Type.String()),
  createdAt: Timestamp,
};

const OauthClientSchema = Type.Object(members, {
  $id: 'OauthClient',
  description: 'A program that may ask people for authorization',
});

const NewOauthClientSchema = Type.Object(
  {
    ...members,
    secret: Nullable(
      Type.String({ description: 'The client_secret: shown this once, not kept; null for a public client' }),
    ),
  },
  { $id: 'NewOauthClient' },
);

const RegisterClientBody = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '\\S',
      description: 'What people are asked about',
    }),
    type: ClientType,
    redirectUris: Type.Array(Type.String({ minLength: 1, maxLength: 500 }), {
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      description: 'On https; or on 127.0.0.1, [::1] or localhost with http, where any port is meant',
    }),
  },
  { additionalProperties: false },
);

const tags = ['OAuth clients'];

/** `/oauth-clients`: programs that an operator lets ask people for authorization. */
export function registerOauthClientRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/oauth-clients',
    {
      schema: {
        operationId: 'listOauthClients',
        summary: 'Registered programs, newest first',
        description: 'For operators. The command line client is built in and not listed.',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(OauthClientSchema) },
      },
    },
    async (request) => {
      requireOperator(request);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'string']);
      const after = cursor === undefined ? null : { createdAt: String(createdAt), id: String(id) };
      const clients = await listOauthClients(ctx.db, { limit: limit + 1, after });
      return toPage(clients, limit, presentClient, (each) =>
        encodeCursor([each.createdAt.toISOString(), each.id]),
      );
    },
  );

  app.post(
    '/oauth-clients',
    {
      schema: {
        operationId: 'registerOauthClient',
        summary: 'Register a program',
        description:
          'For operators. Programs that people install are public; a program on a server that can keep a secret is ' +
          'confidential. Both use PKCE (S256).',
        tags,
        body: RegisterClientBody,
        response: { 201: NewOauthClientSchema },
      },
    },
    async (request, reply) => {
      const actor = requireOperator(request);
      const { name, type, redirectUris } = request.body;
      const made = await registerOauthClient(ctx, actor, { name: name.trim(), type, redirectUris });
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...presentClient(made.client), secret: made.secret });
    },
  );

  app.delete(
    '/oauth-clients/:id',
    {
      schema: {
        operationId: 'endOauthClient',
        summary: 'End a program, with everything that people allowed it',
        description: 'For operators.',
        tags,
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      await endOauthClient(ctx, requireOperator(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function presentClient(client: OauthClient): Static<typeof OauthClientSchema> {
  const { id, name, type, redirectUris, createdAt } = client;
  return { id, name, type, redirectUris: [...redirectUris], createdAt: createdAt.toISOString() };
}
