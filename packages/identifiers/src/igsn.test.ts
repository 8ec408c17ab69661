import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/igsn.json' with { type: 'json' };
import {
  assertIgsn,
  formatIgsn,
  InvalidIdentifierError,
  isIgsn,
  normalizeIgsn,
  parseIgsn,
  parsePid,
} from './index.ts';

describe('IGSN', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, scheme, canonical }) => {
    expect(parseIgsn(text)).toEqual({ ok: true, value: { scheme, canonical } });
    expect(isIgsn(text)).toBe(true);
    expect(normalizeIgsn(text)).toBe(canonical);
    expect(parsePid(text)).toEqual({ ok: true, value: { scheme, canonical } });
  });

  test.each(vectors.refused)('refuses $text with $code', ({ text, code, position }) => {
    expect(parseIgsn(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isIgsn(text)).toBe(false);
    expect(normalizeIgsn(text)).toBeNull();
    expect(() => assertIgsn(text)).toThrow(InvalidIdentifierError);
  });

  test('is shown as its address at the system that resolves it', () => {
    expect(formatIgsn('igsn:10.5072/ABC')).toBe('https://doi.org/10.5072/abc');
    expect(formatIgsn('igsn:AU1243')).toBe('https://hdl.handle.net/10273/AU1243');
  });

  test('a mistake in a labelled one is told as such, not as an unknown scheme', () => {
    expect(parsePid('igsn:10.5072')).toMatchObject({ ok: false, problem: { code: 'doi-suffix' } });
    expect(parsePid('igsn:?')).toMatchObject({ ok: false, problem: { code: 'igsn-code' } });
  });

  test('any text is read or refused, and what is read is read again from its address', () => {
    const pieces = fc.array(
      fc.constantFrom('igsn:', 'igsn.org/', 'https://', '10.5072/', '10273/', 'AU1', '%2F', '?', '/', ' '),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((each) => each.join('')),
        ),
        (text) => {
          const result = parseIgsn(text);
          if (!result.ok) return;
          expect(parsePid(formatIgsn(result.value))).toEqual(result);
        },
      ),
    );
  });
});
