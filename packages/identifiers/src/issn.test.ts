import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/issn.json' with { type: 'json' };
import {
  assertIssn,
  computeCheckDigit,
  formatIssn,
  InvalidIdentifierError,
  isIssn,
  issnToUrl,
  normalizeIssn,
  parseIssn,
} from './index.ts';

describe('ISSN', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, canonical }) => {
    expect(parseIssn(text)).toMatchObject({ ok: true, value: { canonical } });
    expect(isIssn(text)).toBe(true);
    expect(normalizeIssn(text)).toBe(canonical);
    expect(assertIssn(text).canonical).toBe(canonical);
  });

  test.each(vectors.refused)('refuses “$text” with $code', ({ text, code, position }) => {
    expect(parseIssn(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isIssn(text)).toBe(false);
    expect(normalizeIssn(text)).toBeNull();
    expect(() => assertIssn(text)).toThrow(InvalidIdentifierError);
  });

  test('is shown as an https address of its registry', () => {
    expect(formatIssn('2434561x')).toBe('https://portal.issn.org/resource/ISSN/2434-561X');
    expect(issnToUrl('03785955', 'https://example.org/issn/')).toBe('https://example.org/issn/0378-5955');
  });

  test('is the same after its address is read back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{7}$/), (digits) => {
        const canonical = normalizeIssn(digits + (computeCheckDigit('issn', digits) ?? ''));
        expect(canonical).toMatch(/^\d{4}-\d{3}[\dX]$/);
        expect(normalizeIssn(formatIssn(canonical ?? ''))).toBe(canonical);
      }),
    );
  });
});
