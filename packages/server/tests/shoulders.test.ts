import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, completeMetadata, createApi, type ProblemBody } from './support/api.ts';
import { openOrganisation, removeMember, SOFIA, setRole } from './support/organisation.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

type ShoulderBody = {
  id: string;
  prefix: string;
  open: boolean;
  mayMint: boolean;
  issued: number;
  quota: number | null;
  version: number;
  title: string | null;
  counts: Record<string, number>;
  naming: { prefix: string; shoulder: string; template: string | null };
  administration: { minters: string[]; registrarAccount: string | null; advice: string[] } | null;
};
type List = { items: ShoulderBody[]; next: string | null };

let system: System;
let admin: Api;
let member: Api;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member, operator } = await openOrganisation(system));
});
afterAll(() => system.close());

let lastNumber = 0;
/** A shoulder string that no test has used. */
const fresh = () => {
  lastNumber += 1;
  return `${'bcdfghjkmn'.charAt(lastNumber % 10)}${'pqrstvwxz'.charAt(Math.floor(lastNumber / 10))}1`;
};

async function make(wish: Record<string, unknown> = {}): Promise<ShoulderBody> {
  const body = { type: 'ark', prefix: '99999', shoulder: fresh(), template: 'eedk', ...wish };
  const made = await admin.post<ShoulderBody>('/shoulders', body);
  expect(made.body).toMatchObject({ id: expect.any(String) });
  expect(made.status).toBe(201);
  return made.body;
}

async function change(id: string, body: unknown, version = '*', by = admin): Promise<Answer<ShoulderBody>> {
  return by.patch(`/shoulders/${id}`, body, { 'if-match': version });
}

async function refusal(body: Record<string, unknown>): Promise<{ status: number; places: string[] }> {
  const answer = await admin.post<ProblemBody>('/shoulders', body);
  return { status: answer.status, places: (answer.body.errors ?? []).map((each) => each.pointer) };
}

describe('making a shoulder', () => {
  test('an administrator settles what it is, and mints under it', async () => {
    const made = await admin.post<ShoulderBody>('/shoulders', {
      type: 'ark',
      prefix: '99999',
      shoulder: 'x1',
      template: 'eedk',
      title: ' Water samples ',
      purpose: 'Samples of springs',
      defaultTarget: 'https://example.org/samples?name={pid}',
      persistence: 'Kept as long as the organisation is.',
      minterRoles: ['curator', 'admin'],
      minters: [`https://orcid.org/${SOFIA}`, SOFIA],
      quota: 100,
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/shoulders/${made.body.id}`);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body).toMatchObject({
      prefix: '99999/x1',
      naming: { prefix: '99999', shoulder: 'x1', template: 'eedk' },
      title: 'Water samples',
      open: true,
      issued: 0,
      quota: 100,
      administration: { minters: [SOFIA], advice: [] },
    });
    const minted = await admin.post('/pids', { shoulder: made.body.id });
    expect(minted.body.target).toBe(`https://example.org/samples?name=${minted.body.pid}`);
    const read = await admin.get<ShoulderBody>(`/shoulders/${made.body.id}`);
    expect(read.body).toMatchObject({ issued: 1, counts: { public: 1, reserved: 0 } });
  });

  test('a repeat with the same key makes one', async () => {
    const body = { type: 'handle', prefix: '20.500.12345', template: '.zd' };
    const first = await admin.post('/shoulders', body, { 'idempotency-key': 'once' });
    const again = await admin.post('/shoulders', body, { 'idempotency-key': 'once' });
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  test('members see it without what is the administrators’; strangers see nothing', async () => {
    const { id } = await make();
    const seen = await member.get<ShoulderBody>(`/shoulders/${id}`);
    expect(seen.body).toMatchObject({ mayMint: true, administration: null });
    const token = (await signIn(system, SOFIA)).token;
    await removeMember(system, SOFIA);
    expect((await createApi(system, token).get(`/shoulders/${id}`)).status).toBe(404);
    const { items } = (await createApi(system, token).get<List>('/shoulders')).body;
    expect(items.map((each) => each.id)).not.toContain(id);
    expect((await createApi(system, token).get(`/shoulders/${id}/events`)).status).toBe(404);
  });

  test('members may not make or change any', async () => {
    const { id } = await make();
    const made = await member.post('/shoulders', {
      type: 'ark',
      prefix: '99999',
      shoulder: 'q9',
      template: 'eedk',
    });
    expect(made.status).toBe(403);
    expect((await change(id, { open: false }, '*', member)).status).toBe(403);
    expect((await member.get(`/shoulders/${id}/events`)).status).toBe(403);
  });

  test.each([
    ['a prefix of another scheme', { type: 'doi', prefix: '99999', registrarAccount: null }, ['/prefix']],
    ['a DOI prefix for Handles', { type: 'handle', prefix: '10.5072', template: '.zd' }, ['/prefix']],
    ['a NAAN with vowels', { type: 'ark', prefix: 'aeiou', shoulder: 'x1', template: 'eedk' }, ['/prefix']],
    [
      'a hyphen in an ARK',
      { type: 'ark', prefix: '99999', shoulder: 'x-1', template: 'eedk' },
      ['/shoulder'],
    ],
    ['a slash in an ARK', { type: 'ark', prefix: '99999', shoulder: 'x1/', template: 'eedk' }, ['/shoulder']],
    ['no template', { type: 'ark', prefix: '99999', shoulder: 'x9' }, ['/template']],
    [
      'an unreadable template',
      { type: 'ark', prefix: '99999', shoulder: 'x9', template: 'abc' },
      ['/template'],
    ],
    [
      'a prefix in the template',
      { type: 'ark', prefix: '99999', shoulder: 'x9', template: 'fk.reedk' },
      ['/template'],
    ],
    [
      'a DOI without a word on the registrar',
      { type: 'doi', prefix: '10.5072', shoulder: 'y9' },
      ['/registrarAccount'],
    ],
    [
      'an unknown repository',
      { type: 'igsn', prefix: '10.5072', shoulder: 'y9', registrarAccount: 'NOBODY.HERE' },
      ['/registrarAccount'],
    ],
    [
      'several at once',
      {
        type: 'ark',
        prefix: '99999',
        shoulder: 'x.9',
        template: 'eedk',
        defaultTarget: 'https://{pid}.example.org/',
        minters: [SOFIA, '0000-0002-1694-2330'],
      },
      ['/defaultTarget', '/minters/1', '/shoulder'],
    ],
  ])('%s is refused, with its place', async (_, body, places) => {
    expect(await refusal(body)).toEqual({ status: 400, places });
  });

  test.each([
    'ftp://example.org/{pid}',
    'https://user:pass@example.org/{pid}',
    'https://example.org/#{pid}',
    'https://example.org/{other}',
    'javascript:alert(1)',
    'example.org/{pid}',
  ])('a default target such as %s is refused', async (defaultTarget) => {
    const body = { type: 'ark', prefix: '99999', shoulder: 'x9', template: 'eedk', defaultTarget };
    expect(await refusal(body)).toEqual({ status: 400, places: ['/defaultTarget'] });
  });

  test('advice is given where something is allowed but not usual', async () => {
    const made = await make({ shoulder: 'sample', template: '.sdd' });
    expect(made.administration?.advice).toHaveLength(3);
  });
});

describe('names that could meet', () => {
  test('neither of two shoulders may be the beginning of the other', async () => {
    await make({ shoulder: 'zz1' });
    const wish = { type: 'ark', prefix: '99999', template: 'eedk' };
    expect((await refusal({ ...wish, shoulder: 'zz1' })).status).toBe(409);
    expect((await refusal({ ...wish, shoulder: 'zz12' })).status).toBe(409);
    expect((await refusal({ ...wish, shoulder: 'zz' })).status).toBe(409);
    expect((await admin.post('/shoulders', { ...wish, shoulder: 'zz2' })).status).toBe(201);
  });

  test('a shoulder beside the random suffixes of the same prefix is fine', async () => {
    const body = {
      type: 'igsn',
      prefix: '10.5072',
      shoulder: 'fk2',
      template: 'eedk',
      registrarAccount: 'MINTMARK.DEMO',
    };
    const made = await admin.post<ShoulderBody>('/shoulders', body);
    expect(made.status).toBe(201);
    expect(made.body.administration?.registrarAccount).toBe('MINTMARK.DEMO');
    const metadata = { ...completeMetadata(), types: { resourceTypeGeneral: 'PhysicalObject' } };
    const minted = await admin.post('/pids', {
      shoulder: made.body.id,
      target: 'https://example.org/1',
      metadata,
    });
    expect(minted.body.pid).toMatch(/^10\.5072\/fk2[0-9a-z]{4}$/);
  });

  test('of two made at the same moment, one is there', async () => {
    const body = { type: 'ark', prefix: '12345', template: 'eedk' };
    const answers = await Promise.all(
      ['w', 'w3', 'w', 'w3x'].map((shoulder) => admin.post('/shoulders', { ...body, shoulder })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([201, 409, 409, 409]);
  });
});

describe('changing a shoulder', () => {
  test('what may change does, with the version that was read; each change is told', async () => {
    const { id } = await make();
    expect((await admin.patch(`/shoulders/${id}`, { title: 'A' })).status).toBe(428);
    const first = await change(id, { title: 'A', minters: [SOFIA], minterRoles: [] }, '"1"');
    expect(first.headers.get('etag')).toBe('"2"');
    expect(first.body).toMatchObject({ title: 'A', administration: { minters: [SOFIA] } });
    expect((await change(id, { title: 'B' }, '"1"')).status).toBe(412);
    expect((await change(id, { title: 'A' }, '"2"')).body.version).toBe(2);
    const { body } = await admin.get<{ items: { action: string; before: unknown; after: unknown }[] }>(
      `/shoulders/${id}/events`,
    );
    expect(body.items.map((each) => each.action)).toEqual(['create', 'update']);
    expect(body.items[1]).toMatchObject({
      before: { title: null, minters: [] },
      after: { title: 'A', minters: [SOFIA], minterRoles: [] },
    });
  });

  test('type, prefix and shoulder never change; the template until a name was given out', async () => {
    const { id } = await make();
    expect((await change(id, { prefix: '12345' })).status).toBe(400);
    expect((await change(id, { template: '.zddk' })).body.naming.template).toBe('.zddk');
    await admin.post('/pids', { shoulder: id });
    expect((await change(id, { template: 'eedk' })).status).toBe(409);
  });

  test('what the resolver says of the shoulder changes with it', async () => {
    const { id, prefix } = await make({ persistence: 'Ten years' });
    await change(id, { title: 'Spring water', persistence: 'For good', open: false });
    const page = await fetch(`${system.url}/ark:${prefix}zzzz`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Spring water');
  });

  test('a registrar is not taken away from names that it knows', async () => {
    const { body } = await admin.get<List>('/shoulders');
    const doi = body.items.find((each) => each.prefix === '10.5072');
    await admin.post('/pids', { shoulder: doi?.id, state: 'reserved' });
    expect((await change(doi?.id ?? '', { registrarAccount: null })).status).toBe(409);
  });
});

describe('who may mint', () => {
  test('members by their role', async () => {
    const { id } = await make({ minterRoles: ['curator'] });
    expect((await member.post('/pids', { shoulder: id })).status).toBe(404);
    await setRole(system, LAURE, 'curator');
    expect((await member.post('/pids', { shoulder: id })).status).toBe(201);
    await setRole(system, LAURE, 'member');
    expect((await admin.post('/pids', { shoulder: id })).status).toBe(404);
    expect((await operator.post('/pids', { shoulder: id })).status).toBe(201);
  });

  test('people whom it names, though they belong to no organisation, until they are named no more', async () => {
    const { id } = await make({ minterRoles: [], minters: [SOFIA] });
    const sofia = createApi(system, (await signIn(system, SOFIA)).token);
    await removeMember(system, SOFIA);
    const { items } = (await sofia.get<List>('/shoulders')).body;
    expect(items.find((each) => each.id === id)).toMatchObject({ mayMint: true });
    expect((await sofia.post('/pids', { shoulder: id })).status).toBe(201);
    expect((await member.post('/pids', { shoulder: id })).status).toBe(404);
    expect((await change(id, { open: false }, '*', sofia)).status).toBe(403);
    await change(id, { minters: [] });
    expect((await sofia.post('/pids', { shoulder: id })).status).toBe(404);
  });

  test('nobody while it is closed', async () => {
    const { id } = await make({ open: false });
    expect((await admin.post<ProblemBody>('/pids', { shoulder: id })).body.type).toContain('shoulder-closed');
    await change(id, { open: true });
    expect((await admin.post('/pids', { shoulder: id })).status).toBe(201);
  });

  test('exactly as many as the quota says, however many ask at once', async () => {
    const { id } = await make({ quota: 7 });
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        (index % 2 === 0 ? admin : member).post('/pids', { shoulder: id }),
      ),
    );
    expect(answers.filter((each) => each.status === 201)).toHaveLength(7);
    expect(answers.filter((each) => each.status === 409)).toHaveLength(17);
    expect((await admin.get<ShoulderBody>(`/shoulders/${id}`)).body.issued).toBe(7);
    await change(id, { quota: 8 });
    const more = await Promise.all(Array.from({ length: 3 }, () => admin.post('/pids', { shoulder: id })));
    expect(more.map((each) => each.status).sort()).toEqual([201, 409, 409]);
  });
});
