import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromDataciteXml, toDataciteXml, toSample, validateMetadata, withSample } from '../src/index.ts';
import { hasDataciteData, listStatements, loadSchema, readExamples, titleOf } from './datacite-schema.ts';
import full from './fixtures/full.json' with { type: 'json' };
import { replaceAt } from './replace-at.ts';

function read(xml: string): Extract<ReturnType<typeof fromDataciteXml>, { ok: true }> {
  const result = fromDataciteXml(xml);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result;
}

function complete(input: unknown): Parameters<typeof toDataciteXml>[0] {
  const result = validateMetadata(input, { level: 'complete' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.metadata;
}

function wrap(content: string, namespace = 'http://datacite.org/schema/kernel-4'): string {
  return `<?xml version="1.0"?>\n<resource xmlns="${namespace}">\n${content}\n</resource>`;
}

describe('a physical sample', () => {
  const described = () =>
    complete(
      withSample(
        { titles: [{ title: 'Core 7' }], publisher: { name: 'Example University' }, publicationYear: 2026 },
        {
          material: [{ name: 'Basalt', uri: 'https://example.org/terms/basalt' }, { name: 'Soil' }],
          sampleType: 'Core section',
          collectors: [{ name: 'Carberry, Josiah' }],
          collectionDate: '2025-07-14/2025-07-15',
          collectionPlace: {
            name: 'Left bank of the spring',
            point: { latitude: 47.3769, longitude: 8.5417 },
            box: { west: 8.5, east: 8.6, south: 47.3, north: 47.4 },
          },
          parentSample: { identifier: '10273/AU1243', relation: 'IsPartOf' },
        },
      ),
    );

  test('comes back from XML as it went in', () => {
    const metadata = described();
    expect(toSample(read(toDataciteXml(metadata, '10.5072/core')).metadata)).toEqual(toSample(metadata));
  });

  test.skipIf(!hasDataciteData)(titleOf('is valid against the XSD of kernel 4.7'), () => {
    expect(loadSchema()(toDataciteXml(described(), '10.5072/core'))).toEqual([]);
  });
});

test('a text that looks like an escape is written as the text that it is', () => {
  const text = 'AT&T; &lt;b&gt; &amp; &#65; &A; & <';
  const metadata = complete({
    creators: [{ name: 'Carberry, Josiah' }],
    titles: [{ title: 'One' }],
    publisher: { name: 'Example University' },
    publicationYear: 2026,
    types: { resourceTypeGeneral: 'Dataset' },
    subjects: [{ subject: text, subjectScheme: text }],
    descriptions: [{ description: text, descriptionType: 'Abstract' }],
  });
  expect(read(toDataciteXml(metadata, '10.5072/escapes')).metadata).toEqual(metadata);
});

describe('our own full example', () => {
  test('comes back from XML exactly as it went in', () => {
    const metadata = complete(full);
    expect(metadata).toEqual(full);
    const result = read(toDataciteXml(metadata, '10.5072/POTS-17'));
    expect(result.doi).toBe('10.5072/pots-17');
    expect(result.metadata).toEqual(full);
  });

  test.skipIf(!hasDataciteData)(titleOf('is valid against the XSD of kernel 4.7'), () => {
    expect(loadSchema()(toDataciteXml(complete(full), '10.5072/pots-17'))).toEqual([]);
  });

  test.skipIf(!hasDataciteData)(
    titleOf('is valid also with the least a public DOI needs, and as an ARK'),
    () => {
      const least = complete({
        creators: [{ name: ':unkn' }],
        titles: [{ title: 'A' }],
        publisher: 'B',
        publicationYear: 2024,
        types: { resourceTypeGeneral: 'Other' },
      });
      const explain = loadSchema();
      expect(explain(toDataciteXml(least, '10.5072/least'))).toEqual([]);
      expect(explain(toDataciteXml(least, 'ark:99999/fk44w2s'))).toEqual([]);
    },
  );
});

describe.skipIf(!hasDataciteData)(titleOf('what validation accepts as complete, the XSD accepts too'), () => {
  test('whatever text stands anywhere in a description', () => {
    const explain = loadSchema();
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom(
          '%',
          ':',
          '/',
          '#',
          ' ',
          '\u00a0',
          '<',
          '&',
          ']]>',
          'é',
          'a',
          '1',
          '\n',
          '[',
          '?',
        ),
      }),
      fc.constantFrom(
        'https://example.org/%zz',
        'http://[1',
        'a%',
        'urn:x:y',
        '00001',
        '+1',
        '.5',
        '1e5',
        '-0',
        null,
        {},
        [],
      ),
      fc.integer({ min: -200, max: 3000 }),
    );
    const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 5 });
    let accepted = 0;
    fc.assert(
      fc.property(path, text, (steps, value) => {
        const result = validateMetadata(replaceAt(full, steps, value), { level: 'complete' });
        if (!result.ok) return;
        accepted += 1;
        const xml = toDataciteXml(result.metadata, '10.5072/x');
        expect(explain(xml)).toEqual([]);
        expect(read(xml).metadata).toEqual(result.metadata);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe.skipIf(!hasDataciteData)(titleOf("DataCite's own examples"), () => {
  const examples = readExamples();
  const explain = hasDataciteData ? loadSchema() : () => [];

  test('there are more than twenty of them', () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  test.each(examples)('%s is read, written again, and valid', (_path, xml) => {
    const { doi, metadata } = read(xml);
    expect(doi).toMatch(/^10\.82433\//);
    const written = toDataciteXml(metadata, doi ?? '');
    expect(explain(written)).toEqual([]);
    expect(listStatements(written)).toEqual(listStatements(xml));
  });
});

describe('XML of drafts', () => {
  test('unknown texts are :unav, unknown year and type are left out', () => {
    const xml = toDataciteXml({}, '10.5072/draft');
    expect(xml).toContain('<creatorName>:unav</creatorName>');
    expect(xml).toContain('<publisher>:unav</publisher>');
    expect(xml).not.toContain('publicationYear');
    expect(xml).not.toContain('resourceType');
  });
});

describe('XML that is wrong says on which line', () => {
  test.each([
    ['a tag that is not closed', '<resource>\n<titles>\n</resource>', /not well formed/, 3],
    ['nothing at all', '', /not well formed/, null],
    [
      'a DOCTYPE',
      '<?xml version="1.0"?>\n<!-- <a> -->\n<!DOCTYPE resource [<!ENTITY a "b">]>\n<resource/>',
      /DOCTYPE/,
      3,
    ],
    [
      'an old kernel',
      wrap('', 'http://datacite.org/schema/kernel-3'),
      /kernel 3, which DataCite no longer accepts/,
      2,
    ],
    ['another root', '<html/>', /first element must be <resource/, 1],
    [
      'an unknown element',
      wrap('<titles><title>A</title></titles>\n<colour>red</colour>'),
      /no element 'colour'/,
      4,
    ],
    ['an unknown attribute', wrap('<titles>\n<title kind="x">A</title></titles>'), /no attribute 'kind'/, 4],
    [
      'a word outside the vocabulary',
      wrap('<dates>\n<date dateType="issued">2024</date></dates>'),
      /did you mean 'Issued'/,
      4,
    ],
    ['an element twice', wrap('<version>1</version>\n<version>2</version>'), /stands here twice/, 3],
    ['text between elements', wrap('<titles>stray<title>A</title></titles>'), /remove the text 'stray'/, 3],
  ])('%s', (_case, xml, detail, line) => {
    const result = fromDataciteXml(xml);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.problems[0]?.detail).toMatch(detail);
    if (line !== null) expect(result.problems[0]?.line).toBe(line);
  });

  test('an external entity is never loaded and a DOCTYPE after a comment is still seen', () => {
    const xml = '<!-- c --><?p i?>\n<!DOCTYPE r SYSTEM "file:///etc/passwd"><resource>&x;</resource>';
    expect(fromDataciteXml(xml).ok).toBe(false);
  });

  test('a document over 8 MiB is refused unread', () => {
    const result = fromDataciteXml(wrap(`<version>${'x'.repeat(9_000_000)}</version>`));
    expect(result).toMatchObject({
      ok: false,
      problems: [{ detail: expect.stringContaining('larger than') }],
    });
  });

  test('nesting far beyond the kernel is refused', () => {
    expect(fromDataciteXml(wrap('<titles>'.repeat(200) + '</titles>'.repeat(200))).ok).toBe(false);
    expect(fromDataciteXml(wrap('<titles>'.repeat(5000) + '</titles>'.repeat(5000))).ok).toBe(false);
  });
});

describe('any text at all', () => {
  const whole = toDataciteXml(complete(full), '10.5072/pots-17');

  test('is answered without an exception, whether it is XML or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof fromDataciteXml(text).ok).toBe('boolean');
      }),
    );
  });

  test('put anywhere into a document is answered without an exception', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('<', '>', '&', '"', '<!--', ']]>', '<x>', '</titles>', ' a="b"', '&amp;'),
    );
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(40), piece, (start, length, inserted) => {
        const result = fromDataciteXml(whole.slice(0, start) + inserted + whole.slice(start + length));
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('XML that is written differently', () => {
  test('a document before its DOI is assigned has none', () => {
    const result = read(wrap('<identifier identifierType="DOI">(:tba)</identifier>'));
    expect(result).toMatchObject({ doi: null, identifier: { type: 'DOI', name: '(:tba)' } });
  });

  test('an identifier in another spelling is read as the same DOI', () => {
    expect(read(wrap('<identifier identifierType="DOI">https://doi.org/10.5072/ABC</identifier>')).doi).toBe(
      '10.5072/abc',
    );
  });

  test('line breaks in names become spaces, br in descriptions line breaks', () => {
    const { metadata } = read(
      wrap(
        '<titles><title>A long\n      title</title></titles><descriptions><description descriptionType="Abstract">a<br/>b</description></descriptions>',
      ),
    );
    expect(metadata.titles?.[0]?.title).toBe('A long title');
    expect(metadata.descriptions?.[0]?.description).toBe('a\nb');
  });

  test('a second polygon of a place becomes a place of its own', () => {
    const corner = (lon: number): string =>
      `<polygonPoint><pointLongitude>${lon}</pointLongitude><pointLatitude>1</pointLatitude></polygonPoint>`;
    const polygon = `<geoLocationPolygon>${corner(1)}${corner(2)}${corner(3)}${corner(1)}</geoLocationPolygon>`;
    const { metadata } = read(
      wrap(
        `<geoLocations><geoLocation>${polygon}<geoLocationPlace>Here</geoLocationPlace>${polygon}</geoLocation></geoLocations>`,
      ),
    );
    expect(metadata.geoLocations?.map(({ geoLocationPlace }) => geoLocationPlace)).toEqual([
      'Here',
      undefined,
    ]);
    expect(metadata.geoLocations?.[1]?.geoLocationPolygon).toHaveLength(4);
  });

  test('elements and entries without anything in them are passed over', () => {
    const { metadata } = read(
      wrap(
        '<subjects><subject/><subject>a</subject></subjects><formats><format> </format></formats><contributors/>',
      ),
    );
    expect(metadata).toEqual({ subjects: [{ subject: 'a' }] });
  });
});
