import type { ActivityKind, ItemKind, OrcidRecord, PersonKind } from '@mintmark/orcid';
import { isMembers, itemsIn, memberOf, sourceOf } from '../deposits/likeness.ts';
import { textOf } from './profile.ts';

/** One item of a record as a reading found it. */
export type RecordItem = {
  kind: ItemKind;
  putCode: number;
  /** The client that put it there; null: the person did. */
  clientId: string | null;
  /** Who put it there, as ORCID names them. */
  sourceName: string | null;
  /** ORCID's JSON: of activities the summary. */
  item: Record<string, unknown>;
};

const activitySections: Readonly<Record<ActivityKind, string>> = {
  work: 'works',
  employment: 'employments',
  education: 'educations',
  qualification: 'qualifications',
  distinction: 'distinctions',
  'invited-position': 'invited-positions',
  membership: 'memberships',
  service: 'services',
  funding: 'fundings',
  'peer-review': 'peer-reviews',
  'research-resource': 'research-resources',
};
const personSections: Readonly<Record<PersonKind, string>> = {
  'researcher-url': 'researcher-urls',
  'other-name': 'other-names',
  keyword: 'keywords',
  'external-identifier': 'external-identifiers',
  address: 'addresses',
};

/** Every item of a record that the permission lets see, with its kind and its source. Pure. */
export function listRecordItems(record: OrcidRecord): RecordItem[] {
  return [
    ...itemsOf(record['activities-summary'], activitySections),
    ...itemsOf(record.person, personSections),
  ];
}

function* itemsOf(within: unknown, sections: Readonly<Record<string, string>>): Generator<RecordItem> {
  for (const [kind, section] of Object.entries(sections)) {
    for (const item of itemsIn(memberOf(within, section))) {
      const putCode = Number(item['put-code']);
      if (!Number.isSafeInteger(putCode) || !isMembers(item)) continue;
      const clientId = sourceOf(item);
      yield {
        // The keys of the two tables are kinds.
        kind: kind as ItemKind,
        putCode,
        clientId: typeof clientId === 'string' ? clientId : null,
        sourceName: textOf(memberOf(item.source, 'source-name')),
        item,
      };
    }
  }
}

/** When a record was changed last; null: it does not say. */
export function modifiedAt(record: OrcidRecord): Date | null {
  const value = record.history?.['last-modified-date']?.value;
  return typeof value === 'number' && Math.abs(value) < 8.64e15 ? new Date(value) : null;
}
