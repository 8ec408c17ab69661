import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, fieldOf, openBrowser } from './support/browser.ts';
import { makeFolder } from './support/data.ts';
import { connectionsOf } from './support/orcid-connect.ts';
import { connectPerson } from './support/orcid-deposits.ts';
import { employmentAt, poll, putOnRecord, workWith } from './support/orcid-reading.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const MANAGE = '/app/orcid/manage/default/differences';

let system: System;
let laure: Browser;
let home: string;
beforeAll(async () => {
  system = await startSystem();
  await putOnRecord(system, LAURE, 'employment', employmentAt('University of Finse'));
  await putOnRecord(system, LAURE, 'work', workWith('An article', [['doi', '10.5555/article']]));
  laure = await connectPerson(system, LAURE);
  const [connection] = await connectionsOf(system, LAURE);
  home = `/app/orcid/${connection?.id}/differences`;
});
afterAll(() => system.close());

async function send(browser: Browser, page: string, path: string, form: Record<string, string> = {}) {
  const { body } = await browser.open(page);
  return browser.send(path, { form_token: fieldOf(body, 'form_token'), ...form });
}

/** The form that describes a new folder of somebody's. */
async function makeForm(orcid: string, name: string): Promise<string> {
  const api = createApi(system, (await signIn(system, orcid)).token);
  const { body } = await api.get<{ items: { id: string }[] }>('/data/homes');
  const { id } = await makeFolder(api, body.items[0]?.id ?? '', name);
  return `/app/data/${id}/metadata`;
}

/** Where a button of a page leads, by its words. */
function actionOf(body: string, text: string): string {
  return new RegExp(`formaction="([^"]+)" aria-label="${text}`).exec(body)?.[1] ?? '';
}

describe('the pages of differences', () => {
  test('say that the record was not read yet, then when it was, and what differs, side by side', async () => {
    expect((await laure.open(home)).body).toContain('Your record was not read yet');
    await system.drain();
    const own = await laure.open('/app/orcid');
    expect(own.body).toContain('One difference between your record and what is here');
    const { status, body } = await laure.open(home);
    expect(status).toBe(200);
    expect(body).toContain('An article');
    expect(body).toContain('doi 10.5555/article');
    expect(body).toContain('it is not held here');
    expect(body).toMatch(/<th scope="col">On the record<\/th>/);
  });

  test('take a decision without a script, and remember it', async () => {
    const { body } = await laure.open(home);
    const done = await send(laure, home, actionOf(body, 'Ignore'));
    expect(done.status).toBe(303);
    const after = await laure.open(done.location ?? '');
    expect(after.body).toContain('It comes back only when');
    expect(after.body).toContain('There is no difference');
    expect((await laure.open(`${home}?state=ignored`)).body).toContain('An article');
    await poll(system);
    // A day later the session has ended.
    await laure.signIn(LAURE);
    expect((await laure.open('/app/orcid')).body).toContain('Your record and what is here agree');
  });

  test('have the record checked when the person asks', async () => {
    await putOnRecord(system, LAURE, 'work', workWith('Another', [['doi', '10.5555/another']]));
    system.clock.advance(60_000);
    const asked = await send(laure, home, home.replace(/differences$/, 'check'));
    expect(asked.status).toBe(303);
    expect((await laure.open(asked.location ?? '')).body).toContain('read within seconds');
    await system.drain();
    expect((await laure.open(home)).body).toContain('Another');
  });

  test('of administrators name the person, and take decisions, too', async () => {
    const admin = openBrowser(system);
    await admin.signIn(JOSIAH);
    expect((await admin.open(MANAGE)).status).toBe(403);
    await setRole(system, JOSIAH, 'admin');
    const { status, body } = await admin.open(MANAGE);
    expect([status, body.includes('Laure Haak'), body.includes('aria-current="page"')]).toEqual([
      200,
      true,
      true,
    ]);
    const done = await send(admin, MANAGE, actionOf(body, 'That is right'));
    expect(done.status).toBe(303);
    expect((await admin.open(done.location ?? '')).body).toContain('Accepted.');
  });
});

describe('a form that is filled in from the record', () => {
  test('names the person with iD and present affiliation, saves nothing, and keeps what was typed', async () => {
    const form = await makeForm(LAURE, 'springs');
    expect((await laure.open(form)).body).toContain('Fill in from my ORCID record');
    const filled = await send(laure, form, form, {
      fill: 'orcid',
      'title[1]': 'Springs of Finse',
      version: '1',
    });
    expect(filled.status).toBe(200);
    for (const value of [
      'Haak, Laure',
      'University of Finse',
      'Springs of Finse',
      'https://ror.org/01xtthb56',
    ]) {
      expect(filled.body).toContain(`value="${value}"`);
    }
    expect(filled.body).toMatch(new RegExp(`value="[^"]*${LAURE}"`));
    expect((await laure.open(form)).body).not.toContain('Haak, Laure');
    const second = await send(laure, form, form, { fill: 'orcid', 'creator[1]': 'Other, One' });
    expect(second.body).toContain('value="Other, One"');
    expect(second.body).toContain('name="creator[2]" type="text"');
  });

  test('is not offered to who has connected nothing', async () => {
    const josiah = openBrowser(system);
    await josiah.signIn(JOSIAH);
    const form = await makeForm(JOSIAH, 'rivers');
    expect((await josiah.open(form)).body).not.toContain('Fill in from my ORCID');
  });
});
