import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const PREFIX = '20.500.12345';

let system: System;
let api: Api;
let shoulder: string;
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX: PREFIX } });
  api = createApi(system, (await signIn(system)).token);
  const { body } = await api.get<{ items: { id: string; prefix: string; type: string }[] }>('/shoulders');
  shoulder = body.items.find((each) => each.type === 'handle')?.id ?? '';
});
afterAll(() => system.close());

test('with a Handle prefix configured, Handles with running numbers from 1 on are minted and resolve here', async () => {
  const minted: { pid: string; url: string }[] = [];
  for (let index = 0; index < 12; index += 1) {
    const target = `https://example.org/records/${index}`;
    const answer = await api.post<{ pid: string; url: string }>('/pids', { shoulder, target });
    expect(answer.status).toBe(201);
    minted.push(answer.body);
  }
  expect(minted.map((each) => each.pid)).toEqual(minted.map((_, index) => `${PREFIX}/${index + 1}`));
  expect(minted[10]?.url).toBe(`${system.url}/${PREFIX}/11`);
  for (const spelling of [`${PREFIX}/11`, `hdl:${PREFIX}/11`]) {
    const answer = await fetch(`${system.url}/${spelling}`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('https://example.org/records/10');
  }
});

test('a Handle without a target has a page of its own; a withdrawn one a tombstone; an unknown one none', async () => {
  const { pid } = (await api.post<{ pid: string }>('/pids', { shoulder })).body;
  expect((await fetch(`${system.url}/${pid}`)).status).toBe(200);
  await api.post(`/pids/${encodeURIComponent(pid)}/withdraw`, { reason: 'Given twice' });
  expect((await fetch(`${system.url}/${pid}`)).status).toBe(410);
  expect((await fetch(`${system.url}/${PREFIX}/999999`, { redirect: 'manual' })).status).toBe(404);
});

test('no registrar hears of a Handle', async () => {
  const { pid } = (await api.post<{ pid: string }>('/pids', { shoulder })).body;
  const { body } = await api.get(`/pids/${encodeURIComponent(pid)}/registration`);
  expect(body).toMatchObject({ state: 'none', registrar: null });
});
