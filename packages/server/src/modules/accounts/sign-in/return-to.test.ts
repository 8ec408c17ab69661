import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReturnTo } from './return-to.ts';

describe('where to go after signing in', () => {
  test.each(['/', '/app/tokens', '/10.5072/abc?x=1&y=%2F#part', '/a//b', '/ü/é', `/${'a'.repeat(1999)}`])(
    'a path on this service is kept: %s',
    (path) => {
      expect(readReturnTo(path)).toBe(path);
    },
  );

  test.each([
    null,
    '',
    'app',
    '//evil.example.org',
    '///evil.example.org',
    '/\\evil.example.org',
    '/a\\b',
    '\\/evil.example.org',
    'https://evil.example.org',
    'javascript:alert(1)',
    '/\t/evil.example.org',
    '/\n/evil.example.org',
    '/a\r\nset-cookie: x=1',
    '/\u0000',
    '/\u0085',
    '/\ud800',
    '/auth/orcid/login',
    '/auth/../auth/orcid/login',
    '/app/../auth/logout',
    `/${'a'.repeat(2000)}`,
  ])('anything else is the start page: %j', (input) => {
    expect(readReturnTo(input)).toBe('/');
  });

  test('whatever is asked for, a browser stays on this service', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '?',
      '#',
      '\t',
      '\n',
      ' ',
      'evil.example.org',
      'https:',
      '%2f',
      'a',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 8 }).map((each) => each.join('')),
          fc.string(),
        ),
        (input) => {
          const path = readReturnTo(input);
          expect(new URL(path, 'https://pid.example.org').origin).toBe('https://pid.example.org');
          expect(new URL(`https://pid.example.org${path}`).host).toBe('pid.example.org');
        },
      ),
    );
  });
});
