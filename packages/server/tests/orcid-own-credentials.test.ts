import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi } from './support/api.ts';
import { connectionsOf, registerClientAtOrcid, tokensAtOrcid } from './support/orcid-connect.ts';
import { connectPerson, recordOf } from './support/orcid-deposits.ts';
import { itemsOfKinds } from './support/orcid-entries.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

/** The client of each organisation at ORCID. */
const CLIENTS = { default: 'APP-MINTMARKSTANDIN0', other: 'APP-OTHERTENANT00001' } as const;
const slugs = ['default', 'other'] as const;

let system: System;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
  // The first organisation is the oldest one.
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other University' });
  await registerClientAtOrcid(system, { id: CLIENTS.other, secret: 'secret-of-the-other' });
  const { status } = await operator.put('/organisations/other/orcid/client', {
    environment: 'stand-in',
    api: 'member',
    clientId: CLIENTS.other,
    clientSecret: 'secret-of-the-other',
  });
  expect(status).toBe(201);
});
afterAll(() => system?.close());

test('two organisations that know one person write to the record each in its own name', async () => {
  for (const slug of slugs) {
    await connectPerson(system, JOSIAH, slug);
    const entry = {
      kind: 'employment',
      localId: `job-${slug}`,
      orcid: JOSIAH,
      item: { ...itemsOfKinds.employment, 'role-title': `At ${slug}` },
    };
    expect((await operator.post(`/organisations/${slug}/orcid/entries`, entry)).status).toBe(201);
  }
  await system.drain();
  // ORCID says by the token whose an item is.
  const written = (await recordOf(system, JOSIAH)).map(({ item, source }) => [item['role-title'], source]);
  expect(written.toSorted()).toEqual(slugs.map((slug) => [`At ${slug}`, CLIENTS[slug]]));
});

test('each call is made with the credentials of the organisation that it is logged for', async () => {
  const connections = await connectionsOf(system, JOSIAH);
  expect(new Set(connections.map((each) => each.organisation_id)).size).toBe(2);
  for (const slug of slugs) {
    const { body } = await operator.get<{ items: { id: string }[] }>(
      `/organisations/${slug}/orcid/interactions?limit=200`,
    );
    const calls = await Promise.all(
      body.items.map(({ id }) =>
        operator.get<{ request: { body: string | null } }>(`/organisations/${slug}/orcid/interactions/${id}`),
      ),
    );
    const clientIds = calls.flatMap(
      (call) => new URLSearchParams(call.body.request.body ?? '').get('client_id') ?? [],
    );
    expect(new Set(clientIds)).toEqual(new Set([CLIENTS[slug]]));
  }
  const live = (await tokensAtOrcid(system, JOSIAH)).filter(({ scope }) =>
    scope.includes('/activities/update'),
  );
  expect(live.map(({ clientId }) => clientId).toSorted()).toEqual(Object.values(CLIENTS).toSorted());
});
