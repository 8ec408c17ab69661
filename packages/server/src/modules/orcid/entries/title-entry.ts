import type { ItemKind } from '@mintmark/orcid';

const TITLE_LIMIT = 300;

/** What people read of an entry in lists. */
export function titleEntry(kind: ItemKind, item: Record<string, unknown>): string {
  const title = describe(kind, item).replaceAll(/\s+/g, ' ').trim();
  return title === '' ? kind : title.slice(0, TITLE_LIMIT).toWellFormed();
}

function describe(kind: ItemKind, item: Record<string, unknown>): string {
  switch (kind) {
    case 'work':
    case 'funding':
      return at(item, 'title', 'title', 'value');
    case 'peer-review':
      return join(
        [at(item, 'subject-name', 'title', 'value'), at(item, 'convening-organization', 'name')],
        ', ',
      );
    case 'research-resource':
      return at(item, 'proposal', 'title', 'title', 'value');
    case 'researcher-url':
      return at(item, 'url-name') || at(item, 'url', 'value');
    case 'other-name':
    case 'keyword':
      return at(item, 'content');
    case 'external-identifier':
      return join([at(item, 'external-id-type'), at(item, 'external-id-value')], ': ');
    case 'address':
      return at(item, 'country', 'value');
    default:
      return join([at(item, 'role-title'), at(item, 'organization', 'name')], ', ');
  }
}

function at(value: unknown, ...names: string[]): string {
  let found = value;
  for (const name of names) {
    found =
      typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined;
  }
  return typeof found === 'string' ? found : '';
}

function join(parts: readonly string[], between: string): string {
  return parts.filter((part) => part !== '').join(between);
}
