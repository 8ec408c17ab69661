import { describe, expect, test } from 'vitest';
import { CARBERRY, GARCIA, MEMBER } from './orcid-caller.ts';
import { sampleWork } from './orcid-records.ts';
import { OTHER_MEMBER, useRegistry } from './orcid-registry.ts';

const { call, control, tokenFor } = useRegistry();

/** Adds works for two people in turn and returns what became of each. */
async function addWorks(count: number): Promise<number[]> {
  const tokens = new Map([
    [CARBERRY, await tokenFor('/activities/update', CARBERRY)],
    [GARCIA, await tokenFor('/activities/update', GARCIA)],
  ]);
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const orcid = index % 2 === 0 ? CARBERRY : GARCIA;
    const body = sampleWork(`10.5072/w${index}`);
    const answer = await call('POST', `/v3.0/${orcid}/work`, { token: tokens.get(orcid) ?? null, body });
    statuses.push(answer.status);
  }
  return statuses;
}

const strikes = async () => (await control('GET', '/chaos')).json;

describe('chaos', () => {
  test('the same seed does the same to the same requests, and tells all of it', async () => {
    const orders = { seed: 7, share503: 0.2, shareDelete: 0.15, shareLock: 0.03, shareUnlock: 0.1, burst: 2 };
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      await control('POST', '/reset');
      expect((await control('POST', '/chaos', orders)).status).toBe(201);
      const statuses = await addWorks(60);
      const report = await strikes();
      runs.push({ statuses, report });
      expect(statuses.filter((status) => status === 503)).toHaveLength(report.counts.unavailable);
      expect(report.counts.delete).toBeGreaterThan(0);
      expect(report.counts.lock).toBeGreaterThan(0);
      const left = [];
      for (const orcid of [CARBERRY, GARCIA])
        left.push(...(await control('GET', `/records/${orcid}`)).json.items);
      const added = statuses.filter((status) => status === 201).length;
      expect(left).toHaveLength(added - report.counts.delete);
      for (const strike of report.strikes.filter((each: { kind: string }) => each.kind === 'delete')) {
        expect(left.map((item) => item.putCode)).not.toContain(strike.putCode);
      }
    }
    expect(runs[1]).toEqual(runs[0]);

    await control('POST', '/reset');
    await control('POST', '/chaos', { ...orders, seed: 8 });
    expect(await addWorks(60)).not.toEqual(runs[0]?.statuses);
  });

  test('a 503 lasts as many requests as the burst has, whoever asks', async () => {
    await control('POST', '/chaos', { seed: 1, share503: 1, burst: 3 });
    expect(await addWorks(4)).toEqual([503, 503, 503, 503]);
    await control('DELETE', '/chaos');
    expect(await addWorks(2)).toEqual([201, 201]);
    expect(await strikes()).toEqual({ running: false, strikes: [] });
  });

  test('whoever revokes takes the permission from every client, and nobody else loses theirs', async () => {
    const mine = await tokenFor('/activities/update', undefined, MEMBER.id);
    const others = await tokenFor('/activities/update', undefined, OTHER_MEMBER.id);
    const hers = await tokenFor('/activities/update', GARCIA);
    await control('POST', '/chaos', { seed: 1, shareRevoke: 1 });
    const path = `/v3.0/${CARBERRY}/work`;
    const refused = await call('POST', path, { token: mine, body: sampleWork('10.5072/a') });
    expect([refused.status, refused.json.error]).toEqual([401, 'invalid_token']);
    expect((await strikes()).strikes).toMatchObject([{ kind: 'revoke', orcid: CARBERRY, tokens: 2 }]);
    await control('DELETE', '/chaos');
    expect((await call('POST', path, { token: others, body: sampleWork('10.5072/a') })).status).toBe(401);
    const kept = await call('POST', `/v3.0/${GARCIA}/work`, { token: hers, body: sampleWork('10.5072/a') });
    expect(kept.status).toBe(201);
  });

  test('sign-in, control and a reset are never struck', async () => {
    await control('POST', '/chaos', { seed: 1, share503: 1 });
    expect((await call('GET', '/.well-known/openid-configuration')).status).toBe(200);
    expect((await control('POST', '/reset')).status).toBe(204);
    expect((await strikes()).running).toBe(false);
  });

  test.each([
    [{ shareFire: 0.1 }, 'Unknown member "shareFire".'],
    [{ share503: 1.5 }, '"share503" must be from 0 to 1.'],
    [{ share503: 0.6, shareLock: 0.6 }, 'The shares must not come to more than 1.'],
    [{ seed: 'x' }, '"seed" must be a whole number.'],
    [{ burst: 0 }, '"burst" must be a whole number, 1 or more.'],
  ])('%j is refused', async (orders, error) => {
    const answer = await control('POST', '/chaos', orders);
    expect([answer.status, answer.json.error]).toEqual([400, error]);
  });
});
