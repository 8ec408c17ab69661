import type { ItemKind } from '@mintmark/orcid';

type Members = Record<string, unknown>;

/** Summaries, wherever the groups of a section hold them. */
export function* itemsIn(value: unknown): Generator<Members> {
  if (Array.isArray(value)) {
    for (const each of value) yield* itemsIn(each);
  } else if (isMembers(value)) {
    if (value['put-code'] != null) yield value;
    else for (const each of Object.values(value)) yield* itemsIn(each);
  }
}

/** The client that put an item on a record; undefined: the person did. */
export function sourceOf(item: Members): unknown {
  return memberOf(memberOf(item.source, 'source-client-id'), 'path');
}

/** What two descriptions of one thing have in common: identifiers of its own, else its other facts. */
type Likeness = { ids: string[]; facts: string };

export function isAlike(one: Likeness, other: Likeness): boolean {
  if (one.ids.length > 0 || other.ids.length > 0) return one.ids.some((id) => other.ids.includes(id));
  return one.facts !== '' && one.facts === other.facts;
}

export function likenessOf(kind: ItemKind, item: Members): Likeness {
  switch (kind) {
    case 'work':
    case 'funding':
      return { ids: ownIds(item['external-ids']), facts: '' };
    case 'peer-review':
      return { ids: ownIds(item['review-identifiers'] ?? item['external-ids']), facts: '' };
    case 'research-resource':
      return { ids: ownIds(memberOf(item.proposal, 'external-ids')), facts: '' };
    case 'researcher-url':
      return { ids: [], facts: textOf(item.url) };
    case 'other-name':
    case 'keyword':
      return { ids: [], facts: textOf(item.content) };
    case 'external-identifier':
      return { ids: [], facts: `${textOf(item['external-id-type'])} ${textOf(item['external-id-value'])}` };
    case 'address':
      return { ids: [], facts: textOf(item.country) };
    case 'employment':
    case 'education':
    case 'qualification':
    case 'distinction':
    case 'invited-position':
    case 'membership':
    case 'service':
      return {
        ids: [],
        facts: JSON.stringify([
          textOf(memberOf(item.organization, 'name')),
          textOf(item['department-name']),
          textOf(item['role-title']),
          dateOf(item['start-date']),
          dateOf(item['end-date']),
        ]),
      };
    default:
      return kind satisfies never;
  }
}

function ownIds(ids: unknown): string[] {
  const list = memberOf(ids, 'external-id');
  if (!Array.isArray(list)) return [];
  return list
    .filter((id) => memberOf(id, 'external-id-relationship') === 'self')
    .map((id) => `${textOf(memberOf(id, 'external-id-type'))} ${textOf(memberOf(id, 'external-id-value'))}`);
}

function dateOf(date: unknown): string {
  return ['year', 'month', 'day'].map((part) => textOf(memberOf(date, part))).join('-');
}

/** A text, or the `value` of one, in small letters. */
function textOf(value: unknown): string {
  const text = isMembers(value) ? value.value : value;
  return typeof text === 'string' || typeof text === 'number' ? String(text).trim().toLowerCase() : '';
}

export function memberOf(value: unknown, name: string): unknown {
  return isMembers(value) ? value[name] : undefined;
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
