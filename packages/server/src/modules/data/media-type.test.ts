import { expect, test } from 'vitest';
import { readMediaType } from './media-type.ts';

test.each([
  ['text/csv', 'text/csv'],
  [' text/plain ;charset=utf-8', 'text/plain; charset=utf-8'],
  ['image/svg+xml', 'image/svg+xml'],
  ['multipart/mixed; boundary="a b"', 'multipart/mixed'],
  ['application/octet-stream', null],
  ['a/b", <https://example.org/>; rel="cite-as', null],
  ['text/plain\r\nx-injected: yes', null],
  ['text/plain\0', null],
  ['text', null],
  ['', null],
  [null, null],
])('of the claim %j the media type %j is kept', (claimed, kept) => {
  expect(readMediaType(claimed)).toBe(kept);
});
