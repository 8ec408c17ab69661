import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import type { Steward } from '../src/http/steward.ts';
import { lockManagedScheme, markSchemeDeleted } from '../src/modules/schemes/index.ts';
import type { ObjectStorage } from '../src/storage/index.ts';
import { openObjectStorage } from '../src/storage/index.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { openOrganisation } from './support/organisation.ts';
import { type S3Server, startS3Server } from './support/s3-server.ts';
import { describeProducts, registerScheme, type SchemeBody } from './support/schemes.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

type Transferred = {
  items: {
    key: string;
    namespace: string | null;
    outcome: string;
    detail: string | null;
    errors: { pointer: string; detail: string }[];
  }[];
};

const service: Steward = {
  event: { kind: 'service' },
  key: 'test',
  schemes: 'all',
  links: 'all',
  reads: 'all',
  defaultOrganisationId: null,
};
const kinds = ['files', 'an S3 server'] as const;
const BUCKET = 'mintmark-schemes';

describe.each(kinds)('the copies of schemes in object storage (%s)', (kind) => {
  let directory: string;
  let s3: S3Server | null = null;
  let system: System;
  let operator: Api;
  let storage: ObjectStorage & { fails: boolean };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'mintmark-mirror-'));
    if (kind === 'an S3 server') s3 = await startS3Server(directory, [BUCKET]);
    system = await startSystem();
    operator = createApi(system, TEST_ADMIN_TOKEN);
    storage = openWithFaults();
    system.ctx.storage = storage;
    await system.drain();
  });
  afterEach(() => {
    storage.fails = false;
  });
  afterAll(async () => {
    await system?.close();
    await s3?.close();
    await rm(directory, { recursive: true, force: true });
  });

  let lastNumber = 0;
  const fresh = () => {
    lastNumber += 1;
    return `acme-${lastNumber}`;
  };

  /** The storage, which is down while `fails` says so. */
  function openWithFaults(): ObjectStorage & { fails: boolean } {
    const config =
      s3 === null
        ? null
        : {
            endpoint: s3.url,
            accessKey: 'S3RVER',
            secretKey: 'S3RVER',
            bucket: BUCKET,
            region: 'us-east-1',
            pathStyle: true,
          };
    const real = openObjectStorage(config, directory);
    const down = () => {
      if (made.fails) throw new Error('object storage is down');
    };
    const made: ObjectStorage & { fails: boolean } = {
      ...real,
      fails: false,
      put: async (...args) => {
        down();
        return real.put(...args);
      },
      get: async (...args) => {
        down();
        return real.get(...args);
      },
      delete: async (...args) => {
        down();
        return real.delete(...args);
      },
    };
    return made;
  }

  async function readObject(namespace: string): Promise<Record<string, unknown> | null> {
    const bytes = await storage.get(`identifiers/${namespace}.json`);
    return bytes === null ? null : JSON.parse(Buffer.from(bytes).toString('utf8'));
  }

  async function put(key: string, content: unknown): Promise<void> {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await storage.put(key, Buffer.from(text), { contentType: 'application/json' });
  }

  const readMirror = async (namespace: string) =>
    (await operator.get<SchemeBody>(`/schemes/${namespace}`)).body.mirror;

  const change = (namespace: string, title: string) =>
    operator.put(`/schemes/${namespace}`, { ...describeProducts(namespace), title }, { 'if-match': '*' });

  test('hold every scheme whole, letters of all languages included', async () => {
    const acme = fresh();
    const document = { ...describeProducts(acme), title: 'Crème brûlée 日本語 😀' };
    await registerScheme(operator, document);
    await system.drain();
    expect(await readObject(acme)).toEqual({ id: `identifiers/${acme}`, ...document });
    expect(Object.keys((await readObject(acme)) ?? {})[0]).toBe('id');
    const keys = await storage.list('identifiers/');
    for (const namespace of ['gs1', 'ror', acme]) expect(keys).toContain(`identifiers/${namespace}.json`);
    expect(await readMirror(acme)).toEqual({
      key: `identifiers/${acme}.json`,
      state: 'equal',
      problem: null,
    });
  });

  test('follow changes and deletions', async () => {
    const acme = fresh();
    await registerScheme(operator, describeProducts(acme));
    await system.drain();
    await change(acme, 'Changed');
    await system.drain();
    expect(await readObject(acme)).toMatchObject({ title: 'Changed' });
    await transact(system.ctx.db, async (tx) => {
      const scheme = await lockManagedScheme(tx, service, acme, 'any');
      await markSchemeDeleted(tx, service, scheme, {
        at: system.clock.now(),
        alongside: { anchors: 0, links: 0 },
      });
    });
    await system.drain();
    expect(await readObject(acme)).toBeNull();
    await registerScheme(operator, describeProducts(acme));
    await system.drain();
    expect(await readObject(acme)).not.toBeNull();
  });

  test('catch up after the storage was away', async () => {
    const acme = fresh();
    await system.drain();
    storage.fails = true;
    await registerScheme(operator, describeProducts(acme));
    await change(acme, 'Second');
    await system.drain();
    expect(await readMirror(acme)).toMatchObject({ state: 'pending', problem: 'object storage is down' });
    storage.fails = false;
    await system.drain();
    expect((await readMirror(acme)).state).toBe('pending');
    system.clock.advance(5_000);
    await system.drain();
    expect(await readMirror(acme)).toMatchObject({ state: 'equal', problem: null });
    expect(await readObject(acme)).toMatchObject({ title: 'Second' });
  });

  test('are tried less and less often while it is away', async () => {
    const acme = fresh();
    await registerScheme(operator, describeProducts(acme));
    storage.fails = true;
    const { get } = storage;
    let attempts = 0;
    storage.get = async (key) => {
      if (key === `identifiers/${acme}.json`) attempts += 1;
      return get(key);
    };
    for (let minute = 0; minute < 180; minute += 1) {
      await system.drain();
      system.clock.advance(60_000);
    }
    storage.get = get;
    // After 5, 10, 20 … seconds, then once an hour; a look comes once a minute here.
    expect(attempts).toBeGreaterThanOrEqual(8);
    expect(attempts).toBeLessThanOrEqual(12);
    system.clock.advance(3_600_000);
    storage.fails = false;
    await system.drain();
    expect(await readMirror(acme)).toMatchObject({ state: 'equal' });
  });

  test('take nothing away from who wrote there before', async () => {
    const acme = fresh();
    const foreign = { ...describeProducts(acme), note: 'somebody else’s' };
    await put(`identifiers/${acme}.json`, foreign);
    await registerScheme(operator, describeProducts(acme));
    await system.drain();
    expect(await readObject(acme)).toEqual(foreign);
    expect(await readMirror(acme)).toMatchObject({
      state: 'blocked',
      problem: expect.stringContaining('not written by this service'),
    });
  });

  test('that were written before a crash are known to be ours', async () => {
    const acme = fresh();
    const { put: write } = storage;
    storage.put = async (...args) => {
      await write(...args);
      throw new Error('the connection broke');
    };
    await registerScheme(operator, describeProducts(acme));
    await system.drain();
    storage.put = write;
    await change(acme, 'Second');
    system.clock.advance(60_000);
    await system.drain();
    expect(await readMirror(acme)).toMatchObject({ state: 'equal' });
    expect(await readObject(acme)).toMatchObject({ title: 'Second' });
  });

  describe('importing', () => {
    const release4 = (namespace: string) => {
      const [gtin, lot] = describeProducts(namespace).applicationIdentifiers;
      return {
        id: `identifiers/${namespace}`,
        namespace,
        applicationIdentifiers: [
          { ...gtin, format: 'N14', ai: undefined, shortcode: '01' },
          { ...lot, ai: '10', qualifiers: [], createdBy: 'release 4' },
        ],
      };
    };

    test('takes over a bucket of the Identity Resolver, and keeps it equal from then on', async () => {
      const acme = fresh();
      await put(`identifiers/${acme}.json`, release4(acme));
      await put('identifiers/parts/nested.json', release4('nested'));
      await put('identifiers/notes.txt', 'no scheme');
      await put('acme/01/09506000134352.json', { links: [] });
      const { status, body } = await operator.post<Transferred>('/schemes/import', {});
      expect(status).toBe(200);
      expect(body.items).toContainEqual({
        key: `identifiers/${acme}.json`,
        namespace: acme,
        outcome: 'created',
        detail: null,
        errors: [],
      });
      expect(body.items.some(({ key }) => /nested|notes|0950/.test(key))).toBe(false);
      // What we wrote ourselves says what is here already.
      expect(body.items.find(({ namespace }) => namespace === 'gs1')?.outcome).toBe('unchanged');
      const scheme = (await operator.get<SchemeBody>(`/schemes/${acme}`)).body;
      expect(scheme).toMatchObject({ shared: true, identifiers: [{ ai: '01' }] });
      await system.drain();
      expect(await readObject(acme)).toEqual(scheme.document);
      await change(acme, 'Changed here');
      await system.drain();
      expect(await readObject(acme)).toMatchObject({ title: 'Changed here' });
      const again = await operator.post<Transferred>('/schemes/import', { namespaces: [acme] });
      expect(again.body.items.map(({ outcome }) => outcome)).toEqual(['unchanged']);
    });

    test('takes over all that is right, and tells every problem of what is not', async () => {
      const namespaces = ['right', 'other', 'voc', 'torn', 'twice', 'wrong'];
      await put('identifiers/right.json', release4('right'));
      await put('identifiers/other.json', release4('another'));
      await put('identifiers/voc.json', release4('voc'));
      await put('identifiers/torn.json', '{"namespace": "torn", "applicationId');
      await put('identifiers/twice.json', '{"namespace": "twice", "namespace": "twice"}');
      await put('identifiers/wrong.json', {
        namespace: 'wrong',
        applicationIdentifiers: [
          { title: 'A', label: 'A', shortcode: 'a', type: 'D', regex: '(' },
          { title: 'B', label: 'B', shortcode: 'a', type: 'Q', regex: 'b' },
        ],
      });
      const { body } = await operator.post<Transferred>('/schemes/import', { namespaces });
      expect(Object.fromEntries(body.items.map(({ namespace, outcome }) => [namespace, outcome]))).toEqual({
        right: 'created',
        other: 'refused',
        voc: 'refused',
        torn: 'refused',
        twice: 'refused',
        wrong: 'refused',
      });
      expect(
        body.items.find(({ namespace }) => namespace === 'wrong')?.errors.map(({ pointer }) => pointer),
      ).toEqual([
        '/applicationIdentifiers',
        '/applicationIdentifiers/1/shortcode',
        '/applicationIdentifiers/1',
        '/applicationIdentifiers/0/regex',
      ]);
      expect((await operator.get('/schemes/wrong')).status).toBe(404);
      await system.drain();
      expect(await readObject('wrong')).toMatchObject({ namespace: 'wrong' });
    });

    test('can be tried first', async () => {
      const acme = fresh();
      await put(`identifiers/${acme}.json`, release4(acme));
      const { body } = await operator.post<Transferred>('/schemes/import', {
        namespaces: [acme],
        dryRun: true,
      });
      expect(body.items.map(({ outcome }) => outcome)).toEqual(['created']);
      expect((await operator.get(`/schemes/${acme}`)).status).toBe(404);
    });

    test('and exporting are for operators', async () => {
      const { admin } = await openOrganisation(system);
      for (const path of ['/schemes/import', '/schemes/export']) {
        expect((await admin.post<ProblemBody>(path, {})).status).toBe(403);
      }
    });
  });

  test('are all written by an export, whatever stands there', async () => {
    const acme = fresh();
    await registerScheme(operator, describeProducts(acme));
    await put(`identifiers/${acme}.json`, { note: 'somebody else’s' });
    await system.drain();
    const { status, body } = await operator.post<Transferred>('/schemes/export', {});
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(10);
    expect(body.items.filter(({ outcome }) => outcome !== 'written')).toEqual([]);
    expect(await readObject(acme)).toMatchObject({ id: `identifiers/${acme}` });
    storage.fails = true;
    const failed = await operator.post<Transferred>('/schemes/export', {});
    expect(failed.body.items[0]).toMatchObject({ outcome: 'failed', detail: 'object storage is down' });
  });

  test.runIf(kind === 'files')('are files that people can read', async () => {
    const acme = fresh();
    await registerScheme(operator, describeProducts(acme));
    await system.drain();
    const text = await readFile(join(directory, 'objects', 'identifiers', `${acme}.json`), 'utf8');
    expect(text.startsWith(`{\n  "id": "identifiers/${acme}",\n  "namespace": "${acme}",\n`)).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
  });
});

test('a copy of the database, started elsewhere, writes nothing', async () => {
  const system = await startSystem();
  try {
    const { engine, storage } = system.ctx;
    await engine.withPinnedConnection((run) =>
      run("update instance set public_url = 'https://old.example.org'"),
    );
    await system.drain();
    expect(await storage.list('')).toEqual([]);
    await engine.withPinnedConnection((run) => run(`update instance set public_url = '${system.url}'`));
    await system.drain();
    expect(await storage.list('')).toHaveLength(10);
  } finally {
    await system.close();
  }
});

test('in operation the copies follow by themselves', async () => {
  const system = await startSystem({ worker: true });
  try {
    await registerScheme(createApi(system, TEST_ADMIN_TOKEN), describeProducts('acme'));
    await expect
      .poll(() => system.ctx.storage.list('identifiers/acme'), { timeout: 20_000 })
      .toEqual(['identifiers/acme.json']);
  } finally {
    await system.close();
  }
});
