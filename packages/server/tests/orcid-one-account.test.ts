import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { openBrowser } from './support/browser.ts';
import { connect, connectionsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { connectPerson } from './support/orcid-deposits.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';

let system: System;
beforeAll(async () => {
  system = await startSystem();
  for (const orcid of [JOSIAH, LAURE]) await connectPerson(system, orcid);
});
afterAll(() => system.close());

/** As if somebody had connected a record while they were signed in with an iD of another registry. */
async function giveTo(orcid: string, ownerOrcid: string): Promise<void> {
  const [owner] = await system.ctx.db
    .selectFrom('accounts')
    .select('id')
    .where('orcid', '=', ownerOrcid)
    .execute();
  await transact(system.ctx.db, (tx) =>
    tx
      .updateTable('orcid_connections')
      .set({ account_id: owner?.id ?? null })
      .where('orcid', '=', orcid)
      .execute(),
  );
}

test('an iD that is connected for another account is refused, and the connection stays whose it is', async () => {
  await giveTo(LAURE, JOSIAH);
  const before = await connectionsOf(system, LAURE);
  const browser = openBrowser(system);
  await browser.signIn(LAURE);
  const { status, body } = await connect(browser, LAURE);
  expect(status).toBe(409);
  expect(body).toContain('connected with the organisation for another account');
  expect(body).toContain('Sign in here as you did when you connected it');
  expect(body).toMatch(/ask ORCID to merge their records.*\/app\/orcid\/merge/);
  expect(body).not.toContain('href="/app/orcid/merge"');
  expect(await connectionsOf(system, LAURE)).toEqual(before);
  await system.drain();
  expect((await tokensAtOrcid(system, LAURE)).at(-1)?.status).toBe('revoked');
  expect(
    system
      .logged()
      .split('\n')
      .findLast((line) => line.includes('was not connected')),
  ).toContain('"reason":"taken"');
  await giveTo(LAURE, LAURE);
});

test('a second iD of one account is refused, with what can be done, until the first is disconnected', async () => {
  const browser = openBrowser(system);
  await browser.signIn(SOFIA);
  await giveTo(JOSIAH, SOFIA);
  const { status, body } = await connect(browser, SOFIA);
  expect(status).toBe(409);
  expect(body).toContain('connected with the organisation already, with another iD');
  expect(body).toContain('ask ORCID to merge their records');
  expect(body).toContain('href="/app/orcid"');
  expect(await connectionsOf(system, SOFIA)).toEqual([]);
  await system.drain();
  expect((await tokensAtOrcid(system, SOFIA)).at(-1)?.status).toBe('revoked');
  await giveTo(JOSIAH, JOSIAH);
  expect((await connect(browser, SOFIA)).status).toBe(303);
});
