import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advancePast,
  checkDigitNames,
  computeCheckDigit,
  createNoidSequence,
  decompressGs1Path,
  hasArkParentSegment,
  hasValidCheckDigit,
  isRegistrableDoi,
  noidCheckCharacter,
  normalizeArk,
  normalizeDoi,
  normalizeHandle,
  normalizeIsbn,
  normalizeIssn,
  normalizeOrcid,
  normalizeRaid,
  normalizeRor,
  type ParseResult,
  parseArk,
  parseByGrammar,
  parseDataciteSuffix,
  parseDoi,
  parseGs1DigitalLink,
  parseGs1Path,
  parseHandle,
  parseIgsn,
  parseIsbn,
  parseIssn,
  parseNoidTemplate,
  parseOrcid,
  parsePid,
  parseRaid,
  parseRor,
  readNogState,
  readPerlNoidState,
  splitArkInflection,
  validateNoidName,
} from './index.ts';

/** Those that `parseByGrammar` does not merely hand on. */
const grammarsWithBareForms = ['ark', 'handle', 'igsn'] as const;

const PARSERS: Record<string, (text: string) => ParseResult<unknown>> = {
  parseDoi,
  parseOrcid,
  parseHandle,
  parseArk,
  parseIgsn,
  parsePid,
  parseIsbn,
  parseIssn,
  parseRor,
  parseRaid,
  parseNoidTemplate,
  ...Object.fromEntries(
    grammarsWithBareForms.map((name) => [
      `parseByGrammar ${name}`,
      (text: string) => parseByGrammar(name, text),
    ]),
  ),
  parseGs1DigitalLink,
  parseGs1Path: (text) => parseGs1Path(text),
  decompressGs1Path: (text) => decompressGs1Path(text),
};

const OPENINGS = [
  '',
  'doi:',
  '10.5072/',
  'https://doi.org/10.5072/',
  'hdl:',
  'https://example.org/handle/1/',
  'ark:',
  'ark:99999/',
  'https://n2t.net/ark:',
  'igsn:',
  'https://igsn.org/',
  'https://orcid.org/',
  'https://orcid.org/0000-0002-1825-0097',
  'urn:isbn:',
  'ISBN 978-0-306-40615-',
  'https://portal.issn.org/resource/ISSN/0378-',
  'https://ror.org/0',
  'https://raid.org/10.5072/',
  '.r',
  'https://example.org/01/09506000134352/10/',
  '/01/09506000134352/21/',
  'ARFKk4XBoA',
];

/** How the state of a minter may begin. */
const MINTER_STATES = [
  '',
  '{"template":"',
  'VERSION=3\nformat=print\nHEADER=END\n ',
  'VERSION=3\nformat=bytevalue\nHEADER=END\n ',
  ':/template: ',
  'Admin Values:\n  :/',
  '\t:/',
];

/** Any UTF-16 units at all, so lone surrogates, NUL and line ends too, mixed with what grammars care about. */
const units = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.constantFrom(
    ...'/.%-:?#012aXk \r\n\t\0',
    '\u200b',
    '\ud800',
    '\udc00',
    '%2F',
    '%00',
    '10.',
    'ark:',
    '/handle/',
  ),
);

describe.each(Object.entries(PARSERS))('%s', (_, parse) => {
  test('answers any text without throwing, with a position inside the text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPENINGS), fc.string({ unit: units }), (opening, rest) => {
        const text = opening + rest;
        const result = parse(text);
        if (result.ok) return;
        expect(result.problem.position).toBeGreaterThanOrEqual(0);
        expect(result.problem.position).toBeLessThanOrEqual(text.length);
        expect(result.problem.message).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  test.each(['\0', '\r\n', '\ud800', '\udc00', '\u202e', '\uffff'])('lets no %j into a name', (unit) => {
    for (const name of ['10.5072/a', '20.500.12345/a', 'ark:99999/x1', '0000-0002-1825-0097']) {
      const result = parse(`${name}${unit}b`);
      expect(JSON.stringify(result.ok && result.value)).not.toContain(JSON.stringify(unit).slice(1, -1));
    }
  });
});

describe('normal form', () => {
  // The draft upper-cases what follows a “%” before it drops hyphens, so such an octet is not yet in normal form.
  const splitOctet = /%.?[-\u2010-\u2015\s]/;

  test.each([
    ['DOI', normalizeDoi],
    ['ORCID iD', normalizeOrcid],
    ['Handle', normalizeHandle],
    ['ARK', normalizeArk],
    ['ISBN', normalizeIsbn],
    ['ISSN', normalizeIssn],
    ['ROR ID', normalizeRor],
    ['RAiD', normalizeRaid],
  ])('of any %s is left as it is when read again', (kind, normalize) => {
    fc.assert(
      fc.property(fc.constantFrom(...OPENINGS), fc.string({ unit: units }), (opening, rest) => {
        const text = opening + rest;
        fc.pre(kind !== 'ARK' || !splitOctet.test(text.replaceAll('\u200b', '')));
        const canonical = normalize(text);
        if (canonical !== null) expect(normalize(canonical)).toBe(canonical);
      }),
      { numRuns: 1000 },
    );
  });
});

describe.each([
  ['readNogState', readNogState],
  ['readPerlNoidState', readPerlNoidState],
])('%s', (_, read) => {
  test('answers any text without throwing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MINTER_STATES), fc.string({ unit: units }), (opening, rest) => {
        expect(read(opening + rest)).toMatchObject({ ok: false, problem: { code: expect.any(String) } });
      }),
      { numRuns: 500 },
    );
  });
});

describe('time', () => {
  const repeats = [
    '/',
    '.',
    '%',
    '%41',
    '%C3%A9',
    '-',
    ' ',
    '0',
    'a',
    '10.',
    '.1',
    'ark:',
    '/ark:',
    '/handle/',
    '\u200b',
    '?',
    '&99=',
    '/01/',
  ];

  // A pattern that backtracks would need minutes for texts of this size; reading each once takes milliseconds.
  test('every parser reads the longest texts it looks at in linear time', () => {
    const start = performance.now();
    for (const opening of OPENINGS) {
      for (const repeat of repeats) {
        const text = (opening + repeat.repeat(8192)).slice(0, 8192);
        for (const parse of Object.values(PARSERS)) parse(text);
      }
    }
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test('longer texts are refused unread, and functions without a limit stay linear', () => {
    const start = performance.now();
    const template = parseNoidTemplate('.zdk');
    for (const repeat of repeats) {
      const text = repeat.repeat(2_000_000 / repeat.length);
      for (const parse of Object.values(PARSERS)) {
        expect(parse(text)).toMatchObject({ ok: false, problem: { code: 'too-long' } });
      }
      isRegistrableDoi(`10.5072/${text}`);
      parseDataciteSuffix(text);
      splitArkInflection(text);
      hasArkParentSegment(text);
      noidCheckCharacter(text);
      for (const name of checkDigitNames) {
        computeCheckDigit(name, text);
        hasValidCheckDigit(name, text);
      }
      if (template.ok) {
        validateNoidName(template.value, text);
        advancePast(createNoidSequence(template.value).state, text);
      }
      for (const opening of MINTER_STATES) {
        expect(readNogState(opening + text).ok).toBe(false);
        expect(readPerlNoidState(opening + text).ok).toBe(false);
      }
    }
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
