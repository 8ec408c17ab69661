import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/gs1-compression.json' with { type: 'json' };
import { gs1Links, gs1LinksByAi } from '../tests/gs1-links.ts';
import {
  assertGs1DigitalLink,
  compressGs1DigitalLink,
  decompressGs1Path,
  formatGs1DigitalLink,
  type Gs1CompressionOptions,
  gs1Ais,
  isCompressedGs1Path,
  parseGs1DigitalLink,
  parseGs1Path,
} from './index.ts';

/** Reads an address that {@link compressGs1DigitalLink} wrote, and puts the stem back. */
function readBack(address: string, stem: string): string {
  const rest = address.slice(stem.length);
  const mark = rest.indexOf('?');
  const path = mark === -1 ? rest : rest.slice(0, mark);
  expect(isCompressedGs1Path(path)).toBe(true);
  expect(parseGs1Path(path).ok).toBe(false);
  const result = decompressGs1Path(path, mark === -1 ? '' : rest.slice(mark + 1));
  return result.ok ? formatGs1DigitalLink({ ...result.value, stem }) : JSON.stringify(result.problem);
}

describe('a compressed GS1 Digital Link', () => {
  test.each(vectors.written)('of $uri is $compressed ($about)', ({ uri, options, compressed }) => {
    const link = assertGs1DigitalLink(uri);
    expect(compressGs1DigitalLink(link, options)).toBe(compressed);
    expect(readBack(compressed, link.stem)).toBe(uri);
  });

  test.each(vectors.codes)('uses code $code for $uri', ({ uri, compressed }) => {
    const link = assertGs1DigitalLink(uri);
    expect(compressGs1DigitalLink(link)).toBe(compressed);
    expect(readBack(compressed, link.stem)).toBe(uri);
  });

  test.each(vectors.read)('may be written otherwise: $about, $path', ({ path, query, link }) => {
    const result = decompressGs1Path(path, query);
    expect(result.ok ? formatGs1DigitalLink(result.value) : result.problem).toBe(link);
  });

  test.each(vectors.refused)(
    '“$path” with “$query” is refused with $code',
    ({ path, query, code, position }) => {
      expect(decompressGs1Path(path, query)).toMatchObject({ ok: false, problem: { code, position } });
    },
  );

  test.each(vectors.compressed)('%s looks like one', (path) => {
    expect(isCompressedGs1Path(path)).toBe(true);
  });

  test.each(vectors.uncompressed)('“%s” does not look like one', (path) => {
    expect(isCompressedGs1Path(path)).toBe(false);
  });

  test('is the uncompressed one where nothing is left to compress', () => {
    const link = assertGs1DigitalLink('https://example.org/01/09506000134352?a=1');
    expect(compressGs1DigitalLink(link, { uncompressedKey: true })).toBe(formatGs1DigitalLink(link));
  });

  test('is the uncompressed one for what is no valid link, so that nothing is lost', () => {
    const link = { ...assertGs1DigitalLink('https://example.org/01/09506000134352'), qualifiers: [] };
    const wrong = { ...link, primaryKey: { ai: '01', value: '09506000134353' } };
    expect(compressGs1DigitalLink(wrong)).toBe('https://example.org/01/09506000134353');
    const longer = { ...link, primaryKey: { ai: '01', value: '095060001343520' } };
    expect(compressGs1DigitalLink(longer)).toBe('https://example.org/01/095060001343520');
  });
});

const allOptions: fc.Arbitrary<Required<Gs1CompressionOptions>> = fc.record({
  optimisations: fc.boolean(),
  otherParameters: fc.boolean(),
  uncompressedKey: fc.boolean(),
});

describe('compression', () => {
  test.each([...gs1LinksByAi])('keeps every value of AI %s', (_, links) => {
    fc.assert(
      fc.property(links, (link) => {
        expect(readBack(compressGs1DigitalLink(link), '')).toBe(formatGs1DigitalLink(link));
      }),
      { numRuns: 30 },
    );
  });

  test('is tried on every AI that a link may have', () => {
    // The others stand in barcodes only: they are neither key nor qualifier nor attribute.
    const missing = gs1Ais.map(({ ai }) => ai).filter((ai) => !gs1LinksByAi.has(ai));
    expect(missing).toEqual(['03', '7041', '8014', '8040', '8041', '8042', '8043', '8200']);
  });

  test('loses nothing of any valid link, however it is asked to compress', () => {
    fc.assert(
      fc.property(gs1Links, allOptions, (link, options) => {
        const plain = formatGs1DigitalLink(link);
        const compressed = compressGs1DigitalLink(link, options);
        if (options.uncompressedKey && compressed === plain) {
          // Qualifiers and attributes of a valid link can always be written; parameters not.
          expect([...link.qualifiers, ...link.attributes]).toEqual([]);
          return;
        }
        expect(readBack(compressed, link.stem)).toBe(plain);
        const [path = ''] = compressed.slice(link.stem.length).split('?');
        if (!options.uncompressedKey) expect(path).toMatch(/^\/[A-Za-z0-9_-]+$/);
      }),
      { numRuns: 3000 },
    );
  });

  test('writes the same for the same link, whatever the order of its attributes', () => {
    fc.assert(
      fc.property(gs1Links, (link) => {
        const reversed = { ...link, attributes: [...link.attributes].reverse() };
        expect(compressGs1DigitalLink(reversed)).toBe(compressGs1DigitalLink(link));
      }),
    );
  });
});

describe('hostile compressed input', () => {
  const units = fc.oneof(
    fc.constantFrom(...'ABCDEFabcdef0189-_/%?=&.'),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  );

  test('any text is read or refused without throwing, with a position inside it', () => {
    const openings = fc.constantFrom(
      '',
      '/',
      'ARFKk4XBoA',
      'CxFKk4XBoI1XgkY',
      '01/09506000134352/',
      'eIlinkType',
    );
    fc.assert(
      fc.property(
        openings,
        fc.string({ unit: units }),
        fc.string({ unit: units }),
        (opening, rest, query) => {
          const path = opening + rest;
          if (isCompressedGs1Path(path)) expect(parseGs1Path(path).ok).toBe(false);
          const result = decompressGs1Path(path, query);
          if (result.ok) return;
          expect(result.problem.message).not.toBe('');
          expect(result.problem.position).toBeGreaterThanOrEqual(0);
          expect(result.problem.position).toBeLessThanOrEqual(path.length + 1 + query.length);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('a link cut short anywhere is refused or names less, never something else', () => {
    fc.assert(
      fc.property(gs1Links, fc.nat(), (link, cut) => {
        const whole = compressGs1DigitalLink({ ...link, stem: '', otherParameters: [] });
        const path = whole.slice(0, 1 + (cut % (whole.length - 1)));
        const result = decompressGs1Path(path);
        if (!result.ok) return;
        for (const { ai, value } of [result.value.primaryKey, ...result.value.qualifiers]) {
          expect([link.primaryKey, ...link.qualifiers]).toContainEqual({ ai, value });
        }
      }),
    );
  });

  test('the longest texts are answered in linear time', () => {
    const start = performance.now();
    for (const opening of ['', 'ARFKk4XBoA', '01/09506000134352/', '/']) {
      for (const repeat of ['A', '_', '8', 'CxFKk4XBoI1XgkY', '8AA', '8AQAIA', '4UFCAAEAQ', 'IQAAAA', '/']) {
        for (const length of [4000, 8191, 10_000]) {
          const path = (opening + repeat.repeat(10_000)).slice(0, length);
          expect(decompressGs1Path(path, repeat).ok).toBe(false);
          isCompressedGs1Path(path);
        }
      }
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

/*
 * Against what GS1's prototype writes: compressed and decompressed addresses it made, with the word whether it kept the
 * link. Not part of this repository.
 */
const file = new URL('../../../../shared/data/idr/gs1-dl-compression-vectors.json', import.meta.url);
type Recorded = {
  uri: string;
  useOptimisations: boolean;
  compressOtherKeyValuePairs: boolean;
  compressed: string;
  referenceLossless: boolean;
};

describe.skipIf(!existsSync(file))(
  `links compressed by GS1’s prototype${existsSync(file) ? '' : ' (skipped: the data folder is missing)'}`,
  () => {
    const recorded = () => (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Recorded[] }).vectors;
    /** Its check digit is wrong, so it names nothing; the prototype does not check that. */
    const invalid = 'https://id.gs1.org/417/9521321100000';
    const valid = () => recorded().filter(({ uri }) => uri !== invalid);
    const compress = ({ uri, useOptimisations, compressOtherKeyValuePairs }: Recorded) =>
      compressGs1DigitalLink(assertGs1DigitalLink(uri), {
        optimisations: useOptimisations,
        otherParameters: compressOtherKeyValuePairs,
      });

    test('are read as it meant them, also where it cannot read them itself', () => {
      const readable = valid().filter(({ compressed }) => !compressed.endsWith('/'));
      expect(readable.length).toBeGreaterThan(45);
      for (const { uri, compressed } of readable) {
        const link = assertGs1DigitalLink(uri);
        expect(readBack(compressed, link.stem)).toBe(formatGs1DigitalLink(link));
      }
    });

    test('come back whole from our own compression, every one', () => {
      for (const vector of valid()) {
        const link = assertGs1DigitalLink(vector.uri);
        expect(readBack(compress(vector), link.stem)).toBe(formatGs1DigitalLink(link));
      }
    });

    test('are written to the letter as it writes them, where it keeps the link', () => {
      for (const vector of valid().filter(({ referenceLossless }) => referenceLossless)) {
        expect(decodeURIComponent(compress(vector))).toBe(vector.compressed);
      }
    });

    test('differ where it loses a zero or the whole key', () => {
      const differing = valid().filter(
        (vector) => decodeURIComponent(compress(vector)) !== vector.compressed,
      );
      expect(new Set(differing.map(({ uri }) => uri.slice('https://id.gs1.org'.length)))).toEqual(
        new Set(['/01/09506000134352/21/00012', '/8013/1987654Ad4X4bL5ttr2310c2K']),
      );
    });

    test('one of them has a wrong check digit, and is refused; with the right one it is kept', () => {
      expect(recorded().map(({ uri }) => uri)).toContain(invalid);
      expect(parseGs1DigitalLink(invalid)).toMatchObject({ problem: { code: 'gs1-check-digit' } });
      const uri = 'https://id.gs1.org/417/9521321100008';
      expect(readBack(compressGs1DigitalLink(assertGs1DigitalLink(uri)), 'https://id.gs1.org')).toBe(uri);
    });
  },
);
