import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StepMoment } from '../src/modules/requests/pipelines/before-step.ts';
import { steps, stepsFor } from '../src/modules/requests/pipelines/steps.ts';
import { listSteps } from '../src/modules/requests/pipelines/store.ts';
import { CLAIM_OVER_MS, type RequestSystem, startRequestSystem } from './support/requests.ts';

/** What these do outside the database may be done while its transaction is not. */
const OUTSIDE = new Set(['verify-bytes', 'verify-manifest', 'store-manifest', 'read-back']);

/** Where an ARK comes to be, and becomes public; the other steps know of no type. */
const ANNOUNCING = new Set(['reserve-identifier', 'publish', 'complete']);

class Crash extends Error {}

/** Where the process is to die the next time. */
let deadly: { id: string; step: string; moment: StepMoment } | null = null;
let world: RequestSystem;

beforeAll(async () => {
  world = await startRequestSystem({
    beforeStep({ step }, moment, { id }) {
      if (deadly?.id !== id || deadly.step !== step || deadly.moment !== moment) return;
      deadly = null;
      throw new Crash();
    },
  });
});
afterAll(async () => {
  await world?.system.close();
});

function momentsOf(step: string): readonly StepMoment[] {
  return OUTSIDE.has(step) ? ['before', 'prepared', 'after'] : ['before', 'after'];
}

/** Works off what is due with a crash in between. */
async function drainWithCrash(id: string, step: string, moment: StepMoment): Promise<void> {
  deadly = { id, step, moment };
  await expect(world.system.drain()).rejects.toThrow(Crash);
}

/** Another process goes on once the claim of the dead one is over. */
async function goOn(): Promise<void> {
  world.system.clock.advance(CLAIM_OVER_MS);
  await world.system.drain();
}

const closed = ['requester', 'curator'];
const open = ['public', 'member', 'requester', 'curator'];

describe.each(steps.staging)('a crash at “%s” of staging', (step) => {
  test.each(momentsOf(step))('leaves a folder to be staged (%s)', async (moment) => {
    const folder = await world.makeFolder();
    const id = await world.request(folder.id);
    await drainWithCrash(id, step, moment);
    expect(await world.readers(folder.id)).toEqual(closed);
    await goOn();
    expect((await world.read(id)).state).toBe('submitted');
    expect(await world.pathOf(folder.id)).toBe(`/default/staging/${folder.name}`);
    expect(await world.readers(folder.id)).toEqual(closed);
  });
});

describe.each(steps.publishing)('a crash at “%s” of publishing', (step) => {
  test.each(momentsOf(step))('leaves a package to be published, once (%s)', async (moment) => {
    const doisBefore = (await world.datacite.dois()).length;
    const folder = await world.makeFolder();
    const id = await world.request(folder.id);
    await world.system.drain();
    world.system.clock.advance(1_000);
    await world.publish(id);
    await drainWithCrash(id, step, moment);
    const opening = steps.publishing.indexOf('open-permissions') - steps.publishing.indexOf(step);
    const isOpen = opening < 0 || (opening === 0 && moment === 'after');
    expect(await world.readers(folder.id)).toEqual(isOpen ? open : closed);
    await goOn();
    expect(await world.problem(id)).toBeNull();
    const { state, permanentId } = await world.read(id);
    expect(state).toBe('published');
    const dois = await world.datacite.dois();
    expect(dois).toHaveLength(doisBefore + 1);
    const url = `${world.system.url}/packages/${folder.id}`;
    expect(dois.find(({ doi }) => doi === permanentId)).toMatchObject({ state: 'findable', url });
    expect(await world.readers(folder.id)).toEqual(open);
    const undone = (await listSteps(world.system.ctx.db, id)).filter((each) => each.state !== 'done');
    expect(undone).toEqual([]);
  });
});

describe.each(stepsFor('ARK', 'publishing').filter((step) => ANNOUNCING.has(step)))(
  'a crash at “%s” of publishing an ARK',
  (step) => {
    test.each(momentsOf(step))('leaves a package to be published under one ARK (%s)', async (moment) => {
      const doisBefore = (await world.datacite.dois()).length;
      const folder = await world.makeFolder();
      const id = await world.request(folder.id, 'ARK');
      await world.system.drain();
      world.system.clock.advance(1_000);
      await world.publish(id);
      await drainWithCrash(id, step, moment);
      const early = (await world.read(id)).permanentId;
      await goOn();
      expect(await world.problem(id)).toBeNull();
      const { state, permanentId } = await world.read(id);
      expect(state).toBe('published');
      expect(permanentId).toMatch(/^ark:/);
      if (early !== null) expect(permanentId).toBe(early);
      const answer = await fetch(`${world.system.url}/${permanentId}`, { redirect: 'manual' });
      expect(answer.headers.get('location')).toBe(`${world.system.url}/packages/${folder.id}`);
      expect(await world.readers(folder.id)).toEqual(open);
      expect(await world.datacite.dois()).toHaveLength(doisBefore);
    });
  },
);

describe.each(steps.returning)('a crash at “%s” of returning', (step) => {
  test.each(momentsOf(step))('leaves a folder to be given back, for another try (%s)', async (moment) => {
    const doisBefore = (await world.datacite.dois()).length;
    const folder = await world.makeFolder();
    const home = await world.pathOf(folder.id);
    const id = await world.request(folder.id);
    await world.system.drain();
    await (moment === 'before' ? world.withdraw(id) : world.reject(id));
    await drainWithCrash(id, step, moment);
    await goOn();
    expect((await world.read(id)).state).toBe(moment === 'before' ? 'withdrawn' : 'rejected');
    expect(await world.pathOf(folder.id)).toBe(home);
    expect(await world.readers(folder.id)).toEqual(['requester']);
    expect(await world.datacite.dois()).toHaveLength(doisBefore);
    const again = await world.request(folder.id);
    await world.system.drain();
    expect((await world.read(again)).state).toBe('submitted');
  });
});
