import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { parsePid } from '@mintmark/identifiers';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf, requireScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT } from '../../../http/paging.ts';
import { findOrganisation } from '../../accounts/index.ts';
import { pageMembers, pageOf, Uuid } from '../containers/schema.ts';
import type { ItemContext } from '../item-context.ts';
import { presentItems } from '../present-items.ts';
import { ItemSchema } from '../schema.ts';
import { type ItemFilter, itemSorts } from './filter.ts';
import { searchItems } from './search-items.ts';

const ListQuery = Type.Object(
  {
    text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: 'Words of the metadata; “…” for a phrase, or, and - before a word that must be missing',
      }),
    ),
    state: Type.Optional(Type.Enum(['workspace', 'archived', 'withdrawn'])),
    organisation: Type.Optional(Type.String({ minLength: 1, maxLength: 63, description: 'Its short name' })),
    collection: Type.Optional(Uuid),
    type: Type.Optional(Type.String({ maxLength: 100, description: 'resourceTypeGeneral, such as Dataset' })),
    pid: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2048, description: 'An identifier of it, in any spelling' }),
    ),
    work: Type.Optional(Uuid),
    owner: Type.Optional(Type.Literal('me')),
    updatedSince: Type.Optional(Type.String({ format: 'date-time' })),
    sort: Type.Optional(Type.Enum([...itemSorts], { default: '-created' })),
    ...pageMembers,
  },
  { additionalProperties: false },
);

/** `GET /items` of Mintmark's own API. */
export function registerItemSearchRoutes(
  instance: FastifyInstance,
  ctx: Pick<ItemContext, 'config' | 'db'>,
): void {
  instance.withTypeProvider<TypeBoxTypeProvider>().get(
    '/items',
    {
      schema: {
        operationId: 'listItems',
        summary: 'Items that you may read, newest first',
        description:
          'A cursor goes with the sort and the filter that it was given out for. Items that are not discoverable are ' +
          'listed for those who manage or own them.',
        tags: ['Items'],
        querystring: ListQuery,
        response: { 200: pageOf(ItemSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const { sort = '-created', limit = DEFAULT_LIMIT, cursor } = request.query;
      const filter = await readFilter(ctx, actor, request.query);
      if (filter === null) return { items: [], next: null };
      const { items, next } = await searchItems(ctx.db, actor, filter, { sort, limit, cursor });
      return { items: await presentItems(ctx.db, ctx, items), next };
    },
  );
}

/** @returns null where nothing can match */
async function readFilter(
  ctx: Pick<ItemContext, 'db'>,
  actor: Actor,
  query: Static<typeof ListQuery>,
): Promise<ItemFilter | null> {
  const filter: ItemFilter = {};
  const { text, state, organisation, collection, type, pid, work, owner, updatedSince } = query;
  if (text !== undefined) filter.text = text;
  if (state !== undefined) filter.state = state;
  if (type !== undefined) filter.type = type;
  if (collection !== undefined) filter.collectionId = collection;
  if (work !== undefined) filter.workId = work;
  if (updatedSince !== undefined) filter.updatedSince = readTime(updatedSince);
  if (organisation !== undefined) {
    const found = await findOrganisation(ctx.db, organisation);
    if (found === null) return null;
    filter.organisationId = found.id;
  }
  if (pid !== undefined) {
    const parsed = parsePid(pid);
    if (!parsed.ok) return null;
    filter.pid = parsed.value.canonical;
  }
  if (owner !== undefined) {
    const accountId = accountIdOf(actor);
    if (accountId === null) return null;
    filter.ownerId = accountId;
  }
  return filter;
}

function readTime(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new AppError('invalid-input', 'This is no time.', {
    problems: [{ pointer: '/querystring/updatedSince', detail: 'Give a time such as 2026-01-31T12:00:00Z.' }],
  });
}
