import type { Item } from '@mintmark/client';
import { formatTime } from './present.ts';
import { formatFacts, formatTable } from './table.ts';

export function formatItem(item: Item): string {
  const facts = formatFacts([
    ['Item', item.uuid],
    ['Title', readTitle(item)],
    ['State', item.state],
    ['Withdrawn', item.reason],
    ['Organisation', item.organisation],
    ['Collection', item.collection],
    ['Owner', item.owner === null ? null : (item.owner.name ?? item.owner.orcid)],
    ['Access', item.access],
    ['Version', item.work === null ? null : `${item.work.version} of work ${item.work.id}`],
    ['Files', item.files.length === 0 ? null : String(item.files.length)],
    ['Created', formatTime(item.createdAt)],
    ['Changed', formatTime(item.updatedAt)],
    ['Archived', item.archivedAt === null ? null : formatTime(item.archivedAt)],
  ]);
  if (item.identifiers.length === 0) return facts;
  const identifiers = formatTable(
    ['Identifier', 'Type', 'State', 'Registration'],
    item.identifiers.map(({ pid, type, state, status }) => [pid, type, state, status ?? '']),
  );
  return `${facts}\n\n${identifiers}`;
}

export function formatItemList(items: readonly Item[], columns: number | null): string {
  return formatTable(
    ['Item', 'State', 'Identifiers', 'Registration', 'Changed', 'Title'],
    items.map((item) => [
      item.uuid,
      item.state,
      item.identifiers.map(({ pid }) => pid).join(' '),
      item.identifiers.find(({ status }) => status !== null)?.status ?? '',
      formatTime(item.updatedAt),
      readTitle(item) ?? '',
    ]),
    columns,
  );
}

export function formatVersions(items: readonly Item[], columns: number | null): string {
  return formatTable(
    ['Version', 'Item', 'State', 'Identifiers', 'Changed', 'Title'],
    items.map((item) => [
      String(item.work?.version ?? ''),
      item.uuid,
      item.state,
      item.identifiers.map(({ pid }) => pid).join(' '),
      formatTime(item.updatedAt),
      readTitle(item) ?? '',
    ]),
    columns,
  );
}

function readTitle({ metadata }: Item): string | null {
  const titles: unknown = metadata.titles;
  const first: unknown = Array.isArray(titles) ? titles[0] : null;
  return typeof first === 'object' && first !== null && 'title' in first && typeof first.title === 'string'
    ? first.title
    : null;
}
