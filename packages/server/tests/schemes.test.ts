import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import type { Steward } from '../src/http/steward.ts';
import {
  lockManagedScheme,
  lockScheme,
  markSchemeDeleted,
  putScheme,
  readScheme,
  restoreScheme,
} from '../src/modules/schemes/index.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { openOrganisation } from './support/organisation.ts';
import { describeProducts, registerScheme, type SchemeBody } from './support/schemes.ts';
import { type System, startSystem } from './support/start-system.ts';

type EventBody = {
  action: string;
  actor: { kind: string; orcid: string | null };
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

let system: System;
let admin: Api;
let member: Api;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member, operator } = await openOrganisation(system));
});
afterAll(() => system.close());

const service: Steward = {
  event: { kind: 'service' },
  key: 'test',
  schemes: 'all',
  links: 'all',
  reads: 'all',
  defaultOrganisationId: null,
};
let lastNumber = 0;
const fresh = () => {
  lastNumber += 1;
  return `scheme-${lastNumber}`;
};

async function readEpoch(): Promise<number> {
  const { rows } = await sql<{ epoch: number }>`select epoch from scheme_epoch`.execute(system.ctx.db);
  return Number(rows[0]?.epoch);
}

async function readShown(namespace: string): Promise<unknown> {
  const { rows } = await sql<{ document: unknown }>`
    select document from scheme_resolutions where namespace = ${namespace}`.execute(system.ctx.db);
  return rows[0]?.document ?? null;
}

async function readHistory(namespace: string): Promise<EventBody[]> {
  const { body } = await member.get<{ items: EventBody[] }>(`/schemes/${namespace}/history`);
  return body.items;
}

describe('registering a scheme', () => {
  test('an administrator registers the scheme of the specification', async () => {
    const made = await admin.put<SchemeBody>('/schemes/retail', {
      id: 'identifiers/retail',
      ...describeProducts('retail'),
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe('/api/v1/schemes/retail');
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body).toMatchObject({
      namespace: 'retail',
      title: 'retail',
      profile: 'open',
      organisation: 'Default organisation',
      shared: false,
      identifiers: [{ ai: '01', shortcode: 'gtin', label: 'GTIN' }],
      linkTypes: { uri: `${system.url}/voc/`, profile: `${system.url}/voc?show=linktypes` },
      mirror: { key: 'identifiers/retail.json', state: 'pending', problem: null },
    });
    expect((await member.get<SchemeBody>('/schemes/retail')).body).toEqual(made.body);
  });

  test('resolvers know it at once, and are told that something changed', async () => {
    const [namespace, before] = [fresh(), await readEpoch()];
    const { document } = await registerScheme(admin, describeProducts(namespace));
    expect(await readShown(namespace)).toEqual(document);
    expect(await readEpoch()).toBeGreaterThan(before);
  });

  test('its own link types are shown where defaults would be', async () => {
    const own = {
      namespaceURI: 'https://example.org/voc/',
      namespaceProfile: 'https://example.org/voc?show=linktypes',
    };
    const made = await registerScheme(admin, { ...describeProducts(fresh()), ...own });
    expect(made.linkTypes).toEqual({ uri: own.namespaceURI, profile: own.namespaceProfile });
    const gs1 = await member.get<SchemeBody>('/schemes/gs1');
    expect(gs1.body.linkTypes).toEqual({
      uri: 'https://ref.gs1.org/voc/',
      profile: `${system.url}/voc?show=linktypes&prefix=gs1`,
    });
  });

  test('members read schemes, and register none', async () => {
    expect((await member.get('/schemes/gs1')).status).toBe(200);
    const refused = await member.put<ProblemBody>('/schemes/nobody', describeProducts('nobody'));
    expect(refused.status).toBe(403);
    expect((await admin.get('/schemes/nobody')).status).toBe(404);
  });

  test('strangers read none by the API', async () => {
    expect((await createApi(system, null).get('/schemes/gs1')).status).toBe(401);
  });

  test('an operator registers one for an organisation that is there', async () => {
    const namespace = fresh();
    const put = (organisation: string) =>
      operator.put<ProblemBody>(
        `/schemes/${namespace}?organisation=${organisation}&shared=true`,
        describeProducts(namespace),
      );
    expect((await put('nobody')).body.errors?.[0]?.pointer).toBe('/querystring/organisation');
    const made = await put('default');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ shared: true });
  });

  test('an organisation changes no scheme of another', async () => {
    const namespace = fresh();
    await registerScheme(admin, describeProducts(namespace));
    const stranger: Steward = { ...service, schemes: ['00000000-0000-4000-8000-000000000000'] };
    const put = putScheme(system.ctx, stranger, describeProducts(namespace), {
      mode: 'replace',
      versions: 'any',
      namespace,
    });
    await expect(put).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('an organisation has a thousand schemes at most', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const own: Steward = { ...service, schemes: [id] };
    await transact(system.ctx.db, async (tx) => {
      await sql`insert into organisations (id, slug, name, created_at) values (${id}, 'many', 'Many', now())`.execute(
        tx,
      );
      await sql`
        insert into schemes (namespace, organisation_id, shared, document, document_hash, created_at, updated_at, deleted_at)
        select 'many-' || number, ${id}, false, '{}', '', now(), now(), now() from generate_series(1, 999) as number`.execute(
        tx,
      );
    });
    const put = () => {
      const document = describeProducts(fresh());
      return putScheme(system.ctx, own, document, { mode: 'replace', versions: null });
    };
    expect((await put()).outcome).toBe('created');
    await expect(put()).rejects.toMatchObject({ code: 'move-not-allowed' });
  });

  test('lists go page by page', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body }: { body: { items: SchemeBody[]; next: string | null } } = await member.get(
        `/schemes?limit=4${query}`,
      );
      seen.push(...body.items.map(({ namespace }) => namespace));
      cursor = body.next;
    }
    expect(seen).toEqual([...seen].sort());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain('gs1');
  });
});

describe('changing a scheme', () => {
  test('needs the version that is changed', async () => {
    const namespace = fresh();
    const document = describeProducts(namespace);
    await registerScheme(admin, document);
    const put = (headers: Record<string, string>, title = 'Second') =>
      admin.put<SchemeBody>(`/schemes/${namespace}`, { ...document, title }, headers);
    expect((await put({})).status).toBe(428);
    expect((await put({ 'if-match': '"7"' })).status).toBe(412);
    const changed = await put({ 'if-match': '"1"' });
    expect([changed.status, changed.body.version, changed.headers.get('etag')]).toEqual([200, 2, '"2"']);
    expect((await put({ 'if-match': '"1"' }, 'Third')).status).toBe(412);
    expect((await put({ 'if-match': '*' })).body.version).toBe(2);
  });

  test('with If-Match makes none that is not there', async () => {
    const namespace = fresh();
    for (const version of ['*', '"1"']) {
      const answer = await admin.put(`/schemes/${namespace}`, describeProducts(namespace), {
        'if-match': version,
      });
      expect(answer.status).toBe(412);
    }
    expect((await admin.get(`/schemes/${namespace}`)).status).toBe(404);
  });

  test('of two changes of one version, one is refused', async () => {
    const namespace = fresh();
    const document = describeProducts(namespace);
    await registerScheme(admin, document);
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D'].map((title) =>
        admin.put<SchemeBody>(`/schemes/${namespace}`, { ...document, title }, { 'if-match': '"1"' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    expect((await admin.get<SchemeBody>(`/schemes/${namespace}`)).body.version).toBe(2);
  });

  test('of several registrations at the same moment, one is made', async () => {
    const namespace = fresh();
    const answers = await Promise.all(
      ['A', 'B', 'C'].map((title) =>
        admin.put(`/schemes/${namespace}`, { ...describeProducts(namespace), title }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => [201, 409, 428].includes(status))).toBe(true);
  });

  test('merging keeps what is not mentioned, whoever merges at the same moment', async () => {
    const namespace = fresh();
    const [gtin, lot] = describeProducts(namespace).applicationIdentifiers;
    const merge = (applicationIdentifiers: unknown[], more = {}) =>
      putScheme(
        system.ctx,
        service,
        { namespace, applicationIdentifiers, ...more, unknown: true },
        { mode: 'merge', versions: 'any', unknownMembers: 'drop' },
      );
    const box = { title: 'Box', label: 'BOX', shortcode: 'box', type: 'I', regex: '\\d+' };
    const merged = await Promise.all([merge([gtin, lot]), merge([box])]);
    expect(merged.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'created']);
    const { scheme } = await merge([{ ...lot, regex: '[A-Z]+' }], {
      namespaceURI: 'https://example.org/voc/',
    });
    expect(scheme.document.applicationIdentifiers.map(({ ai }) => ai).sort()).toEqual(['01', '10', 'box']);
    expect(scheme.document.applicationIdentifiers.find(({ ai }) => ai === '10')?.regex).toBe('[A-Z]+');
    expect(scheme.document).toMatchObject({ namespaceURI: 'https://example.org/voc/', namespaceProfile: '' });
    await expect(merge([{ ...lot, type: 'D' }])).rejects.toMatchObject({
      code: 'invalid-input',
      problems: [
        {
          pointer: '/applicationIdentifiers',
          detail: 'With “01”, which stays: “10” is of type D; only type Q qualifies.',
        },
      ],
    });
  });

  test('is refused where links speak against it', async () => {
    const namespace = fresh();
    const { ctx } = system;
    await registerScheme(admin, describeProducts(namespace));
    const problems = [
      { pointer: '/applicationIdentifiers/0/regex', detail: '3 identifiers would be refused.' },
    ];
    const put = putScheme(
      { ...ctx, checkSchemeChange: async () => problems },
      service,
      { ...describeProducts(namespace), title: 'Other' },
      { mode: 'replace', versions: 'any', namespace },
    );
    await expect(put).rejects.toMatchObject({ code: 'move-not-allowed', problems });
  });
});

describe('the history of a scheme', () => {
  test('tells what changed, by ai', async () => {
    const namespace = fresh();
    const document = describeProducts(namespace);
    const [gtin, lot] = document.applicationIdentifiers;
    await registerScheme(admin, document);
    const weight = { title: 'Weight', label: 'WEIGHT', shortcode: 'w', ai: '31', type: 'D', regex: '\\d{6}' };
    const changed = [{ ...gtin, regex: '\\d{14}' }, lot, weight];
    const put = (applicationIdentifiers: unknown[], version: number, more = {}) =>
      admin.put(
        `/schemes/${namespace}?shared=true`,
        { ...document, applicationIdentifiers, ...more },
        { 'if-match': `"${version}"` },
      );
    await put(changed, 1, { title: 'Products' });
    await put([gtin, lot], 2, { title: 'Products' });
    await put([gtin, lot], 3, { title: 'Products' });
    await put([lot, gtin], 3, { title: 'Products' });
    const history = await readHistory(namespace);
    expect(history.map(({ action }) => action)).toEqual(['create', 'update', 'update', 'update']);
    expect(history[0]).toMatchObject({
      actor: { kind: 'person', orcid: '0000-0002-1825-0097' },
      after: document,
    });
    expect(history[1]).toMatchObject({
      before: {
        title: null,
        shared: false,
        applicationIdentifiers: { '01': { regex: '(\\d{12,14}|\\d{8})' }, '31': null },
      },
      after: {
        title: 'Products',
        shared: true,
        applicationIdentifiers: { '01': { regex: '\\d{14}' }, '31': weight },
      },
    });
    expect(history[2]?.after).toEqual({
      applicationIdentifiers: { '01': { regex: '(\\d{12,14}|\\d{8})' }, '31': null },
    });
    expect(history[3]).toMatchObject({ before: { order: ['01', '10'] }, after: { order: ['10', '01'] } });
  });
});

describe('deleting a scheme', () => {
  const delet = (namespace: string) =>
    transact(system.ctx.db, async (tx) => {
      const scheme = await lockManagedScheme(tx, service, namespace, 'any');
      return markSchemeDeleted(tx, service, scheme, {
        at: system.ctx.now(),
        alongside: { anchors: 1, links: 2 },
      });
    });

  test('takes it from everyone’s sight, and can be undone', async () => {
    const namespace = fresh();
    const made = await registerScheme(admin, describeProducts(namespace));
    expect((await delet(namespace)).version).toBe(2);
    expect((await member.get(`/schemes/${namespace}`)).status).toBe(404);
    expect(await readScheme(system.ctx.db, namespace)).toBeNull();
    expect(await readShown(namespace)).toBeNull();
    const { body } = await member.get<{ items: SchemeBody[] }>('/schemes?limit=200');
    expect(body.items.map((each) => each.namespace)).not.toContain(namespace);
    await transact(system.ctx.db, async (tx) => {
      const scheme = await lockScheme(tx, namespace, 'update');
      if (scheme === null) throw new Error('the row of a deleted scheme stays');
      expect(scheme.deletedAt).not.toBeNull();
      await restoreScheme(tx, service, scheme, { at: system.ctx.now(), alongside: { anchors: 1, links: 2 } });
    });
    const restored = await member.get<SchemeBody>(`/schemes/${namespace}`);
    expect(restored.body.document).toEqual(made.document);
    expect(restored.body.version).toBe(3);
    expect((await readHistory(namespace)).map(({ action }) => action)).toEqual([
      'create',
      'delete',
      'restore',
    ]);
  });

  test('keeps the namespace for its organisation, which may register it anew', async () => {
    const namespace = fresh();
    await registerScheme(admin, describeProducts(namespace));
    await delet(namespace);
    const stranger: Steward = { ...service, schemes: ['00000000-0000-4000-8000-000000000000'] };
    const put = putScheme(system.ctx, stranger, describeProducts(namespace), {
      mode: 'replace',
      versions: null,
      namespace,
    });
    await expect(put).rejects.toMatchObject({ code: 'not-allowed' });
    const again = await registerScheme(admin, describeProducts(namespace));
    expect(again.version).toBe(3);
    expect((await readHistory(namespace)).map(({ action }) => action)).toEqual([
      'create',
      'delete',
      'create',
    ]);
  });
});
