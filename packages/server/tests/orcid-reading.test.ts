import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { connectionsOf, revokeAtOrcid, setRecordState } from './support/orcid-connect.ts';
import { addFault, connectPerson, control } from './support/orcid-deposits.ts';
import { employmentAt, poll, putOnRecord, readsOf, workWith } from './support/orcid-reading.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 30 })).items;
});
afterAll(() => system.close());

function newPerson(): string {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  return orcid;
}

async function apiOf(orcid: string): Promise<Api> {
  return createApi(system, (await signIn(system, orcid, ['orcid:read', 'orcid:write'])).token);
}

async function connected(): Promise<{ orcid: string; api: Api; id: string }> {
  const orcid = newPerson();
  await connectPerson(system, orcid);
  await system.drain();
  const [connection] = await connectionsOf(system, orcid);
  return { orcid, api: await apiOf(orcid), id: connection?.id ?? '' };
}

describe('a connected record', () => {
  test('is read at once, and forms can be filled in from it: name, affiliations, works, keywords and links', async () => {
    const orcid = newPerson();
    await putOnRecord(system, orcid, 'employment', employmentAt('University of Finse'));
    await putOnRecord(
      system,
      orcid,
      'education',
      employmentAt('University of Oslo', {
        'start-date': { year: { value: '2014' } },
        'end-date': { year: { value: '2018' } },
      }),
    );
    await putOnRecord(system, orcid, 'work', workWith('Snow and ice', [['doi', '10.5555/snow']]));
    await putOnRecord(system, orcid, 'keyword', { content: 'glaciers' });
    await putOnRecord(system, orcid, 'other-name', { content: 'T. Person' });
    await putOnRecord(system, orcid, 'researcher-url', {
      'url-name': 'Home',
      url: { value: 'https://example.org/me' },
    });
    await putOnRecord(system, orcid, 'researcher-url', {
      'url-name': 'Trap',
      url: { value: 'javascript:alert(1)' },
    }).catch(() => 0);
    await connectPerson(system, orcid);
    await system.drain();
    const answer = await (await apiOf(orcid)).get('/orcid/profile');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      orcid,
      readAt: expect.any(String),
      givenNames: 'Test',
      otherNames: ['T. Person'],
      keywords: ['glaciers'],
      researcherUrls: [{ name: 'Home', url: 'https://example.org/me' }],
      affiliations: [
        {
          kind: 'employment',
          organisation: 'University of Finse',
          ror: 'https://ror.org/01xtthb56',
          department: 'Snow',
          role: 'Researcher',
          startDate: '2019-09',
          endDate: null,
        },
        { kind: 'education', organisation: 'University of Oslo', endDate: '2018' },
      ],
      works: [{ title: 'Snow and ice', identifiers: [{ type: 'doi', value: '10.5555/snow' }] }],
    });
    expect(JSON.stringify(answer.body)).not.toContain('@');
  });

  test('is read again after a day, by one call, and when the person asks', async () => {
    const { orcid, api, id } = await connected();
    const before = await readsOf(system, orcid);
    await system.drain();
    expect(await readsOf(system, orcid)).toBe(before);
    await poll(system);
    expect(await readsOf(system, orcid)).toBe(before + 1);
    await putOnRecord(system, orcid, 'keyword', { content: 'permafrost' });
    system.clock.advance(60_000);
    expect((await api.post(`/orcid/connections/${id}/check`, {})).status).toBe(202);
    await system.drain();
    expect((await api.get('/orcid/profile')).body).toMatchObject({ keywords: ['permafrost'] });
    expect(await readsOf(system, orcid)).toBe(before + 2);
  });

  test('is somebody’s own: others see nothing of it, and who has connected nothing is told what to do', async () => {
    const { id } = await connected();
    const stranger = await apiOf(newPerson());
    const answer = await stranger.get('/orcid/profile');
    expect([answer.status, answer.body.detail]).toEqual([404, expect.stringContaining('Connect it')]);
    expect((await stranger.post(`/orcid/connections/${id}/check`, {})).status).toBe(404);
  });

  test('that was not read for a burst of 503 is read later', async () => {
    const { orcid, api } = await connected();
    await putOnRecord(system, orcid, 'keyword', { content: 'late' });
    await addFault(system, { kind: 'unavailable', match: { method: 'GET', pathPrefix: '/v3.0/' } });
    await poll(system);
    await poll(system);
    expect((await api.get('/orcid/profile')).body).toMatchObject({ keywords: ['late'] });
  });
});

describe('a reading notices that', () => {
  test.each(['locked', 'deactivated'] as const)(
    'the record is %s, and goes on when it is active again',
    async (state) => {
      const { orcid } = await connected();
      await setRecordState(system, orcid, state);
      await poll(system);
      expect((await connectionsOf(system, orcid))[0]).toMatchObject({
        state: 'connected',
        record_state: state,
      });
      const before = await readsOf(system, orcid);
      await setRecordState(system, orcid, 'active');
      await poll(system);
      expect((await connectionsOf(system, orcid))[0]).toMatchObject({ record_state: 'active' });
      expect(await readsOf(system, orcid)).toBeGreaterThan(before);
    },
  );

  test('the record was merged into another', async () => {
    const { orcid } = await connected();
    const into = newPerson();
    await setRecordState(system, orcid, 'merged', into);
    await poll(system);
    expect((await connectionsOf(system, orcid))[0]).toMatchObject({
      record_state: 'merged',
      merged_into: into,
    });
  });

  test('the permission was taken back, and forgets what was read', async () => {
    const { orcid, api } = await connected();
    expect((await api.get('/orcid/profile')).status).toBe(200);
    await revokeAtOrcid(system, orcid);
    await poll(system);
    expect((await connectionsOf(system, orcid))[0]).toMatchObject({ state: 'revoked' });
    expect((await api.get('/orcid/profile')).status).toBe(404);
    const before = await readsOf(system, orcid);
    await poll(system);
    expect(await readsOf(system, orcid)).toBe(before);
  });
});
