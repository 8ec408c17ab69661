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
