import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireManagedOrganisation } from '../organisations/change-member.ts';
import { Nullable, OrganisationParams, PageQuery, pageOf, Timestamp } from '../schema.ts';
import { changeServiceAccount, revokeServiceAccount } from './change-service-account.ts';
import {
  createServiceAccount,
  NAME_LIMIT,
  type ServiceAccountContext,
  TITLE_LIMIT,
} from './create-service-account.ts';
import { PASSWORD_LEAST, PASSWORD_LIMIT } from './password.ts';
import { listServiceAccounts, type ServiceAccount } from './store.ts';

const Role = Type.Enum(['member', 'curator', 'admin']);

const members = {
  id: Type.String(),
  name: Type.String({ description: 'What it logs in with' }),
  title: Nullable(Type.String()),
  role: Role,
  version: Type.Integer({ description: 'The number in its ETag' }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  lastUsedAt: Nullable(Timestamp),
  revokedAt: Nullable(Timestamp),
};

const ServiceAccountSchema = Type.Object(members, {
  $id: 'ServiceAccount',
  description: 'An account that a program logs in with at the DSpace API, by name and password',
});

const ChangedServiceAccountSchema = Type.Object(
  {
    ...members,
    password: Nullable(
      Type.String({ description: 'Made here: shown this once, not kept. Null: you chose it' }),
    ),
  },
  { $id: 'ChangedServiceAccount' },
);

const Password = Type.String({
  minLength: PASSWORD_LEAST,
  maxLength: PASSWORD_LIMIT,
  description: 'Chosen by you',
});
const Title = Type.String({ minLength: 1, maxLength: TITLE_LIMIT, pattern: '\\S' });

const CreateBody = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: NAME_LIMIT,
      description: 'What it logs in with, often a mail address; upper case counts as lower case',
    }),
    title: Type.Optional(Title),
    role: Type.Optional(Role),
    password: Type.Optional(Password),
  },
  { additionalProperties: false },
);

const ChangeBody = Type.Object(
  {
    title: Type.Optional(Nullable(Title)),
    role: Type.Optional(Role),
    password: Type.Optional(Nullable(Password)),
  },
  { additionalProperties: false },
);

const AccountParams = Type.Object({
  ...OrganisationParams.properties,
  accountId: Type.String({ format: 'uuid' }),
});

const tags = ['Service accounts'];

/** `/organisations/{slug}/service-accounts`: for the administrators of the organisation and operators. */
export function registerServiceAccountRoutes(instance: FastifyInstance, ctx: ServiceAccountContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/service-accounts',
    {
      schema: {
        operationId: 'listServiceAccounts',
        summary: 'Service accounts of an organisation, newest first',
        description: 'For its administrators and for operators.',
        tags,
        params: OrganisationParams,
        querystring: PageQuery,
        response: { 200: pageOf(ServiceAccountSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const after = cursor === undefined ? null : { createdAt: String(createdAt), id: String(id) };
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const accounts = await listServiceAccounts(ctx.db, organisation.id, { limit: limit + 1, after });
      return toPage(accounts, limit, presentServiceAccount, (account) =>
        encodeCursor([account.createdAt.toISOString(), account.id]),
      );
    },
  );

  app.post(
    '/organisations/:slug/service-accounts',
    {
      schema: {
        operationId: 'createServiceAccount',
        summary: 'Make a service account',
        description:
          'For administrators of the organisation and operators. A program logs in with it at the DSpace API, by name and ' +
          'password, and may do there what its role may; nowhere else. Without a password one is made and shown this once.',
        tags,
        params: OrganisationParams,
        body: CreateBody,
        response: { 201: ChangedServiceAccountSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const { name, title = null, role = 'member', password: chosen = null } = request.body;
      const { account, password } = await createServiceAccount(ctx, actor, organisation, {
        name,
        title: title?.trim() ?? null,
        role,
        password: chosen,
      });
      return reply
        .code(201)
        .headers({ 'cache-control': 'no-store', etag: formatEtag(account.version) })
        .send({ ...presentServiceAccount(account), password });
    },
  );

  app.patch(
    '/organisations/:slug/service-accounts/:accountId',
    {
      schema: {
        operationId: 'changeServiceAccount',
        summary: 'Change a service account',
        description:
          'For administrators of the organisation and operators. `"password": null` makes a new password and shows it this ' +
          'once. A new role or password ends every log-in of the account. If-Match may be left out.',
        tags,
        params: AccountParams,
        body: ChangeBody,
        response: { 200: ChangedServiceAccountSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, accountId } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      if (Object.keys(request.body).length === 0) {
        throw new AppError('invalid-input', 'Name what to change: title, role or password.');
      }
      const versions = readIfMatch(request);
      const { account, password } = await changeServiceAccount(
        ctx,
        actor,
        organisation,
        accountId,
        request.body,
        versions,
      );
      return reply
        .headers({ 'cache-control': 'no-store', etag: formatEtag(account.version) })
        .send({ ...presentServiceAccount(account), password });
    },
  );

  app.delete(
    '/organisations/:slug/service-accounts/:accountId',
    {
      schema: {
        operationId: 'revokeServiceAccount',
        summary: 'Revoke a service account',
        description:
          'For administrators of the organisation and operators. Its log-ins end at once, and its name is not given out ' +
          'again. Repeating it is harmless.',
        tags,
        params: AccountParams,
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, accountId } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      await revokeServiceAccount(ctx, actor, organisation, accountId);
      return reply.code(204).send(null);
    },
  );
}

function presentServiceAccount(account: ServiceAccount) {
  const { id, name, title, role, version } = account;
  return {
    id,
    name,
    title,
    role,
    version,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
    lastUsedAt: account.lastUsedAt?.toISOString() ?? null,
    revokedAt: account.revokedAt?.toISOString() ?? null,
  };
}
