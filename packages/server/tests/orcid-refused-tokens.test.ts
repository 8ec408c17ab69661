import { answerSignIn, ID_TOKEN_FAULTS } from '@mintmark/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { connect, connectionsOf, orderFault, tokensAtOrcid } from './support/orcid-connect.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';
const MINUTE_MS = 60_000;

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.close());
beforeEach(async () => {
  await fetch(`${system.orcid.url}/_control/faults`, { method: 'DELETE' });
});

const statusesOf = async (orcid: string): Promise<string[]> =>
  (await tokensAtOrcid(system, orcid)).map(({ status }) => status);

const waiting = () => system.ctx.db.selectFrom('discarded_tokens').selectAll().execute();

describe('a token that is not kept', () => {
  test.each(ID_TOKEN_FAULTS)('because its id_token is wrong (%s) is revoked at ORCID', async (kind) => {
    await orderFault(system, { kind });
    expect((await connect(openBrowser(system), SOFIA)).status).toBe(502);
    expect((await statusesOf(SOFIA)).at(-1)).toBe('active');
    await system.drain();
    expect((await statusesOf(SOFIA)).at(-1)).toBe('revoked');
    expect(await waiting()).toEqual([]);
    expect(await connectionsOf(system, SOFIA)).toEqual([]);
  });

  test('is revoked as often as it takes, and it is not written down whose it is', async () => {
    await orderFault(system, { kind: 'id-token-alg-none' });
    await orderFault(system, { kind: 'unavailable', count: 2, match: { pathPrefix: '/oauth/revoke' } });
    await connect(openBrowser(system), LAURE);
    await system.drain();
    const [row, ...more] = await waiting();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ revoke_attempts: 1, revoke_detail: expect.stringContaining('503') });
    const [issued] = await tokensAtOrcid(system, LAURE);
    for (const told of [LAURE, issued?.accessToken]) expect(JSON.stringify(row)).not.toContain(told);
    system.clock.advance(MINUTE_MS);
    await system.drain();
    expect(await statusesOf(LAURE)).toEqual(['active']);
    system.clock.advance(2 * MINUTE_MS);
    await system.drain();
    expect(await statusesOf(LAURE)).toEqual(['revoked']);
    expect(await waiting()).toEqual([]);
  });

  test('of a sign-in is revoked, too', async () => {
    const browser = openBrowser(system);
    await orderFault(system, { kind: 'id-token-wrong-nonce' });
    const address = await answerSignIn(await browser.beginSignIn(), { orcid: JOSIAH, decision: 'grant' });
    expect((await browser.open(address)).status).toBeGreaterThanOrEqual(400);
    await system.drain();
    expect(await statusesOf(JOSIAH)).toEqual(['revoked']);
  });
});
