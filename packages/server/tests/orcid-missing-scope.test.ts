import { answerSignIn } from '@mintmark/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from './support/api.ts';
import { type Browser, fieldOf, openBrowser } from './support/browser.ts';
import { connect, revokeAtOrcid } from './support/orcid-connect.ts';
import { addFault, recordOf } from './support/orcid-deposits.ts';
import { ENTRIES, type EntryBody, itemsOfKinds, signInAdministrator } from './support/orcid-entries.ts';
import { LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';
const PLAIN = '/orcid/connect/default?return_to=%2Fapp%2Forcid';
const WITH_NEED = `${PLAIN}&need=person`;

let system: System;
let admin: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ api: admin } = await signInAdministrator(system));
});
afterAll(() => system?.close());

async function connected(orcid: string): Promise<Browser> {
  const browser = openBrowser(system);
  await browser.signIn(orcid);
  await connect(browser, orcid);
  await system.drain();
  return browser;
}

async function say(kind: 'keyword' | 'employment', orcid: string): Promise<() => Promise<EntryBody>> {
  const { body } = await admin.post<EntryBody>(ENTRIES, {
    kind,
    localId: `${kind}-${orcid}`,
    orcid,
    item: itemsOfKinds[kind],
  });
  await system.drain();
  return async () => (await admin.get<EntryBody>(`${ENTRIES}/${body.id}`)).body;
}

/** The links of the own page to where records are connected. */
async function connectLinks(browser: Browser): Promise<string[]> {
  const { body } = await browser.open('/app/orcid');
  const found = body.matchAll(/href="(\/orcid\/connect\/[^"]*)"/g);
  return [...new Set([...found].map(([, href = '']) => href.replaceAll('&amp;', '&')))];
}

/** Opens a link of the own page, sends its form, and says which scopes ORCID is asked for. */
async function follow(
  browser: Browser,
  link: string,
): Promise<{ scopes: string[]; page: string; url: string }> {
  const { body } = await browser.open(link);
  const form = { need: fieldOf(body, 'need'), return_to: fieldOf(body, 'return_to') };
  const { location } = await browser.send('/orcid/connect/default', form);
  const url = location ?? '';
  return { scopes: (new URL(url).searchParams.get('scope') ?? '').split(' '), page: body, url };
}

describe('what waits because the person allowed less', () => {
  test('is told on their page, whose link asks for what is missing; once they allow it, it is written', async () => {
    const laure = await connected(LAURE);
    expect(await connectLinks(laure)).toEqual([PLAIN]);
    const read = await say('keyword', LAURE);
    expect((await read()).deposit).toMatchObject({ state: 'held', reason: 'scope-missing' });

    expect((await laure.open('/app/orcid')).body).toContain('One thing waits, because what you allow');
    expect(await connectLinks(laure)).toEqual([WITH_NEED]);
    const asked = await follow(laure, WITH_NEED);
    expect(asked.page).toContain('add links, keywords, other names and identifiers of yours');
    expect(asked.scopes).toEqual(['openid', '/read-limited', '/activities/update', '/person/update']);

    const denied = await laure.open(await answerSignIn(asked.url, { orcid: LAURE, decision: 'deny' }));
    expect(denied.body.replaceAll('&amp;', '&')).toContain(WITH_NEED);
    const again = await follow(laure, WITH_NEED);
    await laure.open(await answerSignIn(again.url, { orcid: LAURE, decision: 'grant' }));
    await system.drain();
    expect((await read()).deposit).toMatchObject({ state: 'acknowledged', reason: null });
    expect((await recordOf(system, LAURE)).map(({ kind }) => kind)).toContain('keyword');
    expect(await connectLinks(laure)).toEqual([PLAIN]);
    expect((await laure.open('/app/orcid')).body).not.toContain('One thing waits');
  });

  test('asks for no more than the usual where that covers it', async () => {
    const sofia = await connected(SOFIA);
    await addFault(system, {
      kind: 'registry-9038',
      match: { method: 'POST', pathPrefix: `/v3.0/${SOFIA}` },
    });
    const read = await say('employment', SOFIA);
    expect((await read()).deposit).toMatchObject({ state: 'held', reason: 'scope-missing' });
    expect(await connectLinks(sofia)).toEqual([PLAIN]);
    expect((await sofia.open('/app/orcid')).body).toContain('One thing waits, because what you allow');
  });

  test('is asked for at once by who connects anew after taking the permission back', async () => {
    const sofia = await connected(SOFIA);
    await revokeAtOrcid(system, SOFIA);
    await say('employment', SOFIA);
    await say('keyword', SOFIA);
    const [link = ''] = await connectLinks(sofia);
    expect((await follow(sofia, link)).scopes).toContain('/person/update');
  });
});
