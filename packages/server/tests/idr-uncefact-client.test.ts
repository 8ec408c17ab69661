import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instrumentScheme, startWithKey } from './support/idr.ts';
import type { System } from './support/start-system.ts';
import { createUncefactClient } from './support/uncefact-client.ts';

let system: System;
let key: string;

beforeAll(async () => {
  ({ system, key } = await startWithKey());
});
afterAll(() => system?.close());

const LINKS = [
  { href: 'https://example.org/dpp.json', rel: 'untp:dpp', type: 'application/ld+json', title: 'Passport' },
  { href: 'https://example.org/dcc.json', rel: 'untp:dcc', type: 'application/ld+json', title: 'Conformity' },
];

describe.each(['2.0.0', '3.0.0', 'v4'])('UN/CEFACT’s client, told that the API is %s', (apiVersion) => {
  const client = () => createUncefactClient({ baseUrl: system.url, apiVersion, apiKey: key });
  const namespace = `untp-${apiVersion.replaceAll('.', '-')}`;

  test('registers a scheme and publishes links, and knows each by its id and where they resolve', async () => {
    await client().registerScheme(instrumentScheme(namespace));
    const { resolverUri, linkIds } = await client().publishLinks(
      namespace,
      'instrument',
      '09359502000041',
      LINKS,
      '/10/A1',
    );
    expect(resolverUri).toBe(`${system.url}/${namespace}/01/09359502000041/10/A1`);
    expect(linkIds).toHaveLength(2);
    const resolved = await fetch(`${resolverUri}?linkType=untp:dcc`, { redirect: 'manual' });
    expect(resolved.headers.get('location')).toBe('https://example.org/dcc.json');
    for (const [index, id] of linkIds.entries()) {
      expect(await client().getLink(id)).toEqual({ ...LINKS[index], hreflang: ['en'] });
    }
  });

  test('changes a link and gets it back, and deletes it', async () => {
    const { linkIds } = await client().publishLinks(namespace, 'instrument', '09359502000058', LINKS);
    const [id = ''] = linkIds;
    const changed = await client().updateLink(id, {
      href: 'https://example.org/v2.json',
      title: 'Passport 2',
    });
    expect(changed).toEqual({
      ...LINKS[0],
      href: 'https://example.org/v2.json',
      title: 'Passport 2',
      hreflang: ['en'],
    });
    await client().deleteLink(id);
    await expect(client().getLink('00000000-0000-4000-8000-000000000000')).rejects.toThrow(
      /^Error: 404|^404/,
    );
  });
});

test('UN/CEFACT’s client finds the description of the resolver, and every link type that UNTP needs', async () => {
  const client = createUncefactClient({ baseUrl: system.url, apiVersion: '2.0.0', apiKey: key });
  expect((await client.describeResolver()).name).toMatch(/./);
  expect(await client.findMissingLinkTypes()).toEqual([]);
});
