import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { halLinks, pageOf, pageOfAll, readEmbeds } from './hal.ts';

const config = { publicUrl: 'https://pid.example.org' };
const ITEMS = Array.from({ length: 45 }, (_, index) => ({ id: index }));

/** A request as far as pages read one. */
function asked(url: string): FastifyRequest {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URL(url, config.publicUrl).searchParams) {
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  return { url, query } as unknown as FastifyRequest;
}

function linksOf(url: string): Record<string, string> {
  const page = pageOfAll(config, asked(url), { name: 'items', items: ITEMS }) as {
    _links: Record<string, { href: string }>;
  };
  return Object.fromEntries(
    Object.entries(page._links).map(([name, { href }]) => [name, href.slice(config.publicUrl.length)]),
  );
}

describe('a page', () => {
  test('leads to the next and the last, and from there back', () => {
    expect(linksOf('/server/api/core/items')).toEqual({
      first: '/server/api/core/items?page=0&size=20',
      self: '/server/api/core/items',
      next: '/server/api/core/items?page=1&size=20',
      last: '/server/api/core/items?page=2&size=20',
    });
    expect(linksOf('/server/api/core/items?page=2')).toEqual({
      first: '/server/api/core/items?page=0&size=20',
      prev: '/server/api/core/items?page=1&size=20',
      self: '/server/api/core/items?page=2',
      last: '/server/api/core/items?page=2&size=20',
    });
  });

  test('after the last leads back to the last', () => {
    expect(linksOf('/x?page=9&size=20').prev).toBe('/x?page=2&size=20');
  });

  test('keeps the other parameters as they were sent', () => {
    expect(linksOf('/x?q=a%20b&size=10&uri=http%3A%2F%2Fx%3Fpage%3D1&page=1')).toMatchObject({
      next: '/x?q=a%20b&uri=http%3A%2F%2Fx%3Fpage%3D1&page=2&size=10',
    });
  });

  test('holds its part of the list, and says how long the list is', () => {
    expect(pageOfAll(config, asked('/x?page=2&size=20'), { name: 'items', items: ITEMS })).toMatchObject({
      _embedded: { items: ITEMS.slice(40) },
      page: { size: 20, totalElements: 45, totalPages: 3, number: 2 },
    });
  });

  test('of nothing has no _embedded', () => {
    const page = pageOf(config, asked('/x'), { number: 0, size: 20 }, { name: 'items', items: [], total: 0 });
    expect(page).toEqual({
      _links: { self: { href: 'https://pid.example.org/x' } },
      page: { size: 20, totalElements: 0, totalPages: 0, number: 0 },
    });
  });
});

test('a link with something to fill in says so', () => {
  expect(halLinks({ find: 'https://pid.example.org/find{?id}', self: 'https://pid.example.org/' })).toEqual({
    find: { href: 'https://pid.example.org/find{?id}', templated: true },
    self: { href: 'https://pid.example.org/' },
  });
});

test('what is embedded comes as parameters, in a list, or as all of it', () => {
  const one = readEmbeds(asked('/x?embed=a&embed=b/c,d'));
  expect(['a', 'b', 'c', 'd'].filter((name) => one.has(name))).toEqual(['a', 'b', 'd']);
  expect(readEmbeds(asked('/x')).has('a')).toBe(false);
  expect(readEmbeds(asked('/x?projection=full'))).toMatchObject({ full: true });
  expect(readEmbeds(asked('/x?projection=full')).has('anything')).toBe(true);
});
