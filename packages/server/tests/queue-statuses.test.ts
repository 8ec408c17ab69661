import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { createFeeder } from '../src/modules/registration/feeder.ts';
import { wantRegistrations } from '../src/modules/registration/index.ts';
import { completeMetadata } from './support/api.ts';
import { type QueueSystem, startQueueSystem } from './support/queue.ts';

const TRANSITIONS = new URL('../../../../shared/data/dspace/state-transitions.json', import.meta.url);
const STATUSES = new URL('../../../../shared/data/dspace/doi-statuses.json', import.meta.url);

let queue: QueueSystem;
beforeAll(async () => {
  queue = await startQueueSystem();
});
afterEach(async () => {
  await queue.datacite.clearFaults();
  queue.system.clock.advance(2 * 3_600_000);
  await queue.system.drain();
});
afterAll(() => queue?.system.close());

const statusOf = async (pid: string): Promise<string> => (await queue.read(pid)).status;
const pathOf = (pid: string): string => `/pids/${encodeURIComponent(pid)}`;
const publish = (pid: string) => queue.operator.post(`${pathOf(pid)}/publish`, {});
const withdraw = (pid: string) => queue.operator.post(`${pathOf(pid)}/withdraw`, { reason: 'A mistake.' });
const reserve = () => queue.drafts.reserveDescribed(completeMetadata('Reserved'), null);

/** Says that what an announced identifier named is gone for good. */
async function wantDeleted(pid: string): Promise<void> {
  await transact(queue.system.ctx.db, (tx) =>
    wantRegistrations(
      tx,
      [
        {
          pid,
          registrarAccountId: queue.account,
          wanted: {
            state: 'registered',
            target: null,
            reason: 'Gone.',
            metadata: completeMetadata() as never,
            deleted: true,
          },
        },
      ],
      queue.system.ctx.now(),
    ),
  );
}

/** The wish that an identifier has, once more. */
async function wantAgain(pid: string): Promise<void> {
  const { rows } = await sql<{ wanted: never }>`select wanted from registrations where pid = ${pid}`.execute(
    queue.system.ctx.db,
  );
  const wanted = rows[0]?.wanted as never;
  await transact(queue.system.ctx.db, (tx) =>
    wantRegistrations(tx, [{ pid, registrarAccountId: queue.account, wanted }], queue.system.ctx.now()),
  );
}

/** An identifier in each status. */
const inStatus = {
  TO_BE_RESERVED: () => reserve(),
  IS_RESERVED: async () => {
    const pid = await reserve();
    await queue.system.drain();
    return pid;
  },
  UPDATE_RESERVED: async () => {
    const pid = await inStatus.IS_RESERVED();
    await queue.retitle(pid, 'Another');
    return pid;
  },
  TO_BE_REGISTERED: () => queue.mint(),
  UPDATE_BEFORE_REGISTRATION: async () => {
    const pid = await queue.mint();
    await queue.retitle(pid, 'Another');
    return pid;
  },
  IS_REGISTERED: async () => {
    const pid = await queue.mint();
    await queue.system.drain();
    return pid;
  },
  UPDATE_REGISTERED: async () => {
    const pid = await inStatus.IS_REGISTERED();
    await queue.retitle(pid, 'Another');
    return pid;
  },
  TO_BE_DELETED: async () => {
    const pid = await inStatus.IS_REGISTERED();
    await wantDeleted(pid);
    return pid;
  },
  DELETED: async () => {
    const pid = await inStatus.TO_BE_DELETED();
    await queue.system.drain();
    return pid;
  },
};

describe('every status that a registration can have', () => {
  test.each(Object.entries(inStatus))('%s is reached', async (status, reach) => {
    expect(await statusOf(await reach())).toBe(status);
  });

  test('DELETED is also what was only a draft, once that is taken away', async () => {
    const pid = await inStatus.IS_RESERVED();
    await queue.drafts.release([pid]);
    expect(await statusOf(pid)).toBe('TO_BE_DELETED');
    await queue.system.drain();
    expect(await statusOf(pid)).toBe('DELETED');
    expect(await queue.datacite.dois()).not.toContainEqual(expect.objectContaining({ doi: pid }));
  });

  test.runIf(existsSync(STATUSES))('are DSpace’s names (skipped where its data is missing)', () => {
    const { statuses } = JSON.parse(readFileSync(STATUSES, 'utf8')) as {
      statuses: { name: string | null }[];
    };
    // These three need no registrar: nothing was asked of one, or nobody knows which.
    const local = ['UNKNOWN', 'PENDING', 'MINTED'];
    expect([...Object.keys(inStatus), ...local].sort()).toEqual(
      statuses.flatMap(({ name }) => name ?? []).sort(),
    );
  });
});

type Transition = { op: string; from: (string | null)[]; to?: string; error?: string };
type Status = keyof typeof inStatus;

const everything: Status[] = Object.keys(inStatus) as Status[];
const undeleted = everything.filter((status) => status !== 'DELETED' && status !== 'TO_BE_DELETED');

/** What becomes of each status; those with `local` are moves that no registrar hears of. */
const moves: Record<string, 'local' | (() => Promise<void>)> = {
  'mint during submission (identifiers.submission.register=true)': 'local',
  'submission filter now false': 'local',
  'submission filter true again': 'local',
  mint: 'local',
  'reserve (local)': async () => {
    const pid = await queue.mint({ state: 'reserved' });
    await queue.drafts.reserveAgain(await releaseUnsent(pid), true);
    expect(await statusOf(pid)).toBe('TO_BE_RESERVED');
  },
  'reserveOnline ok': async () => {
    for (const status of ['TO_BE_RESERVED', 'UPDATE_RESERVED'] as const) {
      const pid = await inStatus[status]();
      await queue.attempt({ pids: [pid] });
      expect(await statusOf(pid), status).toBe('IS_RESERVED');
    }
  },
  'register (local) → TO_BE_REGISTERED': async () => {
    for (const status of ['TO_BE_RESERVED', 'IS_RESERVED', 'UPDATE_RESERVED'] as const) {
      const pid = await inStatus[status]();
      expect((await publish(pid)).status, status).toBe(200);
      expect(await statusOf(pid), status).toBe('TO_BE_REGISTERED');
    }
    // What waits for it already, stays so; what is registered is not put back (see the bugs below).
    for (const status of ['TO_BE_REGISTERED', 'UPDATE_BEFORE_REGISTRATION', 'UPDATE_REGISTERED'] as const) {
      const pid = await inStatus[status]();
      await wantAgain(pid);
      expect(await statusOf(pid), status).toBe(status);
    }
  },
  'register (local) → IS_REGISTERED': async () => {
    const pid = await inStatus.IS_REGISTERED();
    await wantAgain(pid);
    expect(await statusOf(pid)).toBe('IS_REGISTERED');
  },
  'register (local) → DOI_IS_DELETED': async () => {
    const pid = await inStatus.IS_RESERVED();
    await queue.drafts.release([pid]);
    expect((await publish(pid)).status).toBe(409);
    expect(await statusOf(pid)).toBe('TO_BE_DELETED');
  },
  'registerOnline ok': async () => {
    for (const status of ['TO_BE_REGISTERED', 'UPDATE_BEFORE_REGISTRATION', 'UPDATE_REGISTERED'] as const) {
      const pid = await inStatus[status]();
      await queue.attempt({ pids: [pid] });
      expect(await statusOf(pid), status).toBe('IS_REGISTERED');
    }
  },
  'metadata changed → UPDATE_REGISTERED': () => changes('IS_REGISTERED', 'UPDATE_REGISTERED'),
  'metadata changed → UPDATE_BEFORE_REGISTRATION': () =>
    changes('TO_BE_REGISTERED', 'UPDATE_BEFORE_REGISTRATION'),
  'metadata changed → UPDATE_RESERVED': () => changes('IS_RESERVED', 'UPDATE_RESERVED'),
  'metadata changed → unchanged': async () => {
    for (const status of [
      'TO_BE_RESERVED',
      'UPDATE_RESERVED',
      'UPDATE_REGISTERED',
      'UPDATE_BEFORE_REGISTRATION',
    ] as const)
      await changes(status, status);
  },
  'metadata changed → DOI_IS_DELETED': async () => {
    const pid = await inStatus.IS_RESERVED();
    await queue.drafts.release([pid]);
    const answer = await queue.operator.patch(
      pathOf(pid),
      { metadata: completeMetadata('Too late') },
      { 'if-match': '*' },
    );
    expect(answer.status).toBe(409);
    expect(await statusOf(pid)).toBe('TO_BE_DELETED');
  },
  'updateMetadataOnline ok → IS_REGISTERED': () => updates('UPDATE_REGISTERED', 'IS_REGISTERED'),
  'updateMetadataOnline ok → TO_BE_REGISTERED': () =>
    updates('UPDATE_BEFORE_REGISTRATION', 'TO_BE_REGISTERED'),
  'updateMetadataOnline ok → IS_RESERVED': () => updates('UPDATE_RESERVED', 'IS_RESERVED'),
  'delete (local) → DELETED': 'local',
  'delete (local) → TO_BE_DELETED': async () => {
    for (const status of ['TO_BE_RESERVED', 'IS_RESERVED', 'UPDATE_RESERVED'] as const) {
      const pid = await inStatus[status]();
      await queue.drafts.release([pid]);
      expect(await statusOf(pid), status).toBe('TO_BE_DELETED');
    }
  },
  'item deleted': async () => {
    for (const status of undeleted) {
      const pid = await inStatus[status]();
      if (status.endsWith('RESERVED')) await queue.drafts.release([pid]);
      else await wantDeleted(pid);
      expect(await statusOf(pid), status).toBe('TO_BE_DELETED');
    }
  },
  'deleteOnline ok': async () => {
    const pid = await inStatus.TO_BE_DELETED();
    expect((await queue.attempt({ action: 'delete', pids: [pid] })).items).toMatchObject([
      { before: 'TO_BE_DELETED', status: 'DELETED', outcome: 'acknowledged' },
    ]);
    const other = await inStatus.UPDATE_REGISTERED();
    expect((await queue.attempt({ action: 'delete', pids: [other] })).items).toMatchObject([
      { status: 'UPDATE_REGISTERED', outcome: 'not-sent' },
    ]);
  },
  // DSpace leaves the registrar alone; here it is told, as its issue 10113 asks.
  'item withdrawn / reinstated': async () => {
    const pid = await inStatus.IS_REGISTERED();
    expect((await withdraw(pid)).status).toBe(200);
    expect(await statusOf(pid)).toBe('UPDATE_REGISTERED');
    await queue.system.drain();
    expect(await statusOf(pid)).toBe('IS_REGISTERED');
    expect(await queue.datacite.dois()).toContainEqual(
      expect.objectContaining({ doi: pid, state: 'registered' }),
    );
  },
  'any agency failure': async () => {
    for (const status of [
      'TO_BE_RESERVED',
      'TO_BE_REGISTERED',
      'UPDATE_REGISTERED',
      'TO_BE_DELETED',
    ] as const) {
      const pid = await inStatus[status]();
      await queue.datacite.orderFault({ kind: 'unavailable' });
      const [attempt] = (await queue.attempt({ pids: [pid] })).items;
      expect(attempt, status).toMatchObject({ before: status, status, outcome: 'pending' });
    }
  },
};

async function releaseUnsent(pid: string): Promise<string> {
  await queue.drafts.release([pid]);
  return pid;
}

async function changes(from: Status, to: Status): Promise<void> {
  const pid = await inStatus[from]();
  await queue.retitle(pid, 'Yet another');
  expect(await statusOf(pid), from).toBe(to);
}

async function updates(from: Status, to: Status): Promise<void> {
  const pid = await inStatus[from]();
  expect((await queue.attempt({ action: 'update', pids: [pid] })).items).toMatchObject([
    { before: from, status: to, outcome: 'acknowledged' },
  ]);
}

function moveOf({ op, to, error }: Transition): 'local' | (() => Promise<void>) | undefined {
  return moves[op] ?? moves[`${op} → ${to ?? error}`];
}

const transitions: Transition[] = existsSync(TRANSITIONS)
  ? (JSON.parse(readFileSync(TRANSITIONS, 'utf8')) as { transitions: Transition[] }).transitions
  : [];
const nameOf = (each: Transition): string => `${each.op}: ${each.from.join(', ')} → ${each.to ?? each.error}`;

describe.runIf(existsSync(TRANSITIONS))('DSpace’s moves (skipped where its data is missing)', () => {
  test('are all known here', () => {
    expect(transitions.filter((each) => moveOf(each) === undefined).map(nameOf)).toEqual([]);
  });

  for (const each of transitions) {
    const move = moveOf(each);
    if (typeof move === 'function') test(nameOf(each), move);
  }
});

describe('what goes wrong in DSpace and not here', () => {
  test('bug 2: a DOI that was just registered does not wait for an update of itself', async () => {
    const pid = await inStatus.IS_REGISTERED();
    const writes = (await queue.datacite.dois()).find(({ doi }) => doi === pid)?.writeCount;
    queue.system.clock.advance(86_400_000);
    await queue.system.drain();
    expect(await statusOf(pid)).toBe('IS_REGISTERED');
    expect((await queue.datacite.dois()).find(({ doi }) => doi === pid)?.writeCount).toBe(writes);
  });

  test('bug 3: asking again for registration does not put back what is registered and waits for an update', async () => {
    const pid = await inStatus.UPDATE_REGISTERED();
    await wantAgain(pid);
    expect(await statusOf(pid)).toBe('UPDATE_REGISTERED');
    await queue.retitle(pid, 'A third title');
    expect(await statusOf(pid)).toBe('UPDATE_REGISTERED');
  });

  test('bug 6: a name that was only minted can be queued for reservation', async () => {
    const pid = await queue.mint({ state: 'reserved' });
    await queue.drafts.reserveAgain(await releaseUnsent(pid), true);
    expect(await statusOf(pid)).toBe('TO_BE_RESERVED');
    await queue.system.drain();
    expect(await statusOf(pid)).toBe('IS_RESERVED');
  });

  test.each([
    ['429', { kind: 'rate-limited', retryAfterSeconds: 120 }],
    ['503', { kind: 'unavailable', retryAfterSeconds: 120 }],
  ])('bug 11: after a %s the next attempt waits as long as it was asked to', async (status, fault) => {
    const pid = await queue.mint();
    await queue.datacite.orderFault(fault);
    await queue.system.drain();
    const row = await queue.read(pid);
    expect(row).toMatchObject({
      status: 'TO_BE_REGISTERED',
      attempts: 1,
      lastAnswer: { status: Number(status) },
    });
    expect(Date.parse(row.nextAttemptAt ?? '')).toBeGreaterThanOrEqual(
      queue.system.clock.now().getTime() + 120_000,
    );
  });

  test('bug 12: a network that is down is no silent failure: it is noted, tried again, and people are told', async () => {
    const pids = await queue.mintMany(5);
    await queue.datacite.orderFault({ kind: 'reset', count: null });
    await queue.system.drain();
    const row = await queue.read(pids[0] ?? '');
    expect(row).toMatchObject({ status: 'TO_BE_REGISTERED', state: 'pending', lastAnswer: { status: null } });
    expect(row.nextAttemptAt).not.toBeNull();
    expect((await queue.summarize()).alerts).toContainEqual(expect.objectContaining({ cause: 'outage' }));
  });

  test('bug 13: a change while a reservation waits is reserved with it', async () => {
    const pid = await inStatus.TO_BE_RESERVED();
    await queue.retitle(pid, 'The newest title');
    await queue.system.drain();
    expect(await statusOf(pid)).toBe('IS_RESERVED');
    const doi = await fetch(`${queue.system.datacite.url}/dois/${pid}`, {
      headers: {
        authorization: `Basic ${Buffer.from('MINTMARK.DEMO:stand-in-password').toString('base64')}`,
      },
    });
    expect(await doi.text()).toContain('The newest title');
  });

  test('bug 14: what the registrar says is told as it says it', async () => {
    const pid = await queue.mint({ state: 'reserved' });
    await queue.datacite.writeElsewhere(pid, { url: 'https://example.org/elsewhere' });
    await publish(pid);
    await queue.system.drain();
    const row = await queue.read(pid);
    expect(row).toMatchObject({ status: 'TO_BE_REGISTERED', state: 'refused' });
    expect(row.lastAnswer?.detail).toContain('https://example.org/elsewhere');
  });
});

describe('a wish that changes while an attempt is under way', () => {
  test('a new title while it is being registered: registered, and the update waits', async () => {
    const pid = await queue.mint();
    await queue.datacite.orderFault({ kind: 'slow', delayMs: 500, match: { method: 'POST' } });
    const feeder = createFeeder(queue.system.ctx);
    await feeder.fill();
    await queue.retitle(pid, 'A newer title');
    expect(await statusOf(pid)).toBe('UPDATE_BEFORE_REGISTRATION');
    await feeder.stop();
    expect(await statusOf(pid)).toBe('UPDATE_REGISTERED');
  });

  test('back to the older title while the newer is being sent: the older is not taken for acknowledged', async () => {
    const pid = await queue.mint({ metadata: completeMetadata('Older') });
    await queue.system.drain();
    await queue.retitle(pid, 'Newer');
    await queue.datacite.orderFault({ kind: 'slow', delayMs: 500, match: { method: 'PUT' } });
    const feeder = createFeeder(queue.system.ctx);
    await feeder.fill();
    await queue.retitle(pid, 'Older');
    expect(await statusOf(pid)).toBe('UPDATE_REGISTERED');
    await feeder.idle();
    expect(await statusOf(pid)).toBe('IS_REGISTERED');
  });

  test('the update of a draft whose registration was announced already registers it', async () => {
    const pid = await queue.mint({ target: 'https://example.org/data' });
    await queue.datacite.orderFault({ kind: 'timeout-after-commit', delayMs: 1 });
    await queue.system.drain();
    await queue.retitle(pid, 'Another');
    expect(await statusOf(pid)).toBe('UPDATE_BEFORE_REGISTRATION');
    expect((await queue.attempt({ action: 'update', pids: [pid] })).items).toMatchObject([
      { status: 'IS_REGISTERED', outcome: 'acknowledged' },
    ]);
  });
});
