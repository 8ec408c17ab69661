import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from './support/api.ts';
import { anchorPath, openScheme, readAnchor, readShown, register, wishLink } from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let admin: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
  await openScheme(system);
});
afterAll(() => system.close());

const HOUR_MS = 3_600_000;
const at = (date: Date): string => `?at=${encodeURIComponent(date.toISOString())}`;

test('an identifier is read as it was at any time', async () => {
  const anchor = 'cores/1/AB0001';
  const before = new Date(system.clock.now().getTime() - HOUR_MS);
  const first = await register(admin, anchor, [wishLink()], { description: 'As drilled' });
  const id = first.links[0]?.id;
  const times = { registered: system.clock.now() } as Record<string, Date>;
  const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    system.clock.advance(HOUR_MS);
    await work();
    times[name] = system.clock.now();
  };
  const change = (body: unknown) => admin.patch(`/links/${id}`, body, { 'if-match': '*' });
  await step('retargeted', () => change({ target: 'https://example.org/moved' }));
  await step('joined', () => register(admin, anchor, [wishLink({ linkType: 'item', title: 'Piece' })]));
  await step('described', () =>
    admin.patch(anchorPath(anchor), { description: 'As sawn' }, { 'if-match': '*' }),
  );
  await step('deleted', () => admin.delete(`/links/${id}?hard=true`));
  await step('withdrawn', () => admin.delete(`${anchorPath(anchor)}?reason=Lost`));

  const read = async (name: string, plusMs = 0) => {
    const time = new Date((times[name]?.getTime() ?? 0) + plusMs);
    const { body } = await readAnchor(admin, anchor, at(time));
    return {
      description: body.description,
      state: body.state,
      targets: body.links.map((each) => each.target),
      defaults: body.links.map((each) => each.isDefault),
    };
  };
  const core = 'https://example.org/core';
  const moved = 'https://example.org/moved';
  const active = { description: 'As drilled', state: 'active', defaults: [true] };
  expect((await readAnchor(admin, anchor, at(before))).status).toBe(404);
  expect(await read('registered')).toEqual({ ...active, targets: [core] });
  expect(await read('retargeted', -1)).toEqual({ ...active, targets: [core] });
  expect(await read('retargeted')).toEqual({ ...active, targets: [moved] });
  const two = { ...active, defaults: [true, false] };
  expect(await read('joined')).toEqual({ ...two, targets: [moved, core] });
  expect(await read('described')).toEqual({ ...two, description: 'As sawn', targets: [moved, core] });
  expect(await read('deleted')).toEqual({ ...active, description: 'As sawn', targets: [core] });
  expect(await read('withdrawn')).toMatchObject({ state: 'withdrawn', description: 'As sawn' });
  const then = await readAnchor(admin, anchor, at(times.registered ?? before));
  expect(then.headers.get('etag')).toBeNull();
});

test('a link shows its earlier targets, newest first, to its readers and to the resolver', async () => {
  const anchor = 'cores/1/AB0002';
  const { links } = await register(admin, anchor, [wishLink({ types: ['text/html'] })]);
  const change = (body: unknown) => admin.patch(`/links/${links[0]?.id}`, body, { 'if-match': '*' });
  await change({ target: 'https://example.org/second', title: 'Second' });
  await change({ target: 'https://example.org/third' });
  const expected = [
    { href: 'https://example.org/second', title: 'Second', type: 'text/html' },
    { href: 'https://example.org/core', title: 'About this core', type: 'text/html' },
  ];
  expect((await readAnchor(admin, anchor)).body.links[0]?.predecessors).toEqual(expected);
  expect((await readShown(system, anchor))?.links[0]?.predecessors).toEqual(expected);
  await change({ target: 'https://example.org/core' });
  expect((await readShown(system, anchor))?.links[0]?.predecessors.map((each) => each.href)).toEqual([
    'https://example.org/third',
    'https://example.org/second',
  ]);
});

test('the history tells who changed what', async () => {
  const anchor = 'cores/1/AB0003';
  const { links } = await register(admin, anchor, [wishLink(), wishLink({ linkType: 'item' })]);
  await admin.patch(`/links/${links[0]?.id}`, { title: 'Renamed' }, { 'if-match': '*' });
  await admin.delete(`/links/${links[0]?.id}`);
  await admin.patch(anchorPath(anchor), { description: 'A core' }, { 'if-match': '*' });
  await admin.delete(`/links/${links[1]?.id}?hard=true`);
  const { body } = await admin.get<{ items: Record<string, unknown>[]; next: string | null }>(
    `${anchorPath(anchor)}/history?limit=4`,
  );
  expect(body.items).toMatchObject([
    {
      action: 'register',
      actor: { kind: 'person', orcid: '0000-0002-1825-0097' },
      after: { state: 'active', links: [{ id: links[0]?.id }, { relation: 'item' }] },
    },
    {
      action: 'change-link',
      before: { links: [{ id: links[0]?.id, title: 'About this core' }] },
      after: { links: [{ id: links[0]?.id, title: 'Renamed' }] },
    },
    {
      action: 'deactivate-link',
      before: { links: [{ active: true, isDefault: true }, { isDefault: false }] },
      after: { links: [{ active: false, isDefault: false }, { isDefault: true }] },
    },
    { action: 'update', before: { description: '' }, after: { description: 'A core' } },
  ]);
  const rest = await admin.get<{ items: Record<string, unknown>[] }>(
    `${anchorPath(anchor)}/history?cursor=${body.next}`,
  );
  expect(rest.body.items).toMatchObject([
    { action: 'delete-link', before: { links: [{ id: links[1]?.id }] } },
  ]);
});

test('what is no instant is refused', async () => {
  await register(admin, 'cores/1/AB0004', [wishLink()]);
  for (const text of ['yesterday', '2026-01-01', '2026-02-30T00:00:00Z']) {
    expect((await readAnchor(admin, 'cores/1/AB0004', `?at=${text}`)).status).toBe(400);
  }
});
