import { describe, expect, test } from 'vitest';
import { attributesOf, COMPLETE, KERNEL_4, OWNER, startDatacite } from './datacite-caller.ts';

const PUBLISHED = { ...COMPLETE, event: 'publish' };

describe('what a record looks like', () => {
  test('attributes come in the order of DataCite, unknown ones are dropped on every level', async () => {
    const { call } = await startDatacite();
    const titles = [{ title: 'Rocks', colour: 'grey', titleType: { nested: true } }];
    const answer = await call('PUT', '/dois/10.5072/a', { attributes: { ...COMPLETE, titles, mood: 'x' } });
    const attributes = attributesOf(answer);
    expect(attributes.titles).toEqual([{ title: 'Rocks' }]);
    expect(Object.keys(attributes)).toEqual([
      ...[
        'doi',
        'prefix',
        'suffix',
        'identifiers',
        'alternateIdentifiers',
        'creators',
        'titles',
        'publisher',
      ],
      ...['container', 'publicationYear', 'subjects', 'contributors', 'dates', 'language', 'types'],
      ...['relatedIdentifiers', 'relatedItems', 'sizes', 'formats', 'version', 'rightsList', 'descriptions'],
      ...['geoLocations', 'fundingReferences', 'xml', 'url', 'contentUrl', 'metadataVersion'],
      ...['schemaVersion', 'source', 'isActive', 'state', 'reason', 'landingPage', 'viewCount'],
      ...['viewsOverTime', 'downloadCount', 'downloadsOverTime', 'referenceCount', 'citationCount'],
      ...['citationsOverTime', 'partCount', 'partOfCount', 'versionCount', 'versionOfCount', 'created'],
      ...['registered', 'published', 'updated'],
    ]);
  });

  test('publisher and affiliations are names unless the objects are asked for', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    const plain = attributesOf(await call('GET', '/dois/10.5072/a'));
    expect(plain).toMatchObject({ publisher: 'Example', creators: [{ affiliation: ['Example'] }] });
    const full = attributesOf(await call('GET', '/dois/10.5072/a?publisher=true&affiliation=true'));
    expect(full.publisher).toEqual(COMPLETE.publisher);
    expect(full).toMatchObject({ creators: [{ affiliation: COMPLETE.creators[0]?.affiliation }] });
  });

  test('values are normalised as DataCite does', async () => {
    const { call } = await startDatacite();
    const answer = await call('PUT', '/dois/10.5072/a', {
      attributes: {
        ...COMPLETE,
        version: 2,
        language: 'deu',
        publisher: 'Plain name',
        identifiers: [
          { identifier: '10.5072/b', identifierType: 'DOI' },
          { identifier: 'S-1', identifierType: 'Local' },
        ],
        rightsList: [{ rightsIdentifier: 'CC-BY-4.0' }],
        geoLocations: [{ geoLocationPoint: { pointLatitude: '51.5', pointLongitude: '-0.1' } }],
        descriptions: [{ description: 'Rock series, 4', descriptionType: 'SeriesInformation' }],
      },
    });
    const attributes = attributesOf(answer);
    expect(attributes).toMatchObject({ version: '2', language: 'de', publisher: 'Plain name' });
    expect(attributes.identifiers).toEqual([{ identifier: 'S-1', identifierType: 'Local' }]);
    expect(attributes.alternateIdentifiers).toEqual([
      { alternateIdentifier: 'S-1', alternateIdentifierType: 'Local' },
    ]);
    expect(attributes.rightsList).toMatchObject([
      { rightsIdentifier: 'cc-by-4.0', rightsIdentifierScheme: 'SPDX', rightsUri: expect.any(String) },
    ]);
    expect(attributes.geoLocations).toEqual([
      { geoLocationPoint: { pointLatitude: 51.5, pointLongitude: -0.1 } },
    ]);
    expect(attributes.types).toMatchObject({ schemaOrg: 'Dataset', citeproc: 'dataset', ris: 'DATA' });
    expect(attributes.container).toEqual({ type: 'Series', title: 'Rock series' });
  });

  test('the metadata is also given as DataCite XML with the name in upper case', async () => {
    const { call } = await startDatacite();
    const title = 'Fish & <chips>';
    const attributes = { ...COMPLETE, titles: [{ title }] };
    const { xml } = attributesOf(await call('PUT', '/dois/10.5072/a', { attributes }));
    const document = Buffer.from(String(xml), 'base64').toString('utf8');
    expect(document).toContain('<identifier identifierType="DOI">10.5072/A</identifier>');
    expect(document).toContain('<title>Fish &amp; &lt;chips&gt;</title>');
    const accept = 'application/vnd.datacite.datacite+xml';
    const negotiated = await call('GET', '/dois/10.5072/a', { headers: { accept } });
    expect(negotiated.headers.get('content-type')).toContain(accept);
    expect(negotiated.text).toBe(document);
    expect((await call('GET', `/dois/${accept}/10.5072/a`)).text).toBe(document);
    expect((await call('GET', `/dois/${accept}/10.5072/a`, { as: null })).status).toBe(404);
  });

  test('activities tell each change with its old and new value', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    await call('PUT', '/dois/10.5072/a', { attributes: { url: 'https://example.org/2' } });
    const { data } = (await call('GET', '/dois/10.5072/a/activities')).body as { data: unknown[] };
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({
      attributes: { action: 'update', version: 2, changes: { url: [COMPLETE.url, 'https://example.org/2'] } },
    });
  });
});

describe('metadata that is refused', () => {
  const refused = async (attributes: unknown, doi = '10.5072/a') => {
    const { call } = await startDatacite();
    const answer = await call('PUT', `/dois/${doi}`, { attributes });
    expect((await call('GET', `/dois/${doi}`)).status).toBe(answer.status === 422 ? 404 : 200);
    return answer.status === 422 ? answer.body.errors : answer.status;
  };
  const uid = '10.5072/a';

  test('a draft needs nothing but its name', async () => {
    expect(await refused({})).toBe(201);
    expect(await refused({ schemaVersion: KERNEL_4, titles: [] })).toBe(201);
  });

  test('publishing without an address and metadata names every mandatory element once', async () => {
    const missing = (line: number, names: string) =>
      `DOI 10.5072/a: Missing child element(s). Expected is ${names} at line ${line}, column 0`;
    const kernel = '{http://datacite.org/schema/kernel-4}';
    const errors = await refused({ event: 'publish', schemaVersion: KERNEL_4 });
    expect(errors).toEqual([
      { source: 'url', title: "Can't be blank", uid },
      { source: 'creators', title: missing(4, `( ${kernel}creator ).`), uid },
      { source: 'titles', title: missing(5, `( ${kernel}title ).`), uid },
      { source: 'publisher', title: expect.stringContaining("[facet 'minLength']"), uid },
      { source: 'publication_year', title: expect.stringContaining("The value '' is not accepted"), uid },
      { source: 'xml', title: expect.stringContaining(`${kernel}resourceType`), uid },
    ]);
  });

  test('without a schema version everything wrong is one opaque error', async () => {
    const { schemaVersion, ...unversioned } = PUBLISHED;
    expect(await refused({ ...unversioned, titles: [] })).toEqual([
      { source: 'metadata', title: 'Is invalid', uid },
    ]);
    expect(await refused(unversioned)).toBe(201);
  });

  test('a schema version that DataCite does not know yet switches the check off', async () => {
    expect(await refused({ ...PUBLISHED, schemaVersion: `${KERNEL_4}.5`, titles: [] })).toBe(201);
  });

  test('kernel 3 is no longer supported', async () => {
    const schemaVersion = 'http://datacite.org/schema/kernel-3';
    expect(await refused({ ...COMPLETE, schemaVersion })).toEqual([
      { source: 'xml', title: `DOI 10.5072/a: Schema ${schemaVersion} is no longer supported`, uid },
    ]);
  });

  test('metadata sent as XML is refused instead of being dropped', async () => {
    expect(await refused({ xml: 'PHJlc291cmNlLz4=' })).toMatchObject([{ source: 'xml' }]);
  });

  test('should_validate holds a draft to the schema', async () => {
    const errors = await refused({ ...COMPLETE, titles: [], should_validate: 'true' });
    expect(errors).toMatchObject([{ source: 'titles' }]);
  });

  test.each([
    ['titles', { titles: ['x'] }, "Title 'x' should be an object instead of a string."],
    ['creators', { creators: 'x' }, "Creator 'x' should be an object instead of a string."],
    ['subjects', { subjects: ['x'] }, "Subject 'x' should be an object instead of a string."],
    ['dates', { dates: ['2026'] }, "Date '2026' should be an object instead of a string."],
    ['rights_list', { rightsList: ['x'] }, "Rights 'x' should be an object instead of a string."],
    [
      'rights_list',
      { rightsList: [{ rights: 'x'.repeat(2001) }] },
      'Rights should not have a length of more than 2000 characters.',
    ],
    ['language', { language: 'e n' }, 'Language e n is in an invalid format.'],
    ['url', { url: 'example.org' }, 'URL is not valid'],
    [
      'contributors',
      { contributors: [{ name: 'A' }] },
      "Contributor 'A' is missing a required element: contributor type.",
    ],
  ])('even a draft is refused for %s in %j', async (source, change, title) => {
    expect(await refused({ ...COMPLETE, ...change })).toEqual([{ source, title, uid }]);
  });

  test('a contributor type outside the list is refused', async () => {
    const contributors = [{ name: 'A', contributorType: 'Friend' }];
    expect(await refused({ ...COMPLETE, contributors })).toMatchObject([
      { source: 'contributors', title: expect.stringContaining('not supported in schema 4') },
    ]);
  });

  test('a value outside a list is reported with the attribute in the source, first error only', async () => {
    const dates = [
      { date: '2026', dateType: 'Eaten' },
      { date: '2026', dateType: 'Drunk' },
    ];
    const errors = await refused({ ...PUBLISHED, dates });
    expect(errors).toEqual([
      { source: "date', attribute 'dateType", title: expect.stringContaining("The value 'Eaten'"), uid },
    ]);
  });

  test('an address outside the domains of the repository is refused', async () => {
    const { call } = await startDatacite({ repositories: [{ ...OWNER, domains: ['*.example.org'] }] });
    const answer = await call('PUT', '/dois/10.5072/a', { attributes: { url: 'https://evil.org/' } });
    expect(answer.body).toMatchObject({
      errors: [{ source: 'url', title: expect.stringContaining('domain') }],
    });
    const url = 'https://data.example.org/';
    expect((await call('PUT', '/dois/10.5072/a', { attributes: { url } })).status).toBe(201);
  });

  test('a refused update leaves the record as it was', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    const attributes = { titles: [], url: 'https://example.org/2' };
    expect((await call('PUT', '/dois/10.5072/a', { attributes })).status).toBe(422);
    expect(attributesOf(await call('GET', '/dois/10.5072/a'))).toMatchObject({
      titles: COMPLETE.titles,
      url: COMPLETE.url,
    });
  });

  test('the dry run answers 200 both ways and keeps nothing', async () => {
    const { call } = await startDatacite();
    const good = { ...COMPLETE, doi: '10.5072/a' };
    const fine = await call('POST', '/dois/validate', { attributes: good });
    expect(fine.status).toBe(200);
    expect(attributesOf(fine).doi).toBe('10.5072/a');
    const wrong = await call('POST', '/dois/validate', { attributes: { ...good, titles: [] } });
    expect(wrong.status).toBe(200);
    expect(wrong.body.errors).toMatchObject([{ source: 'titles' }]);
    expect((await call('GET', '/dois/10.5072/a')).status).toBe(404);
  });
});
