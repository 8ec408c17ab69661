import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/ror.json' with { type: 'json' };
import {
  assertRor,
  formatRor,
  InvalidIdentifierError,
  isRor,
  normalizeRor,
  parseRor,
  rorToUrl,
} from './index.ts';

describe('ROR ID', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, canonical }) => {
    expect(parseRor(text)).toMatchObject({ ok: true, value: { canonical } });
    expect(isRor(text)).toBe(true);
    expect(normalizeRor(text)).toBe(canonical);
    expect(assertRor(text).canonical).toBe(canonical);
  });

  test.each(vectors.refused)('refuses “$text” with $code', ({ text, code, position }) => {
    expect(parseRor(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isRor(text)).toBe(false);
    expect(normalizeRor(text)).toBeNull();
    expect(() => assertRor(text)).toThrow(InvalidIdentifierError);
  });

  test('is shown as an https address of its registry', () => {
    expect(formatRor('ror:05DXPS055')).toBe('https://ror.org/05dxps055');
    expect(rorToUrl('05dxps055', 'https://example.org/ror/')).toBe('https://example.org/ror/05dxps055');
  });

  test('one wrong character anywhere is noticed by the check digits', () => {
    const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(30), (index, shift) => {
        const id = '05dxps055';
        const wrong = alphabet.charAt((alphabet.indexOf(id.charAt(index)) + 1 + shift) % 32);
        expect(parseRor(id.slice(0, index) + wrong + id.slice(index + 1))).toMatchObject({
          ok: false,
          problem: { code: 'check-character' },
        });
      }),
    );
  });
});
