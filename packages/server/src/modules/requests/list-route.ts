import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { type Actor, accountIdOf, requireScope } from '../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor } from '../../http/paging.ts';
import { findAccountId, findOrganisation } from '../accounts/index.ts';
import { listRequests, type RequestFilter } from './find-request.ts';
import { presentRequests } from './present-requests.ts';
import type { RequestContext } from './request-context.ts';
import { ListQuery, listOf, RequestSchema } from './schema.ts';

/** `GET /requests`. */
export function registerListRoute(instance: FastifyInstance, ctx: RequestContext): void {
  instance.withTypeProvider<TypeBoxTypeProvider>().get(
    '/requests',
    {
      schema: {
        operationId: 'listRequests',
        summary: 'Requests that you made, and those of the organisations that you curate for; newest first',
        tags: ['Permanent ID requests'],
        querystring: ListQuery,
        response: { 200: listOf(RequestSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const before = cursor === undefined ? null : Number(decodeCursor(cursor, ['number'])[0]);
      const filter = await readFilter(ctx, actor, request.query);
      if (filter === null) return { items: [], next: null };
      const rows = await listRequests(ctx.db, actor, filter, { limit: limit + 1, before });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        items: await presentRequests(ctx.db, page),
        next: last === undefined ? null : encodeCursor([last.seq]),
      };
    },
  );
}

/** @returns null where nothing can match */
async function readFilter(
  ctx: RequestContext,
  actor: Actor,
  query: Static<typeof ListQuery>,
): Promise<RequestFilter | null> {
  const states = typeof query.state === 'string' ? [query.state] : query.state;
  const filter: RequestFilter = { of: query.of, states, folderId: query.folder };
  if (query.type !== undefined) filter.types = [query.type];
  if (query.organisation !== undefined) {
    const organisation = await findOrganisation(ctx.db, query.organisation);
    if (organisation === null) return null;
    filter.organisationId = organisation.id;
  }
  if (query.unassigned === true) filter.assigneeId = null;
  if (query.assignee !== undefined) {
    const id = await findPerson(ctx, actor, query.assignee);
    if (id === null || query.unassigned === true) return null;
    filter.assigneeId = id;
  }
  if (query.requester !== undefined) {
    const id = await findPerson(ctx, actor, query.requester);
    if (id === null) return null;
    filter.requesterId = id;
  }
  return filter;
}

async function findPerson(ctx: RequestContext, actor: Actor, text: string): Promise<string | null> {
  if (text === 'me') return accountIdOf(actor);
  return findAccountId(ctx.db, ctx.config.orcid.environment, text.trim().toUpperCase());
}
