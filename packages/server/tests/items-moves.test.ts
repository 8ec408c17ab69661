import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi } from './support/api.ts';
import { createItem, type ItemBody, identify } from './support/items.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let api: Api;
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX: '20.500.12345' } });
  const { token } = await signIn(system);
  await setRole(system, JOSIAH, 'admin');
  api = createApi(system, token);
});
afterAll(() => system.close());

type State = 'workspace' | 'archived' | 'withdrawn';
/** What an item is thought to be; `doi` is the state of its DOI. */
type Model = { state: State; doi: 'none' | 'reserved' | 'public' | 'withdrawn' };

/** Each request: the model after it, or null where it is refused with 409. */
const requests: Record<
  string,
  { send: (uuid: string) => Promise<{ status: number }>; after: (model: Model) => Model | null }
> = {
  archive: {
    send: (uuid) => api.post(`/items/${uuid}/archive`),
    after: ({ state, doi }) => (state === 'workspace' ? { state: 'archived', doi } : null),
  },
  withdraw: {
    send: (uuid) => api.post(`/items/${uuid}/withdraw`, { reason: 'Wrong' }),
    after: ({ state, doi }) =>
      state === 'archived' ? { state: 'withdrawn', doi: doi === 'public' ? 'withdrawn' : doi } : null,
  },
  reinstate: {
    send: (uuid) => api.post(`/items/${uuid}/reinstate`),
    after: ({ state, doi }) =>
      state === 'withdrawn' ? { state: 'archived', doi: doi === 'withdrawn' ? 'public' : doi } : null,
  },
  mint: {
    send: (uuid) => identify(api, uuid, 'mint'),
    after: ({ state, doi }) => (doi === 'none' ? { state, doi: 'reserved' } : null),
  },
  register: {
    send: (uuid) => identify(api, uuid, 'register'),
    after: ({ state, doi }) =>
      state !== 'withdrawn' && (doi === 'none' || doi === 'reserved') ? { state, doi: 'public' } : null,
  },
  'work off the queue': {
    send: async () => {
      await system.drain();
      return { status: 200 };
    },
    after: (model) => model,
  },
};

test('whatever order moves come in, item and identifiers agree, and every other move is refused', async () => {
  const walk = fc.array(fc.constantFrom(...Object.keys(requests)), { minLength: 3, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(walk, async (names) => {
      const { uuid } = await createItem(api, { state: 'workspace', metadata: completeMetadata() });
      let model: Model = { state: 'workspace', doi: 'none' };
      for (const name of names) {
        const request = requests[name];
        if (request === undefined) throw new Error(name);
        const after = request.after(model);
        const { status } = await request.send(uuid);
        // To mint what is minted is no mistake.
        const isRepeat = name === 'mint' && model.doi === 'reserved';
        expect([name, model, status < 300]).toEqual([name, model, after !== null || isRepeat]);
        if (after === null && !isRepeat) expect(status).toBe(409);
        model = after ?? model;
        const { body } = await api.get<ItemBody>(`/items/${uuid}`);
        const doi = body.identifiers.find(({ type }) => type === 'doi')?.state ?? 'none';
        expect([name, body.state, doi]).toEqual([name, model.state, model.doi]);
        const handle = body.identifiers.find(({ type }) => type === 'handle')?.state;
        expect(handle).toBe(
          { workspace: undefined, archived: 'public', withdrawn: 'withdrawn' }[model.state],
        );
      }
    }),
    { numRuns: 25, seed: 5 },
  );
});
