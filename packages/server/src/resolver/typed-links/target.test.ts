import { expect, test } from 'vitest';
import { makeLink } from '../../../tests/support/typed-links.ts';
import { expandTarget } from './target.ts';

test.each([
  ['https://example.org{/lot}.example.com/', {}, null],
  ['https://example.org{?lot}@10.0.0.1/', {}, null],
  ['https://example.org{/lot}.json', { lot: '7' }, 'https://example.org/7.json'],
  ['https://example.org{?lot}', {}, 'https://example.org'],
  ['https://example.org{#lot}', { lot: '@example.com' }, 'https://example.org#@example.com'],
  ['https://example.org/{+lot}', { lot: '../../etc' }, null],
])('the template %s with %j leads to %s, and to no other host', (href, values, expected) => {
  expect(expandTarget(makeLink({ href }), () => values)).toBe(expected);
});
