import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { getRawJwt, type Manage, openManage, startWithAdministrator } from './support/isamples.ts';
import { JOSIAH, LAURE, type SignedIn, signIn } from './support/people.ts';
import type { System } from './support/start-system.ts';

const STRANGER = '0000-0002-1694-233X';

let system: System;
let admin: SignedIn;
let manage: Manage;
let laure: Manage;
let stranger: Manage;

type Namespace = {
  primary_key: string;
  shoulder: string;
  allowed_people: string[];
  tcreated: string;
  tstamp: string;
  minter_state: { mask: string; issued: number };
};
type Refusal = { detail: string | { loc: string[]; msg: string; type: string }[] };

beforeAll(async () => {
  ({ system, admin } = await startWithAdministrator({ env: { SIGN_UP: 'closed' } }));
  manage = openManage(system, admin.token);
  laure = openManage(system, await getRawJwt(system, LAURE));
  stranger = openManage(system, await getRawJwt(system, STRANGER));
});
afterAll(() => system?.close());

let number = 0;
/** A namespace of its own for each test. */
async function addNamespace(orcids: string[] = [LAURE]): Promise<string> {
  number += 1;
  const shoulder = `99999/t${number}x`;
  const answer = await manage.post<Namespace>('/add_namespace', { shoulder, orcid_ids: orcids });
  expect(answer.status).toBe(200);
  return shoulder;
}

const mint = (who: Manage, shoulder: string, more: Record<string, unknown> = {}) =>
  who.post<string[]>('/mint_noidy_identifiers', { shoulder, num_identifiers: 3, ...more });

describe('namespaces', () => {
  test('an administrator makes one and is told of it in iSamples’ members', async () => {
    const answer = await manage.post<Namespace>('/add_namespace', {
      shoulder: '99999/q1',
      orcid_ids: [LAURE, JOSIAH],
    });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual([
      'primary_key',
      'shoulder',
      'allowed_people',
      'tcreated',
      'tstamp',
      'minter_state',
    ]);
    expect(answer.body).toMatchObject({ shoulder: '99999/q1', minter_state: { mask: 'eedk', issued: 0 } });
    expect(new Set(answer.body.allowed_people)).toEqual(new Set([LAURE, JOSIAH]));
  });

  test('a second one of the same name is refused with 409', async () => {
    const shoulder = await addNamespace();
    const again = await manage.post<Refusal>('/add_namespace', {
      shoulder: `ark:/${shoulder}`,
      orcid_ids: [],
    });
    expect(again.status).toBe(409);
    expect(again.body.detail).toContain('already');
  });

  test('people may be let in and taken out, by GET with a body as iSamples does, by GET with a query, and by POST', async () => {
    const shoulder = await addNamespace([]);
    expect((await mint(laure, shoulder)).status).toBe(404);
    const added = await sendGetWithBody(admin.token, { shoulder, orcid_id: LAURE });
    expect(added).toMatchObject({ status: 200, body: { allowed_people: [LAURE] } });
    expect((await mint(laure, shoulder)).status).toBe(200);
    const removed = await manage.get<Namespace>(
      `/manage_orcid_id_for_namespace?shoulder=${shoulder}&orcid_id=${LAURE}&is_remove=true`,
    );
    expect(removed.body.allowed_people).toEqual([]);
    expect((await mint(laure, shoulder)).status).toBe(404);
    const posted = await manage.post<Namespace>('/manage_orcid_id_for_namespace', {
      shoulder,
      orcid_id: LAURE,
    });
    expect(posted.body.allowed_people).toEqual([LAURE]);
  });

  test('nobody is lost when people are let in at the same moment, while the settings change', async () => {
    const shoulder = await addNamespace([]);
    const orcids = [LAURE, JOSIAH, STRANGER];
    const api = createApi(system, admin.token);
    const { body: list } = await api.get<{ items: { id: string; naming: { shoulder: string } }[] }>(
      '/shoulders',
    );
    const id = list.items.find((each) => `99999/${each.naming.shoulder}` === shoulder)?.id;
    const answers = await Promise.all([
      ...orcids.map((orcid_id) => manage.post('/manage_orcid_id_for_namespace', { shoulder, orcid_id })),
      api.patch(`/shoulders/${id}`, { purpose: 'Cores of the spring' }, { 'if-match': '*' }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    const { body } = await manage.post<Namespace>('/manage_orcid_id_for_namespace', {
      shoulder,
      orcid_id: LAURE,
    });
    expect(new Set(body.allowed_people)).toEqual(new Set(orcids));
  });

  test('an unknown namespace is 404, a wrong iD 422 with its place', async () => {
    const unknown = await manage.post('/manage_orcid_id_for_namespace', {
      shoulder: '99999/none9',
      orcid_id: LAURE,
    });
    expect(unknown.status).toBe(404);
    const wrong = await manage.post<Refusal>('/add_namespace', {
      shoulder: '99999/w9',
      orcid_ids: ['0000-0002-1825-0098'],
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.detail).toMatchObject([{ loc: ['body', 'orcid_ids', '0'], type: 'invalid-input' }]);
    expect((await mint(manage, '99999/w9')).status).toBe(404);
  });

  test('a person is added before their first sign-in, and one with a role keeps it', async () => {
    const added = await manage.get<string>(`/add_orcid_id?orcid_id=${LAURE}`);
    expect([added.status, added.body]).toEqual([200, LAURE]);
    expect((await manage.get<string>(`/add_orcid_id?orcid_id=${JOSIAH}`)).status).toBe(200);
    expect((await manage.get(`/add_orcid_id?orcid_id=${JOSIAH}`)).status).toBe(200);
    expect((await manage.post('/add_namespace', { shoulder: '99999/k9', orcid_ids: [] })).status).toBe(200);
  });

  test('who is no administrator changes nothing', async () => {
    const member = openManage(system, (await signIn(system, LAURE)).token);
    for (const who of [member, laure, stranger]) {
      expect((await who.post('/add_namespace', { shoulder: '99999/no1', orcid_ids: [] })).status).toBe(401);
      expect((await who.get(`/add_orcid_id?orcid_id=${STRANGER}`)).status).toBe(401);
      const wish = { shoulder: '99999/fk4', orcid_id: STRANGER };
      expect((await who.post('/manage_orcid_id_for_namespace', wish)).status).toBe(401);
    }
  });

  test('an id_token does not manage, not even an administrator’s, and says what does', async () => {
    const jwt = openManage(system, await getRawJwt(system, JOSIAH));
    const answer = await jwt.post<Refusal>('/add_namespace', { shoulder: '99999/no2', orcid_ids: [] });
    expect(answer.status).toBe(401);
    expect(answer.body.detail).toContain('org:admin');
  });
});

describe('what a token may', () => {
  test('an access token without the scope to mint does not, and says which it lacks', async () => {
    const { token } = await signIn(system, JOSIAH, ['pid:read']);
    const answer = await mint(openManage(system, token), '99999/fk4');
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).toContain('pid:mint');
  });

  test('an id_token is none at our own API', async () => {
    const jwt = await getRawJwt(system, JOSIAH);
    const answer = await fetch(`${system.url}/api/v1/me`, { headers: { authorization: `Bearer ${jwt}` } });
    expect(answer.status).toBe(401);
  });

  test('an id_token for another client of ORCID is refused', async () => {
    const claims = { iss: system.orcid.url, aud: 'APP-0000000000000000', sub: JOSIAH, nonce: 'n' };
    const forged = [{ alg: 'RS256' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const answer = await mint(openManage(system, `${forged}.c2ln`), '99999/fk4');
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).toContain('another client');
  });
});

describe('minting in a namespace', () => {
  test('a count as text, as iSamples’ script sends it, is a count', async () => {
    const answer = await mint(laure, await addNamespace(), { num_identifiers: '5' });
    expect(answer.body).toHaveLength(5);
  });

  test('with a filename the answer is iSamples’ template with an identifier in each row', async () => {
    const shoulder = await addNamespace();
    const answer = await mint(laure, shoulder, { return_filename: 'out.csv' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch('text/csv');
    expect(answer.headers.get('content-disposition')).toBe('inline; filename=out.csv');
    expect(answer.headers.get('access-control-expose-headers')).toContain('Content-Disposition');
    const [header = '', ...rows] = answer.text.trimEnd().split('\r\n');
    expect(header).toMatch(/^id,label,description,/);
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(row).toMatch(new RegExp(`^ark:${shoulder}[0-9a-z]{4},`));
      expect(row.split(',')).toHaveLength(header.split(',').length);
    }
  });

  test('a filename cannot break out of its header', async () => {
    const shoulder = await addNamespace();
    const answer = await mint(laure, shoulder, { return_filename: '../a "b"; größe.csv' });
    expect(answer.headers.get('content-disposition')).toBe(
      'inline; filename="a _b_; gr__e.csv"; filename*=UTF-8\'\'a%20%22b%22%3B%20gr%C3%B6%C3%9Fe.csv',
    );
  });

  test.each([0, 100_001, '0', 'many', -1, 1.5, null])('%j identifiers cannot be made', async (count) => {
    const answer = await mint(manage, '99999/fk4', { num_identifiers: count });
    expect(answer.status).toBe(422);
  });
});

describe('faults of the original that are absent', () => {
  test('fault 2: a good id_token of someone whom no namespace names mints nothing', async () => {
    const shoulder = await addNamespace();
    expect((await mint(stranger, shoulder)).status).toBe(404);
    expect((await mint(stranger, '99999/fk4')).status).toBe(404);
  });

  test('fault 3: sixteen who mint at the same moment get different identifiers, none left out', async () => {
    const shoulder = await addNamespace();
    const answers = await Promise.all(Array.from({ length: 16 }, () => mint(laure, shoulder)));
    const names = answers.flatMap((each) => each.body);
    expect(new Set(names).size).toBe(48);
    const next = await manage.post<Namespace>('/manage_orcid_id_for_namespace', {
      shoulder,
      orcid_id: LAURE,
    });
    expect(next.body.minter_state.issued).toBe(48);
  });

  test('fault 4: identifiers are whole ARKs, in the order of Nog', async () => {
    const answer = await mint(manage, '99999/fk4');
    expect(answer.body).toEqual(['ark:99999/fk44w2s', 'ark:99999/fk4159p', 'ark:99999/fk4wc7r']);
  });

  test('fault 6: a request that is repeated with its key mints once', async () => {
    const shoulder = await addNamespace();
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const body = { shoulder, num_identifiers: 2 };
    const first = await laure.post<string[]>('/mint_noidy_identifiers', body, headers);
    const again = await laure.post<string[]>('/mint_noidy_identifiers', body, headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const asFile = await laure.post<Refusal>(
      '/mint_noidy_identifiers',
      { ...body, return_filename: 'x.csv' },
      headers,
    );
    expect(asFile.status).toBe(422);
  });
});

/** fetch refuses a GET with a body; the command line of the original sends one. */
async function sendGetWithBody(token: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const sent = request(
      `${system.url}/manage/manage_orcid_id_for_namespace`,
      {
        method: 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        },
      },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(Buffer.from(chunk));
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
