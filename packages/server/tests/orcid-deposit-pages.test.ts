import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { type Browser, fieldOf, openBrowser } from './support/browser.ts';
import { createItem } from './support/items.ts';
import { connectPerson, control, depositsOf, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const MANAGE = '/app/orcid/manage/default/deposits';

let system: System;
let api: Api;
let josiah: Browser;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  josiah = await connectPerson(system, JOSIAH);
  await setRole(system, JOSIAH, 'admin');
  await createItem(api, { metadata: metadataBy([JOSIAH], 'Snow depth < 2 m') });
  await system.drain();
});
afterAll(() => system.close());

describe('the pages', () => {
  test('show the person what was written, and take it off and write it again when they say so', async () => {
    const page = await josiah.open('/app/orcid');
    expect(page.body).toContain('Snow depth &lt; 2 m');
    expect(page.body).toContain('On the record');
    const [deposit] = await depositsOf(system, JOSIAH);
    const form_token = fieldOf(page.body, 'form_token');
    const off = await josiah.send(`/app/orcid/deposits/${deposit?.id}/take-off`, { form_token });
    expect(off.status).toBe(303);
    await system.drain();
    expect(await recordOf(system, JOSIAH)).toEqual([]);
    expect((await josiah.open('/app/orcid')).body).toContain('Write it again');
    await josiah.send(`/app/orcid/deposits/${deposit?.id}/offer-again`, { form_token });
    await system.drain();
    expect(await recordOf(system, JOSIAH)).toHaveLength(1);
  });

  test('show administrators each deposit with its state and reason, and try again what waits', async () => {
    await control(system, 'POST', `people/${JOSIAH}/state`, { state: 'locked' });
    await createItem(api, { metadata: metadataBy([JOSIAH], 'Written to a locked record') });
    await system.drain();
    const page = await josiah.open(`${MANAGE}?state=held`);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Written to a locked record');
    expect(page.body).toContain('ORCID has locked the record');
    expect(page.body).not.toContain('Snow depth');
    const held = (await depositsOf(system, JOSIAH)).find(({ state }) => state === 'held');
    const form_token = fieldOf(page.body, 'form_token');
    const retried = await josiah.send(`${MANAGE}/${held?.id}/retry`, { form_token });
    expect(retried.location).toContain('retried=1');
    await control(system, 'POST', `people/${JOSIAH}/state`, { state: 'active' });
    system.clock.advance(25 * 3_600_000);
    await system.drain();
    await system.drain();
    expect((await depositsOf(system, JOSIAH)).map(({ state }) => state)).toEqual([
      'acknowledged',
      'acknowledged',
    ]);
  });
});

describe('others', () => {
  test('see and change nothing: a stranger, a member, another person, a form of nobody', async () => {
    const laure = await connectPerson(system, LAURE);
    const [deposit] = await depositsOf(system, JOSIAH);
    expect((await laure.open('/app/orcid/manage/elsewhere/deposits')).status).toBe(404);
    const own = fieldOf((await laure.open('/app/orcid')).body, 'form_token');
    const forms = [own, 'forged', ''];
    for (const form_token of forms) {
      const answer = await laure.send(`/app/orcid/deposits/${deposit?.id}/take-off`, { form_token });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    await setRole(system, LAURE, 'member');
    expect((await laure.open(MANAGE)).status).toBe(403);
    expect((await openBrowser(system).open(MANAGE)).status).toBe(401);
    await system.drain();
    expect((await depositsOf(system, JOSIAH)).find(({ id }) => id === deposit?.id)?.state).toBe(
      'acknowledged',
    );
  });

  test('get no answer from the API either, and a wrong filter is refused with a sentence', async () => {
    const { token } = await signIn(system, LAURE, ['orcid:read', 'orcid:write']);
    const laure = createApi(system, token);
    const [deposit] = await depositsOf(system, JOSIAH);
    expect((await laure.get(`/orcid/deposits/${deposit?.id}`)).status).toBe(404);
    expect((await laure.post(`/orcid/deposits/${deposit?.id}/remove`, {})).status).toBe(404);
    expect((await laure.get<{ items: unknown[] }>('/orcid/deposits')).body.items).toEqual([]);
    expect((await laure.get('/organisations/default/orcid/deposits')).status).toBe(403);
    expect((await laure.get('/organisations/elsewhere/orcid/deposits')).status).toBe(404);
    for (const query of ['orcid=0000-0002-1825-0098', 'cursor=nonsense', 'state=gone', 'orcid=%00']) {
      const answer = await api.get<ProblemBody>(`/organisations/default/orcid/deposits?${query}`);
      expect(answer.status, query).toBe(400);
    }
  });

  test('of another organisation find no deposit under its address', async () => {
    await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other University' });
    const [deposit] = await depositsOf(system, JOSIAH);
    expect((await api.get(`/organisations/other/orcid/deposits/${deposit?.id}`)).status).toBe(404);
    expect((await api.post(`/organisations/other/orcid/deposits/${deposit?.id}/retry`, {})).status).toBe(404);
  });
});

describe('the API', () => {
  test('narrows the list by state, kind, person and item, in pages, and shows one with its history', async () => {
    const item = await createItem(api, { metadata: metadataBy([JOSIAH], 'To be found') });
    await system.drain();
    type List = { items: { id: string; title: string; putCode: number | null }[]; next: string | null };
    const list = async (query: string) =>
      (await api.get<List>(`/organisations/default/orcid/deposits?${query}`)).body;
    const found = await list(`item=${item.uuid}&kind=work&orcid=${JOSIAH}`);
    expect(found.items.map(({ title }) => title)).toEqual(['To be found']);
    const first = await list('limit=1');
    const second = await list(`limit=1&cursor=${first.next}`);
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    const { body } = await api.get<{ history: { action: string; state: string }[]; putCode: number }>(
      `/organisations/default/orcid/deposits/${found.items[0]?.id}`,
    );
    expect(body.putCode).toBeGreaterThan(0);
    expect(body.history.map(({ action }) => action)).toContain('want');
  });
});
