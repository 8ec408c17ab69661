import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { formatEtag, readIfMatch, requireIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireManagedOrganisation } from '../../accounts/index.ts';
import { IfMatchHeaders, NoContent, pageOf } from '../containers/schema.ts';
import { requireItem } from '../find-item.ts';
import { builtInFilters } from './built-in.ts';
import { explainFilter } from './evaluate-filter.ts';
import { deleteFilter, putFilter, unknownFilter } from './put-filter.ts';
import { readItemFacts } from './read-facts.ts';
import {
  CheckFilterAnswer,
  CheckFilterBody,
  FilterParams,
  FilterSchema,
  FiltersQuery,
  OptionalIfMatch,
  OrganisationParams,
  PutFilterBody,
} from './schema.ts';
import { type DoiFilter, readFiltersNamed, selectFilters } from './store.ts';

const tags = ['DOI filters'];

/** `/organisations/{slug}/doi-filters` of Mintmark's own API. */
export function registerFilterRoutes(instance: FastifyInstance, ctx: Pick<AppContext, 'db' | 'now'>): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/doi-filters',
    {
      schema: {
        operationId: 'listDoiFilters',
        summary:
          'The filters that say which items get a DOI, by name; those that every organisation has come first',
        description: 'For administrators of the organisation.',
        tags,
        params: OrganisationParams,
        querystring: FiltersQuery,
        response: { 200: pageOf(FilterSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : String(decodeCursor(cursor, ['string'])[0]);
      const own = await selectFilters(ctx.db, organisation.id, { limit: limit + 1, after: after ?? '' });
      const page = toPage(own, limit, presentFilter, (filter) => encodeCursor([filter.name]));
      return after === null ? { ...page, items: [...presentBuiltIns(), ...page.items] } : page;
    },
  );

  app.get(
    '/organisations/:slug/doi-filters/:name',
    {
      schema: {
        operationId: 'readDoiFilter',
        summary: 'One filter',
        description: 'For administrators of the organisation.',
        tags,
        params: FilterParams,
        response: { 200: FilterSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const filter = await requireFilter(ctx.db, organisation.id, request.params.name);
      reply.header('etag', formatEtag(filter.version));
      return filter;
    },
  );

  app.put(
    '/organisations/:slug/doi-filters/:name',
    {
      schema: {
        operationId: 'putDoiFilter',
        summary: 'Make a filter, or write it anew',
        description:
          'For administrators of the organisation. A filter that is there already needs `If-Match` with the ETag that ' +
          'you read. All mistakes of the condition are told at once.',
        tags,
        headers: OptionalIfMatch,
        params: FilterParams,
        body: PutFilterBody,
        response: { 200: FilterSchema, 201: FilterSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, name } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      const { title = null, condition } = request.body;
      const { filter, isNew } = await putFilter(
        ctx,
        actor,
        { organisationId: organisation.id, name },
        { title, condition, versions: readIfMatch(request) },
      );
      return reply
        .code(isNew ? 201 : 200)
        .header('etag', formatEtag(filter.version))
        .send(presentFilter(filter));
    },
  );

  app.delete(
    '/organisations/:slug/doi-filters/:name',
    {
      schema: {
        operationId: 'deleteDoiFilter',
        summary: 'Delete a filter that the item settings do not use',
        description: 'For administrators of the organisation. Needs `If-Match` with the ETag that you read.',
        tags,
        headers: IfMatchHeaders,
        params: FilterParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, name } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      const versions = requireIfMatch(request);
      await deleteFilter(ctx, actor, { organisationId: organisation.id, name }, versions);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/organisations/:slug/doi-filters/:name/check',
    {
      schema: {
        operationId: 'checkDoiFilter',
        summary: 'Whether a filter matches an item, and what each of its conditions says',
        description:
          'For administrators of the organisation. The item is taken as it is now; nothing is changed.',
        tags,
        params: FilterParams,
        body: CheckFilterBody,
        response: { 200: CheckFilterAnswer },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      const { slug, name } = request.params;
      const organisation = await requireManagedOrganisation(ctx.db, actor, slug);
      const filter = await requireFilter(ctx.db, organisation.id, name);
      const item = await requireItem(ctx.db, actor, request.body.item, 'read');
      if (item.organisationId !== organisation.id) {
        throw new AppError('invalid-input', 'The item belongs to another organisation.', {
          problems: [{ pointer: '/item', detail: 'Give an item of this organisation.' }],
        });
      }
      const conditions = explainFilter(filter.condition, await readItemFacts(ctx.db, item));
      return { item: item.id, filter: name, matches: conditions[0]?.holds ?? false, conditions };
    },
  );
}

function presentFilter(filter: DoiFilter) {
  const { name, title, condition, version } = filter;
  return {
    name,
    title,
    condition,
    builtIn: false,
    version,
    createdAt: filter.createdAt.toISOString() as string | null,
    updatedAt: filter.updatedAt.toISOString() as string | null,
  };
}

function presentBuiltIns(): ReturnType<typeof presentFilter>[] {
  return [...builtInFilters].map(([name, { title, condition }]) => ({
    name,
    title,
    condition,
    builtIn: true,
    version: 1,
    createdAt: null,
    updatedAt: null,
  }));
}

async function requireFilter(
  db: Db,
  organisationId: string,
  name: string,
): Promise<ReturnType<typeof presentFilter>> {
  const builtIn = presentBuiltIns().find((each) => each.name === name);
  if (builtIn !== undefined) return builtIn;
  const [own] = await readFiltersNamed(db, organisationId, [name]);
  if (own === undefined) throw unknownFilter(name);
  return presentFilter(own);
}
