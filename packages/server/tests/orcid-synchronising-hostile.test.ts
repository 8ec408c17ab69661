import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { connectionsOf } from './support/orcid-connect.ts';
import { connectPerson, control } from './support/orcid-deposits.ts';
import { type DifferenceBody, poll, putOnRecord, readsOf, workWith } from './support/orcid-reading.ts';
import { removeMember, SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const SCOPES = ['orcid:read', 'orcid:write'];

let system: System;
let victim: { api: Api; orcid: string; connectionId: string; difference: DifferenceBody };
let stranger: Api;
let member: Api;
beforeAll(async () => {
  system = await startSystem();
  await connectPerson(system, LAURE);
  await putOnRecord(system, LAURE, 'work', workWith('Between ORCID and me', [['doi', '10.5555/secret']]));
  await system.drain();
  await poll(system);
  const api = createApi(system, (await signIn(system, LAURE, SCOPES)).token);
  const found = await api.get<{ items: DifferenceBody[] }>('/orcid/differences');
  const [difference] = found.body.items;
  const [connection] = await connectionsOf(system, LAURE);
  if (difference === undefined || connection === undefined) throw new Error('there is no difference');
  victim = { api, orcid: LAURE, connectionId: connection.id, difference };
  member = createApi(system, (await signIn(system, JOSIAH, SCOPES)).token);

  const operator = createApi(system, TEST_ADMIN_TOKEN);
  await ensureOrganisation(system.ctx, { slug: 'elsewhere', name: 'Elsewhere' });
  await signIn(system, SOFIA);
  await putInto(operator, SOFIA, 'elsewhere');
  stranger = createApi(system, (await signIn(system, SOFIA, SCOPES)).token);
  // Whoever signs in here joins the first organisation.
  await removeMember(system, SOFIA);
});
afterAll(() => system.close());

async function putInto(operator: Api, orcid: string, slug: string): Promise<void> {
  const answer = await operator.put(`/organisations/${slug}/members/${orcid}`, { role: 'admin' });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
}

describe('nobody else', () => {
  test('sees or decides differences of a person: not a stranger, not a member, not another organisation', async () => {
    const { id } = victim.difference;
    for (const api of [stranger, member]) {
      expect((await api.get<{ items: unknown[] }>('/orcid/differences')).body.items).toEqual([]);
      expect((await api.post(`/orcid/differences/${id}/accept`, {})).status).toBe(404);
      expect((await api.post(`/orcid/connections/${victim.connectionId}/check`, {})).status).toBe(404);
    }
    expect((await stranger.get('/organisations/default/orcid/differences')).status).toBe(404);
    expect((await stranger.post(`/organisations/default/orcid/differences/${id}/ignore`, {})).status).toBe(
      404,
    );
    expect((await member.get('/organisations/default/orcid/differences')).status).toBe(403);
    expect((await member.post(`/organisations/default/orcid/differences/${id}/ignore`, {})).status).toBe(403);
    expect((await stranger.post(`/organisations/elsewhere/orcid/differences/${id}/ignore`, {})).status).toBe(
      404,
    );
    const anonymous = createApi(system, null);
    expect((await anonymous.get('/orcid/profile')).status).toBe(401);
    const still = await victim.api.get<{ items: DifferenceBody[] }>('/orcid/differences?state=open');
    expect(still.body.items.map((each) => each.id)).toEqual([id]);
  });

  test('reaches their pages', async () => {
    const browser = openBrowser(system);
    await browser.signIn(SOFIA);
    await removeMember(system, SOFIA);
    expect((await browser.open(`/app/orcid/${victim.connectionId}/differences`)).status).toBe(404);
    expect((await browser.open('/app/orcid/manage/default/differences')).status).toBe(404);
    const answer = await browser.send(`/app/orcid/differences/${victim.difference.id}/accept`, {});
    expect(answer.status).toBe(403);
  });

  test('decides by a token that may only read', async () => {
    const reader = createApi(system, (await signIn(system, LAURE, ['orcid:read'])).token);
    expect((await reader.post(`/orcid/differences/${victim.difference.id}/ignore`, {})).status).toBe(403);
  });

  test.each([
    ['no uuid', 'x'],
    ['an unknown one', randomUUID()],
  ])('decides about %s', async (_what, id) => {
    expect([400, 404]).toContain((await victim.api.post(`/orcid/differences/${id}/accept`, {})).status);
  });
});

describe('whoever calls where ORCID calls', () => {
  test('learns nothing by guessing, and moves nothing', async () => {
    const before = await readsOf(system, LAURE);
    const guesses = [
      randomBytes(32).toString('base64url'),
      'x',
      victim.connectionId,
      '%00',
      `${'a'.repeat(42)}%0a`,
      'a'.repeat(4000),
    ];
    for (const guess of guesses) {
      const response = await fetch(`${system.url}/orcid/webhooks/${guess}`, { method: 'POST' });
      expect([404, 414, 400]).toContain(response.status);
      expect(await response.text()).not.toContain('stack');
    }
    await system.drain();
    expect(await readsOf(system, LAURE)).toBe(before);
  });

  test('cannot tell us anything: a body is not read, a huge one is not even taken', async () => {
    const { items } = await control<{ items: { orcid: string; uri: string }[] }>(system, 'GET', 'webhooks');
    const uri = items.find(({ orcid }) => orcid === LAURE)?.uri ?? '';
    const forged = JSON.stringify({ orcid: SOFIA, works: [], __proto__: { admin: true } });
    const small = await fetch(uri, {
      method: 'POST',
      body: forged,
      headers: { 'content-type': 'application/json' },
    });
    expect(small.status).toBe(204);
    const huge = await fetch(uri, {
      method: 'POST',
      body: 'x'.repeat(100_000),
      headers: { 'content-type': 'text/plain' },
    });
    expect(huge.status).toBe(413);
  });
});

describe('what a record says', () => {
  test('is shown as text, whatever it is', async () => {
    await putOnRecord(
      system,
      LAURE,
      'work',
      workWith('<script>alert("x")</script> & =HYPERLINK("http://x")', [['doi', '10.5555/<img>']]),
    );
    await poll(system);
    const browser = openBrowser(system);
    await browser.signIn(LAURE);
    const { status, body } = await browser.open(`/app/orcid/${victim.connectionId}/differences`);
    expect(status).toBe(200);
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&lt;script&gt;');
    await setRole(system, JOSIAH, 'admin');
    const admin = openBrowser(system);
    await admin.signIn(JOSIAH);
    const page = await admin.open('/app/orcid/manage/default/differences');
    expect([page.status, page.body.includes('<script>alert')]).toEqual([200, false]);
  });
});
