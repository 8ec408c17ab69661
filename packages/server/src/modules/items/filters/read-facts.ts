import { ChangedMeanwhile, type Db } from '../../../db/index.ts';
import { findCollection } from '../containers/find-containers.ts';
import { listCommunityChain } from '../containers/store.ts';
import type { Item } from '../item.ts';
import type { ItemSettings } from '../settings/item-settings.ts';
import { builtInFilters } from './built-in.ts';
import type { FilterTable } from './decide.ts';
import type { ItemFacts } from './facts.ts';
import { hasAnnouncedDoi, readFiltersNamed } from './store.ts';

/** What filters look at of an item. Give the item as it is after the move that asks. */
export async function readItemFacts(
  db: Db,
  item: Pick<Item, 'id' | 'state' | 'metadata' | 'files' | 'collectionId'>,
): Promise<ItemFacts> {
  const collection = item.collectionId === null ? null : await findCollection(db, item.collectionId);
  return {
    state: item.state,
    metadata: item.metadata,
    fileCount: item.files.length,
    collectionId: item.collectionId,
    communityIds: await listCommunityChain(db, collection?.parentId ?? null),
    hasDoi: await hasAnnouncedDoi(db, item.id),
  };
}

/** The filters that settings name. @throws ChangedMeanwhile where one was deleted after the settings were read */
export async function readSettledFilters(db: Db, settings: ItemSettings): Promise<FilterTable> {
  const names = [settings.submissionFilter, settings.archiveFilter].filter((name) => name !== null);
  const filters = await readFilterTable(db, settings.organisationId, names);
  const gone = names.find((name) => !filters.has(name));
  if (gone !== undefined) throw new ChangedMeanwhile(`the filter “${gone}” is settled on no more`);
  return filters;
}

/** Filters of an organisation by name, those that every organisation has among them. */
export async function readFilterTable(
  db: Db,
  organisationId: string,
  names: readonly string[],
): Promise<FilterTable> {
  const own = await readFiltersNamed(db, organisationId, names);
  const builtIn = [...builtInFilters].filter(([name]) => names.includes(name));
  return new Map([
    ...own.map((filter) => [filter.name, filter.condition] as const),
    ...builtIn.map(([name, { condition }]) => [name, condition] as const),
  ]);
}
