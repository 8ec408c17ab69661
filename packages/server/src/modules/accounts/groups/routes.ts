import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, isOperator, requireScope } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireManagedOrganisation } from '../organisations/change-member.ts';
import { findOrganisation, type Organisation } from '../organisations/store.ts';
import { MemberParams, Nullable, OrganisationParams, PageQuery, pageOf, Timestamp } from '../schema.ts';
import {
  addGroupMember,
  BUILT_IN_GROUPS,
  deleteGroup,
  putGroup,
  removeGroupMember,
  requireGroup,
} from './change-group.ts';
import { GROUP_NAME_PATTERN, GROUP_TITLE_LIMIT } from './group-name.ts';
import { type Group, type GroupMember, listGroupMembers, listGroups } from './store.ts';

const GroupSchema = Type.Object(
  {
    name: Type.String(),
    title: Nullable(Type.String()),
    builtIn: Type.Boolean({ description: 'Whether its members follow from their roles in the organisation' }),
    version: Nullable(Type.Integer()),
    createdAt: Nullable(Timestamp),
  },
  { $id: 'Group', description: 'People that folders and files are shared with together' },
);

const GroupMemberSchema = Type.Object(
  { orcid: Type.String(), name: Nullable(Type.String()), addedAt: Timestamp },
  { $id: 'GroupMember' },
);

const GroupParams = Type.Object({
  ...OrganisationParams.properties,
  name: Type.String({
    pattern: GROUP_NAME_PATTERN,
    description: 'At most 63 small letters, digits and hyphens',
  }),
});
const GroupMemberParams = Type.Object({ ...MemberParams.properties, name: GroupParams.properties.name });

const PutGroupBody = Type.Object(
  {
    title: Type.Optional(
      Nullable(Type.String({ minLength: 1, maxLength: GROUP_TITLE_LIMIT, pattern: '\\S' })),
    ),
  },
  { additionalProperties: false },
);
const OptionalIfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'The ETag of the version that you are changing' })),
});
const NoContent = Type.Null({ description: 'Done' });

const tags = ['Groups'];
type RouteContext = Pick<AppContext, 'config' | 'db' | 'now'>;

/** `/organisations/{slug}/groups`: members see them, administrators change them. */
export function registerGroupRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/groups',
    {
      schema: {
        operationId: 'listGroups',
        summary: 'Groups that folders and files can be shared with',
        description: 'For members. The first page begins with the groups that every organisation has.',
        tags,
        params: OrganisationParams,
        querystring: PageQuery,
        response: { 200: pageOf(GroupSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : String(decodeCursor(cursor, ['string'])[0]);
      const organisation = await requireOwnOrganisation(ctx.db, actor, request.params.slug);
      const groups = await listGroups(ctx.db, organisation.id, { limit: limit + 1, after });
      const page = toPage(groups, limit, presentGroup, (each) => encodeCursor([each.name]));
      const builtIn = BUILT_IN_GROUPS.map((name) => ({
        name,
        title: null,
        builtIn: true,
        version: null,
        createdAt: null,
      }));
      return after === null ? { ...page, items: [...builtIn, ...page.items] } : page;
    },
  );

  app.get(
    '/organisations/:slug/groups/:name',
    {
      schema: {
        operationId: 'readGroup',
        summary: 'One group',
        tags,
        params: GroupParams,
        response: { 200: GroupSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:read');
      const organisation = await requireOwnOrganisation(ctx.db, actor, request.params.slug);
      const group = await requireGroup(ctx.db, organisation.id, request.params.name);
      reply.header('etag', formatEtag(group.version));
      return presentGroup(group);
    },
  );

  app.put(
    '/organisations/:slug/groups/:name',
    {
      schema: {
        operationId: 'putGroup',
        summary: 'Make a group, or give it another title',
        description: 'For administrators of the organisation.',
        tags,
        headers: OptionalIfMatch,
        params: GroupParams,
        body: PutGroupBody,
        response: { 200: GroupSchema, 201: GroupSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const wish = { name: request.params.name, title: request.body.title ?? null };
      const { group, made } = await putGroup(ctx, actor, organisation, wish, readIfMatch(request));
      reply.header('etag', formatEtag(group.version));
      return reply.code(made ? 201 : 200).send(presentGroup(group));
    },
  );

  app.delete(
    '/organisations/:slug/groups/:name',
    {
      schema: {
        operationId: 'deleteGroup',
        summary: 'Delete a group',
        description:
          'For administrators of the organisation. What was shared with it is shared with nobody by it.',
        tags,
        headers: OptionalIfMatch,
        params: GroupParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      await deleteGroup(ctx, actor, organisation, request.params.name, readIfMatch(request));
      return reply.code(204).send(null);
    },
  );

  registerGroupMemberRoutes(instance, ctx);
}

function registerGroupMemberRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/groups/:name/members',
    {
      schema: {
        operationId: 'listGroupMembers',
        summary: 'Who is in a group, in the order of their iDs',
        tags,
        params: GroupParams,
        querystring: PageQuery,
        response: { 200: pageOf(GroupMemberSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : String(decodeCursor(cursor, ['string'])[0]);
      const organisation = await requireOwnOrganisation(ctx.db, actor, request.params.slug);
      const group = await requireGroup(ctx.db, organisation.id, request.params.name);
      const members = await listGroupMembers(ctx.db, group.id, { limit: limit + 1, after });
      return toPage(members, limit, presentMember, (each) => encodeCursor([each.orcid]));
    },
  );

  app.put(
    '/organisations/:slug/groups/:name/members/:orcid',
    {
      schema: {
        operationId: 'addGroupMember',
        summary: 'Put a person into a group',
        description: 'For administrators of the organisation. The person has signed in here before.',
        tags,
        params: GroupMemberParams,
        response: { 200: GroupMemberSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, name, orcid } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      return presentMember(await addGroupMember(ctx, actor, organisation, { group: name, orcid }));
    },
  );

  app.delete(
    '/organisations/:slug/groups/:name/members/:orcid',
    {
      schema: {
        operationId: 'removeGroupMember',
        summary: 'Take a person out of a group',
        description: 'For administrators of the organisation.',
        tags,
        params: GroupMemberParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, name, orcid } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      await removeGroupMember(ctx, actor, organisation, { group: name, orcid });
      return reply.code(204).send(null);
    },
  );
}

/** An organisation that the actor belongs to. @throws AppError not-found, whether there is another one or not */
async function requireOwnOrganisation(db: Db, actor: Actor, slug: string): Promise<Organisation> {
  const belongs =
    isOperator(actor) || actor.kind === 'operator' || actor.memberships.some((each) => each.slug === slug);
  const organisation = belongs ? await findOrganisation(db, slug) : null;
  if (organisation === null) throw new AppError('not-found', 'There is no such organisation among yours.');
  return organisation;
}

function presentGroup(group: Group) {
  const { name, title, version, createdAt } = group;
  return { name, title, builtIn: false, version, createdAt: createdAt.toISOString() };
}

function presentMember({ orcid, name, addedAt }: GroupMember) {
  return { orcid, name, addedAt: addedAt.toISOString() };
}
