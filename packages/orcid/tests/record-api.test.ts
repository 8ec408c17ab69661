import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createOrcidClient,
  createRecordApi,
  itemToXml,
  messageToXml,
  standInEnvironment,
} from '../src/index.ts';
import { CARBERRY, HAAK } from './stand-in-caller.ts';

type Reply = { status: number; headers?: Record<string, string>; body?: string | Buffer };
type Call = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

const TOKEN = 'canary-3f1c2a54-0000-4000-8000-000000000000';
const work = {
  title: { title: { value: 'Granite' } },
  type: 'physical-object',
  'external-ids': {
    'external-id': [
      {
        'external-id-type': 'doi',
        'external-id-value': '10.5072/granite',
        'external-id-relationship': 'self' as const,
      },
    ],
  },
};

let calls: Call[];
let reply: Reply | 'hang';
let server: ReturnType<typeof createServer>;

beforeEach(async () => {
  calls = [];
  reply = { status: 500 };
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    calls.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    if (reply === 'hang') return;
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function open(more: Partial<Parameters<typeof createRecordApi>[1]> = {}, timeoutMs = 5000) {
  const client = createOrcidClient({
    environment: standInEnvironment(base()),
    clientId: 'APP-0000000000000001',
    clientSecret: 'canary-secret',
    redirectUri: 'https://mint.example.org/auth/orcid/callback',
    timeoutMs,
  });
  return createRecordApi(client, { api: 'member', accessToken: TOKEN, ...more });
}

const json = (status: number, message: unknown): Reply => ({ status, body: JSON.stringify(message) });
const orcidError = (status: number, code: number, message = '') =>
  json(status, { 'response-code': status, 'developer-message': message, 'error-code': code });

describe('an item', () => {
  test('is added with the token in the header, and its put code is the end of Location', async () => {
    reply = {
      status: 201,
      headers: { location: `http://api.orcid.org/orcid-api-web/v2.0/${CARBERRY}/work/46964761` },
    };
    expect(await open().addItem(CARBERRY, 'work', work)).toEqual({ ok: true, putCode: 46964761 });
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: `/v3.0/${CARBERRY}/work`,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/vnd.orcid+json' },
      },
    ]);
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual(work);
  });

  test('goes as XML where that is asked for', async () => {
    reply = { status: 201, headers: { location: '/x/7' } };
    expect(await open({ format: 'xml' }).addItem(CARBERRY, 'work', work)).toEqual({ ok: true, putCode: 7 });
    expect(calls[0]).toMatchObject({
      headers: { 'content-type': 'application/vnd.orcid+xml', accept: 'application/vnd.orcid+xml' },
      body: itemToXml('work', work),
    });
  });

  test.each([
    [{ status: 201 }],
    [{ status: 201, headers: { location: '/x/work/' } }],
    [{ status: 200, headers: { location: '/x/work/7' } }],
  ])('of which ORCID does not say where it is may have been added: %j', async (answer) => {
    reply = answer;
    expect(await open().addItem(CARBERRY, 'work', work)).toMatchObject({
      ok: false,
      problem: { kind: 'later' },
    });
  });

  test.each([
    ['researcher-url', 'researcher-urls'],
    ['other-name', 'other-names'],
    ['keyword', 'keywords'],
    ['external-identifier', 'external-identifiers'],
    ['address', 'address'],
    ['invited-position', 'invited-position'],
    ['peer-review', 'peer-review'],
  ] as const)('%s is kept under %s', async (kind, path) => {
    reply = { status: 204 };
    expect(await open().deleteItem(CARBERRY, kind, 12)).toEqual({ ok: true });
    expect(calls).toMatchObject([{ method: 'DELETE', path: `/v3.0/${CARBERRY}/${path}/12` }]);
  });

  test('is updated with the put code in address and body, and comes back whole', async () => {
    reply = json(200, { ...work, 'put-code': 12 });
    expect(await open().updateItem(CARBERRY, 'work', 12, work)).toEqual({
      ok: true,
      item: { ...work, 'put-code': 12 },
    });
    expect(calls).toMatchObject([{ method: 'PUT', path: `/v3.0/${CARBERRY}/work/12` }]);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ 'put-code': 12 });

    reply = { status: 200, body: itemToXml('work', { ...work, 'put-code': 12 }) };
    expect(await open({ format: 'xml' }).updateItem(CARBERRY, 'work', 12, work)).toEqual({
      ok: true,
      item: { 'put-code': 12, ...work },
    });
  });

  test.each(['json', 'xml'] as const)('that is there already names its put code (%s)', async (format) => {
    const message = {
      'response-code': 409,
      'developer-message': 'You have already added this activity, please see element with put-code 99.',
      'error-code': 9021,
    };
    reply = {
      status: 409,
      body: format === 'xml' ? messageToXml('error:error', message) : JSON.stringify(message),
    };
    expect(await open({ format }).addItem(CARBERRY, 'work', work)).toMatchObject({
      problem: { kind: 'duplicate', putCode: 99, code: 9021, status: 409 },
    });
  });

  test('of no record, or with no put code, is a mistake of the program', async () => {
    await expect(open().readItem('0000-0002-1825-0098', 'work', 1)).rejects.toThrow();
    await expect(open().readItem(CARBERRY, 'work', 1.5)).rejects.toThrow(TypeError);
    await expect(open().readItem(CARBERRY, 'work', -1)).rejects.toThrow(TypeError);
    expect(calls).toEqual([]);
  });
});

describe('an answer', () => {
  test('that points to another record is not followed', async () => {
    reply = { ...orcidError(301, 9007, ''), headers: { location: `${base()}/v3.0/${HAAK}/record` } };
    expect(await open().readRecord(CARBERRY)).toMatchObject({ problem: { kind: 'moved', movedTo: HAAK } });
    expect(calls).toHaveLength(1);
  });

  test('that repeats the token shows it nowhere', async () => {
    reply = json(401, { error: 'invalid_token', error_description: `Invalid access token: ${TOKEN}` });
    const answer = await open().readRecord(CARBERRY);
    expect(answer).toMatchObject({ problem: { kind: 'grant-revoked' } });
    reply = { status: 500, body: `<html>${TOKEN}` };
    const page = await open().readRecord(CARBERRY);
    expect(inspect([answer, page, open()], { depth: 10, showHidden: true })).not.toContain('canary');
  });

  test('of more than the limit is not read to its end', async () => {
    reply = { status: 200, body: Buffer.alloc(3_000_000, 'x') };
    expect(await open({ answerLimitBytes: 1_000_000 }).readRecord(CARBERRY)).toMatchObject({
      problem: { kind: 'too-large', detail: 'The answer is larger than 1000000 bytes' },
    });
  });

  test('that does not come is given up', async () => {
    reply = 'hang';
    expect(await open({}, 100).readRecord(CARBERRY)).toMatchObject({
      problem: { kind: 'later', status: null },
    });
  });

  test.each(['json', 'xml'] as const)('that is none of ORCID changes nothing (%s)', async (format) => {
    const api = open({ format });
    reply = { status: 200, body: '<html><body>Welcome</body></html>' };
    expect(await api.readSection(CARBERRY, 'work')).toMatchObject({ problem: { kind: 'later' } });
    expect(await api.updateItem(CARBERRY, 'work', 1, work)).toMatchObject({ problem: { kind: 'later' } });
    reply = { status: 404, body: '<!doctype html><title>404</title>' };
    expect(await api.deleteItem(CARBERRY, 'work', 1)).toMatchObject({ problem: { kind: 'later' } });
    reply = { status: 200, body: '<!DOCTYPE a [<!ENTITY b "c">]><work:work/>' };
    expect(await api.readItem(CARBERRY, 'work', 1)).toMatchObject({ problem: { kind: 'later' } });
  });
});

describe('many works', () => {
  test.each(['json', 'xml'] as const)('are answered one by one, in order (%s)', async (format) => {
    const bulk = {
      bulk: [
        { work: { ...work, 'put-code': 1 } },
        {
          error: {
            'response-code': 409,
            'developer-message': 'see element with put-code 7',
            'error-code': 9021,
          },
        },
        { work: { ...work, 'put-code': 3 } },
      ],
    };
    reply = { status: 200, body: format === 'xml' ? messageToXml('bulk:bulk', bulk) : JSON.stringify(bulk) };
    expect(await open({ format }).addWorks(CARBERRY, [work, work, work])).toMatchObject({
      ok: true,
      results: [
        { ok: true, putCode: 1 },
        { ok: false, problem: { kind: 'duplicate', putCode: 7 } },
        { ok: true, putCode: 3 },
      ],
    });
    expect(calls).toMatchObject([{ method: 'POST', path: `/v3.0/${CARBERRY}/works` }]);
    expect(await open({ format }).readWorks(CARBERRY, [1, 2, 3])).toMatchObject({
      results: [{ item: { 'put-code': 1 } }, { ok: false }, { item: { 'put-code': 3 } }],
    });
    expect(calls[1]).toMatchObject({ method: 'GET', path: `/v3.0/${CARBERRY}/works/1,2,3` });
  });

  test('answered in another number than sent are not taken for added', async () => {
    reply = json(200, { bulk: [{ work: { ...work, 'put-code': 1 } }] });
    expect(await open().addWorks(CARBERRY, [work, work])).toMatchObject({ problem: { kind: 'later' } });
  });

  test('beyond 100 are refused before they are sent', async () => {
    const tooMany = Array.from({ length: 101 }, () => work);
    expect(await open().addWorks(CARBERRY, tooMany)).toMatchObject({
      problem: { kind: 'invalid', code: 9006 },
    });
    expect(
      await open().readWorks(
        CARBERRY,
        tooMany.map((_work, index) => index),
      ),
    ).toMatchObject({
      problem: { code: 9042 },
    });
    expect(await open().addWorks(CARBERRY, [])).toEqual({ ok: true, results: [] });
    expect(calls).toEqual([]);
  });
});

describe('groups of peer reviews', () => {
  const group = { name: 'A', 'group-id': 'issn:1741-4857', description: 'x', type: 'journal' };

  test.each([
    ['alone', json(200, group)],
    [
      'in a list',
      json(200, {
        total: 1,
        page: 1,
        'page-size': 10,
        'group-id-record': [{ ...group, 'group-id': 'x' }, group],
      }),
    ],
  ])('are found, %s', async (_how, answer) => {
    reply = answer;
    expect(await open().findGroup({ groupId: 'ISSN:1741-4857' })).toEqual({ ok: true, group });
    expect(calls[0]?.path).toBe('/v3.0/group-id-record?group-id=ISSN%3A1741-4857');
  });

  test.each([
    json(200, {}),
    json(200, { 'group-id-record': [] }),
    orcidError(400, 9026),
    orcidError(404, 9016),
  ])('are said not to be there (%#)', async (answer) => {
    reply = answer;
    expect(await open().findGroup({ name: 'A & B' })).toEqual({ ok: true, group: null });
    expect(calls[0]?.path).toBe('/v3.0/group-id-record?name=A+%26+B');
  });

  test('are not said to be missing when ORCID is in trouble', async () => {
    reply = { status: 503 };
    expect(await open().findGroup({ name: 'A' })).toMatchObject({ ok: false, problem: { kind: 'later' } });
  });

  test('are added, changed, deleted and listed', async () => {
    reply = { status: 201, headers: { location: '/v3.0/group-id-record/5' } };
    expect(await open().addGroup(group)).toEqual({ ok: true, putCode: 5 });
    reply = json(200, group);
    expect(await open().updateGroup(5, group)).toEqual({ ok: true });
    reply = { status: 204 };
    expect(await open().deleteGroup(5)).toEqual({ ok: true });
    reply = json(200, { total: 0, page: 2, 'page-size': 10, 'group-id-record': [] });
    expect(await open().listGroups({ page: 2, pageSize: 10 })).toMatchObject({ groups: { page: 2 } });
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v3.0/group-id-record',
      'PUT /v3.0/group-id-record/5',
      'DELETE /v3.0/group-id-record/5',
      'GET /v3.0/group-id-record?page=2&page-size=10',
    ]);
  });
});

describe('a search', () => {
  test('finds iDs, names, or lines of fields', async () => {
    reply = json(200, { 'num-found': 0, result: null });
    expect(await open().search({ q: 'family-name:Carberry', rows: 1000 })).toMatchObject({ ok: true });
    expect(await open().expandedSearch({ q: 'a', start: 5 })).toMatchObject({ ok: true });
    reply = { status: 200, body: 'orcid\n' };
    expect(await open().searchCsv({ q: 'a', fields: ['orcid', 'email'] })).toEqual({
      ok: true,
      csv: 'orcid\n',
    });
    expect(calls.map(({ path }) => path)).toEqual([
      '/v3.0/search?q=family-name%3ACarberry&start=0&rows=1000',
      '/v3.0/expanded-search?q=a&start=5&rows=100',
      '/v3.0/csv-search?q=a&start=0&rows=100&fl=orcid%2Cemail',
    ]);
    expect(calls[2]?.headers.accept).toBe('text/csv');
  });

  test.each([
    [{ rows: 1001 }, 9012],
    [{ rows: -1 }, 9012],
    [{ start: 0.5 }, 9012],
    [{ start: 10_001 }, 9043],
  ])('with %j is refused before it is sent', async (more, code) => {
    const api = open({ accessToken: null });
    expect(await api.search({ q: 'a', ...more })).toMatchObject({ problem: { kind: 'invalid', code } });
    expect(await api.expandedSearch({ q: 'a', ...more })).toMatchObject({ problem: { code } });
    expect(await api.searchCsv({ q: 'a', fields: ['orcid'], ...more })).toMatchObject({ problem: { code } });
    expect(calls).toEqual([]);
  });
});

describe('a webhook', () => {
  const callback = 'https://mint.example.org/orcid/webhooks/a b?c=d';

  test('is registered and removed beside the versions of the API', async () => {
    reply = { status: 201 };
    expect(await open().registerWebhook(CARBERRY, callback)).toEqual({ ok: true, created: true });
    reply = { status: 204 };
    expect(await open().registerWebhook(CARBERRY, callback)).toEqual({ ok: true, created: false });
    expect(await open().removeWebhook(CARBERRY, callback)).toEqual({ ok: true });
    reply = orcidError(404, 9028);
    expect(await open().removeWebhook(CARBERRY, callback)).toEqual({ ok: true });
    const path = `/${CARBERRY}/webhook/https%3A%2F%2Fmint.example.org%2Forcid%2Fwebhooks%2Fa%20b%3Fc%3Dd`;
    expect(calls.map((call) => call.path)).toEqual([path, path, path, path]);
    expect(calls.map((call) => call.method)).toEqual(['PUT', 'PUT', 'DELETE', 'DELETE']);
  });

  test('of another client, or to nowhere, is refused', async () => {
    reply = orcidError(403, 9014);
    expect(await open().registerWebhook(CARBERRY, callback)).toMatchObject({
      problem: { kind: 'not-source' },
    });
    await expect(open().registerWebhook(CARBERRY, 'javascript:alert(1)')).rejects.toThrow(TypeError);
  });
});

test('a notice is sent, read and archived', async () => {
  const notice = {
    'notification-type': 'PERMISSION' as const,
    'authorization-url': { uri: 'https://orcid.org/oauth/authorize' },
    'notification-subject': 'x',
    'notification-intro': 'x',
    items: { item: [{ 'item-type': 'WORK', 'item-name': 'x' }] },
  };
  reply = { status: 201, headers: { location: '/x/notification-permission/8' } };
  expect(await open({ format: 'xml' }).sendNotice(CARBERRY, notice)).toEqual({ ok: true, putCode: 8 });
  expect(calls[0]?.body).toContain('<notification:item-type>work</notification:item-type>');
  reply = { status: 200, body: messageToXml('notification:notification', notice) };
  expect(await open({ format: 'xml' }).readNotice(CARBERRY, 8)).toEqual({ ok: true, notice });
  reply = { status: 200 };
  expect(await open().archiveNotice(CARBERRY, 8)).toEqual({ ok: true });
});
