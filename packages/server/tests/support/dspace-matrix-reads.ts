import { expect } from 'vitest';
import { UNKNOWN_UUID } from './dspace.ts';
import { ANYONE, get, itemUri, type MatrixRow } from './dspace-matrix.ts';

const SEARCH = 'GET /api/pid/identifiers/search';
const FIND_BY_ITEM = `${SEARCH}/findByItem`;
const findByItem = (uuid: string): string => `/pid/identifiers/search/findByItem?uuid=${uuid}`;

/** What holds of `findByItem` and of an item's own list. */
const both = (doi: string, handle: string, url: string) => [
  {
    type: 'identifier',
    identifierType: 'doi',
    value: `https://doi.org/${doi}`,
    identifierStatus: 'IS_REGISTERED',
  },
  { type: 'identifier', identifierType: 'handle', value: `${url}/handle/${handle}`, identifierStatus: null },
];

export const identifierRows: readonly MatrixRow[] = [
  {
    request: 'GET /api/pid/identifiers',
    who: 'anyone',
    status: 405,
    callers: ANYONE,
    ask: get(() => '/pid/identifiers'),
  },
  {
    request: 'GET /api/pid/identifiers/{id}',
    who: 'anyone',
    status: 405,
    callers: ANYONE,
    ask: get(() => '/pid/identifiers/61'),
  },
  {
    request: SEARCH,
    who: 'anyone',
    status: 200,
    callers: ANYONE,
    ask: get(() => '/pid/identifiers/search'),
    check: (answer, _place, { root }) =>
      expect(answer.body<{ _links: Record<string, { href: string }> }>()._links.findByItem?.href).toMatch(
        new RegExp(`^${root}/pid/identifiers/search/findByItem`),
      ),
  },
  {
    request: `${SEARCH}/nope`,
    who: 'anyone',
    status: 404,
    callers: ANYONE,
    ask: get(() => '/pid/identifiers/search/nope'),
  },
  {
    request: `${FIND_BY_ITEM}?uuid=<item>`,
    who: 'anyone',
    status: 200,
    callers: ANYONE,
    ask: get(({ registered }) => findByItem(registered.uuid)),
    check(answer, { registered, repository }, { root }) {
      const [doi, handle] = both(registered.doi, registered.handle, repository.system.url);
      // D1: the shape of the contract's example, without its slip in the path.
      const self = { href: `${root}/pid/identifiers` };
      expect(answer.body()).toEqual({
        _embedded: {
          identifiers: [
            { id: null, ...doi, _links: { self } },
            { id: null, ...handle, _links: { self } },
          ],
        },
        _links: { self: { href: `${root}${findByItem(registered.uuid)}` } },
        page: { size: 20, totalElements: 2, totalPages: 1, number: 0 },
      });
    },
  },
  {
    request: `${FIND_BY_ITEM} (no uuid)`,
    who: 'anyone',
    status: 400,
    callers: ANYONE,
    ask: get(() => '/pid/identifiers/search/findByItem'),
    check: (answer) => expect(answer.body()).toMatchObject({ message: 'A required parameter is missing' }),
  },
  {
    request: `${FIND_BY_ITEM}?uuid=not-a-uuid`,
    who: 'anyone',
    status: 400,
    callers: ANYONE,
    ask: get(() => findByItem('not-a-uuid')),
  },
  {
    request: `${FIND_BY_ITEM}?uuid=<unknown>`,
    who: 'anyone',
    status: 404,
    callers: ANYONE,
    ask: get(() => findByItem(UNKNOWN_UUID)),
  },
  {
    request: `${FIND_BY_ITEM}?uuid=<restricted>`,
    who: 'anonymous',
    status: 401,
    callers: ['anonymous'],
    ask: get(({ restricted }) => findByItem(restricted.uuid)),
  },
  {
    request: `${FIND_BY_ITEM}?uuid=<item no ids>`,
    who: 'anyone',
    status: 200,
    callers: ['admin'],
    ask: get(({ bare }) => findByItem(bare.uuid)),
    check(answer) {
      expect(answer.body()).not.toHaveProperty('_embedded');
      expect(answer.body()).toMatchObject({ page: { totalElements: 0, number: 0 } });
    },
  },
  {
    request: 'GET /api/core/items/<item>/identifiers',
    who: 'READ',
    status: 200,
    callers: ANYONE,
    ask: get(({ registered }) => `/core/items/${registered.uuid}/identifiers`),
    check(answer, { registered, repository }, { root }) {
      expect(answer.body()).toEqual({
        identifiers: both(registered.doi, registered.handle, repository.system.url),
        type: 'identifiers',
        _links: { self: { href: `${root}/core/items/${registered.uuid}/identifiers` } },
      });
    },
  },
  {
    request: 'GET /api/core/items/<unknown>/identifiers',
    who: 'admin',
    status: 404,
    callers: ANYONE,
    ask: get(() => `/core/items/${UNKNOWN_UUID}/identifiers`),
  },
  {
    request: 'GET /api/core/items/not-a-uuid/identifiers',
    who: 'anyone',
    status: 400,
    callers: ANYONE,
    ask: get(() => '/core/items/not-a-uuid/identifiers'),
  },
  {
    request: 'GET /api/core/items/<restricted>/identifiers',
    who: 'anonymous',
    status: 401,
    callers: ['anonymous'],
    ask: get(({ restricted }) => `/core/items/${restricted.uuid}/identifiers`),
  },
  {
    request: 'GET /api/core/items/<restricted>/identifiers',
    who: 'no READ',
    status: 403,
    callers: ['outsider'],
    ask: get(({ restricted }) => `/core/items/${restricted.uuid}/identifiers`),
  },
];

const leadsToRegistered: MatrixRow['check'] = (answer, { registered }, client) =>
  expect(answer.headers.get('location')).toBe(itemUri(client, registered.uuid));

const find = (id: string): string => `/pid/find?id=${encodeURIComponent(id)}`;
const found = { who: 'anyone', status: 302, callers: ANYONE, check: leadsToRegistered } as const;

export const findRows: readonly MatrixRow[] = [
  {
    ...found,
    request: 'GET /api/pid/find?id=123456789/1',
    // As written in the data file, with a bare slash; other rows send it percent-encoded, as dspace-angular does.
    ask: get(({ registered }) => `/pid/find?id=${registered.handle}`),
  },
  {
    ...found,
    request: 'GET /api/pid/find?id=hdl:123456789/1',
    ask: get(({ registered }) => find(`hdl:${registered.handle}`)),
  },
  {
    ...found,
    request: 'GET /api/pid/find?id=10.5072/x | doi:10.5072/x | http://dx.doi.org/10.5072/x',
    async ask(client, { registered: { doi } }) {
      for (const id of [doi, `doi:${doi}`]) expect((await client.get(find(id))).status, id).toBe(302);
      return client.get(find(`http://dx.doi.org/${doi}`));
    },
  },
  {
    ...found,
    request: 'GET /api/pid/find?id=https://doi.org/10.5072/x',
    ask: get(({ registered }) => find(`https://doi.org/${registered.doi}`)),
  },
  {
    ...found,
    request: 'GET /api/pid/find?id=10.5072/X (other case)',
    ask: get(({ registered }) => find(registered.doi.toUpperCase())),
  },
  {
    request: 'GET /api/pid/find?id=fakeIdentifier',
    who: 'anyone',
    status: 404,
    callers: ANYONE,
    ask: get(() => find('fakeIdentifier')),
  },
  {
    request: 'GET /api/pid/find?id=<deleted DOI>',
    who: 'anyone',
    status: 404,
    callers: ANYONE,
    ask: get(({ deletedDoi }) => find(deletedDoi)),
  },
  {
    request: 'GET /api/pid/find?id=<scheme known but not resolvable here, e.g. urn:nbn:, ark:>',
    who: 'anyone',
    status: 501,
    callers: ANYONE,
    async ask(client) {
      expect((await client.get(find('ark:/12345/x9abc'))).status).toBe(501);
      return client.get(find('urn:nbn:de:101:1-201102033592'));
    },
  },
  {
    request: 'GET /api/pid/find (no id)',
    who: 'anyone',
    status: 422,
    callers: ANYONE,
    ask: get(() => '/pid/find'),
  },
  {
    request: 'GET /api/dso/find?uuid=<uuid>',
    who: 'READ',
    status: 302,
    callers: ANYONE,
    ask: get(({ registered }) => `/dso/find?uuid=${registered.uuid}`),
    check: leadsToRegistered,
  },
];
