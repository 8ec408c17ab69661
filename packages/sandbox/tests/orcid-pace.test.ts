import { expect, test } from 'vitest';
import { CARBERRY, CREDENTIALS, MEMBER } from './orcid-caller.ts';
import { work } from './orcid-records.ts';
import { OTHER_MEMBER, useRegistry } from './orcid-registry.ts';

const { baseUrl, call, control, tokenFor, own, add } = useRegistry();

type Measured = { client: string; requests: number; refused: number; highestPerSecond: number };

async function measured(client: string): Promise<Measured | undefined> {
  const { json } = await control('GET', '/pace');
  return (json.items as Measured[]).find((item) => item.client === client);
}

test('without a pace every request is answered and counted by client', async () => {
  const token = await tokenFor();
  const answers = await Promise.all(Array.from({ length: 60 }, () => own('GET', 'works', token)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  await own('GET', 'works');
  const ours = await measured(MEMBER.id);
  expect(ours).toMatchObject({ requests: 60, refused: 0 });
  expect(ours?.highestPerSecond).toBeLessThanOrEqual(60);
  expect(ours?.highestPerSecond).toBeGreaterThan(1);
  expect(await measured('anonymous')).toMatchObject({ requests: 1 });
});

test('beyond the burst a client gets 503 until its bucket fills, and another client does not', async () => {
  const token = await tokenFor();
  const other = await tokenFor('/read-limited', CARBERRY, OTHER_MEMBER.id);
  await control('PUT', '/pace', { requestsPerSecond: 0.001, burst: 3 });
  const statuses = [];
  for (let n = 0; n < 5; n++) statuses.push((await own('GET', 'works', token)).status);
  expect(statuses).toEqual([200, 200, 200, 503, 503]);
  expect((await own('GET', 'works', other)).status).toBe(200);
  expect(await measured(MEMBER.id)).toMatchObject({ requests: 5, refused: 2 });
  await control('PUT', '/pace', null);
  expect((await own('GET', 'works', token)).status).toBe(200);
});

test('a pace that is none is refused', async () => {
  expect((await control('PUT', '/pace', { requestsPerSecond: 0, burst: 1 })).status).toBe(400);
});

test('thousands of people have records, the same in every run', async () => {
  const many = await control('POST', '/people/many', { count: 5000 });
  const people = many.json.items as string[];
  expect(people).toHaveLength(5000);
  expect(people[0]).toBe('0009-0009-0000-0004');
  for (const orcid of people) expect(orcid).toMatch(/^0009-0009-000\d-\d{3}[\dX]$/);
  const last = people.at(-1) ?? '';
  const token = await tokenFor(undefined, last);
  expect(await add(token, 'work', work('10.5555/one'), last)).toBeGreaterThan(0);
  const { json } = await call('GET', `/v3.0/${last}/works`, { token });
  expect(json.group).toHaveLength(1);
  expect((await control('POST', '/people/many', { count: 0 })).status).toBe(400);
  await control('POST', '/reset');
  expect((await call('GET', `/v3.0/${last}/record`)).status).toBe(404);
  expect((await control('POST', '/people/many', { count: 5000 })).json).toEqual(many.json);
});

test('the sign-in page shows a few of thousands, and whoever is meant by iD or mail address', async () => {
  const many = await control('POST', '/people/many', { count: 100 });
  const meant = (many.json.items as string[]).at(-1) ?? '';
  await control('POST', '/people', {
    orcid: meant,
    name: 'Test Person',
    emails: [{ email: 'p@example.org', visibility: 'private', verified: true, primary: true }],
  });
  const page = async (parameters: Record<string, string>) => {
    const query = new URLSearchParams({
      client_id: MEMBER.id,
      response_type: 'code',
      scope: '/authenticate',
      redirect_uri: MEMBER.redirectUris[0] ?? '',
      ...parameters,
    });
    return (await fetch(`${baseUrl()}/oauth/authorize?${query}`)).text();
  };
  const plain = await page({});
  expect(plain.match(/type="radio"/g)).toHaveLength(20);
  expect(plain).toContain('<html lang="en">');
  expect(await page({ orcid: meant })).toContain(`value="${meant}" required checked`);
  expect(await page({ email: 'P@example.org' })).toContain(`value="${meant}" required checked`);
  const prefilled = await page({ given_names: 'Ada', family_names: '<b>Lovelace</b>', lang: 'zh_TW' });
  expect(prefilled).toContain('<html lang="zh-TW">');
  expect(prefilled).toContain('Ada, &lt;b&gt;Lovelace&lt;/b&gt;');
  expect(await page({ lang: 'tlh' })).toContain('<html lang="en">');
});

test('each sign-in gives another token, and all of them work until the person takes the permission back', async () => {
  const tokens = [await tokenFor('/read-limited'), await tokenFor('/read-limited')];
  expect(new Set(tokens).size).toBe(2);
  await fetch(`${baseUrl()}/oauth/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ ...CREDENTIALS, token: tokens[0] ?? '' }),
  });
  expect((await own('GET', 'record', tokens[1])).status).toBe(200);
  await control('POST', '/grants/revoke', { orcid: CARBERRY });
  expect((await own('GET', 'record', tokens[1])).status).toBe(401);
});

test('control shows a whole record: every item with its source and visibility, and when it changed', async () => {
  const putCode = await add(await tokenFor(), 'work', work('10.5555/one'));
  const own = await control('POST', `/records/${CARBERRY}/items`, {
    kind: 'keyword',
    item: { content: 'psychoceramics', visibility: 'private' },
  });
  const { json } = await control('GET', `/records/${CARBERRY}`);
  expect(json).toMatchObject({
    orcid: CARBERRY,
    state: 'active',
    lastModifiedAt: '2026-11-21T10:00:00.000Z',
    items: [
      { kind: 'work', putCode, source: MEMBER.id, visibility: 'public', item: { type: 'software' } },
      { kind: 'keyword', putCode: own.json.putCode, source: CARBERRY, visibility: 'private' },
    ],
  });
  expect((await control('GET', '/records/0000-0002-9079-593X')).status).toBe(404);
});

test.each([
  ['an unknown kind', { kind: 'poem', item: {} }],
  ['an unknown source', { kind: 'keyword', item: { content: 'a' }, source: 'APP-9999999999999999' }],
  ['an item that the registry would refuse', { kind: 'keyword', item: {} }],
])('control refuses to add %s', async (_what, body) => {
  expect((await control('POST', `/records/${CARBERRY}/items`, body)).status).toBe(400);
});

test.each([
  ['somebody unknown', { orcid: '0000-0002-9079-593X', clientId: MEMBER.id, scope: '/read-limited' }],
  ['an unknown client', { orcid: CARBERRY, clientId: 'APP-9999999999999999', scope: '/read-limited' }],
  ['nothing', { orcid: CARBERRY, clientId: MEMBER.id, scope: '' }],
])('control issues no token for %s', async (_what, body) => {
  expect((await control('POST', '/tokens', body)).status).toBe(400);
});
