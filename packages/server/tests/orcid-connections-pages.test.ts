import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, fieldOf, openBrowser } from './support/browser.ts';
import { connect, connectionsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const CREDENTIALS = '/app/orcid/manage/default/credentials';
const PEOPLE = '/app/orcid/manage/default/people';

let system: System;
let laure: Browser;
let admin: Browser;
beforeAll(async () => {
  system = await startSystem();
  laure = openBrowser(system);
  admin = openBrowser(system);
  await laure.signIn(LAURE);
  await admin.signIn(JOSIAH);
  await setRole(system, JOSIAH, 'admin');
});
afterAll(() => system.close());

async function send(browser: Browser, page: string, path: string, form: Record<string, string> = {}) {
  const { body } = await browser.open(page);
  return browser.send(path, { form_token: fieldOf(body, 'form_token'), ...form });
}

describe('the page of a researcher', () => {
  test('asks strangers to sign in', async () => {
    const answer = await openBrowser(system).open('/app/orcid');
    expect([answer.status, answer.body.includes('Sign in with ORCID')]).toEqual([401, true]);
  });

  test('offers to connect, then shows what the organisation may do, in words', async () => {
    const before = await laure.open('/app/orcid');
    expect(before.body).toContain('connected with no organisation here yet');
    expect(before.body).toContain('href="/orcid/connect/default?return_to=%2Fapp%2Forcid"');
    await connect(laure, LAURE);
    const after = await laure.open('/app/orcid');
    expect(after.body).toContain('Default organisation');
    expect(after.body).toContain('add works, affiliations, funding');
    expect(after.body).toContain('Disconnect your record from Default organisation');
  });

  test('keeps a choice, and refuses one that is not offered', async () => {
    const id = (await connectionsOf(system, LAURE))[0]?.id;
    const path = `/app/orcid/${id}/preference`;
    expect((await send(laure, '/app/orcid', path, { preference: 'ask', language: 'es' })).status).toBe(303);
    expect((await connectionsOf(system, LAURE))[0]).toMatchObject({ preference: 'ask', language: 'es' });
    expect((await send(laure, '/app/orcid', path, { preference: 'x' })).status).toBe(400);
    expect((await laure.send(path, { preference: 'never' })).status).toBe(403);
  });

  test('disconnects, says so, and offers to connect again', async () => {
    const id = (await connectionsOf(system, LAURE))[0]?.id;
    const done = await send(laure, '/app/orcid', `/app/orcid/${id}/disconnect`);
    const page = await laure.open(done.location ?? '');
    expect(page.body).toContain('ORCID is being told to revoke the permission');
    expect(page.body).toContain('ORCID has yet to confirm');
    await system.drain();
    const later = await laure.open('/app/orcid');
    expect(later.body).not.toContain('ORCID has yet to confirm');
    expect(later.body).toContain('Connect your ORCID iD</a>');
    expect((await tokensAtOrcid(system, LAURE)).some(({ status }) => status === 'active')).toBe(false);
  });
});

describe('the pages of an administrator', () => {
  test('are closed to members and to strangers of the organisation', async () => {
    for (const path of [CREDENTIALS, PEOPLE]) {
      expect((await laure.open(path)).status).toBe(403);
      expect((await laure.open(path.replace('default', 'nobody'))).status).toBe(404);
    }
  });

  test('show redirect addresses to copy, and what a test of the connection found', async () => {
    const page = await admin.open(CREDENTIALS);
    expect(page.body).toContain(`${system.url}/auth/orcid/connected`);
    expect(page.body).toContain('not tested yet');
    expect((await send(admin, CREDENTIALS, `${CREDENTIALS}/stand-in/test`)).status).toBe(303);
    const tested = await admin.open(CREDENTIALS);
    expect(tested.body).toContain('ORCID takes client id and secret.');
    expect(tested.body).not.toContain('stand-in-client-secret');
  });

  test('take credentials, tell mistakes at their fields, and never show a secret again', async () => {
    const form = {
      environment: 'sandbox',
      api: 'member',
      client_id: 'nonsense',
      client_secret: 'canary-secret',
    };
    const wrong = await send(admin, CREDENTIALS, CREDENTIALS, form);
    expect(wrong.status).toBe(400);
    expect(wrong.body).toContain('id="client-id-problem"');
    expect(wrong.body).not.toContain('canary-secret');
    const right = { ...form, client_id: 'APP-0123456789ABCDEF' };
    expect((await send(admin, CREDENTIALS, CREDENTIALS, right)).status).toBe(303);
    const page = await admin.open(CREDENTIALS);
    expect(page.body).toContain('APP-0123456789ABCDEF');
    expect(page.body).not.toContain('canary-secret');
    const removed = await send(admin, CREDENTIALS, `${CREDENTIALS}/sandbox/remove`, { version: '1' });
    expect(removed.status).toBe(303);
    expect((await admin.open(CREDENTIALS)).body).not.toContain('APP-0123456789ABCDEF');
  });

  test('list people, find them, and disconnect one', async () => {
    await connect(admin, JOSIAH);
    const found = await admin.open(`${PEOPLE}?text=carberry`);
    expect(found.body).toContain('Josiah Carberry');
    expect(found.body).not.toContain('Laure Haak');
    const id = (await connectionsOf(system, JOSIAH))[0]?.id;
    const person = await admin.open(`${PEOPLE}/${id}`);
    expect(person.body).toContain('/read-limited /activities/update');
    expect(person.body).toContain('Default organisation may know the ORCID iD, and whose it is');
    expect(person.body).toContain('<strong>Connected</strong>');
    expect((await send(admin, `${PEOPLE}/${id}`, `${PEOPLE}/${id}/disconnect`)).status).toBe(303);
    expect((await connectionsOf(system, JOSIAH))[0]?.state).toBe('disconnected');
  });
});
