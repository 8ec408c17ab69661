import { expect } from 'vitest';
import { makeItemWithStatus, type ShownStatus } from './doi-statuses.ts';
import { readDoiStatus, UNKNOWN_UUID } from './dspace.ts';
import type { DspaceAnswer, DspaceClient } from './dspace-client.ts';
import { itemUri, type MatrixRow, type Place } from './dspace-matrix.ts';

const POST = 'POST /api/pid/identifiers?type=doi (item without DOI)';

/** D2: the answer of the contract, whose DOI is an address and whose status is told. */
const isQueued: MatrixRow['check'] = (answer) => {
  expect(answer.body()).toMatchObject({
    value: expect.stringMatching(/^https:\/\/doi\.org\/10\.5072\/./),
    identifierType: 'doi',
    identifierStatus: 'TO_BE_REGISTERED',
    type: 'identifier',
  });
};

const asAdmin = { who: 'admin', callers: ['admin'] } as const;

async function registerFresh(client: DspaceClient, place: Place): Promise<DspaceAnswer> {
  return client.register(itemUri(client, (await place.fresh()).uuid));
}

/** Asks for the DOI of one item for each status, and answers with the last; the others are held to its status. */
const whenStatusIs =
  (statuses: readonly ShownStatus[], status: number): MatrixRow['ask'] =>
  async (client, { repository }) => {
    const answers: DspaceAnswer[] = [];
    for (const each of statuses) {
      const { uuid } = await makeItemWithStatus(repository, each);
      expect(await readDoiStatus(client, uuid)).toBe(each);
      const answer = await client.register(itemUri(client, uuid));
      expect(answer.status, `${each}: ${answer.text}`).toBe(status);
      expect(await readDoiStatus(client, uuid)).toBe(status === 201 ? 'TO_BE_REGISTERED' : each);
      answers.push(answer);
    }
    const last = answers.at(-1);
    if (last === undefined) throw new Error('no status was asked for');
    return last;
  };

/** A body that is refused before any item is looked for. */
const withBody =
  (body: (client: DspaceClient, place: Place) => string, query = '?type=doi'): MatrixRow['ask'] =>
  (client, place) =>
    client.register(body(client, place), query);

export const postRows: readonly MatrixRow[] = [
  { ...asAdmin, request: POST, status: 201, ask: registerFresh, check: isQueued },
  {
    ...asAdmin,
    request: 'POST same again (TO_BE_REGISTERED)',
    status: 400,
    async ask(client, place) {
      const uri = itemUri(client, (await place.fresh()).uuid);
      expect((await client.register(uri)).status).toBe(201);
      return client.register(uri);
    },
  },
  {
    ...asAdmin,
    request: 'POST when IS_REGISTERED/UPDATE_*/TO_BE_RESERVED/IS_RESERVED',
    status: 400,
    ask: whenStatusIs(
      [
        'IS_REGISTERED',
        'UPDATE_REGISTERED',
        'UPDATE_RESERVED',
        'UPDATE_BEFORE_REGISTRATION',
        'TO_BE_RESERVED',
        'IS_RESERVED',
      ],
      400,
    ),
  },
  {
    ...asAdmin,
    request: 'POST when PENDING or MINTED or null status',
    status: 201,
    // Nothing here has a DOI without a status; an item without a DOI has its own row.
    ask: whenStatusIs(['PENDING', 'MINTED'], 201),
    check: isQueued,
  },
  {
    ...asAdmin,
    request: 'POST no type',
    status: 400,
    ask: withBody((client, { restricted }) => itemUri(client, restricted.uuid), ''),
  },
  {
    ...asAdmin,
    request: 'POST ?type=handle or ?type=DOI',
    status: 400,
    async ask(client, place) {
      const uri = itemUri(client, place.restricted.uuid);
      expect((await client.register(uri, '?type=DOI')).status).toBe(400);
      return client.register(uri, '?type=handle');
    },
  },
  { ...asAdmin, request: 'POST empty body', status: 400, ask: withBody(() => '') },
  {
    ...asAdmin,
    request: 'POST two URIs',
    status: 400,
    ask: withBody((client, { restricted, bare }) =>
      [restricted, bare].map(({ uuid }) => itemUri(client, uuid)).join('\r\n'),
    ),
  },
  {
    ...asAdmin,
    request: 'POST URI not an item',
    status: 400,
    ask: withBody(({ root }, { restricted }) => `${root}/core/collections/${restricted.uuid}`),
  },
  {
    ...asAdmin,
    request: 'POST item URI, not a uuid',
    status: 400,
    ask: withBody((client) => itemUri(client, 'not-a-uuid')),
  },
  {
    ...asAdmin,
    request: 'POST item URI, unknown uuid',
    status: 404,
    ask: withBody((client) => itemUri(client, UNKNOWN_UUID)),
  },
  {
    ...asAdmin,
    request: 'POST item URI with foreign scheme/host',
    status: 201,
    async ask(client, place) {
      return client.register(`https://localhost:8080/server/api/core/items/${(await place.fresh()).uuid}`);
    },
    check: isQueued,
  },
  {
    request: 'POST',
    who: 'anonymous + valid CSRF',
    status: 401,
    callers: ['anonymous'],
    async ask(client, place) {
      for (const uuid of [place.registered.uuid, UNKNOWN_UUID]) {
        expect((await client.register(itemUri(client, uuid))).status).toBe(401);
      }
      return registerFresh(client, place);
    },
  },
  {
    request: 'POST',
    who: 'logged in, no write',
    status: 403,
    callers: ['member', 'outsider'],
    async ask(client, place) {
      expect((await client.register(itemUri(client, place.registered.uuid))).status).toBe(403);
      return registerFresh(client, place);
    },
  },
  {
    ...asAdmin,
    request: 'POST without CSRF',
    status: 403,
    async ask(client, place) {
      const uri = itemUri(client, (await place.fresh()).uuid);
      const wrong = await client.register(uri, '?type=doi', { csrf: UNKNOWN_UUID });
      expect(wrong.status).toBe(403);
      return client.register(uri, '?type=doi', { csrf: null });
    },
    check(answer) {
      expect(answer.body()).toMatchObject({ message: 'Access is denied. Invalid CSRF token.' });
      expect(answer.headers.get('dspace-xsrf-token')).toMatch(/^[0-9a-f-]{36}$/);
    },
  },
  {
    ...asAdmin,
    request: 'POST Content-Type application/json',
    status: 405,
    ask: (client) => client.sendJson('POST', '/pid/identifiers?type=doi', {}),
  },
  {
    ...asAdmin,
    request: 'POST Content-Type text/plain',
    status: 415,
    ask: (client, { restricted }) =>
      client.register(itemUri(client, restricted.uuid), '?type=doi', {
        headers: { 'content-type': 'text/plain' },
      }),
  },
];
