/** A request as it goes over the wire (RFC 9112). */
export function formatRequest(
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: unknown,
): string {
  const content = body === undefined ? '' : JSON.stringify(body);
  const lines = Object.entries({
    host: '127.0.0.1',
    ...headers,
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(content)) }),
  }).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${content}`;
}

/** All that a public DOI needs and what a curator usually adds, about 1.5 KB. */
export const METADATA = {
  titles: [{ title: 'Temperature and conductivity of one spring, hourly' }],
  creators: [
    {
      name: 'Carberry, Josiah',
      nameType: 'Personal',
      givenName: 'Josiah',
      familyName: 'Carberry',
      nameIdentifiers: [
        {
          nameIdentifier: 'https://orcid.org/0000-0002-1825-0097',
          nameIdentifierScheme: 'ORCID',
          schemeUri: 'https://orcid.org',
        },
      ],
      affiliation: [{ name: 'Example University' }],
    },
  ],
  publisher: { name: 'Example University' },
  publicationYear: 2026,
  types: { resourceTypeGeneral: 'Dataset', resourceType: 'Time series' },
  subjects: [{ subject: 'hydrology' }, { subject: 'springs' }, { subject: 'water temperature' }],
  dates: [{ date: '2025-01-01/2025-12-31', dateType: 'Collected' }],
  language: 'en',
  version: '1.0',
  formats: ['text/csv'],
  sizes: ['4 MB'],
  rightsList: [
    {
      rights: 'Creative Commons Attribution 4.0 International',
      rightsUri: 'https://creativecommons.org/licenses/by/4.0/legalcode',
      rightsIdentifier: 'CC-BY-4.0',
      rightsIdentifierScheme: 'SPDX',
    },
  ],
  descriptions: [
    {
      description:
        'Hourly readings of water temperature and electrical conductivity at one spring over a year, with the ' +
        'calibration of both sensors before and after. Gaps of less than three hours are filled linearly and marked.',
      descriptionType: 'Abstract',
    },
  ],
};

export const TARGET = 'https://example.org/data/springs/2025';
