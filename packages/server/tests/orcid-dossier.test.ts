import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { type Browser, fieldOf, openBrowser } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PATH = '/organisations/default/orcid/dossier';
const PAGE = '/app/orcid/manage/default/dossier';

type Told = { what: string; url: string };
type DossierBody = {
  system: string;
  developer: string | null;
  description: string;
  connection: string;
  review: string;
  apiVersion: string;
  collectAndConnect: { part: string; how: string }[];
  demonstration: string | null;
  credentials: {
    api: string;
    environment: string;
    clientId: string;
    scopes: { scope: string; reason: string }[];
    redirectUris: string[];
  }[];
  stored: string[];
  pages: Told[];
  evidence: { requirement: string; answer: string; url: string | null }[];
  contacts: { technical: string | null; administrative: string | null };
  documentation: Told[];
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
  test('is complete: system, how it connects, scopes with reasons, review, contacts', async () => {
    const { status, body } = await operator.get<DossierBody>(PATH);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      system: 'Mintmark',
      developer: null,
      demonstration: null,
      apiVersion: 'v3.0',
      contacts: { technical: 'help@mintmark.example', administrative: 'help@mintmark.example' },
    });
    expect(body.description).toContain('persistent identifiers');
    expect(body.connection).toMatch(/OAuth 2\.0 and OpenID Connect, with credentials of the organisation/);
    expect(body.connection).toMatch(/added to their record/);
    expect(body.review).toMatch(/review can be arranged with the contacts/);
    expect(body.credentials).toHaveLength(1);
    expect(body.credentials[0]).toMatchObject({
      environment: 'stand-in',
      api: 'member',
      clientId: 'APP-MINTMARKSTANDIN0',
      scopes: [
        { scope: 'openid', reason: expect.stringMatching(/iD/) },
        { scope: '/read-limited', reason: expect.stringMatching(/read/) },
        { scope: '/activities/update', reason: expect.stringMatching(/works/) },
      ],
    });
    expect(body.credentials[0]?.redirectUris).toContain(`${system.url}/auth/orcid/connected`);
    expect(JSON.stringify(body)).not.toContain(system.config.orcid.clientSecret);
  });

  test('says how it helps to collect and connect, part by part, and what is stored', async () => {
    const { body } = await operator.get<DossierBody>(PATH);
    expect(body.collectAndConnect.map(({ part }) => part)).toEqual([
      'Authenticate',
      'Collect',
      'Display',
      'Connect',
      'Synchronize',
    ]);
    const how = body.collectAndConnect.map((each) => each.how);
    expect(how).toEqual([
      expect.stringContaining('sign in at ORCID'),
      expect.stringContaining('fill in forms'),
      expect.stringContaining('landing pages'),
      expect.stringContaining('added to the records'),
      expect.stringContaining('put code'),
    ]);
    expect(body.stored).toEqual([
      expect.stringMatching(/iD with its registry/),
      expect.stringMatching(/access token, refresh token.*scope, lifetime/),
      expect.stringMatching(/put code, group id/),
      expect.stringMatching(/[Cc]alls and answers/),
    ]);
    const page = (await josiah.open(PAGE)).body;
    const file = (await josiah.open(`${PAGE}?format=markdown`)).body;
    for (const sentence of [...how, ...body.stored, body.description, body.connection, body.review]) {
      expect(page, sentence).toContain(escapeText(sentence));
      expect(file).toContain(sentence);
    }
  });

  test('answers each requirement of members with what is done, and where it is seen', async () => {
    const { body } = await operator.get<DossierBody>(PATH);
    const answers: [RegExp, RegExp][] = [
      [/authenticated by OAuth/, /authorization code flow/],
      [/Redirect addresses/, /https/],
      [/Only scopes that are used/, /only where/],
      [/token response are stored/, /encrypted/],
      [/Nobody .* types an iD/, /No form has a field/],
      [/change visibility/, /Visibility is never sent/],
      [/displayed by the guidelines/, /full https address/],
      [/latest version of the API/, /v3\.0/],
      [/What ORCID is/, /Before anybody is sent to ORCID/],
      [/added by POST and changed by PUT/, /put code/],
      [/Calls and answers are logged/, /redacted/],
      [/Errors are explained/, /says what to do/],
      [/granted and denied/, /revokes every token/],
    ];
    expect(body.evidence.map(({ requirement }) => requirement)).toEqual(
      answers.map(([requirement]) => expect.stringMatching(requirement)),
    );
    expect(body.evidence.map(({ answer }) => answer)).toEqual(
      answers.map(([, answer]) => expect.stringMatching(answer)),
    );
    expect(body.evidence.filter(({ url }) => url === null)).toHaveLength(1);
  });

  test('leads to pages that are there, and to documentation that anybody can read', async () => {
    const { body } = await operator.get<DossierBody>(PATH);
    const urls = [...body.pages, ...body.evidence].flatMap(({ url }) => url ?? []);
    expect(urls.length).toBeGreaterThan(10);
    const denied = body.pages.find(({ what }) => what.includes('said no'))?.url ?? '';
    for (const url of new Set(urls))
      expect((await josiah.open(url)).status, url).toBe(url === denied ? 403 : 200);
    expect((await josiah.open(denied)).body).toContain('Nothing was stored');
    expect(body.documentation.length).toBeGreaterThan(5);
    for (const { url, what } of body.documentation) {
      const guide = await openBrowser(system).open(url);
      expect([guide.status, guide.headers.get('content-type')], what).toEqual([
        200,
        'text/plain; charset=utf-8',
      ]);
      expect(guide.body).toMatch(/^# .*ORCID/);
    }
    for (const name of ['orcid-stand-in', '..%2Forcid', 'constructor'])
      expect((await openBrowser(system).open(`/orcid/documentation/${name}`)).status, name).toBe(404);
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

describe('what only administrators can say', () => {
  const unsaid = { developer: '', demonstration: '', technical: '', administrative: '' };

  test('contacts are named by them; what is no mail address is told at its field, and nothing is kept', async () => {
    const form_token = fieldOf((await josiah.open(PAGE)).body, 'form_token');
    const wrong = await josiah.send(PAGE, { form_token, ...unsaid, technical: 'somebody' });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatch(/id="technical"[^>]*value="somebody" aria-invalid="true"/);
    const technical = 'tech@university.example';
    expect((await josiah.send(PAGE, { form_token, ...unsaid, technical })).status).toBe(303);
    const { body } = await operator.get<DossierBody>(PATH);
    expect(body.contacts).toEqual({ technical, administrative: 'help@mintmark.example' });
    const events = (await dumpDatabase(system))
      .get('public.events')
      ?.filter((row) => row.includes('dossier'));
    expect(events).toHaveLength(1);
    expect(events?.[0]).not.toContain(technical);
    const refused = await operator.put<ProblemBody>(`${PATH}/settings`, {
      developer: null,
      demonstration: null,
      technical: 'a\u0007@b.example',
      administrative: null,
    });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([400, '/technical']);
  });

  test('the developer and a demonstration are named by them, and stand on the page and in the file', async () => {
    const settings = {
      developer: 'Pressed *Flowers* Software',
      demonstration: 'https://demo.example.org/orcid?slides=1',
      technical: null,
      administrative: null,
    };
    expect((await operator.put(`${PATH}/settings`, settings)).status).toBe(200);
    const { body } = await operator.get<DossierBody>(PATH);
    expect(body).toMatchObject({ developer: settings.developer, demonstration: settings.demonstration });
    const page = await josiah.open(PAGE);
    expect(page.body).toContain('<dd>Pressed *Flowers* Software</dd>');
    expect(page.body).toContain('href="https://demo.example.org/orcid?slides=1"');
    const file = await josiah.open(`${PAGE}?format=markdown`);
    expect(file.body).toContain('- Developer: Pressed \\*Flowers\\* Software\n');
    expect(file.body).toContain('- Demonstration: <https://demo.example.org/orcid?slides=1>\n');
    const wrong = [
      { ...settings, demonstration: 'javascript:alert(1)' },
      { ...settings, demonstration: 'https://name:word@demo.example.org/' },
      { ...settings, developer: 'two\nlines' },
    ];
    for (const each of wrong) expect((await operator.put(`${PATH}/settings`, each)).status).toBe(400);
    expect((await operator.get<DossierBody>(PATH)).body).toMatchObject({ developer: settings.developer });
  });

  test('and all of the dossier is for administrators: members are refused, strangers learn nothing', async () => {
    const member = createApi(system, (await signIn(system, LAURE, ['orcid:read', 'orcid:write'])).token);
    expect((await member.get(PATH)).status).toBe(403);
    expect((await member.put(`${PATH}/settings`, unsaid)).status).toBe(403);
    expect((await member.get('/organisations/nobody/orcid/dossier')).status).toBe(404);
    expect((await createApi(system, null).get(PATH)).status).toBe(401);
    expect((await openBrowser(system).open(PAGE)).status).toBe(401);
  });
});

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
