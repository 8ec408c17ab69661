import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/raid.json' with { type: 'json' };
import {
  assertRaid,
  formatRaid,
  InvalidIdentifierError,
  isRaid,
  normalizeRaid,
  parseRaid,
  raidToUrl,
} from './index.ts';

describe('RAiD', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, canonical }) => {
    expect(parseRaid(text)).toMatchObject({ ok: true, value: { canonical } });
    expect(isRaid(text)).toBe(true);
    expect(normalizeRaid(text)).toBe(canonical);
    expect(assertRaid(text).canonical).toBe(canonical);
  });

  test.each(vectors.refused)('refuses “$text” with $code', ({ text, code, position }) => {
    expect(parseRaid(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isRaid(text)).toBe(false);
    expect(normalizeRaid(text)).toBeNull();
    expect(() => assertRaid(text)).toThrow(InvalidIdentifierError);
  });

  test('is shown as an https address of its registry, and is resolved as a DOI too', () => {
    expect(formatRaid('10.5072/A1B2C')).toBe('https://raid.org/10.5072/a1b2c');
    expect(raidToUrl('raid:10.5072/a1b2c', 'https://doi.org/')).toBe('https://doi.org/10.5072/a1b2c');
  });

  test('is the same after its address is read back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^10\.[0-9]{4,9}\/[A-Za-z0-9]{1,20}$/), (name) => {
        const canonical = normalizeRaid(name);
        expect(canonical).toBe(name.toLowerCase());
        expect(normalizeRaid(formatRaid(name))).toBe(canonical);
      }),
    );
  });
});
