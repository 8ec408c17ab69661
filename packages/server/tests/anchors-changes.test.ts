import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import {
  type AnchorBody,
  anchorPath,
  openOtherOrganisation,
  openScheme,
  readAnchor,
  readShown,
  register,
  wishLink,
} from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

type List = { items: (AnchorBody & { linkCount: number })[]; next: string | null };

let system: System;
let admin: Api;
let operator: Api;
let museum: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, operator } = await openOrganisation(system));
  await openScheme(system);
  museum = createApi(system, await openOtherOrganisation(system, 'museum'));
});
afterAll(() => system.close());

let lastNumber = 1000;
async function registerFresh(by = admin): Promise<string> {
  lastNumber += 1;
  const { anchor } = await register(by, `cores/1/CD${lastNumber}`, [wishLink()]);
  return anchor;
}

const change = (anchor: string, body: unknown, by = admin) =>
  by.patch<AnchorBody & ProblemBody>(anchorPath(anchor), body, { 'if-match': '*' });

describe('an identifier', () => {
  test('is described, made inactive and active again', async () => {
    const anchor = await registerFresh();
    const described = await admin.patch<AnchorBody>(
      anchorPath(anchor),
      { description: 'Two\nlines' },
      { 'if-match': '"1"' },
    );
    expect(described.body).toMatchObject({ description: 'Two\nlines', version: 2, links: [{ version: 1 }] });
    expect(described.headers.get('etag')).toBe('"2"');
    expect((await change(anchor, { active: false })).body.state).toBe('inactive');
    expect(await readShown(system, anchor)).toMatchObject({ state: 'inactive', description: 'Two\nlines' });
    expect((await change(anchor, { active: true })).body.state).toBe('active');
  });

  test('changes only from the version that was read', async () => {
    const anchor = await registerFresh();
    expect((await admin.patch(anchorPath(anchor), { active: false })).status).toBe(428);
    expect((await admin.patch(anchorPath(anchor), { active: false }, { 'if-match': '"7"' })).status).toBe(
      412,
    );
  });

  test('is withdrawn with a reason, once, and can come back', async () => {
    const anchor = await registerFresh();
    const path = anchorPath(anchor);
    expect((await admin.delete(path)).status).toBe(400);
    const gone = await admin.delete<AnchorBody>(
      `${path}?reason=${encodeURIComponent('Core lost in transit')}`,
    );
    expect(gone.body).toMatchObject({ state: 'withdrawn', reason: 'Core lost in transit' });
    expect(await readShown(system, anchor)).toMatchObject({
      state: 'withdrawn',
      reason: 'Core lost in transit',
      withdrawnAt: system.clock.now().toISOString(),
    });
    expect((await admin.delete(`${path}?reason=Again`)).status).toBe(409);
    expect((await admin.post('/links', { anchor, links: [wishLink()] })).status).toBe(409);
    const seen = await readAnchor(museum, anchor);
    expect(seen.body).toMatchObject({ state: 'withdrawn', reason: 'Core lost in transit', links: [] });
    const back = await change(anchor, { active: true });
    expect(back.body).toMatchObject({ state: 'active', reason: null, links: [{ active: true }] });
  });

  test('is found by any spelling that its scheme reads', async () => {
    const anchor = await registerFresh();
    const { body } = await readAnchor(admin, anchor.replace('/1/', '/core/'));
    expect(body.anchor).toBe(anchor);
    for (const text of [
      'cores',
      'cores/1/%zz',
      'cores/1/nothing',
      'nowhere/1/2',
      '/',
      'cores/1/AB1234/9/1',
    ]) {
      expect((await readAnchor(admin, text)).status).toBe(404);
    }
  });

  test('shows those of its links that are asked for', async () => {
    const { anchor } = await register(admin, 'cores/1/CD0001', [
      wishLink({ types: ['text/html'], hreflang: ['en'] }),
      wishLink({ linkType: 'item', types: ['text/html', 'application/pdf'], hreflang: ['en', 'fr-CA'] }),
    ]);
    const find = async (query: string) =>
      (await readAnchor(admin, anchor, query)).body.links.map((each) => each.relation);
    expect(await find('?linkType=item')).toEqual(['item']);
    expect(await find('?type=TEXT/HTML')).toEqual(['describedby', 'item']);
    expect(await find('?type=application/pdf&hreflang=fr-ca')).toEqual(['item']);
    expect(await find('?linkType=item&hreflang=de')).toEqual([]);
    expect(await find('?linkType=evil:thing')).toEqual([]);
  });
});

describe('the list', () => {
  test('has the identifiers of one’s own organisations, by their text', async () => {
    const anchors: string[] = [];
    for (const box of [3, 1, 2]) {
      const made = await register(museum, `cores/1/EF0001/2/${box}`, [
        wishLink(),
        wishLink({ linkType: 'item' }),
      ]);
      anchors.push(made.anchor);
    }
    await register(museum, 'cores/1/EF0002', [wishLink()]);
    const first = await museum.get<List>('/anchors?namespace=cores&prefix=cores/1/EF0001/&limit=2');
    expect(first.body.items.map((each) => each.anchor)).toEqual(['cores/1/EF0001/2/1', 'cores/1/EF0001/2/2']);
    expect(first.body.items[0]).toMatchObject({ organisation: 'museum', linkCount: 2 });
    const rest = await museum.get<List>(`/anchors?prefix=cores/1/EF0001/&limit=2&cursor=${first.body.next}`);
    expect(rest.body).toMatchObject({ items: [{ anchor: 'cores/1/EF0001/2/3' }], next: null });
    const own = await admin.get<List>('/anchors?prefix=cores/1/EF');
    expect(own.body.items).toEqual([]);
    const all = await operator.get<List>('/anchors?prefix=cores/1/EF');
    expect(all.body.items).toHaveLength(4);
  });
});

describe('a corrected key', () => {
  test('has a successor that the resolver knows of', async () => {
    const [wrong, right] = [await registerFresh(), await registerFresh()];
    const answer = await change(wrong, { successor: right.replace('/1/', '/core/') });
    expect(answer.body.successor).toBe(right);
    expect((await readShown(system, wrong))?.successor).toBe(right);
    expect((await change(wrong, { successor: null })).body.successor).toBeNull();
  });

  test('never leads back to itself, not by way of others either', async () => {
    const [a, b, c] = [await registerFresh(), await registerFresh(), await registerFresh()];
    await change(a, { successor: b });
    await change(b, { successor: c });
    for (const successor of [a, b, c]) {
      const answer = await change(c, { successor });
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ pointer: '/successor' }]);
    }
  });

  test('never leads back to itself, even when two are corrected at the same moment', async () => {
    const anchors = await Promise.all(Array.from({ length: 6 }, () => registerFresh()));
    const answers = await Promise.all(
      anchors.map((anchor, index) => change(anchor, { successor: anchors[(index + 1) % anchors.length] })),
    );
    expect(answers.filter((each) => each.status === 400)).toHaveLength(1);
  });

  test('has a successor that is registered, of the same organisation', async () => {
    const anchor = await registerFresh();
    const foreign = await registerFresh(museum);
    expect((await change(anchor, { successor: 'cores/1/ZZ9999' })).status).toBe(400);
    expect((await change(anchor, { successor: 'nowhere/1/2' })).status).toBe(400);
    expect((await change(anchor, { successor: foreign })).status).toBe(400);
    expect((await change(anchor, { successor: foreign }, operator)).status).toBe(200);
  });
});
