import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';

let world: RequestSystem;
beforeAll(async () => {
  world = await startRequestSystem();
});
afterAll(async () => {
  await world?.system.close();
});

describe('a request whose pipelines meet no trouble', () => {
  test('is staged, approved and published under one DOI that leads to the package', async () => {
    const folder = await world.makeFolder();
    const id = await world.request(folder.id);
    await world.system.drain();
    expect(await world.problem(id)).toBeNull();
    expect(await world.read(id)).toMatchObject({ state: 'submitted', label: 'Submitted' });
    expect(await world.pathOf(folder.id)).toBe(`/default/staging/${folder.name}`);
    expect(await world.readers(folder.id)).toEqual(['requester', 'curator']);
    world.system.clock.advance(60_000);
    await world.publish(id);
    await world.system.drain();
    expect(await world.problem(id)).toBeNull();
    const published = await world.read(id);
    expect(published).toMatchObject({ state: 'published', label: 'Completion' });
    expect(await world.pathOf(folder.id)).toBe(`/default/curated/${folder.name}`);
    expect(await world.readers(folder.id)).toEqual(['public', 'member', 'requester', 'curator']);
    expect(await world.datacite.dois()).toMatchObject([
      {
        doi: published.permanentId,
        state: 'findable',
        url: `${world.system.url}/packages/${folder.id}`,
      },
    ]);
  });
});

test('what DataCite refuses (422) fails with its words, keeps its name, and can be withdrawn', async () => {
  const strict = await startRequestSystem({ repositoryDomains: ['*.example.org'] });
  try {
    const folder = await strict.makeFolder();
    const id = await strict.request(folder.id);
    await strict.system.drain();
    await strict.publish(id);
    await strict.system.drain();
    const failed = await strict.read(id);
    expect(failed).toMatchObject({ state: 'failed', failedIn: 'publishing', label: 'Failed' });
    expect(failed.permanentId).toMatch(/^10\.5072\//);
    expect(await strict.problem(id)).toMatch(/^await-draft: The registrar refuses it: .*not allowed/);
    expect(await strict.readers(folder.id)).toEqual(['requester', 'curator']);
    await strict.retry(id);
    await strict.system.drain();
    expect(await strict.read(id)).toMatchObject({ state: 'failed', permanentId: failed.permanentId });
    await strict.withdraw(id);
    await strict.system.drain();
    expect(await strict.read(id)).toMatchObject({ state: 'withdrawn', permanentId: null });
    expect(await strict.datacite.dois()).toEqual([]);
  } finally {
    await strict.system.close();
  }
});
