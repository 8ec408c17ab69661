import { expect, test } from 'vitest';
import { compilePattern } from '../../anchors/pattern.ts';
import { isContextCode } from './contexts.ts';
import { toFoundPattern, toWholePattern } from './found-pattern.ts';
import { formatQualifierPath, readQualifierPath } from './qualifier-path.ts';

function finds(source: string, value: string): boolean {
  const compiled = compilePattern(toWholePattern(source));
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.pattern.matches(value);
}

test.each([
  ['\\d{8}|\\d{13}', 'xx12345678yy', true],
  ['\\d{8}', 'no\nnumber', false],
  ['\\d{8}', 'first\n12345678\nlast', true],
  ['^\\d{8}$', 'xx12345678yy', false],
  ['^a|b$', 'xb', true],
  ['^a|b$', 'xbx', false],
  ['a|b', 'xbx', true],
  ['x\\$', 'ax$b', true],
])('%s is found in %j: %s, as release 4 would say', (source, value, expected) => {
  expect(finds(source, value)).toBe(expected);
  expect(new RegExp(source).test(value)).toBe(expected);
});

test('a pattern comes back as it was sent', () => {
  for (const source of ['\\d{8}', '^\\d{8}$', '^a|b$', '(a)(b)']) {
    expect(toFoundPattern(toWholePattern(source))).toBe(source);
  }
});

test.each(['au', 'AU', 'us', 'jp', 'ja', 'ei'])('the context %s is a country', (code) => {
  expect(isContextCode(code)).toBe(true);
});

test.each(['xx', 'zz', 'a', 'australia', 'en-AU', '', '12', 'a\u0000'])('the context %j is none', (code) => {
  expect(isContextCode(code)).toBe(false);
});

test('a qualifier path and its segments are the same thing', () => {
  expect(readQualifierPath('/10/A%2FB/21/%E2%82%AC')).toEqual(['10', 'A/B', '21', '€']);
  expect(
    formatQualifierPath([
      { ai: '10', value: 'A/B' },
      { ai: '21', value: '€' },
    ]),
  ).toBe('/10/A%2FB/21/%E2%82%AC');
  expect(formatQualifierPath([])).toBe('/');
});
