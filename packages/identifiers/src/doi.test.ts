import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/doi.json' with { type: 'json' };
import {
  assertDoi,
  doiToUrl,
  formatDoi,
  InvalidIdentifierError,
  isDoi,
  isRegistrableDoi,
  normalizeDoi,
  parseDoi,
} from './index.ts';

const doiNames = fc
  .tuple(
    fc.stringMatching(/^10\.[0-9]{4,9}(\.[0-9]{1,3}){0,2}$/),
    fc.string({ unit: fc.constantFrom(...'aZ09-._;()/:<>[]%#?+&=~*$@!\'",{}^`|\\é字Σ😀'), minLength: 1 }),
  )
  .map(([prefix, suffix]) => `${prefix}/${suffix}`);

describe('DOI', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, canonical }) => {
    expect(normalizeDoi(text)).toBe(canonical);
    expect(isDoi(text)).toBe(true);
    const { prefix, suffix } = assertDoi(text);
    expect(`${prefix}/${suffix}`).toBe(canonical);
  });

  test.each(vectors.refused)('refuses $text with $code', ({ text, code, position }) => {
    expect(parseDoi(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isDoi(text)).toBe(false);
    expect(normalizeDoi(text)).toBeNull();
    expect(() => assertDoi(text)).toThrow(InvalidIdentifierError);
  });

  test.each(vectors.display)('shows $canonical as $url', ({ canonical, url }) => {
    expect(formatDoi(canonical)).toBe(url);
    expect(formatDoi(assertDoi(canonical))).toBe(url);
  });

  test('can be addressed at another resolver, with or without its closing slash', () => {
    expect(doiToUrl('doi:10.5072/A', 'https://example.org/r')).toBe('https://example.org/r/10.5072/a');
    expect(doiToUrl('doi:10.5072/A', 'https://example.org/r/')).toBe('https://example.org/r/10.5072/a');
  });

  test('formatting what is no DOI throws with the problem that parsing reports', () => {
    const attempt = () => formatDoi('10.5072');
    expect(attempt).toThrow(InvalidIdentifierError);
    expect(attempt).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'doi-suffix' }) }),
    );
  });

  test.each(vectors.registrable)('%s may be registered at DataCite', (canonical) => {
    expect(isRegistrableDoi(canonical)).toBe(true);
  });

  test.each(vectors.notRegistrable)('%j may not be registered at DataCite', (canonical) => {
    expect(isRegistrableDoi(canonical)).toBe(false);
  });

  test('is the same after its address is read back, and after reading it twice', () => {
    fc.assert(
      fc.property(doiNames, (name) => {
        const canonical = assertDoi(name).canonical;
        expect(normalizeDoi(canonical)).toBe(canonical);
        const address = formatDoi(name);
        expect(new URL(address).href).toBe(address);
        expect(normalizeDoi(address)).toBe(canonical);
      }),
    );
  });
});
