import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { ensureArea } from '../src/modules/data/index.ts';
import { setRegistrarAccount } from '../src/modules/registration/index.ts';
import { createApi } from './support/api.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { LAURE } from './support/people.ts';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

const DAY_MS = 86_400_000;
const closed = ['requester', 'curator'];
const open = ['public', 'member', 'requester', 'curator'];

let world: RequestSystem;
/** What happens right before a step of a request. */
let meanwhile: { id: string; step: string; what: () => Promise<unknown> } | null = null;

beforeAll(async () => {
  world = await startRequestSystem({
    // Nobody listens there.
    env: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'pids@example.org' },
    async beforeStep({ step }, moment, { id }) {
      if (meanwhile === null || meanwhile.id !== id || meanwhile.step !== step || moment !== 'before') return;
      const { what } = meanwhile;
      meanwhile = null;
      await what();
    },
  });
});
afterAll(async () => {
  await world?.system.close();
});
afterEach(async () => {
  meanwhile = null;
  mendStorage();
  await setPassword(world.system.config.datacite.password);
  await world.datacite.clearFaults();
  await setRole(world.system, LAURE, 'curator');
  await setRole(world.system, SOFIA, 'member');
});

/** Gives the organisation another password for DataCite. */
async function setPassword(password: string): Promise<void> {
  const { url, repositoryId, requestsPerFiveMinutes } = world.system.config.datacite;
  const { organisationId } = world;
  const account = { organisationId, url, repositoryId, requestsPerFiveMinutes, password };
  await setRegistrarAccount(world.system.ctx, account);
}

let mendStorage = (): void => {};

function breakStorage(...broken: ('getStream' | 'putStream')[]): void {
  const { storage } = world.system.ctx;
  const { getStream, putStream } = storage;
  for (const method of broken) {
    storage[method] = async () => {
      throw new Error('connect ECONNREFUSED');
    };
  }
  mendStorage = () => Object.assign(storage, { getStream, putStream });
}

type Staged = { id: string; folder: { id: string; name: string }; doisBefore: number };

async function stage(): Promise<Staged> {
  const folder = await world.makeFolder();
  const id = await world.request(folder.id);
  await world.system.drain();
  expect((await world.read(id)).state).toBe('submitted');
  // What was verified on arrival was verified before the folder is frozen.
  world.system.clock.advance(1_000);
  return { id, folder, doisBefore: (await world.datacite.dois()).length };
}

/** Works off what is due, and what is due later, until it is published or has failed. */
async function settle(id: string): Promise<string> {
  for (let round = 0; round < 40; round += 1) {
    await world.system.drain();
    const { state } = await world.read(id);
    if (state === 'published' || state === 'failed') return state;
    world.system.clock.advance(3_600_000 / 4);
  }
  return 'nothing came of it';
}

async function expectPublishedOnce({ id, folder, doisBefore }: Staged): Promise<void> {
  expect(await settle(id), (await world.problem(id)) ?? '').toBe('published');
  const { permanentId } = await world.read(id);
  const dois = await world.datacite.dois();
  const url = `${world.system.url}/packages/${folder.id}`;
  const itsOwn = dois.filter((each) => each.url === url);
  expect(itsOwn).toMatchObject([{ doi: permanentId, state: 'findable' }]);
  expect(dois.length - doisBefore).toBeLessThanOrEqual(1);
  expect(await world.readers(folder.id)).toEqual(open);
}

/** It failed at a step with a reason, shows nothing to strangers, and goes on once that is mended. */
async function expectResumable(
  staged: Staged,
  why: RegExp,
  mend: () => Promise<unknown>,
  readers = closed,
): Promise<void> {
  expect(await settle(staged.id)).toBe('failed');
  expect(await world.problem(staged.id)).toMatch(why);
  expect(await world.readers(staged.folder.id)).toEqual(readers);
  const kept = (await world.read(staged.id)).permanentId;
  await mend();
  await world.retry(staged.id);
  await expectPublishedOnce(staged);
  if (kept !== null) expect((await world.read(staged.id)).permanentId).toBe(kept);
}

describe('DataCite', () => {
  test.each([
    [
      'the draft, and the answer is lost',
      { kind: 'timeout-after-commit', delayMs: 50, match: { method: 'POST' } },
    ],
    [
      'the publication, and the answer is lost',
      { kind: 'timeout-after-commit', delayMs: 50, match: { method: 'PUT' } },
    ],
  ])('accepts %s: there is one DOI in the end', async (_, fault) => {
    const staged = await stage();
    await world.datacite.orderFault({ count: 1, ...fault });
    await world.publish(staged.id);
    await expectPublishedOnce(staged);
    expect(await world.datacite.faults()).toMatchObject([{ struck: 1 }]);
  });

  test.each([
    ['has errors of its own', { kind: 'error-500' }],
    ['is unavailable', { kind: 'unavailable' }],
    ['cuts connections', { kind: 'reset' }],
    ['hangs', { kind: 'hang' }],
    ['asks for less', { kind: 'rate-limited', retryAfterSeconds: 30 }],
  ])('%s for a while: the package is published later', async (_, fault) => {
    const staged = await stage();
    await world.datacite.orderFault({ count: 3, ...fault });
    await world.publish(staged.id);
    await world.system.drain();
    expect((await world.read(staged.id)).state).toBe('publishing');
    await expectPublishedOnce(staged);
  });

  test('is gone for more than a day: the request fails, and goes on with the same DOI', async () => {
    const staged = await stage();
    await world.datacite.orderFault({ count: null, kind: 'unavailable' });
    await world.publish(staged.id);
    await world.system.drain();
    world.system.clock.advance(DAY_MS);
    await expectResumable(staged, /await-draft: .*for a day/, async () => {
      await world.datacite.clearFaults();
      world.system.clock.advance(3_600_000);
      await world.system.drain();
    });
  });

  test('has the DOI already, for somebody else: nothing is overwritten, and the curator reads why', async () => {
    const staged = await stage();
    meanwhile = {
      id: staged.id,
      step: 'await-draft',
      what: async () => {
        const { permanentId } = await world.read(staged.id);
        await world.datacite.writeElsewhere(permanentId ?? '', { url: 'https://example.org/else' });
      },
    };
    await world.publish(staged.id);
    await expectResumable(staged, /await-draft: .*DataCite has this DOI already/, async () => {
      const { permanentId } = await world.read(staged.id);
      expect(await world.datacite.deleteElsewhere(permanentId ?? '')).toBeLessThan(300);
    });
  });

  test('refuses the password of the organisation: the request fails after three attempts, and goes on once it is mended', async () => {
    const staged = await stage();
    await setPassword('not the password');
    await world.publish(staged.id);
    await expectResumable(staged, /await-draft: .*refused the organisation's account 3 times/, async () => {
      await setPassword(world.system.config.datacite.password);
    });
  });
});

describe('somebody', () => {
  test('presses “publish” 32 times at once: it is published once', async () => {
    const staged = await stage();
    const pressed = await Promise.allSettled(Array.from({ length: 32 }, () => world.publish(staged.id)));
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all([world.system.drain(), world.system.drain(), world.system.drain()]);
    await expectPublishedOnce(staged);
  });

  test('changes a byte in storage: nothing is announced', async () => {
    const staged = await stage();
    const { rows } = await sql<{ key: string }>`
      select parts->0->>'key' as key from contents join nodes on nodes.content_id = contents.id
      where nodes.parent_id = ${staged.folder.id}`.execute(world.system.ctx.db);
    const key = rows[0]?.key ?? '';
    const { storage } = world.system.ctx;
    const before = (await storage.get(key)) ?? new Uint8Array();
    const changed = Uint8Array.from(before);
    changed[0] = (changed[0] ?? 0) ^ 1;
    await storage.put(key, changed, { contentType: 'application/octet-stream' });
    await world.publish(staged.id);
    await expectResumable(staged, /verify-bytes: .*README\.md.*SHA-256/, async () => {
      expect((await world.read(staged.id)).permanentId).toBeNull();
      await storage.put(key, before, { contentType: 'application/octet-stream' });
    });
  });

  test.each([
    [
      'adds a file',
      sql`insert into nodes (id, organisation_id, parent_id, kind, name, content_id, created_at, modified_at)
      select gen_random_uuid(), organisation_id, parent_id, 'file', 'smuggled.csv', content_id, now(), now()`,
      'smuggled.csv was added',
    ],
    ['takes a file away', sql`update nodes set deleted_at = now()`, 'README.md is gone'],
  ] as const)('%s behind the seal: that shows before anything is announced', async (_, statement, detail) => {
    const staged = await stage();
    const isIt = sql`parent_id = ${staged.folder.id} and name = 'README.md'`;
    const { db } = world.system.ctx;
    meanwhile = {
      id: staged.id,
      step: 'verify-manifest',
      what: () =>
        (detail.includes('added')
          ? sql`${statement} from nodes where ${isIt}`
          : sql`${statement} where ${isIt}`
        ).execute(db),
    };
    await world.publish(staged.id);
    await expectResumable(staged, new RegExp(`verify-manifest: .*${detail}`), () =>
      detail.includes('added')
        ? sql`delete from nodes where parent_id = ${staged.folder.id} and name = 'smuggled.csv'`.execute(db)
        : sql`update nodes set deleted_at = null where ${isIt}`.execute(db),
    );
  });

  test('takes the name of the folder among the published ones: the request waits until it is free', async () => {
    const staged = await stage();
    const { ctx } = world.system;
    const curated = await transact(ctx.db, (tx) =>
      ensureArea(tx, world.organisationId, 'curated', ctx.now()),
    );
    await sql`
      insert into nodes (id, organisation_id, parent_id, kind, name, created_at, modified_at)
      values (gen_random_uuid(), ${world.organisationId}, ${curated.id}, 'folder', ${staged.folder.name}, now(), now())`.execute(
      ctx.db,
    );
    await world.publish(staged.id);
    await expectResumable(staged, /^move: /, () =>
      sql`update nodes set name = 'elsewhere-' || id where parent_id = ${curated.id} and name = ${staged.folder.name}`.execute(
        ctx.db,
      ),
    );
  });

  test('is no curator any more when it is published: another one resumes it', async () => {
    const staged = await stage();
    await world.publish(staged.id);
    await setRole(world.system, LAURE, 'member');
    expect(await settle(staged.id)).toBe('failed');
    expect(await world.problem(staged.id)).toMatch(/^freeze: .*no curator/);
    expect(await world.readers(staged.folder.id)).toEqual(['requester']);
    await setRole(world.system, SOFIA, 'curator');
    await world.retry(staged.id, await world.person(SOFIA));
    await setRole(world.system, LAURE, 'curator');
    expect(await settle(staged.id)).toBe('published');
    expect(await world.datacite.dois()).toHaveLength(staged.doisBefore + 1);
  });

  test('is no curator any more once it is announced: it is completed all the same', async () => {
    const staged = await stage();
    meanwhile = {
      id: staged.id,
      step: 'read-back',
      what: () => setRole(world.system, LAURE, 'member'),
    };
    await world.publish(staged.id);
    expect(await settle(staged.id)).toBe('published');
  });
});

test('a package whose DOI is public keeps its page when the DOI reads otherwise later', async () => {
  const staged = await stage();
  const changeElsewhere = async (): Promise<void> => {
    const { permanentId } = await world.read(staged.id);
    await world.datacite.writeElsewhere(permanentId ?? '', { url: 'https://example.org/else' });
    meanwhile = { id: staged.id, step: 'read-back', what: changeElsewhere };
  };
  meanwhile = { id: staged.id, step: 'read-back', what: changeElsewhere };
  await world.publish(staged.id);
  expect(await settle(staged.id)).toBe('failed');
  expect(await world.problem(staged.id)).toMatch(/^read-back: /);
  expect(await world.readers(staged.folder.id)).toEqual(open);
  expect((await fetch(`${world.system.url}/packages/${staged.folder.id}`)).status).toBe(200);
});

describe('the object storage', () => {
  test('is down for a while: the package is published later', async () => {
    const staged = await stage();
    breakStorage('getStream', 'putStream');
    await world.publish(staged.id);
    await world.system.drain();
    expect((await world.read(staged.id)).state).toBe('publishing');
    expect(await world.readers(staged.folder.id)).toEqual(closed);
    mendStorage();
    await expectPublishedOnce(staged);
  });

  test('stays down when the package is open already: it is closed again until somebody resumes it', async () => {
    const staged = await stage();
    breakStorage('putStream');
    await world.publish(staged.id);
    await world.system.drain();
    expect(await world.readers(staged.folder.id)).toEqual(open);
    await expectResumable(staged, /store-manifest: It was tried 12 times/, async () => mendStorage());
  });
});

describe('a request that failed', () => {
  test('is withdrawn: draft, name and folder are given back', async () => {
    const staged = await stage();
    breakStorage('putStream');
    await world.publish(staged.id);
    expect(await settle(staged.id)).toBe('failed');
    mendStorage();
    expect(await world.datacite.dois()).toHaveLength(staged.doisBefore + 1);
    await world.withdraw(staged.id);
    await world.system.drain();
    expect(await world.read(staged.id)).toMatchObject({
      state: 'withdrawn',
      permanentId: null,
      itemId: null,
    });
    expect(await world.datacite.dois()).toHaveLength(staged.doisBefore);
    expect(await world.readers(staged.folder.id)).toEqual(['requester']);
    expect(await world.pathOf(staged.folder.id)).toContain('/home/');
    const again = await world.request(staged.folder.id);
    await world.system.drain();
    world.system.clock.advance(1_000);
    await world.publish(again);
    await expectPublishedOnce({ ...staged, id: again });
  });
});

test('an ARK is published without a registrar', async () => {
  const doisBefore = (await world.datacite.dois()).length;
  const folder = await world.makeFolder();
  const id = await world.request(folder.id, 'ARK');
  await world.system.drain();
  world.system.clock.advance(1_000);
  await world.publish(id);
  expect(await settle(id)).toBe('published');
  const { permanentId } = await world.read(id);
  expect(permanentId).toMatch(/^ark:99999\/fk4/);
  expect(await world.readers(folder.id)).toEqual(open);
  expect(await world.datacite.dois()).toHaveLength(doisBefore);
  const resolved = await fetch(`${world.system.url}/${permanentId}`, { redirect: 'manual' });
  expect(resolved.headers.get('location')).toBe(`${world.system.url}/packages/${folder.id}`);
});

test('an ARK whose publication failed is withdrawn: it leads nowhere, and the folder gets another one', async () => {
  const folder = await world.makeFolder();
  const id = await world.request(folder.id, 'ARK');
  await world.system.drain();
  world.system.clock.advance(1_000);
  breakStorage('putStream');
  await world.publish(id);
  expect(await settle(id)).toBe('failed');
  mendStorage();
  const { permanentId } = await world.read(id);
  expect(permanentId).toMatch(/^ark:/);
  const ask = () => fetch(`${world.system.url}/${permanentId}`, { redirect: 'manual' });
  expect((await ask()).status).toBe(404);
  await world.withdraw(id);
  await world.system.drain();
  expect(await world.read(id)).toMatchObject({ state: 'withdrawn', permanentId: null });
  expect((await ask()).headers.get('location')).toBeNull();
  expect(await world.readers(folder.id)).toEqual(['requester']);
  const again = await world.request(folder.id, 'ARK');
  await world.system.drain();
  world.system.clock.advance(1_000);
  await world.publish(again);
  expect(await settle(again)).toBe('published');
  expect((await world.read(again)).permanentId).not.toBe(permanentId);
});

test('mails wait while the mail server is down, and hold nothing up', async () => {
  const operator = createApi(world.system, TEST_ADMIN_TOKEN);
  const path = '/organisations/default/curation-settings';
  expect((await operator.put(path, { address: 'curators@example.org' })).status).toBe(200);
  const staged = await stage();
  await world.publish(staged.id);
  await expectPublishedOnce(staged);
  const { rows } = await sql<{ subject: string }>`
    select subject from messages where state = 'pending'`.execute(world.system.ctx.db);
  expect(rows.map(({ subject }) => subject).join()).toContain('is complete');
});
