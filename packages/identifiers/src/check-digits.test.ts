import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/check-digits.json' with { type: 'json' };
import { type CheckDigitName, checkDigitNames, computeCheckDigit, hasValidCheckDigit } from './index.ts';

function toName(text: string): CheckDigitName {
  const name = checkDigitNames.find((each) => each === text);
  if (name === undefined) throw new Error(`No such system: ${text}`);
  return name;
}

/** What each system computes its check character from. */
const texts: Record<CheckDigitName, fc.Arbitrary<string>> = {
  mod10: fc.stringMatching(/^[0-9]{1,30}$/),
  luhn: fc.stringMatching(/^[0-9]{1,30}$/),
  'mod11-2': fc.stringMatching(/^[0-9]{1,30}$/),
  'mod11-10': fc.stringMatching(/^[0-9]{1,30}$/),
  'mod37-2': fc.stringMatching(/^[0-9A-Z]{1,30}$/),
  'mod37-36': fc.stringMatching(/^[0-9A-Z]{1,30}$/),
  'mod97-10': fc.stringMatching(/^[0-9A-Z]{1,30}$/),
  'isbn-10': fc.stringMatching(/^[0-9]{9}$/),
  issn: fc.stringMatching(/^[0-9]{7}$/),
};

describe('check characters', () => {
  test.each(vectors.computed)('$name of $text is $check ($source)', ({ name, text, check }) => {
    expect(computeCheckDigit(toName(name), text)).toBe(check);
    expect(hasValidCheckDigit(toName(name), text + check)).toBe(true);
  });

  test.each(vectors.grouped)('$name is right in $text, whatever groups it', ({ name, text }) => {
    expect(hasValidCheckDigit(toName(name), text)).toBe(true);
  });

  test.each(vectors.invalid)('$name is wrong or missing in “$text”', ({ name, text }) => {
    expect(hasValidCheckDigit(toName(name), text)).toBe(false);
  });

  test.each(vectors.unreadable)('$name has none for “$text”', ({ name, text }) => {
    expect(computeCheckDigit(toName(name), text)).toBeNull();
  });

  test('every system has a published example', () => {
    expect(new Set(vectors.computed.map(({ name }) => name))).toEqual(new Set(checkDigitNames));
  });

  test.each(checkDigitNames)('%s notices every single wrong character of the text', (name) => {
    fc.assert(
      fc.property(texts[name], fc.nat(), fc.integer({ min: 1, max: 9 }), (text, place, shift) => {
        const check = computeCheckDigit(name, text) ?? '';
        expect(hasValidCheckDigit(name, text + check)).toBe(true);
        const index = place % text.length;
        const alphabet = /[A-Z]/.test(text.charAt(index)) ? 'ABCDEFGHIJ' : '0123456789';
        const wrong = alphabet.charAt((alphabet.indexOf(text.charAt(index)) + shift) % 10);
        if (wrong === text.charAt(index)) return;
        expect(hasValidCheckDigit(name, text.slice(0, index) + wrong + text.slice(index + 1) + check)).toBe(
          false,
        );
      }),
    );
  });

  test.each(['mod11-2', 'mod37-2', 'isbn-10', 'issn'] as const)(
    '%s notices two neighbours that changed places',
    (name) => {
      fc.assert(
        fc.property(texts[name], fc.nat(), (text, place) => {
          const index = place % text.length;
          const swapped =
            text.slice(0, index) + text.charAt(index + 1) + text.charAt(index) + text.slice(index + 2);
          fc.pre(swapped !== text && swapped.length === text.length);
          expect(hasValidCheckDigit(name, swapped + (computeCheckDigit(name, text) ?? ''))).toBe(false);
        }),
      );
    },
  );
});
