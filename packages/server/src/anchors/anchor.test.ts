import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Anchor, formatAnchor, listLevels, parseAnchor } from './anchor.ts';

const name = fc.stringMatching(/^[a-z0-9]{1,6}$/);
const element = fc.record({ ai: name, value: fc.string({ minLength: 1, unit: 'grapheme' }) });
const anchors: fc.Arbitrary<Anchor> = fc.record({
  namespace: name,
  key: element,
  qualifiers: fc.array(element, { maxLength: 3 }),
});

describe('the canonical text of an anchor', () => {
  test('is what it was read from, whatever the values hold', () => {
    fc.assert(
      fc.property(anchors, (anchor) => {
        expect(parseAnchor(formatAnchor(anchor))).toEqual(anchor);
      }),
    );
  });

  test('separates with a slash, and encodes those of values', () => {
    const anchor = { namespace: 'gs1', key: { ai: '8004', value: '9506000/1^2' }, qualifiers: [] };
    expect(formatAnchor(anchor)).toBe('gs1/8004/9506000%2F1%5E2');
  });

  test.each(['', 'gs1', 'gs1/01', 'gs1/01/1/10', 'gs1/01/a%2', 'gs1/01/%61', 'gs1/01/a b'])(
    'is not “%s”',
    (text) => {
      expect(parseAnchor(text)).toBeNull();
    },
  );

  test('has a level for each qualifier, and one for the key alone', () => {
    const anchor = parseAnchor('gs1/01/09506000134352/10/ABC/21/7');
    expect(anchor === null ? [] : listLevels(anchor).map(formatAnchor)).toEqual([
      'gs1/01/09506000134352/10/ABC/21/7',
      'gs1/01/09506000134352/10/ABC',
      'gs1/01/09506000134352',
    ]);
  });
});
