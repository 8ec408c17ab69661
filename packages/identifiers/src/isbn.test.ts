import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/isbn.json' with { type: 'json' };
import {
  assertIsbn,
  computeCheckDigit,
  formatIsbn,
  InvalidIdentifierError,
  isbnToUrl,
  isIsbn,
  normalizeIsbn,
  parseIsbn,
} from './index.ts';

describe('ISBN', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, canonical }) => {
    expect(parseIsbn(text)).toMatchObject({ ok: true, value: { canonical } });
    expect(isIsbn(text)).toBe(true);
    expect(normalizeIsbn(text)).toBe(canonical);
    expect(assertIsbn(text).canonical).toBe(canonical);
  });

  test.each(vectors.refused)('refuses “$text” with $code', ({ text, code, position }) => {
    expect(parseIsbn(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isIsbn(text)).toBe(false);
    expect(normalizeIsbn(text)).toBeNull();
    expect(() => assertIsbn(text)).toThrow(InvalidIdentifierError);
  });

  test('is shown as a URN, and has an address only where one is named', () => {
    expect(formatIsbn('0-306-40615-2')).toBe('urn:isbn:9780306406157');
    expect(isbnToUrl('0-306-40615-2', 'https://example.org/isbn/')).toBe(
      'https://example.org/isbn/9780306406157',
    );
  });

  test('of ten digits is the one of thirteen digits with the same nine', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{9}$/), (digits) => {
        const canonical = normalizeIsbn(digits + (computeCheckDigit('isbn-10', digits) ?? ''));
        expect(canonical?.slice(0, 12)).toBe(`978${digits}`);
        expect(normalizeIsbn(formatIsbn(canonical ?? ''))).toBe(canonical);
      }),
    );
  });
});
