import { createPidReference, type DataciteMetadata, validateMetadata } from '@mintmark/datacite';
import { describe, expect, test } from 'vitest';
import { citePackage } from './cite-package.ts';
import { describePackage, embedJsonLd } from './json-ld.ts';

function described(change: object = {}): DataciteMetadata {
  const result = validateMetadata(
    {
      creators: [{ name: 'Carberry, Josiah', nameType: 'Personal' }],
      titles: [{ title: 'Cracks in pots' }],
      publisher: 'Example University',
      publicationYear: 2026,
      types: { resourceTypeGeneral: 'Dataset' },
      ...change,
    },
    { level: 'complete' },
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.metadata;
}

const sha256 = 'ab'.repeat(32);
const pid = createPidReference('10.5072/pots', { url: 'https://example.org/packages/1' });
const file = {
  path: 'data/pots.csv',
  bytes: 1234,
  sha256,
  mediaType: 'text/csv',
  url: 'https://example.org/packages/1/files/data/pots.csv',
};

describe('a published package', () => {
  test('is cited in one line, and for reference managers', () => {
    const cited = citePackage(described(), '10.5072/pots');
    expect(cited.text).toBe(
      'Carberry, Josiah (2026): Cracks in pots. Example University. (Dataset). https://doi.org/10.5072/pots',
    );
    expect(cited.bibtex).toMatch(/^@misc\{https:\/\/doi\.org\/10\.5072\/pots,/);
    expect(cited.ris).toMatch(/^TY {2}- DATA\r\n/);
    expect(JSON.parse(cited.csl)).toMatchObject({ type: 'dataset', DOI: '10.5072/pots' });
  });

  test('is a schema.org Dataset with a distribution for the whole and for each file', () => {
    const archive = {
      url: 'https://example.org/packages/1/archive?format=zip',
      mediaType: 'application/zip',
    };
    expect(describePackage({ metadata: described(), pid, files: [file], archive })).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Dataset',
      '@id': 'https://doi.org/10.5072/pots',
      url: 'https://example.org/packages/1',
      name: 'Cracks in pots',
      isAccessibleForFree: true,
      distribution: [
        { '@type': 'DataDownload', contentUrl: archive.url, encodingFormat: 'application/zip' },
        {
          '@type': 'DataDownload',
          name: 'data/pots.csv',
          contentUrl: file.url,
          contentSize: '1234 B',
          encodingFormat: 'text/csv',
          sha256,
        },
      ],
    });
  });

  test('of software is software, too, and still has distributions', () => {
    const metadata = described({ types: { resourceTypeGeneral: 'Software' } });
    const document = describePackage({ metadata, pid, files: [{ ...file, mediaType: null }], archive: null });
    expect(document['@type']).toEqual(['Dataset', 'SoftwareSourceCode']);
    expect(document.distribution).toEqual([
      { '@type': 'DataDownload', name: file.path, contentUrl: file.url, contentSize: '1234 B', sha256 },
    ]);
  });

  test('without files has no distributions, and of very many names the first thousand', () => {
    const metadata = described();
    expect(describePackage({ metadata, pid, files: [], archive: null })).not.toHaveProperty('distribution');
    const files = Array.from({ length: 5000 }, () => file);
    const document = describePackage({ metadata, pid, files, archive: null });
    expect(document.distribution).toHaveLength(1000);
  });

  test('cannot break out of the script that holds its description', () => {
    const title = '</script><script>alert(1)</script><!-- <b> \u2028 & "quoted"';
    const metadata = { ...described(), titles: [{ title }] };
    const files = [{ ...file, path: '</SCRIPT >.csv' }];
    const text = embedJsonLd(describePackage({ metadata, pid, files, archive: null }));
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toMatchObject({ name: title, distribution: [{ name: '</SCRIPT >.csv' }] });
  });
});
