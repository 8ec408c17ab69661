import { normalizeArk, normalizeDoi, normalizeHandle } from '@mintmark/identifiers';
import type { FuzzyDate, ItemKind } from '@mintmark/orcid';
import { memberOf } from '../deposits/likeness.ts';
import { formatDate, textOf } from '../reading/profile.ts';
import type { Facts } from './difference.ts';

type Members = Record<string, unknown>;

/**
 * What people compare of an item: the facts that ORCID's summaries have, too, so that an item as it was sent and the same
 * as it is on the record have the same ones. Visibility is the person's own and no fact. Pure.
 */
export function factsOf(kind: ItemKind, item: Members): Facts {
  const all: readonly (readonly [string, string | null])[] = namedFacts(kind, item);
  return all.flatMap(([name, text]) => (text === null ? [] : [[name, text] as const]));
}

function namedFacts(kind: ItemKind, item: Members): readonly (readonly [string, string | null])[] {
  switch (kind) {
    case 'work':
      return [
        ['Title', titleOf(item.title)],
        ['Type', textOf(item.type)],
        ['Published', dateOf(item['publication-date'])],
        ['In', textOf(item['journal-title'])],
        ['Identifiers', idsText(selfIds(kind, item))],
      ];
    case 'funding':
      return [
        ['Title', titleOf(item.title)],
        ['Type', textOf(item.type)],
        ['Funder', textOf(memberOf(item.organization, 'name'))],
        ['From', dateOf(item['start-date'])],
        ['To', dateOf(item['end-date'])],
        ['Identifiers', idsText(selfIds(kind, item))],
      ];
    case 'peer-review':
      return [
        ['Group', textOf(item['review-group-id'])],
        ['Role', textOf(item['reviewer-role'])],
        ['Type', textOf(item['review-type'])],
        ['Completed', dateOf(item['review-completion-date'] ?? item['completion-date'])],
        ['Identifiers', idsText(selfIds(kind, item))],
      ];
    case 'research-resource':
      return [
        ['Title', titleOf(memberOf(item.proposal, 'title'))],
        ['From', dateOf(memberOf(item.proposal, 'start-date'))],
        ['To', dateOf(memberOf(item.proposal, 'end-date'))],
        ['Identifiers', idsText(selfIds(kind, item))],
      ];
    case 'researcher-url':
      return [
        ['Name', textOf(item['url-name'])],
        ['Address', textOf(item.url)],
      ];
    case 'other-name':
    case 'keyword':
      return [['Text', textOf(item.content)]];
    case 'external-identifier':
      return [
        ['Type', textOf(item['external-id-type'])],
        ['Value', textOf(item['external-id-value'])],
      ];
    case 'address':
      return [['Country', textOf(item.country)]];
    case 'employment':
    case 'education':
    case 'qualification':
    case 'distinction':
    case 'invited-position':
    case 'membership':
    case 'service':
      return [
        ['Organisation', textOf(memberOf(item.organization, 'name'))],
        ['Department', textOf(item['department-name'])],
        ['Role', textOf(item['role-title'])],
        ['From', dateOf(item['start-date'])],
        ['To', dateOf(item['end-date'])],
      ];
    default:
      return kind satisfies never;
  }
}

/** The identifiers of the thing itself as `type value`, in one spelling, so that two sources of it have them in common. */
export function selfIds(kind: ItemKind, item: Members): string[] {
  const holder =
    kind === 'peer-review'
      ? (item['review-identifiers'] ?? item['external-ids'])
      : kind === 'research-resource'
        ? memberOf(item.proposal, 'external-ids')
        : item['external-ids'];
  const list = memberOf(holder, 'external-id');
  if (!Array.isArray(list)) return [];
  const ids = list.flatMap((id) => {
    if (memberOf(id, 'external-id-relationship') !== 'self') return [];
    const type = textOf(memberOf(id, 'external-id-type'))?.toLowerCase();
    const value = textOf(memberOf(id, 'external-id-value'));
    return type === undefined || value === null ? [] : `${type} ${inOneSpelling(type, value)}`;
  });
  return [...new Set(ids)].toSorted();
}

function inOneSpelling(type: string, value: string): string {
  switch (type) {
    case 'doi':
      return normalizeDoi(value) ?? value.toLowerCase();
    case 'handle':
      return normalizeHandle(value) ?? value.toLowerCase();
    case 'ark':
      return normalizeArk(value) ?? value;
    default:
      return value.toLowerCase();
  }
}

function idsText(ids: readonly string[]): string | null {
  return ids.length === 0 ? null : ids.join(', ');
}

function titleOf(title: unknown): string | null {
  return textOf(memberOf(title, 'title'));
}

function dateOf(date: unknown): string | null {
  // Whatever it is: each part is looked at.
  return formatDate(date as FuzzyDate | null | undefined);
}

/** What people call an item in lists. */
export function nameItem(kind: ItemKind, item: Members): string {
  const [first, second] = factsOf(kind, item);
  if (kind === 'work' || kind === 'funding' || kind === 'research-resource') return first?.[1] ?? 'Untitled';
  return [first?.[1], second?.[1]].filter((each) => each !== undefined).join(', ') || kind;
}
