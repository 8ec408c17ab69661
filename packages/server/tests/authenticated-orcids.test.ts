import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, (await signIn(system, JOSIAH)).token);
});
afterAll(() => system?.close());

test('an iD shows as authenticated from its owner’s first sign-in on, and not before', async () => {
  const { doi } = await readShoulders(api);
  const metadata = {
    ...completeMetadata(),
    contributors: [
      {
        name: 'Haak, Laure',
        contributorType: 'Researcher',
        nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${LAURE}`, nameIdentifierScheme: 'ORCID' }],
      },
    ],
  };
  const { body } = await api.post<PidBody>('/pids', { shoulder: doi, state: 'public', metadata });
  const readPage = async (): Promise<string> => (await fetch(`${system.url}/${body.pid}`)).text();

  const before = await readPage();
  expect(before).toContain(`${system.orcid.url}/${JOSIAH}`);
  expect(before).toContain('(unauthenticated)');
  expect(before).not.toContain(`${system.orcid.url}/${LAURE}`);

  await signIn(system, LAURE);
  await system.drain();
  const after = await readPage();
  expect(after).toContain(`${system.orcid.url}/${LAURE}`);
  expect(after).not.toContain('(unauthenticated)');
});
