import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bootstrap } from '../src/bootstrap.ts';
import { readHoldBack } from '../src/modules/registration/index.ts';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let api: Api;
let doi: string;

beforeEach(async () => {
  system = await startSystem({ env: { DATACITE_TIMEOUT_SECONDS: '2' } });
  api = createApi(system, (await signIn(system)).token);
  doi = (await readShoulders(api)).doi;
});
afterEach(() => system?.close());

type RegistrationBody = {
  state: string;
  attempts: number;
  nextAttemptAt: string | null;
  acknowledgedAt: string | null;
  heldBack: string | null;
  lastAnswer: { status: number | null; detail: string; errors: { pointer: string; detail: string }[] } | null;
};

type StoredDoi = { doi: string; state: string; registered: string | null; url: string; writeCount: number };

const pathOf = (pid: string): string => `/pids/${encodeURIComponent(pid)}`;

async function mint(body: Record<string, unknown> = {}): Promise<string> {
  const answer = await api.post<PidBody>('/pids', {
    shoulder: doi,
    state: 'public',
    metadata: completeMetadata(),
    ...body,
  });
  expect(answer.status).toBe(201);
  return answer.body.pid;
}

async function registrationOf(pid: string): Promise<RegistrationBody> {
  return (await api.get<RegistrationBody>(`${pathOf(pid)}/registration`)).body;
}

async function atDatacite(): Promise<StoredDoi[]> {
  const answer = await fetch(`${system.datacite.url}/_control/dois`);
  const body = (await answer.json()) as { items: StoredDoi[] };
  return body.items;
}

async function orderFault(fault: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${system.datacite.url}/_control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}

/** Lets time pass until the registration is no longer pending, at most `rounds` attempts later. */
async function settle(pid: string, rounds = 12): Promise<RegistrationBody> {
  for (let round = 0; round < rounds; round += 1) {
    await system.drain();
    const registration = await registrationOf(pid);
    if (registration.state !== 'pending') return registration;
    system.clock.advance(3_600_000 * 2);
  }
  return registrationOf(pid);
}

describe('registration at DataCite', () => {
  test('a public DOI becomes findable and leads to its target', async () => {
    const pid = await mint({ target: 'https://example.org/data/1' });
    await system.drain();
    expect(await registrationOf(pid)).toMatchObject({
      state: 'acknowledged',
      attempts: 1,
      nextAttemptAt: null,
    });
    const resolved = await fetch(`${system.datacite.url}/${pid}`, { redirect: 'manual' });
    expect(resolved.status).toBe(302);
    expect(resolved.headers.get('location')).toBe('https://example.org/data/1');
    expect(await atDatacite()).toMatchObject([{ doi: pid, state: 'findable' }]);
  });

  test('a DOI without a target leads to its own page here', async () => {
    const pid = await mint();
    await system.drain();
    const resolved = await fetch(`${system.datacite.url}/${pid}`, { redirect: 'manual' });
    expect(resolved.headers.get('location')).toBe(`${system.url}/${pid}`);
  });

  test('a reserved DOI is unknown to DataCite, a registered one hidden, a published one found', async () => {
    const pid = await mint({ state: 'reserved' });
    await system.drain();
    expect(await atDatacite()).toEqual([]);
    const registered = await mint({ state: 'registered' });
    await system.drain();
    expect(await atDatacite()).toMatchObject([{ doi: registered, state: 'registered' }]);
    await api.post(`${pathOf(pid)}/publish`, {});
    await system.drain();
    expect(await atDatacite()).toContainEqual(expect.objectContaining({ doi: pid, state: 'findable' }));
  });

  test('changes of target and metadata are sent, and what is unchanged is not', async () => {
    const pid = await mint();
    await system.drain();
    const target = 'https://example.org/moved';
    await api.patch(
      pathOf(pid),
      { target, metadata: completeMetadata('A better title') },
      { 'if-match': '"1"' },
    );
    expect((await registrationOf(pid)).state).toBe('pending');
    await system.drain();
    expect((await registrationOf(pid)).state).toBe('acknowledged');
    const sent = (await atDatacite())[0]?.writeCount;
    await api.patch(pathOf(pid), { target }, { 'if-match': '"2"' });
    expect((await registrationOf(pid)).state).toBe('acknowledged');
    await system.drain();
    expect((await atDatacite())[0]?.writeCount).toBe(sent);
  });

  test('withdrawing hides the DOI at DataCite and moves it to the tombstone', async () => {
    const pid = await mint({ target: 'https://example.org/data/1' });
    await system.drain();
    await api.post(`${pathOf(pid)}/withdraw`, { reason: 'Withdrawn by the author.' });
    await system.drain();
    expect(await atDatacite()).toMatchObject([
      { doi: pid, state: 'registered', url: `${system.url}/${pid}` },
    ]);
    expect((await registrationOf(pid)).state).toBe('acknowledged');
  });

  test('what is withdrawn before DataCite ever heard of it is registered there, hidden', async () => {
    const pid = await mint();
    await api.post(`${pathOf(pid)}/withdraw`, { reason: 'Minted by mistake.' });
    await system.drain();
    expect(await atDatacite()).toMatchObject([{ doi: pid, state: 'registered' }]);
  });

  test('an ARK needs no registrar', async () => {
    const { ark } = await readShoulders(api);
    const { body } = await api.post<PidBody>('/pids', { shoulder: ark, state: 'public' });
    expect(await registrationOf(body.pid)).toMatchObject({ state: 'none', attempts: 0 });
  });
});

describe('when DataCite has a bad day', () => {
  const passing: [string, Record<string, unknown>][] = [
    ['too many requests, with a time to wait', { kind: 'rate-limited', retryAfterSeconds: 30 }],
    ['too many requests, without one', { kind: 'rate-limited' }],
    ['unavailable', { kind: 'unavailable' }],
    ['a proxy’s page of HTML', { kind: 'bad-gateway-html' }],
    ['an error of its own', { kind: 'error-500' }],
    ['a connection cut before anything', { kind: 'reset' }],
    ['a write done and its answer lost', { kind: 'timeout-after-commit', delayMs: 50 }],
    ['no answer at all', { kind: 'hang' }],
    ['a hand-over to the Handle system that failed', { kind: 'handle-refused' }],
  ];

  test.each(passing)('%s: the DOI ends findable exactly once', async (_, fault) => {
    await orderFault({ count: 2, ...fault });
    const pid = await mint({ target: 'https://example.org/data/1' });
    await system.drain();
    const waiting = await registrationOf(pid);
    expect(waiting.state).toBe('pending');
    expect(waiting.lastAnswer?.detail).toBeTruthy();
    expect(Date.parse(waiting.nextAttemptAt ?? '')).toBeGreaterThan(system.clock.now().getTime());
    expect((await settle(pid)).state).toBe('acknowledged');
    expect(await atDatacite()).toMatchObject([
      { doi: pid, state: 'findable', registered: expect.any(String) },
    ]);
    const resolved = await fetch(`${system.datacite.url}/${pid}`, { redirect: 'manual' });
    expect(resolved.headers.get('location')).toBe('https://example.org/data/1');
  });

  test('a refusal stops and shows its reason at the field, until someone edits', async () => {
    const strict = await startSystem({ repositoryDomains: ['*.example.org'] });
    try {
      const member = createApi(strict, (await signIn(strict)).token);
      const shoulder = (await readShoulders(member)).doi;
      const { body } = await member.post<PidBody>('/pids', {
        shoulder,
        state: 'public',
        target: 'https://elsewhere.example.net/data',
        metadata: completeMetadata(),
      });
      const path = pathOf(body.pid);
      await strict.drain();
      const refused = (await member.get<RegistrationBody>(`${path}/registration`)).body;
      expect(refused).toMatchObject({ state: 'refused', nextAttemptAt: null, lastAnswer: { status: 422 } });
      expect(refused.lastAnswer?.errors).toMatchObject([{ pointer: '/target' }]);
      strict.clock.advance(86_400_000);
      await strict.drain();
      expect((await member.get<RegistrationBody>(`${path}/registration`)).body.attempts).toBe(
        refused.attempts,
      );

      await member.patch(path, { target: 'https://data.example.org/1' }, { 'if-match': '"1"' });
      await strict.drain();
      expect((await member.get<RegistrationBody>(`${path}/registration`)).body.state).toBe('acknowledged');
    } finally {
      await strict.close();
    }
  });

  test('a DOI of the account that was made elsewhere is not overwritten', async () => {
    const taken = await api.post<PidBody>('/pids', {
      shoulder: doi,
      state: 'reserved',
      metadata: completeMetadata(),
    });
    const { pid } = taken.body;
    const credentials = Buffer.from('MINTMARK.DEMO:stand-in-password').toString('base64');
    const made = await fetch(`${system.datacite.url}/dois/${pid}`, {
      method: 'PUT',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/vnd.api+json' },
      body: JSON.stringify({
        data: { type: 'dois', attributes: { doi: pid, url: 'https://example.org/elsewhere' } },
      }),
    });
    expect(made.status).toBe(201);
    await api.post(`${pathOf(pid)}/publish`, {});
    const registration = await settle(pid);
    expect(registration.state).toBe('refused');
    expect(registration.lastAnswer?.detail).toContain('https://example.org/elsewhere');
    expect(await atDatacite()).toMatchObject([
      { doi: pid, state: 'draft', url: 'https://example.org/elsewhere' },
    ]);
  });

  test('a wrong password is tried again later without giving up on any identifier', async () => {
    const wrong = await startSystem({ env: { DATACITE_PASSWORD: 'not the password' } });
    try {
      const member = createApi(wrong, (await signIn(wrong)).token);
      const shoulder = (await readShoulders(member)).doi;
      const { body } = await member.post<PidBody>('/pids', {
        shoulder,
        state: 'public',
        metadata: completeMetadata(),
      });
      await wrong.drain();
      const registration = (await member.get<RegistrationBody>(`${pathOf(body.pid)}/registration`)).body;
      expect(registration).toMatchObject({ state: 'pending', lastAnswer: { status: 401 } });
      expect(registration.lastAnswer?.detail).toContain('account');
    } finally {
      await wrong.close();
    }
  });

  test('the rate budget is kept, and everything is sent in the end', async () => {
    const slow = await startSystem({ env: { DATACITE_REQUESTS_PER_5_MINUTES: '10' } });
    try {
      const member = createApi(slow, (await signIn(slow)).token);
      const shoulder = (await readShoulders(member)).doi;
      for (let count = 0; count < 12; count += 1) {
        await member.post('/pids', { shoulder, state: 'public', metadata: completeMetadata() });
      }
      const countSent = async (): Promise<number> => {
        const answer = await fetch(`${slow.datacite.url}/_control/dois`);
        return ((await answer.json()) as { items: unknown[] }).items.length;
      };
      // Ten requests in five minutes: one at once, the others evenly, so that no five minutes ever see eleven.
      await slow.drain();
      expect(await countSent()).toBe(1);
      let minutes = 0;
      for (; minutes < 5; minutes += 1) {
        slow.clock.advance(60_000);
        await slow.drain();
      }
      const sent = await countSent();
      expect(sent).toBeGreaterThan(1);
      expect(sent).toBeLessThanOrEqual(10);
      for (; minutes < 20; minutes += 1) {
        slow.clock.advance(60_000);
        await slow.drain();
      }
      expect(await countSent()).toBe(12);
    } finally {
      await slow.close();
    }
  });
});

describe('a copy of the database', () => {
  test('registers nothing until an operator confirms the new address, and then sends our own pages anew', async () => {
    const pid = await mint();
    await system.drain();
    const before = await fetch(`${system.datacite.url}/${pid}`, { redirect: 'manual' });
    expect(before.headers.get('location')).toBe(`${system.url}/${pid}`);

    await system.ctx.engine.withPinnedConnection((run) =>
      run("update instance set public_url = 'https://old.example.org'"),
    );
    const second = await mint();
    await system.drain();
    expect((await registrationOf(second)).heldBack).toContain('https://old.example.org');
    expect(await atDatacite()).toHaveLength(1);
    expect((await api.post('/instance/confirm')).status).toBe(403);

    const operator = createApi(system, TEST_ADMIN_TOKEN);
    expect((await operator.post('/instance/confirm')).body).toMatchObject({ confirmed: true });
    await system.drain();
    expect(await registrationOf(second)).toMatchObject({ state: 'acknowledged', heldBack: null });
    expect((await atDatacite()).map((each) => each.url).sort()).toEqual(
      [`${system.url}/${pid}`, `${system.url}/${second}`].sort(),
    );
  });
});

describe('a trial on this machine', () => {
  test('goes on when it is started on another port, since nobody gave it an address and nothing in it is real', async () => {
    await api.post('/pids', { shoulder: doi, state: 'public', metadata: completeMetadata() });
    await system.drain();
    const { config } = system.ctx;
    const moved = {
      ...system.ctx,
      config: { ...config, publicUrl: 'http://localhost:4999', publicUrlGiven: false },
    };
    await bootstrap(moved);
    expect(await readHoldBack(system.ctx.db, 'http://localhost:4999')).toBeNull();
    expect(await readHoldBack(system.ctx.db, config.publicUrl)).toContain('http://localhost:4999');
    await bootstrap({
      ...moved,
      config: { ...moved.config, publicUrl: 'https://copy.example.org', publicUrlGiven: true },
    });
    expect(await readHoldBack(system.ctx.db, 'https://copy.example.org')).toContain('http://localhost:4999');
  });
});
