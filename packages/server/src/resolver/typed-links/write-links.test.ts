import { expect, test } from 'vitest';
import { joinLinks, LINK_HEADER_LIMIT_BYTES, type WebLink, writeLinkHeader } from './write-links.ts';

test('of hundreds of links, a header looks at no more than it can hold', () => {
  let seen = 0;
  function* listMany(): Generator<WebLink> {
    for (; seen < 1500; seen += 1)
      yield { href: `https://example.org/${'x'.repeat(500)}/${seen}`, rel: 'item' };
  }
  const own = { href: 'https://pid.example.org/01/09506000134352', rel: 'owl:sameAs' };
  const header = writeLinkHeader(joinLinks([own], listMany()));
  expect(header.startsWith('<https://pid.example.org/01/09506000134352>; rel="owl:sameAs", ')).toBe(true);
  expect(header.length).toBeLessThanOrEqual(LINK_HEADER_LIMIT_BYTES);
  expect(header.length).toBeGreaterThan(LINK_HEADER_LIMIT_BYTES - 600);
  expect(seen).toBeLessThan(40);
});
