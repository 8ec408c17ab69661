import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/handle.json' with { type: 'json' };
import {
  assertHandle,
  formatHandle,
  handleToUrl,
  InvalidIdentifierError,
  isHandle,
  normalizeHandle,
  parseHandle,
} from './index.ts';

const handles = fc
  .tuple(
    fc.stringMatching(/^[0-9]{1,6}(\.[A-Za-z0-9_-]{1,4}){0,3}$/),
    fc.string({ unit: fc.constantFrom(...'aZ09-._;()/:<>[]%#?+&=~*$@!\'",{}^`|\\é字Σ😀'), minLength: 1 }),
  )
  .map(([prefix, suffix]) => `${prefix}/${suffix}`);

describe('Handle', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, canonical }) => {
    expect(normalizeHandle(text)).toBe(canonical);
    expect(isHandle(text)).toBe(true);
    const { prefix, suffix } = assertHandle(text);
    expect(`${prefix}/${suffix}`).toBe(canonical);
    expect(prefix).not.toContain('/');
  });

  test.each(vectors.refused)('refuses $text with $code', ({ text, code, position }) => {
    expect(parseHandle(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isHandle(text)).toBe(false);
    expect(normalizeHandle(text)).toBeNull();
    expect(() => assertHandle(text)).toThrow(InvalidIdentifierError);
  });

  test.each(vectors.display)('shows $canonical as $url', ({ canonical, url }) => {
    expect(formatHandle(canonical)).toBe(url);
    expect(formatHandle(assertHandle(canonical))).toBe(url);
  });

  test('can be addressed at another resolver', () => {
    expect(handleToUrl('hdl:20.500.12345/x', 'https://example.org/')).toBe(
      'https://example.org/20.500.12345/x',
    );
  });

  test('is the same after its address is read back, and after reading it twice', () => {
    fc.assert(
      fc.property(handles, (name) => {
        const canonical = assertHandle(name).canonical;
        expect(canonical).toBe(name);
        const address = formatHandle(name);
        expect(new URL(address).href).toBe(address);
        expect(normalizeHandle(address)).toBe(canonical);
      }),
    );
  });
});
