import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFeeder } from '../src/modules/registration/feeder.ts';
import { type Api, completeMetadata, createApi, readShoulders } from './support/api.ts';
import { controlDatacite } from './support/datacite.ts';
import { createDrafts, type Drafts } from './support/drafts.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let api: Api;
let drafts: Drafts;
let datacite: ReturnType<typeof controlDatacite>;

beforeEach(async () => {
  system = await startSystem({ env: { DATACITE_TIMEOUT_SECONDS: '2' } });
  api = createApi(system, TEST_ADMIN_TOKEN);
  drafts = await createDrafts(system, (await readShoulders(api)).doi);
  datacite = controlDatacite(system);
});
afterEach(() => system?.close());

type RegistrationBody = {
  state: string;
  attempts: number;
  lastAnswer: { status: number | null; detail: string } | null;
};

const pathOf = (pid: string): string => `/pids/${encodeURIComponent(pid)}`;

async function registrationOf(pid: string): Promise<RegistrationBody> {
  return (await api.get<RegistrationBody>(`${pathOf(pid)}/registration`)).body;
}

async function reserveOne(): Promise<string> {
  const [pid] = await drafts.reserve(1);
  if (pid === undefined) throw new Error('nothing was reserved');
  return pid;
}

async function publish(pid: string): Promise<void> {
  const version = (await api.get<{ version: number }>(pathOf(pid))).body.version;
  const described = await api.patch(
    pathOf(pid),
    { metadata: completeMetadata(), target: 'https://example.org/1' },
    { 'if-match': `"${version}"` },
  );
  expect(described.status, JSON.stringify(described.body)).toBe(200);
  expect((await api.post(`${pathOf(pid)}/publish`, {})).status).toBe(200);
}

/** Lets hours pass until nothing is under way. */
async function settle(pid: string): Promise<RegistrationBody> {
  for (let round = 0; round < 6; round += 1) {
    await system.drain();
    if ((await registrationOf(pid)).state !== 'pending') break;
    system.clock.advance(7_200_000);
  }
  return registrationOf(pid);
}

describe('a draft at DataCite', () => {
  test('costs one request, and leads nowhere', async () => {
    const [first, second] = await drafts.reserve(2);
    await system.drain();
    const sent = await datacite.requests();
    expect(sent.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 201],
      ['POST', 201],
    ]);
    expect((await datacite.dois()).map(({ doi, state, url }) => [doi, state, url]).sort()).toEqual(
      [first, second].sort().map((doi) => [doi, 'draft', null]),
    );
  });

  test('takes over the description and the target of its reservation, and loses the target again', async () => {
    const pid = await drafts.reserveDescribed({ titles: [{ title: 'A core' }] }, 'https://example.org/core');
    await system.drain();
    expect(await datacite.dois()).toMatchObject([{ state: 'draft', url: 'https://example.org/core' }]);
    await api.patch(
      pathOf(pid),
      { target: null, metadata: { titles: [{ title: 'The core' }] } },
      { 'if-match': '"1"' },
    );
    await system.drain();
    expect(await registrationOf(pid)).toMatchObject({ state: 'acknowledged' });
    expect(await datacite.dois()).toMatchObject([{ state: 'draft', url: null, writeCount: 2 }]);
  });

  test('becomes findable under the same name when the reservation is published', async () => {
    const pid = await reserveOne();
    await system.drain();
    await publish(pid);
    await system.drain();
    expect(await registrationOf(pid)).toMatchObject({ state: 'acknowledged' });
    expect(await datacite.dois()).toMatchObject([
      {
        doi: pid,
        state: 'findable',
        url: 'https://example.org/1',
        writes: [{ event: null }, { event: 'publish' }],
      },
    ]);
  });

  test('is taken away when the reservation is given back, and made anew when the name is reserved again', async () => {
    const pid = await reserveOne();
    await system.drain();
    await drafts.release([pid]);
    await system.drain();
    expect(await datacite.dois()).toEqual([]);
    expect(await registrationOf(pid)).toMatchObject({ state: 'acknowledged' });

    await drafts.reserveAgain(pid, true);
    await system.drain();
    expect(await datacite.dois()).toMatchObject([{ doi: pid, state: 'draft' }]);
    await drafts.release([pid]);
    await system.drain();

    await drafts.reserveAgain(pid, false);
    await datacite.forgetRequests();
    await system.drain();
    expect(await datacite.requests()).toEqual([]);
  });

  test('that was given back before anything was sent costs no request', async () => {
    const pid = await reserveOne();
    await drafts.release([pid]);
    await system.drain();
    expect(await datacite.requests()).toEqual([]);
    expect(await registrationOf(pid)).toMatchObject({ state: 'acknowledged', lastAnswer: { status: null } });
  });

  test('that is gone at DataCite is made again at the next change', async () => {
    const pid = await drafts.reserveDescribed({ titles: [{ title: 'A core' }] }, null);
    await system.drain();
    await fetch(`${system.datacite.url}/_control/reset`, { method: 'POST' });
    await api.patch(pathOf(pid), { metadata: { titles: [{ title: 'The core' }] } }, { 'if-match': '"1"' });
    await system.drain();
    expect(await datacite.dois()).toMatchObject([{ doi: pid, state: 'draft' }]);
  });
});

describe('what others do with the same account', () => {
  test('a draft of the same name made elsewhere is neither changed nor taken away, whatever is tried here', async () => {
    const pid = await drafts.reserveDescribed({ titles: [{ title: 'A core' }] }, null);
    expect(await datacite.writeElsewhere(pid, { titles: [{ title: 'Theirs' }] })).toBe(201);
    const untouched = [{ doi: pid, state: 'draft', writeCount: 1 }];
    await system.drain();
    expect(await registrationOf(pid)).toMatchObject({ state: 'refused' });

    await api.patch(pathOf(pid), { metadata: { titles: [{ title: 'The core' }] } }, { 'if-match': '"1"' });
    expect(await settle(pid)).toMatchObject({ state: 'refused' });
    await drafts.release([pid]);
    await settle(pid);
    expect(await datacite.dois()).toMatchObject(untouched);
  });

  test('nor when the answer to our first request was lost', async () => {
    const pid = await reserveOne();
    await datacite.writeElsewhere(pid, { titles: [{ title: 'Theirs' }] });
    system.clock.advance(86_400_000);
    await datacite.orderFault({ kind: 'bad-gateway-html', match: { method: 'POST' } });
    expect(await settle(pid)).toMatchObject({ state: 'refused' });
    expect(await datacite.dois()).toMatchObject([{ doi: pid, writeCount: 1 }]);
  });

  test('what leads to the very address wanted is ours, as after a restore from a backup', async () => {
    const target = 'https://example.org/core';
    const pid = await drafts.reserveDescribed({ titles: [{ title: 'A core' }] }, target);
    await datacite.writeElsewhere(pid, { url: target });
    await system.drain();
    expect(await registrationOf(pid)).toMatchObject({ state: 'acknowledged' });
    expect(await datacite.dois()).toMatchObject([{ doi: pid, state: 'draft', writeCount: 2 }]);
  });

  test.each(['publish', 'register'])(
    'a draft that somebody %sed there is not deleted: refused with the reason',
    async (event) => {
      const pid = await reserveOne();
      await system.drain();
      const url = 'https://example.org/elsewhere';
      const schemaVersion = 'http://datacite.org/schema/kernel-4';
      const announced = await datacite.writeElsewhere(pid, {
        ...completeMetadata(),
        schemaVersion,
        url,
        event,
      });
      expect(announced).toBe(200);
      await drafts.release([pid]);
      await system.drain();
      const registration = await registrationOf(pid);
      expect(registration.state).toBe('refused');
      expect(registration.lastAnswer?.detail).toContain('announced from elsewhere');
      expect(await datacite.dois()).toMatchObject([{ doi: pid, url, writeCount: 2 }]);
    },
  );
});

describe('a wish that changes while an attempt is under way', () => {
  /** Begins an attempt whose answer takes its time; `meanwhile` happens before the answer. */
  async function during(match: Record<string, unknown>, meanwhile: () => Promise<void>): Promise<void> {
    await datacite.orderFault({ kind: 'slow', delayMs: 700, match });
    const feeder = createFeeder(system.ctx);
    expect(await feeder.fill()).toBe(1);
    await meanwhile();
    await feeder.idle();
  }

  test('draft, public and withdrawn in quick order end withdrawn', async () => {
    const pid = await reserveOne();
    await during({ method: 'POST' }, async () => {
      await publish(pid);
      expect((await api.post(`${pathOf(pid)}/withdraw`, { reason: 'Minted by mistake.' })).status).toBe(200);
    });
    expect(await settle(pid)).toMatchObject({ state: 'acknowledged' });
    expect(await datacite.dois()).toMatchObject([
      {
        doi: pid,
        state: 'registered',
        url: `${system.url}/${pid}`,
        writes: [{ event: null }, { event: 'register' }],
      },
    ]);
  });

  test('given back while the draft is being made: the draft is gone in the end', async () => {
    const pid = await reserveOne();
    await during({ method: 'POST' }, () => drafts.release([pid]));
    expect(await settle(pid)).toMatchObject({ state: 'acknowledged' });
    expect(await datacite.dois()).toEqual([]);
  });

  test('given back and reserved again while the draft is being made: one draft, written once', async () => {
    const pid = await reserveOne();
    await during({ method: 'POST' }, async () => {
      await drafts.release([pid]);
      await drafts.reserveAgain(pid, true);
    });
    expect(await settle(pid)).toMatchObject({ state: 'acknowledged' });
    expect(await datacite.dois()).toMatchObject([{ doi: pid, state: 'draft', writeCount: 1 }]);
  });

  test('reserved again while the draft is being taken away: there is a draft in the end', async () => {
    const pid = await reserveOne();
    await system.drain();
    await drafts.release([pid]);
    await during({ method: 'DELETE' }, () => drafts.reserveAgain(pid, true));
    expect(await settle(pid)).toMatchObject({ state: 'acknowledged' });
    expect(await datacite.dois()).toMatchObject([{ doi: pid, state: 'draft' }]);
  });

  test('back to an older title while the newer one is being sent: the older one is sent again', async () => {
    const older = { titles: [{ title: 'Older' }] };
    const pid = await drafts.reserveDescribed(older, null);
    await system.drain();
    await api.patch(pathOf(pid), { metadata: { titles: [{ title: 'Newer' }] } }, { 'if-match': '"1"' });
    await during({ method: 'PUT' }, async () => {
      expect((await api.patch(pathOf(pid), { metadata: older }, { 'if-match': '"2"' })).status).toBe(200);
    });
    expect(await settle(pid)).toMatchObject({ state: 'acknowledged' });
    expect(await datacite.dois()).toMatchObject([{ doi: pid, state: 'draft', writeCount: 3 }]);
  });
});
