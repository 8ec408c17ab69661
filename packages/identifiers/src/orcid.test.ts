import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/orcid.json' with { type: 'json' };
import {
  assertOrcid,
  formatOrcid,
  InvalidIdentifierError,
  isAssignedOrcid,
  isOrcid,
  normalizeOrcid,
  orcidCheckCharacter,
  orcidToUrl,
  parseOrcid,
} from './index.ts';

const orcids = fc
  .stringMatching(/^[0-9]{15}$/)
  .map((digits) => assertOrcid(digits + orcidCheckCharacter(digits)).canonical);

describe('ORCID iD', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, canonical }) => {
    expect(normalizeOrcid(text)).toBe(canonical);
    expect(isOrcid(text)).toBe(true);
    expect(assertOrcid(text)).toEqual({ canonical });
  });

  test.each(vectors.refused)('refuses $text with $code', ({ text, code, position }) => {
    expect(parseOrcid(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isOrcid(text)).toBe(false);
    expect(normalizeOrcid(text)).toBeNull();
    expect(() => assertOrcid(text)).toThrow(InvalidIdentifierError);
  });

  test.each(vectors.assigned)('%s lies in a block ORCID issues from', (id) => {
    // The ends of the blocks are numbers, not iDs: their last character is no check character.
    expect(isAssignedOrcid({ canonical: id })).toBe(true);
  });

  test.each(vectors.unassigned)('%s is well formed but never issued', (id) => {
    expect(isOrcid(id)).toBe(true);
    expect(isAssignedOrcid(id)).toBe(false);
  });

  test('what is no ORCID iD was never issued', () => {
    expect(isAssignedOrcid('0000-0002-1825-0096')).toBe(false);
  });

  test.each(vectors.checkCharacters)('the check character of $digits is $character', (vector) => {
    expect(orcidCheckCharacter(vector.digits)).toBe(vector.character);
  });

  test('no check character is computed from anything but fifteen digits', () => {
    for (const text of ['', '00000002182500', '0000000218250097', '00000002182500x']) {
      expect(() => orcidCheckCharacter(text)).toThrow(InvalidIdentifierError);
    }
  });

  test('is shown as an https address of its registry', () => {
    expect(formatOrcid('000000021694233x')).toBe('https://orcid.org/0000-0002-1694-233X');
    expect(orcidToUrl('0000-0001-5109-3700', 'https://sandbox.orcid.org/')).toBe(
      'https://sandbox.orcid.org/0000-0001-5109-3700',
    );
  });

  test('is the same after its address is read back', () => {
    fc.assert(
      fc.property(orcids, (id) => {
        expect(normalizeOrcid(formatOrcid(id))).toBe(id);
        expect(normalizeOrcid(id.replaceAll('-', '').toLowerCase())).toBe(id);
      }),
    );
  });

  test('one wrong digit anywhere is noticed by the check character', () => {
    fc.assert(
      fc.property(orcids, fc.nat(14), fc.integer({ min: 1, max: 9 }), (id, index, shift) => {
        const compact = id.replaceAll('-', '');
        const wrong = String((Number(compact[index]) + shift) % 10);
        expect(parseOrcid(compact.slice(0, index) + wrong + compact.slice(index + 1))).toMatchObject({
          ok: false,
          problem: { code: 'check-character' },
        });
      }),
    );
  });
});
