import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { negotiate } from './negotiate.ts';

const offers = [
  { offer: 'page', mediaTypes: ['text/html', 'application/xhtml+xml'] },
  { offer: 'json', mediaTypes: ['application/vnd.datacite.datacite+json', 'application/json'] },
  { offer: 'bibtex', mediaTypes: ['application/x-bibtex'] },
];
const choose = (accept: string | undefined) => negotiate(accept, offers)?.offer ?? null;

describe('choosing a representation by the Accept header', () => {
  test.each([
    ['no header', undefined, 'page'],
    ['anything', '*/*', 'page'],
    ['an empty header', '', 'page'],
    ['a header that cannot be read', 'html please', 'page'],
    [
      'a browser',
      'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
      'page',
    ],
    ['one type', 'application/x-bibtex', 'bibtex'],
    ['capitals', 'Application/X-BibTeX', 'bibtex'],
    ['a second name of a type', 'application/json', 'json'],
    ['the higher quality', 'application/x-bibtex;q=0.5, application/json;q=0.9', 'json'],
    ['the first offer of equal quality', 'application/x-bibtex, application/json', 'json'],
    ['the more specific range', 'application/*, application/json;q=0.1', 'page'],
    ['everything but pages', 'text/html;q=0, application/xhtml+xml;q=0, */*;q=0.1', 'json'],
    ['parameters in quotes', 'application/json;profile="a,b;q=0"', 'json'],
    ['white space', ' application/x-bibtex ; q=1.0 , text/html;q=0.2', 'bibtex'],
    ['a type that there is not', 'image/png', null],
    ['a quality that is no number', 'application/json;q=high', null],
    ['nothing at all', '*/*;q=0', null],
  ])('%s', (_name, accept, expected) => {
    expect(choose(accept)).toBe(expected);
  });

  test('the media type that was asked for is the one that is answered', () => {
    expect(negotiate('application/json', offers)?.mediaType).toBe('application/json');
    expect(negotiate('application/*;q=0.5, text/html;q=0.1', offers)?.mediaType).toBe(
      'application/xhtml+xml',
    );
  });

  test('any header whatever leads to an offer or to none', () => {
    const piece = fc.constantFrom(
      'text',
      'html',
      '/',
      '*',
      ';',
      ',',
      'q=',
      '0.5',
      '"',
      '\\',
      ' ',
      'application/json',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect([null, 'page', 'json', 'bibtex']).toContain(choose(pieces.join('')));
      }),
    );
  });

  test('a hostile header of 16 kB is read in a moment', () => {
    const started = performance.now();
    for (const accept of ['"'.repeat(16_000), '\\"'.repeat(8000), ','.repeat(16_000), 'a/b;'.repeat(4000)])
      choose(accept);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
