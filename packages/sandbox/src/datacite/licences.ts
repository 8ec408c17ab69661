import type { Json } from './record.ts';

/** Licences that the stand-in recognises; DataCite knows the whole SPDX list. */
const LICENCES = [
  ...['BY', 'BY-SA', 'BY-NC', 'BY-ND', 'BY-NC-SA', 'BY-NC-ND'].map((terms) => ({
    identifier: `CC-${terms}-4.0`,
    name: `Creative Commons ${spellTerms(terms)} 4.0 International`,
    uri: `https://creativecommons.org/licenses/${terms.toLowerCase()}/4.0/legalcode`,
  })),
  {
    identifier: 'CC0-1.0',
    name: 'Creative Commons Zero v1.0 Universal',
    uri: 'https://creativecommons.org/publicdomain/zero/1.0/legalcode',
  },
  { identifier: 'MIT', name: 'MIT License', uri: 'https://opensource.org/licenses/MIT' },
  {
    identifier: 'Apache-2.0',
    name: 'Apache License 2.0',
    uri: 'http://www.apache.org/licenses/LICENSE-2.0',
  },
];

/** Completes a rights statement that names a licence of the SPDX list by identifier, name or address. */
export function recogniseLicence(rights: Json): Json {
  const licence = LICENCES.find(
    (candidate) =>
      sameText(rights.rightsIdentifier, candidate.identifier) ||
      sameText(rights.rights, candidate.name) ||
      sameText(trimAddress(rights.rightsUri), trimAddress(candidate.uri)),
  );
  if (licence === undefined) return rights;
  const { lang } = rights;
  return {
    rights: licence.name,
    rightsUri: licence.uri,
    schemeUri: 'https://spdx.org/licenses/',
    rightsIdentifier: licence.identifier.toLowerCase(),
    rightsIdentifierScheme: 'SPDX',
    ...(lang === undefined ? {} : { lang }),
  };
}

function spellTerms(terms: string): string {
  const words: Record<string, string> = {
    BY: 'Attribution',
    SA: 'Share Alike',
    NC: 'Non Commercial',
    ND: 'No Derivatives',
  };
  return terms
    .split('-')
    .map((term) => words[term])
    .join(' ');
}

function sameText(left: unknown, right: string): boolean {
  return typeof left === 'string' && left.toLowerCase() === right.toLowerCase();
}

function trimAddress(address: unknown): string {
  return typeof address === 'string'
    ? address.replace(/^https?:\/\//, '').replace(/(\/legalcode)?\/?$/, '')
    : '';
}
