import fc from 'fast-check';
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

  test.each([
    ['https://example.org/base', '/part.v2', 'https://example.org/base/part.v2'],
    ['https://example.org/base', '.v2', 'https://example.org/base.v2'],
    ['https://example.org/base/', '/part', 'https://example.org/base/part'],
    ['https://example.org/base/', '.v2', 'https://example.org/base/.v2'],
    ['https://example.org', '/part', 'https://example.org/part'],
    ['https://example.org/', '/part', 'https://example.org/part'],
    ['https://example.org/view?id=', '/part', 'https://example.org/view?id=/part'],
    ['https://example.org/view?id=7', '/part', 'https://example.org/view?id=7/part'],
    ['https://example.org?id=7', '.pdf', 'https://example.org?id=7.pdf'],
    ['https://example.org/app#/item/7', '/part', 'https://example.org/app#/item/7/part'],
    ['ftp://example.org', '/file', 'ftp://example.org/file'],
  ])('%s and %s make %s', (target, suffix, location) => {
    expect(decideFor(target, { ...ark, suffix })).toMatchObject({ kind: 'redirect', location });
  });

  test.each([
    '.evil.example',
    '.evil.example/x',
    '.x@evil.example/',
    '.evil.example:8080/x',
    '/@evil.example',
  ])('a suffix that looks like another host (%s) stays a path of the target’s own', (suffix) => {
    const location = `https://example.org/${suffix.replace(/^\//, '')}`;
    expect(decideFor('https://example.org', { ...ark, suffix })).toMatchObject({
      kind: 'redirect',
      location,
    });
    expect(new URL(location).host).toBe('example.org');
  });

  test.each(['/../secret', '/%2e%2e/secret'])(
    'a suffix that would climb out of the target (%s) leads to the landing page',
    (suffix) => {
      expect(decideFor('https://example.org/a/b', { ...ark, suffix })).toMatchObject({ kind: 'landing' });
    },
  );

  test('no suffix leads to another host, or out of the path of the target', () => {
    const targets = fc.constantFrom(
      'https://example.org',
      'https://example.org/',
      'https://example.org/a/b',
      'https://example.org/a/b/',
      'https://example.org:8443',
    );
    const suffixes = fc
      .array(fc.constantFrom('/', '.', '@', ':', '%2F', '%2e', '%5C', 'evil.example', 'ark:', '$', '~'))
      .chain((parts) => fc.constantFrom('/', '.').map((first) => first + parts.join('')));
    fc.assert(
      fc.property(targets, suffixes, (target, suffix) => {
        const decision = decideFor(target, { ...ark, suffix });
        if (decision.kind !== 'redirect') return;
        const [from, to] = [new URL(target), new URL(decision.location)];
        expect(to.origin).toBe(from.origin);
        expect(to.username).toBe('');
        expect(to.pathname.startsWith(from.pathname)).toBe(true);
      }),
    );
  });

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
