import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireManagedOrganisation } from '../organisations/change-member.ts';
import { MemberParams, Nullable, OrganisationParams, PageQuery, pageOf, Timestamp } from '../schema.ts';
import { presentOrcidUrl } from '../sign-in/orcid-client.ts';
import { grantAccessRole, withdrawAccessRole } from './change-access-role.ts';
import { type AccessRole, listAccessRoles } from './store.ts';

const AccessRoleSchema = Type.Object(
  {
    orcid: Type.String(),
    orcidUrl: Type.String(),
    authenticated: Type.Boolean({ description: 'Whether its owner has signed in here with it' }),
    name: Nullable(Type.String()),
    role: Type.String(),
    createdAt: Timestamp,
  },
  {
    $id: 'AccessRole',
    description: "A verified role that lets a person see an organisation's restricted links",
  },
);

const AccessRoleParams = Type.Object({
  ...MemberParams.properties,
  role: Type.String({
    minLength: 1,
    maxLength: 100,
    description:
      'Customer, Regulator, Recycler, Auditor or Owner (`untp:accessRole#…`), or a name of your own: a letter, then at ' +
      'most 63 letters, digits, full stops, hyphens and underscores',
  }),
});

const tags = ['Access roles'];

/** `/organisations/{slug}/access-roles`: who may see which restricted links, for administrators and operators. */
export function registerAccessRoleRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/access-roles',
    {
      schema: {
        operationId: 'listAccessRoles',
        summary: "Who has which role with regard to an organisation's restricted links",
        description:
          'For its administrators and for operators. Members are not listed: they see every link of their organisation.',
        tags,
        params: OrganisationParams,
        querystring: PageQuery,
        response: { 200: pageOf(AccessRoleSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [orcid, role] = cursor === undefined ? [] : decodeCursor(cursor, ['string', 'string']);
      const after = cursor === undefined ? null : { orcid: String(orcid), role: String(role) };
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const of = { organisationId: organisation.id, orcidEnvironment: ctx.config.orcid.environment };
      const roles = await listAccessRoles(ctx.db, of, { limit: limit + 1, after });
      return toPage(
        roles,
        limit,
        (each) => presentRole(ctx, each),
        (each) => encodeCursor([each.orcid, each.role]),
      );
    },
  );

  app.put(
    '/organisations/:slug/access-roles/:orcid/:role',
    {
      schema: {
        operationId: 'grantAccessRole',
        summary: "Give an ORCID iD a role with regard to an organisation's restricted links",
        description:
          'For its administrators and for operators. The iD may belong to someone who has not signed in yet. ' +
          'Whoever has the role sees the links that name it once they are signed in, or with an access token.',
        tags,
        params: AccessRoleParams,
        response: { 200: AccessRoleSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, orcid, role } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      return presentRole(ctx, await grantAccessRole(ctx, actor, organisation, { orcid, role }));
    },
  );

  app.delete(
    '/organisations/:slug/access-roles/:orcid/:role',
    {
      schema: {
        operationId: 'withdrawAccessRole',
        summary: 'Take a role from an ORCID iD',
        description: 'For its administrators and for operators.',
        tags,
        params: AccessRoleParams,
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, orcid, role } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      await withdrawAccessRole(ctx, actor, organisation, { orcid, role });
      return reply.code(204).send(null);
    },
  );
}

function presentRole(
  ctx: Pick<AppContext, 'config'>,
  { orcid, name, role, createdAt, authenticated }: AccessRole,
): Static<typeof AccessRoleSchema> {
  return {
    orcid,
    orcidUrl: presentOrcidUrl(ctx.config, orcid),
    authenticated,
    name,
    role,
    createdAt: createdAt.toISOString(),
  };
}
