import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/datacite-suffix.json' with { type: 'json' };
import {
  DATACITE_SUFFIX_LIMIT,
  formatDataciteSuffix,
  isRegistrableDoi,
  parseDataciteSuffix,
} from './index.ts';

describe('DataCite suffix', () => {
  test.each(vectors.numbers)('$number is $suffix', ({ number, shoulder, suffix }) => {
    expect(formatDataciteSuffix(number, shoulder ?? undefined)).toBe(suffix);
    expect(parseDataciteSuffix(suffix)).toBe(number);
    expect(parseDataciteSuffix(suffix.toUpperCase())).toBe(number);
  });

  test.each(vectors.refused)('%j is no such suffix', (text) => {
    expect(parseDataciteSuffix(text)).toBeNull();
  });

  test.each([-1, 0.5, Number.NaN, DATACITE_SUFFIX_LIMIT])('%d has no suffix', (number) => {
    expect(() => formatDataciteSuffix(number)).toThrow(RangeError);
  });

  test('every number comes back from a suffix that DataCite registers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DATACITE_SUFFIX_LIMIT - 1 }), (number) => {
        const suffix = formatDataciteSuffix(number, 'fk2');
        expect(parseDataciteSuffix(suffix)).toBe(number);
        expect(isRegistrableDoi(`10.5072/${suffix}`)).toBe(true);
      }),
    );
  });

  test('one wrong character anywhere is noticed', () => {
    const numbers = fc.integer({ min: 0, max: DATACITE_SUFFIX_LIMIT - 1 });
    const characters = fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz');
    fc.assert(
      fc.property(numbers, fc.nat(8), characters, (number, index, character) => {
        const suffix = formatDataciteSuffix(number);
        fc.pre(suffix.charAt(index) !== character);
        expect(parseDataciteSuffix(suffix.slice(0, index) + character + suffix.slice(index + 1))).toBeNull();
      }),
    );
  });
});
