import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/ark.json' with { type: 'json' };
import {
  arkAncestors,
  arkToUrl,
  assertArk,
  formatArk,
  hasArkParentSegment,
  InvalidIdentifierError,
  isArk,
  normalizeArk,
  parseArk,
  splitArkInflection,
} from './index.ts';

const steps = fc.stringMatching(/^([a-zA-Z0-9=~*+@_$]|%[0-9a-fA-F]{2}){1,6}$/);
const canonicalArks = fc
  .tuple(fc.stringMatching(/^[0-9bcdfghjkmnpqrstvwxz]{1,16}$/), steps, fc.array(steps), fc.array(steps))
  .map(([naan, name, components, variants]) => {
    const text = [name, ...components].join('/') + variants.map((variant) => `.${variant}`).join('');
    return `ark:${naan}/${text.replace(/%../g, (octet) => octet.toUpperCase())}`;
  });

describe('ARK', () => {
  test.each(vectors.accepted)('reads $text as $canonical', ({ text, canonical }) => {
    expect(normalizeArk(text)).toBe(canonical);
    expect(isArk(text)).toBe(true);
    expect(formatArk(assertArk(text))).toBe(canonical);
  });

  test.each(vectors.refused)('refuses $text with $code', ({ text, code, position }) => {
    expect(parseArk(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(isArk(text)).toBe(false);
    expect(normalizeArk(text)).toBeNull();
    expect(() => assertArk(text)).toThrow(InvalidIdentifierError);
  });

  test.each(vectors.parts)('$canonical is taken apart', ({ canonical, naan, shoulder, blade, qualifier }) => {
    expect(assertArk(canonical)).toEqual({
      canonical,
      naan,
      shoulder,
      blade,
      qualifier,
      name: (shoulder ?? '') + blade,
    });
  });

  test('capital and small letters make two ARKs', () => {
    expect(normalizeArk('ark:99999/FK44W2S')).not.toBe(normalizeArk('ark:99999/fk44w2s'));
  });

  test('has an address at a resolver', () => {
    expect(arkToUrl('ARK:/99999/fk4-4w2s')).toBe('https://n2t.net/ark:99999/fk44w2s');
    expect(arkToUrl('ark:99999/x1', 'https://example.org/')).toBe('https://example.org/ark:99999/x1');
  });

  test.each(vectors.ancestors)('suffix passthrough of $canonical looks names up', ({ canonical, chain }) => {
    expect([...arkAncestors(canonical)]).toEqual(chain);
  });

  test('a text that is no canonical ARK has no ancestors', () => {
    expect([...arkAncestors('fk44w2s')]).toEqual([]);
  });

  test.each(vectors.inflections)('the tail $tail asks for $inflection', ({ tail, ark, inflection }) => {
    expect(splitArkInflection(tail)).toEqual({ ark, inflection });
  });

  test.each(vectors.parentSegments)('$text has a parent segment: $present', ({ text, present }) => {
    expect(hasArkParentSegment(text)).toBe(present);
  });

  test('a canonical ARK is left as it is, and its decorated spellings lead back to it', () => {
    fc.assert(
      fc.property(canonicalArks, (canonical) => {
        expect(normalizeArk(canonical)).toBe(canonical);
        expect(normalizeArk(`${arkToUrl(canonical).replace('ark:', 'ARK:/')}/?info`)).toBe(canonical);
        expect(normalizeArk(canonical.replaceAll('/', '-//'))).toBe(canonical);
      }),
    );
  });

  test('every ancestor is itself canonical, and shorter than the one before', () => {
    fc.assert(
      fc.property(canonicalArks, (canonical) => {
        let length = canonical.length + 1;
        for (const ancestor of arkAncestors(canonical)) {
          expect(normalizeArk(ancestor)).toBe(ancestor);
          expect(ancestor.length).toBeLessThan(length);
          length = ancestor.length;
        }
        const { naan, name } = assertArk(canonical);
        expect(length).toBe(`ark:${naan}/${name}`.length);
      }),
    );
  });
});
