import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { isOperator, requireActor, requirePerson, requireScope } from '../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../http/paging.ts';
import { registerAccessRoleRoutes } from './access-roles/routes.ts';
import { revokeAuthorization } from './authorizations/revoke-authorization.ts';
import { registerAuthorizationRoutes } from './authorizations/routes.ts';
import { registerGroupRoutes } from './groups/routes.ts';
import { registerOauthClientRoutes } from './oauth-clients/routes.ts';
import { registerOrganisationKeyRoutes } from './organisation-keys/routes.ts';
import { removeMember, requireManagedOrganisation, setMember } from './organisations/change-member.ts';
import { listMembers, listOrganisations } from './organisations/store.ts';
import { presentAccessToken, presentKeyAsMe, presentMe, presentMember } from './present.ts';
import {
  AccessTokenSchema,
  CreateTokenBody,
  MemberParams,
  MemberSchema,
  MeSchema,
  NewAccessTokenSchema,
  OrganisationParams,
  OrganisationSchema,
  PageQuery,
  pageOf,
  SetMemberBody,
  TokenParams,
} from './schema.ts';
import { registerServiceAccountRoutes } from './service-accounts/routes.ts';
import { createToken } from './tokens/create-token.ts';
import { revokeAccessToken } from './tokens/revoke-token.ts';
import { listAccessTokens } from './tokens/store.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now' | 'passwordHasher'>;

const NoContent = Type.Null({ description: 'Done' });

/** `/me`, `/tokens`, `/authorizations`, `/oauth-clients` and `/organisations` of Mintmark's own API. */
export function registerAccountRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/me',
    {
      schema: {
        operationId: 'readMe',
        summary: 'Who you are and what you may do',
        tags: ['Account'],
        response: { 200: MeSchema },
      },
    },
    async (request) => {
      if (request.organisationKey !== null) return presentKeyAsMe(request.organisationKey);
      const actor = requireActor(request);
      return presentMe(ctx.config, actor.kind === 'operator' ? actor : requirePerson(request));
    },
  );

  registerTokenRoutes(instance, ctx);
  registerAuthorizationRoutes(instance, ctx);
  registerOauthClientRoutes(instance, ctx);
  registerOrganisationRoutes(instance, ctx);
  registerOrganisationKeyRoutes(instance, ctx);
  registerServiceAccountRoutes(instance, ctx);
  registerAccessRoleRoutes(instance, ctx);
  registerGroupRoutes(instance, ctx);
}

function registerTokenRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['Access tokens'];

  app.get(
    '/tokens',
    {
      schema: {
        operationId: 'listTokens',
        summary: 'Your access tokens, newest first',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(AccessTokenSchema) },
      },
    },
    async (request) => {
      const { accountId } = requirePerson(request);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : readTokenCursor(cursor);
      const tokens = await listAccessTokens(ctx.db, accountId, { limit: limit + 1, after });
      return toPage(tokens, limit, presentAccessToken, (token) =>
        encodeCursor([token.createdAt.toISOString(), token.id]),
      );
    },
  );

  app.post(
    '/tokens',
    {
      schema: {
        operationId: 'createToken',
        summary: 'Make an access token',
        description: 'In a browser session only: a token cannot make others. The secret is shown this once.',
        tags,
        body: CreateTokenBody,
        response: { 201: NewAccessTokenSchema },
      },
    },
    async (request, reply) => {
      const actor = requirePerson(request);
      const { name, scopes, expiresInDays } = request.body;
      const { token, secret } = await createToken(ctx, actor, { name: name.trim(), scopes, expiresInDays });
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...presentAccessToken(token), token: secret });
    },
  );

  app.delete(
    '/tokens/current',
    {
      schema: {
        operationId: 'revokeCurrentToken',
        summary: 'Revoke the access token that this request is sent with',
        description: 'The token of a program ends with the whole authorization that it belongs to.',
        tags,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const actor = requirePerson(request);
      const { via } = actor;
      switch (via.kind) {
        case 'session':
        case 'id-token':
          throw new AppError(
            'not-allowed',
            'This request came without an access token; sign out in the browser instead.',
          );
        case 'token':
          await revokeAccessToken(ctx, actor, via.tokenId);
          break;
        case 'authorization':
          await revokeAuthorization(ctx, actor, via.authorizationId);
          break;
        default:
          via satisfies never;
      }
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/tokens/:id',
    {
      schema: {
        operationId: 'revokeToken',
        summary: 'Revoke one of your access tokens',
        description:
          'In a browser session any of your tokens; with a token only that one. Repeating it is harmless.',
        tags,
        params: TokenParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await revokeAccessToken(ctx, requirePerson(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function registerOrganisationRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ['Organisations'];
  const orcidEnvironment = ctx.config.orcid.environment;

  app.get(
    '/organisations',
    {
      schema: {
        operationId: 'listOrganisations',
        summary: 'Your organisations; for an operator, all',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(OrganisationSchema) },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : readNameCursor(cursor);
      const memberships = actor.kind === 'person' ? actor.memberships : [];
      const roles = new Map(memberships.map((each) => [each.slug, each.role]));
      const organisations = isOperator(actor)
        ? await listOrganisations(ctx.db, { limit: limit + 1, after })
        : memberships
            .filter((each) => after === null || each.slug > after)
            .toSorted((one, other) => (one.slug < other.slug ? -1 : 1))
            .map((each) => ({ slug: each.slug, name: each.organisationName }));
      return toPage(
        organisations,
        limit,
        ({ slug, name }) => ({ slug, name, role: roles.get(slug) ?? null }),
        ({ slug }) => encodeCursor([slug]),
      );
    },
  );

  app.get(
    '/organisations/:slug/members',
    {
      schema: {
        operationId: 'listMembers',
        summary: 'Who belongs to an organisation',
        description: 'For its administrators and for operators.',
        tags,
        params: OrganisationParams,
        querystring: PageQuery,
        response: { 200: pageOf(MemberSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : readNameCursor(cursor);
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const members = await listMembers(
        ctx.db,
        { organisationId: organisation.id, orcidEnvironment },
        { limit: limit + 1, after },
      );
      return toPage(
        members,
        limit,
        (member) => presentMember(ctx.config, member),
        (member) => encodeCursor([member.orcid]),
      );
    },
  );

  app.put(
    '/organisations/:slug/members/:orcid',
    {
      schema: {
        operationId: 'setMember',
        summary: 'Give an ORCID iD a role in an organisation',
        description:
          'For its administrators and for operators. The iD may belong to someone who has not signed in yet. ' +
          'The last administrator keeps the role until there is another; only an operator may change that.',
        tags,
        params: MemberParams,
        body: SetMemberBody,
        response: { 200: MemberSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, orcid } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      const member = await setMember(ctx, actor, organisation, { orcid, role: request.body.role });
      return presentMember(ctx.config, member);
    },
  );

  app.delete(
    '/organisations/:slug/members/:orcid',
    {
      schema: {
        operationId: 'removeMember',
        summary: 'Take an ORCID iD out of an organisation',
        description:
          'For its administrators and for operators. What the person minted stays. While signing up is open, ' +
          'the person becomes a member again at the next sign-in.',
        tags,
        params: MemberParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, orcid } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      await removeMember(ctx, actor, organisation, orcid);
      return reply.code(204).send(null);
    },
  );
}

function readNameCursor(cursor: string): string {
  return String(decodeCursor(cursor, ['string'])[0]);
}

function readTokenCursor(cursor: string): { createdAt: string; id: string } {
  const [createdAt, id] = decodeCursor(cursor, ['time', 'uuid']);
  return { createdAt: String(createdAt), id: String(id) };
}
