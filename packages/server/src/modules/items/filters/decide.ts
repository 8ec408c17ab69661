import type { ItemSettings } from '../settings/item-settings.ts';
import type { Condition } from './condition.ts';
import { evaluateFilter } from './evaluate-filter.ts';
import type { ItemFacts } from './facts.ts';

/** The conditions of filters by name; those that the settings name are among them. */
export type FilterTable = ReadonlyMap<string, Condition>;

/**
 * What becomes of an item's DOI when the item is created in the workspace: no name, a name that archiving registers
 * (PENDING), or a name that waits (MINTED).
 */
export function decideOnCreation(
  settings: ItemSettings,
  filters: FilterTable,
  facts: ItemFacts,
): 'none' | 'PENDING' | 'MINTED' {
  if (!settings.nameOnSubmission) return 'none';
  if (settings.submissionFilter === null) return 'PENDING';
  return matches(filters, settings.submissionFilter, facts) ? 'PENDING' : 'MINTED';
}

/**
 * Whether an item's DOI is registered when the item is archived.
 * @param facts those of the archived item: a filter that asks for `archived` has to match then
 * @param isPending whether the item has a name that is to be registered when it is archived
 */
export function decideOnArchiving(
  settings: ItemSettings,
  filters: FilterTable,
  facts: ItemFacts,
  isPending: boolean,
): boolean {
  return settings.archiveFilter === null ? isPending : matches(filters, settings.archiveFilter, facts);
}

function matches(filters: FilterTable, name: string, facts: ItemFacts): boolean {
  const condition = filters.get(name);
  if (condition === undefined) throw new Error(`the settings name a filter “${name}” that was not read`);
  return evaluateFilter(condition, facts);
}
