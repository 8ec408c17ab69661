import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { Found } from './look-up.ts';
import { parseAsked } from './parse.ts';

const publicUrl = 'https://pid.example.org';

function decideFor(
  target: string | null,
  options: { suffix?: string; accept?: string; ask?: string; pid?: string } = {},
) {
  const pid = options.pid ?? '10.5072/abc';
  const found: Found = { resolution: { pid, state: 'public', target }, suffix: options.suffix ?? '' };
  const asked = parseAsked(options.ask ?? `/${pid}`);
  return decide(asked, found, { accept: options.accept, publicUrl, described: true });
}

describe('where a redirect may lead', () => {
  test.each([
    ['https://example.org/data?x=1#part', 'https://example.org/data?x=1#part'],
    ['http://example.org', 'http://example.org'],
    ['ftp://example.org/file', 'ftp://example.org/file'],
    ['https://example.org/Süßwasser', 'https://example.org/S%C3%BC%C3%9Fwasser'],
  ])('%s is a place to go', (target, location) => {
    expect(decideFor(target)).toMatchObject({ kind: 'redirect', location });
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,hello',
    'file:///etc/passwd',
    '//example.org/x',
    'https://example.org/a\r\nSet-Cookie: a=b',
    'https://example.org/a b',
    'https://[broken\u00e9',
    '',
  ])('%j is not: the landing page is shown', (target) => {
    expect(decideFor(target)).toMatchObject({ kind: 'landing' });
  });

  test.each([
    'https://pid.example.org/10.5072/ABC',
    'https://pid.example.org/doi:10.5072%2Fabc?info',
    'https://doi.org/10.5072/abc',
    'http://dx.doi.org/10.5072/abc',
  ])(
    'a target that is the identifier itself (%s) would go in circles, so the landing page is shown',
    (target) => {
      expect(decideFor(target)).toMatchObject({ kind: 'landing' });
    },
  );

  test('the target may be another identifier of this service', () => {
    expect(decideFor(`${publicUrl}/10.5072/other`)).toMatchObject({ kind: 'redirect' });
  });
});

describe('passing the suffix of an ARK through', () => {
  const ark = { pid: 'ark:99999/fk4x' };

  test('it is put at the end of the target', () => {
    expect(decideFor('https://example.org/base', { ...ark, suffix: '/part.v2' })).toMatchObject({
      location: 'https://example.org/base/part.v2',
    });
  });

  test.each(['.evil.example', '.evil.example/x', '.x@evil.example/'])(
    'a suffix that would lead to another host (%s) leads to the landing page',
    (suffix) => {
      expect(decideFor('https://example.org', { ...ark, suffix })).toMatchObject({ kind: 'landing' });
    },
  );

  test('a stored target that is no address leads to the landing page', () => {
    expect(decideFor('https://[', { ...ark, suffix: '/x' })).toMatchObject({ kind: 'landing' });
  });
});

describe('what else is decided', () => {
  test('the landing page can be had although there is a target', () => {
    expect(decideFor('https://example.org/', { ask: '/10.5072/abc?info' })).toMatchObject({
      kind: 'landing',
    });
  });

  test('a named format is given whatever the browser accepts', () => {
    const decision = decideFor(null, { ask: '/10.5072/abc?format=ris', accept: 'text/html' });
    expect(decision).toMatchObject({ kind: 'representation', representation: { name: 'ris' } });
  });

  test('a format that there is not is refused', () => {
    expect(decideFor(null, { ask: '/10.5072/abc?format=docx' })).toMatchObject({ kind: 'not-acceptable' });
  });

  test('without a description only pages can be had', () => {
    const found: Found = { resolution: { pid: '10.5072/abc', state: 'public', target: null }, suffix: '' };
    const asked = parseAsked('/10.5072/abc');
    const surroundings = { publicUrl, described: false };
    expect(decide(asked, found, { ...surroundings, accept: 'application/x-bibtex' }).kind).toBe(
      'not-acceptable',
    );
    expect(decide(asked, found, { ...surroundings, accept: 'application/x-bibtex, */*;q=0.1' }).kind).toBe(
      'landing',
    );
  });
});
