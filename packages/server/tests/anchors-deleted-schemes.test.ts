import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api, ProblemBody } from './support/api.ts';
import {
  anchorPath,
  describeCores,
  openScheme,
  type RegistrationBody,
  readAnchor,
  readShown,
  register,
  wishLink,
} from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let admin: Api;
let member: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member } = await openOrganisation(system));
});
afterAll(() => system.close());

async function fill(namespace: string): Promise<RegistrationBody> {
  await openScheme(system, namespace);
  await register(admin, `${namespace}/1/AB0001`, [wishLink(), wishLink({ linkType: 'item' })]);
  return register(admin, `${namespace}/1/AB0002/2/7`, [wishLink()], { description: 'Box 7' });
}

/** What the resolver reads of a namespace. */
async function countShown(namespace: string): Promise<number> {
  const { rows } = await sql<{ shown: number }>`
    select (select count(*) from link_resolutions where namespace = ${namespace})
      + (select count(*) from handler_resolutions where starts_with(range, ${`${namespace}/`}))
      + (select count(*) from scheme_resolutions where namespace = ${namespace}) as shown`.execute(
    system.ctx.db,
  );
  return Number(rows[0]?.shown);
}

test('a scheme with links is deleted only with them, and the refusal says how many there are', async () => {
  await fill('kept');
  const refused = await admin.delete<ProblemBody>('/schemes/kept');
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain('3 links of 2 identifiers');
  expect((await readAnchor(admin, 'kept/1/AB0001')).status).toBe(200);
});

test('deleting a namespace orphans nothing', async () => {
  const { links } = await fill('gone');
  await admin.put('/handlers/gone%2F1%2F%5EZZ', { target: 'https://id.example.org', title: 'Elsewhere' });
  expect((await admin.delete('/schemes/gone?cascade=true')).status).toBe(204);
  expect(await countShown('gone')).toBe(0);
  expect((await readAnchor(admin, 'gone/1/AB0001')).status).toBe(404);
  expect((await admin.get(`/links/${links[0]?.id}`)).status).toBe(404);
  expect((await admin.get(`${anchorPath('gone/1/AB0001')}/history`)).status).toBe(404);
  expect((await admin.patch(`/links/${links[0]?.id}`, { title: 'x' }, { 'if-match': '*' })).status).toBe(404);
  expect((await admin.get<{ items: [] }>('/anchors?namespace=gone')).body.items).toEqual([]);
  expect((await admin.get<{ items: [] }>('/handlers?namespace=gone')).body.items).toEqual([]);
  const again = await admin.post('/links', { anchor: 'gone/1/AB0001', links: [wishLink()] });
  expect(again.status).toBe(404);
  expect((await admin.delete('/schemes/gone?cascade=true')).status).toBe(404);
});

test('a deleted scheme comes back with its links as they were', async () => {
  const { links } = await fill('back');
  await register(admin, 'back/1/AB0003', [wishLink(), wishLink({ linkType: 'item' })]);
  const inactive = links[0]?.id;
  await admin.delete(`/links/${inactive}`);
  const [, hard] = (await readAnchor(admin, 'back/1/AB0003')).body.links;
  await admin.delete(`/links/${hard?.id}?hard=true`);
  await admin.put('/handlers/back%2F1%2F%5EZZ', { target: 'https://id.example.org', title: 'Elsewhere' });
  const anchors = ['back/1/AB0001', 'back/1/AB0002/2/7', 'back/1/AB0003'];
  const look = async () => ({
    read: await Promise.all(anchors.map(async (each) => (await readAnchor(admin, each)).body)),
    shown: await Promise.all(anchors.map((each) => readShown(system, each))),
    count: await countShown('back'),
  });
  const before = await look();
  await admin.delete('/schemes/back?cascade=true');
  system.clock.advance(60_000);
  const restored = await admin.post('/schemes/back/restore');
  expect(restored.body).toMatchObject({ namespace: 'back', anchors: 3, links: 4 });
  expect(await look()).toEqual(before);
  expect((await admin.get(`/links/${hard?.id}`)).status).toBe(404);
  expect((await admin.post('/schemes/back/restore')).status).toBe(409);
});

test('where the namespace was registered anew, its links come back alone', async () => {
  await fill('anew');
  await admin.delete('/schemes/anew?cascade=true');
  await openScheme(system, 'anew');
  expect((await readAnchor(admin, 'anew/1/AB0001')).status).toBe(404);
  const revived = await register(admin, 'anew/1/AB0001', [wishLink({ target: 'https://example.org/new' })]);
  expect(revived.links).toHaveLength(3);
  const restored = await admin.post('/schemes/anew/restore');
  expect(restored.body).toMatchObject({ anchors: 1, links: 1 });
  expect((await readAnchor(admin, 'anew/1/AB0002/2/7')).body.description).toBe('Box 7');
});

test('links that a namespace registered anew could not read do not come back, until it reads them', async () => {
  await fill('narrow');
  await admin.delete('/schemes/narrow?cascade=true');
  const document = describeCores('narrow') as { applicationIdentifiers: Record<string, unknown>[] };
  const [core, ...rest] = document.applicationIdentifiers;
  const put = (regex: string) =>
    admin.put(
      '/schemes/narrow',
      { ...document, applicationIdentifiers: [{ ...core, regex }, ...rest] },
      { 'if-match': '*' },
    );
  expect(
    (
      await admin.put('/schemes/narrow', {
        ...document,
        applicationIdentifiers: [{ ...core, regex: 'ZZ\\d+' }, ...rest],
      })
    ).status,
  ).toBe(201);
  const refused = await admin.post<ProblemBody>('/schemes/narrow/restore');
  expect(refused.status).toBe(409);
  expect(refused.body.errors).toMatchObject([
    { detail: expect.stringContaining('narrow/1/AB0001') },
    { detail: expect.stringContaining('narrow/1/AB0002/2/7') },
  ]);
  expect((await readAnchor(admin, 'narrow/1/AB0001')).status).toBe(404);
  expect(await readShown(system, 'narrow/1/AB0001')).toBeNull();

  // Deleted once more, it comes back with what it had then; what went with the first one stays away.
  await register(admin, 'narrow/1/ZZ1', [wishLink()]);
  system.clock.advance(1000);
  await admin.delete('/schemes/narrow?cascade=true');
  expect((await admin.post('/schemes/narrow/restore')).body).toMatchObject({ anchors: 1, links: 1 });
  expect((await put('(?:ZZ|[A-Z]{2}\\d{3})\\d')).status).toBe(200);
  expect((await admin.post('/schemes/narrow/restore')).body).toMatchObject({ anchors: 2, links: 3 });
  expect((await readAnchor(admin, 'narrow/1/AB0002/2/7')).status).toBe(200);
});

test('a scheme does not change so that identifiers with links could no longer be read', async () => {
  await fill('tight');
  const document = describeCores('tight') as { applicationIdentifiers: Record<string, unknown>[] };
  const [core, ...rest] = document.applicationIdentifiers;
  const put = (identifiers: unknown[]) =>
    admin.put<ProblemBody>(
      '/schemes/tight',
      { ...document, applicationIdentifiers: identifiers },
      { 'if-match': '*' },
    );
  const refused = await put([{ ...core, regex: 'AB\\d{3}[013-9]' }, ...rest]);
  expect(refused.status).toBe(409);
  expect(refused.body.errors).toMatchObject([{ detail: expect.stringContaining('tight/1/AB0002/2/7') }]);
  expect((await put([{ ...core, regex: '[A-C]{2}\\d{4}' }, ...rest])).status).toBe(200);
  expect((await put([{ ...core, title: 'Core' }, ...rest])).status).toBe(200);
});

test('members delete no scheme, and there is none to delete where there was none', async () => {
  await openScheme(system, 'guarded');
  expect((await member.delete('/schemes/guarded')).status).toBe(403);
  expect((await member.post('/schemes/guarded/restore')).status).toBe(403);
  expect((await admin.delete('/schemes/never')).status).toBe(404);
  expect((await admin.delete('/schemes/guarded', { 'if-match': '"9"' })).status).toBe(412);
  expect((await admin.delete('/schemes/guarded')).status).toBe(204);
});

test('registering while the scheme is being deleted either counts or is refused', async () => {
  await openScheme(system, 'race');
  const answers = await Promise.all([
    ...Array.from({ length: 10 }, (_, index) =>
      admin.post('/links', { anchor: `race/1/AB000${index}`, links: [wishLink()] }),
    ),
    admin.delete('/schemes/race?cascade=true'),
  ]);
  expect(answers.every((each) => [201, 204, 404].includes(each.status))).toBe(true);
  expect(await countShown('race')).toBe(0);
  const registered = answers.filter((each) => each.status === 201).length;
  const restored = await admin.post('/schemes/race/restore');
  expect(restored.body).toMatchObject({ links: registered });
});
