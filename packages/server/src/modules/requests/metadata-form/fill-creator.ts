import type { FolderAttribute } from '../template/folder-attribute.ts';

/** Who somebody is by their ORCID record, as far as a creator needs it. */
type KnownPerson = {
  givenName: string | null;
  familyName: string | null;
  /** As an address. */
  orcid: string;
  /** Where they work at present. */
  affiliations: readonly { name: string; ror: string | null }[];
};

/**
 * Names a person among the creators: in the place of their iD or of their name where they stand already, else in the first
 * one that is blank, else after the last. What somebody typed there stays. Null where there is no name to be filled in.
 */
export function fillCreator(
  attributes: readonly FolderAttribute[],
  person: KnownPerson,
): FolderAttribute[] | null {
  const name = [person.familyName, person.givenName].filter((part) => part !== null).join(', ');
  if (name === '') return null;
  const creators = attributes.filter((each) => each.name === 'creator');
  const place =
    creators.find((each) =>
      valuesOf(each, 'nameIdentifier').some((id) => id.includes(bareId(person.orcid))),
    ) ??
    creators.find((each) => each.value === name) ??
    creators.find((each) => each.value === '' && valuesOf(each, 'nameIdentifier').length === 0);
  if (place === undefined) {
    const blank: FolderAttribute = { name: 'creator', value: '', attributes: [] };
    const last = creators.at(-1);
    const at = last === undefined ? attributes.length : attributes.indexOf(last) + 1;
    return attributes.toSpliced(at, 0, fill(blank, name, person));
  }
  return attributes.map((each) => (each === place ? fill(each, name, person) : each));
}

function fill(creator: FolderAttribute, name: string, person: KnownPerson): FolderAttribute {
  const known: FolderAttribute[] = [
    ...line('nameType', 'Personal'),
    ...line('givenName', person.givenName),
    ...line('familyName', person.familyName),
    {
      name: 'nameIdentifier',
      value: person.orcid,
      attributes: [...line('nameIdentifierScheme', 'ORCID'), ...line('schemeURI', 'https://orcid.org/')],
    },
    ...person.affiliations.map(({ name: value, ror }) => ({
      name: 'affiliation',
      value,
      attributes:
        ror === null
          ? []
          : [
              ...line('affiliationIdentifier', ror),
              ...line('affiliationIdentifierScheme', 'ROR'),
              ...line('schemeURI', 'https://ror.org/'),
            ],
    })),
  ];
  const typed = new Set(creator.attributes.filter(({ value }) => value !== '').map((each) => each.name));
  const kept = creator.attributes.filter((each) => typed.has(each.name));
  return {
    ...creator,
    value: creator.value === '' ? name : creator.value,
    attributes: [...kept, ...known.filter((each) => !typed.has(each.name))],
  };
}

function line(name: string, value: string | null): FolderAttribute[] {
  return value === null ? [] : [{ name, value, attributes: [] }];
}

function valuesOf(creator: FolderAttribute, name: string): string[] {
  return creator.attributes
    .filter((each) => each.name === name && each.value !== '')
    .map(({ value }) => value);
}

function bareId(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}
