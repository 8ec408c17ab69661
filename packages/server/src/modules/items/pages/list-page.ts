import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { readField } from '../../accounts/index.ts';
import { listIdentifiers } from '../identifiers/list-identifiers.ts';
import type { ItemFilter } from '../search/filter.ts';
import { searchItems } from '../search/search-items.ts';
import { presentIdentifier, readTitle, stateLabels } from './describe.ts';
import { ITEMS_PATH, type ItemPageContext } from './signed-in.ts';

const ITEMS_SHOWN = 50;
const TEXT_LIMIT = 500;
const states = ['workspace', 'archived', 'withdrawn'] as const;

/** The items that somebody sees, newest first, or those that a search finds. */
export async function sendListPage(
  ctx: ItemPageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
): Promise<FastifyReply> {
  const typed = readField(request.query, 'text').trim().slice(0, TEXT_LIMIT);
  const text = isStorableText(typed) ? typed : '';
  const state = states.find((each) => each === readField(request.query, 'state'));
  const cursor = readField(request.query, 'cursor');
  const filter: ItemFilter = {
    ...(text === '' ? {} : { text }),
    ...(state === undefined ? {} : { state }),
  };
  const found = await searchItems(ctx.db, person, filter, {
    sort: '-created',
    limit: ITEMS_SHOWN,
    cursor: cursor === '' ? undefined : cursor,
  });
  const identifiers = await listIdentifiers(
    ctx.db,
    found.items.map(({ id }) => id),
  );
  return ctx.pages.send(reply, 200, 'items', {
    title: 'Items',
    text,
    textLimit: TEXT_LIMIT,
    states: states.map((each) => ({ value: each, text: stateLabels[each], chosen: each === state })),
    isFiltered: text !== '' || state !== undefined,
    items: found.items.map((item) => ({
      href: `${ITEMS_PATH}/${item.id}`,
      title: readTitle(item),
      state: stateLabels[item.state],
      identifiers: (identifiers.get(item.id) ?? []).map((each) => presentIdentifier(each, false)),
    })),
    next:
      found.next === null
        ? null
        : `${ITEMS_PATH}?${new URLSearchParams({
            ...(text === '' ? {} : { text }),
            ...(state === undefined ? {} : { state }),
            cursor: found.next,
          })}`,
  });
}
