import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BeforeStep } from '../src/modules/requests/index.ts';
import { type Curation, makeFolder, openCuration } from './support/curation.ts';

let curation: Curation;
let meanwhile: BeforeStep | null = null;
beforeAll(async () => {
  curation = await openCuration({ beforeStep: (...step) => meanwhile?.(...step) });
});
afterAll(() => curation?.system.close());
afterEach(() => {
  meanwhile = null;
});

type RequestBody = { id: string; state: string; version: number; folder: { path: string } };

async function request(name: string, key?: string) {
  const { laure } = curation;
  const folder = await makeFolder(curation, laure, name);
  const wish = { folder: folder.id, type: 'DOI' };
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  const ask = () => laure.api.post<RequestBody>('/requests', wish, headers);
  return { folder, ask, answer: await ask() };
}

describe('whoever makes a request', () => {
  test('reads in the answer that the folder is in staging', async () => {
    const { answer, folder } = await request('Haak_at_once_2026');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      state: 'submitted',
      folder: { path: `/default/staging/${folder.name}` },
    });
    expect(answer.headers.get('etag')).toContain(String(answer.body.version));
  });

  test('reads it in the answer of CyVerse’s API, too', async () => {
    const { laure } = curation;
    const folder = await makeFolder(curation, laure, 'Haak_terrain_2026');
    const made = await laure.terrain.post('/permanent-id-requests', { type: 'DOI', folder: folder.id });
    expect(made.body).toMatchObject({
      folder: { path: `/default/staging/${folder.name}`, permission: 'write' },
      history: [{ status: 'Submitted' }],
    });
  });

  test('and asks the same again is answered with the same request, as it is then', async () => {
    const { answer, ask } = await request('Haak_again_2026', 'staged-at-once');
    const again = await ask();
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(answer.body);
  });

  test('is answered where staging breaks off, and it goes on later', async () => {
    meanwhile = ({ step }) => {
      if (step === 'move') throw new Error('the process died');
    };
    const { answer, folder } = await request('Haak_broken_2026');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ state: 'staging', folder: { path: folder.path } });
    meanwhile = null;
    curation.system.clock.advance(31_000);
    await curation.system.drain();
    const { body } = await curation.laure.api.get<RequestBody>(`/requests/${answer.body.id}`);
    expect(body).toMatchObject({ state: 'submitted', folder: { path: `/default/staging/${folder.name}` } });
  });

  test('is answered after two seconds where a step hangs, and what hung goes on', async () => {
    const hanging = Promise.withResolvers<void>();
    const staged = Promise.withResolvers<void>();
    meanwhile = async ({ step }, moment) => {
      if (step === 'move' && moment === 'before') await hanging.promise;
      if (step === 'move' && moment === 'after') staged.resolve();
    };
    const { answer, folder } = await request('Haak_hanging_2026');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ state: 'staging', folder: { path: folder.path } });
    hanging.resolve();
    await staged.promise;
    await expect
      .poll(async () => {
        await curation.system.drain();
        return (await curation.laure.api.get<RequestBody>(`/requests/${answer.body.id}`)).body.state;
      })
      .toBe('submitted');
  });
});
