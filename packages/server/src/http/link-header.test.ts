import { expect, test } from 'vitest';
import { formatLinkHeader } from './link-header.ts';

test('links are written with their relation and type', () => {
  expect(
    formatLinkHeader([
      { href: 'https://doi.org/10.5072/x', rel: 'cite-as' },
      { href: 'https://example.org/x', rel: 'describedby', type: 'text/html' },
    ]),
  ).toBe(
    '<https://doi.org/10.5072/x>; rel="cite-as", <https://example.org/x>; rel="describedby"; type="text/html"',
  );
});

test('a record with a thousand authors keeps its Link header below 8 kB, and its first links', () => {
  const authors = Array.from({ length: 1000 }, (_, index) => ({
    href: `https://example.org/${index}`,
    rel: 'author',
  }));
  const header = formatLinkHeader([{ href: 'https://doi.org/10.5072/x', rel: 'cite-as' }, ...authors]);
  expect(header.length).toBeLessThanOrEqual(8000);
  expect(header.length).toBeGreaterThan(7900);
  expect(header).toMatch(/^<https:\/\/doi\.org\/10\.5072\/x>; rel="cite-as", /);
});
