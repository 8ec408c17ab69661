import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi } from './support/api.ts';
import { type Browser, fieldOf } from './support/browser.ts';
import { createItem } from './support/items.ts';
import { addFault, connectPerson, depositsOf, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const MANAGE = '/app/orcid/manage/default/deposits';
const POST = { method: 'POST', pathPrefix: '/v3.0/' };

let system: System;
let api: Api;
let josiah: Browser;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  josiah = await connectPerson(system, JOSIAH);
  await setRole(system, JOSIAH, 'admin');
});
afterAll(() => system.close());

async function publish(title: string): Promise<string> {
  await createItem(api, { metadata: metadataBy([JOSIAH], title) });
  await system.drain();
  return (await depositsOf(system, JOSIAH)).find((each) => each.title === title)?.id ?? '';
}

describe('the page of one thing on a record', () => {
  test('shows what should be there, what ORCID acknowledged, its put code and its history, and leads to its calls', async () => {
    const id = await publish('Snow depth < 2 m');
    expect((await josiah.open(MANAGE)).body).toContain(`href="${MANAGE}/${id}"`);
    const { status, body } = await josiah.open(`${MANAGE}/${id}`);
    expect(status).toBe(200);
    const [work] = await recordOf(system, JOSIAH);
    expect(body).toContain('<h1><bdi>Snow depth &lt; 2 m</bdi></h1>');
    expect(body).toContain(`<dd>${work?.putCode} `);
    expect(body).toContain('On the record');
    expect(body.match(/&quot;value&quot;: &quot;Snow depth &lt; 2 m&quot;/g)).toHaveLength(1);
    expect(body).toContain('The same, without a difference.');
    expect(body).toContain('It is to be on the record');
    expect(body).toMatch(/<strong>ORCID has it<\/strong>: On the record/);
    const log = /href="([^"]+)">Calls to ORCID about this/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    await publish('Another thing');
    const calls = await josiah.open(log);
    expect(calls.body.match(/<strong>POST<\/strong>/g)).toHaveLength(1);
  });

  test('says why it was refused in words of ours, quotes ORCID beside them, and tries again', async () => {
    await addFault(system, { kind: 'registry-9048', match: POST });
    const id = await publish('One work too many');
    const page = await josiah.open(`${MANAGE}/${id}`);
    expect(page.body).toMatch(
      /<dt>Why<\/dt><dd>The record has 10,000 works, which is all that a record holds\./,
    );
    expect(page.body).toMatch(/<li>\s*ORCID said: “[^”]+”/);
    expect(page.body).toMatch(/<strong>Refused<\/strong>: Refused by ORCID/);
    const form_token = fieldOf(page.body, 'form_token');
    const retried = await josiah.send(`${MANAGE}/${id}/retry`, { form_token, back: 'deposit' });
    expect(new URL(retried.location ?? '').pathname).toBe(`${MANAGE}/${id}`);
    await system.drain();
    expect((await josiah.open(`${MANAGE}/${id}`)).body).toContain('as it should be');
  });

  test('says that ORCID has trouble, and when it is tried next', async () => {
    await addFault(system, { kind: 'error-500', match: POST });
    const id = await publish('Later');
    const { body } = await josiah.open(`${MANAGE}/${id}`);
    expect(body).toContain('ORCID has trouble of its own at the moment; it is tried again.');
    expect(body).toMatch(/<dt>Tries<\/dt><dd>One; next <time/);
  });

  test('is not there for another organisation, and members may not see it', async () => {
    const id = (await depositsOf(system, JOSIAH))[0]?.id ?? '';
    await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other University' });
    await api.put(`/organisations/other/members/${JOSIAH}`, { role: 'admin' });
    expect((await josiah.open(`/app/orcid/manage/other/deposits/${id}`)).status).toBe(404);
    expect((await josiah.open(`${MANAGE}/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
    expect((await josiah.open(`${MANAGE}/nonsense`)).status).toBe(404);
    const laure = await connectPerson(system, LAURE);
    expect((await laure.open(`${MANAGE}/${id}`)).status).toBe(403);
  });
});

describe('what ORCID says', () => {
  test.each([
    ['registry-9022', 'The title is missing. Give one, and it is sent again.', '/title'],
    ['registry-9010', 'Another system added this to the record, and only that one may change it.', ''],
    ['registry-9037', 'The type or a language is missing, or ORCID does not know it.', '/type'],
  ])('%s is told in a sentence of ours first: %s', async (kind, sentence, pointer) => {
    await addFault(system, { kind, match: POST });
    const id = await publish(kind);
    const { body } = await api.get<{ detail: string; problems: { detail: string }[] }>(
      `/organisations/default/orcid/deposits/${id}`,
    );
    expect(body.detail).toBe(sentence);
    expect(body.problems).toEqual([{ pointer, detail: expect.stringMatching(/^ORCID said: “.+”$/) }]);
    const own = await josiah.open('/app/orcid');
    expect(own.body).toContain(sentence);
  });

  test('of the organisation’s credentials is told on their page in the same way', async () => {
    await addFault(system, { kind: 'registry-9057', match: POST });
    await publish('With locked credentials');
    const { body } = await josiah.open('/app/orcid/manage/default/credentials');
    expect(body).toMatch(/ORCID does not serve the organisation’s credentials\.[^<]* ORCID said: “/);
  });
});
