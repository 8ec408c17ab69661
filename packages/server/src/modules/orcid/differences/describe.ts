import type { ItemKind } from '@mintmark/orcid';
import type { ListedDifference } from './store.ts';

/** What differs, in a sentence. */
export function explain(
  difference: Pick<ListedDifference, 'sort' | 'source' | 'itemId' | 'depositState'>,
): string {
  const { sort, source, itemId, depositState } = difference;
  switch (sort) {
    case 'changed-there':
      return 'It was written from here, and the record says something else by now.';
    case 'not-there':
      return depositState === 'refused'
        ? 'It is held here, and ORCID refused it for the record.'
        : 'It is held here, and was taken off the record.';
    case 'not-here': {
      const by = source === null ? 'Somebody' : source;
      return itemId === null
        ? `${by} put it on the record, and it is not held here.`
        : `${by} put it on the record. It was published here under the same identifier, without this iD.`;
    }
    default:
      return sort satisfies never;
  }
}

/** What can be done about it, as buttons say it; null: there is no such choice. */
export function choicesOf(
  difference: Pick<ListedDifference, 'sort' | 'thereItem' | 'depositState'>,
  { isTheirs }: { isTheirs: boolean },
): { accept: string | null; takeTheirs: string | null; ignore: string } {
  const { sort, thereItem, depositState } = difference;
  switch (sort) {
    case 'changed-there':
      return {
        accept: 'Write what is here again',
        takeTheirs: thereItem !== null && !isTheirs ? 'Take over what the record says' : null,
        ignore: 'Leave both as they are',
      };
    case 'not-there':
      return {
        accept: depositState === 'deleted-by-user' && !isTheirs ? null : 'Write it to the record',
        takeTheirs: null,
        ignore: 'Leave it off the record',
      };
    case 'not-here':
      return { accept: 'That is right', takeTheirs: null, ignore: 'Ignore' };
    default:
      return sort satisfies never;
  }
}

/** Both sides fact by fact, one beside the other. */
export function sideBySide({ there, here }: Pick<ListedDifference, 'there' | 'here'>) {
  const ofThere = new Map(there ?? []);
  const ofHere = new Map(here ?? []);
  return [...new Set([...ofHere.keys(), ...ofThere.keys()])].map((name) => {
    const one = ofHere.get(name) ?? null;
    const other = ofThere.get(name) ?? null;
    return { name, here: one, there: other, differs: here !== null && there !== null && one !== other };
  });
}

const kindNames: Readonly<Record<ItemKind, string>> = {
  work: 'Work',
  employment: 'Employment',
  education: 'Education',
  qualification: 'Qualification',
  distinction: 'Distinction',
  'invited-position': 'Invited position',
  membership: 'Membership',
  service: 'Service',
  funding: 'Funding',
  'peer-review': 'Peer review',
  'research-resource': 'Research resource',
  'researcher-url': 'Link',
  'other-name': 'Other name',
  keyword: 'Keyword',
  'external-identifier': 'Identifier',
  address: 'Country',
};

export function nameKind(kind: ItemKind): string {
  return kindNames[kind];
}
