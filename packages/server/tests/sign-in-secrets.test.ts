import { answerSignIn } from '@mintmark/sandbox';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type Visit } from './support/browser.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

/** Every row of every table of the service and of its job queue, as text. */
async function dumpDatabase(): Promise<{ table: string; text: string }[]> {
  const tables = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE'`.execute(system.ctx.db);
  const dump: { table: string; text: string }[] = [];
  for (const { schema, name } of tables.rows) {
    const { rows } = await sql<{ text: string }>`
      select t::text as text from ${sql.table(`${schema}.${name}`)} as t`.execute(system.ctx.db);
    dump.push({ table: `${schema}.${name}`, text: rows.map((row) => row.text).join('\n') });
  }
  return dump;
}

test('no secret of a sign-in is found in any table, log line, page or header, whatever way it ends', async () => {
  const secrets = new Map<string, string>([
    ['client secret', system.config.orcid.clientSecret],
    ['operator token', TEST_ADMIN_TOKEN],
  ]);
  const visits: Visit[] = [];
  const rememberCallback = (name: string, callback: string): void => {
    const { code, state } = Object.fromEntries(new URL(callback).searchParams);
    if (code !== undefined) secrets.set(`${name}: code`, code);
    if (state !== undefined) secrets.set(`${name}: state`, state);
  };
  const order = (fault: Record<string, unknown>) =>
    fetch(`${system.orcid.url}/_control/faults`, { method: 'POST', body: JSON.stringify(fault) });

  for (const [name, orcid, decision, fault] of [
    ['granted', JOSIAH, 'grant', null],
    ['granted again', JOSIAH, 'grant', null],
    ['denied', LAURE, 'deny', null],
    ['wrong id_token', LAURE, 'grant', { kind: 'id-token-other-sub' }],
    ['forged id_token', LAURE, 'grant', { kind: 'id-token-forged-signature' }],
    ['ORCID down', LAURE, 'grant', { kind: 'unavailable', match: { pathPrefix: '/oauth/token' } }],
    ['connection lost', LAURE, 'grant', { kind: 'reset', match: { pathPrefix: '/oauth/token' } }],
    ['rate limit', LAURE, 'grant', { kind: 'rate-limited', match: { pathPrefix: '/oauth/token' } }],
    [
      'page instead of an answer',
      LAURE,
      'grant',
      { kind: 'bad-gateway-html', match: { pathPrefix: '/oauth/token' } },
    ],
  ] as const) {
    const browser = openBrowser(system);
    const authorize = await browser.beginSignIn();
    const callback = await answerSignIn(authorize, { orcid, decision });
    rememberCallback(name, callback);
    secrets.set(`${name}: nonce`, new URL(authorize).searchParams.get('nonce') ?? '');
    if (fault !== null) expect((await order(fault)).status).toBe(201);
    visits.push(await browser.open(callback));
    visits.push(await browser.open(callback));
    for (const [cookie, { value }] of browser.cookies) secrets.set(`${name}: cookie ${cookie}`, value);
    if (name !== 'granted') continue;
    visits.push(await browser.open('/auth/orcid/granted'));
    visits.push(await browser.open('/app/tokens'));
    const made = await fetch(`${system.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { cookie: browser.cookieHeader(), origin: system.url, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'canary', scopes: ['pid:read'], expiresInDays: 1 }),
    });
    const { token } = (await made.json()) as { token: string };
    secrets.set('access token', token);
    await fetch(`${system.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    await fetch(`${system.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}x` } });
    visits.push(await browser.open('/app/tokens'));
  }

  // A code that was used already is repeated by ORCID in its refusal.
  const browser = openBrowser(system);
  const stolen = new URL(
    await answerSignIn(await browser.beginSignIn(), { orcid: JOSIAH, decision: 'grant' }),
  );
  rememberCallback('used code', stolen.href);
  stolen.searchParams.set('code', secrets.get('granted: code') ?? '');
  const refused = await browser.open(stolen.href);
  expect(refused.status).toBe(400);
  expect(refused.body).toContain('no longer accepts the code');
  visits.push(refused);

  const { items } = (await (await fetch(`${system.orcid.url}/_control/tokens`)).json()) as {
    items: { accessToken: string; refreshToken: string }[];
  };
  expect(items.length).toBeGreaterThanOrEqual(4);
  items.forEach(({ accessToken, refreshToken }, index) => {
    secrets.set(`ORCID access token ${index}`, accessToken);
    secrets.set(`ORCID refresh token ${index}`, refreshToken);
  });

  const places = [
    { place: 'the log', text: system.logged() },
    ...(await dumpDatabase()).map(({ table, text }) => ({ place: `table ${table}`, text })),
    ...visits.map(({ body, location, headers }, index) => ({
      place: `page ${index}`,
      text: [body, location, ...[...headers].filter(([name]) => name !== 'set-cookie').flat()].join('\n'),
    })),
  ];
  expect(places.find((each) => each.place === 'table public.interactions')?.text).toContain('/oauth/token');
  expect(places.find((each) => each.place === 'the log')?.text).toContain('a sign-in failed');
  // Binary columns come out as hexadecimal digits.
  const isIn = (text: string, secret: string): boolean =>
    text.includes(secret) || text.includes(Buffer.from(secret).toString('hex'));
  const found = places.flatMap(({ place, text }) =>
    [...secrets].filter(([, secret]) => isIn(text, secret)).map(([name]) => `${name} in ${place}`),
  );
  expect(found).toEqual([]);
  for (const secret of secrets.values()) expect(secret.length).toBeGreaterThanOrEqual(6);
});
