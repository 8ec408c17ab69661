import type { AppContext } from '../../context.ts';
import type { Db } from '../../db/index.ts';
import { createOrcidNamer, readAccountNames, readOrganisationSlugs } from '../accounts/index.ts';
import { listIdentifiers } from './identifiers/list-identifiers.ts';
import type { Item } from './item.ts';
import { presentItem } from './present.ts';

export type PresentedItem = ReturnType<typeof presentItem>;

/** Items as `/api/v1` shows them, in their order; four queries for all of them. */
export async function presentItems(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  items: readonly Item[],
): Promise<PresentedItem[]> {
  const identifiers = await listIdentifiers(
    db,
    items.map(({ id }) => id),
  );
  const slugs = await readOrganisationSlugs(
    db,
    items.map(({ organisationId }) => organisationId),
  );
  const owners = await readAccountNames(
    db,
    items.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId])),
  );
  const nameOrcids = await createOrcidNamer(
    db,
    ctx,
    items.map(({ metadata }) => metadata),
  );
  return items.map((item) =>
    presentItem(item, {
      organisation: slugs.get(item.organisationId) ?? '',
      owner: (item.ownerId === null ? null : owners.get(item.ownerId)) ?? null,
      identifiers: identifiers.get(item.id) ?? [],
      orcids: nameOrcids(item.metadata),
      publicUrl: ctx.config.publicUrl,
    }),
  );
}

/** One of them. */
export async function presentOneItem(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  item: Item,
): Promise<PresentedItem> {
  const [presented] = await presentItems(db, ctx, [item]);
  if (presented === undefined) throw new Error('one item is presented as one');
  return presented;
}
