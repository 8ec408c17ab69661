import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/gs1-digital-link.json' with { type: 'json' };
import {
  assertGs1DigitalLink,
  formatGs1DigitalLink,
  formatGs1ElementString,
  type Gs1Ai,
  type Gs1DigitalLink,
  gs1Ais,
  InvalidIdentifierError,
  isGs1DigitalLink,
  normalizeGs1DigitalLink,
  parseGs1DigitalLink,
  parseGs1Path,
  parseGs1Value,
} from './index.ts';

describe('GS1 Digital Link', () => {
  test.each(vectors.accepted)('reads $uri as $canonical', ({ uri, canonical, elementString }) => {
    const link = assertGs1DigitalLink(uri);
    expect(formatGs1DigitalLink(link)).toBe(canonical);
    expect(formatGs1ElementString(link)).toBe(elementString);
    expect(isGs1DigitalLink(uri)).toBe(true);
    expect(normalizeGs1DigitalLink(uri)).toBe(canonical);
    expect(normalizeGs1DigitalLink(canonical)).toBe(canonical);
  });

  test.each(vectors.refused)('refuses $uri with $code at $position', ({ uri, code, position }) => {
    expect(parseGs1DigitalLink(uri)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isGs1DigitalLink(uri)).toBe(false);
    expect(normalizeGs1DigitalLink(uri)).toBeNull();
    expect(() => assertGs1DigitalLink(uri)).toThrow(InvalidIdentifierError);
  });

  test('is read into its parts', () => {
    const uri = 'https://example.org/some/gtin/9506000134352/lot/a%2Fb?utm=x+y&3103=000195&17=261231';
    expect(assertGs1DigitalLink(uri)).toEqual({
      stem: 'https://example.org/some',
      primaryKey: { ai: '01', value: '09506000134352' },
      qualifiers: [{ ai: '10', value: 'a/b' }],
      attributes: [
        { ai: '3103', value: '000195' },
        { ai: '17', value: '261231' },
      ],
      otherParameters: [['utm', 'x y']],
    });
  });

  test('can be read without convenience names and short GTINs', () => {
    const options = { convenienceNames: false, shortGtins: false };
    expect(parseGs1DigitalLink('https://example.org/gtin/09506000134352', options).ok).toBe(false);
    expect(parseGs1DigitalLink('https://example.org/01/9506000134352', options).ok).toBe(false);
    expect(parseGs1DigitalLink('https://example.org/01/09506000134352', options).ok).toBe(true);
  });

  test('is told in words what is wrong with it', () => {
    const messageOf = (path: string) => {
      const result = parseGs1Path(path);
      return result.ok ? null : result.problem.message;
    };
    expect(messageOf('/01/09506000134352/21/1/10/A')).toBe(
      'AI 10 (BATCH/LOT) stands before AI 21: the order is 22, 10, 21.',
    );
    expect(messageOf('/01/09506000134352/10/A/235/1')).toBe('AI 235 (TPX) may not stand with AI 10.');
    expect(messageOf('/00/106141412345678908/10/A')).toBe(
      'AI 10 (BATCH/LOT) is no qualifier of AI 00 (SSCC).',
    );
  });
});

describe('The path of a request to a resolver', () => {
  test.each(vectors.acceptedPaths)('$path ? $query is read as $canonical', ({ path, query, canonical }) => {
    const result = parseGs1Path(path, query);
    expect(result.ok && formatGs1DigitalLink(result.value)).toBe(canonical);
    expect(result.ok && result.value.stem).toBe('');
  });

  test.each(vectors.refusedPaths)(
    '$path ? $query is refused with $code at $position',
    ({ path, query, code, position }) => {
      expect(parseGs1Path(path, query)).toMatchObject({ ok: false, problem: { code, position } });
    },
  );

  test('is refused at once if it is too long', () => {
    const path = `/01/09506000134352/10/${'A'.repeat(10_000)}`;
    const start = performance.now();
    expect(parseGs1Path(path)).toMatchObject({ problem: { code: 'too-long' } });
    expect(parseGs1Path('/01/09506000134352', 'a'.repeat(10_000))).toMatchObject({
      problem: { code: 'too-long' },
    });
    expect(parseGs1DigitalLink(`https://example.org${path}`)).toMatchObject({
      problem: { code: 'too-long' },
    });
    expect(performance.now() - start).toBeLessThan(50);
  });
});

describe('Any GS1 Digital Link', () => {
  const printable = fc.string({
    unit: fc.constantFrom(...'!"%&\'()*+,-./0123456789:;<=>?ABZ_abz'),
    minLength: 1,
    maxLength: 20,
  });
  const text = fc.string({ unit: 'grapheme' }).filter((each) => each.isWellFormed());
  const attributeAis = gs1Ais.filter(({ ai }) => /^9\d$|^240$|^241$/.test(ai));

  /** Links of keys whose values are free text but for a company prefix, with any of their qualifiers. */
  const links: fc.Arbitrary<Gs1DigitalLink> = fc.record({
    stem: fc.constantFrom('', 'https://example.org', 'http://example.org:8080/some/01/stem'),
    primaryKey: fc.constantFrom(
      { ai: '01', value: '09506000134352' },
      { ai: '8006', value: '095212345432130102' },
      { ai: '401', value: '9521A/B%' },
    ),
    qualifiers: fc
      .record({ '22': printable, '10': printable, '21': printable }, { requiredKeys: [] })
      .map((values) => {
        return ['22', '10', '21'].flatMap((ai) => {
          const value = (values as Record<string, string | undefined>)[ai];
          return value === undefined ? [] : [{ ai, value }];
        });
      }),
    attributes: fc
      .uniqueArray(
        fc.record({ ai: fc.constantFrom(...attributeAis.map(({ ai }) => ai)), value: printable }),
        {
          selector: ({ ai }) => ai,
        },
      )
      .map((each) => each.sort((one, other) => (one.ai < other.ai ? -1 : 1))),
    otherParameters: fc.array(
      fc.tuple(
        text.filter((name) => !/^\d+$/.test(name)),
        text,
      ),
      { maxLength: 3 },
    ),
  });

  test('is read again as what was written', () => {
    fc.assert(
      fc.property(links, (link) => {
        const written = link.primaryKey.ai === '401' ? { ...link, qualifiers: [] } : link;
        const uri = formatGs1DigitalLink(written);
        fc.pre(uri.length <= 8192);
        const [path = '', query = ''] = uri.split('?');
        const read = link.stem === '' ? parseGs1Path(path, query) : parseGs1DigitalLink(uri);
        expect(read).toEqual({ ok: true, value: written });
      }),
      { numRuns: 2000 },
    );
  });

  test('or other text is read or refused, and its canonical form stays as it is', () => {
    const pieces = fc.array(
      fc.constantFrom(
        ...[
          'https://',
          'example.org',
          '/',
          '01',
          '/01/',
          '09506000134352',
          '/10/',
          'gtin',
          '?',
          '&',
          '=',
          '17=261231',
        ],
        ...['%', '%41', '%E9', '+', '#', '21', '..', 'é', '\ud800', ' ', '\u200b'],
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      pieces.map((each) => each.join('')),
    );
    const check = (result: ReturnType<typeof parseGs1DigitalLink>, length: number) => {
      if (result.ok) {
        const canonical = formatGs1DigitalLink(result.value);
        if (result.value.stem !== '') expect(normalizeGs1DigitalLink(canonical)).toBe(canonical);
        formatGs1ElementString(result.value);
      } else {
        expect(result.problem.position).toBeGreaterThanOrEqual(0);
        expect(result.problem.position).toBeLessThanOrEqual(length);
      }
    };
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        check(parseGs1DigitalLink(one), one.length);
        check(parseGs1DigitalLink(`https://example.org/01/09506000134352${one}`), one.length + 37);
        check(parseGs1Path(one, other), one.length + 1 + other.length);
        check(parseGs1Path(`/01/09506000134352${one}`, other), one.length + 19 + other.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('may hold any value of any primary key', () => {
    const keys = gs1Ais.filter((entry): entry is Gs1Ai => entry.primaryKey !== null);
    expect(keys.map(({ ai }) => ai)).toEqual([
      ...[
        '00',
        '01',
        '253',
        '255',
        '401',
        '402',
        '414',
        '415',
        '417',
        '8003',
        '8004',
        '8006',
        '8010',
        '8013',
      ],
      ...['8017', '8018'],
    ]);
    fc.assert(
      fc.property(fc.constantFrom('401', '8004'), printable, (ai, rest) => {
        const value = `9521${rest.slice(0, 20)}`;
        expect(parseGs1Value(ai, value).ok).toBe(true);
        const link = {
          stem: '',
          primaryKey: { ai, value },
          qualifiers: [],
          attributes: [],
          otherParameters: [],
        };
        expect(parseGs1Path(formatGs1DigitalLink(link))).toEqual({ ok: true, value: link });
      }),
    );
  });
});
