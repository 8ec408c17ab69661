import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeName } from '../src/modules/data/index.ts';
import { type DataStore, type NodeBody, openDataStore } from './support/data.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let store: DataStore;
let guide: string;

beforeAll(async () => {
  system = await startSystem();
  store = await openDataStore(system, 'admin');
  guide = await readFile(new URL('../../../docs/data-store.md', import.meta.url), 'utf8');
});
afterAll(() => system?.close());

/** The bodies that the examples of the guide send, in its order, for the organisation of the tests. */
function readBodies(): unknown[] {
  return [...guide.matchAll(/-d '(.*?)'\n/gs)].map(([, body = '']) =>
    JSON.parse(body.replaceAll('/example/', '/default/')),
  );
}

test('the examples of the guide do what it says', async () => {
  const [folder, permissions, attributes, quota, ...others] = readBodies();
  expect(others).toEqual([]);
  await store.josiah.put('/organisations/default/groups/divers', {});
  const made = await store.josiah.post<NodeBody>('/folders', folder);
  expect(made.status).toBe(201);
  const path = `/folders/${made.body.id}`;
  const shared = await store.josiah.put(`${path}/permissions`, permissions, { 'if-match': '"1"' });
  expect(shared.status).toBe(200);
  const described = await store.josiah.put(`${path}/attributes`, attributes, { 'if-match': '"2"' });
  expect(described.status).toBe(200);
  expect((await store.josiah.put('/organisations/default/data-quota', quota)).status).toBe(200);
});

test('every special character that the guide names is warned of', () => {
  const listed = /`(! # .*?~)`/.exec(guide)?.[1]?.split(' ') ?? [];
  expect(listed.length).toBeGreaterThan(15);
  for (const character of listed) {
    expect(judgeName(`a${character}b`).warnings).toContainEqual(
      expect.stringContaining('special characters'),
    );
  }
});
