import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { type Browser, fieldOf, openBrowser } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PATH = '/organisations/default/orcid/dossier';
const PAGE = '/app/orcid/manage/default/dossier';

type DossierBody = {
  system: string;
  apiVersion: string;
  credentials: { clientId: string; scopes: { scope: string; reason: string }[]; redirectUris: string[] }[];
  stored: string[];
  pages: { what: string; url: string }[];
  evidence: { requirement: string; answer: string; url: string | null }[];
  contacts: { technical: string | null; administrative: string | null };
  documentation: string[];
};

let system: System;
let operator: Api;
let josiah: Browser;
beforeAll(async () => {
  system = await startSystem({ env: { CONTACT_EMAIL: 'help@mintmark.example' } });
  operator = createApi(system, TEST_ADMIN_TOKEN);
  josiah = openBrowser(system);
  await josiah.signIn(JOSIAH);
  await setRole(system, JOSIAH, 'admin');
});
afterAll(() => system?.close());

describe('what ORCID asks to be told of the system', () => {
  test('is complete: system, scopes with reasons, what is stored, evidence for each requirement, contacts', async () => {
    const { status, body } = await operator.get<DossierBody>(PATH);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      system: 'Mintmark',
      developer: expect.stringMatching(/\S/),
      description: expect.stringMatching(/identifiers/),
      apiVersion: 'v3.0',
      contacts: { technical: 'help@mintmark.example', administrative: 'help@mintmark.example' },
    });
    expect(body.evidence).toHaveLength(13);
    const [client] = body.credentials;
    expect(client?.scopes.map(({ scope }) => scope)).toEqual([
      'openid',
      '/read-limited',
      '/activities/update',
    ]);
    for (const { reason } of client?.scopes ?? []) expect(reason).not.toBe('');
    expect(client?.redirectUris).toContain(`${system.url}/auth/orcid/connected`);
    expect(JSON.stringify(body)).not.toContain(system.config.orcid.clientSecret);
  });

  test('leads to pages that are there, and so is each document that it names', async () => {
    const { body } = await operator.get<DossierBody>(PATH);
    const urls = [...body.pages, ...body.evidence].flatMap(({ url }) => url ?? []);
    expect(urls.length).toBeGreaterThan(10);
    for (const url of new Set(urls)) expect([200, 403], url).toContain((await josiah.open(url)).status);
    const denied = body.pages.find(({ what }) => what.includes('said no'))?.url ?? '';
    expect((await josiah.open(denied)).body).toContain('Nothing was stored');
    for (const path of body.documentation) {
      expect(existsSync(new URL(`../../../${path}`, import.meta.url)), path).toBe(true);
    }
  });

  test('is a page to print and a file to send, linked from the credentials', async () => {
    expect((await josiah.open('/app/orcid/manage/default/credentials')).body).toContain(`href="${PAGE}"`);
    const page = await josiah.open(PAGE);
    expect(page.status).toBe(200);
    expect(page.body).toContain('What ORCID requires');
    const file = await josiah.open(`${PAGE}?format=markdown`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="orcid-dossier-default.md"');
    expect(file.body).toContain('13. **Pages for granted and denied');
    const { url } = system;
    const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
    const same = await fetch(`${url}/api/v1${PATH}?format=markdown`, { headers });
    expect(same.headers.get('content-type')).toContain('text/markdown');
    expect(await same.text()).toBe(file.body);
  });
});

describe('the contacts', () => {
  test('are named by administrators; what is no mail address is told at its field, and nothing is kept', async () => {
    const form_token = fieldOf((await josiah.open(PAGE)).body, 'form_token');
    const wrong = await josiah.send(PAGE, { form_token, technical: 'somebody', administrative: '' });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatch(/id="technical"[^>]*value="somebody" aria-invalid="true"/);
    const technical = 'tech@university.example';
    expect((await josiah.send(PAGE, { form_token, technical, administrative: '' })).status).toBe(303);
    const { body } = await operator.get<DossierBody>(PATH);
    expect(body.contacts).toEqual({ technical, administrative: 'help@mintmark.example' });
    const events = (await dumpDatabase(system))
      .get('public.events')
      ?.filter((row) => row.includes('dossier'));
    expect(events).toHaveLength(1);
    expect(events?.[0]).not.toContain(technical);
    const refused = await operator.put<ProblemBody>(`${PATH}/contacts`, {
      technical: 'a\u0007@b.example',
      administrative: null,
    });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([400, '/technical']);
  });

  test('and all of it are for administrators: members are refused, strangers learn nothing', async () => {
    const member = createApi(system, (await signIn(system, LAURE, ['orcid:read', 'orcid:write'])).token);
    const contacts = { technical: null, administrative: null };
    expect((await member.get(PATH)).status).toBe(403);
    expect((await member.put(`${PATH}/contacts`, contacts)).status).toBe(403);
    expect((await member.get('/organisations/nobody/orcid/dossier')).status).toBe(404);
    expect((await createApi(system, null).get(PATH)).status).toBe(401);
    expect((await openBrowser(system).open(PAGE)).status).toBe(401);
  });
});
