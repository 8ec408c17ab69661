import type { Rights } from '@mintmark/datacite';

const SPDX = { rightsIdentifierScheme: 'SPDX', schemeUri: 'https://spdx.org/licenses/' };

/** A licence that is known by what people call it. */
export type Licence = {
  /** Its SPDX identifier. */
  id: string;
  address: string;
  /** What it is called, in small letters and without signs. */
  names: readonly string[];
  /** Puts the data in the public domain, as curated packages are asked to. */
  isPublicDomain: boolean;
};

/** The two that the template offers, and those that exceptions are most often made for. */
const licences: readonly Licence[] = [
  {
    id: 'PDDL-1.0',
    address: 'https://opendatacommons.org/licenses/pddl/1-0/',
    names: ['odc pddl', 'pddl', 'odc public domain dedication and licence'],
    isPublicDomain: true,
  },
  {
    id: 'CC0-1.0',
    address: 'https://creativecommons.org/publicdomain/zero/1.0/',
    names: ['cc0', 'cc zero', 'cc0 1 0'],
    isPublicDomain: true,
  },
  {
    id: 'CC-BY-4.0',
    address: 'https://creativecommons.org/licenses/by/4.0/',
    names: ['cc by 4 0'],
    isPublicDomain: false,
  },
  {
    id: 'CC-BY-SA-4.0',
    address: 'https://creativecommons.org/licenses/by-sa/4.0/',
    names: ['cc by sa 4 0'],
    isPublicDomain: false,
  },
  {
    id: 'ODC-By-1.0',
    address: 'https://opendatacommons.org/licenses/by/1-0/',
    names: ['odc by', 'odc by 1 0'],
    isPublicDomain: false,
  },
  {
    id: 'ODbL-1.0',
    address: 'https://opendatacommons.org/licenses/odbl/1-0/',
    names: ['odc odbl', 'odbl', 'odbl 1 0'],
    isPublicDomain: false,
  },
];

/** The licence that a rights statement names by its SPDX identifier, its address or its name; null: none of ours. */
export function findLicence({ rights, rightsUri, rightsIdentifier }: Rights): Licence | null {
  const name = fold(rights);
  const found = licences.find(
    ({ id, address, names }) =>
      rightsIdentifier?.toLowerCase() === id.toLowerCase() ||
      (rightsUri !== undefined && bareAddress(rightsUri) === bareAddress(address)) ||
      name === fold(id) ||
      names.includes(name),
  );
  return found ?? null;
}

/** A statement that names a licence gets its address and SPDX identifier, unless it has others. */
export function nameLicence(statement: Rights): Rights {
  const licence = findLicence(statement);
  if (licence === null) return statement;
  const { rightsUri, rightsIdentifier, rightsIdentifierScheme, schemeUri } = statement;
  const isUnnamed =
    rightsIdentifier === undefined && rightsIdentifierScheme === undefined && schemeUri === undefined;
  return {
    ...statement,
    ...(rightsUri === undefined && { rightsUri: licence.address }),
    ...(isUnnamed && { rightsIdentifier: licence.id, ...SPDX }),
  };
}

function fold(text: string | undefined): string {
  return (text ?? '')
    .toLowerCase()
    .replace(/[\s._()-]+/g, ' ')
    .trim();
}

/** Creative Commons and Open Data Commons answer at either protocol, with and without an end. */
function bareAddress(address: string): string {
  return address
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/(?:\/legalcode)?\/?(?:\.html)?$/, '');
}
