import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { openOtherOrganisation, openScheme } from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

type HandlerBody = { range: string; ai: string | null; target: string; title: string; version: number };

let system: System;
let admin: Api;
let member: Api;
let operator: Api;
let museum: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member, operator } = await openOrganisation(system));
  await openScheme(system);
  museum = createApi(system, await openOtherOrganisation(system, 'museum'));
});
afterAll(() => system.close());

const elsewhere = { target: 'https://id.example.org/', title: 'Their own resolver' };
const path = (range: string): string => `/handlers/${encodeURIComponent(range)}`;

async function readShown(range: string): Promise<unknown> {
  const { rows } = await sql<{ document: unknown }>`
    select document from handler_resolutions where range = ${range}`.execute(system.ctx.db);
  return rows[0]?.document ?? null;
}

describe('a handler', () => {
  test('answers for a range of keys, and the resolver knows of it', async () => {
    const made = await admin.put<HandlerBody>(path('cores/core/^AB'), elsewhere);
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body).toMatchObject({ range: 'cores/1/^AB', ai: '1', target: 'https://id.example.org' });
    expect(await readShown('cores/1/^AB')).toEqual({
      organisationId: expect.any(String),
      target: 'https://id.example.org',
      title: 'Their own resolver',
      updatedAt: system.clock.now().toISOString(),
    });
    const read = await member.get<HandlerBody>(path('cores/1/^AB'));
    expect(read.body).toEqual(made.body);
    const list = await member.get<{ items: HandlerBody[] }>('/handlers?namespace=cores');
    expect(list.body.items).toEqual([made.body]);
  });

  test('answers for a GS1 Company Prefix whatever the key', async () => {
    const made = await operator.put<HandlerBody>(path('gs1/^9506000'), elsewhere);
    expect(made.body).toMatchObject({ range: 'gs1/^9506000', ai: null });
    expect(await readShown('gs1/^9506000')).toMatchObject({ target: 'https://id.example.org' });
    const again = await operator.put<HandlerBody>(path('gs1/gtin/^0950600'), elsewhere);
    expect(again.body.range).toBe('gs1/01/^0950600');
  });

  test('changes only from the version that was read', async () => {
    const range = path('cores/1/^CD');
    await admin.put(range, elsewhere);
    const moved = { ...elsewhere, target: 'https://id.example.org/new' };
    expect((await admin.put(range, moved)).status).toBe(428);
    expect((await admin.put(range, moved, { 'if-match': '"7"' })).status).toBe(412);
    const changed = await admin.put<HandlerBody>(range, moved, { 'if-match': '"1"' });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ version: 2, target: 'https://id.example.org/new' });
    expect(await readShown('cores/1/^CD')).toMatchObject({ target: 'https://id.example.org/new' });
  });

  test('is deleted, and the resolver answers itself again', async () => {
    await admin.put(path('cores/1/^EF'), elsewhere);
    expect((await admin.delete(path('cores/1/^EF'))).status).toBe(204);
    expect(await readShown('cores/1/^EF')).toBeNull();
    expect((await admin.get(path('cores/1/^EF'))).status).toBe(404);
    expect((await admin.delete(path('cores/1/^EF'))).status).toBe(404);
  });

  test.each([
    ['no range', 'cores/1/AB'],
    ['no key', 'cores/9/^AB'],
    ['a qualifier', 'cores/2/^7'],
    ['no beginning', 'cores/1/^'],
    ['a prefix whatever the key outside GS1', 'cores/^950'],
    ['a prefix that GS1 does not give', 'gs1/^95A'],
    ['a wrong percent sign', 'cores/1/^%2'],
  ])('is refused for %s', async (_, range) => {
    const answer = await operator.put<ProblemBody>(path(range), elsewhere);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/params/range' }]);
  });

  test.each([
    ['a template', 'https://id.example.org/{core}'],
    ['a private address', 'http://192.168.1.1'],
    ['a query', 'https://id.example.org/?key='],
    ['this service', 'PUBLIC_URL'],
  ])('does not lead to %s', async (_, target) => {
    const wish = { ...elsewhere, target: target.replace('PUBLIC_URL', `${system.url}/elsewhere`) };
    const answer = await admin.put<ProblemBody>(path('cores/1/^GH'), wish);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/target' }]);
  });

  test('is settled by those who manage the scheme', async () => {
    expect((await member.put(path('cores/1/^IJ'), elsewhere)).status).toBe(403);
    expect((await museum.put(path('cores/1/^IJ'), elsewhere)).status).toBe(403);
    expect((await operator.put(path('nowhere/1/^IJ'), elsewhere)).status).toBe(404);
  });
});
