import { answerSignIn } from '@mintmark/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser } from './support/browser.ts';
import { createItem } from './support/items.ts';
import { beginConnect, connect, connectionsOf } from './support/orcid-connect.ts';
import { addFault, connectPerson, metadataBy } from './support/orcid-deposits.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const CONTACT = 'href="mailto:help@mintmark.example"';

let system: System;
let josiah: Browser;
beforeAll(async () => {
  system = await startSystem({ env: { CONTACT_EMAIL: 'help@mintmark.example' } });
  josiah = await connectPerson(system, JOSIAH);
});
afterAll(() => system?.close());

test('whoever says no, and whoever could not be connected, is told why and whom to ask', async () => {
  const denied = await connect(openBrowser(system), LAURE, { decision: 'deny' });
  expect(denied.body).toContain('You told ORCID not to give the permission.');
  expect(denied.body).toContain(CONTACT);
  const browser = openBrowser(system);
  const callback = await answerSignIn(await beginConnect(browser), { orcid: LAURE, decision: 'grant' });
  await addFault(system, { kind: 'unavailable', match: { pathPrefix: '/oauth/token' } });
  const failed = await browser.open(callback);
  expect(failed.body).toContain('could not be reached');
  expect(failed.body).toContain(CONTACT);
});

test('what ORCID refuses is explained where its owner sees it, with whom to ask', async () => {
  await addFault(system, { kind: 'registry-9022', match: { method: 'POST', pathPrefix: '/v3.0/' } });
  await createItem(createApi(system, TEST_ADMIN_TOKEN), { metadata: metadataBy([JOSIAH], 'Refused work') });
  await system.drain();
  const [connection] = await connectionsOf(system, JOSIAH);
  for (const path of ['/app/orcid', `/app/orcid/${connection?.id}/deposits`]) {
    const { body } = await josiah.open(path);
    expect(body).toMatch(/Refused work[\s\S]*Refused by ORCID[\s\S]*The title is missing\./);
    expect(body).toContain(CONTACT);
  }
  expect((await josiah.open(`/app/orcid/${connection?.id}/differences`)).body).toContain(CONTACT);
});

test('a page that is refused says why and whom to ask', async () => {
  const { status, body } = await josiah.open('/app/orcid/manage/default/people');
  expect(status).toBe(403);
  expect(body).toContain('role="alert"');
  expect(body).toContain(CONTACT);
});
